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
            Error::UnknownCampaign(id) => format!("Danh sách không có đợt kiểm tra {id}"),
            Error::ReadOnly => "Sổ đang mở ở một thẻ khác; thẻ này chỉ để xem".to_owned(),
            Error::Photo(why) => format!("Không nhận ảnh: {why}"),
            Error::Bundle(why) => format!("Không nhận tệp gói, không có gì thay đổi: {why}"),
            Error::Journal(why) => format!("Không đọc được nhật ký của sổ: {why}"),
            Error::Record(why) => format!("Không ghi được vào sổ: {why}"),
        }
    }
}

fn allowed(vi: bool) -> &'static str {
    if vi { "cho phép" } else { "allowed" }
}

fn list<T: std::fmt::Display>(known: &[T]) -> String {
    known.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
