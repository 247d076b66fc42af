//! Reasons in words.

use super::{Why, short};
use crate::template::Severity;
use crate::text::{self, Language};

impl Severity {
    /// The word for it.
    pub fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Severity::Observation, Language::Vi) => "lưu ý",
            (Severity::Minor, Language::Vi) => "nhẹ",
            (Severity::Major, Language::Vi) => "lớn",
            (Severity::Critical, Language::Vi) => "nghiêm trọng",
            (Severity::Observation, Language::En) => "observation",
            (Severity::Minor, Language::En) => "minor",
            (Severity::Major, Language::En) => "major",
            (Severity::Critical, Language::En) => "critical",
        }
    }
}

fn choose<'a>(language: Language, vi: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

impl Why {
    /// The reason as a line of text.
    pub fn text(&self, language: Language) -> String {
        let say = |vi, en| choose(language, vi, en).to_owned();
        let target =
            |target: f64| format!("{} {}", choose(language, "chỉ tiêu", "target"), short(target, language));
        let share = |share: f64| {
            format!(
                "{} {}{}",
                choose(language, "hưởng", "earns"),
                short(share * 100.0, language),
                choose(language, " %", "%")
            )
        };
        match self {
            Why::Answered { good: true } => say("Đạt", "Good"),
            Why::Answered { good: false } => say("Không đạt", "Not good"),
            Why::Chosen { labels, share: part } => {
                let labels: Vec<&str> = labels.iter().map(|label| label.get(language)).collect();
                let labels = if labels.is_empty() {
                    say("Không chọn mục nào", "Nothing chosen")
                } else {
                    labels.join("; ")
                };
                format!("{labels}: {}", share(*part))
            }
            Why::Ratio { numerator, denominator, target: wanted } => {
                let whole = |n: u64| text::integer(i64::try_from(n).unwrap_or(i64::MAX), language);
                let percent = text::percent(*numerator, *denominator, 2, language).unwrap_or_default();
                format!(
                    "{}/{} = {percent}, {}{}",
                    whole(*numerator),
                    whole(*denominator),
                    target(*wanted),
                    choose(language, " %", "%")
                )
            }
            Why::Number { value, target: wanted } => {
                format!("{}, {}", text::decimal(*value, language), target(*wanted))
            }
            Why::Rule { share: part } => format!(
                "{}: {}",
                choose(language, "Theo quy tắc của mục", "By the item's rule"),
                share(*part)
            ),
            Why::Finding { severity } => {
                format!(
                    "{}: {}",
                    choose(language, "Có tồn tại, mức độ", "There is a finding"),
                    severity.text(language)
                )
            }
            Why::NoFinding => say("Không có tồn tại", "Nothing was found"),
            Why::ZeroDenominator => {
                say("Mẫu số bằng 0: không áp dụng", "The denominator is zero: not applicable")
            }
            Why::NotApplicable => say("Không áp dụng", "Not applicable"),
            Why::Hidden => say("Không hỏi trong trường hợp này", "Not asked in this case"),
            Why::Undecided => say("Chưa đủ số liệu để tính", "Not enough answers to work it out"),
            Why::DataError => say("Số liệu mâu thuẫn", "The figures contradict themselves"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_reads_as_on_paper() {
        let why = Why::Ratio { numerator: 243, denominator: 250, target: 100.0 };
        assert_eq!(why.text(Language::Vi), "243/250 = 97,20 %, chỉ tiêu 100 %");
        assert_eq!(why.text(Language::En), "243/250 = 97.20%, target 100%");
    }
}
