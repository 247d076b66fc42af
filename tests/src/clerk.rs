//! Somebody of the office or of a unit in front of a browser: fills in forms and presses what a person sees.

use crate::Result;
use crate::browser::Browser;
use crate::looks::look;
use crate::office::Office;
use serde_json::json;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// The password that people set in stories.
pub const PASSWORD: &str = "con thuyen ben song Nhue";

/// True on the page behind a button, once it is there.
const ARRIVED: &str = "document.readyState === 'complete' && document.documentElement.dataset.left !== 'yes'";

/// A person, and the office's pages in front of them.
pub struct Clerk {
    /// The browser.
    pub browser: Browser,
    url: String,
    /// What axe-core found so far; see [`Clerk::look`].
    pub found: String,
}

impl Clerk {
    /// Opens a browser with this profile folder on the page at `path`.
    pub fn at(profile: &Path, url: &str, path: &str) -> Result<Self> {
        let browser = Browser::start(profile)?;
        let mut clerk = Self { browser, url: url.to_owned(), found: String::new() };
        clerk.open(path)?;
        Ok(clerk)
    }

    /// The same, logged in.
    pub fn logged_in(profile: &Path, url: &str, name: &str, password: &str) -> Result<Self> {
        let mut clerk = Self::at(profile, url, "/dang-nhap")?;
        clerk.fill(&[("name", name), ("password", password)])?;
        clerk.press("form.notice button")?;
        clerk.sees("Đăng xuất")?;
        Ok(clerk)
    }

    /// Gives a person an account with a role, everywhere or in an organisation.
    pub fn account(office: &Office, id: &str, name: &str, role: &str, organisation: Option<&str>) -> Result {
        let data = office.data();
        let mut args = vec!["user", "add", "--data", &data, "--id", id, "--name", name, "--role", role];
        args.extend(organisation.iter().flat_map(|organisation| ["--organisation", organisation]));
        args.push("--password-stdin");
        office.command(&args, PASSWORD).map(drop)
    }

    /// The person of [`Clerk::account`] who sits here from now on.
    pub fn log_in(&mut self, id: &str) -> Result {
        self.open("/dang-nhap")?;
        self.fill(&[("name", id), ("password", PASSWORD)])?;
        self.browser.follow("Đăng nhập")?;
        self.says("Đăng xuất")
    }

    /// Goes to a page of the office.
    pub fn open(&mut self, path: &str) -> Result {
        self.browser.open(&format!("{}{path}", self.url))
    }

    /// Types into the fields with these names, chooses where they are lists.
    pub fn fill(&mut self, fields: &[(&str, &str)]) -> Result {
        for (name, text) in fields {
            self.browser
                .wait_for(&format!("!!document.querySelector({})", json!(format!("[name=\"{name}\"]"))))?;
            self.browser.fill(name, text)?;
        }
        Ok(())
    }

