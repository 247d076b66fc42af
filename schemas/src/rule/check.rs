//! The type checker, which also rewrites: see the [module](super).

use super::functions::SIGNATURES;
use super::types::{Scope, Type};
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators as op};
use chrono::NaiveDate;

/// The identifier that answers `given(name)`; no written name can begin with a question mark.
pub(super) fn presence(name: &str) -> String {
    format!("?{name}")
}

pub(super) struct Checker<'a> {
    scope: &'a Scope,
    pub(super) errors: Vec<String>,
    pub(super) names: Vec<String>,
    /// Those of the names that stand inside `given`.
    pub(super) asked: Vec<String>,
}

type Checked = (Type, IdedExpr);

fn call(func_name: &str, args: Vec<IdedExpr>) -> IdedExpr {
    IdedExpr { id: 0, expr: Expr::Call(CallExpr { func_name: func_name.to_owned(), target: None, args }) }
}

fn as_double((kind, expr): Checked) -> IdedExpr {
    if kind == Type::Int { call("double", vec![expr]) } else { expr }
}

fn is_number(kind: &Type) -> bool {
    matches!(kind, Type::Int | Type::Double | Type::Unknown)
}

fn is_text(kind: &Type) -> bool {
    matches!(kind, Type::Text | Type::OneOf(_) | Type::Unknown)
}

/// The dotted name that an expression spells, if it does.
fn dotted(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            Some(format!("{}.{}", dotted(&select.operand.expr)?, select.field))
        }
        _ => None,
    }
}

impl<'a> Checker<'a> {
    pub(super) fn new(scope: &'a Scope) -> Self {
        Self { scope, errors: Vec::new(), names: Vec::new(), asked: Vec::new() }
    }

    fn wrong(&mut self, message: String) -> Checked {
        self.errors.push(message);
        (Type::Unknown, IdedExpr::default())
    }

    fn find(&mut self, written: &str) -> Option<(String, Type)> {
        match self.scope.find(written) {
            Ok((name, kind)) => {
                self.names.push(name.clone());
                Some((name, kind))
            }
            Err(message) => {
                self.errors.push(message);
                None
            }
        }
    }

    /// The expression's type, and the expression as it will be evaluated.
    pub(super) fn check(&mut self, expr: IdedExpr) -> Checked {
        if let Some(written) = dotted(&expr.expr) {
            return match self.find(&written) {
                None => (Type::Unknown, expr),
                Some((_, Type::Parts)) => {
                    self.wrong(format!("'{written}' has parts: name the one that is meant"))
                }
                Some((name, kind)) => (kind, IdedExpr { id: expr.id, expr: Expr::Ident(name) }),
            };
        }
        match expr.expr {
            Expr::Literal(ref literal) => match literal {
                LiteralValue::Boolean(_) => (Type::Bool, expr),
                LiteralValue::Int(_) => (Type::Int, expr),
                LiteralValue::Double(_) => (Type::Double, expr),
                LiteralValue::String(text) => (Type::OneOf(vec![text.inner().to_owned()]), expr),
                _ => self.wrong("only numbers, texts, true and false can be written as values".to_owned()),
            },
            Expr::Call(call) => self.call(call),
            Expr::List(_) => self.wrong("a list may only stand to the right of 'in'".to_owned()),
            Expr::Comprehension(_) => {
                self.wrong("macros such as all() and exists() are not available".to_owned())
            }
            Expr::Select(_) => {
                self.wrong("only names have parts; has() is not available: use given()".to_owned())
            }
            _ => self.wrong("maps and messages are not available".to_owned()),
        }
    }

