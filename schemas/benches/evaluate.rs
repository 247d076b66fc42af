//! The time of one evaluation of the whole current checklist, with ten sampled dossiers and without.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up cannot run")]

use criterion::{Criterion, criterion_group, criterion_main};
use schemas::answer::Observation;
use schemas::calendar::Calendar;
use schemas::entry::parse;
use schemas::evaluate::{Circumstances, Observations, evaluate};
use schemas::template::{Compiled, Kind, load, shipped};
use std::hint::black_box;

const ROW: [(&str, &str); 9] = [
    ("DS01", "H01-1"),
    ("DS04", "2026-07-02 09:00"),
    ("DS05", "2026-07-10"),
    ("DS07", "2026-07-14"),
    ("DS09", "receipt,process"),
    ("DS11", "no"),
    ("DS12", "10000"),
    ("DS12b", "8000"),
    ("DS13", "yes"),
];

/// A visit where every item has an answer, half of them bad.
fn visit(template: &Compiled, date: chrono::NaiveDate, rows: usize) -> Observations {
    let mut observations = Observations::default();
    for (place, item) in template.template().items().enumerate() {
        let typed = match &item.kind {
            Kind::YesNo { .. } => ["yes", "no"][place % 2].to_owned(),
            Kind::Single { choices } | Kind::Multi { choices } => choices[0].id.to_string(),
            Kind::Integer => "1".to_owned(),
            Kind::Decimal { .. } => "88,5".to_owned(),
            Kind::Ratio { computed: None, .. } => "243/250".to_owned(),
            Kind::Date => "2026-08-20".to_owned(),
            Kind::Text => "x".to_owned(),
            Kind::Figures { fields, .. } => fields.iter().map(|f| format!("{}=0 ", f.id)).collect(),
            _ => continue,
        };
        let answer = parse(&item.kind, &typed, date).unwrap();
        observations.items.insert(item.id.clone(), Observation::Settled(answer));
    }
    let group = &template.template().groups[0];
    for row in 0..rows {
        let fields = ROW.iter().map(|(name, typed)| {
            let field = group.fields.iter().find(|f| f.id.as_str() == *name).unwrap();
            (field.id.clone(), Observation::Settled(parse(&field.kind, typed, date).unwrap()))
        });
        let id = format!("{row:026}").parse().unwrap();
        observations.rows.entry(group.id.clone()).or_default().insert(id, fields.collect());
    }
    observations
}

fn bench(criterion: &mut Criterion) {
    let (name, toml) = shipped().pop().unwrap();
    let template = load(toml, name).unwrap();
    let calendar = Calendar::shipped();
    let date = "2026-09-15".parse().unwrap();
    let circumstances = Circumstances {
        date,
        province: None,
        previous_findings: Default::default(),
        targets: Default::default(),
    };
    for rows in [0, 10] {
        let observations = visit(&template, date, rows);
        criterion.bench_function(&format!("evaluate 68 items, {rows} rows"), |bencher| {
            bencher.iter(|| evaluate(&template, black_box(&observations), &circumstances, &calendar));
        });
    }
    criterion.bench_function("load", |bencher| bencher.iter(|| load(black_box(toml), name)));
}

criterion_group!(benches, bench);
criterion_main!(benches);
