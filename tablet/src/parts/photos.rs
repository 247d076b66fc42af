//! Photos of a question: small pictures in a row, and one of them large below, with its caption.

use super::chip::Chip;
use super::icon::{Icon, Picture};
use super::text::{TextBox, Typing};
use crate::book::Book;
use crate::browser::{Failure, Kind, photo};
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, live, upon};
use crate::words::{language, t, with};
use client_core::view::RemovedView;
use inspection::{Edit, Photo, Position};
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::ids::{ItemId, PhotoId, VisitId};
use schemas::text::moment;
use wasm_bindgen::JsCast;

/// The address of a file in memory, for `<img>`. Given back to the browser when it is dropped.
#[derive(Debug)]
pub struct FileUrl(String);

/// Bytes as the browser wants a file. `None` where it cannot make one.
fn file(bytes: &[u8], media_type: &str) -> Option<web_sys::Blob> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

impl FileUrl {
    /// `None` where the browser cannot make one.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        web_sys::Url::create_object_url_with_blob(&file(bytes, media_type)?).ok().map(Self)
    }

    /// For `src`.
    pub fn address(&self) -> String {
        self.0.clone()
    }
}

impl Drop for FileUrl {
    fn drop(&mut self) {
        // Of an address that is not one any more there is nothing to give back.
        let _ = web_sys::Url::revoke_object_url(&self.0);
    }
}

/// What kind of picture it is, the first bytes say; what a browser is told does not matter to it.
const ANY: &str = "image/jpeg";

/// Puts the focus on an element that is just being drawn.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// What there is to see of a picture.
enum Sight {
    Coming,
    Here(FileUrl),
    /// Why not, in words.
    Not(String),
}

/// The photos of a question.
#[component]
pub fn PhotoStrip(
    /// The visit.
    visit: VisitId,
    /// The question.
    item: ItemId,
    /// Its photos as they stand in the record.
    #[prop(into)]
    photos: Signal<Vec<Photo>>,
) -> impl IntoView {
    let desk = Desk::here();
    let open = RwSignal::new(None::<PhotoId>);
    let ids =
        Memo::new(move || photos.with(|photos| photos.iter().map(|photo| photo.id).collect::<Vec<_>>()));
    let heading = format!("anh-{item}");
    view! {
        <section class="photo-part" aria-labelledby=heading.clone()>
            <h3 id=heading.clone() tabindex="-1">{live(move || with("photo-count", [("count", ids.with(Vec::len))]))}</h3>
            <ul class="photos">
                <For each=move || ids.get() key=|id| *id let:id>
                    {small(desk, id, photos, open)}
                </For>
            </ul>
            {live(move || {
                let photo = open.get().and_then(|id| untrack(|| find(photos, id)))?;
                Some(large(desk, visit, photo, photos, open))
            })}
        </section>
    }
}

fn find(photos: Signal<Vec<Photo>>, id: PhotoId) -> Option<Photo> {
    photos.with(|photos| photos.iter().find(|photo| photo.id == id).cloned())
}

fn caption(photos: Signal<Vec<Photo>>, id: PhotoId) -> String {
    find(photos, id).map(|photo| photo.caption).unwrap_or_default()
}

/// A picture in the row.
fn small(
    desk: Desk,
    id: PhotoId,
    photos: Signal<Vec<Photo>>,
    open: RwSignal<Option<PhotoId>>,
) -> impl IntoView {
    let sight = look(desk, id, true);
    let number =
        move || photos.with(|photos| photos.iter().position(|photo| photo.id == id)).unwrap_or_default() + 1;
    let name = move || match caption(photos, id) {
        caption if caption.is_empty() => with("photo-number", [("number", number())]),
        caption => caption,
    };
    let shown = move || open.get() == Some(id);
    let toggle = move |_| {
        open.update(|open| *open = (*open != Some(id)).then_some(id));
    };
    view! {
        <li>
            <button type="button" class="photo" id=format!("anh-nho-{id}") aria-expanded=live(move || shown().to_string())
                aria-controls="anh-lon" on:click=upon(toggle)>
                {live(move || picture(sight, String::new()))}
                <span class="caption">{name}</span>
                {live(move || sent(desk, id))}
                {untrack(|| find(photos, id)).and_then(redacted)}
            </button>
        </li>
    }
}

/// Whether the server has it.
fn sent(desk: Desk, id: PhotoId) -> AnyView {
    match desk.read(|session| session.photos().get(&id).map(|file| file.receipt.is_some())) {
        Some(true) => view! { <Chip class="passed" text=t("photo-sent") /> }.into_any(),
        Some(false) => view! { <Chip class="waiting" text=t("photo-unsent") /> }.into_any(),
        None => view! { <Chip class="waiting" text=t("photo-elsewhere") /> }.into_any(),
    }
}

/// Says that something in it is covered.
fn redacted(photo: Photo) -> Option<impl IntoView> {
    photo.redacts.map(|_| view! { <Chip class="observation" text=t("photo-redacted") /> })
}

fn picture(sight: RwSignal<Sight>, alt: String) -> AnyView {
    sight.with(|sight| match sight {
        Sight::Coming => view! { <span class="photo-kept" aria-hidden="true"></span> }.into_any(),
        Sight::Here(url) => view! { <img src=url.address() alt=alt decoding="async" /> }.into_any(),
        Sight::Not(why) => view! { <span class="photo-kept">{why.clone()}</span> }.into_any(),
    })
}

