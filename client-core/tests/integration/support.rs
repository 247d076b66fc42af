//! Invented tablets with a worklist of one visit, and a store in memory that always works.

use client_core::{EditId, Effect, Event, Identity, Session, Stored, StoredVisit, Write};
use ed25519_dalek::SigningKey;
use inspection::exchange::Header;
use inspection::{Edit, Inspection};
use schemas::answer::Answer;
use schemas::ids::*;
use schemas::wire::*;
use std::sync::LazyLock;

pub(crate) const NOW: Millis = 1_519_266_600_000;

pub(crate) fn template() -> PublishedTemplate {
    static PUBLISHED: LazyLock<PublishedTemplate> = LazyLock::new(|| {
        let (name, toml) = schemas::template::shipped()[0];
        let compiled = schemas::template::load(toml, name).unwrap();
        let (beginning_hash, beginning) = Inspection::beginning(compiled.template()).unwrap();
        let (hash, canonical) = (compiled.hash(), compiled.canonical().to_owned());
        PublishedTemplate { hash, canonical, beginning, beginning_hash }
    });
    PUBLISHED.clone()
}

pub(crate) fn visit() -> VisitId {
    VisitId::derive(&campaign(), &"10273".parse().unwrap(), date())
}

pub(crate) fn campaign() -> CampaignId {
    "phu-xuyen-2018".parse().unwrap()
}

pub(crate) fn date() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2018, 2, 22).unwrap()
}

pub(crate) fn device(number: u8) -> DeviceId {
    format!("01J0000000000000000000000{number}").parse().unwrap()
}

pub(crate) fn person(number: u8) -> PersonId {
    format!("nguoi-{number}").parse().unwrap()
}

pub(crate) fn worklist() -> Worklist {
    Worklist {
        version: 1,
        campaigns: vec![WorklistCampaign {
            id: campaign(),
            title: "Kiểm tra cải cách hành chính".to_owned(),
            plan_number: "15/KH-UBND".to_owned(),
            bundle_key: vec![7; 32],
            targets: Default::default(),
        }],
        visits: vec![WorklistVisit {
            id: visit(),
            campaign: campaign(),
            unit: "10273".parse().unwrap(),
            unit_name: "Xã Phượng Dực".to_owned(),
            province: None,
            date: date(),
            half_day: HalfDay::Morning,
            template: template().hash,
            team: Vec::new(),
            previous_findings: Vec::new(),
            previous_recommendations: None,
            sent_back: Vec::new(),
        }],
        devices: [1, 2, 3]
            .map(|number| KnownDevice {
                device: device(number),
                person: person(number),
                person_name: format!("Người {number}"),
                public_key: SigningKey::from_bytes(&[number; 32]).verifying_key().to_bytes().to_vec(),
            })
            .to_vec(),
    }
}

pub(crate) fn identity(number: u8) -> Identity {
    let enrolled = EnrolResponse {
        device: device(number),
        token: "khong-ai-duoc-thay".to_owned(),
        person: person(number),
        person_name: format!("Người {number}"),
        recovery: Vec::new(),
    };
    Identity::new("http://127.0.0.1:9".to_owned(), enrolled, [number; 32])
}

pub(crate) fn stored(number: u8, actor: u8) -> Stored {
    Stored {
        identity: Some(identity(number)),
        worklist: Some(worklist()),
        templates: vec![template()],
        actor: ActorId([actor; 16]),
        epoch: None,
        skew: 0,
        visits: [(visit(), StoredVisit::default())].into_iter().collect(),
        photos: Default::default(),
    }
}

/// A session whose store always works; it remembers what was stored and what was told.
pub(crate) struct Tablet {
    pub(crate) session: Session,
    pub(crate) writes: Vec<Write>,
    edits: u64,
}

impl Tablet {
    pub(crate) fn new(number: u8) -> Self {
        Self::of(stored(number, 100 + number))
    }

    pub(crate) fn of(stored: Stored) -> Self {
        Self { session: Session::open(stored), writes: Vec::new(), edits: 0 }
    }

    /// Handles an event and stores what is to be stored. Gives what is left.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Effect> {
        let mut told = Vec::new();
        let mut queue = vec![event];
        while let Some(event) = queue.pop() {
            for effect in self.session.handle(event, NOW) {
                match effect {
                    Effect::Append { ticket, writes } => {
                        self.writes.extend(writes);
                        queue.push(Event::Stored(ticket));
                    }
                    other => told.push(other),
                }
            }
        }
        told
    }

    pub(crate) fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        self.edits += 1;
        self.handle(Event::Edit { id: EditId(self.edits), visit: visit(), edit })
    }

    pub(crate) fn ratio(&mut self, item: &str, numerator: u64, denominator: u64) {
        let answer = Answer::Ratio(numerator, denominator);
        let told = self.edit(Edit::Answer { item: item.parse().unwrap(), answer, reason: None });
        assert!(matches!(told[..], [Effect::Saved(_)]), "{told:?}");
    }

    pub(crate) fn begin_sync(&mut self) -> SyncRequest {
        request(self.handle(Event::Sync))
    }

    pub(crate) fn answer(&mut self, response: SyncResponse) -> Vec<Effect> {
        self.handle(Event::Answered { response, fresh: ActorId([200; 16]) })
    }

    pub(crate) fn doc(&self) -> &Inspection {
        self.session.document(&visit()).unwrap()
    }

    /// All changes but the beginning.
    pub(crate) fn chunks(&self) -> Vec<Vec<u8>> {
        let beginning = template().beginning_hash;
        let hashes = self.doc().hashes();
        hashes
            .iter()
            .filter(|hash| **hash != beginning)
            .map(|hash| self.doc().change(hash).unwrap())
            .collect()
    }
}

pub(crate) fn request(told: Vec<Effect>) -> SyncRequest {
    told.into_iter()
        .find_map(|effect| if let Effect::Send(request) = effect { Some(request) } else { None })
        .unwrap()
}

pub(crate) fn sends(told: &[Effect]) -> bool {
    told.iter().any(|effect| matches!(effect, Effect::Send(_)))
}

/// An answer about the visit that takes `accepted` changes and says nothing else.
pub(crate) fn pull(accepted: u32) -> DocPull {
    DocPull {
        visit: visit(),
        cursor: 0,
        accepted,
        held: Vec::new(),
        quarantined: Vec::new(),
        snapshot: None,
        changes: Vec::new(),
        tips: Vec::new(),
        more: false,
        pending: false,
        heads_digest: None,
        want: Vec::new(),
    }
}

pub(crate) fn response(doc: DocPull) -> SyncResponse {
    SyncResponse {
        epoch: Epoch([1; 16]),
        now: NOW + 5_000,
        docs: vec![doc],
        photos_missing: Vec::new(),
        worklist_version: 1,
    }
}

pub(crate) fn hashes(chunks: &[Vec<u8>]) -> Vec<ChangeHash> {
    chunks.iter().map(|chunk| Header::parse(chunk).unwrap().hash).collect()
}

pub(crate) fn sent(push: &DocPush) -> Vec<ChangeHash> {
    let changes = inspection::exchange::unpack(&push.changes, 10_000).unwrap();
    changes.into_iter().map(|change| change.hash).collect()
}

pub(crate) fn answers(session: &Session, item: &str) -> Vec<Answer> {
    let record = session.record(&visit()).unwrap();
    let versions = record.answers.get(&item.parse().unwrap());
    versions.into_iter().flatten().map(|version| version.answer.clone()).collect()
}
