//! What is read aloud before the minutes are signed.

use super::item::items;
use super::{ItemName, Summary};
use crate::{Error, Session};
use schemas::evaluate::{Finding, ItemResult, ItemState};
use schemas::ids::VisitId;
use schemas::template::{Item, Kind, Severity};

/// The heaviest first.
const SEVERITIES: [Severity; 4] =
    [Severity::Critical, Severity::Major, Severity::Minor, Severity::Observation];

impl Session {
    /// What is read aloud before the minutes are signed, and what is still to be done before that.
    pub fn summary(&self, visit: &VisitId) -> Result<Summary, Error> {
        let look = self.look(visit)?;
        let named = |wanted: &dyn Fn(&Item, &ItemResult) -> bool| -> Vec<ItemName> {
            let items = items(&look).filter(|(_, item, result)| wanted(item, result));
            items.map(|(_, item, _)| ItemName { id: item.id.clone(), label: item.label.clone() }).collect()
        };
        let computed = |item: &Item| matches!(item.kind, Kind::Ratio { computed: Some(_), .. });
        let of = |severity: Severity| -> Vec<Finding> {
            look.assessment.findings.iter().filter(|finding| finding.severity == severity).cloned().collect()
        };
        let findings = SEVERITIES.map(|severity| (severity, of(severity))).into_iter();
        Ok(Summary {
            score: look.assessment.total,
            coverage: look.assessment.coverage,
            findings: findings.filter(|(_, findings)| !findings.is_empty()).collect(),
            disputed: self.conflicts(visit)?,
            data_errors: look.assessment.data_errors.clone(),
            unanswered: named(&|item, result| result.state == ItemState::Open && !computed(item)),
            evidence_missing: named(&|item, _| look.lacks_evidence(&item.id)),
            strengths: named(&|item, _| look.assessment.strengths.contains(&item.id)),
        })
    }
}
