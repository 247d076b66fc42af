//! The tablet app's figures, in a real browser. Started by `cargo xtask load`.
#![expect(clippy::print_stdout, reason = "it prints figures")]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tests::inspector::{Inspector, PIN};
use tests::office::Server;
use tests::process::own_memory;
use tests::world::World;
use tests::{Result, photo, program};

/// How much slower a mid-range tablet is than this machine.
const SLOWER: u32 = 4;
const TAPS: usize = 40;
const PHOTOS: usize = 60;
/// Faster than anybody takes photos.
const PACE: std::time::Duration = std::time::Duration::from_millis(500);
/// Different pictures among them: more would only take longer to make.
const PICTURES: usize = 6;
/// How often the app is opened again: what else the machine does shows in single times.
const STARTS: usize = 7;
/// How long the browser may take to start itself, with pages of its own that tablets do not have.
const SETTLED: std::time::Duration = std::time::Duration::from_secs(3);

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("tablet-figures: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result {
    size()?;
    let world = World::with(&["an"])?;
    let server = world.serve()?;
    let profile = world.path("profile");
    let mut an = Inspector::enrol(&profile, &server.url, &world.office.device_code("an")?)?;
    an.wait_until_installed()?;
    let visit = an.open_visit("Phượng Dực")?;
    taps(&mut an, &visit)?;
    photos(&mut an, &visit, &world)?;
    drop(an);
    second_start(&profile, server, &visit)
}

/// What crosses the network at the first start.
fn size() -> Result {
    let target =
        program("sokiemtra")?.ancestors().nth(2).map(PathBuf::from).ok_or("no folder to build in")?;
    let list = target.join("tablet/files.json");
    let text = std::fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let list: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let sent = |file: &Value| file["brotli"].as_u64().or(file["bytes"].as_u64()).unwrap_or_default();
    let files = list["files"].as_array().cloned().unwrap_or_default();
    let all: u64 = files.iter().map(sent).sum();
    let module =
        files.iter().filter(|file| file["name"].as_str().is_some_and(|name| name.ends_with(".wasm")));
    let module: u64 = module.map(sent).sum();
    println!("shell, compressed: {} KiB, of that the module {} KiB", all / 1024, module / 1024);
    Ok(())
}

/// From the tap on an answer until the screen says that it is saved, in the page's own time.
fn taps(an: &mut Inspector, visit: &str) -> Result {
    an.open_item(visit, "A01")?;
    let tap = "new Promise(done => {
        const said = document.querySelector('.save-state [role=status]');
        const buttons = document.querySelectorAll('.answer-button');
        let begun = false;
        const watch = new MutationObserver(() => {
            const saved = said.innerText.startsWith('Đã lưu');
            if (!saved) begun = true;
            else if (begun) { watch.disconnect(); done(performance.now() - start); }
        });
        watch.observe(said, { childList: true, characterData: true, subtree: true });
        const start = performance.now();
        [...buttons].find(button => button.ariaPressed !== 'true').click();
    })";
    let mut times = Vec::new();
    for _ in 0..TAPS {
        times.push(an.browser.evaluate(tap)?.as_f64().ok_or("no time")?);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "from tap to durable, {TAPS} answers: median {:.1} ms, slowest {:.1} ms",
        times[TAPS / 2],
        times[TAPS - 1]
    );
    Ok(())
}

/// Photos of 12 megapixels, one after the other.
fn photos(an: &mut Inspector, visit: &str, world: &World) -> Result {
    let files: Vec<PathBuf> = (0..PICTURES).map(|number| world.path(&format!("{number}.jpg"))).collect();
    for (file, seed) in files.iter().zip(0..) {
        photo::make_large(file, seed)?;
    }
    an.browser.call("Page.enable", json!({}))?;
    an.browser.call("Page.setInterceptFileChooserDialog", json!({ "enabled": true }))?;
    an.go(&format!("{visit}/anh/A03"))?;
    an.wait_for("document.querySelector('video')?.videoWidth > 0")?;
    let held = |an: &mut Inspector| {
        let sizes = an.browser.renderers()?.into_iter().map(own_memory).collect::<Result<Vec<f64>>>()?;
        Ok::<_, String>(sizes.into_iter().fold(0.0, f64::max))
    };
    let before = held(an)?;
    let mut most = before;
    let begun = std::time::Instant::now();
    for number in 0..PHOTOS {
        an.press("Chọn ảnh")?;
        an.wait_for("!!document.querySelector('input[type=file]')")?;
        an.browser.choose_files(&[&files[number % PICTURES]])?;
        an.press("Dùng ảnh")?;
        an.wait_for(&format!("document.body.innerText.includes('{}')", number + 1))?;
        an.wait_for("!!document.querySelector('#chup')")?;
        most = most.max(held(an)?);
        std::thread::sleep(PACE);
    }
    println!(
        "{PHOTOS} photos of 12 megapixels in {:.0} s: the page held {before:.0} MiB before, {:.0} MiB after, at most {most:.0} MiB",
        begun.elapsed().as_secs_f64(),
        held(an)?
    );
    Ok(())
}

/// The app is opened again and again, without a server, on a slow processor.
fn second_start(profile: &Path, server: Server, visit: &str) -> Result {
    let url = server.url.clone();
    server.kill()?;
    let mut times = (0..STARTS).map(|_| start_again(profile, &url, visit)).collect::<Result<Vec<_>>>()?;
    times.sort_by(|one, other| (one.0 + one.1).total_cmp(&(other.0 + other.1)));
    let [(pin, item), quickest, slowest] = [STARTS / 2, 0, STARTS - 1].map(|place| times[place]);
    println!(
        "second start without a server, processor {SLOWER} times slower, {STARTS} times: median {pin:.0} ms to the PIN \
         and {item:.0} ms from there to the first usable item; together {:.0} to {:.0} ms",
        quickest.0 + quickest.1,
        slowest.0 + slowest.1
    );
    Ok(())
}

/// Milliseconds until the PIN can be entered, and from its last digit to the first usable item.
fn start_again(profile: &Path, url: &str, visit: &str) -> Result<(f64, f64)> {
    let mut browser = tests::browser::Browser::start(profile)?;
    std::thread::sleep(SETTLED);
    browser.call("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER }))?;
    let seen = |selector: &str| {
        format!(
            "new Promise(done => {{ const look = () => document.querySelector({selector:?}) ? done(performance.now())
            : requestAnimationFrame(look); look(); }})"
        )
    };
    browser.open(&format!("{url}/tablet/{visit}"))?;
    let drawn = browser.evaluate(&seen("input.pin"))?.as_f64().ok_or("no time")?;
    let unlock = format!(
        "(field => {{ field.focus(); field.value = '{PIN}'; field.dispatchEvent(new Event('input', {{ bubbles: true }}));
        window.pressed = performance.now(); document.querySelector('button.main').click(); }})(document.querySelector('input.pin'))"
    );
    browser.evaluate(&unlock)?;
    let open = browser.evaluate(&seen(".section-card, .question"))?.as_f64().ok_or("no time")?;
    let pressed = browser.evaluate("window.pressed")?.as_f64().ok_or("no time")?;
    Ok((drawn, open - pressed))
}
