use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(Catalogue::shipped);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(text: &str) -> UnitCode {
    text.parse().unwrap()
}

fn shipped() -> Catalogue {
    let files = [
        ("legacy.csv", include_str!("../../units/legacy.csv")),
        ("current.csv", include_str!("../../units/current.csv")),
    ];
    Catalogue::parse_files(&files).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// Provinces, cities, communes, wards and special zones in force on a date.
fn counts(catalogue: &Catalogue, date: &str) -> [usize; 5] {
    use UnitKind::*;
    [Province, City, Commune, Ward, SpecialZone]
        .map(|kind| catalogue.units().iter().filter(|u| u.kind == kind && u.in_force(day(date))).count())
}

fn names(catalogue: &Catalogue, query: &str, date: &str, limit: usize) -> Vec<String> {
    let hits = catalogue.search(query, day(date), limit);
    hits.into_iter().map(|unit| catalogue.qualified_name(unit, day(date))).collect()
}

#[test]
fn counts_of_the_official_lists() {
    let catalogue = shipped();
    assert_eq!(catalogue.units().len(), Catalogue::shipped().units().len());
    assert_eq!(counts(&catalogue, "2025-07-01"), [28, 6, 2_621, 687, 13]);
    assert_eq!(counts(&catalogue, "2026-04-29"), [28, 6, 2_621, 687, 13]);
    assert_eq!(counts(&catalogue, "2026-04-30"), [27, 7, 2_611, 697, 13]);
    assert_eq!(counts(&catalogue, "2026-09-01"), [26, 8, 2_611, 697, 13]);
    assert_eq!(counts(&catalogue, "2026-09-20"), [25, 9, 2_599, 709, 13]);
    let provinces = |date| counts(&catalogue, date)[..2].iter().sum::<usize>();
    assert_eq!((provinces("2018-02-22"), provinces("2025-06-30")), (63, 63));
}

#[test]
fn names_are_clean_and_unique_inside_a_province() {
    let catalogue = shipped();
    let today = day("2026-09-20");
    for unit in catalogue.units() {
        assert_eq!(*unit.name, *crate::text::nfc(&unit.name));
    }
    for province in
        catalogue.units().iter().filter(|u| u.kind.level() == Level::Province && u.in_force(today))
    {
        let children = catalogue.children(&province.code, today);
        let mut full: Vec<String> = children.iter().map(|unit| unit.full_name()).collect();
        full.sort();
        full.dedup();
        assert_eq!(full.len(), children.len(), "{}", province.full_name());
        assert!(!children.is_empty());
    }
}

#[test]
fn dong_nai_becomes_a_city_under_the_same_codes() {
    let catalogue = shipped();
    let (before, after) = (day("2026-04-29"), day("2026-04-30"));
    let name = |text, date| catalogue.at(&code(text), date).unwrap().full_name();
    assert_eq!(
        (name("75", before).as_str(), name("75", after).as_str()),
        ("Tỉnh Đồng Nai", "Thành phố Đồng Nai")
    );
    assert_eq!(
        (name("26368", before).as_str(), name("26368", after).as_str()),
        ("Xã Long Thành", "Phường Long Thành")
    );
    let changed =
        catalogue.children(&code("75"), after).into_iter().filter(|u| u.valid_from == Some(after)).count();
    assert_eq!(changed, 10);
    assert_eq!(catalogue.successors(&code("26368"), before), [catalogue.at(&code("26368"), after).unwrap()]);
    assert_eq!(catalogue.province_of(&code("26368"), after).unwrap().kind, UnitKind::City);
}

#[test]
fn the_communes_inspected_in_phu_xuyen_and_what_became_of_them() {
    let catalogue = shipped();
    let visit = day("2018-02-22");
    let district = catalogue.at(&code("280"), visit).unwrap();
    assert_eq!(district.full_name(), "Huyện Phú Xuyên");
    assert_eq!(catalogue.province_of(&code("280"), visit).unwrap().full_name(), "Thành phố Hà Nội");
    for (visited, name, next) in [
        ("10279", "Xã Phượng Dực", Some("10279")),
        ("10276", "Xã Hồng Minh", Some("10279")),
        ("10303", "Xã Hoàng Long", Some("10279")),
        // Gone before 2025-07-01; the sources do not say into which unit.
        ("10288", "Xã Tri Trung", None),
    ] {
        let unit = catalogue.at(&code(visited), visit).unwrap();
        assert_eq!(unit.full_name(), name);
        assert_eq!(unit.parent, Some(code("280")));
        assert_eq!(catalogue.qualified_name(unit, visit), format!("{name}, Hà Nội"));
        let became: Vec<&str> =
            catalogue.successors(&code(visited), visit).iter().map(|u| u.code.as_str()).collect();
        assert_eq!(became, Vec::from_iter(next));
        assert!(catalogue.children(&code("280"), visit).contains(&unit));
    }
    let today = catalogue.at(&code("10279"), day("2025-07-01")).unwrap();
    assert_eq!(
        (today.full_name().as_str(), today.parent.as_ref().unwrap().as_str()),
        ("Xã Phượng Dực", "01")
    );
    assert_eq!(catalogue.at(&code("280"), day("2025-07-01")), None, "no districts any more");
    assert!(catalogue.children(&code("280"), day("2025-07-01")).is_empty());
    assert!(catalogue.successors(&code("10279"), day("2025-07-01")).is_empty(), "still in force");
}

#[test]
fn a_code_is_a_key_only_with_a_date() {
    let catalogue = shipped();
    let name = |text, date| catalogue.at(&code(text), day(date)).map(Unit::full_name);
    assert_eq!(name("10291", "2018-02-22").as_deref(), Some("Xã Đại Thắng"));
    assert_eq!(name("10291", "2025-06-30").as_deref(), Some("Xã Văn Hoàng"));
    assert_eq!(name("10291", "2025-07-01"), None);
    assert_eq!(name("80", "2025-06-30").as_deref(), Some("Tỉnh Long An"));
    assert_eq!(name("80", "2025-07-01").as_deref(), Some("Tỉnh Tây Ninh"));
    let next = catalogue.successors(&code("80"), day("2020-05-01"));
    assert_eq!(next.iter().map(|u| u.full_name()).collect::<Vec<_>>(), ["Tỉnh Tây Ninh"]);
    let steps: Vec<_> = catalogue.history(&code("10291")).iter().map(|u| &*u.name).collect();
    assert_eq!(steps, ["Đại Thắng", "Văn Hoàng"]);
    assert!(catalogue.history(&code("99999")).is_empty());
}

#[test]
fn search_needs_no_accents_and_tells_provinces_apart() {
    let catalogue = shipped();
    let both = ["Phường Hòa Thành, Cà Mau", "Phường Hòa Thành, Tây Ninh"];
    for query in
        ["hoa thanh", "Hoà Thành", "HÒA THÀNH", "hòa\u{a0}thành", "phường hoà thành", "hoa\u{200b} thanh"]
    {
        assert_eq!(names(&catalogue, query, "2026-05-01", 2), both, "{query}");
    }
    assert_eq!(names(&catalogue, "Hòa Thành, Tây Ninh", "2026-05-01", 1), ["Phường Hòa Thành, Tây Ninh"]);
    assert_eq!(names(&catalogue, "hoa thanh", "2021-01-01", 1), ["Thị xã Hòa Thành, Tây Ninh"]);
    for query in ["đức huệ", "duc hue", "Đức Huệ", "DUC HUE", "xa duc hue", "duc hue tay ninh"] {
        assert_eq!(names(&catalogue, query, "2026-05-01", 1), ["Xã Đức Huệ, Tây Ninh"], "{query}");
    }
    assert_eq!(names(&catalogue, "duc hue", "2020-05-01", 1), ["Huyện Đức Huệ, Long An"]);
    assert_eq!(names(&catalogue, "mdrak", "2026-05-01", 1), names(&catalogue, "M’Drắk", "2026-05-01", 1));
    assert_eq!(names(&catalogue, "dong nai", "2026-05-01", 1), ["Thành phố Đồng Nai"]);
    assert_eq!(names(&catalogue, "10279", "2026-05-01", 3), ["Xã Phượng Dực, Hà Nội"]);
    let mut same_name = names(&catalogue, "tân an", "2026-05-01", 10);
    assert!(same_name.iter().all(|name| name.split_once(" Tân An, ").is_some()), "{same_name:?}");
    same_name.dedup();
    assert_eq!(same_name.len(), 10, "ten units of this name, each in another province");
    for nothing in ["", " \u{a0}", "'", "xyzzy", "xã xyzzy"] {
        assert!(names(&catalogue, nothing, "2026-05-01", 9).is_empty(), "{nothing}");
    }
}

#[test]
fn search_ranks_whole_names_before_beginnings_before_words() {
    let table = "code,name,kind,parent,valid_from,valid_to,predecessors\n01,Sông Hồng,city,,,,\n\
                 00001,Hồng Minh,commune,01,,,\n00002,Minh,ward,01,,,\n00003,Minh Tân,ward,01,,,\n00004,Mính,ward,01,,,\n";
    let catalogue = Catalogue::parse(table).unwrap();
    let found = |query: &str| {
        let hits = catalogue.search(query, day("2020-01-01"), 9);
        hits.into_iter().map(|unit| unit.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found("minh"), ["00002", "00004", "00003", "00001"]);
    assert_eq!(found("mính"), ["00004", "00002", "00003", "00001"]);
    assert_eq!(found("minh song"), ["00002", "00001", "00004", "00003"]);
    assert_eq!(found("xã minh"), ["00001"]);
}

#[test]
fn an_error_in_a_parent_is_not_repeated_for_its_children() {
    let table =
        "code,name,kind,parent,valid_from,valid_to,predecessors\n01,,city,,,,\n00001,Một,commune,01,,,\n";
    let errors = Catalogue::parse(table).unwrap_err();
    assert_eq!(errors.iter().map(|e| (e.line, &e.problem)).collect::<Vec<_>>(), [(2, &RowProblem::NoName)]);
}

#[test]
fn units_of_one_code_may_overlap_across_files_no_more_than_within_one() {
    let header = "code,name,kind,parent,valid_from,valid_to,predecessors\n";
    let (old, new) =
        (format!("{header}01,Cũ,province,,,2025-07-01,\n"), format!("{header}01,Mới,city,,2025-07-01,,01\n"));
    let errors = Catalogue::parse_files(&[("old.csv", &old), ("new.csv", &new)]).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "new.csv line 2: code 01 is in force at the same time on line 2 of old.csv"
    );
}

#[test]
fn all_errors_of_a_file_are_reported_with_their_lines() {
    let table = "code,name,kind,parent,valid_from,valid_to,predecessors\n\
                 01,Hà Nội,city,,2008-08-01,,\n\
                 1,Sai,planet,,2008-13-01,,x\n\
                 00001,Một,commune,77,2025-07-01,,\n\
                 00002,Hai,commune,,2025-07-01,2025-06-30,\n\
                 00003,Ba,commune,01,2025-07-01,,\n\
                 00003,Ba nữa,ward,01,2026-01-01,,\n\
                 00004,,ward,01,2026-01-01,,00009\n\
                 00005,Năm,ward,00003,2026-01-01,,\n\
                 006,Sáu,ward,01,2026-01-01,,\n\
                 00007,Bảy,ward,01,2026-01-01,,00010\n\
                 00008,Tám,ward,01,2000-01-01,,\n\
                 00009,Chín,ward\n";
    let errors = Catalogue::parse(table).unwrap_err();
    let found: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "line 3: '1' is not a valid UnitCode: expected 2, 3 or 5 digits",
            "line 3: 'x' is not a valid UnitCode: expected 2, 3 or 5 digits",
            "line 3: '2008-13-01' is not a date: expected YYYY-MM-DD or nothing",
            "line 3: unknown kind 'planet'",
            "line 4: no unit 77 for the whole time of this one",
            "line 5: valid_to 2025-06-30 is before valid_from 2025-07-01",
            "line 5: a commune needs a parent",
            "line 7: code 00003 is in force at the same time on line 6",
            "line 8: the name is empty",
            "line 9: 00003 cannot be the parent of a ward",
            "line 10: a ward has a code of 5 digits, not '006'",
            "line 11: no unit 00010 on the day before valid_from",
            "line 12: no unit 01 for the whole time of this one",
            "line 13: 3 fields, expected 7",
        ]
    );
}

proptest! {
    #[test]
    fn every_unit_is_found_by_its_folded_name(index in 0_usize..3_400) {
        let catalogue = &*SHIPPED;
        let unit = &catalogue.units()[index];
        let date = unit.valid_to.unwrap_or(day("2026-11-22"));
        prop_assert_eq!(catalogue.at(&unit.code, date), Some(unit));
        let hits = catalogue.search(&crate::text::fold(&unit.name), date, 100);
        prop_assert!(hits.contains(&unit), "{}", unit.full_name());
    }
}
