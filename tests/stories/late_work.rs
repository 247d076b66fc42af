//! Two reviewers on one visit, tablets that come late, a tablet that was revoked in between, and a unit whose line breaks
//! while it answers: all on one visit, in real browsers.

use super::scenarios;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tests::clerk::Clerk;
use tests::looks::{look, look_on_phone};
use tests::office::{Office, Server};
use tests::scenario::{Player, Scenario};
use tests::tablet::Tablet;

/// Xã Hoàng Long, which An and Bình visit.
const UNIT: &str = "10303";
const CAMPAIGN: &str = "phu-xuyen-2018";

struct Place {
    office: Office,
    server: Server,
    folder: PathBuf,
    /// The visit's id.
    visit: String,
    an: Tablet,
    binh: Tablet,
}

/// An office with a visit that An signed while Bình's tablet was elsewhere.
fn signed(folder: &Path) -> Place {
    let scenario = Scenario::read(&scenarios::home().join("phu-xuyen-2018.toml")).unwrap();
    let office = Office::init(&folder.join("data")).unwrap();
    let server = office.serve("127.0.0.1:0").unwrap();
    let (home, work) = (scenarios::home(), folder.join("work"));
    let player = Player::new(&scenario, &home, &work, &office);
    player.prepare(&server).unwrap();
    let (an, binh) = (player.tablet("an"), player.tablet("binh"));
    an.batch(&format!("answer {UNIT} A01 không\nanswer {UNIT} B08 không\nanswer {UNIT} A02 250/250"))
        .unwrap();
    an.run(&["sign", UNIT, "--role", "leader", "--name", "Nguyễn Văn An"]).unwrap();
    let place = Place { visit: String::new(), office, server, folder: folder.to_owned(), an, binh };
    place.arrives(&place.an);
    let report = place.office.report(CAMPAIGN, Some(UNIT)).unwrap();
    let visit = report["visit"]["id"].as_str().unwrap().to_owned();
    Place { visit, ..place }
}

impl Place {
    /// A tablet comes into the net, and the server has merged what it brought.
    fn arrives(&self, tablet: &Tablet) {
        tablet.run(&["sync"]).unwrap();
        self.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    }

    fn desk(&self, id: &str, name: &str, role: &str, organisation: Option<&str>) -> Clerk {
        Clerk::account(&self.office, id, name, role, organisation).unwrap();
        let mut desk = Clerk::at(&self.folder.join(id), &self.server.url, "/dang-nhap").unwrap();
        desk.log_in(id).unwrap();
        desk
    }

    /// The pages of the review, and where its forms go.
    fn path(&self, rest: &str) -> String {
        format!("/tham-dinh/{}{rest}", self.visit)
    }
}

/// The form in which a finding is decided with words, on a page that is open already.
fn decision(place: &Place, key: &str) -> String {
    format!("details form[action='{}']", place.path(&format!("/ton-tai/{key}")))
}

#[test]
fn late_work_and_colleagues_overwrite_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = signed(folder.path());
    let mut ha = place.desk("ha", "Lê Thu Hà", "reviewer", None);
    let mut khanh = place.desk("khanh", "Đỗ Quốc Khánh", "office_leader", None);
    let mut wrong = String::new();
    two_reviewers(&place, &mut ha, &mut khanh);
    wrong += &look(&mut khanh.browser, "review-merged").err().unwrap_or_default();
    before_the_conclusion(&place, &mut ha);
    after_the_conclusion(&place, &mut ha, &mut khanh);
    after_publication(&place, &mut ha, &mut khanh);
    wrong += &a_broken_line(&place);
    assert!(wrong.is_empty(), "{wrong}");
}

