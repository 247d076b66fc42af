//! The signatures that stand under the minutes.

use super::role_name;
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, live};
use crate::parts::chip::Chip;
use crate::parts::icon::{Icon, Picture};
use crate::parts::photos::FileUrl;
use crate::screens::today::moment;
use crate::words::{t, with};
use client_core::view::SignatureView;
use inspection::Drawing;
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::ids::VisitId;

/// Who has signed, whether it fits, and whether something was written since.
pub(super) fn signatures(visit: VisitId) -> impl IntoView {
    let desk = Desk::here();
    let all = Memo::new(move || {
        desk.read(|session| session.visit_view(&visit).map(|view| view.signatures).unwrap_or_default())
    });
    view! {
        <section class="signatures" aria-labelledby="chu-ky">
            <h2 id="chu-ky">{t("signatures")}</h2>
            <Show when=move || all.with(Vec::is_empty)><p class="empty">{t("signatures-none")}</p></Show>
            <Show when=move || !all.with(Vec::is_empty)>
                <p class="banner" role="note"><Picture icon=Icon::Pen />{t("sign-amendment")}</p>
            </Show>
            <ul class="cards">
                <For each=move || all.get() key=|one| (one.signature.signature.clone(), one.valid, one.amended) let:one>
                    {self::one(one)}
                </For>
            </ul>
        </section>
    }
}

fn one(one: SignatureView) -> impl IntoView {
    let SignatureView { signature, valid, amended } = one;
    let validity = match valid {
        true => view! { <Chip class="passed" text=t("signature-valid") /> },
        false => view! { <Chip class="critical" text=t("signature-invalid") /> },
    };
    let since = match amended {
        true => view! { <Chip class="major" text=t("signature-amended") /> },
        false => view! { <Chip class="passed" text=t("signature-unchanged") /> },
    };
    let name = signature.name.clone();
    view! {
        <li class="signature">
            <strong>{signature.name}</strong> " · " <span>{role_name(signature.role)}</span> " · "
            <span class="muted number">{moment(signature.at as f64 * 1000.0)}</span>
            {signature.drawing.map(|drawing| drawn(drawing, name))}
            <p>{validity} " " {since}</p>
        </li>
    }
}

/// The picture, once it is read. Drawn on another tablet it may not be here; then there are only the words.
fn drawn(drawing: Drawing, name: String) -> impl IntoView {
    let desk = Desk::here();
    let url = RwSignal::new(None::<FileUrl>);
    let book = desk.book();
    spawn_local(async move {
        let Some(store) = book.store() else { return };
        if let Ok(bytes) = store.photo(&drawing.id.to_string()).await {
            let _ = url.try_set(FileUrl::new(&bytes, &drawing.media_type));
        }
    });
    let alt = with("signature-picture-of", [("name", name)]);
    view! {
        <figure class="signature-picture">
            {live(move || url.with(|url| url.as_ref().map(FileUrl::address)).map(|address| view! {
                <img src=address alt=alt.clone() />
            }))}
            <figcaption class="muted">{t("signature-picture")}</figcaption>
        </figure>
    }
}
