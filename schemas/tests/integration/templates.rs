//! The shipped checklists.

use crate::support::{NEW, OLD};
use ::schemas::template::{Compiled, Kind};
use std::collections::BTreeSet;

fn ids(template: &Compiled) -> BTreeSet<String> {
    template.template().items().map(|item| item.id.to_string()).collect()
}

#[test]
fn both_checklists_load_and_share_their_ids() {
    assert_eq!(ids(&NEW).len(), 68);
    let only_new: Vec<String> = ids(&NEW).difference(&ids(&OLD)).cloned().collect();
    assert_eq!(only_new, ["C04", "C05", "C07"], "items that need digitisation by law");
    assert!(ids(&OLD).is_subset(&ids(&NEW)));
}

#[test]
fn the_weights_of_the_current_checklist_sum_to_100() {
    let sections: Vec<i64> = NEW.section_weights().into_iter().map(|(_, points)| points.0 / 100).collect();
    assert_eq!(sections, [14, 13, 14, 22, 6, 9, 8, 6, 5, 3]);
    assert_eq!(sections.iter().sum::<i64>(), 100);
}

#[test]
fn every_item_with_points_has_a_citation_and_a_way_out() {
    for template in [&OLD, &NEW] {
        for item in template.template().items().filter(|item| item.weight > 0.0) {
            assert!(
                !item.bases.is_empty() || template.template().id.as_str() == "cchc-xa-2018",
                "{}",
                item.id
            );
            assert!(item.remedy.is_some(), "{}", item.id);
            let rows = template.template().groups.iter().any(|group| group.item == item.id);
            assert!(rows || !item.findings.is_empty() || matches!(item.kind, Kind::Text), "{}", item.id);
        }
    }
}

#[test]
fn the_canonical_form_is_stable_and_comes_back() {
    for template in [&*OLD, &*NEW] {
        let again = Compiled::from_canonical(template.canonical()).unwrap();
        assert_eq!(again.hash(), template.hash());
        assert_eq!(again.template(), template.template());
        let spaced = template.canonical().replacen("{", "{ ", 1);
        assert!(Compiled::from_canonical(&spaced).is_err());
        let kept = Compiled::from_kept(template.canonical(), template.hash()).unwrap();
        assert_eq!((kept.hash(), kept.template()), (template.hash(), template.template()));
        assert!(Compiled::from_kept(&spaced, template.hash()).is_err());
    }
}

/// A released template is frozen: a changed hash means that a new edition is due. `UPDATE_LOCK=1` writes the file.
#[test]
fn released_templates_keep_their_hashes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/templates.lock");
    let line = |t: &Compiled| format!("{} {} {}\n", t.template().id, t.template().edition, t.hash());
    let now: String = [&*OLD, &*NEW].into_iter().map(line).collect();
    if std::env::var_os("UPDATE_LOCK").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), now);
}
