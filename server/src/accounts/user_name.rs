use schemas::ids::{InvalidId, PersonId};
use schemas::text::fold;

/// "Nguyễn Văn An" → `nguyen-van-an`.
pub fn user_name(name: &str) -> Result<PersonId, InvalidId> {
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").parse()
}
