//! What units were told to mend, and how far they are.

use super::timeline::Line;
use super::words;
use crate::accounts::Reviews;
use crate::clock;
use crate::locale::Locale;
use crate::page::{Frame, Pager};
use crate::problem::Problem;
use crate::store::Store;
use crate::store::recommendation::{self, Which};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::review::Lateness;

/// Recommendations on one page.
const PAGE: u64 = 50;

/// A choice of the filter.
struct Tab {
    name: &'static str,
    label: String,
    current: bool,
}

const FILTERS: [(&str, Which); 7] = [
    ("cho-xu-ly", Which::Waiting),
    ("qua-han", Which::Late(Lateness::Overdue)),
    ("den-han", Which::Late(Lateness::Due)),
    ("sap-den-han", Which::Late(Lateness::Soon)),
    ("dang-khac-phuc", Which::WithUnit),
    ("da-xong", Which::Over),
    ("tat-ca", Which::All),
];

/// The list.
#[derive(Template, WebTemplate)]
#[template(path = "findings/remediation_list.html")]
pub(super) struct RemediationListPage {
    frame: Frame,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    pager: Pager,
}

/// Whoever reviews; recommendations to units of their organisations. `loc`: which.
#[rocket::get("/khac-phuc?<loc>&<trang>")]
pub(super) async fn list(
    loc: Option<&str>,
    trang: Option<u64>,
    user: Reviews,
    locale: Locale,
    store: &State<Store>,
) -> Result<RemediationListPage, Problem> {
    let chosen = FILTERS.into_iter().find(|(name, _)| Some(*name) == loc).unwrap_or(FILTERS[0]);
    let (scope, number, today) = (user.scope(), trang.unwrap_or(1), clock::day(clock::now()));
    let offset = Pager::offset(number, PAGE);
    let (found, all) = store
        .read(move |reader| recommendation::list(reader, &scope, chosen.1, today, (offset, PAGE)))
        .await?;
    let label = |name: &str, which: Which| match which {
        Which::Late(late) => words::lateness(late, locale),
        _ => locale.t(&format!("remediation-filter-{name}")),
    };
    let tabs = FILTERS.into_iter().map(|(name, which)| Tab {
        name,
        label: label(name, which),
        current: name == chosen.0,
    });
    Ok(RemediationListPage {
        frame: user.frame(locale).at("remediation"),
        tabs: tabs.collect(),
        lines: found.iter().map(|kept| Line::of(kept, today, locale)).collect(),
        pager: Pager::new(number, PAGE, all, &[("loc", chosen.0)], locale),
    })
}
