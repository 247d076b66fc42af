use inspection::bundle;
use schemas::entry::Refusal;
use schemas::ids::{CampaignId, DeviceId, FieldId, GroupId, ItemId, PersonId, RowId, TemplateHash, VisitId};
use schemas::text::Language;

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody has enrolled this tablet yet.
    #[error("this tablet is not enrolled")]
    NotEnrolled,
    /// It has been, already.
    #[error("this tablet is enrolled already, as {device} of {person}")]
    AlreadyEnrolled {
        /// Its id.
        device: DeviceId,
        /// Whose it is.
        person: PersonId,
    },
    /// The worklist has no such visit.
    #[error("there is no visit {0} in the worklist")]
    UnknownVisit(VisitId),
    /// The worklist has no such campaign, so its key is not known.
    #[error("there is no campaign {0} in the worklist")]
    UnknownCampaign(CampaignId),
    /// The visits belong to several campaigns, each with its own key.
    #[error("the visits belong to several campaigns; choose one")]
    SeveralCampaigns,
    /// The template has not been fetched yet.
    #[error("template {0} has not been fetched yet")]
    NoTemplate(TemplateHash),
    /// What came as a template is not the one that was asked for, or is not sound.
    #[error("template {hash} is not sound: {why}")]
    BadTemplate {
        /// Which.
        hash: TemplateHash,
        /// What is wrong with it.
        why: String,
    },
    /// The template has no such item.
    #[error("the checklist has no item {item}")]
    UnknownItem {
        /// What was given.
        item: ItemId,
        /// What there is.
        known: Vec<ItemId>,
    },
    /// The template has no such group.
    #[error("the checklist has no group {group}")]
    UnknownGroup {
        /// What was given.
        group: GroupId,
        /// What there is.
        known: Vec<GroupId>,
    },
    /// The group has no such field.
    #[error("group {group} has no field {field}")]
    UnknownField {
        /// The group.
        group: GroupId,
        /// What was given.
        field: FieldId,
        /// What there is.
        known: Vec<FieldId>,
    },
    /// The group has no such row, or it was struck out.
    #[error("group {group} has no row {row}")]
    UnknownRow {
        /// The group.
        group: GroupId,
        /// What was given.
        row: RowId,
    },
    /// The answer breaks a rule of its item or field.
    #[error("{at}: {refusal}")]
    Refused {
        /// The item, or GROUP.FIELD.
        at: String,
        /// The rule.
        refusal: Refusal,
    },
    /// Different answers stand there: a decision between them says why.
    #[error("{at}: different answers stand there; decide between them with a reason")]
    Disputed {
        /// The item, or GROUP.FIELD.
        at: String,
    },
    /// This opening of the store only shows; another one writes.
    #[error("only one opening of a store may write")]
    ReadOnly,
    /// The photo is not one that can be taken.
    #[error("the photo cannot be taken: {0}")]
    Photo(#[from] crate::photos::PhotoError),
    /// The bundle file was refused whole.
    #[error(transparent)]
    Bundle(#[from] bundle::Refused),
    /// A frame of the journal could not be made or read.
    #[error("a frame of the journal: {0}")]
    Journal(String),
    /// The record could not be read or written.
    #[error(transparent)]
    Record(#[from] inspection::Error),
}

impl Error {
    /// In words for the person at the tablet: what is wrong, and what is allowed instead.
    pub fn text(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        match self {
            Error::Refused { at, refusal } => refusal.about(at, language),
            Error::UnknownItem { item, known } => {
                let no = if vi { "Mẫu phiếu không có mục" } else { "the checklist has no item" };
                format!("{no} {item}; {}: {}", allowed(vi), list(known))
            }
            Error::UnknownGroup { group, known } => {
                let no = if vi { "Mẫu phiếu không có nhóm" } else { "the checklist has no group" };
                format!("{no} {group}; {}: {}", allowed(vi), list(known))
            }
            Error::UnknownField { group, field, known } => {
                let no = if vi { "không có trường" } else { "has no field" };
                format!("{group} {no} {field}; {}: {}", allowed(vi), list(known))
            }
            error if !vi => error.to_string(),
            Error::NotEnrolled => "Máy này chưa đăng ký".to_owned(),
            Error::AlreadyEnrolled { device, person } => format!("Máy này đã đăng ký ({device}, {person})"),
            Error::UnknownVisit(_) => "Cuộc kiểm tra này không có trong danh sách được giao".to_owned(),
            Error::NoTemplate(_) => {
                "Chưa có mẫu phiếu của cuộc kiểm tra này; cần có mạng để tải về".to_owned()
            }
            Error::BadTemplate { .. } => "Mẫu phiếu tải về bị hỏng; báo phòng Nội vụ".to_owned(),
            Error::UnknownRow { group, row } => format!("Nhóm {group} không có dòng {row} (hoặc đã gạch bỏ)"),
            Error::Disputed { at } => format!("{at}: chưa thống nhất; cần chọn và ghi lý do"),
            Error::SeveralCampaigns => "Có nhiều đợt kiểm tra: chọn một cuộc".to_owned(),
            Error::UnknownCampaign(id) => format!(
                "Không có gì thay đổi: đợt kiểm tra {id} không có trong danh sách của máy này. {OTHERS}"
            ),
            Error::ReadOnly => "Sổ đang mở ở một thẻ khác; thẻ này chỉ để xem".to_owned(),
            Error::Photo(why) => format!("Không nhận ảnh: {why}"),
            Error::Bundle(why) => format!("Không nhận tệp, không có gì thay đổi: {}", refused(why)),
            Error::Journal(why) => format!("Không đọc được nhật ký của sổ: {why}"),
            Error::Record(why) => format!("Không ghi được vào sổ: {why}"),
        }
    }
}

/// What to do with a file of another team.
const OTHERS: &str = "Tệp là của đoàn khác: hãy mở trên máy của đoàn đó, hoặc gửi cho phòng Nội vụ; máy chủ nhận được tệp của mọi đoàn.";

/// In Vietnamese, why a bundle was refused.
fn refused(why: &bundle::Refused) -> String {
    use bundle::Refused;
    match why {
        Refused::NotABundle => "đây không phải là tệp của Sổ kiểm tra.".to_owned(),
        Refused::Version(_) => "tệp do phiên bản mới hơn tạo ra; hãy cập nhật ứng dụng.".to_owned(),
        Refused::Torn { .. } => "tệp bị đứt, thiếu phần cuối; hãy chép lại.".to_owned(),
        Refused::Altered { .. } => {
            "tệp đã bị sửa hoặc hỏng trên đường, hoặc khóa là của đợt khác; hãy chép lại.".to_owned()
        }
        Refused::TooLong(_) => "sau phần cuối của tệp còn nội dung lạ; hãy chép lại.".to_owned(),
        Refused::TooLarge { .. } => "tệp lớn quá giới hạn.".to_owned(),
        Refused::Malformed(_) => "nội dung của tệp không đọc được.".to_owned(),
        Refused::UnknownDevice { device, .. } => {
            format!("máy này không biết máy {device} đã ghi nội dung trong tệp. {OTHERS}")
        }
        Refused::BadSignature { device, .. } => {
            format!("chữ ký của máy {device} không khớp; tệp có thể đã bị sửa.")
        }
        Refused::NotSigned { .. } => "có nội dung không máy nào ký nhận.".to_owned(),
    }
}

fn allowed(vi: bool) -> &'static str {
    if vi { "cho phép" } else { "allowed" }
}

fn list<T: std::fmt::Display>(known: &[T]) -> String {
    known.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
