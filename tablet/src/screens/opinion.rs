//! Ý kiến của đơn vị: one text that several people can write at the same time.

use crate::desk::Desk;
use crate::live::{Memo, RwSignal, live};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::text::TextBox;
use crate::words::{language, t};
use client_core::route::Route;
use inspection::Edit;
use leptos::prelude::*;
use schemas::ids::VisitId;

/// The unit's opinion.
#[component]
pub fn Opinion(
    /// The visit.
    visit: VisitId,
) -> impl IntoView {
    let desk = Desk::here();
    let complaint = RwSignal::new(None::<String>);
    let opinion =
        move || desk.read(|session| session.record(&visit).map(|record| record.opinion).unwrap_or_default());
    let opinion = Memo::new(opinion);
    let unit = desk
        .book()
        .read(|session| session.planned(&visit).map(|planned| planned.unit_name.clone()).unwrap_or_default());
    let write = Callback::new(move |text: String| {
        let written = desk.edit(visit, Edit::Opinion { text });
        // The screen may be closing, and then nobody looks.
        let _ = complaint.try_set(written.err().map(|error| error.text(language())));
    });
    view! {
        <TopBar title=t("opinion") />
        <main class="screen opinion-screen">
            <div class="field">
                <label for="y-kien">{t("opinion-of")} " " {unit}</label>
                <TextBox id="y-kien" value=opinion commit=write described_by="y-kien-loi" read_only=!desk.writable shared=true />
            </div>
            <p class="complaint" id="y-kien-loi" role="alert">{live(move || complaint.get())}</p>
            <p class="hint">{t("opinion-hint")}</p>
        </main>
        <BottomBar>
            <a class="button quiet" href=Route::Visit(visit).to_string()><Picture icon=Icon::Back />{t("close-back")}</a>
            <a class="button" href=Route::Sign(visit).to_string()><Picture icon=Icon::Pen />{t("sign")}</a>
        </BottomBar>
    }
}
