//! A published template as a tablet holds it: checked, compiled, with the first change of its documents; and the checks
//! of an edit against it.

use crate::Error;
use chrono::NaiveDate;
use inspection::exchange::Header;
use inspection::{Edit, Inspection, Record};
use schemas::answer::Answer;
use schemas::entry;
use schemas::ids::{FieldId, GroupId, ItemId, RowId};
use schemas::template::{Compiled, Field, Group, Identity, Item, Kind, Template};
use schemas::text::Bilingual;
use schemas::wire::PublishedTemplate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An identity between figures that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BrokenIdentity {
    /// What it says in words.
    pub label: Bilingual,
    /// What the left side adds up to.
    pub left: i64,
    /// What the right side adds up to.
    pub right: i64,
}

/// A template, ready to be used.
#[derive(Debug, Clone)]
pub struct Form {
    compiled: Compiled,
    beginning: Vec<u8>,
    /// A document with nothing but the beginning, made when the first one is wanted: copying it is quicker than making it.
    begun: OnceLock<Inspection>,
}

fn bad(published: &PublishedTemplate, why: impl ToString) -> Error {
    Error::BadTemplate { hash: published.hash, why: why.to_string() }
}

impl Form {
    /// Checks a template that came from outside: its hash, all of its rules, its beginning.
    pub fn of(published: &PublishedTemplate) -> Result<Self, Error> {
        let compiled = Compiled::from_canonical(&published.canonical).map_err(|e| bad(published, e))?;
        if compiled.hash() != published.hash {
            return Err(bad(published, format!("its hash is {}", compiled.hash())));
        }
        Self::with(compiled, published)
    }

    /// The same for one that [`Form::of`] accepted before and that was kept since.
    pub fn kept(published: &PublishedTemplate) -> Result<Self, Error> {
        let compiled = Compiled::from_kept(&published.canonical, published.hash);
        Self::with(compiled.map_err(|e| bad(published, e))?, published)
    }

    fn with(compiled: Compiled, published: &PublishedTemplate) -> Result<Self, Error> {
        let beginning = Header::parse(&published.beginning)?;
        if beginning.hash != published.beginning_hash || !beginning.deps.is_empty() {
            return Err(bad(published, "its beginning is another"));
        }
        Ok(Self { compiled, beginning: published.beginning.clone(), begun: OnceLock::new() })
    }

    /// The template.
    pub fn template(&self) -> &Template {
        self.compiled.template()
    }

    /// The template with its compiled rules.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// A document with nothing but its first change.
    pub(crate) fn begun(&self) -> Result<Inspection, Error> {
        if let Some(begun) = self.begun.get() {
            return Ok(begun.clone());
        }
        let begun = Inspection::begin(&self.beginning)?;
        Ok(self.begun.get_or_init(|| begun).clone())
    }

    /// The first change of its documents.
    pub fn beginning(&self) -> &[u8] {
        &self.beginning
    }

    /// An item, or what there is instead.
    pub fn item(&self, id: &ItemId) -> Result<&Item, Error> {
        let known = || self.template().items().map(|item| item.id.clone()).collect();
        self.compiled.item(id).ok_or_else(|| Error::UnknownItem { item: id.clone(), known: known() })
    }

    /// A group, or what there is instead.
    pub fn group(&self, id: &GroupId) -> Result<&Group, Error> {
        let known = || self.template().groups.iter().map(|group| group.id.clone()).collect();
        self.template().group(id).ok_or_else(|| Error::UnknownGroup { group: id.clone(), known: known() })
    }

    /// A group's field, or what there is instead.
    pub fn field(&self, group: &GroupId, id: &FieldId) -> Result<&Field, Error> {
        let fields = &self.group(group)?.fields;
        let known = || fields.iter().map(|field| field.id.clone()).collect();
        fields.iter().find(|field| field.id == *id).ok_or_else(|| Error::UnknownField {
            group: group.clone(),
            field: id.clone(),
            known: known(),
        })
    }

