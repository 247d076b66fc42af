//! The condition that a thing is within a scope.

use crate::accounts::Scope;

/// SQL that is true where the organisation in `column` was within the scope on the day in `day`, both SQL expressions.
/// Things of no organisation are only within the whole.
pub(super) fn within(scope: &Scope, column: &str, day: &str) -> String {
    let Some(roots) = scope.roots() else { return "1 = 1".to_owned() };
    if roots.is_empty() {
        return "1 = 0".to_owned();
    }
    // Ids are letters, digits and hyphens by their type, so they may stand in the text.
    let roots: Vec<String> = roots.iter().map(|root| format!("'{root}'")).collect();
    let roots = roots.join(", ");
    // The first half says nothing new; with it the database begins with the organisations, not with the things.
    format!(
        "({column} IN (SELECT reach.organisation FROM organisation_above reach WHERE reach.above IN ({roots}))
            AND EXISTS (SELECT 1 FROM organisation_above reach WHERE reach.organisation = {column}
            AND reach.above IN ({roots}) AND {day} BETWEEN reach.valid_from AND reach.valid_to))"
    )
}

/// A day in SQL.
pub(super) fn literal(day: chrono::NaiveDate) -> String {
    format!("'{day}'")
}
