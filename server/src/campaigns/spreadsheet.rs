//! A plan as a workbook (XLSX) with four sheets. Reading one turns it into the text of a campaign file and remembers
//! which line came from which cell: so there is one set of checks, and each mistake is told with its sheet and cell.

use super::export::{Day, File, file};
use super::whole::Whole;
use crate::store::{self, Reader};
use calamine::{Data, DataType, Range, Reader as _, Xlsx};
use chrono::NaiveDate;
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use schemas::entry::number_of;
use schemas::text::{fold, nfc};
use schemas::wire::{HalfDay, TeamRole};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The sheets; the last one may be missing.
const PLAN: &str = "Kế hoạch";
const TEAMS: &str = "Đoàn";
const VISITS: &str = "Lịch";
const TARGETS: &str = "Chỉ tiêu";
/// Largest workbook after inflating, in bytes; and the most rows of a sheet.
const INFLATED: u64 = 64 * 1024 * 1024;
const ROWS: usize = 20_000;

/// Key in the file, words in the first column of the first sheet.
const FIELDS: [(&str, &str); 16] = [
    ("id", "Mã đợt kiểm tra"),
    ("title", "Tên"),
    ("issuing_body", "Cơ quan ban hành"),
    ("plan_number", "Số kế hoạch"),
    ("plan_date", "Ngày kế hoạch"),
    ("period_from", "Kiểm tra từ ngày"),
    ("period_to", "Kiểm tra đến ngày"),
    ("template", "Mã mẫu phiếu"),
    ("edition", "Ấn bản mẫu phiếu"),
    ("organisation", "Mã tổ chức"),
    ("legal_basis", "Căn cứ"),
    ("decision_number", "Số quyết định"),
    ("decision_date", "Ngày quyết định"),
    ("inspected_from", "Thời kỳ từ ngày"),
    ("inspected_to", "Thời kỳ đến ngày"),
    ("surprise", "Kiểm tra đột xuất"),
];
const TEAM_COLUMNS: [&str; 7] =
    ["Mã đoàn", "Tên đoàn", "Tên đăng nhập", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Phần"];
const VISIT_COLUMNS: [&str; 5] = ["Mã đơn vị", "Đơn vị", "Ngày", "Buổi", "Mã đoàn"];
const TARGET_COLUMNS: [&str; 3] = ["Mã chỉ tiêu", "Chỉ tiêu", "Theo kế hoạch này"];
/// What words in cells mean.
const ROLES: [(&str, TeamRole); 4] = [
    ("Trưởng đoàn", TeamRole::Leader),
    ("Phó trưởng đoàn", TeamRole::Deputy),
    ("Thư ký", TeamRole::Secretary),
    ("Thành viên", TeamRole::Member),
];
const HALVES: [(&str, HalfDay); 2] = [("Sáng", HalfDay::Morning), ("Chiều", HalfDay::Afternoon)];
const YES: &str = "Có";
const NO: &str = "Không";

/// Not a workbook, or one that is too large.
#[derive(Debug, thiserror::Error)]
#[error("not a workbook: {0}")]
pub struct NotASpreadsheet(pub String);

/// A workbook as the text of a campaign file.
#[derive(Debug)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// For each of its lines the cell it came from, for example `Lịch!C3`.
    pub cells: Vec<String>,
}

fn day(Day(day): Day) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// A plan as a workbook.
pub fn spreadsheet(reader: &Reader, plan: &Whole) -> Result<Vec<u8>, store::Error> {
    write(&file(reader, plan)?).map_err(|_| store::Error::Incomplete("a plan that fits into a workbook"))
}

fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

