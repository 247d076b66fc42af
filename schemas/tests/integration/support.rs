//! Templates compiled once, and visits built from typed answers.

use ::schemas::answer::Observation;
use ::schemas::calendar::Calendar;
use ::schemas::entry;
use ::schemas::evaluate::{Assessment, Circumstances, ItemResult, Observations, evaluate};
use ::schemas::template::{Compiled, load, shipped};
use std::sync::LazyLock;

fn compiled(name: &str) -> Compiled {
    let (file, toml) = shipped().into_iter().find(|(file, _)| *file == name).unwrap();
    load(toml, file).unwrap_or_else(|errors| panic!("{errors}"))
}

pub(crate) static OLD: LazyLock<Compiled> = LazyLock::new(|| compiled("cchc-xa-2018.toml"));
pub(crate) static NEW: LazyLock<Compiled> = LazyLock::new(|| compiled("cchc-xa-2026.toml"));
pub(crate) static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::shipped);

/// A visit that is filled in as at the counter: by typed text.
pub(crate) struct Visit {
    pub(crate) template: &'static Compiled,
    pub(crate) observations: Observations,
    pub(crate) circumstances: Circumstances,
}

impl Visit {
    pub(crate) fn new(template: &'static Compiled, date: &str) -> Self {
        let circumstances = Circumstances {
            date: date.parse().unwrap(),
            province: None,
            previous_findings: Default::default(),
            targets: Default::default(),
        };
        Self { template, observations: Observations::default(), circumstances }
    }

    pub(crate) fn answer(mut self, item: &str, typed: &str) -> Self {
        let id = item.parse().unwrap();
        let kind = &self.template.item(&id).unwrap().kind;
        let answer =
            entry::parse(kind, typed, self.circumstances.date).unwrap_or_else(|e| panic!("{item}: {e}"));
        self.observations.items.insert(id, Observation::of([answer]));
        self
    }

    pub(crate) fn row(mut self, group: &str, row: usize, fields: &[(&str, &str)]) -> Self {
        let id = group.parse().unwrap();
        let group = self.template.template().group(&id).unwrap();
        let row_id = format!("{row:026}").parse().unwrap();
        let mut values = std::collections::BTreeMap::new();
        for (name, typed) in fields {
            let field = group.fields.iter().find(|f| f.id.as_str() == *name).unwrap();
            // Choices that depend on the row's date are checked by the evaluation itself.
            let answer = entry::parse(&field.kind, typed, self.circumstances.date).unwrap();
            values.insert(field.id.clone(), Observation::of([answer]));
        }
        self.observations.rows.entry(id).or_default().insert(row_id, values.into_iter().collect());
        self
    }

    pub(crate) fn assess(&self) -> Assessment {
        evaluate(self.template, &self.observations, &self.circumstances, &CALENDAR)
    }
}

pub(crate) fn item<'a>(assessment: &'a Assessment, id: &str) -> &'a ItemResult {
    assessment.sections.iter().flat_map(|s| &s.items).find(|item| item.id.as_str() == id).unwrap()
}
