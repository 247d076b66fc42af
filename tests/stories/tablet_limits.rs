//! The tablet app at its limits: no room left, a clock that is years off, both copies damaged, a new version in the
//! middle of a visit.

use serde_json::json;
use std::path::{Path, PathBuf};
use tests::app::App;
use tests::inspector::Inspector;
use tests::office::Server;
use tests::world::{CAMPAIGN, UNIT, World};

struct Place {
    world: World,
    server: Server,
}

impl Place {
    fn new() -> Self {
        let world = World::with(&["an", "binh"]).unwrap();
        let server = world.serve().unwrap();
        Self { world, server }
    }

    fn profile(&self, person: &str) -> PathBuf {
        Path::new(&self.world.path("profiles")).join(person)
    }

    fn inspector(&self, person: &str) -> Inspector {
        let code = self.world.office.device_code(person).unwrap();
        Inspector::enrol(&self.profile(person), &self.server.url, &code).unwrap()
    }
}

#[test]
fn without_room_answers_are_saved_and_photos_are_refused_in_words() {
    let place = Place::new();
    let mut an = place.inspector("an");
    let visit = an.open_visit("Phượng Dực").unwrap();
    // Photos fill the tablet until nothing is left but the room that is kept back for answers.
    let quota = json!({ "origin": place.server.url, "quotaSize": 1_000_000 });
    an.browser.call("Storage.overrideQuotaForOrigin", quota).unwrap();
    an.go(&format!("{visit}/anh/A01")).unwrap();
    an.wait_for("document.querySelector('video')?.videoWidth > 0").unwrap();
    an.press("Chụp").unwrap();
    an.press("Dùng ảnh").unwrap();
    an.wait_for("document.body.innerText.includes('Hết chỗ cho ảnh')").unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.answer().unwrap();
    an.put(".note textarea", "Máy đầy, chữ vẫn được lưu.").unwrap();
    an.wait_until_saved().unwrap();
    an.browser.kill().unwrap();

    let mut an = Inspector::again(&place.profile("an"), &place.server.url).unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.wait_for("document.querySelector('.note textarea').value === 'Máy đầy, chữ vẫn được lưu.'").unwrap();
    an.wait_for("document.querySelectorAll('.photos img').length === 0").unwrap();
}

#[test]
fn a_clock_three_years_off_refuses_nothing_and_is_told_in_the_report() {
    let place = Place::new();
    let mut an = place.inspector("an");
    let visit = an.open_visit("Phượng Dực").unwrap();
    let ahead = "(now => { Date.now = () => now() + 3 * 365 * 86_400_000; })(Date.now)";
    an.browser.call("Page.enable", json!({})).unwrap();
    an.browser.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": ahead })).unwrap();
    an.reload().unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.answer().unwrap();
    an.sync().unwrap();
    let report = place.world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["quarantined"], 0);
    let device =
        report["devices"].as_array().unwrap().iter().find(|device| device["person"] == "an").unwrap();
    assert_eq!(device["clock_text"], "Đồng hồ nhanh 1.095 ngày so với máy chủ", "{device}");
}

/// Damages the newest frame in both copies, as a failing disk might.
const SPOIL: &str = "(async () => {
  const root = await navigator.storage.getDirectory();
  const walk = async folder => { for await (const entry of folder.values()) {
    if (entry.kind === 'directory') await walk(entry);
    else if (entry.name === 'frames.log') {
      const bytes = new Uint8Array(await (await entry.getFile()).arrayBuffer());
      bytes.fill(0x5a, bytes.length - 100);
      const writer = await entry.createWritable(); await writer.write(bytes); await writer.close();
    } } };
  await walk(root);
  const name = (await indexedDB.databases()).map(one => one.name).find(name => name.includes('book-'));
  const db = await new Promise(done => { indexedDB.open(name, 1).onsuccess = event => done(event.target.result); });
  const frames = db.transaction('frames', 'readwrite').objectStore('frames');
  await new Promise(done => { frames.openCursor(null, 'prev').onsuccess = ({ target: { result: cursor } }) => {
    const bytes = cursor.value; bytes[bytes.length - 5] ^= 1; cursor.update(bytes).onsuccess = done; }; });
  db.close();
  return true;
})()";

