//! What an item's answer earns, and what is found in it.

use super::settle::Settled;
use super::{DataError, Disputed, Finding, ItemResult, ItemState, Points, Score, Setting, Why, points};
use crate::answer::Answer;
use crate::ids::{GroupId, RowId};
use crate::rule::{Names, Statements};
use crate::template::{
    BadAnswer, Basis, Evidence, FindingRule, FindingRules, Item, ItemRules, Kind, Remedy, Severity,
    model::within,
};
use crate::text::{Bilingual, Language};
use chrono::NaiveDate;

/// An item's result with everything that it adds to the assessment.
pub(super) struct Judged {
    pub(super) result: ItemResult,
    pub(super) finding: Option<Finding>,
    pub(super) data_errors: Vec<DataError>,
    pub(super) disputed: Option<Disputed>,
    pub(super) is_strength: bool,
}

/// What a finding is made of beside its rule: of the item, or of the group it was found in.
pub(super) struct Source<'a> {
    pub(super) item: &'a Item,
    pub(super) row: Option<(GroupId, RowId)>,
    pub(super) bases: &'a [Basis],
    pub(super) remedy: Option<&'a Remedy>,
    /// The day that decides which rules and citations hold.
    pub(super) deciding: NaiveDate,
}

impl Source<'_> {
    /// The finding of the rule at `place` of a list, if it is in force and holds.
    pub(super) fn finding(
        &self,
        setting: &Setting<'_>,
        place: usize,
        rule: &FindingRule,
        compiled: &FindingRules,
        names: &Names<'_>,
    ) -> Option<Finding> {
        if !within(rule.from, rule.to, self.deciding) || compiled.when.truth(names) != Some(true) {
            return None;
        }
        let repeated = setting.circumstances.previous_findings.contains(&self.item.id);
        let remedy = rule.remedy.as_ref().or(self.remedy);
        let due = remedy.map(|r| setting.calendar.due(setting.circumstances.date, r.days, r.count));
        Some(Finding {
            item: self.item.id.clone(),
            row: self.row.clone(),
            rule: u16::try_from(place).unwrap_or(u16::MAX),
            severity: if repeated { rule.severity.raised() } else { rule.severity },
            repeated,
            statement: compiled.statement.render(names),
            bases: self.bases.iter().filter(|basis| basis.in_force(self.deciding)).cloned().collect(),
            remedy: remedy.cloned(),
            due,
            evidence_wanted: self.item.evidence != Evidence::Never,
        })
    }
}

pub(super) fn message(statements: &Statements, names: &Names<'_>) -> Bilingual {
    statements.render(names)
}

