//! A published report: as it was published, with the recommendations that it made.

use super::timeline::Line;
use crate::accounts::OfficeReader;
use crate::clock;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::reports::material;
use crate::reports::sheet::Sheet;
use crate::store::{Store, person, publication, recommendation};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::text::date;

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "findings/published.html")]
pub(super) struct PublishedPage {
    frame: Frame,
    sheet: Sheet,
    no: i64,
    symbol: String,
    day: String,
    who: String,
    corrects: Option<i64>,
    corrected_by: Option<i64>,
    lines: Vec<Line>,
    praise: Vec<(String, String, String)>,
    done: Option<String>,
}

/// Whoever may see the office's pages; reports on units of their organisations.
#[rocket::get("/cong-bo/<no>?<bao>")]
pub(super) async fn page(
    no: i64,
    bao: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &State<Store>,
) -> Result<PublishedPage, Problem> {
    let (scope, frame, today) = (user.scope(), user.frame(locale), clock::day(clock::now()));
    let done = bao.filter(|name| *name == "da-cong-bo").map(|_| locale.t("publish-done"));
    store
        .read(move |reader| {
            let published = publication::get(reader, &scope, no)?.ok_or(Problem::NotFound)?;
            let report = material::published(reader, &scope, &published, locale)?.ok_or(Problem::NotFound)?;
            let made = recommendation::of_visit(reader, &published.visit)?.into_iter();
            let made = made.filter(|kept| kept.publication <= no);
            let who = person::named(reader, &published.who)?.map(|person| person.name);
            let label = |item: &schemas::ids::ItemId| {
                let items = report.sections.iter().flat_map(|section| &section.items);
                items.into_iter().find(|known| known.id == *item).map(|known| known.label.clone())
            };
            let praise = published
                .praise
                .iter()
                .map(|(item, text)| (item.to_string(), label(item).unwrap_or_default(), text.clone()));
            Ok::<_, Problem>(PublishedPage {
                frame: frame.at("review"),
                no,
                symbol: published.symbol.clone(),
                day: date(published.day, locale.0),
                who: who.unwrap_or_else(|| published.who.to_string()),
                corrects: published.corrects,
                corrected_by: publication::correction_of(reader, no)?,
                lines: made.map(|kept| Line::of(&kept, today, locale)).collect(),
                praise: praise.collect(),
                sheet: Sheet::new(report, locale, false),
                done,
            })
        })
        .await
}
