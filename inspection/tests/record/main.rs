//! The record through its public interface: several tablets, one visit.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod exchange;
mod merge_laws;
mod story;

use inspection::{Edit, Inspection};
use schemas::answer::Answer;
use schemas::ids::ActorId;
use schemas::template::Template;

/// A template with `items` yes/no items `A01`… and one group `DS`.
fn template(items: usize) -> Template {
    let mut toml = String::from(
        "id = 'probe'\nedition = 1\ntitle = { vi = 'Thử', en = 'Probe' }\nvalid_from = '2018-01-01'\n\
         [[section]]\nid = 'A'\nlabel = { vi = 'Mục', en = 'Section' }\n",
    );
    for number in 1..=items {
        toml += &format!(
            "[[section.item]]\nid = 'A{number:02}'\nlabel = {{ vi = 'Câu', en = 'Item' }}\nkind.type = 'yes_no'\n"
        );
    }
    toml += "[[group]]\nid = 'DS'\nitem = 'A01'\nlabel = { vi = 'Hồ sơ', en = 'Dossiers' }\n\
             field = [{ id = 'DS01', label = { vi = 'Mã', en = 'Code' }, kind.type = 'text' }]\n";
    toml::from_str(&toml).unwrap()
}

fn begin(items: usize) -> Inspection {
    let (_, bytes) = Inspection::beginning(&template(items)).unwrap();
    Inspection::begin(&bytes).unwrap()
}

fn actor(number: u8) -> ActorId {
    ActorId([number; 16])
}

fn answer(item: &str, answer: Answer) -> Edit {
    Edit::Answer { item: item.parse().unwrap(), answer, reason: None }
}