/// One photo large, as a part of the page.
fn large(
    desk: Desk,
    visit: VisitId,
    photo: Photo,
    photos: Signal<Vec<Photo>>,
    open: RwSignal<Option<PhotoId>>,
) -> impl IntoView {
    let id = photo.id;
    let sight = look(desk, id, false);
    let alt =
        move || Some(caption(photos, id)).filter(|text| !text.is_empty()).unwrap_or_else(|| t("photo-large"));
    let facts = [photo.taken_at.map(|at| moment(at, language())), Some(place(photo.position))];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let label = redacted(photo.clone());
    let complaint = RwSignal::new(None::<String>);
    let write = Callback::new(move |text: String| {
        // A photo that was struck out meanwhile is not put back by its caption.
        let Some(photo) = untrack(|| find(photos, id)) else { return };
        let caption = schemas::text::nfc(text.trim());
        let written = desk.edit(visit, Edit::Photo(Photo { caption, ..photo }));
        // The screen may be closing.
        let _ = complaint.try_set(written.err().map(|error| error.text(language())));
    });
    let close = move |_| {
        open.set(None);
        focus_soon(format!("anh-nho-{id}"));
    };
    let heading = format!("anh-{}", photo.item);
    let remove = move |_| {
        let Some(photo) = untrack(|| find(photos, id)) else { return };
        match desk.edit(visit, Edit::Photo(Photo { removed: true, ..photo })) {
            Ok(()) => {
                open.set(None);
                focus_soon(heading.clone());
            }
            Err(error) => complaint.set(Some(error.text(language()))),
        }
    };
    focus_soon("anh-lon-ten".to_owned());
    view! {
        <section class="photo-large" id="anh-lon" aria-labelledby="anh-lon-ten">
            <h4 id="anh-lon-ten" tabindex="-1">{t("photo-large")}</h4>
            <div class="viewer">{live(move || picture(sight, alt()))}</div>
            <p class="muted">{facts} " " {label}</p>
            <div class="field">
                <label for="anh-lon-chu-thich">{t("photo-caption")}</label>
                <TextBox id="anh-lon-chu-thich" typing=Typing::Line commit=write
                    value=Signal::derive(move || caption(photos, id)) />
                <p class="complaint" role="alert">{live(move || complaint.get())}</p>
            </div>
            <button type="button" class="quiet" on:click=upon(close)><Picture icon=Icon::Cross />{t("photo-close")}</button>
            <button type="button" class="quiet" on:click=upon(remove) disabled=!desk.writable>{t("photo-remove")}</button>
        </section>
    }
}

/// Photos that were struck out: who did it and when, and a way back for each.
pub fn removed_photos(visit: VisitId, removed: Memo<Vec<RemovedView>>) -> impl IntoView {
    let desk = Desk::here();
    let back = move |photo: Photo| {
        // What stood there once is always allowed; only a store in trouble shows, in the banner.
        let _ = desk.edit(visit, Edit::Photo(Photo { removed: false, ..photo }));
    };
    let line = move |RemovedView { photo, by, at }: RemovedView| {
        let name = by.name.unwrap_or_else(|| t("somebody"));
        let time = crate::screens::today::moment(at as f64 * 1000.0);
        let caption = Some(photo.caption.clone()).filter(|caption| !caption.is_empty());
        let caption = caption.unwrap_or_else(|| t("photo-nameless"));
        let back_named = with("row-bring-back-named", [("name", caption.clone())]);
        view! {
            <li class="row-card">
                <span><s class="label">{caption}</s> " " {with("photo-removed-by", [("name", name), ("time", time)])}</span>
                <button type="button" class="quiet" aria-label=back_named disabled=!desk.writable
                    on:click=upon(move |_| back(photo.clone()))>
                    <Picture icon=Icon::Undo />{t("row-bring-back")}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !removed.with(Vec::is_empty)>
            <details class="struck-out">
                <summary>{live(move || with("photos-removed", [("count", removed.with(Vec::len))]))}</summary>
                <ul class="cards">{live(move || removed.get().into_iter().map(line).collect_view())}</ul>
            </details>
        </Show>
    }
}

/// Where a photo was taken, or honestly that nobody knows.
fn place(position: Option<Position>) -> String {
    let Some(position) = position else { return t("place-unknown") };
    let at = format!("{:.5}; {:.5}", position.latitude, position.longitude);
    match position.accuracy {
        Some(metres) => with("place-at", [("at", at), ("metres", format!("{metres:.0}"))]),
        None => at,
    }
}

/// Fetches a picture, for as long as the part of the screen stands that shows it.
fn look(desk: Desk, id: PhotoId, small: bool) -> RwSignal<Sight> {
    let sight = RwSignal::new(Sight::Coming);
    let book = desk.book();
    spawn_local(async move {
        let found = fetch(&book, &id.to_string(), small).await;
        let found = found.and_then(|bytes| FileUrl::new(&bytes, ANY).ok_or_else(|| t("photo-unseen")));
        // If nobody looks any more, it is dropped here, and the address is given back.
        let _ = sight.try_set(found.map_or_else(Sight::Not, Sight::Here));
    });
    sight
}

/// A picture's bytes, or in words why there are none.
async fn fetch(book: &Book, id: &str, small: bool) -> Result<Vec<u8>, String> {
    let words =
        |failure: Failure| if failure.kind == Kind::Missing { t("photo-not-here") } else { failure.text() };
    let store = book.store().ok_or_else(|| t("photo-other-tab"))?;
    if !small {
        return store.photo(id).await.map_err(words);
    }
    if let Ok(thumb) = store.thumb(id).await {
        return Ok(thumb);
    }
    // It came from a colleague without a small picture: made here, once.
    let whole = store.photo(id).await.map_err(words)?;
    let whole = file(&whole, ANY).ok_or_else(|| t("photo-unseen"))?;
    let thumb = photo::prepare(&whole).await.map_err(words)?.thumb;
    let _ = store.put_thumb(id, &thumb).await;
    Ok(thumb)
}
