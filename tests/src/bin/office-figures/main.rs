//! How long the office's pages take when there is much to show: all communes of the country, 5.000 people, 20 campaigns,
//! 20.000 inspected visits. Started by `cargo xtask load`.
//!
//! Each page is asked for one after the other over loopback by an administrator who sees everything, and the median is
//! printed: the server's time, and what it takes to send and read the page on the same machine.
#![expect(clippy::print_stdout, reason = "it prints figures")]

mod fill;
mod publish;
mod remediate;

use server::accounts::password;
use server::config::PasswordCost;
use std::io::Read;
use std::process::ExitCode;
use std::time::Instant;
use tests::Result;
use tests::clerk::PASSWORD;
use tests::office::{ADMIN, ADMIN_PASSWORD, Office};
use tests::process::memory;

/// Requests for each page; the first one fills caches and does not count.
const TIMES: usize = 9;
/// What is wanted, in milliseconds.
const PAGE: f64 = 100.0;
const SEARCH: f64 = 50.0;
const PAGES: &[&str] = &[
    "/",
    "/to-chuc",
    "/to-chuc/{unit}",
    "/to-chuc/them",
    "/to-chuc/co-quan",
    "/to-chuc/nhap",
    "/to-chuc.csv",
    "/nguoi",
    "/nguoi/them",
    "/nguoi/{person}",
    "/may-tinh-bang",
    "/may-tinh-bang/ghi-danh",
    "/may-tinh-bang/de-rieng",
    "/may-tinh-bang/{device}",
    "/may-tinh-bang/{device}/mat",
    "/ke-hoach/moi",
    "/ke-hoach/nhap",
    "/ke-hoach/{campaign}",
    "/ke-hoach/{campaign}/sua",
    "/ke-hoach/{campaign}/doan/{team}",
    "/ke-hoach/{campaign}/lich",
    "/ke-hoach/{campaign}/cuoc/{visit}",
    "/ke-hoach/{campaign}/tien-do",
    "/ke-hoach/{campaign}/ke-hoach.xlsx",
    "/ke-hoach/{campaign}/ke-hoach.toml",
    "/dot-kiem-tra/{campaign}",
    "/dot-kiem-tra/{campaign}/{unit}",
    "/tong-hop",
    "/tong-hop/{campaign}",
    "/mau-phieu",
    "/mau-phieu/{template}",
    "/mau-phieu/{template}/thu",
    "/mau-phieu/nhap",
    "/tham-dinh",
    "/tham-dinh?o=published&trang=100",
    "/tham-dinh/{visit}",
    "/khac-phuc",
    "/khac-phuc?loc=qua-han",
    "/khac-phuc/{recommendation}",
    "/nhat-ky",
    "/tai-khoan",
    "/tai-khoan/hai-buoc",
    "/design",
];
/// What the office's leader sees.
const LEADER_PAGES: &[&str] = &["/viec-cua-toi", "/cong-bo/dot/{newest}"];
/// What the officer of a commune sees.
const COMMUNE_PAGES: &[&str] = &["/kien-nghi", "/kien-nghi/in", "/kien-nghi/{recommendation}"];
const SEARCHES: &[&str] = &[
    "/to-chuc?tim=phuong+duc",
    "/to-chuc?tim=xa+tan",
    "/to-chuc/co-quan?tim=ha+noi",
    "/nguoi?tim=nguyen+van+an",
    "/nguoi?tim=chuyen+vien",
    "/may-tinh-bang?tim=can-bo-77",
    "/may-tinh-bang/ghi-danh?tim=hoang+van",
    "/nhat-ky?tim=can-bo-4711",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("office-figures: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let data = folder.path().join("data");
    let office = Office::init(&data)?;
    println!("filling the office: {} campaigns of {} visits …", fill::CAMPAIGNS, fill::VISITS);
    fill::plan(&office, folder.path())?;
    fill::accounts(&office, &data)?;
    let recommendations = fill::fill(&data)?;
    let examples = fill::examples(&data)?;
    let size = std::fs::metadata(data.join(server::store::DATABASE)).map_or(0, |file| file.len());
    println!("database: {} MiB, {recommendations} recommendations", size / (1024 * 1024));
    let server = office.serve("127.0.0.1:0")?;
    let visitor = Visitor::log_in(&server.url, ADMIN, ADMIN_PASSWORD)?;
    let leader = Visitor::log_in(&server.url, fill::LEADER, PASSWORD)?;
    let officer = Visitor::log_in(&server.url, fill::OFFICER, PASSWORD)?;
    let filled =
        |path: &str| examples.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
    let mut slow = 0;
    for (who, paths, wanted) in [
        (&visitor, PAGES, PAGE),
        (&leader, LEADER_PAGES, PAGE),
        (&officer, COMMUNE_PAGES, PAGE),
        (&visitor, SEARCHES, SEARCH),
    ] {
        let mut worst: f64 = 0.0;
        for path in paths {
            let (median, bytes) = who.median(&filled(path))?;
            let verdict = if median > wanted { "  TOO SLOW" } else { "" };
            println!("{median:8.1} ms  {:6} KiB  {path}{verdict}", bytes / 1024);
            worst = worst.max(median);
            slow += usize::from(median > wanted);
        }
        println!("slowest: {worst:.1} ms; wanted: at most {wanted} ms");
    }
    let seconds = publish::all_at_once(&leader, &filled("/cong-bo/dot/{newest}"), fill::PROVINCE)?;
    println!("publishing {} communes: {seconds:.1} s; wanted: at most 5 s", fill::PROVINCE);
    let (log_in, argon2) = log_ins(&server.url)?;
    println!("log-in: {log_in:.1} ms, of that Argon2id {argon2:.1} ms");
    println!("memory of the server: {:.1} MiB", memory(server.pid())?);
    if slow == 0 { Ok(()) } else { Err(format!("{slow} pages or searches are too slow")) }
}

/// Medians of a log-in, and of what Argon2id alone costs.
fn log_ins(url: &str) -> Result<(f64, f64)> {
    let mut whole = Vec::new();
    for _ in 0..TIMES {
        whole.push(Visitor::log_in(url, ADMIN, ADMIN_PASSWORD)?.log_in_ms);
    }
    let mut alone = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        password::hash(ADMIN_PASSWORD, PasswordCost::default()).map_err(|error| error.to_string())?;
        alone.push(milliseconds(begun));
    }
    Ok((middle(whole), middle(alone)))
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A browser that only counts time.
struct Visitor {
    agent: ureq::Agent,
    url: String,
    cookies: String,
    log_in_ms: f64,
}

impl Visitor {
    fn log_in(url: &str, name: &str, password: &str) -> Result<Self> {
        let agent =
            ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().new_agent();
        let mut visitor = Self { agent, url: url.to_owned(), cookies: String::new(), log_in_ms: 0.0 };
        let (answer, page) = visitor.ask("/dang-nhap")?;
        visitor.keep_cookies(&answer);
        let page = String::from_utf8_lossy(&page).into_owned();
        let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let token = token.ok_or("the log-in page has no token")?;
        let password = password.replace(' ', "+");
        let form = format!("csrf={token}&back=/&name={name}&password={password}");
        let begun = Instant::now();
        let answer = visitor.post("/dang-nhap", &form)?;
        visitor.log_in_ms = milliseconds(begun);
        visitor.keep_cookies(&answer);
        Ok(visitor)
    }

    fn keep_cookies(&mut self, answer: &ureq::http::Response<ureq::Body>) {
        for cookie in answer.headers().get_all("Set-Cookie") {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            self.cookies = format!("{}; {pair}", self.cookies).trim_start_matches("; ").to_owned();
        }
    }

    fn page(&self, path: &str) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.ask(path)?.1).into_owned())
    }

    /// Sends a form, which must lead on to a page.
    fn post(&self, path: &str, form: &str) -> Result<ureq::http::Response<ureq::Body>> {
        let request = self.agent.post(format!("{}{path}", self.url)).header("Cookie", &self.cookies);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        let answer = request.send(form).map_err(|error| format!("{path}: {error}"))?;
        match answer.status().as_u16() {
            303 => Ok(answer),
            status => Err(format!("{path}: {status}")),
        }
    }

    fn ask(&self, path: &str) -> Result<(ureq::http::Response<ureq::Body>, Vec<u8>)> {
        let request = self.agent.get(format!("{}{path}", self.url)).header("Cookie", &self.cookies);
        let mut answer = request.call().map_err(|error| format!("{path}: {error}"))?;
        let mut body = Vec::new();
        answer.body_mut().as_reader().read_to_end(&mut body).map_err(|error| format!("{path}: {error}"))?;
        Ok((answer, body))
    }

    /// Median of the milliseconds that a page takes, and its bytes.
    fn median(&self, path: &str) -> Result<(f64, usize)> {
        let (mut times, mut bytes) = (Vec::new(), 0);
        for time in 0..=TIMES {
            let begun = Instant::now();
            let (answer, body) = self.ask(path)?;
            if answer.status() != 200 {
                return Err(format!("{path}: {}", answer.status()));
            }
            if time > 0 {
                times.push(milliseconds(begun));
            }
            bytes = body.len();
        }
        Ok((middle(times), bytes))
    }
}
