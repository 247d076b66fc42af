//! Rules mean what CEL says: random expressions are evaluated here and by the crate `cel`, which knows the whole language.

use super::value::Value;
use super::{Names, Rule, Scope, Type};
use crate::calendar::Calendar;
use cel::{Context, Program};
use proptest::prelude::*;

type Source = BoxedStrategy<String>;

/// Three kinds of expressions that contain one another; half of the names have no value.
fn expressions(depth: u32) -> (Source, Source, Source) {
    let number = prop_oneof![
        (-9_i64..10).prop_map(|n| n.to_string()),
        Just("9223372036854775807".to_owned()),
        Just("-9223372036854775808".to_owned()),
        Just("whole".to_owned()),
        Just("no_whole".to_owned()),
    ];
    let double = prop_oneof![
        (-40_i32..40).prop_map(|n| format!("{:?}", f64::from(n) / 8.0)),
        Just("1e300".to_owned()),
        Just("share".to_owned()),
        Just("no_share".to_owned()),
    ];
    let truth = prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("yes".to_owned()),
        Just("no_truth".to_owned()),
        prop_oneof![Just("'ấy'"), Just("\"a'\""), Just("name"), Just("no_name")].prop_flat_map(|text| {
            prop_oneof![
                Just(format!("({text} + 'x' == 'ấyx')")),
                Just(format!("(size({text}) > 2)")),
                Just(format!("(({text} + '') in ['ấy', \"b\"])")),
                Just(format!("({text} in several)")),
                Just(format!("({text} != name)")),
            ]
        }),
    ];
    if depth == 0 {
        return (number.boxed(), double.boxed(), truth.boxed());
    }
    let (n, d, t) = expressions(depth - 1);
    let two = |one: &Source, ops: &'static [&'static str]| {
        let parts = (one.clone(), proptest::sample::select(ops), one.clone(), any::<bool>());
        parts.prop_map(
            |(a, op, b, brackets)| if brackets { format!("({a} {op} {b})") } else { format!("{a} {op} {b}") },
        )
    };
    let choice = |one: &Source| {
        (t.clone(), one.clone(), one.clone()).prop_map(|(c, a, b)| format!("({c} ? {a} : {b})"))
    };
    const ORDER: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];
    let numbers = prop_oneof![
        number,
        two(&n, &["+", "-", "*", "%"]),
        choice(&n),
        n.clone().prop_map(|n| format!("-({n})")),
        d.clone().prop_map(|d| format!("int({d})")),
    ];
    let doubles = prop_oneof![
        double,
        two(&d, &["+", "-", "*", "/"]),
        choice(&d),
        d.clone().prop_map(|d| format!("-({d})")),
        n.clone().prop_map(|n| format!("double({n})")),
    ];
    let truths = prop_oneof![
        truth,
        two(&t, &["&&", "||"]),
        (t.clone(), t.clone()).prop_map(|(a, b)| format!("(({a}) == ({b}))")),
        choice(&t),
        t.clone().prop_map(|t| format!("!({t})")),
        two(&n, &ORDER).prop_map(|text| format!("({text})")),
        two(&d, &ORDER).prop_map(|text| format!("({text})")),
        (n.clone(), n).prop_map(|(a, b)| format!("({a} in [1, {b}])")),
    ];
    (numbers.boxed(), doubles.boxed(), truths.boxed())
}

fn ours(source: &str) -> Result<Option<Value>, Vec<String>> {
    let calendar = Calendar::shipped();
    let (mut scope, mut names) = (Scope::default(), Names::new(&calendar));
    for (name, kind) in
        [("whole", Type::Int), ("share", Type::Double), ("truth", Type::Bool), ("name", Type::Text)]
    {
        scope.declare(name, kind.clone());
        scope.declare(format!("no_{name}"), kind);
    }
    scope.declare("yes", Type::Bool);
    scope.declare("several", Type::SetOf(vec!["ấy".to_owned(), "a'".to_owned(), "c".to_owned()]));
    names.integer("whole", 7);
    names.number("share", 12.5);
    names.put("yes", Value::Bool(true));
    names.text("name", "ấy".to_owned());
    names.list("several", ["ấy", "c"].map(str::to_owned).into_iter());
    Rule::compile(source, &scope).map(|rule| rule.value(&names))
}

fn theirs(source: &str) -> Option<cel::Value> {
    let mut context = Context::default();
    let _ = context.add_variable("whole", 7_i64);
    let _ = context.add_variable("share", 12.5_f64);
    let _ = context.add_variable("yes", true);
    let _ = context.add_variable("name", "ấy");
    let _ = context.add_variable("several", vec!["ấy", "c"]);
    Program::compile(source).unwrap().execute(&context).ok()
}

fn check(source: &str) {
    let (ours, theirs) = (ours(source).unwrap(), theirs(source));
    let same = match (&ours, &theirs) {
        (None, None) => true,
        (Some(Value::Bool(a)), Some(cel::Value::Bool(b))) => a == b,
        (Some(Value::Int(a)), Some(cel::Value::Int(b))) => a == b,
        (Some(Value::Double(a)), Some(cel::Value::Float(b))) => a == b || (a.is_nan() && b.is_nan()),
        _ => false,
    };
    assert!(same, "{source}: {ours:?}, in CEL {theirs:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn numbers_are_those_of_cel(source in expressions(3).0) {
        check(&source);
    }

    #[test]
    fn shares_are_those_of_cel(source in expressions(3).1) {
        check(&source);
    }

    #[test]
    fn truths_are_those_of_cel(source in expressions(3).2) {
        check(&source);
    }
}
