//! An inspector with the tablet app in a real browser: finds things by what a person sees.

use crate::Result;
use crate::browser::Browser;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// The PIN of all inspectors in stories.
pub const PIN: &str = "246813";
/// The longest that something on the screen may take, also while the machine does other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// Functions in the page for what takes several steps there.
const HANDS: &str = r"
window.hands = {
  wait: ms => new Promise(done => setTimeout(done, ms)),
  put(field, text) {
    field.focus(); field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    field.blur();
  },
  /* Answers the question that is shown, well, whatever its kind. */
  answer() {
    const editor = document.querySelector('.answer-editor');
    if (!editor) return 'none';
    const press = element => { element.click(); return true; };
    const good = editor.querySelector('.answer-button.passed');
    if (good) return press(good) && 'yes-no';
    const radio = editor.querySelector('input[type=radio]');
    if (radio) return press(radio) && 'single';
    const box = editor.querySelector('input[type=checkbox]');
    if (box) return press(box) && 'multi';
    if (editor.querySelector('.computed')) return 'computed';
    const figures = [...editor.querySelectorAll('.figures input')];
    if (figures.length) { figures.forEach(field => this.put(field, '0')); return 'figures'; }
    const [first, second] = editor.querySelectorAll('input.text-box, textarea.text-box');
    if (second) { this.put(first, '250'); this.put(second, '250'); return 'ratio'; }
    if (first.type === 'date') this.put(first, '2018-02-20');
    else if (first.tagName === 'TEXTAREA') this.put(first, 'Nội dung thử');
    else this.put(first, '1');
    return 'typed';
  },
};";

/// A person, and the app in front of them.
pub struct Inspector {
    /// The browser.
    pub browser: Browser,
    url: String,
}

impl Inspector {
    /// Opens the app in a browser with this profile folder, as somebody for whom it is new.
    pub fn enrol(profile: &Path, server: &str, code: &str) -> Result<Self> {
        let mut inspector = Self { browser: Browser::start(profile)?, url: server.to_owned() };
        inspector.load("!!document.querySelector('#ma-dang-ky')")?;
        inspector.put("#ma-dang-ky", code)?;
        inspector.press("Tiếp tục")?;
        for _ in 0..2 {
            inspector.wait_for(
                "!!document.querySelector('input.pin') && document.querySelector('input.pin').value === ''",
            )?;
            inspector.put("input.pin", PIN)?;
            inspector.browser.evaluate(
                "document.querySelector('input.pin').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))",
            )?;
            inspector.press_main()?;
        }
        inspector.wait_for(
            "document.body.innerText.includes('mẫu phiếu') || !!document.querySelector('.settled')",
        )?;
        // Everything must be here before the network goes.
        inspector.wait_for(
            "(p => p && p.max > 0 && p.value === p.max && p.value > 0)(document.querySelector('progress'))",
        )?;
        inspector.press_main()?;
        inspector.wait_for("!!document.querySelector('.visit-card')")?;
        Ok(inspector)
    }

    /// Opens the app again, with a browser that knows it, and unlocks it.
    pub fn again(profile: &Path, server: &str) -> Result<Self> {
        let mut inspector = Self { browser: Browser::start(profile)?, url: server.to_owned() };
        inspector.load("!!document.querySelector('input.pin')")?;
        inspector.unlock()?;
        Ok(inspector)
    }

    /// Loads the page anew and unlocks it.
    pub fn reload(&mut self) -> Result {
        self.load("!!document.querySelector('input.pin')")?;
        self.unlock()
    }

    fn load(&mut self, ready: &str) -> Result {
        let address = format!("{}/tablet/", self.url);
        self.browser.open(&address)?;
        self.wait_for(ready)?;
        self.browser.evaluate(HANDS).map(drop)
    }

    fn unlock(&mut self) -> Result {
        self.put("input.pin", PIN)?;
        self.press_main()?;
        self.wait_for("!!document.querySelector('.save-state')")
    }

    /// The whole app is on this tablet: it opens without a network.
    pub fn wait_until_installed(&mut self) -> Result {
        self.wait_for("navigator.serviceWorker.controller !== null")
    }

    /// Waits until an expression is true.
    pub fn wait_for(&mut self, expression: &str) -> Result {
        let begun = Instant::now();
        while !self.browser.sees(expression) {
            if begun.elapsed() > PATIENCE {
                let text = self.browser.text().unwrap_or_default();
                return Err(format!("never true: {expression}\nthe screen says:\n{text}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Presses the button or link whose words hold this.
    pub fn press(&mut self, words: &str) -> Result {
        let wanted = json!(words);
        self.wait_for(&format!(
            "(found => found ? (found.click(), true) : false)([...document.querySelectorAll('button, a, summary, label')]
             .find(e => (e.innerText.includes({wanted}) || (e.ariaLabel ?? '').includes({wanted})) && !e.disabled
             && e.offsetParent !== null))"
        ))
    }

    /// Presses the button that goes on, as soon as it may be pressed.
    pub fn press_main(&mut self) -> Result {
        self.wait_for(
            "(b => b && !b.disabled ? (b.click(), true) : false)(document.querySelector('button.main'))",
        )
    }

    /// Types into a field at once.
    pub fn put(&mut self, field: &str, text: &str) -> Result {
        let (field, text) = (json!(field), json!(text));
        self.browser.evaluate(HANDS)?;
        self.browser.evaluate(&format!("hands.put(document.querySelector({field}), {text})")).map(drop)
    }

    /// Goes to a screen by its address behind `#`.
    pub fn go(&mut self, hash: &str) -> Result {
        self.browser.evaluate(&format!("location.hash = {}", json!(hash))).map(drop)
    }

    /// Opens the visit of a unit.
    pub fn open_visit(&mut self, unit: &str) -> Result<String> {
        self.go("#/")?;
        self.wait_for("!!document.querySelector('.visit-card')")?;
        self.press(unit)?;
        self.wait_for("!!document.querySelector('.section-card')")?;
        let hash = self.browser.evaluate("location.hash")?;
        Ok(hash.as_str().unwrap_or_default().to_owned())
    }

    /// Opens a question of the visit at this address.
    pub fn open_item(&mut self, visit: &str, item: &str) -> Result {
        self.go(&format!("{visit}/muc/{item}"))?;
        let item = json!(format!("{item} "));
        self.wait_for(&format!("(document.querySelector('.question')?.innerText ?? '').startsWith({item})"))
    }

    /// Answers the question that is shown, and waits until the app says that it is saved. Tells the kind of answer.
    pub fn answer(&mut self) -> Result<String> {
        let kind = self.browser.evaluate("hands.answer()")?;
        self.wait_until_saved()?;
        Ok(kind.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until everything entered is durable.
    pub fn wait_until_saved(&mut self) -> Result {
        self.wait_for("document.querySelector('.save-state')?.innerText.includes('Đã lưu') === true")
    }

    /// Exchanges everything with the server, and waits for it.
    pub fn sync(&mut self) -> Result {
        self.go("#/dong-bo")?;
        self.press("Đồng bộ ngay")?;
        self.wait_for(
            "document.body.innerText.includes('chưa gửi') === false && !!document.querySelector('.arrived')",
        )
    }

    /// What is on the screen.
    pub fn text(&mut self) -> Result<String> {
        self.browser.text()
    }
}