    /// Reads what a person typed for an item.
    pub fn parse(&self, item: &ItemId, text: &str, date: NaiveDate) -> Result<Answer, Error> {
        let kind = &self.item(item)?.kind;
        entry::parse(kind, text, date).map_err(|refusal| Error::Refused { at: item.to_string(), refusal })
    }

    /// Reads what a person typed for a row's field; `record` decides the row's date.
    pub fn parse_field(
        &self,
        (group, row, field): (&GroupId, &RowId, &FieldId),
        text: &str,
        date: NaiveDate,
        record: &Record,
    ) -> Result<Answer, Error> {
        let kind = &self.field(group, field)?.kind;
        let date = self.row_date(group, row, record)?.unwrap_or(date);
        let at = format!("{group}.{field}");
        entry::parse(kind, text, date).map_err(|refusal| Error::Refused { at, refusal })
    }

    /// The identities of a block of figures that do not hold between those that are typed in so far. Nothing for other
    /// items.
    pub fn check_figures(
        &self,
        item: &ItemId,
        figures: &BTreeMap<FieldId, i64>,
    ) -> Result<Vec<BrokenIdentity>, Error> {
        let Kind::Figures { identities, .. } = &self.item(item)?.kind else { return Ok(Vec::new()) };
        let broken = |identity: &Identity| {
            let (left, right) = identity.broken(figures)?;
            Some(BrokenIdentity { label: identity.label.clone(), left, right })
        };
        Ok(identities.iter().filter_map(broken).collect())
    }

    /// Checks an edit before it is written. `date`: the day of the visit.
    pub(crate) fn check(&self, edit: &Edit, date: NaiveDate, record: &Record) -> Result<(), Error> {
        match edit {
            Edit::Answer { item, answer, .. } => {
                self.check_answer(&self.item(item)?.kind, answer, date, item.to_string())
            }
            Edit::SetField { group, row, field, answer, .. } => {
                let kind = &self.field(group, field)?.kind;
                self.standing(group, row, record)?;
                let date = self.row_date(group, row, record)?.unwrap_or(date);
                self.check_answer(kind, answer, date, format!("{group}.{field}"))
            }
            Edit::RemoveRow { group, row } => {
                self.group(group)?;
                self.standing(group, row, record)
            }
            Edit::Note { item, .. } => self.item(item).map(|_| ()),
            Edit::Photo(photo) => {
                self.item(&photo.item)?;
                Ok(crate::photos::check_size(photo.size)?)
            }
            Edit::AddRow { group, .. } => self.group(group).map(|_| ()),
            Edit::Sign(signature) => signature
                .drawing
                .as_ref()
                .map_or(Ok(()), |drawing| Ok(crate::photos::check_size(drawing.size)?)),
            Edit::Opinion { .. } => Ok(()),
        }
    }

    fn check_answer(&self, kind: &Kind, answer: &Answer, date: NaiveDate, at: String) -> Result<(), Error> {
        entry::check(kind, answer, date).map_err(|refusal| Error::Refused { at, refusal })
    }

    fn standing(&self, group: &GroupId, row: &RowId, record: &Record) -> Result<(), Error> {
        let found = record.rows.get(group).and_then(|rows| rows.get(row)).is_some_and(|row| !row.removed);
        let unknown = || Error::UnknownRow { group: group.clone(), row: row.clone() };
        if found { Ok(()) } else { Err(unknown()) }
    }

    /// The date that decides which choices hold for a row, if the group has such a field and it is filled in.
    fn row_date(&self, group: &GroupId, row: &RowId, record: &Record) -> Result<Option<NaiveDate>, Error> {
        let Some(field) = &self.group(group)?.dated_by else { return Ok(None) };
        let versions =
            record.rows.get(group).and_then(|rows| rows.get(row)).and_then(|row| row.fields.get(field));
        Ok(versions.and_then(|versions| match versions.as_slice() {
            [only] => match &only.answer {
                Answer::Date(date) => Some(*date),
                Answer::Moment(moment) => Some(moment.date()),
                _ => None,
            },
            _ => None,
        }))
    }
}
