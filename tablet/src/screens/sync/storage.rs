//! How safe what was entered is on this tablet, and how much room there is.

use crate::desk::Desk;
use crate::live::{RwSignal, Show, live, upon};
use crate::parts::chip::Chip;
use crate::parts::icon::{Icon, Picture};
use crate::screens::today::PHOTO_BYTES;
use crate::words::{language, t, with};
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::text::integer;

/// The storage.
pub(super) fn storage() -> impl IntoView {
    let desk = Desk::here();
    let room = desk.board.room;
    let asked = RwSignal::new(false);
    let used = move || {
        room.get().map(|room| {
            with("storage-used", [("used", megabytes(room.used)), ("granted", megabytes(room.granted))])
        })
    };
    let photos = move || {
        room.get().map(|room| {
            let photos = ((room.granted - room.used).max(0.0) / PHOTO_BYTES) as i64;
            with("room-photos", [("count", integer(photos, language()))])
        })
    };
    let kept = move || room.get().is_some_and(|room| room.kept);
    let second = move || desk.board.second_copy.get();
    let ask = move |_| {
        let book = desk.book();
        spawn_local(async move {
            if let Some(store) = book.store() {
                // Whatever it answers shows in the line above.
                let _ = store.persist().await;
                book.look_at_room();
            }
            let _ = asked.try_set(true);
        });
    };
    let identity = desk.book().read(|session| {
        session.identity().map(|identity| {
            with(
                "storage-identity",
                [("name", identity.person_name.clone()), ("server", identity.server.clone())],
            )
        })
    });
    view! {
        <section class="storage" aria-labelledby="bo-nho">
            <h2 id="bo-nho">{t("storage")}</h2>
            <p>{identity}</p>
            <p class="number">{used} " · " {photos}</p>
            <progress aria-label=t("storage")
                max=live(move || room.get().map_or(1.0, |room| room.granted.max(1.0)).to_string())
                value=live(move || room.get().map_or(0.0, |room| room.used).to_string())></progress>
            <ul class="safety">
                <li>{live(move || match second() {
                    true => view! { <Chip class="passed" text=t("copies-two") /> },
                    false => view! { <Chip class="missing" text=t("copies-one") /> },
                })}</li>
                <li>{live(move || match kept() {
                    true => view! { <Chip class="passed" text=t("storage-kept") /> },
                    false => view! { <Chip class="missing" text=t("storage-not-kept") /> },
                })}</li>
            </ul>
            <Show when=move || !kept()>
                <button type="button" class="quiet" on:click=upon(ask)><Picture icon=Icon::Lock />{t("storage-ask")}</button>
                <p class="hint" role="status">{live(move || asked.get().then(|| t("storage-refused")))}</p>
            </Show>
        </section>
    }
}

fn megabytes(bytes: f64) -> String {
    format!("{} MB", integer((bytes / 1_000_000.0).round() as i64, language()))
}
