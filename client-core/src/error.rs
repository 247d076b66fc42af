use inspection::bundle;
use schemas::entry::Refusal;
use schemas::ids::{CampaignId, DeviceId, FieldId, GroupId, ItemId, PersonId, RowId, TemplateHash, VisitId};

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
