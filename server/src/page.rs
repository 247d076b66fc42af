//! What all pages share: the layout's values, and the page of a problem.

use crate::locale::Locale;
use askama::Template;
use askama_web::WebTemplate;
use rocket::request::Request;

/// What the layout `base.html` needs of every page.
pub struct Frame {
    /// In which language.
    pub locale: Locale,
    /// Who is logged in; none on pages before the log-in.
    pub user: Option<FrameUser>,
}

/// The logged-in person, as the layout shows them.
pub struct FrameUser {
    /// Name.
    pub name: String,
    /// Token for the log-out form.
    pub csrf: String,
}

impl Frame {
    /// A page for whoever comes.
    pub fn public(locale: Locale) -> Self {
        Self { locale, user: None }
    }

    /// Where the style sheet stands; its name changes with its content.
    pub fn style(&self) -> &'static str {
        crate::assets::style_path()
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.locale.t(key)
    }
}

/// A problem in words: what happened, and what to do.
#[derive(Template, WebTemplate)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    frame: Frame,
    title: String,
    advice: String,
    request_id: String,
}

impl ProblemPage {
    /// The page for a problem of this name.
    pub fn new(request: &Request, name: &str, problem: &schemas::wire::Problem) -> Self {
        let locale = Locale::of(request);
        let key = |suffix: &str| {
            let key = format!("problem-{name}{suffix}");
            if locale.has(&key) { key } else { format!("problem-http{suffix}") }
        };
        let mut args: Vec<(&str, String)> =
            problem.params.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        args.push(("status", problem.status.to_string()));
        let title = locale.t_args(&key(""), args.clone());
        let advice = locale.t_args(&key("-advice"), args);
        let request_id = crate::headers::request_id(request).to_owned();
        Self { frame: Frame::public(locale), title, advice, request_id }
    }
}
