//! From the closed app to the open book, and which screen is shown.

use crate::book::Book;
use crate::desk::Desk;
use crate::live::{RwSignal, live};
use crate::parts::frame::Banners;
use crate::screens;
use client_core::route::Route;
use leptos::ev;
use leptos::prelude::*;

/// How far the app is opened.
#[derive(Clone)]
pub enum Stage {
    /// Looking for what is on this tablet.
    Looking,
    /// Nobody has enrolled here yet, or one more person wants to.
    Enrol,
    /// Somebody's PIN is wanted.
    Locked,
    /// A book is open. `writable` is false in a second tab.
    Open {
        /// The driver.
        book: Book,
        /// This tab may write.
        writable: bool,
    },
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let stage = RwSignal::new(Stage::Looking);
    screens::gate::look(stage);
    move || match stage.get() {
        Stage::Looking => view! { <main class="screen" aria-busy="true"></main> }.into_any(),
        Stage::Enrol => view! { <screens::enrol::Enrol stage=stage /> }.into_any(),
        Stage::Locked => view! { <screens::unlock::Unlock stage=stage /> }.into_any(),
        Stage::Open { book, writable } => {
            view! { <Opened book=book writable=writable stage=stage /> }.into_any()
        }
    }
}

/// An open book: one screen at a time.
#[component]
fn Opened(book: Book, writable: bool, stage: RwSignal<Stage>) -> impl IntoView {
    let route = RwSignal::new(here());
    let desk = Desk::new(book, route, writable);
    provide_context(desk);
    let moved = window_event_listener(ev::hashchange, move |_| route.set(here()));
    on_cleanup(move || moved.remove());
    let watch = screens::gate::keep_in_touch(desk, stage);
    // Whoever reads with ears hears where they are: the heading takes the focus on a new screen.
    Effect::new(move |before: Option<()>| {
        route.track();
        if before.is_some() {
            request_animation_frame(|| {
                if let Ok(Some(heading)) = document().query_selector("h1") {
                    use wasm_bindgen::JsCast;
                    let _ = heading.dyn_into::<web_sys::HtmlElement>().map(|heading| heading.focus());
                }
                window().scroll_to_with_x_and_y(0.0, 0.0);
            });
        }
    });
    // Locked, the screens stay as they are, with what is half typed; only nobody can see or reach them.
    view! {
        <div class="opened" inert=live(move || watch.locked.get())>
            <Banners />
            <screens::gate::NewVersion watch=watch />
            {live(move || screen(route.get()))}
        </div>
        <screens::gate::Cover watch=watch />
    }
}

/// The screen that the address names.
fn here() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

fn screen(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <screens::today::Today /> }.into_any(),
        Route::Visit(visit) => view! { <screens::visit::Visit visit=visit /> }.into_any(),
        Route::Item(visit, item) => view! { <screens::item::Item visit=visit item=item /> }.into_any(),
        Route::Camera(visit, item) => view! { <screens::camera::Camera visit=visit item=item /> }.into_any(),
        Route::Rows(visit, group) => view! { <screens::rows::Rows visit=visit group=group /> }.into_any(),
        Route::Row(visit, group, row) => {
            view! { <screens::row::Row visit=visit group=group row=row /> }.into_any()
        }
        Route::Sample(visit, group) => {
            view! { <screens::sample::Sample visit=visit group=group /> }.into_any()
        }
        Route::Opinion(visit) => view! { <screens::opinion::Opinion visit=visit /> }.into_any(),
        Route::Disputes(visit) => view! { <screens::disputes::Disputes visit=visit /> }.into_any(),
        Route::Sign(visit) => view! { <screens::sign::Sign visit=visit /> }.into_any(),
        Route::Find(visit) => view! { <screens::find::Find visit=visit /> }.into_any(),
        Route::Relay(visit) => view! { <screens::relay::Relay visit=visit /> }.into_any(),
        Route::Sync => view! { <screens::sync::Sync /> }.into_any(),
        Route::Help => view! { <screens::help::Help /> }.into_any(),
    }
}
