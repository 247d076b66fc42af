use serde::{Deserialize, Serialize};

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

    /// May see the office's pages: campaigns, reports, lists.
    pub fn reads_office(self) -> bool {
        self.works_in_office() || matches!(self, Role::Viewer | Role::CatalogueOwner)
    }

    /// Reviewer or above.
    pub fn works_in_office(self) -> bool {
        matches!(self, Role::Reviewer | Role::OfficeLeader | Role::Administrator)
    }

    /// May manage accounts and devices.
    pub fn administers(self) -> bool {
        self == Role::Administrator
    }
}
