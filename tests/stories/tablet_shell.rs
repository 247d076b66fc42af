//! The tablet app is installed, opens without a server, is updated, and is mended when it breaks.

use std::path::Path;
use tests::app::App;
use tests::browser::Browser;
use tests::office::Server;
use tests::world::World;

/// The app has drawn something, and all of it is kept for the time without a network.
const OPEN: &str = "document.querySelector('#app')?.childElementCount > 0";
const KEPT: &str = "navigator.serviceWorker.controller !== null";

/// An office with a copy of the app, and a browser on a page of it.
struct Desk {
    world: World,
    app: App,
    server: Option<Server>,
    address: String,
    browser: Browser,
}

impl Desk {
    /// The app is installed.
    fn new() -> Self {
        let world = World::with(&["an"]).unwrap();
        let app = App::copy(&world.path("app")).unwrap();
        let server = world.office.serve_with("127.0.0.1:0", &["--tablet", &app.folder()]).unwrap();
        let address = server.url.trim_start_matches("http://").to_owned();
        let browser = Browser::start(Path::new(&world.path("profile"))).unwrap();
        let mut desk = Desk { world, app, server: Some(server), address, browser };
        desk.open();
        desk.browser.wait_for(KEPT).unwrap();
        desk
    }

    fn open(&mut self) {
        self.browser.open(&format!("http://{}/tablet/", self.address)).unwrap();
        self.browser.wait_for(OPEN).unwrap();
    }

    /// The server's process ends: from now on nobody answers.
    fn stop(&mut self) {
        self.server.take().unwrap().kill().unwrap();
    }

    /// A server with what lies in the folder now, at the same address.
    fn start(&mut self) {
        let more = ["--tablet", &self.app.folder()];
        self.server = Some(self.world.office.serve_with(&self.address, &more).unwrap());
    }

    fn value(&mut self, expression: &str) -> serde_json::Value {
        self.browser.evaluate(expression).unwrap()
    }

    /// The app's own module for updates, as `update` in the page.
    fn update(&mut self) {
        let import = "fetch('./files.json').then(answer => answer.json())
            .then(({ files }) => import('./' + files.find(file => file.name.startsWith('update-')).name))
            .then(module => { window.update = module; return module.check(); })";
        self.value(import);
    }

    fn title(&mut self) -> String {
        self.value("document.title").as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn the_installed_app_opens_without_a_server() {
    let mut desk = Desk::new();
    desk.stop();
    desk.open();
    assert_eq!(desk.value("fetch('/healthz').then(() => 'answered', () => 'nobody')"), "nobody");
    // A page that was never opened before, and an address that never existed, lead into the app as well.
    desk.browser.open(&format!("http://{}/tablet/khong-co", desk.address)).unwrap();
    desk.browser.wait_for(OPEN).unwrap();
}

#[test]
fn a_new_version_waits_until_it_is_asked_for() {
    let mut desk = Desk::new();
    let old = desk.title();
    desk.stop();
    desk.app.release("<title>", "<title>Bản mới: ").unwrap();
    desk.start();
    desk.update();
    desk.browser.wait_for("update.current() === 'ready'").unwrap();
    // Neither time nor another visit makes it active.
    desk.open();
    assert_eq!(desk.title(), old);
    desk.update();
    assert_eq!(desk.value("update.current()"), "ready");
    assert_eq!(desk.value("update.activate()"), true);
    // Chromium lets an old worker that is still at something go only after half a minute.
    let patience = std::time::Duration::from_secs(90);
    desk.browser.wait_within(patience, "document.title.startsWith('Bản mới: ')").unwrap();
    desk.browser.wait_for(OPEN).unwrap();
    desk.browser.wait_for("caches.keys().then(names => names.length === 1)").unwrap();
    desk.stop();
    desk.open();
    assert!(desk.title().starts_with("Bản mới: "));
}

#[test]
fn a_broken_new_version_leaves_the_old_one_at_work() {
    let mut desk = Desk::new();
    let old = desk.title();
    desk.stop();
    desk.app.release("<title>", "<title>Bản mới: ").unwrap();
    desk.app.edit("index.html", "Bản mới", "Bản hỏng").unwrap();
    desk.start();
    desk.update();
    desk.browser.wait_for("update.current() === 'failed'").unwrap();
    assert_eq!(desk.value("update.activate()"), false);
    desk.open();
    assert_eq!(desk.title(), old);
    desk.stop();
    desk.open();
    assert_eq!(desk.title(), old);
    // Once the server has it right, it arrives.
    desk.app.edit("index.html", "Bản hỏng", "Bản mới").unwrap();
    desk.start();
    desk.update();
    desk.browser.wait_for("update.current() === 'ready'").unwrap();
}

#[test]
fn a_damaged_copy_is_mended_without_touching_what_was_written() {
    let mut desk = Desk::new();
    let write = "new Promise((done, failed) => {
        localStorage.setItem('glance', '{\"saved_at\":\"2018-02-22T16:42:00Z\",\"visits\":[]}');
        const opening = indexedDB.open('book-1', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('frames').put('Đã lưu', 1);
        opening.onsuccess = () => { opening.result.close(); done(true); };
        opening.onerror = failed;
    })";
    let written = "new Promise((done, failed) => {
        const opening = indexedDB.open('book-1', 1);
        opening.onsuccess = () => {
            const reading = opening.result.transaction('frames').objectStore('frames').get(1);
            reading.onsuccess = () => { opening.result.close(); done(reading.result + ' ' + localStorage.glance.length); };
        };
        opening.onerror = failed;
    })";
    desk.value(write);
    let before = desk.value(written);

    // The compiled module is gone from the cache: the server's serves, and is kept again.
    let module = "caches.keys().then(([name]) => caches.open(name)).then(async cache => {
        const module = (await cache.keys()).find(key => key.url.includes('app_bg'));";
    desk.value(&format!("{module} return cache.delete(module); }})"));
    desk.open();
    desk.browser.wait_for(&format!("{module} return module !== undefined; }})")).unwrap();
    // It is there but damaged: the app mends itself.
    desk.value(&format!("{module} await cache.put(module, new Response('x')); return true; }})"));
    desk.open();

    let recover = format!("http://{}/tablet/recover", desk.address);
    desk.value(&format!("{module} await cache.put(module, new Response('x')); return true; }})"));
    desk.browser.open(&recover).unwrap();
    let press = |desk: &mut Desk, id: &str, words: &str| {
        desk.browser.wait_for(&format!("document.getElementById('{id}')?.disabled === false")).unwrap();
        desk.value(&format!("document.getElementById('{id}').click()"));
        desk.browser
            .wait_for(&format!("document.getElementById('outcome').innerText.includes('{words}')"))
            .unwrap();
    };
    press(&mut desk, "check", "Đã lấy lại 1 tệp hỏng");
    press(&mut desk, "check", "Mọi tệp đều đúng");

    // Without a server nothing is removed; the page itself opens all the same.
    desk.stop();
    desk.browser.open(&recover).unwrap();
    press(&mut desk, "anew", "chưa bỏ gì");
    desk.start();
    desk.value("document.getElementById('anew').click()");
    desk.browser.wait_for("location.pathname === '/tablet/'").unwrap();
    desk.browser.wait_for(OPEN).unwrap();
    desk.browser.wait_for(KEPT).unwrap();
    assert_eq!(desk.value(written), before);
}
