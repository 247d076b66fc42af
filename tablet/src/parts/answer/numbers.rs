//! Answers that are typed: numbers, ratios, dates, text.

use super::Asked;
use crate::live::{RwSignal, live};
use crate::parts::text::{TextBox, Typing};
use crate::words::{language, t};
use chrono::Timelike;
use leptos::prelude::*;
use schemas::answer::{Answer, Qualifier};
use schemas::template::Kind;
use schemas::text::percent;

pub(super) fn editor(asked: Asked) -> AnyView {
    if matches!(asked.kind, Kind::Ratio { .. }) {
        return ratio(asked);
    }
    let (typing, hint) = match asked.kind {
        Kind::Integer => (Typing::Digits, "whole-number"),
        Kind::Decimal { .. } => (Typing::Number, "number"),
        Kind::Date => (Typing::Date, "date"),
        Kind::Moment => (Typing::Moment, "moment"),
        _ => (Typing::Lines, "text"),
    };
    let (id, current) = (asked.id(), asked.current);
    let value = Signal::derive(move || current.get().map(|answer| typed(&answer)).unwrap_or_default());
    let complaint = format!("{id}-loi");
    let commit = Callback::new(move |text: String| asked.give_typed(&text));
    view! {
        <div class="field">
            <label for=id.clone()>{t(hint)}</label>
            <TextBox id=id.clone() value=value typing=typing commit=commit described_by=complaint />
        </div>
    }
    .into_any()
}

/// Numerator and denominator side by side, with the percentage while typing. They are given as one answer.
fn ratio(asked: Asked) -> AnyView {
    let (id, current) = (asked.id(), asked.current);
    let standing = move |place: usize| {
        current
            .get()
            .map(|answer| typed(&answer))
            .and_then(|text| text.split('/').nth(place).map(str::to_owned))
    };
    let halves = [RwSignal::new(None::<String>), RwSignal::new(None::<String>)];
    let shown = move |place: usize| halves[place].get().or_else(|| standing(place)).unwrap_or_default();
    let give = Callback::new(move |()| {
        let (numerator, denominator) = untrack(|| (shown(0), shown(1)));
        match (numerator.trim().is_empty(), denominator.trim().is_empty()) {
            (true, true) => asked.give_typed(""),
            (false, false) => asked.give_typed(&format!("{numerator}/{denominator}")),
            // One half alone is not an answer yet.
            _ => return,
        }
        if asked.complaint.with_untracked(Option::is_none) {
            halves.iter().for_each(|half| half.set(None));
        }
    });
    let computed = move || {
        let number = |text: String| text.replace(['.', ' '], "").parse::<u64>().ok();
        let (numerator, denominator) = (number(shown(0))?, number(shown(1))?);
        percent(numerator, denominator, 2, language())
    };
    let half = move |place: usize, label: &'static str| {
        let name = format!("{id}-{place}");
        let keep = Callback::new(move |text: String| halves[place].set(Some(text)));
        view! {
            <div class="field">
                <label for=name.clone()>{t(label)}</label>
                <TextBox id=name value=Signal::derive(move || shown(place)) typing=Typing::Digits
                    peek=keep commit=Callback::new(move |_| give.run(())) />
            </div>
        }
    };
    view! {
        <div class="ratio">
            {half.clone()(0, "numerator")}
            <span class="slash" aria-hidden="true">"/"</span>
            {half(1, "denominator")}
            <output class="percentage number">{live(move || computed().map(|text| format!("= {text}")))}</output>
        </div>
    }
    .into_any()
}

/// An answer as a person would type it.
fn typed(answer: &Answer) -> String {
    match answer {
        Answer::Integer(number) => number.to_string(),
        Answer::Decimal(number, qualifier) => {
            let number = number.normalize().to_string().replace('.', ",");
            match qualifier {
                Qualifier::Exact => number,
                Qualifier::Above => format!("trên {number}"),
                Qualifier::Nearly => format!("gần {number}"),
            }
        }
        Answer::Ratio(numerator, denominator) => format!("{numerator}/{denominator}"),
        Answer::Date(date) => date.to_string(),
        Answer::Moment(moment) => {
            format!("{}T{:02}:{:02}", moment.date(), moment.hour(), moment.minute())
        }
        Answer::Text(text) => text.clone(),
        _ => String::new(),
    }
}
