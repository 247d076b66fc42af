//! Giving an answer: one editor for each kind of question, the same for items and for fields of rows.

mod choices;
mod figures;
mod numbers;
mod periods;
mod yes_no;

use crate::desk::{Desk, Place};
use crate::live::{RwSignal, Show, live, upon};
use crate::words::{language, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use schemas::answer::Answer;
use schemas::ids::VisitId;
use schemas::template::Kind;

/// A question as an editor sees it.
#[derive(Clone)]
pub struct Asked {
    /// The visit.
    pub visit: VisitId,
    /// Where the answer belongs.
    pub place: Place,
    /// What an answer looks like.
    pub kind: Kind,
    /// The day that decides which choices are offered.
    pub date: NaiveDate,
    /// The one answer that stands there, if there is one.
    pub current: Signal<Option<Answer>>,
    /// What is wrong with what was entered last.
    pub complaint: RwSignal<Option<String>>,
    /// The desk, so that a field can still commit while its screen closes.
    pub desk: Desk,
}

impl Asked {
    /// Ids of elements begin with this.
    pub fn id(&self) -> String {
        match &self.place {
            Place::Item(item) => format!("tl-{item}"),
            Place::Field(_, row, field) => format!("tl-{row}-{field}"),
        }
    }

    /// Gives an answer; what is refused is shown and changes nothing.
    pub fn give(&self, answer: Answer) {
        let given = self.desk.answer(self.visit, &self.place, answer);
        self.complain(given);
    }

    /// Gives what was typed as an answer. Empty text takes the answer back, if there is one.
    pub fn give_typed(&self, text: &str) {
        let text = text.trim();
        if text.is_empty() && self.current.with_untracked(Option::is_none) {
            self.complain(Ok(()));
            return;
        }
        let text = if text.is_empty() { "-" } else { text };
        let parsed = self.desk.parse(self.visit, &self.place, text, self.date);
        self.complain(parsed.and_then(|answer| self.desk.answer(self.visit, &self.place, answer)));
    }

    /// Shows what is wrong, or that nothing is. The screen may be closing, and then nobody looks.
    fn complain(&self, given: Result<(), client_core::Error>) {
        let _ = self.complaint.try_set(given.err().map(|error| error.text(language())));
    }
}

/// The editor of a question, with what is wrong with the last entry below it.
#[component]
pub fn AnswerEditor(
    /// The question.
    asked: Asked,
) -> impl IntoView {
    let complaint = asked.complaint;
    let complaint_id = format!("{}-loi", asked.id());
    let editor = match asked.kind.clone() {
        Kind::YesNo { bad } => yes_no::editor(asked.clone(), bad),
        Kind::Single { choices } => choices::single(asked.clone(), choices),
        Kind::Multi { choices } => choices::multi(asked.clone(), choices),
        Kind::Figures { fields, identities } => figures::editor(asked.clone(), fields, identities),
        Kind::Periods => periods::editor(asked.clone()),
        Kind::Ratio { computed: Some(_), .. } => computed(asked.clone()),
        _ => numbers::editor(asked.clone()),
    };
    let is_choice = matches!(asked.kind, Kind::YesNo { .. });
    view! {
        <div class="answer-editor">
            {editor}
            <p class="complaint" id=complaint_id role="alert">{live(move || complaint.get())}</p>
            <Show when=move || !is_choice>
                <div class="answer-extras">{not_applicable(asked.clone())}</div>
            </Show>
        </div>
    }
}

/// "Không áp dụng", for kinds that have no button of their own for it.
fn not_applicable(asked: Asked) -> impl IntoView {
    let current = asked.current;
    let chosen = move || current.get() == Some(Answer::NotApplicable);
    let give = move |_| {
        let next = if chosen() { Answer::Cleared } else { Answer::NotApplicable };
        asked.give(next);
    };
    view! {
        <button type="button" class="quiet toggle" aria-pressed=live(move || chosen().to_string()) on:click=upon(give)>
            {t("not-applicable")}
        </button>
    }
}

fn computed(asked: Asked) -> AnyView {
    let current = asked.current;
    let shown = move || {
        let answer = current.get();
        answer.map(|answer| schemas::entry::show(Some(&asked.kind), &answer, language()))
    };
    view! {
        <p class="computed">
            <strong class="number">{live(move || shown().unwrap_or_else(|| "…".to_owned()))}</strong>
            " " {t("computed")}
        </p>
    }
    .into_any()
}
