//! Targets (chỉ tiêu): numbers that rules compare with. The checklist has values for provinces and years; a plan may set
//! its own, which hold for its visits alone.

use super::message::Message;
use super::plan_form::template;
use super::top::{Told, Top, owned, refused_page};
use super::whole::{Act, Whole, act};
use crate::accounts::{ManagesPlans, Protected};
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{self, Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use chrono::Datelike;
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::entry::number_of;
use schemas::ids::{CampaignId, ParameterId, UnitCode};
use schemas::template::Parameter;
use schemas::text::Language;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A target as it holds for a plan.
pub(super) struct TargetLine {
    pub(super) id: ParameterId,
    pub(super) label: String,
    /// What the checklist says for the plan's provinces in its year.
    pub(super) usual: String,
    /// What the plan sets instead, or what was typed.
    pub(super) own: String,
}

/// The targets of a plan.
pub(super) fn lines(reader: &Reader, plan: &Whole, locale: Locale) -> Result<Vec<TargetLine>, store::Error> {
    let template = template(reader, &plan.campaign.template)?;
    let line = |(id, parameter): (&ParameterId, &Parameter)| TargetLine {
        id: id.clone(),
        label: parameter.label.get(locale.0).to_owned(),
        usual: usual(plan, parameter, locale),
        own: plan.campaign.targets.get(id).map(|value| number(*value, locale)).unwrap_or_default(),
    };
    Ok(template.parameters.iter().map(line).collect())
}

fn usual(plan: &Whole, parameter: &Parameter, locale: Locale) -> String {
    let year = plan.campaign.period_from.year();
    let mut provinces: BTreeSet<Option<&UnitCode>> =
        plan.planned().map(|visit| visit.province.as_ref()).collect();
    if provinces.is_empty() {
        provinces.insert(None);
    }
    let value = |province: Option<&UnitCode>| number(parameter.value(province, year), locale);
    let mut values: Vec<String> = provinces.into_iter().map(value).collect();
    values.dedup();
    values.join("; ")
}

/// A target in words: `97,5`.
pub(super) fn number(value: f64, locale: Locale) -> String {
    match locale.0 {
        Language::Vi => value.to_string().replace('.', ","),
        Language::En => value.to_string(),
    }
}

/// The page on which a plan sets its targets.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/targets.html")]
pub(super) struct TargetsPage {
    frame: Frame,
    top: Top,
    told: Told,
    targets: Vec<TargetLine>,
}

/// Values as they are typed; empty = what the checklist says.
#[derive(FromForm, Debug, Clone)]
pub(super) struct TargetsForm {
    version: u32,
    #[field(default = HashMap::new())]
    values: HashMap<String, String>,
}

fn building(
    user: &ManagesPlans,
    id: CampaignId,
    typed: Option<TargetsForm>,
    locale: Locale,
) -> impl FnOnce(&Reader, Told) -> Result<TargetsPage, Problem> + Send + use<> {
    let (scope, csrf, frame) = (user.scope(), user.csrf.clone(), user.frame(locale).at("campaigns"));
    move |reader, told| {
        let plan = owned(reader, &scope, &id)?;
        let mut targets = lines(reader, &plan, locale)?;
        for line in &mut targets {
            if let Some(value) = typed.as_ref().and_then(|typed| typed.values.get(line.id.as_str())) {
                line.own.clone_from(value);
            }
        }
        Ok(TargetsPage { top: Top::new(&plan, true, &csrf, "plan", locale), frame, told, targets })
    }
}

/// Whoever manages plans of its organisation.
#[rocket::get("/ke-hoach/<id>/chi-tieu")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<TargetsPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let build = building(&user, id, None, locale);
    store.read(move |reader| build(reader, Told::default())).await
}

/// Whoever manages plans of its organisation. Tablets score by the new targets from their next connection on.
#[rocket::post("/ke-hoach/<id>/chi-tieu", data = "<form>")]
pub(super) async fn change(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<TargetsForm>,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<Result<Redirect, (Status, TargetsPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, this, typed) = (user.scope(), user.by(), id.clone(), form.0.clone());
    let outcome = store
        .write(move |tx| {
            let wish =
                Act { deed: "plan-targets-set", by: &by, scope: &scope, version: typed.version, reason: "" };
            act(tx, &this, &wish, |plan| {
                let known = template(tx, &plan.campaign.template)?.parameters;
                match understood(&typed.values, &known, locale) {
                    Ok(targets) => plan.campaign.targets = targets,
                    Err(unclear) => return Ok(Err(unclear.into())),
                }
                Ok::<_, Problem>(Ok(()))
            })
        })
        .await?;
    let Err(refusal) = outcome else {
        return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}?bao=da-sua-chi-tieu"))));
    };
    let seen = form.0.version;
    let build = building(&user, id.clone(), Some(form.0), locale);
    Ok(Err(refused_page(store, id, seen, refusal, locale, build).await?))
}

fn understood(
    typed: &HashMap<String, String>,
    known: &BTreeMap<ParameterId, Parameter>,
    locale: Locale,
) -> Result<BTreeMap<ParameterId, f64>, Vec<Message>> {
    let (mut targets, mut unclear) = (BTreeMap::new(), Vec::new());
    for (id, parameter) in known {
        let text = typed.get(id.as_str()).map(|text| text.trim()).filter(|text| !text.is_empty());
        let Some(text) = text else { continue };
        let value = number_of(text).and_then(|value| f64::try_from(value).ok());
        match value.filter(|value| Parameter::allows(*value)) {
            Some(value) => drop(targets.insert(id.clone(), value)),
            None => unclear.push(
                Message::new("plan-bad-target")
                    .with("target", parameter.label.get(locale.0))
                    .with("value", text),
            ),
        }
    }
    if unclear.is_empty() { Ok(targets) } else { Err(unclear) }
}
