//! Publishing a province at once, by the button of the page.

use super::Visitor;
use std::thread;
use std::time::{Duration, Instant};
use tests::Result;

/// Longest that is waited for.
const LONGEST: Duration = Duration::from_secs(120);

/// Publishes everything that the page offers, which must be `number` visits; gives the seconds until the last one is
/// published.
pub(super) fn all_at_once(visitor: &Visitor, path: &str, number: usize) -> Result<f64> {
    let page = visitor.page(path)?;
    let values = |name: &str| -> Vec<String> {
        let begin = format!("name=\"{name}\" value=\"");
        let fields = page.split(&begin).skip(1);
        fields.filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
    };
    let chosen = values("chon");
    if chosen.len() != number {
        return Err(format!("{path}: {} visits may be published, not {number}", chosen.len()));
    }
    let csrf = values("csrf").into_iter().next().ok_or("the page has no token")?;
    let chosen: Vec<String> = chosen.iter().map(|one| format!("&chon={one}")).collect();
    let begun = Instant::now();
    visitor.post(path, &format!("csrf={csrf}&symbol={}", chosen.concat()))?;
    // The page shows how far the job is; when it is over, it does not update itself any more.
    while visitor.page(path)?.contains("data-stream") {
        if begun.elapsed() > LONGEST {
            return Err(format!("{path}: not over after {} s", LONGEST.as_secs()));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(begun.elapsed().as_secs_f64())
}
