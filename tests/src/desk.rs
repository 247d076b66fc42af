//! Somebody at a desk: one browser, in which one person after the other logs in and fills in forms.

use crate::Result;
use crate::browser::Browser;
use crate::office::{Office, Server};
use serde_json::json;
use std::path::Path;

/// The password of all accounts that [`Desk::account`] makes.
pub const PASSWORD: &str = "chin-con-trau-ben-song-hong";

/// A desk with a browser, at the office or in a commune.
pub struct Desk {
    /// The browser.
    pub browser: Browser,
    url: String,
}

impl Desk {
    /// A browser with a profile folder of its own.
    pub fn new(server: &Server, profile: &Path) -> Result<Self> {
        Ok(Self { browser: Browser::start(profile)?, url: server.url.clone() })
    }

    /// Gives a person an account with a role, everywhere or in an organisation.
    pub fn account(office: &Office, id: &str, name: &str, role: &str, organisation: Option<&str>) -> Result {
        let data = office.data();
        let mut args = vec!["user", "add", "--data", &data, "--id", id, "--name", name, "--role", role];
        args.extend(organisation.iter().flat_map(|organisation| ["--organisation", organisation]));
        args.push("--password-stdin");
        office.command(&args, PASSWORD).map(drop)
    }

    /// The person who sits here from now on.
    pub fn log_in(&mut self, id: &str) -> Result {
        self.go("/dang-nhap")?;
        self.browser.fill("name", id)?;
        self.browser.fill("password", PASSWORD)?;
        self.browser.follow("Đăng nhập")?;
        self.says("Đăng xuất")
    }

    /// Opens a page of the server.
    pub fn go(&mut self, path: &str) -> Result {
        self.browser.open(&format!("{}{path}", self.url))
    }

    /// An error unless a reader sees this text, in whatever case the style sheet shows it.
    pub fn says(&mut self, text: &str) -> Result {
        let page = self.browser.text()?;
        let found = page.to_lowercase().contains(&text.to_lowercase());
        if found { Ok(()) } else { Err(format!("'{text}' is not on the page:\n{page}")) }
    }

    /// Whether a reader sees this text.
    pub fn shows(&mut self, text: &str) -> bool {
        self.says(text).is_ok()
    }

    /// Fills in the form that a selector finds, opens what it is folded into, and presses its button: the one that leads to
    /// `action`, else its first. Waits for the page behind it.
    pub fn send(&mut self, form: &str, action: Option<&str>, fields: &[(&str, &str)]) -> Result {
        let (form, action, fields) = (json!(form), json!(action), json!(fields));
        let press = format!(
            "(() => {{ const form = document.querySelector({form}); if (!form) return false;
             for (let e = form; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
             for (const [name, value] of {fields}) form.elements.namedItem(name).value = value;
             const by = [...form.querySelectorAll('button')].find(b => !{action} || b.getAttribute('formaction') === {action});
             document.documentElement.dataset.left = 'yes'; by.click(); return true; }})()"
        );
        self.browser.wait_for(&press)?;
        self.browser
            .wait_for("document.readyState === 'complete' && document.documentElement.dataset.left !== 'yes'")
    }

    /// The same for the form of an address, which has to be taken: the page then says nothing of a mistake.
    pub fn does(&mut self, action: &str, fields: &[(&str, &str)]) -> Result {
        self.send(&format!("form[action='{action}']"), None, fields)?;
        let alert = self.browser.evaluate("document.querySelector('[role=alert]')?.innerText ?? ''")?;
        match alert.as_str().unwrap_or_default() {
            "" => Ok(()),
            alert => Err(format!("{action}: {alert}")),
        }
    }
}
