//! The functions that rules may call beside CEL's operators. Dates travel as ISO text.

use super::Names;
use super::types::Type;
use crate::calendar::Calendar;
use cel::{ExecutionError, Value};
use chrono::{Days, NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Name, parameters and result of each function but `given`, which takes a name, and `size`, which takes several types.
pub(super) const SIGNATURES: [(&str, &[Type], Type); 10] = [
    ("days", &[Type::Date, Type::Date], Type::Int),
    ("workdays", &[Type::Date, Type::Date], Type::Int),
    ("workdays_in", &[Type::Periods], Type::Int),
    ("last", &[Type::Periods], Type::Date),
    ("add_days", &[Type::Date, Type::Int], Type::Date),
    ("add_workdays", &[Type::Date, Type::Int], Type::Date),
    ("clock_start", &[Type::Moment], Type::Date),
    ("date", &[Type::Moment], Type::Date),
    ("double", &[Type::Int], Type::Double),
    ("int", &[Type::Double], Type::Int),
];

type Text = Arc<String>;
type Outcome = Result<Value, ExecutionError>;

/// A function's work is bounded: no rule counts over more than about thirty years.
const MOST_DAYS: i64 = 11_000;

fn failed(what: &str) -> ExecutionError {
    ExecutionError::function_error("rule", what)
}

fn day(text: &str) -> Result<NaiveDate, ExecutionError> {
    text.parse().map_err(|_| failed("not a date"))
}

fn moment(text: &str) -> Result<NaiveDateTime, ExecutionError> {
    NaiveDateTime::parse_from_str(text, super::MOMENT).map_err(|_| failed("not a moment"))
}

fn iso(date: NaiveDate) -> Outcome {
    Ok(Value::from(date.to_string()))
}

fn periods(list: &[Value]) -> Result<Vec<(NaiveDate, NaiveDate)>, ExecutionError> {
    let one = |value: &Value| match value {
        Value::String(text) => {
            let (from, to) = text.split_once('/').ok_or_else(|| failed("not a period"))?;
            Ok((day(from)?, day(to)?))
        }
        _ => Err(failed("not a period")),
    };
    list.iter().map(one).collect()
}

fn bounded(from: NaiveDate, to: NaiveDate) -> Result<(NaiveDate, NaiveDate), ExecutionError> {
    if (to - from).num_days().abs() > MOST_DAYS { Err(failed("too many days")) } else { Ok((from, to)) }
}

/// Makes the functions known to all rules evaluated with these names.
pub(crate) fn add_functions(names: &mut Names<'_>, calendar: &Calendar) {
    let context = &mut names.0;
    // A name can only be refused if the standard environment declares it, which a test excludes.
    let _ = context.add_function("days", |a: Text, b: Text| -> Outcome {
        Ok(Value::Int((day(&b)? - day(&a)?).num_days()))
    });
    let shared = calendar.clone();
    let _ = context.add_function("workdays", move |a: Text, b: Text| -> Outcome {
        let (a, b) = bounded(day(&a)?, day(&b)?)?;
        Ok(Value::Int(shared.working_days_between(a, b)))
    });
    let shared = calendar.clone();
    let _ = context.add_function("workdays_in", move |list: Arc<Vec<Value>>| -> Outcome {
        let mut days = BTreeSet::new();
        for (from, to) in periods(&list)? {
            let (from, to) = bounded(from, to)?;
            days.extend(from.iter_days().take_while(|d| *d <= to).filter(|d| shared.is_working(*d)));
        }
        Ok(Value::Int(i64::try_from(days.len()).unwrap_or(i64::MAX)))
    });
    let _ = context.add_function("last", |list: Arc<Vec<Value>>| -> Outcome {
        let last = periods(&list)?.into_iter().map(|(_, to)| to).max();
        iso(last.ok_or_else(|| failed("no period"))?)
    });
    let _ = context.add_function("add_days", |from: Text, count: i64| -> Outcome {
        let from = day(&from)?;
        let to = match u64::try_from(count) {
            Ok(count) => from.checked_add_days(Days::new(count)),
            Err(_) => from.checked_sub_days(Days::new(count.unsigned_abs())),
        };
        iso(to.ok_or_else(|| failed("date out of range"))?)
    });
    let shared = calendar.clone();
    let _ = context.add_function("add_workdays", move |from: Text, count: i64| -> Outcome {
        let count = u16::try_from(count).ok().filter(|c| i64::from(*c) <= MOST_DAYS);
        iso(shared.add_working_days(day(&from)?, count.ok_or_else(|| failed("not a number of days"))?))
    });
    let shared = calendar.clone();
    let _ = context
        .add_function("clock_start", move |at: Text| -> Outcome { iso(shared.clock_start(moment(&at)?)) });
    let _ = context.add_function("date", |at: Text| -> Outcome { iso(moment(&at)?.date()) });
}

#[cfg(test)]
mod tests {
    use super::super::{Rule, Scope};
    use super::*;
    use crate::answer::Answer;

    #[test]
    fn every_function_can_be_called() {
        let mut names = Names::new();
        add_functions(&mut names, &Calendar::shipped());
        let mut scope = Scope::default();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        scope.declare("d", Type::Date);
        scope.declare("m", Type::Moment);
        scope.declare("p", Type::Periods);
        names.date("d", day("2026-09-11"));
        names.answer("m", &Answer::Moment(day("2026-09-11").and_hms_opt(15, 30, 0).unwrap()));
        let pauses = [("2026-09-10", "2026-09-14"), ("2026-09-14", "2026-09-15")];
        names.answer("p", &Answer::Periods(pauses.map(|(a, b)| (day(a), day(b))).to_vec()));
        let calls = [
            ("days(d, '2026-09-15')", Answer::Integer(4)),
            ("workdays(d, '2026-09-15')", Answer::Integer(2)),
            ("workdays_in(p)", Answer::Integer(4)),
            ("last(p)", Answer::Date(day("2026-09-15"))),
            ("add_days(d, -1)", Answer::Date(day("2026-09-10"))),
            ("add_workdays(d, 1)", Answer::Date(day("2026-09-14"))),
            ("clock_start(m)", Answer::Date(day("2026-09-14"))),
            ("date(m)", Answer::Date(day("2026-09-11"))),
            ("int(double(3) / 2)", Answer::Integer(1)),
        ];
        for (source, expected) in &calls {
            let rule = Rule::compile(source, &scope).unwrap();
            assert_eq!(rule.answer(&names).as_ref(), Some(expected), "{source}");
        }
        for (name, ..) in SIGNATURES {
            assert!(
                calls.iter().any(|(source, _)| source.contains(&format!("{name}("))),
                "{name} is not tested"
            );
        }
    }
}
