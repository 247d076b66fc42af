use super::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shipped() -> Calendar {
    Calendar::parse(include_str!("../../calendar/vietnam.csv")).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn the_shipped_table_has_the_statutory_days_of_each_year() {
    let calendar = shipped();
    assert_eq!(calendar, Calendar::shipped());
    for year in [2018, 2024, 2025, 2026] {
        assert!(calendar.covers(year));
        for month_day in ["01-01", "04-30", "05-01", "09-02"] {
            assert!(!calendar.is_working(day(&format!("{year}-{month_day}"))), "{year}-{month_day}");
        }
        // Weekdays off against Saturdays worked: 10 public holidays, 11 since 2021, and the Culture Day in 2026.
        let off = |kind| {
            let of_year =
                calendar.special_days().filter(|(date, special)| date.year() == year && special.kind == kind);
            of_year.filter(|(date, _)| kind == DayKind::MakeupWork || !is_weekend(*date)).count()
        };
        let statutory = match year {
            2018 => 10,
            2026 => 12,
            _ => 11,
        };
        // In 2018 one Saturday was made up in January 2019.
        let makeup = off(DayKind::MakeupWork) + usize::from(year == 2018);
        assert_eq!(off(DayKind::Holiday) - makeup, statutory, "{year}");
    }
    assert!(!calendar.covers(2019) && !calendar.covers(2023) && !calendar.covers(2027));
    assert!(calendar.is_working(day("2019-01-05")), "made up for 31/12/2018");
    assert!(calendar.is_working(day("2027-01-01")), "not covered: weekends only");
}

#[test]
fn working_days_step_over_tet_and_make_up_days() {
    let calendar = shipped();
    assert_eq!(calendar.add_working_days(day("2018-02-13"), 1), day("2018-02-21"));
    assert_eq!(calendar.add_working_days(day("2018-02-22"), 10), day("2018-03-08"));
    assert_eq!(calendar.add_working_days(day("2024-05-03"), 1), day("2024-05-04"));
    assert_eq!(calendar.add_working_days(day("2026-08-21"), 7), day("2026-09-03"));
    assert_eq!(calendar.add_working_days(day("2026-02-14"), 0), day("2026-02-14"));
    assert_eq!(calendar.working_days_between(day("2018-02-13"), day("2018-02-21")), 1);
    assert_eq!(calendar.working_days_between(day("2018-02-21"), day("2018-02-13")), -1);
    assert_eq!(calendar.working_days_between(day("2026-02-13"), day("2026-02-22")), 0);
    assert_eq!(calendar.add_working_days(NaiveDate::MAX, 3), NaiveDate::MAX);
}

#[test]
fn calendar_days_end_on_a_working_day() {
    let calendar = shipped();
    assert_eq!(calendar.due(day("2018-02-22"), 30, DayCount::Working), day("2018-04-05"));
    assert_eq!(calendar.due(day("2018-02-22"), 28, DayCount::Calendar), day("2018-03-22"));
    assert_eq!(
        calendar.due(day("2018-02-22"), 30, DayCount::Calendar),
        day("2018-03-26"),
        "24 March was a Saturday"
    );
    assert_eq!(
        calendar.due(day("2026-02-10"), 6, DayCount::Calendar),
        day("2026-02-23"),
        "16 February was Tết"
    );
}

#[test]
fn after_three_o_clock_the_next_working_day_counts() {
    let calendar = shipped();
    for (received, counts_from) in [
        ("2018-02-22T14:59:59", "2018-02-22"),
        ("2018-02-22T15:00:00", "2018-02-22"),
        ("2018-02-22T15:00:01", "2018-02-23"),
        ("2018-02-23T16:00:00", "2018-02-26"),
        ("2018-02-24T09:00:00", "2018-02-26"),
        ("2018-02-13T15:30:00", "2018-02-21"),
        ("2024-05-03T17:00:00", "2024-05-04"),
    ] {
        assert_eq!(calendar.clock_start(received.parse().unwrap()), day(counts_from), "{received}");
    }
}

#[test]
fn stated_deadlines() {
    for (text, last) in [
        ("trước ngày 01/8/2020", "2020-07-31"),
        ("Trước ngày 1/1/2020", "2019-12-31"),
        ("trong tháng 6/2020", "2020-06-30"),
        ("trong tháng 02/2024", "2024-02-29"),
        ("Trong\u{a0}tháng 12 năm 2026", "2026-12-31"),
        ("ngày 05/3/2018", "2018-03-05"),
        ("đến hết ngày 05/3/2018", "2018-03-05"),
        ("ngày 05 tháng 3 năm 2018", "2018-03-05"),
        ("05/03/2018", "2018-03-05"),
        ("2018-03-05", "2018-03-05"),
    ] {
        assert_eq!(parse_deadline(text), Some(day(last)), "{text}");
    }
    for text in
        ["", "sớm", "trước ngày", "ngày 31/6/2020", "trong tháng 13/2020", "05/3/18", "trước 5", "+5/3/2018"]
    {
        assert_eq!(parse_deadline(text), None, "{text}");
    }
    assert_eq!(within_month(2020, 0), None);
}

#[test]
fn all_errors_of_a_table_are_reported_with_their_lines() {
    let table = "# comment\ndate,kind,name_vi,name_en\n2026-02-30,holiday,a,b\n2026-01-01,feast,a,b\n\
                 2026-01-02,holiday,,b\n2026-01-02,holiday,a,b\n2026-01-05,makeup_work,a,b\n2026-01-06,holiday\n";
    let errors = Calendar::parse(table).unwrap_err().0;
    let found: Vec<_> = errors.iter().map(|e| (e.line, &e.problem)).collect();
    assert_eq!(
        found,
        [
            (3, &CalendarProblem::BadDate("2026-02-30".into())),
            (4, &CalendarProblem::UnknownKind("feast".into())),
            (5, &CalendarProblem::NoName),
            (6, &CalendarProblem::Duplicate { date: day("2026-01-02"), first: 5 }),
            (7, &CalendarProblem::MakeupOnWeekday(day("2026-01-05"))),
            (8, &CalendarProblem::Table(crate::table::TableProblem::Fields { expected: 4, found: 2 })),
        ]
    );
    let header = Calendar::parse("date;kind\n").unwrap_err();
    assert_eq!(header.to_string(), "line 1: the header must be 'date,kind,name_vi,name_en'");
    assert!(Calendar::parse("").is_err());
}

proptest! {
    #[test]
    fn adding_and_counting_are_inverse(offset in 0_u64..4000, n in 0_u16..400) {
        let calendar = Calendar::shipped();
        let start = day("2017-06-01") + Days::new(offset);
        let end = calendar.add_working_days(start, n);
        prop_assert_eq!(calendar.working_days_between(start, end), i64::from(n));
        prop_assert_eq!(calendar.working_days_between(end, start), -i64::from(n));
        prop_assert!(n == 0 || calendar.is_working(end));
    }

    #[test]
    fn counting_agrees_with_looking_at_each_day(offset in 0_u64..4000, length in 0_u64..800) {
        let calendar = Calendar::shipped();
        let start = day("2017-06-01") + Days::new(offset);
        let counted = (1..=length).filter(|n| calendar.is_working(start + Days::new(*n))).count();
        prop_assert_eq!(calendar.working_days_between(start, start + Days::new(length)), counted as i64);
    }
}
