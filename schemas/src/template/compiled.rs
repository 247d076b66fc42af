//! A template that has been checked, with its rules ready to run.

use super::error::{TemplateError, TemplateErrors};
use super::{Item, Template, canonical, validate};
use crate::codec::{self, Malformed};
use crate::evaluate::Points;
use crate::ids::{FieldId, ItemId, SectionId, TemplateHash};
use crate::rule::{Rule, Statements};
use std::collections::HashMap;

/// A checked template and its compiled rules. Made by [`load`](super::load) or [`Compiled::from_canonical`], shared by
/// all visits that use it.
#[derive(Debug, Clone)]
pub struct Compiled {
    template: Template,
    canonical: String,
    hash: TemplateHash,
    positions: HashMap<ItemId, (usize, usize)>,
    pub(crate) rules: Rules,
}

/// The compiled rules of a template, in the template's order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    /// One per item, all sections in one list.
    pub(crate) items: Vec<ItemRules>,
    pub(crate) groups: Vec<GroupRules>,
    /// Names that items ask about with `given`.
    pub(crate) asked: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct ItemRules {
    pub(crate) visible: Option<Rule>,
    pub(crate) computed: Option<(Rule, Rule)>,
    pub(crate) constraints: Vec<(Rule, Statements)>,
    pub(crate) score: Option<Rule>,
    pub(crate) findings: Vec<FindingRules>,
}

#[derive(Debug, Clone)]
pub(crate) struct FindingRules {
    pub(crate) when: Rule,
    pub(crate) statement: Statements,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct GroupRules {
    /// Constraints of each field.
    pub(crate) fields: Vec<Vec<(Rule, Statements)>>,
    pub(crate) computed: Vec<Rule>,
    pub(crate) findings: Vec<FindingRules>,
    pub(crate) counts: Vec<(FieldId, Rule)>,
    /// Names that the group's rules ask about with `given`.
    pub(crate) asked: Vec<String>,
}

/// What stands for a file's name in mistakes of a template that came without one.
const CANONICAL: &str = "canonical form";

fn wrong(message: String) -> TemplateErrors {
    let file = CANONICAL.to_owned();
    TemplateErrors(vec![TemplateError { file, line: None, item: None, message }])
}

impl Compiled {
    pub(super) fn new(template: Template, rules: Rules) -> Result<Self, Malformed> {
        let canonical = canonical::canonical(&template)?;
        let hash = canonical::hash(&canonical);
        Ok(Self::of(template, canonical, hash, rules))
    }

    fn of(template: Template, canonical: String, hash: TemplateHash, rules: Rules) -> Self {
        let mut positions = HashMap::new();
        for (section, content) in template.sections.iter().enumerate() {
            positions
                .extend(content.items.iter().enumerate().map(|(i, item)| (item.id.clone(), (section, i))));
        }
        Self { template, canonical, hash, positions, rules }
    }

    /// The template in the form that is hashed and sent to tablets; checked again, because it comes from outside.
    ///
    /// # Errors
    /// All that is wrong with it, without lines; or that the text is not in canonical form.
    pub fn from_canonical(json: &str) -> Result<Self, TemplateErrors> {
        let template: Template = codec::from_json(json.as_bytes()).map_err(|e| wrong(e.to_string()))?;
        let compiled =
            validate::compile(template, CANONICAL, &|_| None, &validate::Broken::default(), Vec::new())?;
        if compiled.canonical != json {
            return Err(wrong("the text is not in canonical form".to_owned()));
        }
        Ok(compiled)
    }

    /// A template that [`Compiled::from_canonical`] accepted before and that was kept since: it is the same if its hash is,
    /// and only its rules are compiled again.
    ///
    /// # Errors
    /// Its hash is another; or it was accepted by a version that allowed more.
    pub fn from_kept(json: &str, hash: TemplateHash) -> Result<Self, TemplateErrors> {
        let found = canonical::hash(json);
        if found != hash {
            return Err(wrong(format!("its hash is {found}")));
        }
        let template: Template = codec::from_json(json.as_bytes()).map_err(|e| wrong(e.to_string()))?;
        let rules = validate::rules(&template, CANONICAL)?;
        Ok(Self::of(template, json.to_owned(), hash, rules))
    }

    /// The template itself.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Canonical JSON: keys sorted, no white space, NFC.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// SHA-256 of [`Compiled::canonical`].
    pub fn hash(&self) -> TemplateHash {
        self.hash
    }

    /// The points of each section's items together, for the template's author: a checklist in use by one office sums to
    /// 100, but need not, because scores are shares.
    pub fn section_weights(&self) -> Vec<(SectionId, Points)> {
        let hundredths = |item: &Item| (item.weight * 100.0).round() as i64;
        let sections = self.template.sections.iter();
        sections.map(|s| (s.id.clone(), Points(s.items.iter().map(hundredths).sum()))).collect()
    }

    /// The item with this id, found in one step.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        let (section, item) = *self.positions.get(id)?;
        self.template.sections.get(section)?.items.get(item)
    }
}
