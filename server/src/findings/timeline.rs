//! A recommendation and what came of it, as the office and the unit both see it.

use super::words::{self, Names};
use crate::locale::Locale;
use crate::store::recommendation::Kept;
use crate::store::{self, Reader};
use chrono::NaiveDate;
use schemas::review::{Evidence, Remediation, RemediationStep};
use schemas::text::{date, integer};

/// A recommendation in a list.
pub(crate) struct Line {
    /// Its number in this database.
    pub(crate) no: i64,
    /// Its number for the unit.
    pub(crate) number: u32,
    /// The unit's name on the day of the visit.
    pub(crate) unit: String,
    /// The item.
    pub(crate) item: String,
    /// What is wrong.
    pub(crate) statement: String,
    /// What to do.
    pub(crate) content: String,
    /// What is to be sent.
    pub(crate) evidence: String,
    /// Who answers for it.
    pub(crate) responsible: String,
    /// The severity's class.
    pub(crate) severity: String,
    /// The severity in words.
    pub(crate) severity_text: &'static str,
    /// Found in the previous inspection too.
    pub(crate) repeated: bool,
    /// The state's class.
    pub(crate) state_class: &'static str,
    /// The state in words.
    pub(crate) state: String,
    /// The last day that holds now.
    pub(crate) due: String,
    /// How the deadline stands: its class and its words.
    pub(crate) late: Option<(&'static str, String)>,
    /// "còn 5 ngày", "quá 3 ngày"; empty where the unit has done its part.
    pub(crate) left: String,
    /// The unit has work to do.
    pub(crate) with_unit: bool,
}

impl Line {
    /// A recommendation on a day.
    pub(crate) fn of(kept: &Kept, today: NaiveDate, locale: Locale) -> Self {
        let content = &kept.content;
        let late = kept.lateness(today);
        let days = (kept.due - today).num_days();
        let counted = |key: &str, days: i64| locale.t_args(key, [("days", days)]);
        let left = match (kept.state.is_with_unit(), days) {
            (false, _) => String::new(),
            (true, 0) => locale.t("due-today"),
            (true, left) if left > 0 => counted("due-in", left),
            (true, over) => counted("due-over", -over),
        };
        Self {
            no: kept.no,
            number: content.number,
            unit: kept.unit_name.clone(),
            item: content.item.to_string(),
            statement: content.statement.clone(),
            content: content.content.clone(),
            evidence: content.evidence.clone(),
            responsible: content.responsible.clone(),
            severity: super::review_parts::severity_name(content.severity),
            severity_text: content.severity.text(locale.0),
            repeated: content.repeated,
            state_class: words::remediation_class(kept.state),
            state: words::remediation_state(kept.state, locale),
            due: date(kept.due, locale.0),
            late: late.map(|late| (words::lateness_class(late), words::lateness(late, locale))),
            left,
            with_unit: kept.state.is_with_unit(),
        }
    }
}

/// A file that was sent.
pub(crate) struct File {
    /// Its id.
    pub(crate) id: String,
    /// What it was called.
    pub(crate) name: String,
    /// It is a picture that pages show.
    pub(crate) picture: bool,
    /// "1,2 MB".
    pub(crate) size: String,
}

impl File {
    /// A file that was sent.
    pub(crate) fn of(file: &Evidence, locale: Locale) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name.clone(),
            picture: file.media_type.starts_with("image/"),
            size: size(file.size, locale),
        }
    }
}

/// A step, as pages show it.
pub(crate) struct Step {
    /// Who and when.
    pub(crate) by: String,
    /// What was done.
    pub(crate) what: String,
    /// With which words.
    pub(crate) words: String,
    /// The document that was named.
    pub(crate) document: Option<String>,
    /// The last day that it sets or asks for.
    pub(crate) date: Option<String>,
    /// What was sent with it.
    pub(crate) files: Vec<File>,
    /// A step of the unit, else of the office.
    pub(crate) of_unit: bool,
}

/// All steps, the newest first.
pub(crate) fn steps(
    reader: &Reader,
    remediation: &Remediation,
    locale: Locale,
) -> Result<Vec<Step>, store::Error> {
    let mut names = Names::new(reader);
    let mut steps = Vec::new();
    for entry in remediation.entries().iter().rev() {
        let step = &entry.step;
        let document = match step {
            RemediationStep::Reported { document: Some(document), .. } => {
                let day = date(document.date, locale.0);
                let args = [("number", document.number.clone()), ("date", day)];
                Some(locale.t_args("campaign-plan", args))
            }
            _ => None,
        };
        let files = step.evidence().iter().map(|file| File::of(file, locale));
        steps.push(Step {
            by: names.by(&entry.stamp, locale)?,
            what: locale.t(&format!("remediation-did-{}", step.name())),
            words: step.words().to_owned(),
            document,
            date: step.date().map(|day| date(day, locale.0)),
            files: files.collect(),
            of_unit: step.party() == schemas::review::Party::Unit,
        });
    }
    Ok(steps)
}

/// A size in words, rounded up to whole KB.
fn size(bytes: u64, locale: Locale) -> String {
    format!("{} KB", integer(i64::try_from(bytes.div_ceil(1024)).unwrap_or(i64::MAX), locale.0))
}
