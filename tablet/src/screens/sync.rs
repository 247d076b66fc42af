//! Sync and storage: what has arrived, what waits, how safe everything is on this tablet, and the ways out of it without
//! a server.

mod aside;
mod choices;
mod damaged;
mod files;
mod pin;
mod storage;

use crate::desk::{Desk, Exchange};
use crate::live::{Memo, RwSignal, Show, live, upon};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::words::{t, with};
use leptos::prelude::*;

/// What the server has, and what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    /// Changes written here that the server has, and all of them.
    changes: (usize, usize),
    /// The same of photos whose files are here.
    photos: (usize, usize),
}

/// Sync and storage.
#[component]
pub fn Sync() -> impl IntoView {
    let desk = Desk::here();
    let preparing = RwSignal::new(false);
    let running = move || matches!(desk.board.exchange.get(), Exchange::Running | Exchange::Checking);
    // What is added up changes far less often than the board.
    let rescue = move |_| {
        preparing.set(true);
        request_animation_frame(|| {
            if let Some(files) = document().get_element_by_id("cuu-ho") {
                files.scroll_into_view();
            }
        });
    };
    view! {
        <TopBar title=t("sync-and-storage") />
        <main class="screen sync-screen">
            <Arrived />
            {aside::aside()}
            {files::files(preparing)}
            {damaged::damaged()}
            {storage::storage()}
            {pin::pin()}
            {choices::choices()}
        </main>
        <BottomBar>
            <button type="button" class="button quiet" on:click=upon(rescue)>
                <Picture icon=Icon::File />{t("rescue")}
            </button>
            <button type="button" class="button" disabled=live(move || running() || !desk.writable)
                on:click=upon(move |_| desk.book().sync())>
                <Picture icon=Icon::Sync />{live(move || if running() { t("syncing") } else { t("sync-now") })}
            </button>
        </BottomBar>
    }
}

/// What arrived at the server, queue by queue.
#[component]
fn Arrived() -> impl IntoView {
    let desk = Desk::here();
    let standing = Memo::new(move || {
        desk.read(|session| {
            let (delivered, written) = session.delivered();
            let confirmed = session.photos().values().filter(|photo| photo.receipt.is_some()).count();
            Standing { changes: (delivered, written), photos: (confirmed, session.photos().len()) }
        })
    });
    let exchange = move || match desk.board.exchange.get() {
        Exchange::Quiet => match crate::settings::last_sync() {
            Some(at) => with("last-sync", [("time", super::today::moment(at))]),
            None => t("exchange-never"),
        },
        Exchange::Running => t("exchange-running"),
        Exchange::Checking => t("exchange-checking"),
        Exchange::Offline => t("exchange-offline"),
        Exchange::Stranger => t("exchange-stranger"),
        Exchange::Refused(words) => words,
        Exchange::Done(time) => {
            let Standing { changes, photos } = standing.get();
            let photos = format!("{}/{}", photos.0, photos.1);
            with("exchange-done", [("changes", changes.0.to_string()), ("photos", photos), ("time", time)])
        }
    };
    let class = move || match desk.board.exchange.get() {
        Exchange::Offline | Exchange::Stranger => "exchange major",
        Exchange::Refused(_) => "exchange critical",
        Exchange::Done(_) => "exchange passed",
        _ => "exchange",
    };
    let metered = move || desk.board.photos.with(|photos| photos.metered);
    let now = move |_| {
        crate::settings::set_wait_for_wifi(false);
        desk.book().sync();
    };
    view! {
        <section class="arrived" aria-labelledby="da-den">
            <h2 id="da-den">{t("arrived")}</h2>
            <p class=class role="status">{exchange}</p>
            <Show when=move || desk.board.received.get() != 0>
                <p>{live(move || with("received-count", [("count", desk.board.received.get())]))}</p>
            </Show>
            {queue("queue-changes", Signal::derive(move || standing.get().changes))}
            {queue("queue-photos", Signal::derive(move || standing.get().photos))}
            {live(move || desk.board.photos.get().current.map(|(sent, size)| view! {
                <p class="queue current">
                    <span>{t("queue-current")}</span>
                    <progress max=size.max(1).to_string() value=sent.to_string() aria-label=t("queue-current")></progress>
                    <span class="number">{kilobytes(sent, size)}</span>
                </p>
            }))}
            <Show when=metered>
                <p class="severity waiting">{t("photos-wait-for-wifi")}</p>
                <button type="button" class="quiet" on:click=upon(now)>{t("send-photos-now")}</button>
            </Show>
        </section>
    }
}

fn queue(label: &'static str, standing: Signal<(usize, usize)>) -> impl IntoView {
    // Nothing to send is not the same as nothing sent.
    let value = move || match standing.get() {
        (_, 0) => "1".to_owned(),
        (sent, _) => sent.to_string(),
    };
    let most = move || standing.get().1.max(1).to_string();
    let words = move || {
        let (sent, all) = standing.get();
        if all == 0 {
            return t("queue-empty");
        }
        with("queue-of", [("sent", sent), ("all", all), ("waiting", all - sent.min(all))])
    };
    view! {
        <p class="queue">
            <span>{t(label)}</span>
            <progress max=most value=value aria-label=t(label)></progress>
            <span class="number">{words}</span>
        </p>
    }
}

fn kilobytes(sent: u64, size: u64) -> String {
    format!("{}/{} KB", sent / 1000, size.div_ceil(1000))
}
