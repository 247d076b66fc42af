use super::html::{OverviewPage, ReportPage};
use crate::accounts::OfficeReader;
use crate::http::Id;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::Store;
use chrono::NaiveDate;
use rocket::response::content::RawJson;
use rocket::{Responder, State};
use schemas::ids::{CampaignId, UnitCode};

impl From<super::Error> for Problem {
    fn from(error: super::Error) -> Self {
        match error {
            super::Error::Store(error) => error.into(),
            other => Problem::internal(other),
        }
    }
}

/// The same content as a page or, with `?format=json`, as data.
#[derive(Responder)]
pub(super) enum Shown<P> {
    Page(P),
    Data(RawJson<String>),
}

fn data<P>(value: &impl serde::Serialize) -> Result<Shown<P>, Problem> {
    serde_json::to_string(value).map(|json| Shown::Data(RawJson(json))).map_err(Problem::internal)
}

/// Whoever may see the office's pages. `tim`: part of a unit's name.
#[rocket::get("/dot-kiem-tra/<campaign>?<tim>&<trang>&<format>")]
pub(super) async fn campaign(
    campaign: Option<Id<CampaignId>>,
    tim: Option<&str>,
    trang: Option<u64>,
    format: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<Shown<OverviewPage>, Problem> {
    // A name that cannot be an id is like one that does not exist.
    let campaign = campaign.ok_or(Problem::NotFound)?;
    let scope = user.scope();
    let found = store
        .read(move |reader| Ok::<_, Problem>(super::of_campaign(reader, &scope, &campaign.0, locale)?))
        .await?
        .ok_or(Problem::NotFound)?;
    match format {
        Some("json") => data(&found),
        _ => {
            let (query, number) = (tim.unwrap_or_default().trim(), trang.unwrap_or(1));
            Ok(Shown::Page(OverviewPage::part(found, user.frame(locale), query, number)))
        }
    }
}

/// Whoever may see the office's pages. `ngay`: the day of the visit, where a unit has several.
#[rocket::get("/dot-kiem-tra/<campaign>/<unit>?<ngay>&<format>")]
pub(super) async fn unit(
    campaign: Option<Id<CampaignId>>,
    unit: Option<Id<UnitCode>>,
    ngay: Option<&str>,
    format: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<Shown<ReportPage>, Problem> {
    let (Some(campaign), Some(unit)) = (campaign, unit) else { return Err(Problem::NotFound) };
    let date: Option<NaiveDate> = match ngay {
        Some(text) => Some(text.parse().map_err(|_| Problem::NotFound)?),
        None => None,
    };
    let scope = user.scope();
    let found = store
        .read(move |reader| {
            Ok::<_, Problem>(super::of_unit(reader, &scope, &campaign.0, &unit.0, date, locale)?)
        })
        .await?
        .ok_or(Problem::NotFound)?;
    match format {
        Some("json") => data(&found),
        _ => Ok(Shown::Page(ReportPage::new(found, user.frame(locale)))),
    }
}
