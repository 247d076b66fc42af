//! Kinds of administrative units, of the two-tier order since 1 July 2025 and of the three-tier order before.

use crate::text::Language;
use std::fmt;

/// Kind of an administrative unit (đơn vị hành chính). Variant order is the order of lists: higher levels first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// Thành phố trực thuộc trung ương.
    City,
    /// Tỉnh.
    Province,
    /// Thành phố thuộc tỉnh, until 30 June 2025.
    ProvincialCity,
    /// Quận, until 30 June 2025.
    UrbanDistrict,
    /// Thị xã, until 30 June 2025.
    Town,
    /// Huyện, until 30 June 2025.
    District,
    /// Phường.
    Ward,
    /// Thị trấn, until 30 June 2025.
    Township,
    /// Xã.
    Commune,
    /// Đặc khu, since 1 July 2025.
    SpecialZone,
}

/// Level of an administrative unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Cấp tỉnh: codes of two digits.
    Province,
    /// Cấp huyện, until 30 June 2025: codes of three digits.
    District,
    /// Cấp xã: codes of five digits.
    Commune,
}

impl Level {
    /// How many digits the codes of this level have (QĐ 124/2004/QĐ-TTg, QĐ 19/2025/QĐ-TTg).
    pub fn digits(self) -> usize {
        match self {
            Level::Province => 2,
            Level::District => 3,
            Level::Commune => 5,
        }
    }
}

impl UnitKind {
    /// All kinds.
    pub const ALL: [UnitKind; 10] = [
        UnitKind::City,
        UnitKind::Province,
        UnitKind::ProvincialCity,
        UnitKind::UrbanDistrict,
        UnitKind::Town,
        UnitKind::District,
        UnitKind::Ward,
        UnitKind::Township,
        UnitKind::Commune,
        UnitKind::SpecialZone,
    ];

    /// The level that units of this kind stand on.
    pub fn level(self) -> Level {
        match self {
            UnitKind::City | UnitKind::Province => Level::Province,
            UnitKind::ProvincialCity | UnitKind::UrbanDistrict | UnitKind::Town | UnitKind::District => {
                Level::District
            }
            UnitKind::Ward | UnitKind::Township | UnitKind::Commune | UnitKind::SpecialZone => Level::Commune,
        }
    }

    /// What the kind is called, as it stands before a name: "Xã", "Commune".
    pub fn name(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            UnitKind::City => ("Thành phố", "City"),
            UnitKind::Province => ("Tỉnh", "Province"),
            UnitKind::ProvincialCity => ("Thành phố", "Provincial city"),
            UnitKind::UrbanDistrict => ("Quận", "Urban district"),
            UnitKind::Town => ("Thị xã", "Town"),
            UnitKind::District => ("Huyện", "District"),
            UnitKind::Ward => ("Phường", "Ward"),
            UnitKind::Township => ("Thị trấn", "Township"),
            UnitKind::Commune => ("Xã", "Commune"),
            UnitKind::SpecialZone => ("Đặc khu", "Special zone"),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    /// The word for this kind in data files.
    pub fn as_str(self) -> &'static str {
        match self {
            UnitKind::City => "city",
            UnitKind::Province => "province",
            UnitKind::ProvincialCity => "provincial_city",
            UnitKind::UrbanDistrict => "urban_district",
            UnitKind::Town => "town",
            UnitKind::District => "district",
            UnitKind::Ward => "ward",
            UnitKind::Township => "township",
            UnitKind::Commune => "commune",
            UnitKind::SpecialZone => "special_zone",
        }
    }

    /// The kind that a data file means by `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
