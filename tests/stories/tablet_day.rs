//! A day of inspections in a browser, without a network: real app, real server, real browser.

use std::path::Path;
use tests::browser::Browser;
use tests::inspector::Inspector;
use tests::office::Server;
use tests::world::{CAMPAIGN, UNIT, World};

/// Pictures lie beside the programs, where a person finds them after a failed run too.
fn picture(browser: &mut Browser, name: &str) {
    let folder = tests::program("sokiemtra").unwrap().with_file_name("screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    browser.screenshot(&folder.join(name)).unwrap();
}

/// An office whose server can go and come back at the same address.
struct Place {
    world: World,
    server: Option<Server>,
    address: String,
}

impl Place {
    fn with(people: &[&str]) -> Self {
        let world = World::with(people).unwrap();
        let server = world.serve().unwrap();
        let address = server.url.trim_start_matches("http://").to_owned();
        Self { world, server: Some(server), address }
    }

    fn inspector(&self, person: &str) -> Inspector {
        let code = self.world.office.device_code(person).unwrap();
        Inspector::enrol(&self.profile(person), &format!("http://{}", self.address), &code).unwrap()
    }

    fn again(&self, person: &str) -> Inspector {
        Inspector::again(&self.profile(person), &format!("http://{}", self.address)).unwrap()
    }

    fn profile(&self, person: &str) -> std::path::PathBuf {
        Path::new(&self.world.path("profiles")).join(person)
    }

    /// No network: nobody answers any more.
    fn cut(&mut self) {
        self.server.take().unwrap().kill().unwrap();
    }

    fn restore(&mut self) {
        self.server = Some(self.world.office.serve(&self.address).unwrap());
    }
}

/// What the visit's screen says of points, as `earned/possible`.
fn score(inspector: &mut Inspector, visit: &str) -> String {
    inspector.go(visit).unwrap();
    inspector.wait_for("!!document.querySelector('.total strong')").unwrap();
    let text = inspector.browser.evaluate("document.querySelector('.total strong').innerText").unwrap();
    text.as_str().unwrap_or_default().split(' ').next().unwrap_or_default().to_owned()
}

/// What is answered, as the visit's screen says it.
fn answered(inspector: &mut Inspector, visit: &str) -> String {
    inspector.go(visit).unwrap();
    inspector.wait_for("!!document.querySelector('.summary')").unwrap();
    let text = "document.querySelector('.summary').innerText.match(/\\d+\\/\\d+ câu/)[0]";
    inspector.browser.evaluate(text).unwrap().as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_whole_visit_is_filled_in_without_a_network_and_survives_the_end_of_the_browser() {
    let mut place = Place::with(&["an"]);
    let mut an = place.inspector("an");
    an.wait_until_installed().unwrap();
    place.cut();
    an.reload().unwrap();
    let visit = an.open_visit("Phượng Dực").unwrap();

    // Every question, one after the other, as the button leads.
    an.browser.evaluate("document.querySelector('.section-card').click()").unwrap();
    an.wait_for("!!document.querySelector('.question')").unwrap();
    let mut kinds = std::collections::BTreeMap::new();
    loop {
        *kinds.entry(an.answer().unwrap()).or_insert(0) += 1;
        let before = an.browser.evaluate("location.hash").unwrap();
        an.browser.evaluate("document.querySelector('.bottom-bar a:last-of-type').click()").unwrap();
        an.wait_for(&format!("location.hash !== {before}")).unwrap();
        an.wait_for("!!document.querySelector('.question, .summary')").unwrap();
        if an.browser.evaluate("!!document.querySelector('.summary')").unwrap() == true {
            break;
        }
    }
    assert!(kinds.len() >= 5 && kinds.values().sum::<i32>() >= 60, "{kinds:?}");

    // A photo with the camera in the page, and a sampled dossier.
    an.go(&format!("{visit}/anh/A01")).unwrap();
    an.wait_for("document.querySelector('video')?.videoWidth > 0").unwrap();
    an.press("Chụp").unwrap();
    an.press("Dùng ảnh").unwrap();
    an.wait_until_saved().unwrap();
    an.go(&format!("{visit}/nhom/DS")).unwrap();
    an.press("Thêm dòng").unwrap();
    an.wait_for("!!document.querySelector('.field-card .text-box')").unwrap();
    an.put(".field-card .text-box", "H02-0001").unwrap();
    an.wait_until_saved().unwrap();

    let (points, filled) = (score(&mut an, &visit), answered(&mut an, &visit));
    picture(&mut an.browser, "tablet-visit.png");
    an.browser.kill().unwrap();

    let mut an = place.again("an");
    assert_eq!(score(&mut an, &visit), points);
    assert_eq!(answered(&mut an, &visit), filled);
    an.open_item(&visit, "A01").unwrap();
    an.wait_for("!!document.querySelector('.photos img')").unwrap();
    picture(&mut an.browser, "tablet-item.png");
    an.go(&format!("{visit}/nhom/DS")).unwrap();
    an.wait_for("document.body.innerText.includes('H02-0001')").unwrap();

    // The photo is taken out of the record, and put back.
    an.open_item(&visit, "A01").unwrap();
    an.wait_for("!!document.querySelector('.photos img')").unwrap();
    an.browser.evaluate("document.querySelector('.photos button').click()").unwrap();
    an.press("Gỡ ảnh khỏi biên bản").unwrap();
    an.wait_for("!document.querySelector('.photos img')").unwrap();
    an.press("Ảnh đã gỡ (1)").unwrap();
    let by = "document.querySelector('.struck-out').innerText.includes('Người an đã gỡ lúc')";
    an.wait_for(by).unwrap();
    an.press("Đưa lại").unwrap();
    an.wait_for("!!document.querySelector('.photos img') && !document.querySelector('.struck-out')").unwrap();
    an.wait_until_saved().unwrap();

    place.restore();
    an.sync().unwrap();
    an.wait_for("document.body.innerText.includes('1/1 ảnh')").unwrap();
    picture(&mut an.browser, "tablet-sync.png");
    let report = place.world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    let text = |key: &str| report["score"][key].as_str().unwrap_or_default();
    assert_eq!(format!("{}/{}", text("earned_text"), text("possible_text")), points);
    assert_eq!(report["photos"][0]["arrived"], true, "{}", report["photos"]);
    assert_eq!(report["photos_missing"].as_array().map_or(0, Vec::len), 0, "{}", report["photos_missing"]);
}

#[test]
fn two_inspectors_disagree_offline_and_one_settles_it() {
    let mut place = Place::with(&["an", "binh"]);
    let (mut an, mut binh) = (place.inspector("an"), place.inspector("binh"));
    an.wait_until_installed().unwrap();
    binh.wait_until_installed().unwrap();
    place.cut();
    let visit = an.open_visit("Phượng Dực").unwrap();
    binh.open_visit("Phượng Dực").unwrap();
    for (inspector, good) in [(&mut an, "243"), (&mut binh, "240")] {
        inspector.open_item(&visit, "A02").unwrap();
        inspector.put("[id='tl-A02-0']", good).unwrap();
        inspector.put("[id='tl-A02-1']", "250").unwrap();
        inspector.wait_until_saved().unwrap();
    }
    place.restore();
    an.sync().unwrap();
    binh.sync().unwrap();
    an.sync().unwrap();
    for inspector in [&mut an, &mut binh] {
        inspector.go(&format!("{visit}/chua-thong-nhat")).unwrap();
        inspector.wait_for("document.querySelectorAll('.version').length === 2").unwrap();
        let both = inspector.text().unwrap();
        for words in ["243/250", "240/250", "Người an", "Người binh"] {
            assert!(both.contains(words), "{words} is not in:\n{both}");
        }
    }
    picture(&mut an.browser, "tablet-dispute.png");
    an.press("Chọn 243/250").unwrap();
    an.put(".decision textarea", "Đếm lại cùng nhau").unwrap();
    an.press("Ghi quyết định").unwrap();
    an.wait_for("document.querySelectorAll('.version').length === 0").unwrap();
    an.wait_until_saved().unwrap();
    an.sync().unwrap();
    binh.sync().unwrap();
    binh.open_item(&visit, "A02").unwrap();
    binh.press("Lịch sử").unwrap();
    binh.wait_for("document.querySelector('.history ol').innerText.includes('Đếm lại cùng nhau')").unwrap();
    let report = place.world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert_eq!(report["disputed"].as_array().map(Vec::len), Some(0));
    assert!(report["history"].to_string().contains("Đếm lại cùng nhau"));
}

#[test]
fn telex_arrives_exactly_and_composed() {
    let place = Place::with(&["an"]);
    let mut an = place.inspector("an");
    let visit = an.open_visit("Phượng Dực").unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.browser.evaluate("document.querySelector('.note textarea').focus()").unwrap();
    // What an input method shows on its way; only the end of each word is committed.
    for (steps, word) in [(["H", "Ho", "Hoà"], "Hòa"), (["T", "Tha", "Thàn"], "Thành")] {
        for step in steps {
            let composing = serde_json::json!({ "text": step, "selectionStart": step.chars().count(),
                "selectionEnd": step.chars().count() });
            an.browser.call("Input.imeSetComposition", composing).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(400));
        }
        // Decomposed, as some input methods give it.
        let decomposed: String = word.replace('ò', "o\u{300}").replace('à', "a\u{300}");
        an.browser.call("Input.insertText", serde_json::json!({ "text": decomposed })).unwrap();
        an.browser.call("Input.insertText", serde_json::json!({ "text": " " })).unwrap();
    }
    an.browser.evaluate("document.activeElement.blur()").unwrap();
    an.wait_until_saved().unwrap();
    an.sync().unwrap();
    let report = place.world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
    assert!(report.to_string().contains("Hòa Thành"), "{}", report["sections"][0]["items"][0]);
}

#[test]
fn a_deleted_copy_is_made_again_from_the_other() {
    let place = Place::with(&["an"]);
    let mut an = place.inspector("an");
    let visit = an.open_visit("Phượng Dực").unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.answer().unwrap();
    let one = answered(&mut an, &visit);
    // The first copy is deleted while the app is closed.
    an.browser.open(&format!("http://{}/tablet/recover.html", place.address)).unwrap();
    let delete = "indexedDB.databases().then(all => Promise.all(all.filter(one => one.name.includes('book-'))
        .map(one => new Promise((done, failed) => { const order = indexedDB.deleteDatabase(one.name);
        order.onsuccess = () => done(true); order.onerror = order.onblocked = failed; })))).then(all => all.length)";
    assert_eq!(an.browser.evaluate(delete).unwrap(), 1);
    an.reload().unwrap();
    assert_eq!(answered(&mut an, &visit), one);
    an.open_item(&visit, "A03").unwrap();
    an.answer().unwrap();
    assert_ne!(answered(&mut an, &visit), one);
}

