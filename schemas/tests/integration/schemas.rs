//! The JSON Schemas under `schemas/json` say what the types say. `UPDATE_SCHEMAS=1` writes them anew.

use ::schemas::evaluate::Assessment;
use ::schemas::template::Template;
use ::schemas::wire;
use schemars::{Schema, schema_for};

#[test]
fn json_schemas_are_up_to_date() {
    let all: [(&str, Schema); 10] = [
        ("template", schema_for!(Template)),
        ("assessment", schema_for!(Assessment)),
        ("sync-request", schema_for!(wire::SyncRequest)),
        ("sync-response", schema_for!(wire::SyncResponse)),
        ("worklist", schema_for!(wire::Worklist)),
        ("published-template", schema_for!(wire::PublishedTemplate)),
        ("enrol-request", schema_for!(wire::EnrolRequest)),
        ("enrol-response", schema_for!(wire::EnrolResponse)),
        ("recover-request", schema_for!(wire::RecoverRequest)),
        ("recover-response", schema_for!(wire::RecoverResponse)),
    ];
    for (name, schema) in all {
        let path = format!("{}/json/{name}.json", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, serde_json::to_string_pretty(&schema).unwrap() + "\n").unwrap();
        }
        let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(kept, serde_json::to_value(&schema).unwrap(), "{path} is out of date");
    }
}
