//! What people type.

use crate::support::{NEW, OLD};
use ::schemas::answer::{Answer, Qualifier};
use ::schemas::entry::{Refusal, check, parse, show};
use ::schemas::template::{Compiled, Kind};
use ::schemas::text::Language;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kind<'a>(template: &'a Compiled, item: &str) -> &'a Kind {
    &template.item(&item.parse().unwrap()).unwrap().kind
}

fn field<'a>(template: &'a Compiled, name: &str) -> &'a Kind {
    let fields = &template.template().groups[0].fields;
    &fields.iter().find(|f| f.id.as_str() == name).unwrap().kind
}

#[test]
fn typed_words_become_answers() {
    let date = day("2026-09-15");
    let number = |text: &str, q| Answer::Decimal(text.parse().unwrap(), q);
    for (item, typed, expected) in [
        ("A01", "Có", Answer::Yes),
        ("A01", "khong dat", Answer::No),
        ("A01", "KAD", Answer::NotApplicable),
        ("A01", " - ", Answer::Cleared),
        ("A02", "243/250", Answer::Ratio(243, 250)),
        ("A02", "20.297 / 21.004", Answer::Ratio(20_297, 21_004)),
        ("A03", "1.005", Answer::Integer(1_005)),
        ("F06", "90,5", number("90.5", Qualifier::Exact)),
        ("F06", "trên 90 %", number("90", Qualifier::Above)),
        ("F06", "gần 96%", number("96", Qualifier::Nearly)),
        ("B01", "outdated", Answer::Choice("outdated".parse().unwrap())),
        ("B01", "Có, chưa cập nhật", Answer::Choice("outdated".parse().unwrap())),
        ("A06", "sai", Answer::Choice("wrong".parse().unwrap())),
        ("A08", "qr, kiosk", Answer::Choices(["qr", "kiosk"].map(|c| c.parse().unwrap()).into())),
        ("I03", "22.2.2027", Answer::Date(day("2027-02-22"))),
    ] {
        assert_eq!(parse(kind(&NEW, item), typed, date), Ok(expected), "{item} {typed}");
    }
    let moment = day("2026-07-02").and_hms_opt(15, 30, 0).unwrap();
    for typed in ["02/07/2026 15:30", "2026-07-02T15:30", "15h30 2/7/2026"] {
        assert_eq!(parse(field(&NEW, "DS04"), typed, date), Ok(Answer::Moment(moment)), "{typed}");
    }
    let periods = vec![(day("2026-07-01"), day("2026-07-03")), (day("2026-07-08"), day("2026-07-08"))];
    assert_eq!(
        parse(field(&NEW, "DS06"), "2026-07-01..2026-07-03, 8/7/2026", date),
        Ok(Answer::Periods(periods))
    );
}

#[test]
fn a_percentage_without_its_numbers_is_refused_with_the_reason() {
    let refusal = parse(kind(&OLD, "C01"), "mức độ 3 đạt tỷ lệ 95%", day("2018-02-22")).unwrap_err();
    assert!(matches!(refusal, Refusal::NeedsBothNumbers { .. }));
    let text = refusal.about("C01", Language::Vi);
    assert!(text.starts_with("C01: ") && text.contains("tử số/mẫu số"), "{text}");
}

#[test]
fn broken_rules_are_named() {
    let date = day("2026-09-15");
    let refused =
        |item: &str, typed: &str| parse(kind(&NEW, item), typed, date).unwrap_err().text(Language::Vi);
    for (item, typed, expected) in [
        ("A02", "251/250", "Tử số 251 lớn hơn mẫu số 250"),
        ("A03", "-2", "không được âm"),
        ("A03", "21.00", "số nguyên không âm"),
        ("B01", "x1", "cho phép: current (Có, đã cập nhật)"),
        ("F06", "101", "từ 0 đến 100"),
        ("D02", "1/2", "được tính"),
        ("D01", "new=5", "Thiếu số liệu carried"),
        ("D01", "carried=0 new=5 x=1", "Không có số liệu \"x\""),
        ("I03", "31/02/2026", "ngày/tháng/năm"),
        ("A01", "có thể", "có, không"),
    ] {
        assert!(refused(item, typed).contains(expected), "{item} {typed}: {}", refused(item, typed));
    }
}

#[test]
fn choices_are_offered_by_their_dates() {
    let on =
        |template, typed: &str, date: &str| parse(field(template, "online_level"), typed, day(date)).is_ok();
    assert!(on(&OLD, "level_4", "2022-08-14") && !on(&OLD, "full", "2022-08-14"));
    assert!(!on(&OLD, "level_4", "2022-08-15") && on(&OLD, "full", "2022-08-15"));
    assert!(!on(&NEW, "proactive_2", "2026-06-30") && on(&NEW, "proactive_2", "2026-07-01"));
    let id = Answer::Choice("proactive_2".parse().unwrap());
    assert!(check(field(&NEW, "online_level"), &id, day("2026-06-30")).is_err());
}

#[test]
fn an_answer_is_shown_as_a_reader_expects_it() {
    let date = day("2026-09-15");
    for (item, typed, vi, en) in [
        ("A01", "có", "Có", "Yes"),
        ("A01", "khong", "Không", "No"),
        ("A01", "KAD", "Không áp dụng", "Not applicable"),
        ("A01", "-", "Đã xoá câu trả lời", "Answer taken back"),
        ("A02", "20297/21004", "20.297/21.004 = 96,63 %", "20,297/21,004 = 96.63%"),
        ("A02", "0/0", "0/0", "0/0"),
        ("A03", "21004", "21.004", "21,004"),
        ("F06", "trên 90,5", "trên 90,5", "above 90.5"),
        ("F06", "gần 96", "gần 96", "nearly 96"),
        ("B01", "outdated", "Có, chưa cập nhật", "There, not up to date"),
        ("A08", "none", "Không chọn mục nào", "Nothing chosen"),
        ("I03", "22/2/2027", "22/02/2027", "22 Feb 2027"),
    ] {
        let kind = kind(&NEW, item);
        let answer = parse(kind, typed, date).unwrap();
        let shown = [Language::Vi, Language::En].map(|language| show(Some(kind), &answer, language));
        assert_eq!(shown, [vi, en], "{item}");
    }
    let of = |name: &str, typed: &str| {
        let kind = field(&NEW, name);
        show(Some(kind), &parse(kind, typed, date).unwrap(), Language::Vi)
    };
    assert_eq!(of("DS04", "2026-07-02T15:30"), "15:30 02/07/2026");
    assert_eq!(of("DS06", "2026-07-01..2026-07-03, 8/7/2026"), "01/07/2026 – 03/07/2026; 08/07/2026");
    assert_eq!(of("DS06", "[]"), "Không có");
    let figures = kind(&NEW, "D01");
    let Kind::Figures { fields, .. } = figures else { panic!("{figures:?}") };
    let numbers: Vec<_> = fields.iter().map(|field| format!("{}=21004", field.id)).collect();
    let answer = parse(figures, &numbers.join(" "), date).unwrap();
    let shown = show(Some(figures), &answer, Language::Vi);
    assert!(shown.starts_with(&format!("{}: 21.004; ", fields[0].label.vi)), "{shown}");
    assert!(show(None, &answer, Language::Vi).contains(&format!("{}: 21.004", fields[0].id)));
}
