//! What a visit's record means: the one place where the server calls [`schemas::evaluate`].

use crate::store::assessment::{Figures, Kept, SectionFigures};
use crate::store::visit::Visit;
use inspection::Record;
use schemas::calendar::Calendar;
use schemas::evaluate::{Assessment, Circumstances, SectionResult, evaluate};
use schemas::ids::{ItemId, ParameterId, TemplateHash};
use schemas::template::{Compiled, Severity};
use schemas::wire::PublishedTemplate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Why a record could not be assessed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A published template that this program cannot read.
    #[error("template {hash}: {cause}")]
    Template {
        /// Which.
        hash: TemplateHash,
        /// What is wrong with it.
        cause: String,
    },
    /// The result could not be written down.
    #[error("the assessment has no JSON form: {0}")]
    Json(#[from] serde_json::Error),
}

/// Assesses records; compiles each template once.
#[derive(Default)]
pub struct Assessor {
    templates: HashMap<TemplateHash, Arc<Compiled>>,
    calendar: Option<Calendar>,
}

impl Assessor {
    /// The compiled form of a published template.
    pub fn template(&mut self, published: &PublishedTemplate) -> Result<Arc<Compiled>, Error> {
        if let Some(known) = self.templates.get(&published.hash) {
            return Ok(Arc::clone(known));
        }
        let compiled = Compiled::from_canonical(&published.canonical)
            .map_err(|error| Error::Template { hash: published.hash, cause: error.to_string() })?;
        let compiled = Arc::new(compiled);
        self.templates.insert(published.hash, Arc::clone(&compiled));
        Ok(compiled)
    }

    /// Works out the rows of one visit. `previous`: items with a finding of the unit's previous inspection; `targets`:
    /// what its plan sets.
    pub fn assess(
        &mut self,
        visit: &Visit,
        template: &PublishedTemplate,
        record: &Record,
        previous: &BTreeSet<ItemId>,
        targets: &BTreeMap<ParameterId, f64>,
    ) -> Result<Kept, Error> {
        let compiled = self.template(template)?;
        let circumstances = Circumstances {
            date: visit.date,
            province: visit.province.clone(),
            previous_findings: previous.clone(),
            targets: targets.clone(),
        };
        let calendar = self.calendar.get_or_insert_with(Calendar::shipped);
        let assessment = evaluate(&compiled, &record.observations(), &circumstances, calendar);
        Ok(Kept {
            figures: figures(&assessment, record),
            sections: Some(sections(&assessment)),
            record: serde_json::to_string(record)?,
            assessment: serde_json::to_string(&assessment)?,
            photos: record.pictures().into_keys().collect(),
        })
    }
}

fn figures(assessment: &Assessment, record: &Record) -> Figures {
    let findings = |severity: Severity| {
        assessment.findings.iter().filter(|finding| finding.severity == severity).count() as i64
    };
    Figures {
        earned: assessment.total.earned.0,
        possible: assessment.total.possible.0,
        answered: assessment.coverage.answered.into(),
        asked: assessment.coverage.asked.into(),
        disputed: assessment.disputed.len() as i64,
        data_errors: assessment.data_errors.len() as i64,
        observations: findings(Severity::Observation),
        minors: findings(Severity::Minor),
        majors: findings(Severity::Major),
        criticals: findings(Severity::Critical),
        signatures: record.signatures.len() as i64,
    }
}

/// What an assessment comes to in each section of the checklist.
pub fn sections(assessment: &Assessment) -> Vec<SectionFigures> {
    let section = |result: &SectionResult| {
        let inside = |item: &ItemId| result.items.iter().any(|result| result.id == *item);
        let findings = assessment.findings.iter().filter(|finding| inside(&finding.item));
        let disputed = assessment.disputed.iter().filter(|disputed| inside(&disputed.item)).count();
        SectionFigures {
            id: result.id.clone(),
            earned: result.score.earned.0,
            possible: result.score.possible.0,
            disputed: u32::try_from(disputed).unwrap_or(u32::MAX),
            severity: findings.map(|finding| finding.severity).max(),
        }
    };
    assessment.sections.iter().map(section).collect()
}
