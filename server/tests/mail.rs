//! Letters about what waits, through a real mail server (npm's `smtp-server`) on this machine.

use crate::review::{Browser, conclude, publish, recommendations, signed};
use crate::support::{Office, blocking};
use server::accounts::Role;
use server::config::Settings;
use server::store::{self, Store, mail};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sokiemtra");
const PASSWORD: &str = "mat-khau-cua-may-chu-thu";

/// The mail server; it ends with this value, which closes its input.
struct Post {
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<serde_json::Value>,
    port: u64,
    /// Vouches for itself.
    certificate: String,
}

impl Post {
    fn start(tls: &str) -> Self {
        let target = Path::new(PROGRAM).ancestors().nth(2).unwrap();
        let library = target.join("mail/node_modules/smtp-server/dist/esm/smtp-server.js");
        assert!(library.is_file(), "{} is missing; `cargo xtask test` installs it", library.display());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail_server/server.mjs");
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        let mut command = Command::new("node");
        command.env("KEY", key).env("CERTIFICATE", &certificate);
        command.arg(script).arg(library).arg(tls).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (say, said) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = say.send(serde_json::from_str(&line).unwrap());
            }
        });
        let mut post = Self { input: child.stdin.take(), child, said, port: 0, certificate };
        post.port = post.hear().as_u64().unwrap();
        post
    }

    fn hear(&self) -> serde_json::Value {
        self.said.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    /// What it does with the next letters.
    fn order(&mut self, what: &str) {
        writeln!(self.input.as_mut().unwrap(), "{what}").unwrap();
        assert_eq!(self.hear(), "ok");
    }

    /// The next letter.
    fn letter(&self) -> Letter {
        let said = self.hear();
        let text = said["text"].as_str().unwrap().to_owned();
        Letter { to: said["to"][0].as_str().unwrap().to_owned(), secure: said["secure"] == true, text }
    }

    /// No letter has come that was not read.
    fn is_quiet(&self) -> bool {
        self.said.try_recv().is_err()
    }

    /// Where letters go from now on, as an operator writes it.
    fn settings(&self, office: &Office, tls: &str, more: &str) {
        std::fs::write(office.folder.path().join("may-chu-thu.pem"), &self.certificate).unwrap();
        let text = format!(
            "[mail]\nhost = \"localhost\"\nport = {}\ntls = \"{tls}\"\ncertificate = \"may-chu-thu.pem\"\n\
             from = \"Sổ kiểm tra <khong-tra-loi@example.vn>\"\naddress = \"https://so.example.vn/\"\nhour = 0\n{more}",
            self.port
        );
        std::fs::write(office.folder.path().join("sokiemtra.toml"), text).unwrap();
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

struct Letter {
    to: String,
    secure: bool,
    text: String,
}

impl Letter {
    /// The text parts, put into letters again.
    fn read(&self) -> String {
        let mut read = String::new();
        for part in self.text.split("\r\n--").skip(1) {
            let Some((head, body)) = part.split_once("\r\n\r\n") else { continue };
            if head.contains("base64") {
                panic!("a text for people is sent as base64");
            }
            let body = body.replace("=\r\n", "");
            let mut bytes = Vec::new();
            let mut rest = body.as_bytes();
            while let [first, more @ ..] = rest {
                match more.get(..2).filter(|_| *first == b'=') {
                    Some(hex) => {
                        bytes.push(u8::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap());
                        rest = &more[2..];
                    }
                    None => {
                        bytes.push(*first);
                        rest = more;
                    }
                }
            }
            read += std::str::from_utf8(&bytes).unwrap();
        }
        read
    }
}

fn send(office: &Office) -> (bool, String) {
    let data = office.folder.path();
    let output = Command::new(PROGRAM).args(["mail", "send", "--data"]).arg(data).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert!(!said.contains(PASSWORD), "{said}");
    (output.status.success(), said)
}

/// Gives a person an address.
fn write_to(office: &Office, id: &str) {
    let (person, email) = (id.parse().unwrap(), format!("{id}@example.vn"));
    let wishes = mail::Wishes { email: Some(email), ..mail::Wishes::default() };
    blocking(|| office.store.write_blocking(move |tx| mail::set_wishes(tx, &person, &wishes))).unwrap();
}

fn states(store: &Store) -> Vec<(String, mail::State)> {
    let (letters, _) = blocking(|| store.read_blocking(|reader| mail::letters(reader, (0, 100)))).unwrap();
    let mut states: Vec<_> =
        letters.into_iter().map(|letter| (letter.person.to_string(), letter.state)).collect();
    states.sort_by(|(a, _), (b, _)| a.cmp(b));
    states
}

#[rocket::async_test]
async fn everybody_for_whom_something_waits_gets_one_letter_a_day_in_their_language() {
    let (office, visit, _) = signed(false);
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    conclude(&reviewer, &visit.id).await;
    publish(&leader, &visit.id, "10 ngày làm việc").await;
    let commune = visit.organisation.clone().unwrap();
    office.account_in("xa", Role::CommuneOfficer, commune.as_str(), ("2010-01-01", None));
    office.account("khach", Role::Viewer);
    office.account("nghi", Role::CommuneOfficer);
    assert!(send(&office).1.contains("there is no [mail]"), "off unless somebody asks for it");

    // Each sets it on their own page; a wrong address stays in the form.
    let officer = Browser::enter(&office, "xa").await;
    let own = |email: &'static str| [("email", email), ("language", "en"), ("wanted", "1")];
    let (code, html) = officer.send("/tai-khoan", "/tai-khoan/thu", &own("khong phai")).await;
    assert!(code == 422 && html.contains("Địa chỉ thư chưa đúng") && html.contains("khong phai"), "{code}");
    let (code, _) = officer.send("/tai-khoan", "/tai-khoan/thu", &own("xa@example.vn")).await;
    assert_eq!(code, 303);
    assert!(office.deeds(3).contains(&"letters-changed".to_owned()));
    for id in ["khach", "nghi", "ha"] {
        write_to(&office, id);
    }
    let off = [("email", "nghi@example.vn"), ("language", "vi")];
    let absent = Browser::enter(&office, "nghi").await;
    assert_eq!(absent.send("/tai-khoan", "/tai-khoan/thu", &off).await.0, 303);

    let post = Post::start("none");
    post.settings(&office, "none", "");
    let (done, said) = send(&office);
    assert!(done && said.contains("1 sent, 0 to be tried again, 0 failed, 0 unsure"), "{said}");
    let letter = post.letter();
    assert!(letter.to == "xa@example.vn" && !letter.secure);
    assert!(letter.text.contains("Auto-Submitted: auto-generated"), "{}", letter.text);
    let text = letter.read();
    for wanted in ["Dear xa,", "Thay bảng niêm yết", "https://so.example.vn/kien-nghi/", "/tai-khoan"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains("/khac-phuc/"), "what is the office's");
    let (done, said) = send(&office);
    assert!(done && said.contains("0 sent") && post.is_quiet(), "{said}");

    assert_eq!(
        states(&office.store),
        [("xa".to_owned(), mail::State::Sent)],
        "nothing waited for the others"
    );
}

#[rocket::async_test]
async fn a_letter_that_does_not_go_out_is_tried_again_and_shown_and_one_that_may_have_arrived_is_not() {
    let (office, ..) = signed(false);
    let admin = Browser::of(&office, "quan-tri", Role::Administrator).await;
    for id in ["ha", "khanh", "minh"] {
        office.account(id, Role::Reviewer);
        write_to(&office, id);
    }
    let mut post = Post::start("starttls");
    let login = |password: &str| format!("user = \"so-kiem-tra\"\npassword = \"{password}\"\n");
    post.settings(&office, "starttls", &login("sai"));
    let (done, said) = send(&office);
    assert!(done && said.contains("0 sent, 3 to be tried again"), "{said}");
    let (_, html) = admin.get("/nhat-ky/thu").await;
    assert!(html.contains("Chưa gửi được") && html.contains("535") && html.contains("thử lại lúc"), "{html}");
    // A server that offers no encryption gets neither the password nor a letter.
    let open = Post::start("none");
    open.settings(&office, "starttls", &login(PASSWORD));
    assert!(send(&office).1.contains("0 sent, 3 to be tried again"));

    post.settings(&office, "starttls", &login(PASSWORD));
    post.order("refuse 451");
    assert!(send(&office).1.contains("0 sent, 3 to be tried again"));
    post.order("break");
    let (_, said) = send(&office);
    assert!(said.contains("0 sent, 0 to be tried again, 0 failed, 3 unsure"), "{said}");
    for _ in 0..3 {
        assert!(post.letter().secure);
    }
    post.order("take");
    assert!(send(&office).1.contains("0 sent") && post.is_quiet(), "never twice");
    let (_, html) = admin.get("/nhat-ky/thu").await;
    assert!(html.contains("Không rõ đã đến chưa") && html.contains("lần thứ 4") && !html.contains(PASSWORD));

    office.account("tam", Role::Reviewer);
    write_to(&office, "tam");
    post.order("refuse 550");
    assert!(send(&office).1.contains("1 failed"));
    assert!(send(&office).1.contains("0 failed"), "a refusal is not asked for again");
}

#[rocket::async_test]
async fn a_crash_in_the_middle_sends_nothing_twice_and_the_server_sends_by_itself() {
    let (office, ..) = signed(false);
    for id in ["ha", "khanh"] {
        office.account(id, Role::Reviewer);
        write_to(&office, id);
    }
    let mut post = Post::start("tls");
    let login = format!("user = \"so-kiem-tra\"\npassword = \"{PASSWORD}\"\n");
    post.settings(&office, "tls", &login);
    post.order("hang");
    let data = office.folder.path();
    let mut sending = Command::new(PROGRAM).args(["mail", "send", "--data"]).arg(data).spawn().unwrap();
    assert_eq!(post.letter().to, "ha@example.vn");
    sending.kill().unwrap();
    sending.wait().unwrap();
    assert_eq!(states(&office.store), [("ha".to_owned(), mail::State::Sending)]);

    // The server comes, finds the hour past, and sends what is left.
    post.order("take");
    let mut office = office;
    office.config = office.config.clone().with(Settings::read(office.folder.path()).unwrap());
    let client = office.client().await;
    let letter = post.letter();
    assert!(letter.to == "khanh@example.vn" && letter.read().contains("Kính gửi khanh,"));
    let begun = Instant::now();
    while states(&office.store)[1].1 != mail::State::Sent {
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", states(&office.store));
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(send(&office).1.contains("0 sent") && post.is_quiet());
    drop(client);
}

#[rocket::async_test]
async fn whoever_manages_people_sets_an_address_but_not_of_who_may_do_more() {
    let office = Office::with_campaign();
    office.account("ha", Role::Reviewer);
    let admin = Browser::of(&office, "quan-tri", Role::Administrator).await;
    let details = |email: &'static str| {
        [("name", "Lê Thu Hà"), ("position", ""), ("organisation", "viet-nam"), ("email", email)]
    };
    let (code, html) = admin.send("/nguoi/ha", "/nguoi/ha", &details("ha@")).await;
    assert!(code == 422 && html.contains("Địa chỉ thư chưa đúng"), "{code}");
    assert_eq!(admin.send("/nguoi/ha", "/nguoi/ha", &details("ha@example.vn")).await.0, 303);
    assert!(admin.get("/nguoi/ha").await.1.contains("value=\"ha@example.vn\""));
    assert!(office.deeds(3).contains(&"letters-changed".to_owned()));

    // One who manages the people of a province, and a person of it who reads the whole country.
    office.account_in("tinh", Role::Administrator, "04", ("2020-01-01", None));
    office.account_in("chi-em", Role::Viewer, "04", ("2020-01-01", None));
    let person = "chi-em".parse().unwrap();
    let everywhere = store::right::Held { role: Role::Reviewer, organisation: "viet-nam".parse().unwrap() };
    let days = ("2020-01-01".parse().unwrap(), None);
    let grant =
        move |tx: &store::Tx| store::right::grant(tx, &person, &everywhere, days, "test", 0).map(drop);
    blocking(|| office.store.write_blocking(grant)).unwrap();
    let province = Browser::enter(&office, "tinh").await;
    let page = "/nguoi/chi-em";
    assert!(!province.get(page).await.1.contains("name=\"email\""));
    let mut fields = details("tinh@example.vn");
    fields[2].1 = "04";
    assert_eq!(province.send(page, page, &fields).await.0, 403);
}

#[rocket::async_test]
async fn a_personal_link_goes_to_somebody_of_the_unit_by_mail() {
    let (mut office, visit, _) = signed(false);
    let post = Post::start("none");
    post.settings(&office, "none", "");
    office.config = office.config.clone().with(Settings::read(office.folder.path()).unwrap());
    let reviewer = Browser::of(&office, "ha", Role::Reviewer).await;
    let leader = Browser::of(&office, "lanh-dao", Role::OfficeLeader).await;
    conclude(&reviewer, &visit.id).await;
    publish(&leader, &visit.id, "10 ngày làm việc").await;
    let page = format!("/khac-phuc/{}/lien-ket", recommendations(&office, &visit.id)[0].no);
    let fields = |email: &'static str| [("name", "Vũ Thị Mai"), ("email", email)];
    let (code, html) = reviewer.send(&page, &page, &fields("mai@")).await;
    assert!(code == 200 && html.contains("Chưa tạo liên kết") && html.contains("value=\"mai@\""), "{html}");
    let (_, html) = reviewer.send(&page, &page, &fields("mai@phuongduc.example.vn")).await;
    assert!(html.contains("Đã gửi liên kết đến mai@phuongduc.example.vn"), "{html}");
    let letter = post.letter();
    assert_eq!(letter.to, "mai@phuongduc.example.vn");
    let path = html.split("/don-vi/").nth(1).unwrap().split('<').next().unwrap();
    assert!(
        letter.text.replace("=\r\n", "").contains(&format!("https://so.example.vn/don-vi/{path}")),
        "{}",
        letter.text
    );

    // A mail server that is not there: the link is made all the same, and the page says why.
    drop(post);
    let (code, html) = reviewer.send(&page, &page, &fields("mai@phuongduc.example.vn")).await;
    assert!(code == 200 && html.contains("Chưa gửi được đến mai@") && html.contains("/don-vi/"), "{html}");
}
