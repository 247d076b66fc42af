//! Typing. What is half typed is committed after a short rest, when the field is left, when the app goes to the
//! background and when the screen changes; never while an input method is composing (Telex, VNI), and the field is never
//! rewritten under the fingers.

use crate::desk::Desk;
use crate::live::{RwSignal, StoredValue, upon};
use leptos::ev;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use schemas::text::{merge, nfc};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// Rest after the last key before what was typed is committed.
const REST: Duration = Duration::from_millis(900);

/// How a field is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typing {
    /// Several lines.
    #[default]
    Lines,
    /// One line.
    Line,
    /// Digits: the device shows its number pad.
    Digits,
    /// A number with a comma.
    Number,
    /// A civil date.
    Date,
    /// A civil date and time.
    Moment,
}

impl Typing {
    fn kind(self) -> &'static str {
        match self {
            Typing::Date => "date",
            Typing::Moment => "datetime-local",
            _ => "text",
        }
    }

    fn mode(self) -> &'static str {
        match self {
            Typing::Digits => "numeric",
            Typing::Number => "decimal",
            _ => "text",
        }
    }
}

/// What a field knows of its typing.
#[derive(Clone, Copy)]
struct Draft {
    text: RwSignal<Option<String>>,
    composing: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    commit: Callback<String>,
    /// What the field held when the typing began that is not committed yet.
    base: StoredValue<String>,
    /// What stands in the record, if others may write in the same text.
    shared: Option<Signal<String>>,
    /// How many fields hold what is not committed; none while no book is open.
    typing: Option<RwSignal<usize>>,
}

impl Draft {
    fn new(commit: Callback<String>, shared: Option<Signal<String>>) -> Self {
        let draft = Self {
            text: RwSignal::new(None),
            composing: StoredValue::new(false),
            timer: StoredValue::new(None),
            commit,
            base: StoredValue::new(String::new()),
            shared,
            typing: use_context::<Desk>().map(|desk| desk.board.typing),
        };
        let hidden = window_event_listener(ev::visibilitychange, move |_| draft.settle());
        on_cleanup(move || {
            draft.settle();
            hidden.remove();
        });
        draft
    }

    fn typed(&self, text: String) {
        if self.text.with_untracked(Option::is_none) {
            self.count(|typing| *typing += 1);
        }
        self.text.set(Some(text));
        self.stop();
        if self.composing.get_value() {
            return;
        }
        let draft = *self;
        let handle = set_timeout_with_handle(move || draft.settle(), REST);
        self.timer.set_value(handle.ok());
    }

    fn stop(&self) {
        if let Some(Some(handle)) = self.timer.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// Commits what was typed since the last time. In a shared text, what others wrote meanwhile stays.
    fn settle(&self) {
        self.stop();
        let Some(Some(text)) = self.text.try_update_untracked(Option::take) else { return };
        self.count(|typing| *typing = typing.saturating_sub(1));
        let base = self.base.try_update_value(|base| std::mem::replace(base, text.clone()));
        let theirs = self.shared.and_then(|shared| shared.try_get_untracked());
        let whole = match (base, theirs) {
            (Some(base), Some(theirs)) => merge(&nfc(&base), &nfc(&text), &theirs),
            _ => text,
        };
        self.commit.run(whole);
    }

    fn count(&self, change: fn(&mut usize)) {
        if let Some(typing) = self.typing {
            // The book may be closed already.
            let _ = typing.try_update(change);
        }
    }

    /// The field shows what stands in the record.
    fn shows(&self, text: &str) {
        self.base.set_value(text.to_owned());
    }
}

/// A field. `value` is shown whenever the field is not being typed into.
#[component]
pub fn TextBox(
    /// What stands in the record.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what was typed.
    #[prop(into)]
    commit: Callback<String>,
    /// Id of the element, for its label.
    #[prop(into)]
    id: String,
    /// How it is typed into.
    #[prop(optional)]
    typing: Typing,
    /// Called with each key, for what is checked while typing.
    #[prop(into, optional)]
    peek: Option<Callback<String>>,
    /// Id of the element that says what is wrong with it.
    #[prop(into, optional)]
    described_by: Option<String>,
    /// Only shown.
    #[prop(into, optional)]
    read_only: Signal<bool>,
    /// Others may write in the same text at the same time.
    #[prop(optional)]
    shared: bool,
) -> impl IntoView {
    let draft = Draft::new(commit, shared.then_some(value));
    let seen = move |text: String| {
        if let Some(peek) = peek {
            peek.run(text.clone());
        }
        draft.typed(text);
    };
    let begin = move |_: ev::CompositionEvent| {
        draft.composing.set_value(true);
        draft.stop();
    };
    let end = move || draft.composing.set_value(false);
    if typing == Typing::Lines {
        let node = NodeRef::<html::Textarea>::new();
        Effect::new(move |_| {
            let text = value.get();
            let Some(field) = node.get() else { return };
            if field.value() == text || !has_focus(&field) {
                if field.value() != text {
                    field.set_value(&text);
                }
                draft.shows(&text);
            }
        });
        return view! {
            <textarea class="text-box" id=id node_ref=node rows="3" readonly=read_only
                aria-describedby=described_by
                on:input=upon(move |event| seen(event_target_value(&event)))
                on:compositionstart=upon(begin)
                on:compositionend=upon(move |event| { end(); seen(event_target_value(&event)) })
                on:blur=upon(move |_| draft.settle())></textarea>
        }
        .into_any();
    }
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let text = value.get();
        if let Some(field) = node.get().filter(|field| !has_focus(field) && field.value() != text) {
            field.set_value(&text);
        }
    });
    view! {
        <input class="text-box" id=id node_ref=node type=typing.kind() inputmode=typing.mode()
            autocomplete="off" readonly=read_only aria-describedby=described_by
            on:input=upon(move |event| seen(event_target_value(&event)))
            on:compositionstart=upon(begin)
            on:compositionend=upon(move |event| { end(); seen(event_target_value(&event)) })
            on:blur=upon(move |_| draft.settle())
            on:keydown=upon(move |event: KeyboardEvent| if event.key() == "Enter" && !event.is_composing() { draft.settle() }) />
    }
    .into_any()
}

fn has_focus(element: &web_sys::Element) -> bool {
    let active = document().active_element();
    active.is_some_and(|active| active.is_same_node(element.dyn_ref::<web_sys::Node>()))
}
