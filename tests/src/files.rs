//! A small server of files on loopback, for pages that need no office: the tablet's drivers as they stand in the repository,
//! under the Content-Security-Policy that the office serves the app with.

use crate::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; \
    img-src 'self' blob:; media-src 'self' blob:; style-src 'self'; base-uri 'none'; form-action 'self'";
const BLANK: &str =
    "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Trang trắng</title><body></body>";
/// Longest line of a request and largest body.
const LINE: u64 = 8 * 1024;
const BODY: u64 = 4 * 1024 * 1024;
/// Longest wait for a part of a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Folders under prefixes; `/` is a blank page, `POST /echo` tells what came. Ends when dropped.
pub struct Files {
    /// For example `http://127.0.0.1:43210/`.
    pub url: String,
    ended: Arc<AtomicBool>,
}

impl Files {
    /// Serves folders, each under its prefix, such as `("/js/", …)`.
    pub fn serve(folders: &[(&'static str, PathBuf)]) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| format!("listen: {error}"))?;
        let address = listener.local_addr().map_err(|error| format!("listen: {error}"))?;
        let ended = Arc::new(AtomicBool::new(false));
        let (folders, watched) = (folders.to_vec(), ended.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(std::result::Result::ok) {
                if watched.load(Ordering::Relaxed) {
                    return;
                }
                let folders = folders.clone();
                // A browser that goes away in the middle of an answer harms nobody.
                std::thread::spawn(move || answer(&stream, &folders).is_ok());
            }
        });
        Ok(Files { url: format!("http://{address}/"), ended })
    }

    /// Address without the last slash, as the browser names an origin.
    pub fn origin(&self) -> &str {
        self.url.trim_end_matches('/')
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // One more connection, so that the loop sees it.
        let _ = TcpStream::connect(self.origin().trim_start_matches("http://"));
    }
}

/// One request, one answer.
fn answer(mut stream: &TcpStream, folders: &[(&'static str, PathBuf)]) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        (&mut reader).take(LINE).read_line(&mut line)?;
        if line.trim_end().is_empty() || head.len() > 100 {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let mut words = head.first().map(String::as_str).unwrap_or_default().split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split('?').next().unwrap_or_default();
    let (status, kind, body) = if method == "POST" && path == "/echo" {
        ("200 OK", "application/json", echo(&head, &mut reader)?)
    } else if path == "/stall" {
        std::thread::sleep(PATIENCE);
        return Ok(());
    } else if path == "/" {
        ("200 OK", "text/html; charset=utf-8", BLANK.as_bytes().to_vec())
    } else {
        match file(path, folders) {
            Some((kind, body)) => ("200 OK", kind, body),
            None => ("404 Not Found", "text/plain", b"404".to_vec()),
        }
    };
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len())?;
    write!(
        stream,
        "Content-Security-Policy: {POLICY}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// What came: the header lines, and how long the body is.
fn echo(head: &[String], reader: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let length = head.iter().filter_map(|line| line.split_once(':'));
    let length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.filter_map(|(_, value)| value.trim().parse().ok()).next().unwrap_or(0u64);
    let mut body = Vec::new();
    reader.take(length.min(BODY)).read_to_end(&mut body)?;
    let lines: Vec<String> = head.iter().skip(1).map(|line| line.to_lowercase()).collect();
    Ok(serde_json::json!({ "head": lines, "length": body.len() }).to_string().into_bytes())
}

fn file(path: &str, folders: &[(&'static str, PathBuf)]) -> Option<(&'static str, Vec<u8>)> {
    let found = folders.iter().find_map(|(prefix, folder)| Some((path.strip_prefix(prefix)?, folder)));
    let (rest, folder) = found?;
    let rest = Path::new(rest);
    if !rest.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let kind = match rest.extension()?.to_str()? {
        "js" => "text/javascript",
        "css" => "text/css",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "jpg" => "image/jpeg",
        _ => return None,
    };
    Some((kind, std::fs::read(folder.join(rest)).ok()?))
}
