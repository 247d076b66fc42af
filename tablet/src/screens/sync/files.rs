//! Files out and in: the rescue file, and what a colleague's tablet gave.

use crate::book::bundles::{BUNDLE_TYPE, Parcel, describe};
use crate::browser::share::{self, Shared};
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t, with};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is going on with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Making {
    Waiting,
    Running,
    Saved(&'static str, usize),
    Failed(String),
}

/// The rescue files, shown once they are `preparing`, and the way in.
pub(super) fn files(preparing: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let parcels = Memo::new(move || {
        if !preparing.get() {
            return Ok(Vec::new());
        }
        // What is added while the list is shown goes in when a file is made; the list itself stays.
        untrack(|| desk.book().parcels(None)).map_err(|error| error.text(language()))
    });
    let list = move || match parcels.get() {
        Ok(parcels) if parcels.is_empty() => view! { <p class="empty">{t("rescue-nothing")}</p> }.into_any(),
        Ok(parcels) => {
            let rows = parcels.into_iter().map(|parcel| view! { <OneFile parcel=parcel /> }).collect_view();
            view! { <ul class="cards">{rows}</ul> }.into_any()
        }
        Err(words) => view! { <p class="complaint" role="alert">{words}</p> }.into_any(),
    };
    let incoming = RwSignal::new(None::<Result<String, String>>);
    let take = move |_| {
        let book = desk.book();
        spawn_local(async move {
            // Of any kind: pickers do not know ours, and would let nobody choose it.
            let said = match share::pick_file("").await {
                Ok(Some(file)) => match book.unpack(&file) {
                    Ok(0) => Ok(t("import-done")),
                    Ok(count) => Ok(with("import-unlisted", [("count", count)])),
                    Err(words) => Err(words),
                },
                Ok(None) => return,
                Err(failure) => Err(failure.text()),
            };
            let _ = incoming.try_set(Some(said));
        });
    };
    view! {
        <section class="files" aria-labelledby="cuu-ho">
            <h2 id="cuu-ho">{t("files")}</h2>
            <p class="hint">{t("rescue-about")}</p>
            <Show when=move || preparing.get()
                fallback=move || view! {
                    <button type="button" class="quiet" on:click=upon(move |_| preparing.set(true))>
                        <Picture icon=Icon::File />{t("rescue")}
                    </button>
                }>
                {list}
            </Show>
            <p class="hint">{t("import-about")}</p>
            <button type="button" class="quiet" disabled=!desk.writable on:click=upon(take)><Picture icon=Icon::Plus />{t("import")}</button>
            <p role="status">{live(move || incoming.get().map(|said| match said {
                Ok(words) => view! { <span class="severity passed">{words}</span> }.into_any(),
                Err(words) => view! { <span class="complaint">{words}</span> }.into_any(),
            }))}</p>
        </section>
    }
}

/// A file with the button that makes it: each tap makes one, because browsers hand out one file for one tap.
#[component]
fn OneFile(parcel: Parcel) -> impl IntoView {
    let desk = Desk::here();
    let making = RwSignal::new(Making::Waiting);
    let holds = describe(&parcel);
    let title = match parcel.number {
        (_, 1) => parcel.title.clone(),
        (number, of) => with(
            "parcel-title",
            [("title", parcel.title.clone()), ("number", number.to_string()), ("of", of.to_string())],
        ),
    };
    let make = move |_| {
        let (book, parcel) = (desk.book(), parcel.clone());
        making.set(Making::Running);
        spawn_local(async move {
            let made = match book.pack(&parcel).await {
                Ok((file, unreadable)) => match share::share_file(&parcel.name, &file, BUNDLE_TYPE).await {
                    Ok(Shared::Shared) => Making::Saved("rescue-shared", unreadable),
                    Ok(Shared::Downloaded) => Making::Saved("rescue-downloaded", unreadable),
                    Ok(Shared::Cancelled) => Making::Waiting,
                    Err(failure) => Making::Failed(failure.text()),
                },
                Err(words) => Making::Failed(words),
            };
            // Whoever has left the screen has the file all the same.
            let _ = making.try_set(made);
        });
    };
    let said = move || match making.get() {
        Making::Waiting => String::new(),
        Making::Running => t("rescue-making"),
        Making::Saved(key, 0) => t(key),
        Making::Saved(key, unreadable) => {
            format!("{} {}", t(key), with("rescue-unreadable", [("count", unreadable)]))
        }
        Making::Failed(words) => words,
    };
    view! {
        <li class="parcel">
            <p><strong>{title}</strong> " " <span class="muted">{holds}</span></p>
            <button type="button" class="main" disabled=live(move || making.get() == Making::Running) on:click=upon(make)>
                <Picture icon=Icon::File />{t("rescue-save")}
            </button>
            <p role="status">{said}</p>
        </li>
    }
}