#[test]
fn another_pin_opens_the_same_book() {
    let place = Place::with(&["an"]);
    let mut an = place.inspector("an");
    let visit = an.open_visit("Phượng Dực").unwrap();
    an.open_item(&visit, "A01").unwrap();
    an.answer().unwrap();
    let one = answered(&mut an, &visit);
    let new = "135792";
    let enter = |an: &mut Inspector, place: &str, pin: &str| {
        an.wait_for(&format!("document.querySelector('{place} input.pin')?.value === ''")).unwrap();
        an.put(&format!("{place} input.pin"), pin).unwrap();
        let main = format!("document.querySelector('{place} button.main')");
        an.wait_for(&format!("(b => b && !b.disabled ? (b.click(), true) : false)({main})")).unwrap();
    };
    // A second tab, opened with the PIN that will be the old one.
    let first = an.browser.tab();
    let address = format!("http://{}/tablet/", place.address);
    let second = an.browser.new_tab(&address).unwrap();
    enter(&mut an, ".unlock-screen", tests::inspector::PIN);
    an.wait_for("!!document.querySelector('.save-state')").unwrap();
    an.browser.turn_to(&first);

    an.go("#/dong-bo").unwrap();
    an.press("Đổi PIN").unwrap();
    enter(&mut an, ".pin-change", new);
    an.wait_for("document.querySelector('.pin-change').innerText.includes('PIN chưa đúng')").unwrap();
    enter(&mut an, ".pin-change", tests::inspector::PIN);
    for label in ["Đặt PIN mới", "Nhập lại PIN"] {
        an.wait_for(&format!("document.querySelector('.pin-change').innerText.includes('{label}')")).unwrap();
        enter(&mut an, ".pin-change", new);
    }
    an.wait_for("document.querySelector('.pin-change').innerText.includes('Đã đổi')").unwrap();

    an.browser.turn_to(&second);
    an.go("#/dong-bo").unwrap();
    an.press("Khóa ngay").unwrap();
    enter(&mut an, ".lock-cover", tests::inspector::PIN);
    an.wait_for("document.querySelector('.lock-cover').innerText.includes('PIN chưa đúng')").unwrap();
    enter(&mut an, ".lock-cover", new);
    an.wait_for("!document.querySelector('.lock-cover')").unwrap();
    an.browser.turn_to(&first);

    an.browser.open(&address).unwrap();
    enter(&mut an, ".unlock-screen", tests::inspector::PIN);
    an.wait_for("document.body.innerText.includes('PIN chưa đúng')").unwrap();
    enter(&mut an, ".unlock-screen", new);
    an.wait_for("!!document.querySelector('.save-state')").unwrap();
    assert_eq!(answered(&mut an, &visit), one);
}