/// Both have the page open. Of different findings each decides for itself; of the same one the second sees the first one's
/// decision beside the own words, and nothing is lost.
fn two_reviewers(place: &Place, ha: &mut Clerk, khanh: &mut Clerk) {
    ha.open(&place.path("")).unwrap();
    ha.does(&place.path("/tiep-nhan"), &[]).unwrap();
    khanh.open(&place.path("")).unwrap();
    let heavier = [("severity", "major"), ("reason", "Người dân không biết quy trình")];
    ha.submit(&decision(place, "A01-0"), None, &heavier).unwrap();
    let mine = [("wording", "Bảng niêm yết mờ, không đọc được")];
    khanh.submit(&decision(place, "A01-0"), None, &mine).unwrap();
    for text in ["người khác đã thay đổi", "Người dân không biết quy trình"] {
        khanh.says(text).unwrap();
    }
    let typed = "[...document.querySelectorAll('textarea')].some(t => t.value.includes('không đọc được'))";
    assert!(khanh.browser.sees(typed), "what was typed stays");
    // On purpose now: his words, her severity.
    let both = [("severity", "major"), ("reason", "Như ý kiến đồng nghiệp"), mine[0]];
    khanh.submit(&decision(place, "A01-0"), None, &both).unwrap();
    // Her page is older than that; of the other finding nobody else has decided.
    ha.submit(&decision(place, "B08-0"), None, &[("wording", "Khu vực chờ chưa có ghế")]).unwrap();
    for desk in [ha, khanh] {
        desk.open(&place.path("")).unwrap();
        for text in ["không đọc được", "Người dân không biết quy trình", "Khu vực chờ chưa có ghế"]
        {
            desk.says(text).unwrap();
        }
    }
}

/// Bình's tablet comes while the conclusion is about to be drawn: what was not seen is not concluded on.
fn before_the_conclusion(place: &Place, ha: &mut Clerk) {
    ha.open(&place.path("")).unwrap();
    place.binh.run(&["answer", UNIT, "A05", "không", "--note", "Không thấy quy trình"]).unwrap();
    place.arrives(&place.binh);
    ha.submit(&format!("form[action='{}']", place.path("/ket-luan")), None, &[]).unwrap();
    for text in
        ["Hồ sơ kiểm tra đã có thêm dữ liệu", "Phụ lục: thay đổi sau khi ký biên bản", "Trần Thị Bình"]
    {
        ha.says(text).unwrap();
    }
    ha.open(&place.path("")).unwrap();
    ha.browser.follow("Chấp nhận").unwrap();
    ha.does(&place.path("/ket-luan"), &[]).unwrap();
    ha.says("Đã kết luận").unwrap();
}

/// An comes after the conclusion: it has to be opened again before it can be published. Bình's tablet was lost meanwhile:
/// what it brings is kept aside and stands in nobody's way.
fn after_the_conclusion(place: &Place, ha: &mut Clerk, khanh: &mut Clerk) {
    let publish = place.path("/cong-bo");
    khanh.open(&publish).unwrap();
    place.an.run(&["answer", UNIT, "B05", "đạt", "--note", "Đã có sổ"]).unwrap();
    place.arrives(&place.an);
    khanh.submit(&format!("form[action='{publish}']"), None, &[("symbol", "12/TB-UBND")]).unwrap();
    assert!(khanh.browser.sees("!!document.querySelector('[role=alert]')"), "{:?}", khanh.browser.text());
    ha.open(&place.path("")).unwrap();
    ha.says("Thay đổi sau khi kết luận").unwrap();
    ha.does(&place.path("/mo-lai"), &[("reason", "Dữ liệu về sau kết luận")]).unwrap();

    let listed = place.office.command(&["device", "list", "--data", &place.office.data()], "").unwrap();
    let lost = listed.lines().find(|line| line.contains("tran-thi-binh")).unwrap();
    let lost = lost.split_whitespace().next().unwrap();
    place.office.command(&["device", "revoke", "--data", &place.office.data(), lost], "").unwrap();
    place.binh.run(&["answer", UNIT, "D03", "đạt"]).unwrap();
    place.binh.try_run(&["sync"], "").unwrap();
    place.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    ha.open(&place.path("")).unwrap();
    ha.says("thay đổi được để riêng").unwrap();
    ha.does(&place.path("/ket-luan"), &[]).unwrap();
    khanh.open(&publish).unwrap();
    khanh.does(&publish, &[("symbol", "12/TB-UBND")]).unwrap();
    khanh.says("12/TB-UBND").unwrap();
}

/// What comes after publication changes no report.
fn after_publication(place: &Place, ha: &mut Clerk, khanh: &mut Clerk) {
    let report = khanh.browser.evaluate("location.pathname").unwrap();
    let mut read = || {
        khanh.open(report.as_str().unwrap()).unwrap();
        khanh.browser.text().unwrap()
    };
    let before = read();
    place.an.run(&["answer", UNIT, "B08", "đạt", "--note", "Đã kê ghế"]).unwrap();
    place.arrives(&place.an);
    assert_eq!(before, read(), "a published report never changes");
    ha.open(&place.path("")).unwrap();
    ha.says("báo cáo đã công bố vẫn giữ nguyên").unwrap();
}

