//! Looking at a screen as its users will: pictures in both ways to hold a tablet, and axe-core
//! (<https://github.com/dequelabs/axe-core>) for what keeps people with a handicap from using it.

use crate::browser::Browser;
use crate::{Result, program};
use serde_json::json;

/// A tablet held upright, and lying: CSS pixels.
const SIZES: [(&str, u32, u32); 2] = [("upright", 800, 1280), ("wide", 1280, 800)];
/// A phone held upright.
const PHONE: (&str, u32, u32) = ("phone", 390, 844);
/// WCAG 2.2 AA.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

/// Two frames, and the end of what moves: only what stands still is judged. Some things never stand still.
const STILL: &str = "Promise.race([
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
        .then(() => Promise.allSettled(document.getAnimations().map(one => one.finished))),
    new Promise(done => setTimeout(done, 400)),
]).then(() => true)";

/// Takes a picture of the whole page in both sizes, as `screenshots/NAME-*.png` beside the programs, and lets axe-core
/// search it. What it finds is the error.
pub fn look(browser: &mut Browser, name: &str) -> Result {
    look_in(browser, name, &SIZES)
}

/// The same as a phone shows it, where nothing may be wider than the screen.
pub fn look_on_phone(browser: &mut Browser, name: &str) -> Result {
    look_in(browser, name, &[PHONE])
}

fn look_in(browser: &mut Browser, name: &str, sizes: &[(&str, u32, u32)]) -> Result {
    let folder = program("sokiemtra")?.with_file_name("screenshots");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = String::new();
    for &(size, width, height) in sizes {
        // As high as the page: a bar that stays at the bottom of the screen then covers nothing.
        set_size(browser, width, height)?;
        let whole = browser.evaluate("document.documentElement.scrollHeight")?.as_u64().unwrap_or_default();
        set_size(browser, width, height.max(u32::try_from(whole).unwrap_or(height)))?;
        browser.evaluate(STILL)?;
        browser.screenshot(&folder.join(format!("{name}-{size}.png")))?;
        if (size, width, height) == PHONE && browser.sees("document.documentElement.scrollWidth > innerWidth")
        {
            found += &format!("{name}, {size}: the page is wider than the screen\n");
        }
        for violation in violations(browser)? {
            found += &format!("{name}, {size}: {violation}\n");
        }
    }
    browser.call("Emulation.clearDeviceMetricsOverride", json!({}))?;
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn set_size(browser: &mut Browser, width: u32, height: u32) -> Result {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.call("Emulation.setDeviceMetricsOverride", size).map(drop)
}

fn violations(browser: &mut Browser) -> Result<Vec<String>> {
    if browser.evaluate("typeof window.axe")? != "object" {
        browser.evaluate(&axe()?)?;
    }
    let run = format!(
        "axe.run(document, {{ runOnly: {RULES}, resultTypes: ['violations'] }}).then(all => all.violations.map(rule =>
            rule.id + ': ' + rule.help + ' (' + rule.nodes.length + '): ' + rule.nodes[0].html.slice(0, 200) + ' – '
            + rule.nodes[0].failureSummary))"
    );
    let found = browser.evaluate(&run)?;
    let found = found.as_array().ok_or("axe-core gave no answer")?;
    Ok(found.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect())
}

/// The checker's source, which `cargo xtask test` puts beside what it builds.
fn axe() -> Result<String> {
    let path = program("sokiemtra")?
        .ancestors()
        .nth(2)
        .map(|target| target.join("axe/node_modules/axe-core/axe.min.js"))
        .ok_or("no folder that cargo builds in")?;
    std::fs::read_to_string(&path)
        .map(|source| source + "; 0")
        .map_err(|error| format!("{}: {error}; `cargo xtask test` installs it", path.display()))
}
