//! A person at the office opens a browser.

use super::scenarios;
use std::path::Path;
use tests::browser::Browser;
use tests::office::{ADMIN, ADMIN_PASSWORD};

/// Pictures lie beside the programs, where a person finds them after a failed run too.
fn picture(name: &str) -> std::path::PathBuf {
    let folder = tests::program("sokiemtra").unwrap().with_file_name("screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

#[test]
fn an_administrator_finds_the_disputed_item_with_both_values_and_names() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::start(&folder.path().join("profile")).unwrap();
    let (_office, server) = scenarios::play("phu-xuyen-2018.toml", folder.path());

    browser.open(&server.url).unwrap();
    browser.fill("name", ADMIN).unwrap();
    browser.fill("password", ADMIN_PASSWORD).unwrap();
    browser.follow("Đăng nhập").unwrap();

    browser.follow("Kiểm tra công vụ, cải cách hành chính đầu xuân").unwrap();
    let overview = browser.text().unwrap();
    browser.screenshot(&picture("campaign.png")).unwrap();
    for commune in ["Phượng Dực", "Hồng Minh", "Hoàng Long", "Tri Trung"] {
        assert!(overview.contains(commune), "{commune} is not in the overview:\n{overview}");
    }

    browser.follow("Phượng Dực").unwrap();
    let report = browser.text().unwrap();
    browser.screenshot(&picture("report.png")).unwrap();
    let section =
        report.find("243/250").map(|_| &report).unwrap_or_else(|| panic!("no 243/250 in:\n{report}"));
    for words in ["A02", "240/250", "Nguyễn Văn An", "Trần Thị Bình", "Chưa thống nhất"] {
        let found = section.to_lowercase().contains(&words.to_lowercase());
        assert!(found, "{words} is not in the report:\n{report}");
    }
    let together = "[...document.querySelectorAll('section, article, table, tr, div, li')].some(e => \
        ['A02', '243/250', '240/250', 'Nguyễn Văn An', 'Trần Thị Bình'].every(w => e.innerText.includes(w)) \
        && e.innerText.length < 2000)";
    browser.wait_for(together).unwrap();
    // What the page refers to is there too: style, thumbnails.
    let broken =
        "[...document.images].filter(i => i.complete && i.naturalWidth === 0).map(i => i.src).join(' ')";
    assert_eq!(browser.evaluate(broken).unwrap(), "", "pictures that do not load");
    assert!(Path::new(&picture("report.png")).metadata().unwrap().len() > 10_000);
}
