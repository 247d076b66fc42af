//! All recommendations of a unit, what is due next first.

use crate::accounts::AnswersFindings;
use crate::clock;
use crate::findings::timeline::Line;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::recommendation::{self, Kept, Which};
use crate::store::{Store, organisation};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::text::date;

/// More than any unit ever had.
const ALL: u64 = 1000;

/// A recommendation, and whose it was before.
struct Entry {
    line: Line,
    /// The unit that it was made to, where that is no longer there.
    inherited: bool,
}

/// The list.
#[derive(Template, WebTemplate)]
#[template(path = "portal/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    /// The next that has to be mended.
    next: Option<Line>,
    open: Vec<Entry>,
    waiting: Vec<Entry>,
    over: Vec<Entry>,
    today: String,
    /// For paper: everything at once.
    prints: bool,
}

fn entries(all: Vec<(Kept, bool)>, locale: Locale, today: chrono::NaiveDate) -> Vec<Entry> {
    let entry = |(kept, inherited): (Kept, bool)| Entry { line: Line::of(&kept, today, locale), inherited };
    all.into_iter().map(entry).collect()
}

async fn show(
    user: AnswersFindings,
    locale: Locale,
    store: &Store,
    prints: bool,
) -> Result<ListPage, Problem> {
    let (scope, today) = (user.scope(), clock::day(clock::now()));
    let found = store
        .read(move |reader| {
            let (found, _) = recommendation::list(reader, &scope, Which::All, today, (0, ALL))?;
            let mut all = Vec::new();
            for kept in found {
                let inherited = match &kept.organisation {
                    Some(id) => organisation::is_over(reader, id, today)?,
                    None => false,
                };
                all.push((kept, inherited));
            }
            Ok::<_, Problem>(all)
        })
        .await?;
    let (open, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|(kept, _)| kept.state.is_with_unit());
    let (over, waiting): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(kept, _)| kept.state.is_over());
    Ok(ListPage {
        frame: user.frame(locale).at("portal"),
        next: open.first().map(|(kept, _)| Line::of(kept, today, locale)),
        open: entries(open, locale, today),
        waiting: entries(waiting, locale, today),
        over: entries(over, locale, today),
        today: date(today, locale.0),
        prints,
    })
}

/// Whoever answers findings; those of their units.
#[rocket::get("/kien-nghi")]
pub(super) async fn list(
    user: AnswersFindings,
    locale: Locale,
    store: &State<Store>,
) -> Result<ListPage, Problem> {
    show(user, locale, store, false).await
}

/// Whoever answers findings: the same list for paper.
#[rocket::get("/kien-nghi/in", rank = 1)]
pub(super) async fn print(
    user: AnswersFindings,
    locale: Locale,
    store: &State<Store>,
) -> Result<ListPage, Problem> {
    show(user, locale, store, true).await
}
