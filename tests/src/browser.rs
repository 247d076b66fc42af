//! A real browser, spoken to over a pipe in the DevTools protocol (<https://chromedevtools.github.io/devtools-protocol/>):
//! JSON messages that end with a zero byte. The few calls that the stories need do not pay for a client library, whose
//! generated code alone took minutes to build.

use crate::Result;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Where Debian puts Chromium.
const PROGRAM: &str = "/usr/bin/chromium";
/// The longest wait for an answer or for something to appear.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest wait for one look at a page. A question that meets a page on its way out is never answered.
const LOOK: Duration = Duration::from_secs(8);
const FLAGS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--accept-lang=vi-VN,vi",
    "--lang=vi",
    "--window-size=1280,1024",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--remote-debugging-pipe",
];

/// A page of a browser, to turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab(String);

/// One browser, which heeds one of its pages at a time; ended when dropped.
pub struct Browser {
    child: Child,
    orders: ChildStdin,
    answers: Receiver<Value>,
    page: String,
    last: u64,
}

impl Browser {
    /// Starts the browser with a profile folder of its own.
    pub fn start(profile: &Path) -> Result<Self> {
        if !Path::new(PROGRAM).is_file() {
            return Err(format!("{PROGRAM} is missing; install it with `apt-get install chromium`"));
        }
        // The browser reads orders from descriptor 3 and answers on 4; a shell puts our pipes there.
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh", PROGRAM]).args(FLAGS);
        command.arg(format!("--user-data-dir={}", profile.display())).arg("about:blank");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("{PROGRAM}: {error}"))?;
        let orders = child.stdin.take().ok_or("no pipe to the browser")?;
        let stdout = child.stdout.take().ok_or("no pipe from the browser")?;
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(stdout).split(0).map_while(std::result::Result::ok) {
                let Ok(message) = serde_json::from_slice(&message) else { continue };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut browser = Browser { child, orders, answers, page: String::new(), last: 0 };
        let targets = browser.call("Target.getTargets", json!({}))?;
        let pages = targets["targetInfos"].as_array().cloned().unwrap_or_default();
        let page = pages.iter().find(|target| target["type"] == "page").ok_or("the browser has no page")?;
        let target = json!({ "targetId": page["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", target)?;
        browser.page = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        Ok(browser)
    }

    /// The page that is heeded now.
    pub fn tab(&self) -> Tab {
        Tab(self.page.clone())
    }

    /// Heeds another page from now on.
    pub fn turn_to(&mut self, tab: &Tab) {
        self.page.clone_from(&tab.0);
    }

    /// Opens one more page and turns to it.
    pub fn new_tab(&mut self, url: &str) -> Result<Tab> {
        self.page.clear();
        let target = self.call("Target.createTarget", json!({ "url": "about:blank" }))?;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.call("Target.attachToTarget", attach)?;
        self.page = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        self.open(url)?;
        Ok(self.tab())
    }

    /// SIGKILL: no chance to write anything down.
    pub fn kill(mut self) -> Result {
        self.child.kill().map_err(|error| format!("kill: {error}"))?;
        self.child.wait().map_err(|error| format!("wait: {error}")).map(drop)
    }

    /// Any call of the protocol, to the page that is heeded.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.call_within(PATIENCE, method, params)
    }

    fn call_within(&mut self, patience: Duration, method: &str, params: Value) -> Result<Value> {
        self.last += 1;
        let mut order = json!({ "id": self.last, "method": method, "params": params });
        if !self.page.is_empty() {
            order["sessionId"] = self.page.clone().into();
        }
        let mut bytes = order.to_string().into_bytes();
        bytes.push(0);
        self.orders.write_all(&bytes).map_err(|error| format!("{method}: the browser is gone: {error}"))?;
        let begun = Instant::now();
        loop {
            let left = patience.saturating_sub(begun.elapsed());
            let message = self.answers.recv_timeout(left).map_err(|error| match error {
                RecvTimeoutError::Timeout => format!("{method}: no answer within {patience:?}"),
                RecvTimeoutError::Disconnected => format!("{method}: the browser ended"),
            })?;
            // Everything else is news of events, which nobody asked for.
            if message["id"] == self.last {
                return match message.get("error") {
                    Some(error) => Err(format!("{method}: {error}")),
                    None => Ok(message["result"].clone()),
                };
            }
        }
    }

    /// Process ids of the processes that pages run in.
    pub fn renderers(&mut self) -> Result<Vec<u32>> {
        let page = std::mem::take(&mut self.page);
        let processes = self.call("SystemInfo.getProcessInfo", json!({}));
        self.page = page;
        let processes = processes?["processInfo"].as_array().cloned().unwrap_or_default();
        let renderers = processes.iter().filter(|process| process["type"] == "renderer");
        Ok(renderers.filter_map(|process| u32::try_from(process["id"].as_u64()?).ok()).collect())
    }

    /// Gives files to the field for files in the page, as somebody does who chooses them.
    pub fn choose_files(&mut self, files: &[&Path]) -> Result {
        let field = json!({ "expression": "document.querySelector('input[type=file]')" });
        let found = self.call("Runtime.evaluate", field)?;
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let chosen = json!({ "files": files, "objectId": found["result"]["objectId"] });
        self.call("DOM.setFileInputFiles", chosen).map(drop)
    }

    /// The value of an expression in the page; of a promise, what it comes to. Counts as done by a person.
    pub fn evaluate(&mut self, expression: &str) -> Result<Value> {
        self.evaluate_within(PATIENCE, expression)
    }

    fn evaluate_within(&mut self, patience: Duration, expression: &str) -> Result<Value> {
        let params = json!({
            "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true
        });
        let result = self.call_within(patience, "Runtime.evaluate", params)?;
        match result.get("exceptionDetails") {
            Some(details) => Err(format!("{expression}: {details}")),
            None => Ok(result["result"]["value"].clone()),
        }
    }

    /// Whether an expression is true now; on the way from one page to the next it may fail, which is no.
    pub fn sees(&mut self, expression: &str) -> bool {
        self.evaluate_within(LOOK, expression) == Ok(Value::Bool(true))
    }

    /// Waits until an expression is true; on the way from one page to the next it may fail.
    pub fn wait_for(&mut self, expression: &str) -> Result {
        self.wait_within(PATIENCE, expression)
    }

    /// The same with another limit.
    pub fn wait_within(&mut self, patience: Duration, expression: &str) -> Result {
        let begun = Instant::now();
        while !self.sees(expression) {
            if begun.elapsed() > patience {
                let text = self.evaluate("location.href + '\\n' + document.body.innerText")?;
                return Err(format!(
                    "never true: {expression}; the page is {}",
                    text.as_str().unwrap_or_default()
                ));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Goes to an address.
    pub fn open(&mut self, url: &str) -> Result {
        self.call("Page.navigate", json!({ "url": url }))?;
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")
    }

    /// Types into the field with this name.
    pub fn fill(&mut self, name: &str, text: &str) -> Result {
        let (field, value) = (json!(format!("[name=\"{name}\"]")), json!(text));
        self.evaluate(&format!("document.querySelector({field}).value = {value}")).map(drop)
    }

    /// Clicks the first link or button whose text holds this, and waits for the page behind it.
    pub fn follow(&mut self, text: &str) -> Result {
        let wanted = json!(text);
        self.wait_for(&format!(
            "(() => {{ const found = [...document.querySelectorAll('a, button')].find(e => e.innerText.includes({wanted}));
             if (!found) return false; document.documentElement.dataset.left = 'yes'; found.click(); return true; }})()"
        ))?;
        self.wait_for("document.readyState === 'complete' && document.documentElement.dataset.left !== 'yes'")
    }

    /// What a reader sees.
    pub fn text(&mut self) -> Result<String> {
        Ok(self.evaluate("document.body.innerText")?.as_str().unwrap_or_default().to_owned())
    }

    /// Saves a picture of the whole page.
    pub fn screenshot(&mut self, file: &Path) -> Result {
        let params = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.call("Page.captureScreenshot", params)?;
        let bytes = base64(picture["data"].as_str().unwrap_or_default());
        std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.page.clear();
        // A browser that does not close when asked is ended.
        if self.call("Browser.close", json!({})).is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() * 3 / 4), 0u32, 0);
    for value in text.bytes().filter_map(digit) {
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}
