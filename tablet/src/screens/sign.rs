//! Summary and signing. What is read aloud stands first, then what is left open, then who has signed, then signing.

mod signatures;
mod summary;

use crate::book::{Book, Picture as Kept};
use crate::desk::Desk;
use crate::live::{Memo, RwSignal, Show, live, upon};
use crate::parts::frame::{BottomBar, TopBar};
use crate::parts::icon::{Icon, Picture};
use crate::parts::signature_pad::{Drawing as Pad, PIXELS, SignaturePad};
use crate::words::{language, name_of, t, with};
use client_core::route::Route;
use inspection::{Drawing, SignerRole};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use schemas::ids::VisitId;
use schemas::text::nfc;
use schemas::wire::TeamRole;
use signatures::signatures;
use summary::read_aloud;

const ROLES: [SignerRole; 4] =
    [SignerRole::Leader, SignerRole::Secretary, SignerRole::Member, SignerRole::Unit];

/// As what somebody signs, in words.
fn role_name(role: SignerRole) -> String {
    t(&format!("role-{}", name_of(&role)))
}

/// Summary and signing.
#[component]
pub fn Sign(
    /// The visit.
    visit: VisitId,
) -> impl IntoView {
    let desk = Desk::here();
    let summary = Memo::new(move || desk.read(|session| session.summary(&visit).ok()));
    let unit = desk
        .book()
        .read(|session| session.planned(&visit).map(|planned| planned.unit_name.clone()).unwrap_or_default());
    view! {
        <TopBar title=t("sign") place=unit />
        <main class="screen sign-screen">
            {live(move || match summary.get() {
                Some(summary) => read_aloud(visit, summary).into_any(),
                None => view! { <p class="empty">{t("template-missing-long")}</p> }.into_any(),
            })}
            {signatures(visit)}
            <Show when=move || desk.writable && summary.with(Option::is_some)>
                <SignNow visit=visit />
            </Show>
        </main>
        <BottomBar>
            <a class="button quiet" href=Route::Visit(visit).to_string()><Picture icon=Icon::Back />{t("close-back")}</a>
            <a class="button quiet" href=Route::Opinion(visit).to_string()>{t("opinion")}</a>
        </BottomBar>
    }
}

/// One more signature.
#[component]
fn SignNow(visit: VisitId) -> impl IntoView {
    let desk = Desk::here();
    let role = RwSignal::new(None::<SignerRole>);
    let name = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    let pad = Pad::new();
    let (busy, complaint, done) =
        (RwSignal::new(false), RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let suggest = move |chosen: SignerRole| {
        role.set(Some(chosen));
        complaint.set(None);
        let suggested = desk.book().read(|session| suggested(session, visit, chosen)).unwrap_or_default();
        // Only over an empty field or an earlier suggestion; what a person typed stays.
        if let Some(field) = field.get_untracked() {
            field.set_value(&suggested);
        }
        name.set(suggested);
    };
    let typed = move |text: String| {
        name.set(text);
        complaint.set(None);
    };
    let sign = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let signer = nfc(&name.get_untracked());
        let (Some(chosen), false) = (role.get_untracked(), signer.is_empty()) else {
            complaint.set(Some(t("sign-name-first")));
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        complaint.set(None);
        done.set(None);
        let (book, drawn) = (desk.book(), pad.png());
        spawn_local(async move {
            let signed = write(&book, visit, chosen, signer.clone(), drawn).await;
            let _ = busy.try_set(false);
            match signed {
                Ok(()) => {
                    let said = with("sign-done", [("name", signer), ("role", role_name(chosen))]);
                    if done.try_set(Some(said)).is_none() {
                        // The next person begins with an empty form.
                        role.set(None);
                        name.set(String::new());
                        pad.clear();
                        if let Some(field) = field.get_untracked() {
                            field.set_value("");
                        }
                    }
                }
                Err(words) => drop(complaint.try_set(Some(words))),
            }
        });
    };
    let one = move |mine: SignerRole| {
        view! {
            <label class="choice">
                <input type="radio" name="tu-cach" prop:checked=live(move || role.get() == Some(mine))
                    on:change=upon(move |_| suggest(mine)) />
                <span>{role_name(mine)}</span>
            </label>
        }
    };
    view! {
        <section class="sign-now" aria-labelledby="ky-bien-ban">
            <h2 id="ky-bien-ban">{t("sign-now")}</h2>
            <form on:submit=upon(sign)>
                <fieldset class="choices"><legend>{t("sign-as")}</legend>{ROLES.map(one).collect_view()}</fieldset>
                <div class="field">
                    <label for="nguoi-ky">{t("sign-name")}</label>
                    <input class="text-box" id="nguoi-ky" type="text" autocomplete="off" maxlength="120" node_ref=field
                        aria-describedby="nguoi-ky-loi" on:input=upon(move |event| typed(event_target_value(&event))) />
                </div>
                <fieldset class="drawing">
                    <legend>{t("sign-draw")}</legend>
                    <SignaturePad drawing=pad />
                    <p class="hint">{t("sign-draw-about")}</p>
                </fieldset>
                <p class="complaint" id="nguoi-ky-loi" role="alert">{live(move || complaint.get())}</p>
                <button type="submit" class="main" disabled=live(move || busy.get())>
                    <Picture icon=Icon::Pen />
                    {live(move || if pad.is_empty() { t("sign-write-undrawn") } else { t("sign-write") })}
                </button>
            </form>
            <p class="settled" role="status">{live(move || done.get())}</p>
        </section>
    }
}

/// Keeps the picture, then signs: the signature never names a picture that is not there.
async fn write(
    book: &Book,
    visit: VisitId,
    role: SignerRole,
    name: String,
    drawn: Option<Vec<u8>>,
) -> Result<(), String> {
    let drawing = match drawn {
        None => None,
        Some(bytes) => {
            let picture = Kept { bytes, pixels: PIXELS, thumb: Vec::new() };
            let id = book.keep_picture(&picture).await.map_err(|failure| failure.text())?;
            let size = picture.bytes.len() as u64;
            Some(Drawing { id, size, media_type: "image/png".to_owned() })
        }
    };
    book.sign(visit, role, name, drawing).map_err(|error| error.text(language()))
}

/// Whose name it probably is: the team's only person in that part. Of the unit nobody is known.
fn suggested(session: &client_core::Session, visit: VisitId, role: SignerRole) -> Option<String> {
    let wanted = match role {
        SignerRole::Leader => TeamRole::Leader,
        SignerRole::Secretary => TeamRole::Secretary,
        SignerRole::Member => TeamRole::Member,
        SignerRole::Unit => return None,
    };
    let team = &session.planned(&visit).ok()?.team;
    let mut fitting = team.iter().filter(|member| member.role == wanted);
    let own = session.identity().map(|identity| &identity.person);
    let mine = fitting.clone().find(|member| Some(&member.person) == own);
    match (mine, fitting.next(), fitting.next()) {
        (Some(member), ..) | (None, Some(member), None) => Some(member.name.clone()),
        _ => None,
    }
}
