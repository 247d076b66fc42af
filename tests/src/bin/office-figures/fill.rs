//! A large office: twenty campaigns of a thousand visits each, all inspected, and five thousand people.

use super::remediate::{Until, review};
use chrono::{Days, NaiveDate};
use ed25519_dalek::SigningKey;
use inspection::exchange::Header;
use inspection::{Edit, Inspection, seal};
use schemas::answer::Answer;
use schemas::evaluate::Assessment;
use schemas::ids::{ActorId, ChangeHash, DeviceId, OrganisationId, PersonId};
use schemas::template::Kind;
use schemas::units::Catalogue;
use schemas::wire::Tip;
use server::accounts::Role;
use server::clock;
use server::inspections::assess::Assessor;
use server::store::assessment::{Kept, Snapshot};
use server::store::audit::{By, Deed};
use server::store::device::Device;
use server::store::right::Held;
use server::store::visit::Visit;
use server::store::{self, Store, Tx, assessment, change, person};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use tests::Result;
use tests::clerk::Clerk;
use tests::office::Office;

/// Campaigns.
pub(crate) const CAMPAIGNS: usize = 20;
/// Visits of each.
pub(crate) const VISITS: usize = 1_000;
/// Teams of each, with so many people each: no person is in two.
const TEAMS: usize = 25;
const PEOPLE: usize = 10;
/// Records that differ; the others are like one of them.
const RECORDS: u64 = 16;
/// Changes kept of each visit; the figures of pages do not depend on how many there are.
const CHANGES: usize = 5;
/// Communes of a province, whose conclusions are published together.
pub(crate) const PROVINCE: usize = 124;
/// Who reviews, who publishes, and who answers for a commune.
pub(crate) const REVIEWER: &str = "tham-dinh";
pub(crate) const LEADER: &str = "lanh-dao";
pub(crate) const OFFICER: &str = "can-bo-xa";
/// First day of the first campaign.
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2025, 8, 4).expect("a day");
const FAMILIES: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
const GIVEN: [&str; 9] = ["An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Lâm", "Mai"];

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A person's id, by their place among all.
fn person_id(number: usize) -> String {
    format!("can-bo-{number}")
}

/// A record as a team leaves it, and what it means.
pub(crate) struct Model {
    changes: Vec<Vec<u8>>,
    headers: Vec<Header>,
    snapshot: Snapshot,
    kept: Kept,
    pub(crate) heads: Vec<ChangeHash>,
    pub(crate) assessment: Assessment,
}

/// Plans the campaigns with their teams, by the files that offices import.
pub(crate) fn plan(office: &Office, folder: &Path) -> Result {
    let catalogue = Catalogue::shipped();
    for campaign in 0..CAMPAIGNS {
        let from = DAY + Days::new(20 * campaign as u64);
        let to = from + Days::new(19);
        let units =
            catalogue.units().iter().filter(|unit| unit.code.as_str().len() == 5 && unit.in_force(from));
        let communes: Vec<_> = units.filter(|unit| unit.in_force(to)).collect();
        let mut file = format!(
            "id = 'dot-{campaign}'\ntitle = 'Kiểm tra cải cách hành chính đợt {campaign}'\n\
             issuing_body = 'UBND tỉnh'\nplan_number = '{campaign}/KH-UBND'\nplan_date = '{from}'\n\
             period_from = '{from}'\nperiod_to = '{to}'\ntemplate = 'cchc-xa-2026'\n"
        );
        for team in 0..TEAMS {
            // Writing to a text cannot fail.
            let _ = write!(file, "[[team]]\nid = '{team}'\nname = 'Đoàn {team}'\n");
            for place in 0..PEOPLE {
                let number = (campaign * TEAMS + team) * PEOPLE + place;
                let role = if place == 0 { "leader" } else { "member" };
                let (family, given) = (FAMILIES[number % 8], GIVEN[number / 8 % 9]);
                let _ = write!(
                    file,
                    "[[team.member]]\nperson = '{}'\nname = '{family} Văn {given}'\nrole = '{role}'\n",
                    person_id(number)
                );
            }
        }
        for visit in 0..VISITS {
            // Two visits of a team on each half-day.
            let (team, turn) = (visit % TEAMS, visit / TEAMS);
            let unit = &communes[(campaign * VISITS + visit) % communes.len()].code;
            let (day, half) =
                (from + Days::new(turn as u64 / 2), if turn % 2 == 0 { "morning" } else { "afternoon" });
            let _ = write!(
                file,
                "[[visit]]\nunit = '{unit}'\ndate = '{day}'\nhalf_day = '{half}'\nteam = '{team}'\n"
            );
        }
        let path = folder.join("campaign.toml");
        std::fs::write(&path, file).map_err(text)?;
        office.import_campaign(&path)?;
    }
    Ok(())
}

