//! What an expression comes to.

use super::Names;
use super::functions::function;
use super::syntax::{Expr, Op};
use std::cmp::Ordering;
use std::sync::Arc;

/// A value. Dates and moments are texts whose order is their order in time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Arc<str>),
    List(Arc<[Value]>),
}

impl Value {
    fn truth(&self) -> Option<bool> {
        match self {
            Value::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// Whole and other numbers are equal if they are the same number.
    fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Int(whole), Value::Double(number)) | (Value::Double(number), Value::Int(whole)) => {
                *whole as f64 == *number
            }
            (one, other) => one == other,
        }
    }

    fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl Expr {
    /// Its value; `None` = undecided.
    pub(super) fn value(&self, names: &Names<'_>) -> Option<Value> {
        match self {
            Expr::Literal(value) => Some(value.clone()),
            Expr::Name(name) => names.value(name).cloned(),
            Expr::Given(name) => names.is_given(name).map(Value::Bool),
            Expr::List(list) => {
                list.iter().map(|one| one.value(names)).collect::<Option<_>>().map(Value::List)
            }
            Expr::Call(op, args) => call(*op, args, names),
            // Nothing of the kind passes the check.
            Expr::Function(..) | Expr::Method(_) | Expr::Part => None,
        }
    }

    fn truth(&self, names: &Names<'_>) -> Option<bool> {
        self.value(names)?.truth()
    }
}

fn call(op: Op, args: &[Expr], names: &Names<'_>) -> Option<Value> {
    match (op, args) {
        (Op::If, [condition, yes, no]) => if condition.truth(names)? { yes } else { no }.value(names),
        // One side alone may decide, whatever is missing on the other.
        (Op::Or, [left, right]) => either(left, right, true, names),
        (Op::And, [left, right]) => either(left, right, false, names),
        (_, [one]) => of_one(op, one.value(names)?, names),
        (_, [one, other]) => of_two(op, one.value(names)?, other.value(names)?, names),
        _ => None,
    }
}

/// `decisive` if one side is that, its opposite if both are, otherwise undecided.
fn either(left: &Expr, right: &Expr, decisive: bool, names: &Names<'_>) -> Option<Value> {
    let decided = match left.truth(names) {
        Some(left) if left == decisive => decisive,
        left => match (left, right.truth(names)?) {
            (_, right) if right == decisive => decisive,
            (left, _) => left?,
        },
    };
    Some(Value::Bool(decided))
}

fn of_one(op: Op, value: Value, names: &Names<'_>) -> Option<Value> {
    Some(match (op, value) {
        (Op::Not, Value::Bool(truth)) => Value::Bool(!truth),
        (Op::Negate, Value::Int(number)) => Value::Int(number.checked_neg()?),
        (Op::Negate, Value::Double(number)) => Value::Double(-number),
        (Op::Size, Value::Text(text)) => Value::Int(text.chars().count().try_into().ok()?),
        (Op::Size, Value::List(list)) => Value::Int(list.len().try_into().ok()?),
        (Op::Double, Value::Int(number)) => Value::Double(number as f64),
        // Both ends are excluded: the upper one is no whole number of 64 bits, and the lower one stands for many.
        (Op::Int, Value::Double(n)) if n > i64::MIN as f64 && n < i64::MAX as f64 => Value::Int(n as i64),
        (op, value) => return function(op, &[value], names.calendar),
    })
}

fn of_two(op: Op, one: Value, other: Value, names: &Names<'_>) -> Option<Value> {
    let order = || one.order(&other);
    let truth = match op {
        Op::Equal => one.equals(&other),
        Op::NotEqual => !one.equals(&other),
        Op::Less => order()? == Ordering::Less,
        Op::LessEqual => order()? != Ordering::Greater,
        Op::Greater => order()? == Ordering::Greater,
        Op::GreaterEqual => order()? != Ordering::Less,
        Op::In => match &other {
            Value::List(list) => list.iter().any(|element| element.equals(&one)),
            _ => return None,
        },
        _ => return calculate(op, one, other, names),
    };
    Some(Value::Bool(truth))
}

fn calculate(op: Op, one: Value, other: Value, names: &Names<'_>) -> Option<Value> {
    Some(match (op, one, other) {
        (Op::Add, Value::Text(a), Value::Text(b)) => Value::Text(format!("{a}{b}").into()),
        (_, Value::Int(a), Value::Int(b)) => Value::Int(match op {
            Op::Add => a.checked_add(b)?,
            Op::Subtract => a.checked_sub(b)?,
            Op::Multiply => a.checked_mul(b)?,
            Op::Modulo => a.checked_rem(b)?,
            _ => return None,
        }),
        (_, Value::Double(a), Value::Double(b)) => Value::Double(match op {
            Op::Add => a + b,
            Op::Subtract => a - b,
            Op::Multiply => a * b,
            Op::Divide => a / b,
            _ => return None,
        }),
        (op, one, other) => return function(op, &[one, other], names.calendar),
    })
}
