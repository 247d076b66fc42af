//! The form: section by section, item by item, with points and the reasons for them.

use super::{Context, people};
use crate::reports::model::{Item, Section};
use crate::reports::words;
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::evaluate::{Assessment, ItemResult, ItemState};
use schemas::template::BadAnswer;
use schemas::template::Kind;

/// All sections in the order of the form.
pub(super) fn sections(context: &Context, assessment: &Assessment) -> Vec<Section> {
    let language = context.locale.0;
    let sections = assessment.sections.iter().map(|result| {
        let section = context.facts.template.sections.iter().find(|section| section.id == result.id);
        Section {
            id: result.id.clone(),
            label: section.map(|section| section.label.get(language).to_owned()).unwrap_or_default(),
            score: words::score(result.score, language),
            capped_from: result.capped_from.map(|points| words::points(points.0, language)),
            coverage: result.coverage,
            items: result.items.iter().map(|item| one(context, assessment, item)).collect(),
        }
    });
    sections.collect()
}

fn one(context: &Context, assessment: &Assessment, result: &ItemResult) -> Item {
    let item = context.facts.template.item(&result.id);
    let kind = item.map(|item| &item.kind);
    let versions = context.work().and_then(|work| work.record.answers.get(&result.id));
    let standing = versions.into_iter().flatten().filter(|version| version.answer != Answer::Cleared);
    let findings = assessment.findings.iter().filter(|finding| finding.item == result.id);
    Item {
        id: result.id.clone(),
        label: context.label(&result.id),
        state: result.state,
        state_text: context.locale.t(state(result, kind)),
        text: result.answer.as_ref().map(|answer| show(kind, answer, context.locale.0)).unwrap_or_default(),
        answer: result.answer.clone(),
        score: words::score(result.score, context.locale.0),
        why: result.why.iter().map(|why| why.text(context.locale.0)).collect(),
        note: context.note(&result.id),
        answered_by: standing.map(|version| people::voice(context, version, kind)).collect(),
        severity: findings.map(|finding| finding.severity).max(),
        photos: context.photos(&result.id),
    }
}

/// The key of the word for an item's state. A scored yes/no item says whether it was the good answer.
fn state(result: &ItemResult, kind: Option<&Kind>) -> &'static str {
    match result.state {
        ItemState::Scored => match (kind, &result.answer) {
            (Some(Kind::YesNo { bad }), Some(answer)) => {
                let is_bad = *answer == if *bad == BadAnswer::Yes { Answer::Yes } else { Answer::No };
                if is_bad { "state-failed" } else { "state-passed" }
            }
            _ => "state-scored",
        },
        ItemState::Informs => "state-informs",
        ItemState::NotApplicable => "state-na",
        ItemState::Hidden => "state-hidden",
        ItemState::Open => "state-open",
        ItemState::Disputed => "state-disputed",
        ItemState::DataError => "state-data-error",
    }
}
