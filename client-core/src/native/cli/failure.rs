//! Refusals in words, Vietnamese first, or as an RFC 9457 problem.

use crate::Error;
use crate::native::NativeError;
use schemas::text::Language;
use schemas::wire::Problem;
use serde_json::{Value, json};

/// Why a command was not done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The core, the store or the network.
    Native(NativeError),
    /// The network failed; what is here stays here.
    Kept { error: Box<NativeError>, changes: usize, photos: usize },
    /// No folder was named.
    NoStore,
    /// The text fits no visit, or several.
    Visit { given: String, several: bool, fitting: Vec<String> },
    /// There is no disagreement at this place.
    Agreed(String),
    /// There are only so many answers to choose from.
    NoSuchChoice { take: usize, most: usize },
    /// A line of a batch is not a command.
    Line { number: usize, what: String },
    /// Output could not be written.
    Output(std::io::Error),
}

impl<E: Into<NativeError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Native(error.into())
    }
}

impl Failure {
    /// In words: what happened, what is kept, what is allowed.
    pub(super) fn text(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        match self {
            Failure::Native(error) => native(error, language),
            Failure::Kept { error, changes, photos } if vi => {
                format!(
                    "{}; vẫn giữ trên máy {changes} thay đổi và {photos} ảnh chưa gửi",
                    native(error, language)
                )
            }
            Failure::Kept { error, changes, photos } => {
                format!(
                    "{}; {changes} changes and {photos} photos are kept here, unsent",
                    native(error, language)
                )
            }
            Failure::NoStore if vi => {
                "Chưa chọn thư mục lưu trữ: dùng --store DIR hoặc biến SOKIEMTRA_STORE".to_owned()
            }
            Failure::NoStore => "no folder: use --store DIR or SOKIEMTRA_STORE".to_owned(),
            Failure::Visit { given, several, fitting } if vi => {
                let found = if *several {
                    "khớp nhiều cuộc kiểm tra"
                } else {
                    "không khớp cuộc kiểm tra nào"
                };
                format!("\"{given}\" {found}; cho phép: {}", fitting.join(", "))
            }
            Failure::Visit { given, several, fitting } => {
                let found = if *several { "several visits" } else { "no visit" };
                format!("\"{given}\" fits {found}; allowed: {}", fitting.join(", "))
            }
            Failure::Agreed(place) if vi => format!("{place}: không có bất đồng để thống nhất"),
            Failure::Agreed(place) => format!("{place}: there is no disagreement"),
            Failure::NoSuchChoice { take, most } if vi => {
                format!("Không có câu trả lời số {take}; cho phép: 1–{most}")
            }
            Failure::NoSuchChoice { take, most } => format!("there is no answer {take}; allowed: 1–{most}"),
            Failure::Line { number, what } if vi => format!("Dòng {number} không phải là lệnh: {what}"),
            Failure::Line { number, what } => format!("line {number} is not a command: {what}"),
            Failure::Output(error) => error.to_string(),
        }
    }

    /// As a problem (RFC 9457) on standard error.
    pub(super) fn problem(&self, language: Language) -> Value {
        let (slug, details) = match self {
            Failure::Native(error) => native_details(error, language),
            Failure::Kept { changes, photos, .. } => {
                ("offline", json!({ "kept_changes": changes, "kept_photos": photos }))
            }
            Failure::NoStore => ("no-store", json!({})),
            Failure::Visit { fitting, .. } => ("unknown-visit", json!({ "allowed": fitting })),
            Failure::Agreed(at) => ("no-disagreement", json!({ "item": at })),
            Failure::NoSuchChoice { most, .. } => {
                ("no-such-choice", json!({ "allowed": (1..=*most).collect::<Vec<_>>() }))
            }
            Failure::Line { number, .. } => ("not-a-command", json!({ "line": number })),
            Failure::Output(_) => ("output", json!({})),
        };
        let mut problem =
            json!({ "type": format!("urn:sokiemtra:problem:{slug}"), "title": self.text(language) });
        if let (Value::Object(problem), Value::Object(details)) = (&mut problem, details) {
            problem.extend(details);
        }
        problem
    }
}

