//! The functions that rules may call beside CEL's operators. Dates travel as ISO text.

use super::moment;
use super::syntax::Op;
use super::types::Type;
use super::value::Value;
use crate::calendar::Calendar;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Name, parameters and result of each function but `given`, which takes a name, and `size`, which takes several types.
pub(super) const SIGNATURES: [(&str, Op, &[Type], Type); 10] = [
    ("days", Op::Days, &[Type::Date, Type::Date], Type::Int),
    ("workdays", Op::Workdays, &[Type::Date, Type::Date], Type::Int),
    ("workdays_in", Op::WorkdaysIn, &[Type::Periods], Type::Int),
    ("last", Op::Last, &[Type::Periods], Type::Date),
    ("add_days", Op::AddDays, &[Type::Date, Type::Int], Type::Date),
    ("add_workdays", Op::AddWorkdays, &[Type::Date, Type::Int], Type::Date),
    ("clock_start", Op::ClockStart, &[Type::Moment], Type::Date),
    ("date", Op::Date, &[Type::Moment], Type::Date),
    ("double", Op::Double, &[Type::Int], Type::Double),
    ("int", Op::Int, &[Type::Double], Type::Int),
];

/// A function's work is bounded: no rule counts over more than about thirty years.
const MOST_DAYS: i64 = 11_000;

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn period(value: &Value) -> Option<(NaiveDate, NaiveDate)> {
    let Value::Text(text) = value else { return None };
    let (from, to) = text.split_once('/')?;
    Some((day(from)?, day(to)?))
}

fn bounded(from: NaiveDate, to: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    ((to - from).num_days().abs() <= MOST_DAYS).then_some((from, to))
}

fn working_days_in(periods: &[Value], calendar: &Calendar) -> Option<usize> {
    let mut days = BTreeSet::new();
    for value in periods {
        let (from, to) = period(value)?;
        let (from, to) = bounded(from, to)?;
        days.extend(from.iter_days().take_while(|d| *d <= to).filter(|d| calendar.is_working(*d)));
    }
    Some(days.len())
}

fn last(periods: &[Value]) -> Option<NaiveDate> {
    let mut last = None;
    for value in periods {
        last = last.max(Some(period(value)?.1));
    }
    last
}

fn add_days(from: NaiveDate, count: i64) -> Option<NaiveDate> {
    match u64::try_from(count) {
        Ok(count) => from.checked_add_days(Days::new(count)),
        Err(_) => from.checked_sub_days(Days::new(count.unsigned_abs())),
    }
}

fn add_working_days(from: NaiveDate, count: i64, calendar: &Calendar) -> Option<NaiveDate> {
    let count = u16::try_from(count).ok().filter(|c| i64::from(*c) <= MOST_DAYS)?;
    Some(calendar.add_working_days(from, count))
}

/// The value of a function; `None` if it has none for these arguments.
pub(super) fn function(op: Op, args: &[Value], calendar: &Calendar) -> Option<Value> {
    let date = |date: NaiveDate| Value::Text(date.to_string().into());
    Some(match (op, args) {
        (Op::Days, [Value::Text(a), Value::Text(b)]) => Value::Int((day(b)? - day(a)?).num_days()),
        (Op::Workdays, [Value::Text(a), Value::Text(b)]) => {
            let (a, b) = bounded(day(a)?, day(b)?)?;
            Value::Int(calendar.working_days_between(a, b))
        }
        (Op::WorkdaysIn, [Value::List(periods)]) => {
            Value::Int(working_days_in(periods, calendar)?.try_into().ok()?)
        }
        (Op::Last, [Value::List(periods)]) => date(last(periods)?),
        (Op::AddDays, [Value::Text(from), Value::Int(count)]) => date(add_days(day(from)?, *count)?),
        (Op::AddWorkdays, [Value::Text(from), Value::Int(count)]) => {
            date(add_working_days(day(from)?, *count, calendar)?)
        }
        (Op::ClockStart, [Value::Text(at)]) => date(calendar.clock_start(moment(at)?)),
        (Op::Date, [Value::Text(at)]) => date(moment(at)?.date()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Names, Rule, Scope};
    use super::*;
    use crate::answer::Answer;

    #[test]
    fn every_function_can_be_called() {
        let calendar = Calendar::shipped();
        let mut names = Names::new(&calendar);
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
