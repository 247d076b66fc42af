//! How somebody is written to: changed by themselves on their own page, or their address by whoever manages people.

use super::own::{OwnPage, own};
use super::{Protected, Session};
use crate::config::Config;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::mail::{self as kept, Wishes};
use crate::store::{self, Store, Tx};
use crate::{clock, mail};
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::PersonId;
use schemas::text::Language;
use schemas::wire::Millis;
use serde_json::json;

/// Changes how a person is written to, and writes that down.
pub(super) fn keep(
    tx: &Tx,
    person: &PersonId,
    after: &Wishes,
    by: &By,
    now: Millis,
) -> Result<(), store::Error> {
    let before = kept::wishes(tx, person)?;
    if before == *after {
        return Ok(());
    }
    kept::set_wishes(tx, person, after)?;
    audit::append(tx, now, by, Deed::new("letters-changed", person).before(json!(before)).after(json!(after)))
}

/// An address that was typed; nothing typed: none. Fails where it is no address.
pub(super) fn typed(email: &str) -> Result<Option<String>, &'static str> {
    match email.trim() {
        "" => Ok(None),
        email => mail::address(email).map(Some).ok_or("mail-address-wrong"),
    }
}

#[derive(FromForm)]
pub(super) struct Letters {
    email: String,
    language: String,
    wanted: Option<String>,
}

/// Whoever is logged in, for themselves.
#[rocket::post("/tai-khoan/thu", data = "<form>")]
pub(super) async fn change(
    session: Session,
    form: Protected<Letters>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
) -> Result<Result<Redirect, (Status, OwnPage)>, Problem> {
    let Letters { email, language, wanted } = form.0;
    let language = if language == "en" { Language::En } else { Language::Vi };
    let wishes = |email| Wishes { email, language, off: wanted.is_none() };
    match typed(&email) {
        Ok(email) => {
            let (person, by, wishes) = (session.person.clone(), session.by(), wishes(email));
            store.write(move |tx| keep(tx, &person, &wishes, &by, clock::now())).await?;
            Ok(Ok(Redirect::to("/tai-khoan?bao=thu#letters")))
        }
        Err(key) => {
            let page = own(&session, locale, store, config, (Some(locale.t(key)), None)).await?;
            Ok(Err((Status::UnprocessableEntity, page.with_letters(wishes(Some(email))))))
        }
    }
}
