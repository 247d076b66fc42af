//! A small campaign to try the machinery on: one team, one visit, as many people as a story needs.

use crate::Result;
use crate::office::{Office, Server};
use crate::tablet::Tablet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The campaign's id.
pub const CAMPAIGN: &str = "dien-tap";
/// The code of the unit that is visited: xã Phượng Dực.
pub const UNIT: &str = "10279";

/// An office with that campaign, in a folder that goes with it.
pub struct World {
    folder: tempfile::TempDir,
    /// The office.
    pub office: Office,
}

impl World {
    /// An office whose only team has these people; the first leads it.
    pub fn with(people: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| format!("temporary folder: {error}"))?;
        let office = Office::init(&folder.path().join("data"))?;
        let plan = folder.path().join("campaign.toml");
        std::fs::write(&plan, campaign(people)).map_err(|error| format!("{}: {error}", plan.display()))?;
        office.import_campaign(&plan)?;
        Ok(World { folder, office })
    }

    /// The server on a free port.
    pub fn serve(&self) -> Result<Server> {
        self.office.serve("127.0.0.1:0")
    }

    /// A path in this world's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new tablet of a person, enrolled, with its visits and templates.
    pub fn tablet(&self, name: &str, person: &str, server: &Server) -> Result<Tablet> {
        let tablet = Tablet::at(&self.path(name));
        tablet.run(&["enrol", &server.url, &self.office.device_code(person)?])?;
        tablet.run(&["pull"])?;
        Ok(tablet)
    }
}

fn campaign(people: &[&str]) -> String {
    let mut plan = format!(
        "id = \"{CAMPAIGN}\"\ntitle = \"Diễn tập\"\nissuing_body = \"Sở Nội vụ\"\nplan_number = \"1/KH-SNV\"\n\
         plan_date = 2018-02-01\nperiod_from = 2018-02-22\nperiod_to = 2018-02-22\ntemplate = \"cchc-xa-2018\"\n\
         [[team]]\nid = \"1\"\nname = \"Đoàn 1\"\n"
    );
    for (place, person) in people.iter().enumerate() {
        let role = if place == 0 { "leader" } else { "member" };
        // Writing to a text cannot fail.
        let _ = write!(
            plan,
            "[[team.member]]\nperson = \"{person}\"\nname = \"Người {person}\"\nrole = \"{role}\"\n"
        );
    }
    plan + &format!("[[visit]]\nunit = \"{UNIT}\"\ndate = 2018-02-22\nhalf_day = \"morning\"\nteam = \"1\"\n")
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) -> Result {
    let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(to).map_err(|error| failed(to, error))?;
    for entry in std::fs::read_dir(from).map_err(|error| failed(from, error))? {
        let entry = entry.map_err(|error| failed(from, error))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        match source.is_dir() {
            true => copy_folder(&source, &target)?,
            false => std::fs::copy(&source, &target).map(drop).map_err(|error| failed(&source, error))?,
        }
    }
    Ok(())
}