    fn call(&mut self, written: CallExpr) -> Checked {
        let CallExpr { func_name: name, target, args } = written;
        if target.is_some() {
            return self.wrong(format!("write {name}(x), not x.{name}()"));
        }
        if name == "given" {
            return self.given(&args);
        }
        if name == op::IN {
            return self.contained(args);
        }
        let args: Vec<Checked> = args.into_iter().map(|arg| self.check(arg)).collect();
        match name.as_str() {
            op::LOGICAL_AND | op::LOGICAL_OR | op::LOGICAL_NOT => {
                for (kind, _) in &args {
                    if !matches!(kind, Type::Bool | Type::Unknown) {
                        self.errors
                            .push(format!("'and', 'or' and 'not' join conditions, but one side is {kind}"));
                    }
                }
                (Type::Bool, call(&name, args.into_iter().map(|(_, e)| e).collect()))
            }
            op::CONDITIONAL => self.conditional(args),
            op::EQUALS | op::NOT_EQUALS => self.compared(&name, args, true),
            op::LESS | op::LESS_EQUALS | op::GREATER | op::GREATER_EQUALS => {
                self.compared(&name, args, false)
            }
            op::ADD | op::SUBSTRACT | op::MULTIPLY | op::DIVIDE | op::MODULO | op::NEGATE => {
                self.arithmetic(&name, args)
            }
            "size" => match &args[..] {
                [(Type::SetOf(_) | Type::Periods | Type::Text | Type::OneOf(_) | Type::Unknown, _)] => {
                    (Type::Int, call("size", args.into_iter().map(|(_, e)| e).collect()))
                }
                _ => self.wrong("size takes one set of choices, periods or text".to_owned()),
            },
            _ => self.function(&name, args),
        }
    }

    fn given(&mut self, args: &[IdedExpr]) -> Checked {
        let written = match args {
            [one] => dotted(&one.expr),
            _ => None,
        };
        let Some(written) = written else { return self.wrong("given takes one name".to_owned()) };
        match self.find(&written) {
            Some((name, _)) => {
                let expr = Expr::Ident(presence(&name));
                self.asked.push(name);
                (Type::Bool, IdedExpr { id: 0, expr })
            }
            None => (Type::Bool, IdedExpr::default()),
        }
    }

    fn contained(&mut self, args: Vec<IdedExpr>) -> Checked {
        let Ok([left, right]) = <[IdedExpr; 2]>::try_from(args) else {
            return self.wrong("'in' takes two sides".to_owned());
        };
        let (wanted, left) = self.check(left);
        let right = match right.expr {
            Expr::List(mut list) => {
                let mut elements = Vec::new();
                for element in list.elements {
                    let (kind, element) = self.check(element);
                    self.same(&wanted, &kind);
                    elements.push(element);
                }
                list.elements = elements;
                IdedExpr { id: right.id, expr: Expr::List(list) }
            }
            _ => match self.check(right) {
                (Type::SetOf(choices), right) => {
                    self.same(&wanted, &Type::OneOf(choices));
                    right
                }
                (Type::Unknown, right) => right,
                (kind, right) => {
                    self.errors.push(format!("the right side of 'in' is {kind}, not a set"));
                    right
                }
            },
        };
        (Type::Bool, call(op::IN, vec![left, right]))
    }

    fn conditional(&mut self, args: Vec<Checked>) -> Checked {
        let Ok([(condition, first), yes, no]) = <[Checked; 3]>::try_from(args) else {
            return self.wrong("a choice takes a condition and two values".to_owned());
        };
        if !matches!(condition, Type::Bool | Type::Unknown) {
            self.errors.push(format!("the condition before '?' is {condition}"));
        }
        let kind = match (&yes.0, &no.0) {
            (Type::OneOf(a), Type::OneOf(b)) => {
                let mut all = a.clone();
                all.extend(b.iter().filter(|t| !a.contains(t)).cloned());
                Type::OneOf(all)
            }
            (a, b) if a == b => a.clone(),
            (a, b) if is_number(a) && is_number(b) => Type::Double,
            (a, b) if is_text(a) && is_text(b) => Type::Text,
            (a, b) => return self.wrong(format!("the two sides of ':' are {a} and {b}")),
        };
        let (yes, no) = if kind == Type::Double { (as_double(yes), as_double(no)) } else { (yes.1, no.1) };
        (kind, call(op::CONDITIONAL, vec![first, yes, no]))
    }

