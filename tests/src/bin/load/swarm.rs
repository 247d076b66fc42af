//! A hundred tablets that speak the wire protocol themselves, so that their own cost stays out of the figures.

use ed25519_dalek::SigningKey;
use inspection::{Edit, Inspection, exchange, seal};
use schemas::answer::Answer;
use schemas::ids::{ActorId, VisitId};
use schemas::template::{Kind, Template};
use schemas::units::Catalogue;
use schemas::wire::{
    DocPush, EnrolRequest, EnrolResponse, PROTOCOL, PublishedTemplate, SyncRequest, SyncResponse, Tip,
    Worklist,
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::sync::Barrier;
use std::time::Instant;
use tests::Result;
use tests::office::{Office, Server};

/// Id of the campaign that the tablets work in.
pub(crate) const CAMPAIGN: &str = "tai-thu";
/// Id of the campaign that was recorded before.
pub(crate) const STORED: &str = "kho";
/// Visits of one tablet.
pub(crate) const VISITS: usize = 5;
const TEAMS: usize = 20;
const PEOPLE: usize = 5;
const ANSWERS: usize = 60;
const DAY: chrono::NaiveDate = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
/// 08:00 in Hà Nội on that day.
const MORNING: i64 = 1_795_136_400;

/// All tablets.
pub(crate) struct Swarm {
    url: String,
    tablets: Vec<Tablet>,
}

struct Tablet {
    credentials: EnrolResponse,
    key: SigningKey,
    actor: ActorId,
    visits: Vec<Visit>,
    sent: u64,
    received: u64,
}

struct Visit {
    id: VisitId,
    record: Inspection,
    unsent: Vec<Vec<u8>>,
    cursor: u64,
    digest: Option<[u8; 32]>,
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Units that exist on the day.
fn communes() -> Vec<String> {
    let catalogue = Catalogue::shipped();
    let units = catalogue.units().iter().filter(|unit| unit.code.as_str().len() == 5 && unit.in_force(DAY));
    units.map(|unit| unit.code.to_string()).collect()
}

impl Swarm {
    /// Plans the campaign, enrols all tablets and lets each fill in its visits, offline.
    pub(crate) fn enrol(office: &Office, server: &Server, folder: &Path) -> Result<Self> {
        let mut file = head(CAMPAIGN);
        let communes = communes();
        for team in 0..TEAMS {
            let _ = write!(file, "[[team]]\nid = 'd{team}'\nname = 'Đoàn {team}'\n");
            for person in 0..PEOPLE {
                let role = if person == 0 { "leader" } else { "member" };
                let _ = write!(
                    file,
                    "[[team.member]]\nperson = 'n{team}-{person}'\nname = 'Người {team}.{person}'\nrole = '{role}'\n"
                );
            }
        }
        for (number, commune) in communes.iter().take(TEAMS * VISITS).enumerate() {
            let team = number / VISITS;
            let _ = write!(
                file,
                "[[visit]]\nunit = '{commune}'\ndate = '{DAY}'\nhalf_day = 'morning'\nteam = 'd{team}'\n"
            );
        }
        import(office, folder, &file)?;
        let mut tablets = Vec::new();
        for number in 0..TEAMS * PEOPLE {
            let code = office.device_code(&format!("n{}-{}", number / PEOPLE, number % PEOPLE))?;
            tablets.push(Tablet::enrol(&server.url, &code, number)?);
        }
        Ok(Swarm { url: server.url.clone(), tablets })
    }

    /// How many tablets.
    pub(crate) fn tablets(&self) -> usize {
        self.tablets.len()
    }

    /// Changes not sent yet.
    pub(crate) fn changes(&self) -> usize {
        self.tablets.iter().flat_map(|tablet| &tablet.visits).map(|visit| visit.unsent.len()).sum()
    }

    /// All tablets send and take at once.
    pub(crate) fn exchange(&mut self) -> Result {
        let url = &self.url;
        let barrier = Barrier::new(self.tablets.len());
        std::thread::scope(|scope| {
            let barrier = &barrier;
            let running: Vec<_> = self
                .tablets
                .iter_mut()
                .map(|tablet| {
                    scope.spawn(move || {
                        let agent = ureq::agent();
                        barrier.wait();
                        tablet.exchange(&agent, url)
                    })
                })
                .collect();
            let ended = running
                .into_iter()
                .map(|thread| thread.join().map_err(|_| "a tablet panicked".to_owned())?);
            ended.collect::<Result<Vec<()>>>().map(drop)
        })
    }

    /// Bytes of bodies per tablet, sent and received.
    pub(crate) fn bytes(&self) -> (f64, f64) {
        let count = self.tablets.len() as f64;
        let sum = |of: fn(&Tablet) -> u64| self.tablets.iter().map(of).sum::<u64>() as f64 / count;
        (sum(|tablet| tablet.sent), sum(|tablet| tablet.received))
    }

    /// Whether every tablet of a team has the same, complete documents.
    pub(crate) fn converged(&self) -> Result<bool> {
        for team in self.tablets.chunks(PEOPLE) {
            for number in 0..VISITS {
                let heads = team[0].visits[number].record.heads();
                let same = team.iter().all(|tablet| tablet.visits[number].record.heads() == heads);
                let full = team[0].visits[number].record.hashes().len() == 1 + PEOPLE * ANSWERS;
                let agreed = team[0].visits[number].digest == Some(seal::heads_digest(&heads));
                if !(same && full && agreed) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Each tablet writes one sentence and sends it; milliseconds, sorted.
    pub(crate) fn push_one_by_one(&mut self) -> Result<Vec<f64>> {
        let mut times = Vec::new();
        let agent = ureq::agent();
        for tablet in &mut self.tablets {
            let opinion = Edit::Opinion { text: "Đơn vị nhất trí với biên bản.".to_owned() };
            let actor = tablet.actor;
            let visit = &mut tablet.visits[0];
            let made = visit.record.write(actor, MORNING + 9_000, &opinion).map_err(text)?;
            visit.unsent.extend(made.into_iter().map(|change| change.bytes));
            let begun = Instant::now();
            tablet.exchange(&agent, &self.url)?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        Ok(times)
    }

    /// Size of a request that carries one person's answers to all items of a visit.
    pub(crate) fn one_persons_visit(&self) -> Result<f64> {
        let tablet = &self.tablets[0];
        let worklist: Worklist = get(&ureq::agent(), &self.url, "worklist", &tablet.credentials.token)?;
        let (template, mut visit) = Visit::begin(&self.url, &tablet.credentials.token, &worklist, 0)?;
        visit.fill_from(&template, tablet.actor, 4711, usize::MAX)?;
        let tip = visit.tip(tablet, tablet.actor)?;
        Ok(encode(&request(vec![visit.push(Some(tablet.actor), tip)?]))?.len() as f64)
    }
}

/// Records visits of an earlier campaign, a few answers each.
pub(crate) fn store_visits(office: &Office, server: &Server, folder: &Path, count: usize) -> Result {
    let mut file = head(STORED);
    let _ = write!(
        file,
        "[[team]]\nid = 'kho'\nname = 'Kho'\n[[team.member]]\nperson = 'thu-kho'\nname = 'Thủ kho'\nrole = 'leader'\n"
    );
    let communes = communes();
    for number in 0..count {
        let commune = &communes[number % communes.len()];
        let day = DAY - chrono::Days::new(1 + (number / communes.len()) as u64);
        let _ = write!(
            file,
            "[[visit]]\nunit = '{commune}'\ndate = '{day}'\nhalf_day = 'morning'\nteam = 'kho'\n"
        );
    }
    import(office, folder, &file)?;
    let agent = ureq::agent();
    let credentials: EnrolResponse = {
        let code = office.device_code("thu-kho")?;
        enrol(&agent, &server.url, &code, &SigningKey::from_bytes(&[9; 32]))?
    };
    let worklist: Worklist = get(&agent, &server.url, "worklist", &credentials.token)?;
    let key = SigningKey::from_bytes(&[9; 32]);
    let (template, begun) = Visit::begin(&server.url, &credentials.token, &worklist, 0)?;
    let mut tablet =
        Tablet { credentials, key, actor: ActorId([9; 16]), visits: Vec::new(), sent: 0, received: 0 };
    for (number, batch) in worklist.visits.chunks(50).enumerate() {
        tablet.visits = batch
            .iter()
            .map(|planned| Visit {
                id: planned.id,
                record: begun.record.clone(),
                unsent: Vec::new(),
                cursor: 0,
                digest: None,
            })
            .collect();
        for visit in &mut tablet.visits {
            visit.fill_from(&template, tablet.actor, number as u64, 5)?;
        }
        tablet.exchange(&agent, &server.url)?;
    }
    Ok(())
}

fn head(id: &str) -> String {
    let from = DAY - chrono::Days::new(400);
    format!(
        "id = '{id}'\ntitle = 'Tải thử'\nissuing_body = 'UBND tỉnh'\nplan_number = '1/KH-UBND'\nplan_date = '{from}'\n\
         period_from = '{from}'\nperiod_to = '{DAY}'\ntemplate = 'cchc-xa-2026'\n"
    )
}

fn import(office: &Office, folder: &Path, file: &str) -> Result {
    let path = folder.join("campaign.toml");
    std::fs::write(&path, file).map_err(text)?;
    office.import_campaign(&path)
}

impl Tablet {
    fn enrol(url: &str, code: &str, number: usize) -> Result<Self> {
        let agent = ureq::agent();
        let mut seed = [3; 32];
        seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
        let key = SigningKey::from_bytes(&seed);
        let credentials = enrol(&agent, url, code, &key)?;
        let mut actor = [0; 16];
        getrandom::fill(&mut actor).map_err(text)?;
        let actor = ActorId(actor);
        let worklist: Worklist = get(&agent, url, "worklist", &credentials.token)?;
        let mut visits = Vec::new();
        for at in 0..worklist.visits.len() {
            let (template, mut visit) = Visit::begin(url, &credentials.token, &worklist, at)?;
            visit.fill_from(&template, actor, (number * VISITS + at) as u64, ANSWERS)?;
            visits.push(visit);
        }
        Ok(Tablet { credentials, key, actor, visits, sent: 0, received: 0 })
    }

    /// One request and its answer.
    fn exchange(&mut self, agent: &ureq::Agent, url: &str) -> Result {
        let mut docs = Vec::new();
        for visit in &self.visits {
            let tip = match visit.unsent.is_empty() {
                true => None,
                false => visit.tip(self, self.actor)?,
            };
            docs.push(visit.push(Some(self.actor), tip)?);
        }
        let body = encode(&request(docs))?;
        self.sent += body.len() as u64;
        let (answer, length): (SyncResponse, u64) = post(agent, url, "sync", &self.credentials.token, &body)?;
        self.received += length;
        for (visit, pull) in self.visits.iter_mut().zip(answer.docs) {
            if pull.accepted as usize != visit.unsent.len() {
                return Err(format!("{} of {} accepted: {pull:?}", pull.accepted, visit.unsent.len()));
            }
            visit.unsent.clear();
            if let Some(snapshot) = pull.snapshot {
                visit.record.merge(&Inspection::load(&snapshot).map_err(text)?).map_err(text)?;
            }
            let changes = exchange::unpack(&pull.changes, 5_000).map_err(text)?;
            visit.record.apply(changes.iter().map(|change| change.bytes.as_slice())).map_err(text)?;
            visit.cursor = pull.cursor;
            visit.digest = pull.heads_digest;
        }
        Ok(())
    }
}

impl Visit {
    fn begin(url: &str, token: &str, worklist: &Worklist, at: usize) -> Result<(Template, Self)> {
        let planned = worklist.visits.get(at).ok_or("the worklist is empty")?;
        let published: PublishedTemplate =
            get(&ureq::agent(), url, &format!("templates/{}", planned.template), token)?;
        let template = serde_json::from_str(&published.canonical).map_err(text)?;
        let record = Inspection::begin(&published.beginning).map_err(text)?;
        Ok((template, Visit { id: planned.id, record, unsent: Vec::new(), cursor: 0, digest: None }))
    }

    /// Answers as an inspector gives them: mostly good, spread over an hour and a half.
    fn fill_from(&mut self, template: &Template, actor: ActorId, seed: u64, most: usize) -> Result {
        let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut at = MORNING;
        for asked in template.items().take(most) {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let dice = random >> 33;
            at += 30 + (dice % 120) as i64;
            let answer = match asked.kind {
                Kind::Ratio { .. } => Answer::Ratio(dice % 250, 250),
                Kind::Integer => Answer::Integer((dice % 4) as i64),
                Kind::YesNo { .. } if dice.is_multiple_of(7) => Answer::No,
                Kind::YesNo { .. } => Answer::Yes,
                _ => Answer::NotApplicable,
            };
            let edit = Edit::Answer { item: asked.id.clone(), answer, reason: None };
            let made = self.record.write(actor, at, &edit).map_err(text)?;
            self.unsent.extend(made.into_iter().map(|change| change.bytes));
        }
        Ok(())
    }

    fn tip(&self, tablet: &Tablet, actor: ActorId) -> Result<Option<Tip>> {
        let Some((seq, hash)) = self.record.newest_of(&actor) else { return Ok(None) };
        let tip = Tip {
            visit: self.id,
            actor,
            seq,
            hash,
            device: tablet.credentials.device.clone(),
            person: tablet.credentials.person.clone(),
            at: MORNING * 1000,
            signature: Vec::new(),
        };
        Ok(Some(seal::sign_tip(tip, &tablet.key)))
    }

    fn push(&self, writer: Option<ActorId>, tip: Option<Tip>) -> Result<DocPush> {
        let changes = match self.unsent.is_empty() {
            true => Vec::new(),
            false => exchange::pack(self.unsent.iter().map(Vec::as_slice)).map_err(text)?,
        };
        Ok(DocPush {
            visit: self.id,
            cursor: self.cursor,
            changes,
            tips: tip.into_iter().collect(),
            writer,
            have: None,
        })
    }
}

fn request(docs: Vec<DocPush>) -> SyncRequest {
    SyncRequest { proto: PROTOCOL, clock: MORNING * 1000, docs, ..SyncRequest::default() }
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let plain = rmp_serde::to_vec_named(value).map_err(text)?;
    zstd::encode_all(plain.as_slice(), 3).map_err(text)
}

fn enrol(agent: &ureq::Agent, url: &str, code: &str, key: &SigningKey) -> Result<EnrolResponse> {
    let public_key = key.verifying_key().to_bytes().to_vec();
    let request =
        EnrolRequest { code: code.to_owned(), public_key, device_name: "Máy tải thử".to_owned() };
    post(agent, url, "enrol", "", &encode(&request)?).map(|(answer, _)| answer)
}

fn post<T: DeserializeOwned>(
    agent: &ureq::Agent,
    url: &str,
    path: &str,
    token: &str,
    body: &[u8],
) -> Result<(T, u64)> {
    let request = agent
        .post(format!("{url}/api/v1/{path}"))
        .header("Authorization", format!("Bearer {token}"))
        .header("Content-Type", "application/msgpack")
        .header("Content-Encoding", "zstd")
        .header("Accept-Encoding", "zstd");
    decode(request.send(body).map_err(|error| format!("{path}: {error}"))?)
}

fn get<T: DeserializeOwned>(agent: &ureq::Agent, url: &str, path: &str, token: &str) -> Result<T> {
    let request = agent
        .get(format!("{url}/api/v1/{path}"))
        .header("Authorization", format!("Bearer {token}"))
        .header("Accept-Encoding", "zstd");
    decode(request.call().map_err(|error| format!("{path}: {error}"))?).map(|(answer, _)| answer)
}

fn decode<T: DeserializeOwned>(mut response: ureq::http::Response<ureq::Body>) -> Result<(T, u64)> {
    let compressed = response.headers().get("Content-Encoding").is_some_and(|coding| coding == "zstd");
    let mut body = Vec::new();
    response.body_mut().as_reader().read_to_end(&mut body).map_err(text)?;
    let length = body.len() as u64;
    let plain = if compressed { zstd::decode_all(body.as_slice()).map_err(text)? } else { body };
    Ok((rmp_serde::from_slice(&plain).map_err(text)?, length))
}
