//! An office in a temporary folder, with people, a campaign and callers of every kind.

use rocket::http::{ContentType, Cookie, Header, Status};
use rocket::local::asynchronous::{Client, LocalResponse};
use schemas::ids::{Epoch, OrganisationId, PersonId};
use schemas::wire::{EnrolRequest, EnrolResponse};
use server::accounts::{Role, Scope, enrolment_code, invite, password, totp};
use server::campaigns::{ImportError, Outcome, import};
use server::config::{Config, PasswordCost, SecondFactor};
use server::store::audit::{By, Search};
use server::store::right::Held;
use server::store::{self, Store};
use server::{app, catalogue, clock, secret};

/// A password that all accounts of the tests share.
pub(crate) const PASSWORD: &str = "mật khẩu để thử";

/// Two teams with one commune each.
pub(crate) const CAMPAIGN: &str = r#"
id = "phu-xuyen-2018"
title = "Kiểm tra công vụ"
issuing_body = "UBND huyện Phú Xuyên"
plan_number = "15/KH-UBND"
plan_date = 2018-01-30
period_from = 2018-02-22
period_to = 2018-02-22
template = "cchc-xa-2018"

[[team]]
id = "1"
name = "Đoàn 1"
[[team.member]]
person = "an"
name = "Nguyễn Văn An"
role = "leader"
sections = ["A", "B"]
[[team.member]]
person = "binh"
name = "Trần Thị Bình"
role = "member"

[[team]]
id = "2"
name = "Đoàn 2"
[[team.member]]
person = "chi"
name = "Lê Thị Chi"
role = "leader"

[[visit]]
unit = "UNIT_1"
date = 2018-02-22
half_day = "morning"
team = "1"
[[visit]]
unit = "UNIT_2"
date = 2018-02-22
half_day = "afternoon"
team = "2"
"#;

/// Cheap to compute: the tests are about who may log in, not about Argon2.
const COST: PasswordCost = PasswordCost { memory_kib: 64, passes: 1 };

/// Blocking calls on a thread of their own: they are not allowed on one that drives asynchronous tests.
pub(crate) fn blocking<T: Send>(call: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(call).join()).unwrap()
}

pub(crate) struct Office {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
    pub(crate) config: Config,
}

