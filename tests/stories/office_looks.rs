//! Every page of the office, in both ways to hold a tablet: pictures for people, and nothing that axe-core finds.

use std::path::{Path, PathBuf};
use tests::clerk::Clerk;
use tests::office::{ADMIN, ADMIN_PASSWORD, Office, Server};
use tests::scenario::{Player, Scenario};

/// The plan of the source article, inspected and signed.
const PLAN: &str = "/ke-hoach/phu-xuyen-2018";
/// A unit of it without anything disputed: xã Hồng Minh.
const UNIT: &str = "10276";

struct Place {
    folder: tempfile::TempDir,
    office: Office,
    server: Server,
}

impl Place {
    fn with_everything() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::init(&folder.path().join("data")).unwrap();
        let server = office.serve("127.0.0.1:0").unwrap();
        let home = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let scenario = Scenario::read(&home.join("phu-xuyen-2018.toml")).unwrap();
        let player = Player::new(&scenario, &home, &folder.path().join("work"), &office);
        player.play(&server, |_| ()).unwrap();
        // A tablet that was lost, and what arrives of it later; and a code that nobody has used.
        let lost = player.tablet("dung");
        let data = office.data();
        let list = office.command(&["device", "list", "--data", &data], "").unwrap();
        let line = list.lines().find(|line| line.contains("pham-thi-dung")).unwrap();
        let device = line.split_whitespace().next().unwrap();
        office.command(&["device", "revoke", "--data", &data, device], "").unwrap();
        lost.run(&["answer", "10288", "A03", "7"]).unwrap();
        lost.try_run(&["sync"], "").unwrap();
        office.device_code("hoang-minh-giang").unwrap();
        Place { folder, office, server }
    }

    /// Somebody with a role everywhere, or in one organisation.
    fn clerk(&self, name: &str, role: &str, organisation: Option<&str>) -> Clerk {
        let (data, id) = (self.office.data(), role.replace('_', "-"));
        let mut args = vec!["user", "add", "--data", &data, "--name", name, "--id", &id, "--role", role];
        args.push("--password-stdin");
        args.extend(organisation.iter().flat_map(|id| ["--organisation", id]));
        self.office.command(&args, ADMIN_PASSWORD).unwrap();
        Clerk::logged_in(&self.folder.path().join(role), &self.server.url, &id, ADMIN_PASSWORD).unwrap()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// Uploads a file with the form of a page, and looks at what the page then says.
fn upload(clerk: &mut Clerk, page: &str, file: &Path, name: &str) {
    clerk.open(page).unwrap();
    clerk.browser.choose_files(&[file]).unwrap();
    clerk.send(page).unwrap();
    clerk.look(name);
}

/// Lists, people, organisations, the log, one's own account, and what is not there.
fn walk_around(clerk: &mut Clerk) {
    for (name, path) in [
        ("campaigns", "/"),
        ("organisations", "/to-chuc"),
        ("organisations-search", "/to-chuc?tim=phuong+duc"),
        ("organisation", "/to-chuc/10279"),
        ("organisation-new-form", "/to-chuc/them"),
        ("organisation-of-office", "/to-chuc/co-quan"),
        ("organisations-import", "/to-chuc/nhap"),
        ("people", "/nguoi"),
        ("people-search", "/nguoi?tim=binh"),
        ("people-nobody", "/nguoi?tim=khong+co+ai"),
        ("person-new", "/nguoi/them"),
        ("person", "/nguoi/nguyen-van-an"),
        ("audit", "/nhat-ky"),
        ("letters", "/nhat-ky/thu"),
        ("own-account", "/tai-khoan"),
        ("second-factor-offered", "/tai-khoan/hai-buoc"),
        ("design", "/design"),
        ("not-found", "/khong-co"),
    ] {
        clerk.look_at(name, path).unwrap();
    }
}

fn walk_plans(clerk: &mut Clerk) {
    for (name, path) in [
        ("plan", PLAN.to_owned()),
        ("plan-change", format!("{PLAN}/sua")),
        ("plan-targets", format!("{PLAN}/chi-tieu")),
        ("plan-team", format!("{PLAN}/doan/1")),
        ("calendar", format!("{PLAN}/lich")),
        ("progress", format!("{PLAN}/tien-do")),
        ("plan-new-form", "/ke-hoach/moi".to_owned()),
        ("plan-import", "/ke-hoach/nhap".to_owned()),
        ("results", "/dot-kiem-tra/phu-xuyen-2018".to_owned()),
        ("report", format!("/dot-kiem-tra/phu-xuyen-2018/{UNIT}")),
        ("report-disputed", "/dot-kiem-tra/phu-xuyen-2018/10279".to_owned()),
        ("overview", "/tong-hop".to_owned()),
        ("overview-plan", "/tong-hop/phu-xuyen-2018".to_owned()),
    ] {
        clerk.look_at(name, &path).unwrap();
    }
    clerk.open(&format!("{PLAN}/lich")).unwrap();
    let visit = clerk.link("/cuoc/").unwrap();
    clerk.look_at("plan-visit", &visit).unwrap();
    // Refused: what was typed stays, and the page says why.
    clerk.open(&format!("{PLAN}/lich")).unwrap();
    clerk.fill(&[("unit", "xã không có"), ("date", "2018-02-22")]).unwrap();
    clerk.send(&format!("{PLAN}/lich")).unwrap();
    clerk.look("calendar-refused");
}

fn walk_tablets(clerk: &mut Clerk) {
    clerk.look_at("devices", "/may-tinh-bang").unwrap();
    clerk.look_at("enrol", "/may-tinh-bang/ghi-danh").unwrap();
    clerk.look_at("aside", "/may-tinh-bang/de-rieng").unwrap();
    let kept = clerk.link("/may-tinh-bang/de-rieng/").unwrap();
    clerk.look_at("aside-decide", &kept).unwrap();
    clerk.open("/may-tinh-bang?tim=dung").unwrap();
    clerk.browser.follow("Phạm Thị Dung").unwrap();
    clerk.look("device-revoked");
    let device = clerk.path().unwrap();
    clerk.look_at("device-lost", &format!("{device}/mat")).unwrap();
    clerk.open("/may-tinh-bang?tim=binh").unwrap();
    clerk.browser.follow("Trần Thị Bình").unwrap();
    clerk.look("device");
}

fn walk_templates(place: &Place, clerk: &mut Clerk) {
    clerk.look_at("templates", "/mau-phieu").unwrap();
    clerk.browser.follow("(hai cấp").unwrap();
    clerk.look("template-edition");
    clerk.browser.follow("Làm thử").unwrap();
    clerk.look("template-try-out");
    clerk.press("form[action*=\"/thu\"] button[type=submit]").unwrap();
    clerk.look("template-tried-out");
    clerk.look_at("template-upload", "/mau-phieu/nhap").unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/templates/cchc-xa-2026.toml");
    let shipped = std::fs::read_to_string(shipped).unwrap().replacen("edition = 1", "edition = 2", 1);
    let broken = shipped.replacen("weight = ", "weight = -", 2).replacen("when = \"", "when = \"ZZ99 + ", 1);
    upload(clerk, "/mau-phieu/nhap", &place.file("hong.toml", &broken), "template-mistakes");
    let next = shipped.replacen("weight = 1\n", "weight = 1.5\n", 2);
    upload(clerk, "/mau-phieu/nhap", &place.file("moi.toml", &next), "template-draft");
}

fn walk_imports(place: &Place, clerk: &mut Clerk) {
    let head = "code,name,kind,parent,valid_from,valid_to,predecessors\n";
    let wrong = format!("{head}99,Tỉnh Mới,province,,2027-13-01,,\n98,,province,,2027-01-01,,\n");
    upload(clerk, "/to-chuc/nhap", &place.file("sai.csv", &wrong), "organisations-mistakes");
    let list = std::fs::read_to_string(place.folder.path().join("to-chuc.csv")).unwrap();
    let renamed = list.replacen("Phượng Dực", "Phượng Dực Mới", 2);
    upload(clerk, "/to-chuc/nhap", &place.file("moi.csv", &renamed), "organisations-preview");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/phu-xuyen-2018.campaign.toml");
    let plan = std::fs::read_to_string(scenarios).unwrap();
    let wrong =
        plan.replacen("unit = \"10279\"", "unit = \"99999\"", 1).replacen("2018-02-22", "2018-02-31", 1);
    upload(clerk, "/ke-hoach/nhap", &place.file("sai.toml", &wrong), "plan-mistakes");
    let wrong =
        plan.replacen("unit = \"10279\"", "unit = \"99999\"", 1).replacen("\"leader\"", "\"chief\"", 1);
    upload(clerk, "/ke-hoach/nhap", &place.file("sai-2.toml", &wrong), "plan-mistakes-2");
    let moved = plan.replacen("half_day = \"afternoon\"", "half_day = \"morning\"", 1);
    upload(clerk, "/ke-hoach/nhap", &place.file("doi.toml", &moved), "plan-preview");
}

/// Reviews, concludes and publishes a visit; gives the path of the report.
fn walk_review(clerk: &mut Clerk) {
    clerk.look_at("reviews", "/tham-dinh").unwrap();
    clerk.browser.follow("Phượng Dực").unwrap();
    clerk.look("review-signed");
    clerk.send("/tham-dinh/").unwrap();
    clerk.look("review-disputed");
    clerk.open("/tham-dinh").unwrap();
    clerk.browser.follow("Hồng Minh").unwrap();
    let visit = clerk.path().unwrap();
    clerk.send(&format!("{visit}/tiep-nhan")).unwrap();
    clerk.look("review");
    while clerk.has("form:has(> input[type=hidden][name=ruling]) > button") {
        clerk.press("form:has(> input[type=hidden][name=ruling]) > button").unwrap();
    }
    clerk.look("review-decided");
    clerk.send(&format!("{visit}/ket-luan")).unwrap();
    clerk.look("review-concluded");
    clerk.open(&format!("{visit}/cong-bo")).unwrap();
    let due = "document.querySelectorAll('[name$=\".due\"]').forEach(field => field.value = 'sớm')";
    clerk.browser.evaluate(due).unwrap();
    clerk.look("publish");
    clerk.send(&format!("{visit}/cong-bo")).unwrap();
    clerk.look("publish-refused");
    clerk.browser.evaluate(&due.replace("sớm", "10 ngày làm việc")).unwrap();
    clerk.send(&format!("{visit}/cong-bo")).unwrap();
    assert!(clerk.path().unwrap().starts_with("/cong-bo/"), "{}", clerk.browser.text().unwrap());
    clerk.look("published");
}

/// The commune's side, and the office's answer to it.
fn walk_remediation(officer: &mut Clerk, clerk: &mut Clerk) {
    officer.look_at("portal", "/kien-nghi").unwrap();
    officer.look_at("portal-print", "/kien-nghi/in").unwrap();
    officer.open("/kien-nghi").unwrap();
    let first = officer.link("/kien-nghi/1").unwrap();
    officer.look_at("portal-recommendation", &first).unwrap();
    officer.fill(&[("words", "Đã làm lại bảng niêm yết."), ("number", "15/BC-UBND")]).unwrap();
    officer.send(&format!("{first}/bao-cao")).unwrap();
    officer.look("portal-no-date");
    officer.fill(&[("date", "2026-11-25")]).unwrap();
    officer.send(&format!("{first}/bao-cao")).unwrap();
    officer.look("portal-reported");
    officer.look_at("portal-refused", "/ke-hoach/moi").unwrap();
    officer.browser.follow("Về trang đầu").unwrap();
    assert_eq!(officer.path().unwrap(), "/kien-nghi");
    clerk.look_at("remediations", "/khac-phuc").unwrap();
    clerk.look_at("remediation", &first.replace("/kien-nghi/", "/khac-phuc/")).unwrap();
    clerk.look_at("overview-after", "/tong-hop/phu-xuyen-2018").unwrap();
}

#[test]
fn every_page_can_be_used_by_everybody() {
    let place = Place::with_everything();
    let export = place.folder.path().join("to-chuc.csv");
    let mut guest = Clerk::at(&place.folder.path().join("guest"), &place.server.url, "/dang-nhap").unwrap();
    guest.look("log-in");
    guest.fill(&[("name", ADMIN), ("password", "sai mật khẩu")]).unwrap();
    guest.press("form.notice button").unwrap();
    guest.look("log-in-refused");
    guest.look_at("not-found-outside", "/khong-co").unwrap();

    let profile = place.folder.path().join("admin");
    let mut admin = Clerk::logged_in(&profile, &place.server.url, ADMIN, ADMIN_PASSWORD).unwrap();
    let list = admin.browser.evaluate("fetch('/to-chuc.csv').then(answer => answer.text())").unwrap();
    std::fs::write(&export, list.as_str().unwrap()).unwrap();
    walk_around(&mut admin);
    walk_plans(&mut admin);
    walk_tablets(&mut admin);
    walk_templates(&place, &mut admin);
    walk_imports(&place, &mut admin);
    let mut leader = place.clerk("Lê Minh Tâm", "office_leader", None);
    walk_review(&mut leader);
    let mut officer = place.clerk("Cao Thị Sen", "commune_officer", Some(UNIT));
    walk_remediation(&mut officer, &mut leader);
    let mut viewer = place.clerk("Đỗ Thị Xem", "viewer", None);
    viewer.look_at("start-viewer", "/").unwrap();
    // The second language.
    admin.open("/ngon-ngu/en").unwrap();
    admin.look_at("english", PLAN).unwrap();
    let found = [guest, admin, leader, officer, viewer].map(|clerk| clerk.found.clone()).concat();
    assert!(found.is_empty(), "{found}");
}
