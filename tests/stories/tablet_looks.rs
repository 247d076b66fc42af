//! Every screen of the tablet app, in both ways to hold a tablet: pictures for people, and nothing that axe-core finds.

use std::path::Path;
use tests::browser::Browser;
use tests::inspector::Inspector;
use tests::looks::look;
use tests::world::World;

/// Looks, and gathers what is wrong, so that one run tells everything.
struct Eye(Vec<String>);

impl Eye {
    fn on(&mut self, inspector: &mut Inspector, name: &str, ready: &str) {
        inspector.wait_for(ready).unwrap();
        self.0.extend(look(&mut inspector.browser, &format!("tablet-{name}")).err());
    }
}

#[test]
fn every_screen_can_be_used_by_everybody() {
    let world = World::with(&["an", "binh"]).unwrap();
    let server = world.serve().unwrap();
    let mut eye = Eye(Vec::new());
    let profile = |person: &str| Path::new(&world.path("profiles")).join(person);
    let code = |person: &str| world.office.device_code(person).unwrap();

    // Before anybody is enrolled.
    let mut browser = Browser::start(&profile("new")).unwrap();
    browser.open(&format!("{}/tablet/", server.url)).unwrap();
    browser.wait_for("!!document.querySelector('#ma-dang-ky')").unwrap();
    eye.0.extend(look(&mut browser, "tablet-enrol").err());
    browser.open(&format!("{}/tablet/recover", server.url)).unwrap();
    eye.0.extend(look(&mut browser, "tablet-recover").err());
    drop(browser);

    let mut an = Inspector::enrol(&profile("an"), &server.url, &code("an")).unwrap();
    let mut binh = Inspector::enrol(&profile("binh"), &server.url, &code("binh")).unwrap();
    eye.on(&mut an, "today", "!!document.querySelector('.visit-card')");

    // A dispute, a photo and a dossier, so that the screens have something to show.
    let visit = an.open_visit("Phượng Dực").unwrap();
    binh.open_visit("Phượng Dực").unwrap();
    for (inspector, good) in [(&mut an, "243"), (&mut binh, "240")] {
        inspector.open_item(&visit, "A02").unwrap();
        inspector.put("[id='tl-A02-0']", good).unwrap();
        inspector.put("[id='tl-A02-1']", "250").unwrap();
        inspector.wait_until_saved().unwrap();
    }
    an.go(&format!("{visit}/anh/A01")).unwrap();
    eye.on(&mut an, "camera", "document.querySelector('video')?.videoWidth > 0");
    an.press("Chụp").unwrap();
    eye.on(
        &mut an,
        "photo",
        "[...document.querySelectorAll('button')].some(b => b.innerText.includes('Dùng ảnh'))",
    );
    an.press("Dùng ảnh").unwrap();
    an.wait_until_saved().unwrap();
    an.go(&format!("{visit}/nhom/DS")).unwrap();
    an.press("Thêm dòng").unwrap();
    eye.on(&mut an, "row", "!!document.querySelector('.field-card .text-box')");
    an.put(".field-card .text-box", "H02-0001").unwrap();
    an.wait_until_saved().unwrap();
    an.sync().unwrap();
    binh.sync().unwrap();
    an.sync().unwrap();
    eye.on(&mut an, "sync", "!!document.querySelector('.arrived')");

    for (screen, name, ready) in [
        ("", "visit", ".section-card"),
        ("/muc/A01", "item-yes-no", ".question"),
        ("/muc/A02", "item-disputed", ".question"),
        ("/muc/E01", "item-figures", ".question"),
        ("/nhom/DS", "rows", ".row-card"),
        ("/rut-mau/DS", "sample", "textarea"),
        ("/y-kien", "opinion", "textarea"),
        ("/chua-thong-nhat", "disputes", ".version"),
        ("/ky", "sign", ".summary"),
        ("/tim", "find", "input"),
        ("/chuyen-ma", "relay", "main"),
    ] {
        an.go(&format!("{visit}{screen}")).unwrap();
        eye.on(&mut an, name, &format!("!!document.querySelector({ready:?})"));
    }
    an.go("#/tro-giup").unwrap();
    eye.on(&mut an, "help", "!!document.querySelector('main')");
    // The theme for the sun, and the second language.
    an.browser.evaluate("document.documentElement.classList.add('outdoor')").unwrap();
    an.open_item(&visit, "A02").unwrap();
    eye.on(&mut an, "item-sun", "!!document.querySelector('.question')");
    an.browser.open(&format!("{}/tablet/", server.url)).unwrap();
    eye.on(&mut an, "unlock", "!!document.querySelector('input.pin')");
    assert!(eye.0.is_empty(), "{}", eye.0.concat());
}
