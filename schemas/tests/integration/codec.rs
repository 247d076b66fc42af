//! What goes through the one tree is what the libraries of the two formats make of the same types.

use ::schemas::answer::Answer;
use ::schemas::codec::{from_json, from_message, to_json, to_message};
use ::schemas::ids::{ActorId, ChangeHash, VisitId};
use ::schemas::template::{Template, load, shipped};
use ::schemas::wire::{AboutDevice, DocPull, DocPush, SyncRequest, Tip};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(to_json(value).unwrap(), json);
    assert_eq!(&from_json::<T>(json.as_bytes()).unwrap(), value);
    let message = rmp_serde::to_vec_named(value).unwrap();
    assert_eq!(to_message(value).unwrap(), message, "{value:?}");
    assert_eq!(&from_message::<T>(&message).unwrap(), value);
}

#[test]
fn templates_answers_and_requests_are_the_same_bytes() {
    for (name, toml) in shipped() {
        same::<Template>(load(toml, name).unwrap().template());
    }
    for json in [
        r#""yes""#,
        r#""na""#,
        r#""cleared""#,
        r#"{"choice":"late"}"#,
        r#"{"choices":["a","b"]}"#,
        r#"{"integer":-7}"#,
        r#"{"decimal":["12.50","exact"]}"#,
        r#"{"ratio":[243,18446744073709551615]}"#,
        r#"{"date":"2026-02-28"}"#,
        r#"{"moment":"2026-02-28T15:30:00"}"#,
        r#"{"text":"Hòa \"Thành\"\n"}"#,
        r#"{"figures":{"early":3,"late":0}}"#,
        r#"{"periods":[["2026-02-27","2026-02-28"]]}"#,
    ] {
        let answer: Answer = serde_json::from_str(json).unwrap();
        same(&(answer.clone(), Some("lý do".to_owned())));
        same(&answer);
    }
    let tip = Tip {
        visit: VisitId([1; 16]),
        actor: ActorId([2; 16]),
        seq: 300,
        hash: ChangeHash([3; 32]),
        device: "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap(),
        person: "an".parse().unwrap(),
        at: -70_000,
        signature: vec![9; 64],
    };
    same(&tip);
    let doc = DocPush {
        visit: tip.visit,
        cursor: 70_000,
        changes: vec![0, 200],
        tips: vec![tip],
        writer: None,
        have: Some(vec![ChangeHash([4; 32])]),
    };
    let about = Some(AboutDevice { version: "1".to_owned(), free_bytes: Some(u64::MAX) });
    same(&SyncRequest { proto: 1, epoch: None, clock: 5, docs: vec![doc], about, ..SyncRequest::default() });
    let pull = DocPull {
        visit: VisitId([1; 16]),
        cursor: 1,
        accepted: 2,
        held: Vec::new(),
        quarantined: Vec::new(),
        snapshot: Some(vec![1, 2, 3].into()),
        changes: Vec::new(),
        tips: Vec::new(),
        more: true,
        pending: false,
        heads_digest: Some([255; 32]),
        want: Vec::new(),
    };
    same(&pull);
}

#[test]
fn what_is_of_another_type_is_refused_in_words() {
    let wrong = |json: &str| from_json::<Answer>(json.as_bytes()).unwrap_err().to_string();
    assert!(wrong(r#"{"integer":"7"}"#).contains("expected i64"), "{}", wrong(r#"{"integer":"7"}"#));
    assert!(wrong(r#""perhaps""#).contains("unknown variant `perhaps`"));
    assert!(wrong("{").contains("EOF"));
    assert!(from_message::<Answer>(&[0x93, 1, 2, 3]).is_err());
    // Deep nesting ends the reading, not the program.
    assert!(from_message::<Answer>(&[0x91; 100_000]).is_err());
    assert!(from_json::<Answer>("[".repeat(100_000).as_bytes()).is_err());
}