/// Who answers for a commune that was inspected, and who reviews.
pub(crate) fn accounts(office: &Office, data: &Path) -> Result {
    Clerk::account(office, REVIEWER, "Người thẩm định", "reviewer", None)?;
    Clerk::account(office, LEADER, "Lãnh đạo Sở", "office_leader", None)?;
    let store = Store::open(data).map_err(text)?;
    let id: PersonId = person_id(0).parse().map_err(text)?;
    let visits = store.read_blocking(|reader| store::visit::of_person(reader, &id)).map_err(text)?;
    let organisation = visits.first().and_then(|visit| visit.organisation.clone());
    drop(store);
    let organisation = organisation.ok_or("nobody has a visit")?;
    Clerk::account(office, OFFICER, "Cán bộ xã", "commune_officer", Some(organisation.as_str()))
}

/// Gives everybody a place, a right and a tablet, and every visit what a team records and the office makes of it. Gives the
/// number of recommendations.
pub(crate) fn fill(data: &Path) -> Result<usize> {
    let store = Store::open(data).map_err(text)?;
    let communes: Vec<OrganisationId> = Catalogue::shipped()
        .units()
        .iter()
        .filter(|unit| unit.code.as_str().len() == 5 && unit.in_force(clock::day(clock::now())))
        .filter_map(|unit| unit.code.as_str().parse().ok())
        .collect();
    write(&store, move |tx| people(tx, &communes))?;
    let reviewer: PersonId = REVIEWER.parse().map_err(text)?;
    let (mut models, mut recommendations) = (Vec::new(), 0);
    for campaign in 0..CAMPAIGNS {
        for team in 0..TEAMS {
            let leader = (campaign * TEAMS + team) * PEOPLE;
            let id: PersonId = person_id(leader).parse().map_err(text)?;
            let visits = store.read_blocking(|reader| store::visit::of_person(reader, &id)).map_err(text)?;
            if models.is_empty() {
                let visit = visits.first().ok_or("nobody has a visit")?;
                models = (0..RECORDS).map(|seed| model(&store, visit, seed)).collect::<Result<_>>()?;
            }
            let ids: Vec<_> = visits.iter().map(|visit| visit.id).collect();
            let (models, reviewer): (Vec<Arc<Model>>, _) = (models.clone(), reviewer.clone());
            write(&store, move |tx| {
                (0..).zip(&visits).try_for_each(|(at, visit)| {
                    let model = &models[(leader + at) % models.len()];
                    record(tx, visit, &id, leader, model)?;
                    let number = campaign * VISITS + team * visits.len() + at;
                    // The newest campaign is not published yet; a province's worth of it is ready for that.
                    let until = match number.checked_sub((CAMPAIGNS - 1) * VISITS) {
                        None => Until::Published,
                        Some(place) if place < PROVINCE => Until::Concluded,
                        Some(_) => Until::Signed,
                    };
                    review(tx, visit, &reviewer, model, until, number)
                })
            })?;
            let made = |reader: &store::Reader| {
                ids.iter()
                    .map(|id| Ok(store::recommendation::of_visit(reader, id)?.len()))
                    .sum::<std::result::Result<usize, store::Error>>()
            };
            recommendations += store.read_blocking(made).map_err(text)?;
        }
    }
    Ok(recommendations)
}

fn write(store: &Store, job: impl FnOnce(&Tx) -> StoreResult + Send + 'static) -> Result {
    store.write_blocking(job).map_err(text)
}

/// What this program makes is not what the server takes.
pub(crate) const UNFIT: store::Error = store::Error::Incomplete("what the figures are made with");

pub(crate) type StoreResult = std::result::Result<(), store::Error>;

fn people(tx: &Tx, communes: &[OrganisationId]) -> StoreResult {
    let by = By::command_line();
    for number in 0..CAMPAIGNS * TEAMS * PEOPLE {
        let id: PersonId = person_id(number).parse().map_err(|_| UNFIT)?;
        let known = person::named(tx, &id)?.ok_or(UNFIT)?;
        let organisation = communes[number % communes.len()].clone();
        let position = "Chuyên viên".to_owned();
        let now = clock::now();
        person::put(
            tx,
            &person::Person { position, organisation: Some(organisation.clone()), ..known },
            now,
        )?;
        let held = Held { role: Role::Inspector, organisation };
        store::right::grant(tx, &id, &held, (DAY, None), "figures", now)?;
        store::audit::append(tx, now, &by, Deed::new("right-granted", &id))?;
        let mut token = [0; 32];
        token[..8].copy_from_slice(&(number as u64).to_le_bytes());
        store::device::add(tx, &device(number, id)?, &token)?;
    }
    Ok(())
}

fn device(number: usize, person: PersonId) -> std::result::Result<Device, store::Error> {
    Ok(Device {
        id: device_id(number)?,
        person,
        person_name: String::new(),
        name: format!("Máy {number}"),
        public_key: SigningKey::from_bytes(&[7; 32]).verifying_key().to_bytes(),
        enrolled_at: clock::now(),
        revoked_at: None,
        last_seen: None,
        clock_skew_ms: None,
        unsent_photos: 0,
        app_version: None,
        free_bytes: None,
        revoked_reason: String::new(),
        later_work: None,
    })
}