#[test]
fn a_damaged_part_that_the_pin_needs_is_told_and_mended() {
    let place = Place::with(&["an"]);
    let mut an = place.inspector("an");
    an.wait_until_installed().unwrap();
    let damage = "caches.keys().then(([name]) => caches.open(name)).then(async cache => {
        const part = (await cache.keys()).find(key => key.url.includes('pin_bg'));
        await cache.put(part, new Response('x')); return true; })";
    assert_eq!(an.browser.evaluate(damage).unwrap(), true);
    an.browser.open(&format!("http://{}/tablet/", place.address)).unwrap();
    an.wait_for("!!document.querySelector('input.pin')").unwrap();
    an.put("input.pin", tests::inspector::PIN).unwrap();
    an.press_main().unwrap();
    an.wait_for(
        "[...document.querySelectorAll('.unlock-screen .complaint')].some(each => each.innerText !== '')",
    )
    .unwrap();
    picture(&mut an.browser, "tablet-pin-damaged.png");
    an.wait_for(
        "caches.keys().then(([name]) => caches.open(name)).then(async cache => {
        const part = (await cache.keys()).find(key => key.url.includes('pin_bg'));
        return (await (await cache.match(part)).arrayBuffer()).byteLength > 1; })",
    )
    .unwrap();
    an.put("input.pin", tests::inspector::PIN).unwrap();
    an.press_main().unwrap();
    an.wait_for("!!document.querySelector('.save-state')").unwrap();
}

