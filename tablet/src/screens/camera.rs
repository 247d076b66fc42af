//! Photos for a question: the camera in the page, the preview, areas that are covered, and into the record. Several in
//! a row; each is dropped from memory before the next one.

mod areas;
mod intent;
mod place;
mod shot;

pub use intent::resume;

use crate::browser::{Failure, Kind, camera, photo};
use crate::desk::Desk;
use crate::live::{RwSignal, StoredValue, live, upon};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::photos::focus_soon;
use crate::words::{language, t, with};
use client_core::cover::Area;
use client_core::route::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use place::Whereabouts;
use schemas::ids::{ItemId, VisitId};
use shot::Shot;
use std::collections::VecDeque;
use std::sync::Arc;
use web_sys::File;

/// Whether there is a moving picture.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lens {
    /// On its way.
    Opening,
    /// There.
    Open,
    /// Not to be had; why, in words.
    Closed(String),
}

/// All that this screen knows.
#[derive(Clone, Copy)]
struct Studio {
    desk: Desk,
    visit: VisitId,
    item: StoredValue<ItemId>,
    video: NodeRef<html::Video>,
    lens: RwSignal<Lens>,
    place: RwSignal<Whereabouts>,
    /// What was taken and is not kept yet.
    shot: RwSignal<Option<Arc<Shot>>>,
    /// The same with the areas covered.
    covered: RwSignal<Option<Arc<Shot>>>,
    /// Areas to be covered.
    areas: RwSignal<Vec<Area>>,
    /// Areas are being drawn.
    drawing: RwSignal<bool>,
    caption: RwSignal<String>,
    /// Something takes a moment.
    busy: RwSignal<bool>,
    /// Files that were chosen together and wait for their turn.
    waiting: StoredValue<VecDeque<File>>,
    /// Photos kept since the screen was opened.
    kept: RwSignal<usize>,
    complaint: RwSignal<Option<String>>,
}

/// The camera.
#[component]
pub fn Camera(
    /// The visit.
    visit: VisitId,
    /// The question that is to be shown.
    item: ItemId,
) -> impl IntoView {
    // Before anything else: opening the camera is when tablets kill apps.
    intent::remember(&Route::Camera(visit, item.clone()));
    let studio = Studio {
        desk: Desk::here(),
        visit,
        item: StoredValue::new(item.clone()),
        video: NodeRef::new(),
        lens: RwSignal::new(Lens::Opening),
        place: RwSignal::new(Whereabouts::Asking),
        shot: RwSignal::new(None),
        covered: RwSignal::new(None),
        areas: RwSignal::new(Vec::new()),
        drawing: RwSignal::new(false),
        caption: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        waiting: StoredValue::new(VecDeque::new()),
        kept: RwSignal::new(0),
        complaint: RwSignal::new(None),
    };
    place::ask(studio.place);
    Effect::new(move |_| {
        if studio.video.get().is_some() {
            studio.open();
        }
    });
    // In the background the browser takes the camera away.
    let returned = window_event_listener(ev::visibilitychange, move |_| {
        let visible = document().visibility_state() == web_sys::VisibilityState::Visible;
        if visible && studio.lens.get_untracked() == Lens::Open {
            studio.open();
        }
    });
    on_cleanup(move || {
        returned.remove();
        camera::stop();
        intent::forget();
    });
    let label = studio.desk.book().read(|session| {
        let item = session.form(&visit).and_then(|form| form.item(&item)).ok();
        item.map(|item| item.label.get(language()).to_owned()).unwrap_or_default()
    });
    view! {
        <TopBar title=t("camera-title") place=item.to_string() />
        <main class="screen camera-screen">
            <p class="hint">{label}</p>
            {viewfinder(studio)}
            <p class="complaint" role="alert">{live(move || studio.complaint.get())}</p>
            {live(move || studio.shot.get().map(|shot| shot::preview(studio, shot)))}
        </main>
        <BottomBar>{live(move || if studio.shot.with(Option::is_some) {
            shot::actions(studio).into_any()
        } else {
            shutter(studio).into_any()
        })}</BottomBar>
    }
}

/// The moving picture, or why there is none.
fn viewfinder(studio: Studio) -> impl IntoView {
    let hidden = move || studio.shot.with(Option::is_some);
    let closed = move || matches!(studio.lens.get(), Lens::Closed(_));
    let said = move || match studio.lens.get() {
        Lens::Opening => t("camera-opening"),
        Lens::Open => String::new(),
        Lens::Closed(why) => format!("{why} {}", t("camera-use-file")),
    };
    let kept = move || {
        Some(studio.kept.get()).filter(|kept| *kept > 0).map(|kept| with("camera-kept", [("count", kept)]))
    };
    let room = move || {
        studio.desk.board.room.get().map(|room| {
            let photos = ((room.granted - room.used).max(0.0) / super::today::PHOTO_BYTES) as u64;
            with("room-photos", [("count", photos)])
        })
    };
    view! {
        <section class="viewer viewfinder" hidden=hidden aria-label=t("camera-picture")>
            // Hidden, it might not begin to play.
            <video node_ref=studio.video muted playsinline hidden=closed></video>
            <p role="status">{said}</p>
        </section>
        <p class="standing">
            <span role="status">{kept}</span> <span>{live(move || studio.place.get().words())}</span> <span>{room}</span>
        </p>
    }
}

