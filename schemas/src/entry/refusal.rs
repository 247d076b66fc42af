//! Why an answer is refused, in words for the person at the counter.

use crate::evaluate::short;
use crate::ids::{ChoiceId, FieldId};
use crate::template::{Choice, Kind};
use crate::text::{self, Bilingual, Language};
use chrono::NaiveDate;
use std::fmt::Display;

/// The rule that an answer breaks. [`Refusal::text`] says it in words.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.text(Language::En))]
pub enum Refusal {
    /// Not of the form that this question takes.
    WrongForm(Form),
    /// A percentage or a description where numerator and denominator are needed.
    NeedsBothNumbers {
        /// What was given instead.
        given: String,
    },
    /// The numerator is larger than the denominator.
    MoreThanAll {
        /// Numerator.
        numerator: u64,
        /// Denominator.
        denominator: u64,
    },
    /// No such choice, or not on this date.
    NotOffered {
        /// What was given.
        given: String,
        /// The deciding date.
        date: NaiveDate,
        /// What can be chosen on that date.
        offered: Vec<(ChoiceId, Bilingual)>,
    },
    /// Several choices fit what was typed.
    Ambiguous {
        /// What was given.
        given: String,
        /// Those that fit.
        fitting: Vec<(ChoiceId, Bilingual)>,
    },
    /// A count below zero.
    Negative,
    /// Larger than any count can be.
    TooLarge,
    /// Outside the allowed range, both ends included.
    OutOfRange {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// More decimals than a measured number has.
    TooManyDecimals {
        /// The most that are taken.
        most: u32,
    },
    /// A figure that the block does not have.
    UnknownFigure {
        /// What was given.
        given: String,
        /// The figures of the block.
        known: Vec<FieldId>,
    },
    /// A figure that the block needs.
    MissingFigure {
        /// Which.
        id: FieldId,
        /// As printed.
        label: Bilingual,
    },
    /// A period that ends before it begins.
    Backwards {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// No text at all.
    Empty,
    /// A text longer than the most that is taken.
    TooLong {
        /// The most, in bytes.
        most: usize,
    },
    /// A text that is not in Unicode form NFC.
    NotNfc,
    /// The value is computed from other answers.
    Computed,
}

/// The form of answer that a question takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Có or không.
    YesNo,
    /// One of these choices.
    One(Vec<(ChoiceId, Bilingual)>),
    /// Any of these choices.
    Any(Vec<(ChoiceId, Bilingual)>),
    /// A whole number.
    Whole,
    /// A number, with its range if there is one.
    Number(Option<(f64, f64)>),
    /// Numerator / denominator.
    Ratio,
    /// A date.
    Date,
    /// A date and time.
    Moment,
    /// A text.
    Text,
    /// These figures.
    Figures(Vec<FieldId>),
    /// Periods from–to.
    Periods,
}

/// The choices offered on a date, with their labels.
pub(super) fn list(choices: &[Choice], date: NaiveDate) -> Vec<(ChoiceId, Bilingual)> {
    super::offered(choices, date).map(|c| (c.id.clone(), c.label.clone())).collect()
}

fn named(choices: &[(ChoiceId, Bilingual)], language: Language) -> String {
    let one = |(id, label): &(ChoiceId, Bilingual)| format!("{id} ({})", label.get(language));
    choices.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn joined(ids: &[FieldId], separator: &str) -> String {
    ids.iter().map(FieldId::as_str).collect::<Vec<_>>().join(separator)
}

impl Form {
    /// The form that this kind of question takes on a date.
    pub fn of(kind: &Kind, date: NaiveDate) -> Self {
        match kind {
            Kind::YesNo { .. } => Form::YesNo,
            Kind::Single { choices } => Form::One(list(choices, date)),
            Kind::Multi { choices } => Form::Any(list(choices, date)),
            Kind::Integer => Form::Whole,
            Kind::Decimal { range, .. } => Form::Number(*range),
            Kind::Ratio { .. } => Form::Ratio,
            Kind::Date => Form::Date,
            Kind::Moment => Form::Moment,
            Kind::Text => Form::Text,
            Kind::Figures { fields, .. } => Form::Figures(fields.iter().map(|f| f.id.clone()).collect()),
            Kind::Periods => Form::Periods,
        }
    }

    /// What can be typed.
    pub fn text(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        let own = match self {
            Form::YesNo if vi => "có, không".to_owned(),
            Form::YesNo => "yes, no".to_owned(),
            Form::One(choices) => {
                format!("{}: {}", if vi { "một trong" } else { "one of" }, named(choices, language))
            }
            Form::Any(choices) => {
                let how = if vi {
                    "các lựa chọn, cách nhau bằng dấu phẩy"
                } else {
                    "choices separated by commas"
                };
                format!("{how}: {}", named(choices, language))
            }
            Form::Whole if vi => "số nguyên không âm, ví dụ 21.004".to_owned(),
            Form::Whole => "a whole number, for example 21.004 or 21004".to_owned(),
            Form::Number(range) => {
                let example = if vi {
                    "một số, ví dụ 90,5 hoặc trên 90"
                } else {
                    "a number, for example 90,5"
                };
                match range {
                    None => example.to_owned(),
                    Some((low, high)) => {
                        let (low, high) = (short(*low, language), short(*high, language));
                        format!(
                            "{example} ({} {low} {} {high})",
                            if vi { "từ" } else { "from" },
                            if vi { "đến" } else { "to" }
                        )
                    }
                }
            }
            Form::Ratio if vi => "tử số/mẫu số, ví dụ 243/250".to_owned(),
            Form::Ratio => "numerator/denominator, for example 243/250".to_owned(),
            Form::Date if vi => "ngày/tháng/năm, ví dụ 22/02/2018".to_owned(),
            Form::Date => "a date, for example 22/02/2018 or 2018-02-22".to_owned(),
            Form::Moment if vi => "ngày giờ, ví dụ 22/02/2018 15:30".to_owned(),
            Form::Moment => "a date and time, for example 22/02/2018 15:30".to_owned(),
            Form::Text if vi => "văn bản".to_owned(),
            Form::Text => "a text".to_owned(),
            Form::Figures(fields) => format!("{}=… ", joined(fields, "=… ")).trim_end().to_owned(),
            Form::Periods if vi => "các khoảng từ..đến, ví dụ 2026-07-01..2026-07-03".to_owned(),
            Form::Periods => "periods from..to, for example 2026-07-01..2026-07-03".to_owned(),
        };
        let always =
            if vi { "KAD (không áp dụng), - (xóa)" } else { "NA (not applicable), - (cleared)" };
        format!("{own}; {always}")
    }
}

impl Refusal {
    /// The broken rule and what is allowed, in words.
    pub fn text(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        match self {
            Refusal::WrongForm(form) if vi => {
                format!("Câu trả lời không đúng dạng; cho phép: {}", form.text(language))
            }
            Refusal::WrongForm(form) => {
                format!("The answer does not have the right form; allowed: {}", form.text(language))
            }
            Refusal::NeedsBothNumbers { given } if vi => format!(
                "\"{given}\" không có tử số và mẫu số. Tỷ lệ phải ghi tử số/mẫu số, ví dụ 243/250; phần mô tả ghi vào ghi chú"
            ),
            Refusal::NeedsBothNumbers { given } => format!(
                "\"{given}\" lacks numerator and denominator. A ratio is written numerator/denominator, for example 243/250; put the description into the note"
            ),
            Refusal::MoreThanAll { numerator, denominator } => {
                let (n, d) = (whole(*numerator, language), whole(*denominator, language));
                if vi {
                    format!("Tử số {n} lớn hơn mẫu số {d}; tử số phải từ 0 đến mẫu số")
                } else {
                    format!(
                        "Numerator {n} is larger than denominator {d}; it must be from 0 to the denominator"
                    )
                }
            }
            Refusal::NotOffered { given, date, offered } => {
                let (date, offered) = (text::date(*date, language), named(offered, language));
                if vi {
                    format!("Không có lựa chọn \"{given}\" vào ngày {date}; cho phép: {offered}")
                } else {
                    format!("There is no choice \"{given}\" on {date}; allowed: {offered}")
                }
            }
            Refusal::Ambiguous { given, fitting } if vi => {
                format!("\"{given}\" ứng với nhiều lựa chọn: {}", named(fitting, language))
            }
            Refusal::Ambiguous { given, fitting } => {
                format!("\"{given}\" fits several choices: {}", named(fitting, language))
            }
            Refusal::Negative if vi => "Số không được âm".to_owned(),
            Refusal::Negative => "The number must not be negative".to_owned(),
            Refusal::TooLarge if vi => "Số quá lớn".to_owned(),
            Refusal::TooLarge => "The number is too large".to_owned(),
            Refusal::OutOfRange { low, high } => {
                let (low, high) = (short(*low, language), short(*high, language));
                if vi {
                    format!("Giá trị phải từ {low} đến {high}")
                } else {
                    format!("The value must be from {low} to {high}")
                }
            }
            Refusal::TooManyDecimals { most } if vi => format!("Nhiều nhất {most} chữ số sau dấu phẩy"),
            Refusal::TooManyDecimals { most } => format!("At most {most} decimals"),
            Refusal::UnknownFigure { given, known } if vi => {
                format!("Không có số liệu \"{given}\"; cho phép: {}", joined(known, ", "))
            }
            Refusal::UnknownFigure { given, known } => {
                format!("There is no figure \"{given}\"; allowed: {}", joined(known, ", "))
            }
            Refusal::MissingFigure { id, label } if vi => {
                format!("Thiếu số liệu {id} ({})", label.get(language))
            }
            Refusal::MissingFigure { id, label } => {
                format!("Figure {id} is missing ({})", label.get(language))
            }
            Refusal::Backwards { from, to } => {
                let (from, to) = (text::date(*from, language), text::date(*to, language));
                if vi {
                    format!("Khoảng {from}–{to} kết thúc trước khi bắt đầu")
                } else {
                    format!("The period {from}–{to} ends before it begins")
                }
            }
            Refusal::Empty if vi => "Chưa có nội dung".to_owned(),
            Refusal::Empty => "There is no text".to_owned(),
            Refusal::TooLong { most } if vi => format!("Văn bản dài quá {most} byte"),
            Refusal::TooLong { most } => format!("The text is longer than {most} bytes"),
            Refusal::NotNfc if vi => "Văn bản không ở dạng Unicode NFC".to_owned(),
            Refusal::NotNfc => "The text is not in Unicode form NFC".to_owned(),
            Refusal::Computed if vi => {
                "Mục này được tính từ các câu trả lời khác, không nhập trực tiếp".to_owned()
            }
            Refusal::Computed => "This item is computed from other answers and not entered".to_owned(),
        }
    }

    /// [`Refusal::text`] with the item or field that it is about in front.
    pub fn about(&self, id: impl Display, language: Language) -> String {
        format!("{id}: {}", self.text(language))
    }
}

fn whole(number: u64, language: Language) -> String {
    text::integer(i64::try_from(number).unwrap_or(i64::MAX), language)
}