#[test]
fn what_a_colleague_writes_in_the_same_note_while_one_is_typing_stays() {
    let place = Place::with(&["an", "binh"]);
    let (mut an, mut binh) = (place.inspector("an"), place.inspector("binh"));
    let visit = an.open_visit("Phượng Dực").unwrap();
    let typed = |text: &str| {
        format!(
            "(field => {{ field.focus(); field.value = {text:?}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})\
             (document.querySelector('.note textarea'))"
        )
    };
    an.open_item(&visit, "A01").unwrap();
    an.browser.evaluate(&typed("Bảng ở hành lang.")).unwrap();
    an.wait_until_saved().unwrap();
    an.browser.evaluate("dispatchEvent(new Event('online'))").unwrap();
    let written = |place: &Place| {
        let report = place.world.office.settled_report(CAMPAIGN, Some(UNIT)).unwrap();
        report["notes"].to_string() + &report["sections"][0]["items"][0].to_string()
    };
    let begun = std::time::Instant::now();
    while !written(&place).contains("Bảng ở hành lang.") && begun.elapsed().as_secs() < 30 {}

    binh.sync().unwrap();
    binh.open_visit("Phượng Dực").unwrap();
    binh.open_item(&visit, "A01").unwrap();
    binh.wait_for("document.querySelector('.note textarea').value === 'Bảng ở hành lang.'").unwrap();
    binh.put(".note textarea", "Bình đã xem. Bảng ở hành lang.").unwrap();
    binh.wait_until_saved().unwrap();
    binh.sync().unwrap();

    // The field that An is typing into is not rewritten under the fingers; what arrived stays all the same.
    an.browser.evaluate("dispatchEvent(new Event('online'))").unwrap();
    let received = "document.body.innerText.length > 0 && new Promise(done => setTimeout(done, 4000, true))";
    an.wait_for(received).unwrap();
    assert_eq!(
        an.browser.evaluate("document.querySelector('.note textarea').value").unwrap(),
        "Bảng ở hành lang."
    );
    an.browser.evaluate(&typed("Bảng ở hành lang. Thiếu phí.")).unwrap();
    an.browser.evaluate("document.activeElement.blur()").unwrap();
    an.wait_for(
        "document.querySelector('.note textarea').value === 'Bình đã xem. Bảng ở hành lang. Thiếu phí.'",
    )
    .unwrap();
    an.sync().unwrap();
    assert!(written(&place).contains("Bình đã xem. Bảng ở hành lang. Thiếu phí."), "{}", written(&place));
}