fn write(file: &File) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E6_EEF6));
    let value = |key: &str| match key {
        "id" => file.id.clone(),
        "title" => file.title.clone(),
        "issuing_body" => file.issuing_body.clone(),
        "plan_number" => file.plan_number.clone(),
        "plan_date" => day(file.plan_date),
        "period_from" => day(file.period_from),
        "period_to" => day(file.period_to),
        "template" => file.template.clone(),
        "edition" => file.edition.to_string(),
        "organisation" => file.organisation.clone().unwrap_or_default(),
        "legal_basis" => file.legal_basis.clone(),
        "decision_number" => file.decision_number.clone(),
        "decision_date" => file.decision_date.map(day).unwrap_or_default(),
        "inspected_from" => file.inspected_from.map(day).unwrap_or_default(),
        "inspected_to" => file.inspected_to.map(day).unwrap_or_default(),
        _ => (if file.surprise { YES } else { NO }).to_owned(),
    };
    let sheet = workbook.add_worksheet().set_name(PLAN)?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 60)?;
    for (row, (key, label)) in (0_u32..).zip(FIELDS) {
        sheet.write_with_format(row, 0, label, &head)?;
        sheet.write(row, 1, value(key))?;
    }
    let sheet = workbook.add_worksheet().set_name(TEAMS)?;
    sheet
        .set_column_width(1, 20)?
        .set_column_width(2, 20)?
        .set_column_width(3, 28)?
        .set_column_width(4, 32)?;
    for (column, label) in (0_u16..).zip(TEAM_COLUMNS) {
        sheet.write_with_format(0, column, label, &head)?;
    }
    let mut row = 0_u32;
    for team in &file.teams {
        row += 1;
        sheet.write(row, 0, &team.id)?.write(row, 1, &team.name)?;
        for (at, member) in team.members.iter().enumerate() {
            row += u32::from(at > 0);
            sheet.write(row, 0, &team.id)?.write(row, 1, &team.name)?;
            sheet.write(row, 2, &member.person)?.write(row, 3, &member.name)?;
            sheet.write(row, 4, &member.position)?.write(row, 5, word(&ROLES, member.role))?;
            sheet.write(row, 6, member.sections.join(", "))?;
        }
    }
    let sheet = workbook.add_worksheet().set_name(VISITS)?;
    sheet.set_column_width(1, 32)?.set_column_width(2, 14)?;
    for (column, label) in (0_u16..).zip(VISIT_COLUMNS) {
        sheet.write_with_format(0, column, label, &head)?;
    }
    for (row, visit) in (1_u32..).zip(&file.visits) {
        sheet.write(row, 0, &visit.unit)?.write(row, 1, &visit.name)?.write(row, 2, day(visit.date))?;
        sheet.write(row, 3, word(&HALVES, visit.half_day))?.write(row, 4, &visit.team)?;
    }
    let sheet = workbook.add_worksheet().set_name(TARGETS)?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 60)?.set_column_width(2, 20)?;
    for (column, label) in (0_u16..).zip(TARGET_COLUMNS) {
        sheet.write_with_format(0, column, label, &head)?;
    }
    for (row, (id, label)) in (1_u32..).zip(&file.parameters) {
        sheet.write(row, 0, id)?.write(row, 1, label)?;
        if let Some(value) = file.targets.get(id) {
            sheet.write(row, 2, *value)?;
        }
    }
    workbook.save_to_buffer()
}

/// What stands in a cell, as text; days as `YYYY-MM-DD`.
fn text(cell: &Data) -> String {
    if let Some(day) = cell.is_datetime().then(|| cell.as_date()).flatten() {
        return day.to_string();
    }
    match cell {
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Data::Bool(flag) => (if *flag { YES } else { NO }).to_owned(),
        Data::Empty => String::new(),
        other => nfc(&other.to_string()),
    }
}

/// `22/02/2018` → `2018-02-22`; anything else stays, for the checks to say what is wrong with it.
fn iso(text: &str) -> String {
    NaiveDate::parse_from_str(text, "%d/%m/%Y").map_or_else(|_| text.to_owned(), |day| day.to_string())
}

/// The text being made, with the cell of each line.
struct Lines {
    text: String,
    cells: Vec<String>,
}

impl Lines {
    fn line(&mut self, sheet: &str, (row, column): (usize, usize), line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        let letter = char::from(b'A'.saturating_add(u8::try_from(column).unwrap_or(25)));
        self.cells.push(format!("{sheet}!{letter}{}", row + 1));
    }

    fn value(&mut self, sheet: &str, at: (usize, usize), key: &str, value: &str) {
        // A text in JSON is one in TOML too.
        self.line(sheet, at, &format!("{key} = {}", serde_json::Value::from(value)));
    }
}

fn known<T: serde::Serialize>(words: &[(&str, T)], text: &str) -> String {
    let found = words.iter().find(|(word, _)| fold(word) == fold(text));
    let name = found.and_then(|(_, value)| serde_json::to_value(value).ok());
    name.as_ref().and_then(|name| name.as_str()).unwrap_or(text).to_owned()
}

