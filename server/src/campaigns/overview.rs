use crate::accounts::OfficeReader;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{self, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::CampaignId;
use schemas::text::date;

struct Row {
    id: CampaignId,
    title: String,
    body: String,
    plan: String,
    period: String,
    visits: usize,
}

/// The start page.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/list.html")]
pub(super) struct CampaignsPage {
    frame: Frame,
    rows: Vec<Row>,
}

/// Whoever may see the office's pages.
#[rocket::get("/")]
pub(super) async fn campaigns(
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<CampaignsPage, Problem> {
    let with_visits = store
        .read(|reader| {
            let with_visits = |campaign: store::campaign::Campaign| {
                let visits = store::visit::of_campaign(reader, &campaign.id)?;
                let planned = visits.iter().filter(|visit| visit.cancelled_at.is_none()).count();
                Ok::<_, Problem>((campaign, planned))
            };
            store::campaign::list(reader)?.into_iter().map(with_visits).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let day = |day| date(day, locale.0);
    let row = |(campaign, visits): (store::campaign::Campaign, usize)| Row {
        plan: locale
            .t_args("campaign-plan", [("number", campaign.plan_number), ("date", day(campaign.plan_date))]),
        period: locale.t_args(
            "campaign-period",
            [("from", day(campaign.period_from)), ("to", day(campaign.period_to))],
        ),
        id: campaign.id,
        title: campaign.title,
        body: campaign.issuing_body,
        visits,
    };
    Ok(CampaignsPage { frame: user.frame(locale), rows: with_visits.into_iter().map(row).collect() })
}
