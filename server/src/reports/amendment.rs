//! What was changed in a record after it was signed or concluded on (phụ lục biên bản): what, by whom, when.

use super::Error;
use super::gather::{Facts, Work};
use crate::locale::Locale;
use inspection::{Record, Version};
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::ids::{ChangeHash, ItemId, PersonId};
use schemas::template::Kind;
use schemas::text::instant;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amendment {
    /// The item.
    pub(crate) item: Option<ItemId>,
    /// The question, or what else was changed.
    pub(crate) label: String,
    /// What stood there; empty if nothing did.
    pub(crate) before: String,
    /// What stands there now; empty if nothing does.
    pub(crate) after: String,
    /// Who wrote it and when; empty where many did.
    pub(crate) by: String,
}

/// All changes since the document's newest ones were `heads`. Heads of which some have not arrived tell of nothing.
pub(super) fn since(
    facts: &Facts,
    work: &Work,
    heads: &[ChangeHash],
    locale: Locale,
) -> Result<Vec<Amendment>, Error> {
    let before = match work.document.as_of(heads) {
        Err(inspection::Error::UnknownChange(_)) => return Ok(Vec::new()),
        before => before?,
    };
    let look = Look { facts, work, locale };
    let mut changes = look.answers(&before);
    changes.extend(look.notes(&before));
    changes.extend(look.rows(&before));
    changes.extend(look.counted("amended-photos", before.photos.len(), work.record.photos.len()));
    if before.opinion != work.record.opinion {
        changes.push(Amendment {
            item: None,
            label: locale.t("heading-opinion"),
            before: before.opinion,
            after: work.record.opinion.clone(),
            by: String::new(),
        });
    }
    Ok(changes)
}

struct Look<'a> {
    facts: &'a Facts,
    work: &'a Work,
    locale: Locale,
}

impl Look<'_> {
    fn label(&self, item: &ItemId) -> String {
        let found = self.facts.template.item(item);
        found.map_or_else(|| item.to_string(), |item| item.label.get(self.locale.0).to_owned())
    }

    fn text(&self, kind: Option<&Kind>, versions: &[Version]) -> String {
        let standing = versions.iter().filter(|version| version.answer != Answer::Cleared);
        standing.map(|version| show(kind, &version.answer, self.locale.0)).collect::<Vec<_>>().join(" / ")
    }

    fn name(&self, person: &PersonId) -> String {
        self.facts.people.get(person).map_or_else(|| person.to_string(), |person| person.name.clone())
    }

    /// Who wrote the newest of these, and when.
    fn by(&self, versions: &[Version]) -> String {
        let Some(newest) = versions.iter().max_by_key(|version| version.at) else { return String::new() };
        let author = self.work.authors.get(&newest.actor).map(|author| self.name(&author.tip.person));
        let name = author.unwrap_or_else(|| self.locale.t("person-unknown"));
        self.locale.t_args("voice-by", [("name", name), ("time", instant(newest.at, self.locale.0))])
    }

    fn answers(&self, before: &Record) -> Vec<Amendment> {
        let now = self.work.record.answers.iter();
        let changed = now.filter(|(item, versions)| before.answers.get(*item) != Some(versions));
        let one = |(item, versions): (&ItemId, &Vec<Version>)| {
            let kind = self.facts.template.item(item).map(|item| &item.kind);
            Amendment {
                item: Some(item.clone()),
                label: self.label(item),
                before: self.text(kind, before.answers.get(item).map(Vec::as_slice).unwrap_or_default()),
                after: self.text(kind, versions),
                by: self.by(versions),
            }
        };
        changed.map(one).collect()
    }

    fn notes(&self, before: &Record) -> Vec<Amendment> {
        let (old, new) = (&before.notes, &self.work.record.notes);
        let mut items: Vec<&ItemId> = old.keys().chain(new.keys()).collect();
        items.sort();
        items.dedup();
        let changed = items.into_iter().filter(|item| old.get(*item) != new.get(*item));
        let one = |item: &ItemId| Amendment {
            item: Some(item.clone()),
            label: format!("{} – {}", self.label(item), self.locale.t("note")),
            before: old.get(item).cloned().unwrap_or_default(),
            after: new.get(item).cloned().unwrap_or_default(),
            by: String::new(),
        };
        changed.map(one).collect()
    }

    fn rows(&self, before: &Record) -> Vec<Amendment> {
        let groups = self.facts.template.groups.iter();
        let changed =
            groups.filter(|group| before.rows.get(&group.id) != self.work.record.rows.get(&group.id));
        let standing = |record: &Record, group: &schemas::ids::GroupId| {
            let rows = record.rows.get(group).into_iter().flatten();
            rows.filter(|(_, row)| !row.removed).count()
        };
        let rows = |number: usize| {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            self.locale.t_args("amended-rows", [("number", number)])
        };
        let one = |group: &schemas::template::Group| Amendment {
            item: Some(group.item.clone()),
            label: group.label.get(self.locale.0).to_owned(),
            before: rows(standing(before, &group.id)),
            after: rows(standing(&self.work.record, &group.id)),
            by: String::new(),
        };
        changed.map(one).collect()
    }

    fn counted(&self, key: &str, before: usize, after: usize) -> Option<Amendment> {
        (before != after).then(|| Amendment {
            item: None,
            label: self.locale.t(key),
            before: before.to_string(),
            after: after.to_string(),
            by: String::new(),
        })
    }
}