fn device_id(number: usize) -> std::result::Result<DeviceId, store::Error> {
    format!("01K{number:023}").parse().map_err(|_| UNFIT)
}

/// One visit's answers to the whole checklist, mostly good.
fn model(store: &Store, visit: &Visit, seed: u64) -> Result<Arc<Model>> {
    let published = store
        .read_blocking(|reader| store::template::get(reader, &visit.template))
        .map_err(text)?
        .ok_or("the visit's checklist is not there")?;
    let mut assessor = Assessor::default();
    let compiled = assessor.template(&published).map_err(text)?;
    let mut document = Inspection::begin(&published.beginning).map_err(text)?;
    let (mut changes, mut random) = (Vec::new(), seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for item in compiled.template().items() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let dice = random >> 33;
        let answer = match item.kind {
            Kind::Ratio { .. } => Answer::Ratio(dice % 250, 250),
            Kind::Integer => Answer::Integer((dice % 4) as i64),
            Kind::YesNo { .. } if dice.is_multiple_of(7) => Answer::No,
            Kind::YesNo { .. } => Answer::Yes,
            _ => Answer::NotApplicable,
        };
        let edit = Edit::Answer { item: item.id.clone(), answer, reason: None };
        let made = document.write(ActorId([9; 16]), 1_754_280_000 + 60 * changes.len() as i64, &edit);
        changes.extend(made.map_err(text)?.into_iter().map(|change| change.bytes));
    }
    let record = document.record().map_err(text)?;
    let mut kept =
        assessor.assess(visit, &published, &record, &BTreeSet::new(), &BTreeMap::new()).map_err(text)?;
    let assessment = serde_json::from_str(&kept.assessment).map_err(text)?;
    let mut heads = document.heads();
    heads.sort();
    kept.figures.signatures = i64::from(!seed.is_multiple_of(4));
    let snapshot = Snapshot { heads_digest: seal::heads_digest(&document.heads()), bytes: document.save() };
    changes.truncate(CHANGES);
    let headers: std::result::Result<_, inspection::Error> =
        changes.iter().map(|change| Header::parse(change)).collect();
    let headers: Vec<Header> = headers.map_err(text)?;
    Ok(Arc::new(Model { changes, headers, snapshot, kept, heads, assessment }))
}

fn record(tx: &Tx, visit: &Visit, person: &PersonId, number: usize, model: &Model) -> StoreResult {
    let (device, last) = (device_id(number)?, model.headers.last().ok_or(UNFIT)?);
    let document = change::open(tx, &visit.id)?;
    let now = clock::now();
    let tip = Tip {
        visit: visit.id,
        actor: ActorId([9; 16]),
        seq: last.seq,
        hash: last.hash,
        device,
        person: person.clone(),
        at: now,
        signature: vec![0; 64],
    };
    let author = change::put_author(tx, document.no, &tip, last.seq)?;
    for (header, bytes) in model.headers.iter().zip(&model.changes) {
        let new = change::NewChange { seq: header.seq, hash: header.hash, max_op: header.max_op, bytes };
        change::append(tx, document.no, &author, &new, None, now)?;
    }
    change::add_waiting(tx, document.no, model.headers.len())?;
    let hashes: Vec<_> = model.headers.iter().map(|header| header.hash).collect();
    change::mark_verified(tx, document, &hashes)?;
    assessment::put_snapshot(tx, document.no, &model.snapshot, &[0; 32])?;
    assessment::put(tx, document.no, &model.kept)
}

/// Ids that the pages of one thing are asked for with.
pub(crate) fn examples(data: &Path) -> Result<BTreeMap<&'static str, String>> {
    let store = Store::open(data).map_err(text)?;
    let id: PersonId = person_id(0).parse().map_err(text)?;
    let visits = store.read_blocking(|reader| store::visit::of_person(reader, &id)).map_err(text)?;
    let visit = visits.first().ok_or("nobody has a visit")?;
    let of_visit = |reader: &store::Reader| store::recommendation::of_visit(reader, &visit.id);
    let recommendations = store.read_blocking(of_visit).map_err(text)?;
    Ok(BTreeMap::from([
        ("{campaign}", visit.campaign.to_string()),
        ("{visit}", visit.id.to_string()),
        ("{unit}", visit.unit.to_string()),
        ("{team}", visit.team.clone()),
        ("{template}", visit.template.to_string()),
        ("{person}", id.to_string()),
        ("{device}", device_id(0).map_err(text)?.to_string()),
        ("{newest}", format!("dot-{}", CAMPAIGNS - 1)),
        ("{recommendation}", recommendations.first().ok_or("nothing was recommended")?.no.to_string()),
    ]))
}
