//! Rules: CEL expressions of a template, parsed and type-checked once, evaluated often.
//!
//! The part of CEL that checklists use is read, checked and evaluated here, on a tablet too: [`syntax`] says which part.
//! The checker gives each name its full form (`D01.early`, `param.on_time_target`), so that an evaluation looks it up in
//! one step, and turns `given(NAME)` into a question of its own, because CEL cannot ask whether a name has a value.
//!
//! A rule is *undecided* when its value depends on something that is missing. CEL's own logic does that: what is missing
//! is an error, and `false && error` is false, `true || error` is true, everything else passes the error on.

mod check;
mod functions;
#[cfg(test)]
mod oracle;
mod statement;
mod syntax;
mod types;
mod value;

pub(crate) use statement::{Statement, Statements, item_choices};
pub use types::{Scope, Type};

use crate::answer::{Answer, Qualifier};
use crate::calendar::Calendar;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use litemap::LiteMap;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use value::Value;

/// A moment as it is written inside rules (`2026-03-05T14:30`); its order as text is its order in time.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    date.parse::<NaiveDate>().ok()?.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Rule {
    expression: syntax::Expr,
    kind: Type,
    names: Vec<String>,
    asked: Vec<String>,
}

impl Rule {
    /// Parses and checks `source` against the names of `scope`.
    ///
    /// # Errors
    /// Everything that is wrong with it, in words for the template's author.
    pub fn compile(source: &str, scope: &Scope) -> Result<Self, Vec<String>> {
        let parsed = syntax::parse(source)
            .map_err(|message| vec![format!("syntax error in '{source}': {message}")])?;
        let mut checker = check::Checker::new(scope);
        let (kind, expression) = checker.check(parsed);
        if checker.errors.is_empty() {
            Ok(Self { expression, kind, names: checker.names, asked: checker.asked })
        } else {
            Err(checker.errors.into_iter().map(|e| format!("in '{source}': {e}")).collect())
        }
    }

    /// Like [`Rule::compile`], and the value must be of type `wanted` (a whole number passes as a number).
    ///
    /// # Errors
    /// As [`Rule::compile`], or that the type is another one.
    pub fn compile_as(source: &str, scope: &Scope, wanted: &Type) -> Result<Self, Vec<String>> {
        let rule = Self::compile(source, scope)?;
        let fits = rule.kind == *wanted
            || rule.kind == Type::Unknown
            || (*wanted == Type::Double && rule.kind == Type::Int);
        if fits {
            Ok(rule)
        } else {
            Err(vec![format!("in '{source}': expected {wanted}, found {}", rule.kind)])
        }
    }

    /// The type of its value.
    pub fn kind(&self) -> &Type {
        &self.kind
    }

    /// The names it refers to, as written (`D01.early`), those inside `given` too.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The names that it asks about with `given`.
    pub(crate) fn asked(&self) -> &[String] {
        &self.asked
    }

    fn value(&self, names: &Names<'_>) -> Option<Value> {
        self.expression.value(names)
    }

