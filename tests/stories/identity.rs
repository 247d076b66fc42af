//! Log-in with the identity of another provider: a real one (npm's `oidc-provider`) beside the real server.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tests::browser::Browser;
use tests::office::{ADMIN, ADMIN_PASSWORD, Office, Server};

/// The provider; it ends with this value, which closes its input.
struct Provider {
    child: Child,
    issuer: String,
}

impl Provider {
    fn start(redirect: &str) -> Self {
        let built = tests::program("sokiemtra").unwrap();
        let library = built.ancestors().nth(2).unwrap().join("oidc/node_modules/oidc-provider/lib/index.js");
        assert!(library.is_file(), "{} is missing; `cargo xtask test` installs it", library.display());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("stories/identity_provider.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(library).arg(redirect).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let mut issuer = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut issuer).unwrap();
        // Keep reading, so that the provider can go on talking.
        std::thread::spawn(move || stdout.lines().for_each(drop));
        Self { child, issuer: issuer.trim().to_owned() }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

struct Place {
    _folder: tempfile::TempDir,
    server: Server,
    provider: Provider,
    browser: Browser,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::init(&folder.path().join("data")).unwrap();
    // The provider must know the server's address before the server runs.
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let provider = Provider::start(&format!("http://{address}/dang-nhap/nha-cung-cap/ve"));
    let settings = format!(
        "[openid_connect]\nname = \"Cổng của tỉnh\"\nissuer = \"{}\"\nclient_id = \"sokiemtra\"\n\
         client_secret = \"bi-mat-chi-de-thu\"\naddress = \"http://{address}\"\n",
        provider.issuer
    );
    std::fs::write(folder.path().join("data/sokiemtra.toml"), settings).unwrap();
    let server = office.serve(&address).unwrap();
    let browser = Browser::start(&folder.path().join("profile")).unwrap();
    Place { _folder: folder, server, provider, browser }
}

impl Place {
    /// Confirms at the provider as this subject.
    fn confirm(&mut self, subject: &str) {
        self.browser.wait_for("!!document.querySelector('[name=login]')").unwrap();
        self.browser.fill("login", subject).unwrap();
        self.browser.fill("password", "gi cung duoc").unwrap();
        self.browser.evaluate("document.querySelector('form button, form [type=submit]').click()").unwrap();
        self.browser
            .wait_for("!document.querySelector('[name=login]') && document.readyState === 'complete'")
            .unwrap();
        let asked =
            "location.href.includes('/interaction/') && !!document.querySelector('form [type=submit]')";
        if self.browser.sees(asked) {
            self.browser.evaluate("document.querySelector('form [type=submit]').click()").unwrap();
        }
        let back = format!("location.href.startsWith('{}')", self.server.url);
        self.browser.wait_for(&back).unwrap();
    }

    fn open(&mut self, path: &str) {
        self.browser.open(&format!("{}{path}", self.server.url)).unwrap();
    }
}

#[test]
fn a_linked_identity_logs_in_and_another_does_not() {
    let mut place = place();
    // Nobody is linked yet: the provider's word alone opens nothing.
    place.open("/dang-nhap");
    place.browser.follow("Đăng nhập bằng Cổng của tỉnh").unwrap();
    place.confirm("cong-dan-1");
    assert!(
        place.browser.text().unwrap().contains("chưa liên kết với ai"),
        "{}",
        place.browser.text().unwrap()
    );

    place.open("/dang-nhap");
    place.browser.fill("name", ADMIN).unwrap();
    place.browser.fill("password", ADMIN_PASSWORD).unwrap();
    place.browser.follow("Đăng nhập").unwrap();
    place.open("/tai-khoan");
    place.browser.follow("Liên kết với Cổng của tỉnh").unwrap();
    place.browser.follow("Sang Cổng của tỉnh").unwrap();
    // The provider still knows the browser, and asks nothing.
    let back = format!("location.href.startsWith('{}/tai-khoan')", place.server.url);
    place.browser.wait_for(&back).unwrap();
    assert!(place.browser.text().unwrap().contains("Đã liên kết"), "{}", place.browser.text().unwrap());
    place.browser.follow("Đăng xuất").unwrap();

    place.open("/dang-nhap?tiep=/tai-khoan");
    place.browser.follow("Đăng nhập bằng Cổng của tỉnh").unwrap();
    place.browser.wait_for(&back).unwrap();
    assert!(place.browser.text().unwrap().contains("Quản trị"), "{}", place.browser.text().unwrap());

    // An answer that comes a second time, or to another browser, opens nothing.
    place.open("/dang-nhap/nha-cung-cap/ve?code=abc&state=def");
    assert!(place.browser.text().unwrap().contains("đã hết hạn"), "{}", place.browser.text().unwrap());
    place.open("/tai-khoan");
    place.browser.follow("Gỡ liên kết").unwrap();
    place.browser.follow("Đăng xuất").unwrap();
    place.open("/dang-nhap");
    place.browser.follow("Đăng nhập bằng Cổng của tỉnh").unwrap();
    place.browser.wait_for("document.body.innerText.includes('chưa liên kết với ai')").unwrap();
}

#[test]
fn without_the_provider_people_are_told_and_passwords_still_work() {
    let mut place = place();
    place.provider = Provider::start("http://127.0.0.1:1/");
    place.open("/dang-nhap/nha-cung-cap");
    assert!(
        place.browser.text().unwrap().contains("đăng nhập bằng mật khẩu"),
        "{}",
        place.browser.text().unwrap()
    );
    place.open("/dang-nhap");
    place.browser.fill("name", ADMIN).unwrap();
    place.browser.fill("password", ADMIN_PASSWORD).unwrap();
    place.browser.follow("Đăng nhập").unwrap();
    assert!(place.browser.text().unwrap().contains("Đăng xuất"), "{}", place.browser.text().unwrap());
}