/// The bar while there is nothing to look at. Without a camera in the page, the system's own one is asked.
fn shutter(studio: Studio) -> impl IntoView {
    let back = move || Route::Item(studio.visit, studio.item.get_value()).to_string();
    let busy = move || studio.busy.get();
    let closed = move || matches!(studio.lens.get(), Lens::Closed(_));
    let take = move |_| if closed() { studio.pick(true) } else { studio.take() };
    let text = move || match (busy(), closed()) {
        (true, _) => t("camera-working"),
        (false, true) => t("camera-system"),
        (false, false) => t("camera-take"),
    };
    view! {
        <a class="button quiet" href=back>{t("camera-done")}</a>
        <button type="button" class="button quiet" disabled=busy on:click=upon(move |_| studio.pick(false))>
            <Picture icon=Icon::File />{t("camera-file")}
        </button>
        <button type="button" class="button" id="chup" on:click=upon(take)
            disabled=live(move || busy() || studio.lens.get() == Lens::Opening)>
            <Picture icon=Icon::Camera />{text}
        </button>
    }
}

fn words(failure: Failure) -> String {
    if failure.kind == Kind::Damaged { t("photo-damaged") } else { failure.text() }
}

impl Studio {
    /// Opens the camera, or opens it again.
    fn open(self) {
        let Some(video) = self.video.get_untracked() else { return };
        spawn_local(async move {
            let lens = match camera::start(&video).await {
                Ok(()) => Lens::Open,
                Err(failure) => Lens::Closed(match failure.kind {
                    Kind::Denied => t("camera-denied"),
                    Kind::None => t("camera-none"),
                    Kind::Busy => t("camera-busy"),
                    _ => failure.text(),
                }),
            };
            if self.lens.try_set(lens).is_some() {
                // The screen was left before the camera was ready.
                camera::stop();
            }
        });
    }

    /// Takes what the camera shows.
    fn take(self) {
        let Some(video) = self.video.get_untracked() else { return };
        let place = self.place.get_untracked();
        self.work(async move {
            let now = place::local_now();
            let blob = camera::capture(&video).await.map_err(words)?;
            let ready = photo::prepare(&blob).await.map_err(words)?;
            Shot::new(ready, now, place.fix())
        });
        if place.is_old() {
            place::ask(self.place);
        }
    }

    /// Lets a person take or choose pictures outside of the page.
    fn pick(self, from_camera: bool) {
        self.busy.set(true);
        spawn_local(async move {
            let files = camera::pick(from_camera).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match files {
                Ok(files) => {
                    self.waiting.set_value(files.into());
                    self.next_file();
                }
                Err(failure) => self.complaint.set(Some(failure.text())),
            }
        });
    }

    /// Shows the next of the chosen files, if there is one.
    fn next_file(self) {
        let Some(file) = self.waiting.try_update_value(VecDeque::pop_front).flatten() else { return };
        let place = self.place.get_untracked();
        self.work(async move {
            let ready = photo::prepare(&file).await.map_err(words)?;
            // Only its own data say when it was taken, and where only if that was just now and so here.
            let at = ready.taken_at;
            let position = place.fix().filter(|_| at.is_some_and(place::is_now));
            Shot::new(ready, at, position)
        });
    }

    /// Waits for a picture and shows it; what goes wrong comes in words.
    fn work(self, taking: impl Future<Output = Result<Shot, String>> + 'static) {
        self.busy.set(true);
        self.complaint.set(None);
        spawn_local(async move {
            let taken = taking.await;
            // The screen may be closed by now; then nobody waits for it.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match taken {
                Ok(shot) => {
                    self.shot.set(Some(Arc::new(shot)));
                    focus_soon("anh-vua-chup".to_owned());
                }
                Err(words) => self.complaint.set(Some(words)),
            }
        });
    }

    /// Lets go of what was taken, and goes on.
    fn next(self) {
        self.shot.set(None);
        self.covered.set(None);
        self.areas.set(Vec::new());
        self.drawing.set(false);
        self.caption.set(String::new());
        self.complaint.set(None);
        focus_soon("chup".to_owned());
        self.next_file();
    }
}
