use super::top::state_words;
use crate::accounts::{OfficeReader, Right};
use crate::clock;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::start::Steps;
use crate::store::{self, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::CampaignId;
use schemas::text::date;

struct Row {
    id: CampaignId,
    /// Nothing has been carried out yet: the plan is all there is to see.
    draft: bool,
    title: String,
    body: String,
    plan: String,
    period: String,
    state: String,
    state_class: &'static str,
    visits: u64,
    complete: u64,
    signed: u64,
}

/// The start page.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/list.html")]
pub(super) struct CampaignsPage {
    frame: Frame,
    rows: Vec<Row>,
    manages: bool,
    /// What is still to be set up, for who can.
    steps: Option<Steps>,
}

/// Whoever may see the office's pages.
#[rocket::get("/")]
pub(super) async fn campaigns(
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<CampaignsPage, Problem> {
    let (scope, person, today) = (user.scope(), user.person.clone(), clock::day(clock::now()));
    let sets_up = user.session().scope(Right::ManagePeople).is_some_and(|scope| scope.is_everything());
    let (with_visits, steps) = store
        .read(move |reader| {
            let with_visits = |campaign: store::campaign::Campaign| {
                let visits = store::visit::count(reader, &scope, &campaign.id)?;
                let progress = store::assessment::progress(reader, &scope, &campaign.id)?;
                Ok::<_, Problem>((campaign, visits, progress))
            };
            let steps = if sets_up { Some(Steps::read(reader, &person, today)?) } else { None };
            let campaigns = store::campaign::list(reader, &scope)?.into_iter().map(with_visits);
            Ok::<_, Problem>((campaigns.collect::<Result<Vec<_>, _>>()?, steps))
        })
        .await?;
    let day = |day| date(day, locale.0);
    let row = |(campaign, visits, (complete, signed)): (store::campaign::Campaign, u64, (u64, u64))| Row {
        plan: locale
            .t_args("campaign-plan", [("number", campaign.plan_number), ("date", day(campaign.plan_date))]),
        state: state_words(campaign.state, locale).0,
        state_class: state_words(campaign.state, locale).1,
        complete,
        signed,
        period: locale.t_args(
            "campaign-period",
            [("from", day(campaign.period_from)), ("to", day(campaign.period_to))],
        ),
        draft: matches!(campaign.state, super::State::Draft(_)),
        id: campaign.id,
        title: campaign.title,
        body: campaign.issuing_body,
        visits,
    };
    Ok(CampaignsPage {
        frame: user.frame(locale).at("campaigns"),
        manages: user.session().scope(Right::ManagePlans).is_some(),
        rows: with_visits.into_iter().map(row).collect(),
        steps: steps.filter(|steps| steps.next().is_some()),
    })
}
