use crate::support::Office;
use server::accounts::Scope;
use server::campaigns::ImportError;
use server::store;

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let office = Office::new();
    let text = Office::campaign_text();
    let first = office.import(&text).unwrap();
    assert_eq!((first.changed, first.version, first.visits), (true, 1, 2));
    let again = office.import(&text).unwrap();
    assert_eq!((again.changed, again.version), (false, 1));
}

#[test]
fn a_visit_that_the_plan_no_longer_has_is_cancelled_and_comes_back_with_it() {
    let office = Office::new();
    let text = Office::campaign_text();
    office.import(&text).unwrap();
    let (without, _) = text.rsplit_once("[[visit]]").unwrap();
    let changed = office.import(without).unwrap();
    assert_eq!((changed.changed, changed.cancelled.len(), changed.version), (true, 1, 2));
    let id = changed.cancelled[0];
    let visit = || {
        office
            .store
            .read_blocking(|reader| store::visit::get(reader, &Scope::operator(), &id))
            .unwrap()
            .unwrap()
    };
    assert!(visit().cancelled_at.is_some());
    let chi = "chi".parse().unwrap();
    let assigned = office.store.read_blocking(|reader| store::visit::is_assigned(reader, &id, &chi));
    assert!(assigned.unwrap(), "work done before is still taken");
    assert!(!office.import(without).unwrap().changed);
    assert!(office.import(&text).unwrap().changed);
    assert_eq!(visit().cancelled_at, None);
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let text = Office::campaign_text()
        .replace("plan_date = 2018-01-30", "plan_date = \"hôm nay\"")
        .replace("sections = [\"A\", \"B\"]", "sections = [\"A\", \"ZZ\"]\ncolour = \"blue\"")
        .replace("half_day = \"afternoon\"", "half_day = \"noon\"");
    let told = |text: &str| match Office::new().import(text) {
        Err(ImportError::File(errors)) => errors.into_iter().map(|e| (e.line, e.message)).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let line = |start: &str| text.lines().position(|line| line.starts_with(start)).unwrap() + 1;
    let errors = told(&text);
    let lines: Vec<usize> = errors.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [line("plan_date"), line("colour"), line("half_day = \"noon")], "{errors:?}");

    // What refers to other things is checked once the file itself can be read.
    let unit = text.lines().filter(|line| line.starts_with("unit")).nth(1).unwrap();
    let text = Office::campaign_text()
        .replace("\"B\"]", "\"ZZ\"]")
        .replace(unit, "unit = \"99999\"")
        .replace("role = \"member\"", "role = \"leader\"")
        .replace("team = \"2\"", "team = \"3\"");
    let line = |start: &str| text.lines().position(|line| line.starts_with(start)).unwrap() + 1;
    let errors = told(&text);
    let lines: Vec<usize> = errors.iter().map(|(line, _)| *line).collect();
    let wanted = [line("[[team]]"), line("sections"), line("unit = \"99999\""), line("team = \"3\"")];
    assert_eq!(lines, wanted, "{errors:?}");
}

#[test]
fn a_file_with_a_mistake_changes_nothing() {
    let office = Office::new();
    office.import(&Office::campaign_text().replace("cchc-xa-2018", "khong-co")).unwrap_err();
    assert!(
        office
            .store
            .read_blocking(|reader| store::campaign::list(reader, &Scope::operator()))
            .unwrap()
            .is_empty()
    );
}
