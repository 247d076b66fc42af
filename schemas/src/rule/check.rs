//! The type checker, which also rewrites: see the [module](super).

use super::functions::SIGNATURES;
use super::syntax::{Expr, Op};
use super::types::{Scope, Type};
use super::value::Value;
use chrono::NaiveDate;

pub(super) struct Checker<'a> {
    scope: &'a Scope,
    pub(super) errors: Vec<String>,
    pub(super) names: Vec<String>,
    /// Those of the names that stand inside `given`.
    pub(super) asked: Vec<String>,
}

type Checked = (Type, Expr);

fn as_double((kind, expr): Checked) -> Expr {
    if kind == Type::Int { Expr::Call(Op::Double, vec![expr]) } else { expr }
}

fn exprs(args: Vec<Checked>) -> Vec<Expr> {
    args.into_iter().map(|(_, expr)| expr).collect()
}

fn is_number(kind: &Type) -> bool {
    matches!(kind, Type::Int | Type::Double | Type::Unknown)
}

fn is_text(kind: &Type) -> bool {
    matches!(kind, Type::Text | Type::OneOf(_) | Type::Unknown)
}

impl<'a> Checker<'a> {
    pub(super) fn new(scope: &'a Scope) -> Self {
        Self { scope, errors: Vec::new(), names: Vec::new(), asked: Vec::new() }
    }

    fn wrong(&mut self, message: String) -> Checked {
        self.errors.push(message);
        (Type::Unknown, Expr::Part)
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
    pub(super) fn check(&mut self, expr: Expr) -> Checked {
        match expr {
            Expr::Literal(ref value) => match value {
                Value::Bool(_) => (Type::Bool, expr),
                Value::Int(_) => (Type::Int, expr),
                Value::Double(_) => (Type::Double, expr),
                Value::Text(text) => (Type::OneOf(vec![text.to_string()]), expr),
                Value::List(_) => (Type::Unknown, expr),
            },
            Expr::Name(written) => match self.find(&written) {
                None => (Type::Unknown, Expr::Part),
                Some((_, Type::Parts)) => {
                    self.wrong(format!("'{written}' has parts: name the one that is meant"))
                }
                Some((name, kind)) => (kind, Expr::Name(name)),
            },
            Expr::Call(op, args) => self.call(op, args),
            Expr::Function(name, args) => self.function(&name, args),
            Expr::List(_) => self.wrong("a list may only stand to the right of 'in'".to_owned()),
            Expr::Method(name) => match name.as_str() {
                "all" | "exists" | "exists_one" | "map" | "filter" => {
                    self.wrong("macros such as all() and exists() are not available".to_owned())
                }
                _ => self.wrong(format!("write {name}(x), not x.{name}()")),
            },
            Expr::Part | Expr::Given(_) => {
                self.wrong("only names have parts; has() is not available: use given()".to_owned())
            }
        }
    }

    fn call(&mut self, op: Op, args: Vec<Expr>) -> Checked {
        if op == Op::In {
            return self.contained(args);
        }
        let args: Vec<Checked> = args.into_iter().map(|arg| self.check(arg)).collect();
        match op {
            Op::And | Op::Or | Op::Not => {
                for (kind, _) in &args {
                    if !matches!(kind, Type::Bool | Type::Unknown) {
                        self.errors
                            .push(format!("'and', 'or' and 'not' join conditions, but one side is {kind}"));
                    }
                }
                (Type::Bool, Expr::Call(op, exprs(args)))
            }
            Op::If => self.conditional(args),
            Op::Equal | Op::NotEqual => self.compared(op, args, true),
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => self.compared(op, args, false),
            _ => self.arithmetic(op, args),
        }
    }

    fn given(&mut self, args: &[Expr]) -> Checked {
        let [Expr::Name(written)] = args else { return self.wrong("given takes one name".to_owned()) };
        match self.find(written) {
            Some((name, _)) => {
                self.asked.push(name.clone());
                (Type::Bool, Expr::Given(name))
            }
            None => (Type::Bool, Expr::Part),
        }
    }

    fn contained(&mut self, args: Vec<Expr>) -> Checked {
        let Ok([left, right]) = <[Expr; 2]>::try_from(args) else {
            return self.wrong("'in' takes two sides".to_owned());
        };
        let (wanted, left) = self.check(left);
        let right = match right {
            Expr::List(list) => {
                let mut elements = Vec::new();
                for element in list {
                    let (kind, element) = self.check(element);
                    self.same(&wanted, &kind);
                    elements.push(element);
                }
                Expr::List(elements)
            }
            right => match self.check(right) {
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
        (Type::Bool, Expr::Call(Op::In, vec![left, right]))
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
        (kind, Expr::Call(Op::If, vec![first, yes, no]))
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

    fn compared(&mut self, op: Op, args: Vec<Checked>, equality: bool) -> Checked {
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
        (Type::Bool, Expr::Call(op, sides))
    }

    fn arithmetic(&mut self, op: Op, args: Vec<Checked>) -> Checked {
        if op == Op::Add && args.iter().all(|(kind, _)| is_text(kind)) {
            return (Type::Text, Expr::Call(op, exprs(args)));
        }
        if let Some((kind, _)) = args.iter().find(|(kind, _)| !is_number(kind)) {
            let hint = if *kind == Type::Date { ": use days(), add_days() or add_workdays()" } else { "" };
            return self.wrong(format!("{kind} is not a number to calculate with{hint}"));
        }
        if args.iter().all(|(kind, _)| *kind == Type::Int) {
            if op == Op::Divide {
                return self.wrong("dividing whole numbers drops the rest: write double(a) / b".to_owned());
            }
            return (Type::Int, Expr::Call(op, exprs(args)));
        }
        (Type::Double, Expr::Call(op, args.into_iter().map(as_double).collect()))
    }

    fn function(&mut self, name: &str, args: Vec<Expr>) -> Checked {
        match name {
            "given" => return self.given(&args),
            "has" => return self.wrong("has() is not available: use given()".to_owned()),
            _ => {}
        }
        let args: Vec<Checked> = args.into_iter().map(|arg| self.check(arg)).collect();
        if name == "size" {
            return match &args[..] {
                [(Type::SetOf(_) | Type::Periods | Type::Text | Type::OneOf(_) | Type::Unknown, _)] => {
                    (Type::Int, Expr::Call(Op::Size, exprs(args)))
                }
                _ => self.wrong("size takes one set of choices, periods or text".to_owned()),
            };
        }
        let Some((_, op, parameters, result)) = SIGNATURES.iter().find(|(known, ..)| *known == name) else {
            let known: Vec<&str> = SIGNATURES.iter().map(|(known, ..)| *known).collect();
            return self
                .wrong(format!("unknown function '{name}'; there are given, size, {}", known.join(", ")));
        };
        if args.len() != parameters.len() {
            return self.wrong(format!("{name} takes {} values, not {}", parameters.len(), args.len()));
        }
        for ((kind, _), parameter) in args.iter().zip(*parameters) {
            match (kind, parameter) {
                (Type::Unknown, _) => {}
                (kind, parameter) if kind == parameter => {}
                (Type::OneOf(texts), Type::Date) if texts.iter().all(|t| t.parse::<NaiveDate>().is_ok()) => {}
                (kind, _) => self.errors.push(format!("{name} takes {parameter} here, not {kind}")),
            }
        }
        (result.clone(), Expr::Call(*op, exprs(args)))
    }
}