    /// Its truth; `None` = undecided.
    pub(crate) fn truth(&self, names: &Names<'_>) -> Option<bool> {
        match self.value(names)? {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// Its value as a whole number.
    pub(crate) fn integer(&self, names: &Names<'_>) -> Option<i64> {
        match self.value(names)? {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }

    /// Its value as a number.
    pub(crate) fn number(&self, names: &Names<'_>) -> Option<f64> {
        match self.value(names)? {
            Value::Int(number) => Some(number as f64),
            Value::Double(number) if number.is_finite() => Some(number),
            _ => None,
        }
    }

    /// Its value as an answer of the fitting kind.
    pub(crate) fn answer(&self, names: &Names<'_>) -> Option<Answer> {
        match self.value(names)? {
            Value::Bool(true) => Some(Answer::Yes),
            Value::Bool(false) => Some(Answer::No),
            Value::Int(number) => Some(Answer::Integer(number)),
            Value::Double(number) => Decimal::from_f64(number).map(|d| Answer::Decimal(d, Qualifier::Exact)),
            Value::Text(text) => match self.kind {
                Type::Date => text.parse().ok().map(Answer::Date),
                Type::Moment => moment(&text).map(Answer::Moment),
                _ => Some(Answer::Text(text.to_string())),
            },
            _ => None,
        }
    }
}

/// The names that have a value, while rules are evaluated.
pub(crate) struct Names<'p> {
    calendar: &'p Calendar,
    outer: Option<&'p Names<'p>>,
    values: LiteMap<String, Value>,
    /// What `given` answers for the names that are asked about.
    given: LiteMap<String, bool>,
}

impl<'p> Names<'p> {
    /// No names yet. Functions count by this calendar.
    pub(crate) fn new(calendar: &'p Calendar) -> Self {
        Self { calendar, outer: None, values: LiteMap::new(), given: LiteMap::new() }
    }

    /// A scope inside this one, for the names of one row.
    pub(crate) fn inner(&'p self) -> Self {
        Self { outer: Some(self), ..Self::new(self.calendar) }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name).or_else(|| self.outer?.value(name))
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        self.given.get(name).copied().or_else(|| self.outer?.is_given(name))
    }

    fn put(&mut self, name: &str, value: Value) {
        self.values.insert(name.to_owned(), value);
    }

    /// Says for `given(name)` whether there is a value.
    pub(crate) fn given(&mut self, name: &str, is: bool) {
        self.given.insert(name.to_owned(), is);
    }

    pub(crate) fn number(&mut self, name: &str, value: f64) {
        self.put(name, Value::Double(value));
    }

    pub(crate) fn integer(&mut self, name: &str, value: i64) {
        self.put(name, Value::Int(value));
    }

    pub(crate) fn date(&mut self, name: &str, value: NaiveDate) {
        self.text(name, value.to_string());
    }

    pub(crate) fn text(&mut self, name: &str, value: String) {
        self.put(name, Value::Text(value.into()));
    }

    fn list(&mut self, name: &str, values: impl Iterator<Item = String>) {
        self.put(name, Value::List(values.map(|value| Value::Text(value.into())).collect()));
    }

    /// Makes an answer known under a name and its parts (`A02.num`, `D01.early`). "Không áp dụng" and a cleared answer
    /// leave the name without a value.
    pub(crate) fn answer(&mut self, name: &str, answer: &Answer) {
        match answer {
            Answer::Yes => self.put(name, Value::Bool(true)),
            Answer::No => self.put(name, Value::Bool(false)),
            Answer::NotApplicable | Answer::Cleared => return,
            Answer::Choice(choice) => self.text(name, choice.as_str().to_owned()),
            Answer::Choices(choices) => self.list(name, choices.iter().map(|c| c.as_str().to_owned())),
            Answer::Integer(number) => self.integer(name, *number),
            Answer::Decimal(number, _) => self.number(name, number.to_f64().unwrap_or(f64::NAN)),
            Answer::Ratio(numerator, denominator) => self.ratio(name, *numerator, *denominator),
            Answer::Date(date) => self.date(name, *date),
            Answer::Moment(moment) => {
                let (day, hour, minute) = (moment.date(), moment.hour(), moment.minute());
                self.text(name, format!("{day}T{hour:02}:{minute:02}"));
            }
            Answer::Text(text) => self.text(name, text.clone()),
            Answer::Figures(figures) => {
                for (field, number) in figures {
                    let field = format!("{name}.{field}");
                    self.integer(&field, *number);
                    self.given(&field, true);
                }
            }
            Answer::Periods(periods) => {
                self.list(name, periods.iter().map(|(from, to)| format!("{from}/{to}")))
            }
        }
        self.given(name, true);
    }

    fn ratio(&mut self, name: &str, numerator: u64, denominator: u64) {
        self.integer(&format!("{name}.num"), i64::try_from(numerator).unwrap_or(i64::MAX));
        self.integer(&format!("{name}.den"), i64::try_from(denominator).unwrap_or(i64::MAX));
        if denominator > 0 {
            // u64 → f64 is exact below 2^53, which check() demands; the quotient is then correctly rounded.
            self.number(&format!("{name}.percent"), numerator as f64 * 100.0 / denominator as f64);
        }
    }
}
