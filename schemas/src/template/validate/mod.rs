//! What the pieces of a template say about one another, and the compilation of its rules.

mod form;
mod rules;

use super::compiled::Rules;
use super::error::{TemplateError, TemplateErrors};
use super::{Compiled, Template};
use crate::rule::{Scope, Type};

/// What [`load`](super::load) could not read, and where the pieces that it could read stand in the file.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// Names whose declarations are wrong; rules may use them without a second complaint.
    pub(super) names: Vec<String>,
    pub(super) section_at: Vec<usize>,
    pub(super) item_at: Vec<Vec<usize>>,
    pub(super) group_at: Vec<usize>,
}

impl Broken {
    fn section(&self, section: usize) -> String {
        format!("section/{}", self.section_at.get(section).copied().unwrap_or(section))
    }

    fn item(&self, section: usize, item: usize) -> String {
        let at = self.item_at.get(section).and_then(|items| items.get(item)).copied().unwrap_or(item);
        format!("{}/item/{at}", self.section(section))
    }

    fn group(&self, group: usize) -> String {
        format!("group/{}", self.group_at.get(group).copied().unwrap_or(group))
    }
}

/// Collects mistakes with their places.
struct Report<'a> {
    file: &'a str,
    line: &'a dyn Fn(&str) -> Option<usize>,
    errors: Vec<TemplateError>,
}

impl Report<'_> {
    fn add(&mut self, path: &str, item: &str, message: impl Into<String>) {
        let item = (!item.is_empty()).then(|| item.to_owned());
        let (file, line) = (self.file.to_owned(), (self.line)(path));
        self.errors.push(TemplateError { file, line, item, message: message.into() });
    }
}

/// A place in the template: its path in the file, and the item or group that a reader knows it by.
#[derive(Clone)]
struct Place {
    path: String,
    item: String,
}

impl Place {
    fn new(path: impl Into<String>, item: impl ToString) -> Self {
        Self { path: path.into(), item: item.to_string() }
    }

    fn at(&self, step: impl std::fmt::Display) -> Self {
        Self { path: format!("{}/{step}", self.path), item: self.item.clone() }
    }
}

impl Report<'_> {
    fn at(&mut self, place: &Place, message: impl Into<String>) {
        self.add(&place.path, &place.item, message);
    }
}

/// The names that every rule of a template may use.
fn common_scope(template: &Template, broken: &Broken) -> Scope {
    let mut scope = Scope::default();
    scope.declare("visit.date", Type::Date);
    for id in template.parameters.keys() {
        scope.declare(format!("param.{id}"), Type::Double);
    }
    for name in &broken.names {
        scope.declare(name.clone(), Type::Unknown);
    }
    scope
}

/// The names that an item's rules may use.
fn item_scope(template: &Template, broken: &Broken) -> Scope {
    let mut scope = common_scope(template, broken);
    for item in template.items() {
        scope.declare_kind(item.id.as_str(), &item.kind);
    }
    for group in &template.groups {
        scope.declare(group.id.as_str(), Type::Parts);
        for count in crate::evaluate::COUNTS {
            scope.declare(format!("{}.{count}", group.id), Type::Int);
        }
        for count in group.counts.keys() {
            scope.declare(format!("{}.{count}", group.id), Type::Int);
        }
    }
    scope
}

/// Compiles the rules of a template that was checked before.
pub(super) fn rules(template: &Template, file: &str) -> Result<Rules, TemplateErrors> {
    let mut report = Report { file, line: &|_| None, errors: Vec::new() };
    let rules = rules::compile(template, &Broken::default(), &mut report);
    if report.errors.is_empty() { Ok(rules) } else { Err(TemplateErrors(report.errors)) }
}

/// Checks a template and compiles its rules. `earlier` are the mistakes found before.
pub(super) fn compile(
    template: Template,
    file: &str,
    line: &dyn Fn(&str) -> Option<usize>,
    broken: &Broken,
    earlier: Vec<TemplateError>,
) -> Result<Compiled, TemplateErrors> {
    let mut report = Report { file, line, errors: earlier };
    form::check(&template, broken, &mut report);
    let rules: Rules = rules::compile(&template, broken, &mut report);
    let mut errors = report.errors;
    if errors.is_empty() {
        return Compiled::new(template, rules).map_err(|error| {
            let message = error.to_string();
            TemplateErrors(vec![TemplateError { file: file.to_owned(), line: None, item: None, message }])
        });
    }
    errors.sort_by_key(|error| error.line);
    errors.dedup();
    Err(TemplateErrors(errors))
}