impl Office {
    /// A data folder as `init` makes it, without people.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        blocking(|| store.write_blocking(|tx| store::meta::set_epoch(tx, Epoch(secret::random())))).unwrap();
        blocking(|| catalogue::ensure(&store, folder.path())).unwrap();
        blocking(|| catalogue::publish_shipped(&store, clock::now())).unwrap();
        let listen = "127.0.0.1:0".parse().unwrap();
        let tablet = folder.path().join("tablet");
        let config = Config {
            passwords: COST,
            second_factor: SecondFactor::Optional,
            tablet,
            ..Config::new(folder.path().to_owned(), listen)
        };
        Self { folder, store, config }
    }

    /// The codes of two communes on the day of the campaign.
    pub(crate) fn units() -> [String; 2] {
        let catalogue = schemas::units::Catalogue::shipped();
        let day = "2018-02-22".parse().unwrap();
        let communes: Vec<_> = catalogue
            .units()
            .iter()
            .filter(|unit| unit.kind.level().digits() == 5 && unit.in_force(day))
            .take(2)
            .collect();
        let [one, two] = communes[..] else { panic!("the shipped catalogue has no communes of 2018") };
        [one.code.to_string(), two.code.to_string()]
    }

    /// The campaign text with those codes.
    pub(crate) fn campaign_text() -> String {
        let [one, two] = Self::units();
        CAMPAIGN.replace("UNIT_1", &one).replace("UNIT_2", &two)
    }

    /// The campaign text with so many visits. The catalogue knows few communes of that time: each is visited on several
    /// days.
    pub(crate) fn campaign_of(visits: usize) -> String {
        let day = "2018-02-22".parse().unwrap();
        let catalogue = schemas::units::Catalogue::shipped();
        let communes =
            catalogue.units().iter().filter(|unit| unit.kind.level().digits() == 5 && unit.in_force(day));
        let communes: Vec<_> = communes.map(|unit| unit.code.to_string()).collect();
        let days = (22..=28)
            .map(|day| format!("2018-02-{day}"))
            .chain((1..=31).map(|day| format!("2018-03-{day:02}")));
        let visits: Vec<String> = days
            .flat_map(|day| communes.iter().map(move |code| (day.clone(), code)))
            .take(visits)
            .map(|(day, code)| {
                format!("[[visit]]\nunit = \"{code}\"\ndate = {day}\nhalf_day = \"morning\"\nteam = \"1\"\n")
            })
            .collect();
        let plan = Self::campaign_text().replace("period_to = 2018-02-22", "period_to = 2018-03-31");
        plan.split("[[visit]]").next().unwrap().to_owned() + &visits.concat()
    }

    pub(crate) fn import(&self, text: &str) -> Result<Outcome, ImportError> {
        blocking(|| import(&self.store, "plan.toml", text))
    }

    pub(crate) fn with_campaign() -> Self {
        let office = Self::new();
        office.import(&Self::campaign_text()).unwrap();
        office
    }

    /// An account with a role everywhere.
    pub(crate) fn account(&self, id: &str, role: Role) {
        self.account_in(id, role, "viet-nam", ("2020-01-01", None));
    }

    /// An account of somebody who works in an organisation and has a role there for some days.
    pub(crate) fn account_in(&self, id: &str, role: Role, organisation: &str, days: (&str, Option<&str>)) {
        let organisation: OrganisationId = organisation.parse().unwrap();
        let person = store::person::Person {
            id: id.parse().unwrap(),
            name: id.into(),
            position: String::new(),
            organisation: Some(organisation.clone()),
        };
        let hash = password::hash(PASSWORD, COST).unwrap();
        let held = Held { role, organisation };
        let days = (days.0.parse().unwrap(), days.1.map(|day| day.parse().unwrap()));
        let put = move |tx: &store::Tx| {
            store::person::put(tx, &person, 0)?;
            store::account::put(tx, &person.id, &hash, 0)?;
            store::right::grant(tx, &person.id, &held, days, "test", 0)
        };
        blocking(|| self.store.write_blocking(put)).unwrap();
    }

    /// A confirmed second factor; gives its secret.
    pub(crate) fn second_factor(&self, id: &str) -> Vec<u8> {
        let person: PersonId = id.parse().unwrap();
        let secret = totp::new_secret();
        let kept = secret.clone();
        let put = move |tx: &store::Tx| {
            store::second_factor::begin(tx, &person, &kept, 0)?;
            store::second_factor::confirm(tx, &person, 0)
        };
        blocking(|| self.store.write_blocking(put)).unwrap();
        secret
    }

    /// A one-time link of a person.
    pub(crate) fn link(&self, id: &str) -> String {
        let person: PersonId = id.parse().unwrap();
        let make = move |tx: &store::Tx| invite::invite(tx, &person, &By::command_line(), clock::now());
        blocking(|| self.store.write_blocking(make)).unwrap()
    }

    pub(crate) fn devices(&self) -> Vec<store::device::Device> {
        let today = clock::day(clock::now());
        let list = |reader: &store::Reader| store::device::list(reader, &Scope::operator(), today);
        blocking(|| self.store.read_blocking(list)).unwrap()
    }

    /// The names of the newest deeds in the log, newest first.
    pub(crate) fn deeds(&self, limit: u32) -> Vec<String> {
        self.log(limit).into_iter().map(|entry| entry.what).collect()
    }

    /// The newest lines of the log, newest first.
    pub(crate) fn log(&self, limit: u32) -> Vec<store::audit::Entry> {
        let search = |reader: &store::Reader| store::audit::search(reader, &Search::default(), limit);
        blocking(|| self.store.read_blocking(search)).unwrap()
    }

    pub(crate) fn code(&self, person: &str, expires_at: i64) -> String {
        let person: PersonId = person.parse().unwrap();
        blocking(|| self.store.write_blocking(move |tx| enrolment_code(tx, &person, 0, expires_at))).unwrap()
    }

    pub(crate) async fn client(&self) -> Client {
        Client::tracked(app::build(self.config.clone(), self.store.clone())).await.unwrap()
    }
}

/// A valid public key: the point that RFC 8032 gives in its first test.
pub(crate) fn public_key() -> Vec<u8> {
    let key = [
        0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e,
        0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
    ];
    key.to_vec()
}

/// Sends an enrolment and gives status and body.
pub(crate) async fn enrol(client: &Client, code: &str) -> (Status, Vec<u8>) {
    let request =
        EnrolRequest { code: code.into(), public_key: public_key(), device_name: "máy tính bảng".into() };
    let body = rmp_serde::to_vec_named(&request).unwrap();
    let response = client.post("/api/v1/enrol").header(ContentType::MsgPack).body(body).dispatch().await;
    (response.status(), response.into_bytes().await.unwrap_or_default())
}

/// Enrols a person's tablet; gives its token.
pub(crate) async fn device(office: &Office, client: &Client, person: &str) -> EnrolResponse {
    let (status, body) = enrol(client, &office.code(person, i64::MAX)).await;
    assert_eq!(status, Status::Ok);
    rmp_serde::from_slice(&body).unwrap()
}

pub(crate) fn bearer(token: &str) -> Header<'static> {
    Header::new("Authorization", format!("Bearer {token}"))
}

/// The token in the form of a page.
pub(crate) async fn form_token(client: &Client, page: &str) -> String {
    let html = client.get(page.to_owned()).dispatch().await.into_string().await.unwrap();
    let (_, rest) = html.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

pub(crate) async fn post_form<'c>(
    client: &'c Client,
    path: &str,
    fields: &[(&str, &str)],
) -> LocalResponse<'c> {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    client.post(path.to_owned()).header(ContentType::Form).body(body.join("&")).dispatch().await
}

/// Logs in from an address, with the token of the page.
pub(crate) async fn log_in(client: &Client, name: &str, password: &str) -> Status {
    let token = form_token(client, "/dang-nhap").await;
    let fields = [("csrf", token.as_str()), ("name", name), ("password", password), ("back", "/")];
    post_form(client, "/dang-nhap", &fields).await.status()
}

pub(crate) fn session_cookie(client: &Client) -> Option<String> {
    client.cookies().get("sokiemtra_session").map(|cookie: &Cookie| cookie.value().to_owned())
}