/// A commune sends a large file over a line that is slow and breaks, and loads the page again in the middle: neither the
/// file nor the words have to be given twice. Tells what is wrong with the page.
fn a_broken_line(place: &Place) -> String {
    let parts = place.folder.join("data/photos/parts");
    let on_disk = || -> u64 {
        let files = std::fs::read_dir(&parts).unwrap().filter_map(Result::ok);
        files.filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum()
    };
    let wait = |least: u64| {
        let begun = Instant::now();
        while on_disk() < least {
            assert!(begun.elapsed() < Duration::from_secs(20), "only {} bytes have arrived", on_disk());
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let file = place.folder.join("bao-cao.pdf");
    let bytes: Vec<u8> =
        b"%PDF-1.7 ".iter().copied().chain((0..2_000_000u32).map(|n| (n % 251) as u8)).collect();
    std::fs::write(&file, &bytes).unwrap();

    let mut mai = place.desk("mai", "Vũ Thị Mai", "commune_officer", Some(&successor(place)));
    let wrong = look_on_phone(&mut mai.browser, "portal-list").err().unwrap_or_default();
    mai.browser.follow("Trả lời kiến nghị").unwrap();
    let page = mai.browser.evaluate("location.pathname").unwrap().as_str().unwrap().to_owned();
    let line = |mai: &mut Clerk, offline: bool, bytes: i64| {
        let conditions =
            json!({ "offline": offline, "latency": 20, "downloadThroughput": -1, "uploadThroughput": bytes });
        mai.browser.call("Network.enable", json!({})).unwrap();
        mai.browser.call("Network.emulateNetworkConditions", conditions).unwrap();
    };
    line(&mut mai, false, 600_000);
    let words = "document.querySelector('form[data-answer=bao-cao] [name=words]')";
    let typed = format!(
        "(w => {{ w.value = 'Đã thay bảng niêm yết mới'; w.dispatchEvent(new Event('input', {{ bubbles: true }})); }})({words})"
    );
    mai.browser.evaluate(&typed).unwrap();
    mai.browser.choose_files(&[&file]).unwrap();
    wait(200_000);
    line(&mut mai, true, -1);
    mai.browser
        .wait_for("document.querySelector('[data-state]')?.innerText.includes('Mất mạng') === true")
        .unwrap();
    let wrong = wrong + &look_on_phone(&mut mai.browser, "portal-broken-line").err().unwrap_or_default();
    let kept = on_disk();
    line(&mut mai, false, 600_000);
    mai.open(&page).unwrap();
    assert!(on_disk() >= kept, "goes on, and does not begin again");
    mai.says("Đã lấy lại nội dung đang soạn dở").unwrap();
    wait(kept + 200_000);
    // Sent before the file is up: the answer follows it.
    let action = format!("{page}/bao-cao");
    mai.browser
        .evaluate(&format!("document.querySelector(\"form[action='{action}'] button.wide-button\").click()"))
        .unwrap();
    mai.browser.wait_for("document.body.innerText.includes('Đã gửi báo cáo khắc phục')").unwrap();
    for text in ["Đã thay bảng niêm yết mới", "bao-cao.pdf"] {
        mai.says(text).unwrap();
    }
    assert_eq!(on_disk(), 0, "nothing is left half");
    let sent = format!(
        "fetch(document.querySelector(\"a[href^='{page}/tep/']\").href).then(r => r.arrayBuffer()).then(b => b.byteLength)"
    );
    assert_eq!(mai.browser.evaluate(&sent).unwrap(), bytes.len());
    wrong + &look_on_phone(&mut mai.browser, "portal-sent").err().unwrap_or_default()
}

/// The organisation that has the files of xã Hoàng Long today.
fn successor(place: &Place) -> String {
    let store = server::store::Store::open(Path::new(&place.office.data())).unwrap();
    let directory = store.read_blocking(server::catalogue::Directory::read).unwrap();
    let today = server::clock::day(server::clock::now());
    directory.of_unit(&"10279".parse().unwrap(), today).unwrap().id.to_string()
}