/// Judges one item.
pub(super) fn judge(
    setting: &Setting<'_>,
    item: &Item,
    rules: &ItemRules,
    settled: Settled,
    names: &Names<'_>,
) -> Judged {
    let mut judged = Judged {
        result: ItemResult {
            id: item.id.clone(),
            state: ItemState::Open,
            answer: None,
            score: Score::default(),
            why: Vec::new(),
        },
        finding: None,
        data_errors: Vec::new(),
        disputed: None,
        is_strength: false,
    };
    let error = |message: Bilingual, sides: Option<(i64, i64)>| DataError {
        item: item.id.clone(),
        row: None,
        field: None,
        message,
        sides,
    };
    let result = &mut judged.result;
    let answer = match settled {
        Settled::Hidden => {
            (result.state, result.why) = (ItemState::Hidden, vec![Why::Hidden]);
            return judged;
        }
        Settled::Open => return judged,
        Settled::Undecided => {
            result.why = vec![Why::Undecided];
            return judged;
        }
        Settled::Disputed(answers) => {
            result.state = ItemState::Disputed;
            judged.disputed = Some(Disputed { item: item.id.clone(), row: None, answers });
            return judged;
        }
        Settled::NotApplicable => {
            (result.state, result.why) = (ItemState::NotApplicable, vec![Why::NotApplicable]);
            result.answer = Some(Answer::NotApplicable);
            return judged;
        }
        Settled::Malformed(answer, refusal) => {
            (result.state, result.why) = (ItemState::DataError, vec![Why::DataError]);
            result.answer = Some(answer);
            let text = Bilingual { vi: refusal.text(Language::Vi), en: refusal.text(Language::En) };
            judged.data_errors.push(error(text, None));
            return judged;
        }
        Settled::Answered(answer) => answer,
    };
    result.answer = Some(answer.clone());
    if let (Kind::Figures { identities, .. }, Answer::Figures(figures)) = (&item.kind, &answer) {
        for identity in identities {
            if let Some(sides) = identity.broken(figures) {
                judged.data_errors.push(error(identity.label.clone(), Some(sides)));
            }
        }
    }
    for (check, text) in &rules.constraints {
        if check.truth(names) == Some(false) {
            judged.data_errors.push(error(message(text, names), None));
        }
    }
    if !judged.data_errors.is_empty() {
        (result.state, result.why) = (ItemState::DataError, vec![Why::DataError]);
        return judged;
    }
    if let Answer::Ratio(_, 0) = answer {
        (result.state, result.why) = (ItemState::NotApplicable, vec![Why::ZeroDenominator]);
        return judged;
    }
    let deciding = setting.circumstances.date;
    let source = Source { item, row: None, bases: &item.bases, remedy: item.remedy.as_ref(), deciding };
    let mut listed = item.findings.iter().zip(&rules.findings).enumerate();
    judged.finding =
        listed.find_map(|(place, (rule, compiled))| source.finding(setting, place, rule, compiled, names));

    let severity = judged.finding.as_ref().map(|f| f.severity);
    let weight = points::hundredths(item.weight);
    let (earned, why) = match &rules.score {
        Some(rule) => match rule.number(names) {
            Some(share) => {
                (Some(points::share(weight, share)), Some(Why::Rule { share: share.clamp(0.0, 1.0) }))
            }
            None => (None, Some(Why::Undecided)),
        },
        None => earned(setting, &item.kind, &answer, weight, severity),
    };
    result.why = why.into_iter().collect();
    if weight == 0 {
        result.state = ItemState::Informs;
        // A good practice is described in words (J03); other items without points are plain figures.
        judged.is_strength = matches!(answer, Answer::Text(_));
    } else if let Some(earned) = earned {
        result.state = ItemState::Scored;
        result.score = Score { earned, possible: Points(weight) };
        judged.is_strength = earned.0 == weight;
    }
    judged
}

/// What an answer earns by the rule of its kind, and why.
fn earned(
    setting: &Setting<'_>,
    kind: &Kind,
    answer: &Answer,
    weight: i64,
    finding: Option<Severity>,
) -> (Option<Points>, Option<Why>) {
    let (points, why) = match (kind, answer) {
        (Kind::YesNo { bad }, Answer::Yes | Answer::No) => {
            let good = (*answer == Answer::Yes) != (*bad == BadAnswer::Yes);
            (Points(if good { weight } else { 0 }), Why::Answered { good })
        }
        (Kind::Single { choices }, Answer::Choice(id)) => {
            let chosen = choices.iter().filter(|c| c.id == *id);
            let share = chosen.clone().map(|c| c.share).sum();
            (
                points::share(weight, share),
                Why::Chosen { labels: chosen.map(|c| c.label.clone()).collect(), share },
            )
        }
        (Kind::Multi { choices }, Answer::Choices(ids)) => {
            let chosen = choices.iter().filter(|c| ids.contains(&c.id));
            let share = chosen.clone().map(|c| c.share).sum::<f64>().min(1.0);
            (
                points::share(weight, share),
                Why::Chosen { labels: chosen.map(|c| c.label.clone()).collect(), share },
            )
        }
        (Kind::Decimal { target, .. }, Answer::Decimal(value, _)) => {
            let target = setting.target(target);
            (points::decimal(weight, *value, target), Why::Number { value: *value, target })
        }
        (Kind::Ratio { target, .. }, Answer::Ratio(numerator, denominator)) => {
            let (numerator, denominator, target) = (*numerator, *denominator, setting.target(target));
            (
                points::ratio(weight, numerator, denominator, target),
                Why::Ratio { numerator, denominator, target },
            )
        }
        (Kind::Integer | Kind::Date | Kind::Moment, _) => match finding {
            Some(severity) => (Points(0), Why::Finding { severity }),
            None => (Points(weight), Why::NoFinding),
        },
        _ => return (Some(Points(0)), None),
    };
    (Some(points), Some(why))
}
