//! The compilation of all expressions of a template.

use super::super::compiled::{FindingRules, GroupRules, ItemRules, Rules};
use super::super::{Choice, Constraint, FindingRule, Group, Item, Kind, Template};
use super::{Broken, Place, Report};
use crate::rule::{Rule, Scope, Statement, Statements, Type, item_choices};
use crate::text::{Bilingual, Language};
use std::collections::BTreeSet;

/// Collects what goes wrong, so that compilation goes on after a mistake.
struct Compiler<'a, 'r> {
    report: &'a mut Report<'r>,
    /// Gives the choices behind a name.
    choices: &'a dyn Fn(&str) -> Vec<Choice>,
    asked: BTreeSet<String>,
}

impl Compiler<'_, '_> {
    fn done(&mut self, result: Result<Rule, Vec<String>>, place: &Place) -> Option<Rule> {
        match result {
            Ok(rule) => {
                self.asked.extend(rule.asked().iter().cloned());
                Some(rule)
            }
            Err(messages) => {
                messages.into_iter().for_each(|message| self.report.at(place, message));
                None
            }
        }
    }

    fn rule(&mut self, source: &str, scope: &Scope, wanted: &Type, place: &Place) -> Option<Rule> {
        self.done(Rule::compile_as(source, scope, wanted), place)
    }

    fn statement(&mut self, text: &Bilingual, scope: &Scope, place: &Place) -> Option<Statements> {
        let mut one = |language| match Statement::compile(text.get(language), language, scope, self.choices) {
            Ok(statement) => {
                self.asked.extend(statement.rules().flat_map(Rule::asked).cloned());
                Some(statement)
            }
            Err(messages) => {
                messages.into_iter().for_each(|message| self.report.at(place, message));
                None
            }
        };
        let (vi, en) = (one(Language::Vi), one(Language::En));
        Some(Statements { vi: vi?, en: en? })
    }

    fn constraints(&mut self, list: &[Constraint], scope: &Scope, place: &Place) -> Vec<(Rule, Statements)> {
        let compiled = list.iter().enumerate().filter_map(|(c, constraint)| {
            let place = place.at("constraint").at(c);
            let check = self.rule(&constraint.check, scope, &Type::Bool, &place.at("check"));
            let message = self.statement(&constraint.message, scope, &place.at("message"));
            Some((check?, message?))
        });
        compiled.collect()
    }

    fn findings(&mut self, list: &[FindingRule], scope: &Scope, place: &Place) -> Vec<FindingRules> {
        let compiled = list.iter().enumerate().filter_map(|(f, finding)| {
            let place = place.at("finding").at(f);
            let when = self.rule(&finding.when, scope, &Type::Bool, &place.at("when"));
            let statement = self.statement(&finding.statement, scope, &place.at("statement"));
            Some(FindingRules { when: when?, statement: statement? })
        });
        compiled.collect()
    }

    /// Visibility and computed values are settled in the order of the form, so they may only look back.
    fn only_earlier(&mut self, rule: &Rule, later: &BTreeSet<String>, place: &Place) {
        let looks_ahead = |name: &&String| later.contains(name.split('.').next().unwrap_or_default());
        if let Some(name) = rule.names().iter().find(looks_ahead) {
            self.report
                .at(place, format!("'{name}' comes later in the form; this rule may only use earlier items"));
        }
    }

    fn item(&mut self, item: &Item, scope: &Scope, later: &BTreeSet<String>, place: &Place) -> ItemRules {
        let scope = &scope.with_value(item.id.as_str());
        let visible = item.visible.as_ref().and_then(|source| {
            let place = place.at("visible");
            let rule = self.rule(source, scope, &Type::Bool, &place)?;
            self.only_earlier(&rule, later, &place);
            Some(rule)
        });
        let computed = match &item.kind {
            Kind::Ratio { computed: Some(computed), .. } => {
                let place = place.at("kind").at("computed");
                let mut part = |source: &str, key: &str| {
                    let place = place.at(key);
                    let rule = self.rule(source, scope, &Type::Int, &place)?;
                    self.only_earlier(&rule, later, &place);
                    Some(rule)
                };
                let (numerator, denominator) =
                    (part(&computed.numerator, "numerator"), part(&computed.denominator, "denominator"));
                numerator.zip(denominator)
            }
            _ => None,
        };
        let score = item.score.as_ref();
        ItemRules {
            visible,
            computed,
            constraints: self.constraints(&item.constraints, scope, place),
            score: score.and_then(|source| self.rule(source, scope, &Type::Double, &place.at("score"))),
            findings: self.findings(&item.findings, scope, place),
        }
    }

    fn group(&mut self, group: &Group, mut scope: Scope, place: &Place) -> GroupRules {
        let name = |id: &dyn std::fmt::Display| format!("row.{id}");
        for field in &group.fields {
            scope.declare_kind(&name(&field.id), &field.kind);
        }
        let mut rules = GroupRules::default();
        for (f, field) in group.fields.iter().enumerate() {
            let scope = scope.with_value(&name(&field.id));
            rules.fields.push(self.constraints(&field.constraints, &scope, &place.at("field").at(f)));
        }
        for (c, computed) in group.computed.iter().enumerate() {
            let place = place.at("computed").at(c).at("value");
            let rule = self.done(Rule::compile(&computed.value, &scope), &place);
            let kind = rule.as_ref().map_or(Type::Unknown, |rule| rule.kind().clone());
            if matches!(kind, Type::SetOf(_) | Type::Periods) {
                self.report.at(&place, format!("a computed value cannot be {kind}"));
            }
            scope.declare(name(&computed.id), kind);
            rules.computed.extend(rule);
        }
        rules.findings = self.findings(&group.findings, &scope, place);
        for (id, count) in &group.counts {
            let rule = self.rule(&count.when, &scope, &Type::Bool, &place.at("counts").at(id).at("when"));
            rules.counts.extend(rule.map(|rule| (id.clone(), rule)));
        }
        rules
    }
}

pub(super) fn compile(template: &Template, broken: &Broken, report: &mut Report<'_>) -> Rules {
    let mut rules = Rules::default();
    let scope = super::item_scope(template, broken);
    let choices = |name: &str| item_choices(template, name);
    let mut compiler = Compiler { report, choices: &choices, asked: BTreeSet::new() };
    // The item itself counts as later: it cannot be seen or computed by what it is.
    let mut later: BTreeSet<String> = template.items().map(|item| item.id.to_string()).collect();
    for (s, section) in template.sections.iter().enumerate() {
        for (i, item) in section.items.iter().enumerate() {
            let place = Place::new(broken.item(s, i), &item.id);
            rules.items.push(compiler.item(item, &scope, &later, &place));
            later.remove(item.id.as_str());
        }
    }
    rules.asked = compiler.asked.into_iter().collect();
    for (g, group) in template.groups.iter().enumerate() {
        let choices = |name: &str| {
            let field =
                name.strip_prefix("row.").and_then(|id| group.fields.iter().find(|f| f.id.as_str() == id));
            field.map_or_else(Vec::new, |f| f.kind.choices().to_vec())
        };
        let mut compiler = Compiler { report, choices: &choices, asked: BTreeSet::new() };
        let place = Place::new(broken.group(g), &group.id);
        let mut compiled = compiler.group(group, super::common_scope(template, broken), &place);
        compiled.asked = compiler.asked.into_iter().filter(|name| name.starts_with("row.")).collect();
        rules.groups.push(compiled);
    }
    rules
}
