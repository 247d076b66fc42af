use super::*;
use crate::store::Store;
use serde_json::json;

/// A log of six lines; tampering goes round the triggers, as whoever has the file can.
fn log() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for n in 0..6 {
        let deed =
            Deed::new("tested", format!("thing-{n}")).before(json!({ "n": n })).after(json!({ "n": n + 1 }));
        let by = By { who: "an".into(), address: "192.0.2.7".into() };
        store.write_blocking(move |tx| append(tx, n, &by, deed)).unwrap();
    }
    (folder, store)
}

fn tamper(store: &Store, sql: &'static str) {
    let triggers = "DROP TRIGGER IF EXISTS audit_log_is_never_changed; DROP TRIGGER IF EXISTS audit_log_is_never_shortened;";
    let run = move |tx: &Tx| Ok::<_, Error>(tx.connection().execute_batch(&format!("{triggers}{sql}"))?);
    store.write_blocking(run).unwrap();
}

fn breaches(store: &Store, elsewhere: Option<Head>) -> Vec<Breach> {
    store.read_blocking(|reader| verify(reader, elsewhere)).unwrap().breaches
}

#[test]
fn an_untouched_log_is_whole() {
    let (_folder, store) = log();
    let verdict = store.read_blocking(|reader| verify(reader, None)).unwrap();
    assert_eq!((verdict.lines, verdict.breaches), (6, vec![]));
    let head: Head = verdict.head.to_string().parse().unwrap();
    assert_eq!(breaches(&store, Some(head)), []);
}

#[test]
fn lines_are_neither_changed_nor_removed_by_accident() {
    let (_folder, store) = log();
    for sql in ["UPDATE audit_log SET who = 'binh'", "DELETE FROM audit_log"] {
        let run = move |tx: &Tx| Ok::<_, Error>(tx.connection().execute(sql, [])?);
        assert!(store.write_blocking(run).is_err());
    }
    assert_eq!(breaches(&store, None), []);
}

#[test]
fn each_altered_field_is_found() {
    for field in [
        "at = at + 1",
        "who = 'x'",
        "address = ''",
        "what = 'x'",
        "subject = ''",
        "details = '[]'",
        "before = NULL",
        "after = '{}'",
        "hash = zeroblob(32)",
    ] {
        let (_folder, store) = log();
        tamper(&store, Box::leak(format!("UPDATE audit_log SET {field} WHERE id = 3").into_boxed_str()));
        assert_eq!(breaches(&store, None)[0], Breach::Altered { id: 3 }, "{field}");
    }
}

#[test]
fn removed_lines_are_found_wherever_they_stood() {
    for (sql, missing) in [("id = 1", (1, 1)), ("id IN (3, 4)", (3, 4)), ("id >= 5", (5, 6))] {
        let (_folder, store) = log();
        tamper(&store, Box::leak(format!("DELETE FROM audit_log WHERE {sql}").into_boxed_str()));
        let (first, last) = missing;
        assert_eq!(breaches(&store, None), [Breach::Missing { first, last }], "{sql}");
        // What is written afterwards does not cover it up.
        store.write_blocking(|tx| append(tx, 9, &By::command_line(), Deed::new("later", "x"))).unwrap();
        assert_eq!(breaches(&store, None), [Breach::Missing { first, last }], "{sql}");
    }
}

#[test]
fn closing_the_gap_and_changing_the_order_are_found() {
    let (_folder, store) = log();
    tamper(&store, "DELETE FROM audit_log WHERE id = 3; UPDATE audit_log SET id = id - 1 WHERE id > 3");
    assert!(breaches(&store, None).contains(&Breach::Altered { id: 3 }));
    let (_folder, store) = log();
    tamper(
        &store,
        "UPDATE audit_log SET id = 100 WHERE id = 3; UPDATE audit_log SET id = 3 WHERE id = 4;
        UPDATE audit_log SET id = 4 WHERE id = 100",
    );
    assert!(breaches(&store, None).contains(&Breach::Altered { id: 3 }));
}

#[test]
fn a_log_rewritten_from_the_start_is_found_by_a_head_kept_elsewhere() {
    let (_folder, store) = log();
    let kept = store.read_blocking(head).unwrap();
    tamper(&store, "DELETE FROM audit_log; DELETE FROM meta WHERE key = 'audit_head'");
    for n in 0..8 {
        store.write_blocking(move |tx| append(tx, n, &By::command_line(), Deed::new("forged", n))).unwrap();
    }
    assert_eq!(breaches(&store, None), [], "nothing in the database itself can tell");
    assert_eq!(breaches(&store, Some(kept)), [Breach::Rewritten { id: 6 }]);
}

#[test]
fn lines_from_before_they_were_bound_are_bound_once() {
    let (_folder, store) = log();
    tamper(&store, "UPDATE audit_log SET hash = NULL; DELETE FROM meta WHERE key = 'audit_head'");
    store.write_blocking(seal).unwrap();
    assert_eq!(breaches(&store, None), []);
    tamper(&store, "UPDATE audit_log SET who = 'x' WHERE id = 2");
    store.write_blocking(seal).unwrap();
    assert_eq!(breaches(&store, None), [Breach::Altered { id: 2 }]);
}

#[test]
fn lines_are_found_by_what_stands_in_them() {
    let (_folder, store) = log();
    let found = |search: Search| -> Vec<i64> {
        let entries = store.read_blocking(|reader| super::search(reader, &search, 10)).unwrap();
        entries.into_iter().map(|entry| entry.id).collect()
    };
    assert_eq!(found(Search { text: Some("thing-2".into()), ..Search::default() }), [3]);
    assert_eq!(found(Search { who: Some("an".into()), older_than: Some(3), ..Search::default() }), [2, 1]);
    assert!(found(Search { text: Some("thing_2".into()), ..Search::default() }).is_empty());
    assert_eq!(found(Search { from: Some(1), until: Some(3), ..Search::default() }), [3, 2]);
}