    /// Complains unless two types can be equal.
    fn same(&mut self, a: &Type, b: &Type) {
        let dates = |texts: &[String]| texts.iter().all(|t| t.parse::<NaiveDate>().is_ok());
        match (a, b) {
            (Type::Unknown, _) | (_, Type::Unknown) => {}
            (Type::OneOf(a), Type::OneOf(b)) => {
                // The longer list is the declared one; a literal has exactly one text.
                let (known, asked) = if a.len() >= b.len() { (a, b) } else { (b, a) };
                let strangers: Vec<&str> =
                    asked.iter().filter(|t| !known.contains(t)).map(|t| &t[..]).collect();
                if asked.len() == strangers.len() {
                    self.errors.push(format!(
                        "'{}' is none of '{}'",
                        strangers.join("', '"),
                        known.join("', '")
                    ));
                }
            }
            (Type::Date, Type::OneOf(texts)) | (Type::OneOf(texts), Type::Date) if dates(texts) => {}
            (Type::Date, Type::OneOf(texts)) | (Type::OneOf(texts), Type::Date) => {
                self.errors.push(format!("'{}' is not a date such as 2025-07-01", texts.join("', '")));
            }
            (Type::Date, Type::Moment) | (Type::Moment, Type::Date) => {
                self.errors.push("a date and a moment cannot be compared: use date(moment)".to_owned());
            }
            (a, b) if a == b || (is_number(a) && is_number(b)) || (is_text(a) && is_text(b)) => {}
            (a, b) => self.errors.push(format!("{a} cannot be compared with {b}")),
        }
    }

    fn compared(&mut self, name: &str, args: Vec<Checked>, equality: bool) -> Checked {
        let Ok([left, right]) = <[Checked; 2]>::try_from(args) else {
            return self.wrong("a comparison takes two sides".to_owned());
        };
        self.same(&left.0, &right.0);
        let ordered = |kind: &Type| is_number(kind) || matches!(kind, Type::Date | Type::Moment);
        let simple = |kind: &Type| ordered(kind) || is_text(kind) || *kind == Type::Bool;
        let allowed = |kind: &Type| if equality { simple(kind) } else { ordered(kind) };
        // A date literal is a text by itself; the other side says what it is.
        if !allowed(&left.0) && !allowed(&right.0) {
            self.errors.push(format!("{} cannot be compared this way", left.0));
        }
        let mixed = is_number(&left.0) && is_number(&right.0) && left.0 != right.0;
        let sides = if mixed { vec![as_double(left), as_double(right)] } else { vec![left.1, right.1] };
        (Type::Bool, call(name, sides))
    }

    fn arithmetic(&mut self, name: &str, args: Vec<Checked>) -> Checked {
        if name == op::ADD && args.iter().all(|(kind, _)| is_text(kind)) {
            return (Type::Text, call(name, args.into_iter().map(|(_, e)| e).collect()));
        }
        if let Some((kind, _)) = args.iter().find(|(kind, _)| !is_number(kind)) {
            let hint = if *kind == Type::Date { ": use days(), add_days() or add_workdays()" } else { "" };
            return self.wrong(format!("{kind} is not a number to calculate with{hint}"));
        }
        if args.iter().all(|(kind, _)| *kind == Type::Int) {
            if name == op::DIVIDE {
                return self.wrong("dividing whole numbers drops the rest: write double(a) / b".to_owned());
            }
            return (Type::Int, call(name, args.into_iter().map(|(_, e)| e).collect()));
        }
        (Type::Double, call(name, args.into_iter().map(as_double).collect()))
    }

    fn function(&mut self, name: &str, args: Vec<Checked>) -> Checked {
        let Some((_, parameters, result)) = SIGNATURES.iter().find(|(known, ..)| *known == name) else {
            let known: Vec<&str> = SIGNATURES.iter().map(|(known, ..)| *known).collect();
            return self
                .wrong(format!("unknown function '{name}'; there are given, size, {}", known.join(", ")));
        };
        if args.len() != parameters.len() {
            return self.wrong(format!("{name} takes {} values, not {}", parameters.len(), args.len()));
        }
        let mut passed = Vec::with_capacity(args.len());
        for (argument, parameter) in args.into_iter().zip(*parameters) {
            match (&argument.0, parameter) {
                (Type::Unknown, _) => {}
                (kind, parameter) if kind == parameter => {}
                (Type::OneOf(texts), Type::Date) if texts.iter().all(|t| t.parse::<NaiveDate>().is_ok()) => {}
                (kind, _) => self.errors.push(format!("{name} takes {parameter} here, not {kind}")),
            }
            passed.push(argument.1);
        }
        (result.clone(), call(name, passed))
    }
}
