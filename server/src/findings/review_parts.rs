//! What the review page shows of findings, disagreements and the log.

use super::words::{self, LogLine, Names};
use crate::locale::Locale;
use crate::reports::material::Material;
use crate::reports::model;
use crate::store::{self, Reader};
use schemas::answer::Answer;
use schemas::ids::ItemId;
use schemas::review::{FindingKey, Question, Ruling, Seen, Subject, VisitReview};
use schemas::template::Severity;

/// What somebody typed about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleForm {
    /// `accept`, `reject`, or empty: not decided.
    pub(super) ruling: String,
    pub(super) wording: String,
    pub(super) severity: String,
    pub(super) reason: String,
}

/// How a finding was decided on.
pub(super) struct Decision {
    /// It was accepted.
    pub(super) accepted: bool,
    pub(super) by: String,
    pub(super) words: String,
    /// The finding has changed since.
    pub(super) stale: bool,
}

/// A finding with its decision and the form for another one.
pub(super) struct Card {
    pub(super) key: String,
    pub(super) finding: model::Finding,
    /// Which version of the decision this shows.
    pub(super) version: u32,
    pub(super) decision: Option<Decision>,
    pub(super) form: RuleForm,
    /// Why a reviewer added it; none for what the rules find.
    pub(super) added: Option<String>,
    /// What others did in the meantime, where a form came too late.
    pub(super) missed: Vec<LogLine>,
}

impl Card {
    /// Nothing is decided on what the finding is now.
    pub(super) fn is_open(&self) -> bool {
        self.decision.as_ref().is_none_or(|decision| decision.stale)
    }

    /// The severities to choose from.
    pub(super) fn severities(&self, locale: &Locale) -> Vec<(String, &'static str)> {
        [Severity::Observation, Severity::Minor, Severity::Major, Severity::Critical]
            .map(|severity| (severity_name(severity), severity.text(locale.0)))
            .into()
    }
}

/// The name of a severity in forms.
pub(crate) fn severity_name(severity: Severity) -> String {
    serde_json::to_value(severity)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The severity of a form.
pub(super) fn severity(name: &str) -> Option<Severity> {
    serde_json::from_value(name.into()).ok()
}

fn decision(
    review: &VisitReview,
    key: &FindingKey,
    seen: &Seen,
    names: &mut Names,
    locale: Locale,
) -> Result<Option<(Decision, RuleForm)>, store::Error> {
    let Some((ruling, of, stamp)) = review.ruling(key) else { return Ok(None) };
    let number = review.version_of(&Subject::Finding(key.clone()));
    let entry = usize::try_from(number).ok().and_then(|number| review.entries().get(number.checked_sub(1)?));
    let words = match entry {
        Some(entry) => words::log_line(entry, names, locale)?.words,
        None => String::new(),
    };
    let empty = || RuleForm {
        ruling: String::new(),
        wording: of.statement.clone(),
        severity: severity_name(of.severity),
        reason: String::new(),
    };
    let form = match ruling {
        Ruling::Accepted { wording, regrade } => RuleForm {
            ruling: "accept".to_owned(),
            wording: wording.clone().unwrap_or_else(|| of.statement.clone()),
            severity: severity_name(regrade.as_ref().map_or(of.severity, |regrade| regrade.severity)),
            reason: regrade.as_ref().map(|regrade| regrade.reason.clone()).unwrap_or_default(),
        },
        Ruling::Rejected { reason } => {
            RuleForm { ruling: "reject".to_owned(), reason: reason.clone(), ..empty() }
        }
    };
    let accepted = matches!(ruling, Ruling::Accepted { .. });
    let by = names.by(stamp, locale)?;
    Ok(Some((Decision { accepted, by, words, stale: of != seen }, form)))
}

/// A card for each finding: those of the rules, then the added ones.
pub(super) fn cards(
    reader: &Reader,
    material: &Material,
    review: &VisitReview,
    locale: Locale,
) -> Result<Vec<Card>, store::Error> {
    let mut names = Names::new(reader);
    let mut cards = Vec::new();
    let found = material.assessment.iter().flat_map(|assessment| &assessment.findings);
    for (finding, found) in material.report.findings.iter().zip(found) {
        cards.push(card(
            FindingKey::of(found),
            Seen::of(found),
            finding.clone(),
            None,
            review,
            &mut names,
            locale,
        )?);
    }
    for (number, added) in review.added() {
        let label = material.report.sections.iter().flat_map(|section| &section.items);
        let label = label.into_iter().find(|item| item.id == added.item).map(|item| item.label.clone());
        let finding = model::Finding {
            number: u32::try_from(cards.len() + 1).unwrap_or(u32::MAX),
            item: added.item.clone(),
            label: label.unwrap_or_default(),
            row: None,
            severity: added.severity,
            severity_text: added.severity.text(locale.0).to_owned(),
            repeated: false,
            statement: added.statement.clone(),
            bases: Vec::new(),
            remedy: None,
            due: None,
            due_text: None,
            photos: photos_of(&material.report, &added.item),
            evidence_missing: false,
        };
        let seen = Seen { severity: added.severity, statement: added.statement.clone() };
        let why = Some(format!("{} ({})", added.remedy, added.reason));
        cards.push(card(FindingKey::Added { number }, seen, finding, why, review, &mut names, locale)?);
    }
    Ok(cards)
}

fn photos_of(report: &model::Report, item: &ItemId) -> Vec<schemas::ids::PhotoId> {
    report.photos.iter().filter(|photo| photo.item == *item).map(|photo| photo.id).collect()
}

fn card(
    key: FindingKey,
    seen: Seen,
    finding: model::Finding,
    added: Option<String>,
    review: &VisitReview,
    names: &mut Names,
    locale: Locale,
) -> Result<Card, store::Error> {
    let undecided = || RuleForm {
        ruling: "accept".to_owned(),
        wording: seen.statement.clone(),
        severity: severity_name(seen.severity),
        reason: String::new(),
    };
    let (decision, form) = match decision(review, &key, &seen, names, locale)? {
        // What was typed about other words does not fit any more.
        Some((decision, _)) if decision.stale => (Some(decision), undecided()),
        Some((decision, form)) => (Some(decision), form),
        None => (None, undecided()),
    };
    Ok(Card {
        version: review.version_of(&Subject::Finding(key.clone())),
        key: key.to_string(),
        finding,
        decision,
        form,
        added,
        missed: Vec::new(),
    })
}

/// A disagreement, and how it stands with the conclusion.
pub(super) struct Dispute {
    pub(super) key: String,
    pub(super) dispute: model::Disputed,
    /// The answers as they were seen, for the form.
    pub(super) answers: String,
    /// Why the leader left it out.
    pub(super) aside: Option<String>,
    pub(super) version: u32,
}

/// All disagreements.
pub(super) fn disputes(material: &Material, review: &VisitReview) -> Vec<Dispute> {
    let found = material.assessment.iter().flat_map(|assessment| &assessment.disputed);
    let one = |(shown, found): (&model::Disputed, &schemas::evaluate::Disputed)| {
        let question = Question::of(found);
        Dispute {
            key: question.to_string(),
            dispute: shown.clone(),
            answers: answers_text(&found.answers),
            aside: review.set_aside(&question, &found.answers).map(str::to_owned),
            version: review.version_of(&Subject::Question(question)),
        }
    };
    material.report.disputed.iter().zip(found).map(one).collect()
}

/// Answers as a form carries them.
pub(super) fn answers_text(answers: &[Answer]) -> String {
    serde_json::to_string(answers).unwrap_or_default()
}