fn native(error: &NativeError, language: Language) -> String {
    let vi = language == Language::Vi;
    match error {
        NativeError::Core(error) => core(error, language),
        error if !vi => error.to_string(),
        NativeError::InUse(folder) => {
            format!("Thư mục {} đang được một tiến trình khác sử dụng", folder.display())
        }
        NativeError::Offline(why) => format!("Không kết nối được máy chủ ({why})"),
        NativeError::TimedOut => "Máy chủ không trả lời kịp".to_owned(),
        NativeError::NotOurServer { status, .. } => {
            format!(
                "Nơi trả lời (mã {status}) không phải máy chủ Sổ kiểm tra; có thể mạng đang đòi đăng nhập"
            )
        }
        NativeError::Problem { retry_after: Some(seconds), .. } => {
            format!("Máy chủ chưa nhận: {error}; thử lại sau {seconds} giây")
        }
        NativeError::Problem { problem, .. } => match vietnamese(problem) {
            Some(text) => format!("Máy chủ từ chối: {text}"),
            None => format!("Máy chủ từ chối: {error}"),
        },
        error => error.to_string(),
    }
}

/// What a person at the counter is told of the server's named problems.
fn vietnamese(problem: &Problem) -> Option<&'static str> {
    Some(match problem.kind.rsplit(':').next()? {
        "code-unknown" => "mã đăng ký không đúng; xem lại mã phòng Nội vụ đã cấp",
        "code-used" => "mã đăng ký đã dùng; xin phòng Nội vụ mã mới",
        "code-expired" => "mã đăng ký đã hết hạn; xin phòng Nội vụ mã mới",
        "token-required" => "máy chủ này không biết máy; đăng ký lại bằng mã mới",
        "device-revoked" => "máy này đã bị thu hồi quyền; số liệu vẫn giữ trên máy, báo phòng Nội vụ",
        "wrong-hash" => "ảnh đến không nguyên vẹn; máy sẽ gửi lại",
        "not-a-photo" => "tệp không phải ảnh JPEG, PNG hoặc WebP",
        "too-large" => "gửi quá nhiều trong một lần",
        "internal" => "máy chủ gặp lỗi; số liệu vẫn giữ trên máy, thử lại sau",
        _ => return None,
    })
}

/// The core's words; where a command helps, its name.
fn core(error: &Error, language: Language) -> String {
    let hint = match error {
        Error::NotEnrolled => "enrol",
        Error::NoTemplate(_) => "pull",
        Error::Disputed { .. } => "conflicts, resolve",
        Error::SeveralCampaigns => "--visit",
        _ => return error.text(language),
    };
    format!("{} ({hint})", error.text(language))
}

fn native_details(error: &NativeError, language: Language) -> (&'static str, Value) {
    match error {
        NativeError::Core(error) => core_details(error, language),
        NativeError::InUse(folder) => ("store-in-use", json!({ "folder": folder.display().to_string() })),
        NativeError::Problem { problem, .. } => {
            ("server", json!({ "status": problem.status, "server": problem }))
        }
        error if error.is_network() => ("offline", json!({})),
        _ => ("store", json!({})),
    }
}

fn core_details(error: &Error, language: Language) -> (&'static str, Value) {
    match error {
        Error::Refused { at, refusal } => {
            ("refused-answer", json!({ "item": at, "rule": refusal.text(language) }))
        }
        Error::UnknownItem { item, known } => ("unknown-item", json!({ "item": item, "allowed": known })),
        Error::UnknownGroup { group, known } => {
            ("unknown-group", json!({ "group": group, "allowed": known }))
        }
        Error::UnknownField { group, field, known } => {
            ("unknown-field", json!({ "group": group, "field": field, "allowed": known }))
        }
        Error::UnknownRow { group, row } => ("unknown-row", json!({ "group": group, "row": row })),
        Error::Disputed { at } => ("disputed", json!({ "item": at })),
        Error::Photo(_) => ("photo", json!({})),
        Error::Bundle(_) => ("bundle", json!({})),
        Error::NotEnrolled => ("not-enrolled", json!({})),
        _ => ("refused", json!({})),
    }
}
