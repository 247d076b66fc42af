use serde::{Deserialize, Serialize};

/// What may be done. A role grants some of these in its organisation and below; a guard type asks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// See the office's pages: campaigns, reports, lists.
    ReadOffice,
    /// Review findings (thẩm định).
    Review,
    /// Approve and publish.
    Publish,
    /// Plans, teams and calendars.
    ManagePlans,
    /// Enrol and revoke tablets, decide on what is kept aside.
    ManageDevices,
    /// People, their rights and their accounts.
    ManagePeople,
    /// Organisations and administrative units.
    ManageCatalogue,
    /// Checklists.
    ManageTemplates,
    /// The log of who did what.
    ReadAudit,
    /// Answer the findings of one's own commune.
    AnswerFindings,
}

/// What an account may do. In a team of a campaign a person additionally has a part of their own
/// ([`schemas::wire::TeamRole`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Role {
    /// Thành viên đoàn kiểm tra: works on tablets.
    Inspector,
    /// Trưởng đoàn.
    TeamLeader,
    /// Thư ký đoàn.
    TeamSecretary,
    /// Cán bộ thẩm định: reads everything, reviews findings.
    Reviewer,
    /// Lãnh đạo cơ quan: reviews and publishes.
    OfficeLeader,
    /// Cán bộ xã: answers the findings of their own commune.
    CommuneOfficer,
    /// Quản lý mẫu phiếu và danh mục.
    CatalogueOwner,
    /// Quản trị hệ thống.
    Administrator,
    /// Chỉ xem.
    Viewer,
}

impl Role {
    /// Every role, in the order of design.
    pub const ALL: [Role; 9] = [
        Role::Inspector,
        Role::TeamLeader,
        Role::TeamSecretary,
        Role::Reviewer,
        Role::OfficeLeader,
        Role::CommuneOfficer,
        Role::CatalogueOwner,
        Role::Administrator,
        Role::Viewer,
    ];

    /// Whether who has this role has the right, in the organisation of the role and below. Everything that does not stand
    /// here is denied.
    pub fn grants(self, right: Right) -> bool {
        use Right::*;
        let rights: &[Right] = match self {
            Role::Inspector | Role::TeamLeader | Role::TeamSecretary => &[],
            Role::Reviewer => &[ReadOffice, Review, ManagePlans],
            Role::OfficeLeader => &[ReadOffice, Review, Publish, ManagePlans],
            Role::CommuneOfficer => &[AnswerFindings],
            Role::CatalogueOwner => &[ReadOffice, ManageCatalogue, ManageTemplates],
            Role::Administrator => &[
                ReadOffice,
                Review,
                ManagePlans,
                ManageDevices,
                ManagePeople,
                ManageCatalogue,
                ManageTemplates,
                ReadAudit,
            ],
            Role::Viewer => &[ReadOffice],
        };
        rights.contains(&right)
    }

    /// Whether an account with this role needs a second factor, where the configuration asks for one: all roles that see
    /// the office's pages.
    pub fn needs_second_factor(self) -> bool {
        self.grants(Right::ReadOffice)
    }

    /// The stable name, as data and forms have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Inspector => "inspector",
            Role::TeamLeader => "team_leader",
            Role::TeamSecretary => "team_secretary",
            Role::Reviewer => "reviewer",
            Role::OfficeLeader => "office_leader",
            Role::CommuneOfficer => "commune_officer",
            Role::CatalogueOwner => "catalogue_owner",
            Role::Administrator => "administrator",
            Role::Viewer => "viewer",
        }
    }

    /// The key of the role's name in the texts.
    pub fn key(self) -> String {
        format!("role-{}", self.as_str().replace('_', "-"))
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

/// Not the name of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such role")]
pub struct UnknownRole;
