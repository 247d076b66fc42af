//! Importing a list of units in the browser: the file, what it would change, and then yes.

use super::import::{ApplyError, Difference, difference};
use super::units::{UnitsError, read_list, take};
use super::{Directories, Directory};
use crate::accounts::{FormToken, ManagesAllUnits, NoFields, Protected, Upload};
use crate::clock;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::secret;
use crate::store::Store;
use crate::store::organisation::{self, Organisation};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::text::{date, integer};
use schemas::units::{Catalogue, RowError, RowProblem};

/// Lines of each part of the preview; more are only counted.
const SHOWN: usize = 200;

struct Part {
    title: String,
    class: &'static str,
    lines: Vec<(String, String)>,
    more: usize,
}

/// The page of imports.
#[derive(Template, WebTemplate)]
#[template(path = "catalogue/import.html")]
pub(super) struct ImportPage {
    frame: Frame,
    csrf: String,
    file: String,
    /// Mistakes of the file, each with its line.
    mistakes: Vec<(u64, String)>,
    /// Key of the list that waits for a yes; none = nothing to say yes to.
    draft: Option<String>,
    parts: Vec<Part>,
    same: Option<String>,
}

impl ImportPage {
    fn new(user: &ManagesAllUnits, locale: Locale) -> Self {
        let frame = user.frame(locale).at("organisations");
        let csrf = user.csrf.clone();
        Self { frame, csrf, file: String::new(), mistakes: vec![], draft: None, parts: vec![], same: None }
    }
}

/// Whoever manages all organisations.
#[rocket::get("/to-chuc/nhap")]
pub(super) fn page(user: ManagesAllUnits, _token: FormToken, locale: Locale) -> ImportPage {
    ImportPage::new(&user, locale)
}

/// Whoever manages all organisations: shows what a list would change, and changes nothing.
#[rocket::post("/to-chuc/nhap", data = "<file>")]
pub(super) async fn preview(
    user: ManagesAllUnits,
    file: Upload,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<(Status, ImportPage), Problem> {
    let mut page = ImportPage { file: file.name, ..ImportPage::new(&user, locale) };
    let list = match read_list(&page.file, &file.text) {
        Ok(list) => list,
        Err(UnitsError::Rows { rows, .. }) => {
            page.mistakes = rows.iter().map(|row| (row.line, mistake(row, locale))).collect();
            return Ok((Status::UnprocessableEntity, page));
        }
        Err(other) => return Err(Problem::internal(other)),
    };
    let units = list.units().len();
    let (all, hash) = (directories.inner().clone(), hex::encode(secret::hash(&file.text)));
    let parts = store
        .read(move |reader| {
            let directory = all.get(reader)?;
            Ok::<_, Problem>(parts(&directory, &list, locale))
        })
        .await?;
    if parts.is_empty() {
        let number = integer(i64::try_from(units).unwrap_or(i64::MAX), locale.0);
        page.same = Some(locale.t_args("import-same", [("number", number)]));
        return Ok((Status::Ok, page));
    }
    page.parts = parts;
    page.draft = Some(hash.clone());
    let person = user.person.clone();
    store
        .write(move |tx| {
            Ok::<_, Problem>(organisation::put_draft(tx, &hash, &person, &file.text, clock::now())?)
        })
        .await?;
    Ok((Status::Ok, page))
}

/// Whoever manages all organisations: takes the list that they have just seen.
#[rocket::post("/to-chuc/nhap/<hash>/ghi", data = "<_form>")]
pub(super) async fn apply(
    hash: &str,
    user: ManagesAllUnits,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let (hash, by) = (hash.to_owned(), user.by());
    store
        .write(move |tx| {
            let text = organisation::draft(tx, &hash)?.ok_or(Problem::NotFound)?;
            let list = read_list("", &text).map_err(Problem::internal)?;
            match take(tx, &list, &by, clock::now()) {
                Ok(_) => Ok(organisation::drop_draft(tx, &hash)?),
                Err(UnitsError::Apply(ApplyError::InUse(ids))) => {
                    let which = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                    Err(Problem::UnitsInUse { which })
                }
                Err(UnitsError::Apply(ApplyError::Store(error))) => Err(error.into()),
                Err(other) => Err(Problem::internal(other)),
            }
        })
        .await?;
    Ok(Redirect::to("/to-chuc"))
}

fn parts(directory: &Directory, list: &Catalogue, locale: Locale) -> Vec<Part> {
    let Difference { added, changed, removed } = difference(directory, list);
    let part = |key: &str, class: &'static str, mut lines: Vec<(String, String)>| {
        let all = lines.len();
        lines.truncate(SHOWN);
        let number = integer(i64::try_from(all).unwrap_or(i64::MAX), locale.0);
        Part { title: locale.t_args(key, [("number", number)]), class, more: all - lines.len(), lines }
    };
    let code =
        |organisation: &Organisation| organisation.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let of = |organisation: &Organisation| in_words(directory, organisation, locale);
    let changes =
        changed.iter().map(|(before, after)| (code(after), format!("{} → {}", of(before), of(after))));
    let parts = [
        part("import-added", "passed", added.iter().map(|unit| (code(unit), of(unit))).collect()),
        part("import-changed", "minor", changes.collect()),
        part("import-removed", "major", removed.iter().map(|unit| (code(unit), of(unit))).collect()),
    ];
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

/// All periods of an organisation in one line.
fn in_words(directory: &Directory, organisation: &Organisation, locale: Locale) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "…".to_owned(), |day| date(day, locale.0));
    let periods = organisation.periods.iter().map(|period| {
        let above =
            period.parent.as_ref().map(|id| directory.name(id, period.valid_from.unwrap_or_default()));
        let above = above.map(|above| format!(", {above}")).unwrap_or_default();
        format!(
            "{}{above} ({}–{})",
            directory.full_name(period),
            day(period.valid_from),
            day(period.valid_to)
        )
    });
    periods.collect::<Vec<_>>().join("; ")
}

/// What is wrong with a line, in the reader's language.
fn mistake(row: &RowError, locale: Locale) -> String {
    let (key, values): (&str, Vec<(&str, String)>) = match &row.problem {
        RowProblem::Table(problem) => ("row-table", vec![("what", problem.to_string())]),
        RowProblem::BadCode(error) => ("row-bad-code", vec![("text", error.text.clone())]),
        RowProblem::NoName => ("row-no-name", vec![]),
        RowProblem::UnknownKind(kind) => ("row-unknown-kind", vec![("kind", kind.clone())]),
        RowProblem::CodeOfOtherLevel { code, kind } => (
            "row-code-level",
            vec![("code", code.to_string()), ("digits", kind.level().digits().to_string())],
        ),
        RowProblem::BadDate(text) => ("row-bad-date", vec![("text", text.clone())]),
        RowProblem::EndsBeforeItBegins { .. } => ("row-ends-before", vec![]),
        RowProblem::Overlap { code, line, .. } => {
            ("row-overlap", vec![("code", code.to_string()), ("line", line.to_string())])
        }
        RowProblem::NoParent(_) => ("row-no-parent", vec![]),
        RowProblem::ParentOfLowerLevel { parent, .. } => {
            ("row-parent-level", vec![("parent", parent.to_string())])
        }
        RowProblem::UnknownParent(parent) => ("row-unknown-parent", vec![("parent", parent.to_string())]),
        RowProblem::UnknownPredecessor(code) => ("row-unknown-predecessor", vec![("code", code.to_string())]),
    };
    locale.t_args(key, values)
}
