//! Texts of pages in the reader's language. Vietnamese is the reference; a key that English lacks is shown in it.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rocket::fairing::AdHoc;
use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::Redirect;
use schemas::text::Language;
use std::{convert::Infallible, sync::LazyLock};
use unic_langid::LanguageIdentifier;

/// Name of the cookie that keeps a chosen language.
pub const COOKIE: &str = "lang";

macro_rules! texts {
    ($language:literal) => {
        &[
            include_str!(concat!("../../locales/", $language, "/accounts.ftl")),
            include_str!(concat!("../../locales/", $language, "/audit.ftl")),
            include_str!(concat!("../../locales/", $language, "/campaigns.ftl")),
            include_str!(concat!("../../locales/", $language, "/catalogue.ftl")),
            include_str!(concat!("../../locales/", $language, "/common.ftl")),
            include_str!(concat!("../../locales/", $language, "/devices.ftl")),
            include_str!(concat!("../../locales/", $language, "/findings.ftl")),
            include_str!(concat!("../../locales/", $language, "/inbox.ftl")),
            include_str!(concat!("../../locales/", $language, "/mail.ftl")),
            include_str!(concat!("../../locales/", $language, "/portal.ftl")),
            include_str!(concat!("../../locales/", $language, "/problems.ftl")),
            include_str!(concat!("../../locales/", $language, "/report.ftl")),
            include_str!(concat!("../../locales/", $language, "/templates.ftl")),
            include_str!(concat!("../../locales/", $language, "/unit-links.ftl")),
        ]
    };
}

const VI: &[&str] = texts!("vi");
const EN: &[&str] = texts!("en");

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle("vi", VI), bundle("en", EN)]);

fn bundle(language: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle =
        FluentBundle::new_concurrent(language.parse::<LanguageIdentifier>().into_iter().collect());
    // Isolation marks guard mixed writing directions, which neither language has; in pages they only break searching.
    bundle.set_use_isolating(false);
    for source in sources {
        // What does not parse is left out here and found by the tests.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The language in which a request is answered: the reader's choice (cookie), else the browser's, else Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Locale(pub Language);

impl Locale {
    /// The language of a request.
    pub fn of(request: &Request) -> Self {
        let chosen = request.cookies().get(COOKIE).and_then(|cookie| language(cookie.value()));
        let accepted = || request.headers().get_one("Accept-Language").and_then(preferred);
        Self(chosen.or_else(accepted).unwrap_or_default())
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of a key with values put in.
    pub fn t_args<'a, V: Into<FluentValue<'a>>>(
        &self,
        key: &str,
        args: impl IntoIterator<Item = (&'a str, V)>,
    ) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(name, value);
        }
        self.format(key, Some(&values))
    }

    /// Whether there is such a text.
    pub fn has(&self, key: &str) -> bool {
        BUNDLES[0].has_message(key)
    }

    /// The language as the attribute `lang` wants it.
    pub fn code(&self) -> &'static str {
        match self.0 {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// The other language, for a link to it.
    pub fn other(&self) -> &'static str {
        match self.0 {
            Language::Vi => "en",
            Language::En => "vi",
        }
    }

    fn format(&self, key: &str, args: Option<&FluentArgs>) -> String {
        let order = match self.0 {
            Language::Vi => [&BUNDLES[0], &BUNDLES[1]],
            Language::En => [&BUNDLES[1], &BUNDLES[0]],
        };
        for bundle in order {
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned();
            }
        }
        key.to_owned()
    }
}

fn language(tag: &str) -> Option<Language> {
    match tag.split('-').next()?.trim() {
        "vi" => Some(Language::Vi),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The language of an `Accept-Language` header with the highest weight; of equals the first.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some(language) = parts.next().and_then(language) else { continue };
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if weight > 0.0 && best.is_none_or(|(highest, _)| weight > highest) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Locale {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        Outcome::Success(Self::of(request))
    }
}

/// Anyone: answers in another language from now on, and goes back to where the link stood.
#[rocket::get("/ngon-ngu/<language>")]
fn choose(language: &str, from: CameFrom, jar: &CookieJar<'_>) -> Redirect {
    if matches!(language, "vi" | "en") {
        let cookie =
            Cookie::build((COOKIE, language.to_owned())).path("/").same_site(SameSite::Lax).permanent();
        jar.add(cookie);
    }
    Redirect::to(from.0)
}

/// The page of this server on which a link stood.
struct CameFrom(String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for CameFrom {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        let referer = request.headers().get_one("Referer").unwrap_or_default();
        let path = referer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let own = path.filter(|path| !path.starts_with("//") && !path.contains(['\\', '\r', '\n']));
        Outcome::Success(CameFrom(own.unwrap_or("/").to_owned()))
    }
}

/// Mounts the choice of a language.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("locale", |rocket| async { rocket.mount("/", rocket::routes![choose]) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(sources: &[&str]) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned());
            let resource = resource.unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
            for line in resource.source().lines() {
                if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '#', '}'])) {
                    assert!(keys.insert(key.to_owned()), "{key} stands twice");
                }
            }
        }
        keys
    }

    #[test]
    fn both_languages_hold_the_same_keys() {
        assert_eq!(keys(VI), keys(EN));
        assert!(keys(VI).len() > 20);
    }

    #[test]
    fn the_browser_language_counts_by_weight_and_vietnamese_is_the_default() {
        assert_eq!(preferred("en-GB;q=0.8, vi;q=0.9"), Some(Language::Vi));
        assert_eq!(preferred("fr, en;q=0.5"), Some(Language::En));
        assert_eq!(preferred("fr"), None);
        assert_eq!(Locale::default().code(), "vi");
    }
}
