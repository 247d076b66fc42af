//! The tablet's other drivers in a real browser: pictures, camera, network.

use super::tablet_store::files;
use serde_json::{Value, json};
use tests::browser::Browser;

fn run(browser: &mut Browser, call: &str) -> Value {
    browser.evaluate(&format!("import('/stories/tablet_photo.js').then(s => s.{call})")).unwrap()
}

#[test]
fn pictures_are_scaled_and_areas_become_unreadable() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = Browser::start(folder.path()).unwrap();
    browser.open(&files.url).unwrap();

    let large = run(&mut browser, "prepared(4000, 3000)");
    assert_eq!(large["said"], json!([2048, 1536]));
    assert_eq!((&large["large"], &large["small"]), (&json!([2048, 1536]), &json!([320, 240])));
    assert_eq!(large["jpeg"], true);
    let small = run(&mut browser, "prepared(300, 200)");
    assert_eq!(small["large"], json!([300, 200]), "a small picture is not blown up");
    assert_eq!(run(&mut browser, "noPicture()"), "damaged");

    let upright = run(&mut browser, "withMetadata()");
    assert_eq!(upright["takenAt"], "2018-02-27T08:30:05+07:00");
    assert_eq!(upright["size"], json!([300, 400]), "turned as its metadata say");
    assert_eq!(upright["clean"], true, "no metadata are left");

    let blurred = run(&mut browser, "blurred()");
    let figure = |name: &str| blurred[name].as_u64().unwrap();
    assert!(figure("contrastBefore") > 200, "{blurred}");
    assert!(figure("contrastAfter") < 20, "the pattern can still be seen: {blurred}");
    assert!(figure("rest") < 16, "the rest was changed too: {blurred}");
}

#[test]
fn the_camera_gives_pictures() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = Browser::start(folder.path()).unwrap();
    browser.open(&files.url).unwrap();
    let taken = run(&mut browser, "camcorder()");
    assert_eq!(taken["off"], "closed", "a camera that is off gives no picture");
    assert!(taken["size"][0].as_u64().unwrap() >= 640, "{taken}");
}

#[test]
fn requests_are_compressed_and_end() {
    let (folder, files) = (tempfile::tempdir().unwrap(), files());
    let mut browser = Browser::start(folder.path()).unwrap();
    browser.open(&files.url).unwrap();
    let mut request = |args: &str| {
        let answer = "({ status, headers, body }) => [status, headers, new TextDecoder().decode(body)]";
        let call = format!(
            "import('/js/net.js').then(net => net.request({args})).then({answer}, why => [why.kind, '', ''])"
        );
        browser.evaluate(&call).unwrap()
    };

    let sent =
        request("'POST', '/echo', [['Content-Type', 'application/msgpack']], new Uint8Array(10_000), 5000");
    assert_eq!(sent[0], 200);
    assert!(sent[1].as_str().unwrap().contains("content-type: application/json"), "{sent}");
    assert!(sent[2].as_str().unwrap().contains("content-encoding: gzip"), "{sent}");
    let small = request("'POST', '/echo', [['Authorization', 'Bearer x']], new Uint8Array(100), 5000");
    let small = small[2].as_str().unwrap();
    assert!(small.contains("\"length\":100") && small.contains("authorization: bearer x"), "{small}");
    let photo = "[['Content-Type', 'application/offset+octet-stream']]";
    let photo = request(&format!("'POST', '/echo', {photo}, new Uint8Array(10_000), 5000"));
    assert!(photo[2].as_str().unwrap().contains("\"length\":10000"), "{photo}");
    assert_eq!(request("'GET', '/nothing', [], null, 5000")[0], 404);
    assert_eq!(request("'GET', '/stall', [], null, 300")[0], "timeout");
    drop(files);
    assert_eq!(request("'GET', '/', [], null, 5000")[0], "offline");
}