#[test]
fn what_is_damaged_in_both_copies_is_told_and_the_rest_leaves_as_a_rescue_file() {
    let place = Place::new();
    let mut an = place.inspector("an");
    let visit = an.open_visit("Phượng Dực").unwrap();
    for item in ["A01", "A03"] {
        an.open_item(&visit, item).unwrap();
        an.answer().unwrap();
    }
    an.browser.open(&format!("{}/tablet/recover.html", place.server.url)).unwrap();
    assert_eq!(an.browser.evaluate(SPOIL).unwrap(), true);
    an.reload().unwrap();
    an.wait_for("document.body.innerText.includes('bị hỏng ở cả hai nơi lưu')").unwrap();

    let downloads = place.world.path("downloads");
    let to = json!({ "behavior": "allow", "downloadPath": downloads });
    an.browser.call("Page.setDownloadBehavior", to).unwrap();
    an.go("#/dong-bo").unwrap();
    an.wait_for("!!document.querySelector('[aria-labelledby=phan-hong] button')").unwrap();
    an.press("Lưu tệp cứu hộ").unwrap();
    an.wait_for("!!document.querySelector('[aria-labelledby=cuu-ho] .parcel button')").unwrap();
    for part in ["cuu-ho", "phan-hong"] {
        an.browser
            .evaluate(&format!("document.querySelector('[aria-labelledby={part}] .parcel button').click()"))
            .unwrap();
        an.wait_for(&format!(
            "document.querySelector('[aria-labelledby={part}] .parcel [role=status]').innerText.includes('Tải xuống')"
        ))
        .unwrap();
    }
    let begun = std::time::Instant::now();
    let files = loop {
        let names = std::fs::read_dir(&downloads).into_iter().flatten();
        let paths: Vec<PathBuf> = names.map(|entry| entry.unwrap().path()).collect();
        let whole = paths.iter().all(|path| path.extension().is_none_or(|end| end != "crdownload"));
        if (paths.len() == 2 && whole) || begun.elapsed().as_secs() > 30 {
            break paths;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    };
    let rescue = files.iter().find(|path| path.extension().is_some_and(|end| end == "sktb"));
    let rescue = rescue.unwrap_or_else(|| panic!("no rescue file among {files:?}"));

    // What is left arrives at the office, without this tablet's network.
    let (data, file) = (place.world.office.data(), rescue.display().to_string());
    place.world.office.command(&["bundle", "import", "--data", &data, &file], "").unwrap();
    let report = place.world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    let answers = |item: &str| report["history"].to_string().matches(&format!("\"{item}\"")).count();
    assert!(answers("A01") > 0 && answers("A03") == 0, "{}", report["history"]);

    // A file of a team with another plan is refused, and the screen says whose it is and what to do.
    let foreign = place.world.path("khac.sktb");
    std::fs::write(&foreign, [&b"SKTB\x02\x08dot-khac"[..], &[0; 40]].concat()).unwrap();
    an.browser.call("Page.enable", json!({})).unwrap();
    an.browser.call("Page.setInterceptFileChooserDialog", json!({ "enabled": true })).unwrap();
    an.press("Nhận tệp").unwrap();
    an.wait_for("!!document.querySelector('input[type=file]')").unwrap();
    an.browser.choose_files(&[&foreign]).unwrap();
    an.wait_for("document.body.innerText.includes('Tệp là của đoàn khác')").unwrap();
}

#[test]
fn a_new_version_is_not_offered_in_the_middle_of_a_visit() {
    let world = World::with(&["an"]).unwrap();
    let app = App::copy(&world.path("app")).unwrap();
    let server = world.office.serve_with("127.0.0.1:0", &["--tablet", &app.folder()]).unwrap();
    let code = world.office.device_code("an").unwrap();
    let mut an = Inspector::enrol(Path::new(&world.path("profile")), &server.url, &code).unwrap();
    an.wait_until_installed().unwrap();
    let visit = an.open_visit("Phượng Dực").unwrap();
    app.release("</body>", "<p id=\"newer\" hidden></p></body>").unwrap();
    let address = server.url.trim_start_matches("http://").to_owned();
    server.kill().unwrap();
    let _server = world.office.serve_with(&address, &["--tablet", &app.folder()]).unwrap();
    an.browser
        .evaluate("navigator.serviceWorker.ready.then(worker => worker.update()).then(() => true)")
        .unwrap();
    an.wait_for("navigator.serviceWorker.ready.then(worker => !!worker.waiting)").unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.answer().unwrap();
    assert!(!an.text().unwrap().contains("phiên bản mới"), "{}", an.text().unwrap());
    assert_eq!(an.browser.evaluate("document.querySelector('#newer')").unwrap(), serde_json::Value::Null);
    an.go("#/").unwrap();
    an.wait_for("document.body.innerText.toLowerCase().includes('phiên bản mới')").unwrap();
}
