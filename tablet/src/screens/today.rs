//! The day: visits in the order of time, with progress; above them what is unsent and where the storage stands.

use crate::desk::Desk;
use crate::live::{Memo, Show};
use crate::parts::chip::Chip;
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::{language, t, with};
use client_core::route::Route;
use client_core::view::VisitCard;
use leptos::prelude::*;
use schemas::text::date;
use schemas::wire::HalfDay;

/// Bytes of one down-scaled photo, to say how many there is room for.
pub const PHOTO_BYTES: f64 = 600_000.0;

/// Today's visits first, then the others by date.
#[component]
pub fn Today() -> impl IntoView {
    let desk = Desk::here();
    let today = today();
    let cards = Memo::new(move || desk.read(client_core::Session::visit_cards));
    let of = move |wanted: fn(&VisitCard, chrono::NaiveDate) -> bool| {
        cards.get().into_iter().filter(|card| wanted(card, today)).collect::<Vec<_>>()
    };
    let section = move |title: &'static str, wanted: fn(&VisitCard, chrono::NaiveDate) -> bool| {
        move || {
            let cards = of(wanted);
            (!cards.is_empty()).then(|| {
                view! {
                    <section class="visits">
                        <h2>{t(title)}</h2>
                        <ul class="cards">{cards.into_iter().map(card).collect_view()}</ul>
                    </section>
                }
            })
        }
    };
    view! {
        <TopBar title=t("today") place=date(today, language()) />
        <main class="screen">
            <Standing />
            {section("visits-today", |card, today| card.date == today)}
            {section("visits-coming", |card, today| card.date > today)}
            {section("visits-earlier", |card, today| card.date < today)}
            <Show when=move || cards.with(Vec::is_empty)>
                <p class="empty">{t("no-visits")}</p>
            </Show>
        </main>
        <BottomBar>
            <a class="button quiet" href=Route::Help.to_string()>{t("help")}</a>
            <a class="button" href=Route::Sync.to_string()><Picture icon=Icon::Sync />{t("sync")}</a>
        </BottomBar>
    }
}

/// The civil day where this device is.
pub fn today() -> chrono::NaiveDate {
    let now = js_sys::Date::new_0();
    let (year, month) = (now.get_full_year() as i32, now.get_month() + 1);
    chrono::NaiveDate::from_ymd_opt(year, month, now.get_date()).unwrap_or_default()
}

/// One line: what is unsent, how much room there is, when everything was last exchanged.
#[component]
fn Standing() -> impl IntoView {
    let desk = Desk::here();
    let unsent = move || desk.read(|session| (session.unsent(), session.photo_queue().len()));
    let sent = move || match unsent() {
        (0, 0) => t("today-all-sent"),
        (changes, 0) => with("today-unsent", [("count", changes)]),
        (changes, photos) => with("today-unsent-photos", [("count", changes), ("photos", photos)]),
    };
    let room = move || {
        desk.board.room.get().map(|room| {
            let photos = ((room.granted - room.used).max(0.0) / PHOTO_BYTES) as u64;
            with("room-photos", [("count", photos)])
        })
    };
    let last = move || {
        desk.board.exchange.track();
        crate::settings::last_sync().map(|at| with("last-sync", [("time", moment(at))]))
    };
    view! {
        <p class="standing">
            <span>{sent}</span> <span>{room}</span> <span>{last}</span>
        </p>
        <Show when=move || desk.board.room.get().is_some_and(|room| !room.kept)>
            <p><a class="at-risk" href=Route::Sync.to_string()>
                <Chip class="missing" text=t("storage-not-kept") />
            </a></p>
        </Show>
    }
}

/// A point in time on this device's clock: `16:42 22/02/2018`.
pub fn moment(millis: f64) -> String {
    let at = js_sys::Date::new(&millis.into());
    let (day, month, year) = (at.get_date(), at.get_month() + 1, at.get_full_year());
    format!("{:02}:{:02} {day:02}/{month:02}/{year}", at.get_hours(), at.get_minutes())
}

fn card(card: VisitCard) -> impl IntoView {
    let half_day = match card.half_day {
        HalfDay::Morning => t("morning"),
        HalfDay::Afternoon => t("afternoon"),
    };
    let when = format!("{half_day} {}", date(card.date, language()));
    let progress = with("answered-of", [("answered", card.answered), ("asked", card.asked)]);
    let waiting = (!card.ready).then(|| t("template-missing"));
    view! {
        <li>
            <a class="visit-card" href=Route::Visit(card.visit).to_string()>
                <span class="when">{when}</span>
                <strong class="unit">{card.unit_name}</strong>
                <progress max=card.asked.max(1).to_string() value=card.answered.to_string()
                    aria-label=t("progress")></progress>
                <span class="number">{progress}</span>
                {waiting.map(|text| view! { <Chip class="waiting" text=text /> })}
                {(card.disputed > 0).then(|| view! {
                    <Chip class="disputed" text=with("disputed-count", [("count", card.disputed)]) />
                })}
                {(card.quarantined > 0).then(|| view! {
                    <Chip class="missing" text=with("quarantined-count", [("count", card.quarantined)]) />
                })}
            </a>
        </li>
    }
}