    /// Marks the choice (a radio button or a check box) beside which these words stand.
    pub fn choose(&mut self, words: &str) -> Result {
        let wanted = json!(words);
        self.browser.wait_for(&format!(
            "(found => found ? (found.querySelector('input').click(), true) : false)([...document.querySelectorAll('label.choice')]
             .find(label => label.innerText.includes({wanted})))"
        ))
    }

    /// Chooses in a list by the words of the option.
    pub fn select(&mut self, name: &str, words: &str) -> Result {
        let (field, wanted) = (json!(format!("select[name=\"{name}\"]")), json!(words));
        self.browser.wait_for(&format!(
            "(field => {{ const found = [...field.options].find(option => option.text.includes({wanted}));
             if (found) field.value = found.value; return !!found; }})(document.querySelector({field}))"
        ))
    }

    /// Presses the first button or link that a selector finds, and waits for the page behind it.
    pub fn press(&mut self, selector: &str) -> Result {
        let selector = json!(selector);
        self.browser.wait_for(&format!(
            "(() => {{ const found = document.querySelector({selector}); if (!found) return false;
             document.documentElement.dataset.left = 'yes'; found.click(); return true; }})()"
        ))?;
        self.browser.wait_for(ARRIVED)
    }

    /// Sends the form that goes to a path (of what its `action` begins with).
    pub fn send(&mut self, action: &str) -> Result {
        self.press(&format!("form[action^=\"{action}\"] button[type=submit]"))
    }

    /// Fills in the form that a selector finds, opens what it is folded into, and presses its button: the one that leads to
    /// `action`, else its first. Waits for the page behind it.
    pub fn submit(&mut self, form: &str, action: Option<&str>, fields: &[(&str, &str)]) -> Result {
        let (form, action, fields) = (json!(form), json!(action), json!(fields));
        let press = format!(
            "(() => {{ const form = document.querySelector({form}); if (!form) return false;
             for (let e = form; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
             for (const [name, value] of {fields}) form.elements.namedItem(name).value = value;
             const by = [...form.querySelectorAll('button')].find(b => !{action} || b.getAttribute('formaction') === {action});
             document.documentElement.dataset.left = 'yes'; by.click(); return true; }})()"
        );
        self.browser.wait_for(&press)?;
        self.browser.wait_for(ARRIVED)
    }

    /// The same for the form of an address, which has to be taken: the page then says nothing of a mistake.
    pub fn does(&mut self, action: &str, fields: &[(&str, &str)]) -> Result {
        self.submit(&format!("form[action='{action}']"), None, fields)?;
        let alert = self.browser.evaluate("document.querySelector('[role=alert]')?.innerText ?? ''")?;
        match alert.as_str().unwrap_or_default() {
            "" => Ok(()),
            alert => Err(format!("{action}: {alert}")),
        }
    }

    /// An error unless a reader sees this text now, in whatever case the style sheet shows it.
    pub fn says(&mut self, text: &str) -> Result {
        let page = self.browser.text()?;
        let found = page.to_lowercase().contains(&text.to_lowercase());
        if found { Ok(()) } else { Err(format!("'{text}' is not on the page:\n{page}")) }
    }

    /// Whether the page has something that a selector finds.
    pub fn has(&mut self, selector: &str) -> bool {
        self.browser.sees(&format!("!!document.querySelector({})", json!(selector)))
    }

    /// The words of the first thing that a selector finds.
    pub fn words(&mut self, selector: &str) -> Result<String> {
        let words =
            self.browser.evaluate(&format!("document.querySelector({})?.innerText", json!(selector)))?;
        words.as_str().map(str::to_owned).ok_or_else(|| format!("the page has no {selector}"))
    }

    /// The address of the first link whose `href` holds this.
    pub fn link(&mut self, part: &str) -> Result<String> {
        let selector = json!(format!("a[href*=\"{part}\"]"));
        let link =
            self.browser.evaluate(&format!("document.querySelector({selector})?.getAttribute('href')"))?;
        link.as_str().map(str::to_owned).ok_or_else(|| format!("no link with {part}"))
    }

    /// The path of the page.
    pub fn path(&mut self) -> Result<String> {
        let path = self.browser.evaluate("location.pathname")?;
        Ok(path.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page holds these words.
    pub fn sees(&mut self, words: &str) -> Result {
        self.browser.wait_for(&format!("document.body.innerText.includes({})", json!(words)))
    }

    /// Sets the password behind a one-time link, on whose page the browser is.
    pub fn set_password(&mut self) -> Result {
        self.fill(&[("password", PASSWORD), ("again", PASSWORD)])?;
        self.send("/bat-dau/")
    }

    /// Sets up the second factor on its page, with an authenticator of our own; gives the number of recovery codes.
    pub fn set_up_second_factor(&mut self) -> Result<usize> {
        let secret = self.words("code.secret")?;
        self.fill(&[("code", &authenticator(&secret)?)])?;
        self.send("/tai-khoan/hai-buoc")?;
        let codes = self.browser.evaluate("document.querySelectorAll('ul.codes li').length")?;
        Ok(codes.as_u64().and_then(|codes| usize::try_from(codes).ok()).unwrap_or_default())
    }

    /// Takes pictures of the page, and notes down what axe-core finds on it.
    pub fn look(&mut self, name: &str) {
        if let Err(found) = look(&mut self.browser, &format!("office-{name}")) {
            self.found += &found;
        }
    }

    /// Goes to a page and looks at it.
    pub fn look_at(&mut self, name: &str, path: &str) -> Result {
        self.open(path)?;
        self.look(name);
        Ok(())
    }
}

/// The code that an authenticator shows now, of the secret as it is typed in (RFC 6238).
fn authenticator(secret: &str) -> Result<String> {
    let secret: String = secret.split_whitespace().collect();
    let secret = Secret::try_from_base32(&secret).map_err(|error| format!("{secret}: {error:?}"))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?;
    Ok(Builder::new().with_secret(secret).build_noncompliant().generate(now.as_secs()).to_string())
}
