//! The page that shows the parts of the design system in all their states. Whoever adds a part adds it here.

use crate::accounts::OfficeReader;
use crate::findings::timeline::{File, Line, Step as Taken};
use crate::findings::words;
use crate::inbox::Visit;
use crate::locale::Locale;
use crate::page::Frame;
use crate::standing::chart::{Bar, Column, HeatRow, bars, columns, heat_map};
use crate::start::{Step, Steps};
use askama::Template;
use askama_web::WebTemplate;
use rocket::fairing::AdHoc;
use schemas::review::{Lateness, RemediationState, VisitState};

/// The parts in all their states.
#[derive(Template, WebTemplate)]
#[template(path = "design.html")]
struct DesignPage {
    frame: Frame,
    steps_of_start: Steps,
    visit_states: Vec<(&'static str, String)>,
    states: Vec<(&'static str, String)>,
    lateness: Vec<(&'static str, String)>,
    visits: Vec<Visit>,
    lines: Vec<Line>,
    steps: Vec<Taken>,
    charts: Vec<(u8, String)>,
}

/// Whoever may see the office's pages.
#[rocket::get("/design")]
fn page(user: OfficeReader, locale: Locale) -> DesignPage {
    let step = |key, link, done| Step { key, link, done };
    let steps_of_start = Steps(vec![
        step("start-organisation", Some("#"), true),
        step("start-people", Some("#"), false),
        step("start-tablets", Some("#"), false),
        step("start-plan", None, false),
    ]);
    let visit = |link: Option<&str>, questions| Visit {
        link: link.map(str::to_owned),
        unit: "Xã Phượng Dực".to_owned(),
        date: "22/02/2018".to_owned(),
        questions,
    };
    let state = |state: VisitState| (words::state_class(state), words::state(state, locale));
    let remediation = |state| (words::remediation_class(state), words::remediation_state(state, locale));
    let late = |late| (words::lateness_class(late), words::lateness(late, locale));
    DesignPage {
        frame: user.frame(locale),
        steps_of_start,
        visit_states: VisitState::ALL.map(state).into(),
        states: RemediationState::ALL.map(remediation).into(),
        lateness: Lateness::ALL.map(late).into(),
        visits: vec![visit(Some("#inbox-rows"), 0), visit(None, 2)],
        lines: vec![
            line(1, RemediationState::Open, Lateness::Soon, "còn 5 ngày", locale),
            line(2, RemediationState::SentBack, Lateness::Overdue, "quá 3 ngày", locale),
            line(3, RemediationState::Reported, Lateness::Late, "", locale),
            line(4, RemediationState::Closed, Lateness::InTime, "", locale),
        ],
        steps: steps(locale),
        charts: charts(),
    }
}

fn line(no: i64, state: RemediationState, late: Lateness, left: &str, locale: Locale) -> Line {
    Line {
        no,
        number: 12,
        unit: "Xã Hoàng Long".to_owned(),
        item: "A01".to_owned(),
        statement: "Bảng niêm yết khó đọc".to_owned(),
        content: "Di dời hoặc sửa chữa bảng niêm yết".to_owned(),
        evidence: "Ảnh sau khi khắc phục".to_owned(),
        responsible: "Chủ tịch UBND xã".to_owned(),
        severity: if no % 2 == 0 { "major" } else { "minor" }.to_owned(),
        severity_text: if no % 2 == 0 { "lớn" } else { "nhẹ" },
        repeated: no % 2 == 0,
        state_class: words::remediation_class(state),
        state: words::remediation_state(state, locale),
        due: "30/11/2026".to_owned(),
        late: Some((words::lateness_class(late), words::lateness(late, locale))),
        left: left.to_owned(),
        with_unit: state.is_with_unit(),
    }
}

/// Every step that a remediation can have, the newest first.
fn steps(locale: Locale) -> Vec<Taken> {
    const NAMES: [(&str, bool); 15] = [
        ("escalated", false),
        ("reopened", false),
        ("closed", false),
        ("verified", false),
        ("sent-back", false),
        ("reported", true),
        ("reported-part", true),
        ("finding-withdrawn", false),
        ("dispute-upheld", false),
        ("disputed", true),
        ("explained", true),
        ("extension-refused", false),
        ("extension-granted", false),
        ("extension-asked", true),
        ("acknowledged", true),
    ];
    let file = || File {
        id: String::new(),
        name: "biên bản.pdf".to_owned(),
        picture: false,
        size: "96 KB".to_owned(),
    };
    let step = |(name, of_unit): (&str, bool)| Taken {
        by: "Vũ Thị Mai, 25/11/2026 15:46".to_owned(),
        what: locale.t(&format!("remediation-did-{name}")),
        words: if name == "closed" { String::new() } else { "Đã thay bảng niêm yết.".to_owned() },
        document: (name == "reported").then(|| "45/BC-UBND ngày 20/11/2026".to_owned()),
        date: name.starts_with("extension").then(|| "31/12/2026".to_owned()),
        files: if name == "reported" { vec![file()] } else { Vec::new() },
        of_unit,
    };
    NAMES.map(step).into()
}

fn charts() -> Vec<(u8, String)> {
    let bar = |name: &str, share, text: &str| Bar { name: name.to_owned(), share, text: text.to_owned() };
    let ranking = [
        bar("1. Xã Hồng Minh", 0.896, "89,60 %"),
        bar("2. Xã Tri Trung", 0.74, "74,00 %"),
        bar("–", 0.0, "–"),
    ];
    let cell = |band: u8| Some((band, format!("{}", u32::from(band) * 25)));
    let row = |name: &str, cells| HeatRow { name: name.to_owned(), cells };
    let heads = ["A", "B", "C", "D", "E", "F"].map(str::to_owned);
    let cells = (0..5).map(cell).chain([None]).collect::<Vec<_>>();
    let mirrored = cells.iter().rev().cloned().collect();
    let heat = [row("Xã Hồng Minh", cells), row("Xã Tri Trung", mirrored)];
    let column = |month: u32, over, open| Column { name: format!("{month:02}/2026"), over, open };
    let months = [column(9, 0, 17), column(10, 9, 8), column(11, 17, 0)];
    vec![
        (1, bars("Xếp hạng", &ranking)),
        (2, heat_map("Điểm từng phần", &heads, &heat)),
        (3, columns("Khắc phục theo thời gian", &months)),
    ]
}

/// Mounts the page.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("design", |rocket| async { rocket.mount("/", rocket::routes![page]) })
}
