//! A picture between the camera and the record: looked at, covered, named, kept or taken again.

use super::{Studio, areas};
use crate::book::Picture as Taken;
use crate::browser::photo::{self, Ready};
use crate::browser::{Failure, Kind};
use crate::live::{live, upon};
use crate::parts::icon::{Icon, Picture};
use crate::parts::photos::{FileUrl, focus_soon};
use crate::parts::text::{TextBox, Typing};
use crate::words::{language, t, with};
use chrono::NaiveDateTime;
use inspection::{Photo, Position};
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::text::{moment, nfc};
use std::sync::Arc;

/// What pictures are kept as.
const JPEG: &str = "image/jpeg";

/// A picture that is not kept yet.
pub(super) struct Shot {
    picture: Taken,
    url: FileUrl,
    at: Option<NaiveDateTime>,
    position: Option<Position>,
}

impl Shot {
    /// An error, in words, where the browser cannot show it.
    pub(super) fn new(
        ready: Ready,
        at: Option<NaiveDateTime>,
        position: Option<Position>,
    ) -> Result<Self, String> {
        let picture = Taken { bytes: ready.bytes, pixels: (ready.width, ready.height), thumb: ready.thumb };
        let url = FileUrl::new(&picture.bytes, JPEG).ok_or_else(|| t("photo-unseen"))?;
        Ok(Self { picture, url, at, position })
    }

    /// Its address, for `<img>`.
    pub(super) fn address(&self) -> String {
        self.url.address()
    }

    /// When and where.
    fn facts(&self) -> String {
        let at = self.at.map_or_else(|| t("time-unknown"), |at| moment(at, language()));
        let place = match self.position.map(|position| position.accuracy) {
            Some(Some(metres)) => with("place-within", [("metres", format!("{metres:.0}"))]),
            Some(None) => t("place-known"),
            None => t("place-unknown"),
        };
        format!("{at} · {place}")
    }
}

/// The picture that was taken, large.
pub(super) fn preview(studio: Studio, shot: Arc<Shot>) -> impl IntoView {
    let facts = shot.facts();
    let picture = move || {
        let covered = studio.covered.get();
        if studio.drawing.get() && covered.is_none() {
            return areas::board(shot.address(), studio.areas).into_any();
        }
        let address = covered.as_ref().unwrap_or(&shot).address();
        view! { <div class="viewer"><img src=address alt=t("camera-preview") /></div> }.into_any()
    };
    // Taken over with each key: what is committed only when the field goes would end up at the next photo.
    let keep_caption = Callback::new(move |text: String| studio.caption.set(text));
    let draw = move |_| {
        if studio.covered.get_untracked().is_some() {
            // The areas stand as they were drawn.
            studio.covered.set(None);
            studio.drawing.set(true);
        } else {
            studio.drawing.update(|drawing| *drawing = !*drawing);
        }
    };
    let draw_text = move || match (studio.covered.with(Option::is_some), studio.drawing.get()) {
        (true, _) => t("cover-again"),
        (false, true) => t("cover-stop"),
        (false, false) => t("cover-begin"),
    };
    view! {
        <section class="preview" aria-labelledby="anh-vua-chup">
            <h2 id="anh-vua-chup" tabindex="-1">{t("camera-preview")}</h2>
            {picture}
            <p class="muted">{facts}</p>
            <p role="status">{live(move || studio.covered.with(Option::is_some).then(|| t("cover-done")))}</p>
            <button type="button" class="quiet" disabled=live(move || studio.busy.get()) on:click=upon(draw)>{draw_text}</button>
            <div class="field">
                <label for="chu-thich">{t("photo-caption")}</label>
                <TextBox id="chu-thich" typing=Typing::Line value=studio.caption peek=keep_caption
                    commit=Callback::new(|_| ()) />
            </div>
        </section>
    }
}

/// The bar below the preview. As long as areas are drawn and not covered yet, the picture cannot be kept: nobody should
/// hand on what they meant to hide.
pub(super) fn actions(studio: Studio) -> impl IntoView {
    let open_areas = move || {
        studio.drawing.get() && studio.covered.with(Option::is_none) && !studio.areas.with(Vec::is_empty)
    };
    let main = move |_| if open_areas() { cover(studio) } else { keep(studio) };
    let text = move || match (studio.busy.get(), open_areas()) {
        (true, _) => t("camera-working"),
        (false, true) => with("cover-areas", [("count", studio.areas.with(Vec::len))]),
        (false, false) => t("camera-use"),
    };
    let busy = move || studio.busy.get();
    view! {
        <button type="button" class="button quiet" disabled=busy on:click=upon(move |_| studio.next())>
            <Picture icon=Icon::Undo />{t("camera-again")}
        </button>
        <button type="button" class="button" disabled=busy on:click=upon(main)><Picture icon=Icon::Check />{text}</button>
    }
}

/// Makes the copy in which the areas are covered, and shows it.
fn cover(studio: Studio) {
    let Some(shot) = studio.shot.get_untracked() else { return };
    let areas = studio.areas.get_untracked();
    studio.busy.set(true);
    spawn_local(async move {
        let areas = client_core::cover::in_pixels(&areas, shot.picture.pixels);
        let covered = photo::blur(&shot.picture.bytes, &areas).await.map_err(|failure| failure.text());
        if studio.busy.try_set(false).is_some() {
            return;
        }
        match covered.and_then(|picture| Shot::new(picture, shot.at, shot.position)) {
            Ok(covered) => {
                studio.covered.set(Some(Arc::new(covered)));
                studio.drawing.set(false);
                studio.complaint.set(None);
                focus_soon("anh-vua-chup".to_owned());
            }
            Err(words) => studio.complaint.set(Some(words)),
        }
    });
}

/// Keeps the picture and describes it in the record. If there is no room, it stays on the screen.
fn keep(studio: Studio) {
    let (Some(shot), covered) = (studio.shot.get_untracked(), studio.covered.get_untracked()) else { return };
    studio.busy.set(true);
    spawn_local(async move {
        let kept = keep_files(studio, shot, covered).await;
        if studio.busy.try_set(false).is_some() {
            return;
        }
        match kept {
            Ok(()) => {
                studio.kept.update(|kept| *kept += 1);
                studio.next();
            }
            Err(words) => studio.complaint.set(Some(words)),
        }
    });
}

async fn keep_files(studio: Studio, shot: Arc<Shot>, covered: Option<Arc<Shot>>) -> Result<(), String> {
    let refused =
        |failure: Failure| if failure.kind == Kind::Quota { t("photo-no-room") } else { failure.text() };
    let (book, visit, item) = (studio.desk.book(), studio.visit, studio.item.get_value());
    let caption = nfc(studio.caption.get_untracked().trim());
    // The original stays on this tablet under its own name; the record only says that there is one.
    let redacts = match &covered {
        Some(_) => Some(book.keep_picture(&shot.picture).await.map_err(refused)?),
        None => None,
    };
    let shown = covered.as_ref().unwrap_or(&shot);
    let id = book.keep_picture(&shown.picture).await.map_err(refused)?;
    let photo = Photo {
        id,
        item,
        size: shown.picture.bytes.len() as u64,
        pixels: shown.picture.pixels,
        media_type: JPEG.to_owned(),
        taken_at: shot.at,
        position: shot.position,
        caption,
        redacts,
        removed: false,
    };
    book.describe_picture(visit, photo).map_err(|error| error.text(language()))
}
