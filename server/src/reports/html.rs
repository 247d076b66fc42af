//! Pages laid out from the model.
use super::{Error, model::Report, overview::CampaignOverview};
use crate::locale::Locale;
pub fn standalone_overview(_: &CampaignOverview, _: Locale) -> Result<String, Error> { Ok(String::new()) }
pub fn standalone_report(_: &Report, _: Locale) -> Result<String, Error> { Ok(String::new()) }
