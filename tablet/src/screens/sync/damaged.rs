//! What was damaged in both copies on this tablet: its bytes, as files for somebody who may get something out of them.

use crate::browser::share::{self, Shared};
use crate::browser::store::Remains;
use crate::desk::Desk;
use crate::live::{RwSignal, live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::words::{t, with};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The remains, one file after the other; nothing if there are none.
pub(super) fn damaged() -> impl IntoView {
    let desk = Desk::here();
    let remains = RwSignal::new(Vec::<Remains>::new());
    let book = desk.book();
    spawn_local(async move {
        let Some(store) = book.store() else { return };
        // Without an answer there is nothing to offer; what was lost is told when the book is opened.
        let _ = remains.try_set(store.damaged().await.unwrap_or_default());
    });
    move || {
        let files = remains.get();
        (!files.is_empty()).then(|| {
            view! {
                <section class="files" aria-labelledby="phan-hong">
                    <h2 id="phan-hong">{t("damaged-title")}</h2>
                    <p class="hint">{t("damaged-about")}</p>
                    <ul class="cards">{files.into_iter().map(one_file).collect_view()}</ul>
                </section>
            }
        })
    }
}

fn one_file(remains: Remains) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let title =
        with("damaged-file", [("name", remains.name.clone()), ("bytes", remains.bytes.len().to_string())]);
    let save = move |_| {
        let Remains { name, bytes } = remains.clone();
        spawn_local(async move {
            let name = format!("sokiemtra-{name}.bin");
            let words = match share::share_file(&name, &bytes, "application/octet-stream").await {
                Ok(Shared::Shared) => t("rescue-shared"),
                Ok(Shared::Downloaded) => t("rescue-downloaded"),
                Ok(Shared::Cancelled) => String::new(),
                Err(failure) => failure.text(),
            };
            let _ = said.try_set(words);
        });
    };
    view! {
        <li class="parcel">
            <p>{title}</p>
            <button type="button" class="quiet" on:click=upon(save)><Picture icon=Icon::File />{t("rescue-save")}</button>
            <p role="status">{live(move || said.get())}</p>
        </li>
    }
}