/// Turns a workbook into the text of a campaign file.
pub fn from_spreadsheet(bytes: &[u8]) -> Result<Converted, NotASpreadsheet> {
    bounded(bytes)?;
    let refused = |error: calamine::XlsxError| NotASpreadsheet(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let mut lines = Lines { text: String::new(), cells: Vec::new() };
    let mut sheet = |name: &str| -> Result<Range<Data>, NotASpreadsheet> {
        let range = book.worksheet_range(name).map_err(|_| NotASpreadsheet(format!("no sheet “{name}”")))?;
        if range.height() > ROWS {
            return Err(NotASpreadsheet(format!("“{name}”: more than {ROWS} rows")));
        }
        Ok(range)
    };
    let (plan, teams, visits) = (sheet(PLAN)?, sheet(TEAMS)?, sheet(VISITS)?);
    let targets = sheet(TARGETS).unwrap_or_default();
    let cell = |range: &Range<Data>, row: usize, column: usize| {
        let at = (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
        range.get_value(at).map(text).unwrap_or_default()
    };
    let last = |range: &Range<Data>| range.end().map_or(0, |(row, _)| row as usize);
    for row in 0..=last(&plan) {
        let (label, value) = (cell(&plan, row, 0), cell(&plan, row, 1));
        let Some((key, _)) = FIELDS.iter().find(|(key, word)| fold(word) == fold(&label) || *key == label)
        else {
            if !label.is_empty() {
                lines.line(PLAN, (row, 0), &format!("{} = \"\"", serde_json::Value::from(label)));
            }
            continue;
        };
        match *key {
            _ if value.is_empty() => {}
            "edition" if value.parse::<u32>().is_ok() => {
                lines.line(PLAN, (row, 1), &format!("edition = {value}"))
            }
            "surprise" if fold(&value) == fold(YES) => lines.line(PLAN, (row, 1), "surprise = true"),
            "surprise" if fold(&value) == fold(NO) => lines.line(PLAN, (row, 1), "surprise = false"),
            key => lines.value(PLAN, (row, 1), key, &iso(&value)),
        }
    }
    lines.line(TARGETS, (0, 0), "[targets]");
    for row in 1..=last(&targets) {
        let (id, value) = (cell(&targets, row, 0), cell(&targets, row, 2));
        if value.is_empty() {
            continue;
        }
        let (id, at) = (serde_json::Value::from(id), (row, 2));
        match number_of(&value) {
            Some(number) => lines.line(TARGETS, at, &format!("{id} = {number}")),
            None => lines.line(TARGETS, at, &format!("{id} = {}", serde_json::Value::from(value))),
        }
    }
    // Rows of one team need not stand together.
    let mut by_team: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for row in 1..=last(&teams) {
        let id = cell(&teams, row, 0);
        if (0..7).all(|column| cell(&teams, row, column).is_empty()) {
            continue;
        }
        let at = order.iter().position(|known| *known == id).unwrap_or(order.len());
        if at == order.len() {
            order.push(id.clone());
        }
        by_team.entry((at, id)).or_default().push(row);
    }
    for ((_, id), rows) in by_team {
        let Some(first) = rows.first().copied() else { continue };
        lines.line(TEAMS, (first, 0), "[[team]]");
        lines.value(TEAMS, (first, 0), "id", &id);
        lines.value(TEAMS, (first, 1), "name", &cell(&teams, first, 1));
        for row in rows {
            if (2..7).all(|column| cell(&teams, row, column).is_empty()) {
                continue;
            }
            lines.line(TEAMS, (row, 2), "[[team.member]]");
            lines.value(TEAMS, (row, 2), "person", &cell(&teams, row, 2));
            lines.value(TEAMS, (row, 3), "name", &cell(&teams, row, 3));
            let position = cell(&teams, row, 4);
            if !position.is_empty() {
                lines.value(TEAMS, (row, 4), "position", &position);
            }
            lines.value(TEAMS, (row, 5), "role", &known(&ROLES, &cell(&teams, row, 5)));
            let sections = cell(&teams, row, 6);
            let sections: Vec<&str> =
                sections.split([',', ';', ' ']).filter(|section| !section.is_empty()).collect();
            lines.line(TEAMS, (row, 6), &format!("sections = {}", serde_json::Value::from(sections)));
        }
    }
    for row in 1..=last(&visits) {
        if (0..5).all(|column| cell(&visits, row, column).is_empty()) {
            continue;
        }
        lines.line(VISITS, (row, 0), "[[visit]]");
        lines.value(VISITS, (row, 0), "unit", &cell(&visits, row, 0));
        lines.value(VISITS, (row, 2), "date", &iso(&cell(&visits, row, 2)));
        lines.value(VISITS, (row, 3), "half_day", &known(&HALVES, &cell(&visits, row, 3)));
        lines.value(VISITS, (row, 4), "team", &cell(&visits, row, 4));
    }
    Ok(Converted { text: lines.text, cells: lines.cells })
}

/// Refuses what would inflate beyond all measure before anything is read into memory.
fn bounded(bytes: &[u8]) -> Result<(), NotASpreadsheet> {
    let refused = |error: &dyn std::fmt::Display| NotASpreadsheet(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let mut left = INFLATED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| refused(&error))?;
        let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|error| refused(&error))?;
        left = left.checked_sub(size).ok_or_else(|| NotASpreadsheet("too large".into()))?;
    }
    Ok(())
}
