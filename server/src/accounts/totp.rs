//! The second factor: codes of six digits that change every thirty seconds (RFC 6238), as all authenticators make them.

use crate::locale::Locale;
use crate::secret;
use qrcodegen::{QrCode, QrCodeEcc};
use schemas::ids::PersonId;
use schemas::wire::Millis;
use std::fmt::Write;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret: as long as the digest that uses it.
const SECRET: usize = 20;
/// Recovery codes made at a time.
pub const RECOVERY_CODES: usize = 10;
/// Groups of four characters in a recovery code: 58 bits.
const RECOVERY_GROUPS: usize = 3;
/// Light modules around a QR code, which readers need.
const QUIET: i32 = 4;

/// A new secret.
pub fn new_secret() -> Vec<u8> {
    secret::random::<SECRET>().to_vec()
}

fn totp(secret: &[u8]) -> Totp {
    // Six digits, thirty seconds, one step of tolerance to either side, SHA-1: what authenticators expect. Our secrets
    // are always long enough.
    Builder::new().with_secret(Secret::new(secret.into())).build_noncompliant()
}

/// The step whose code this is, at this moment; none = it is no code of now.
pub fn step(secret: &[u8], code: &str, now: Millis) -> Option<u64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 {
        return None;
    }
    totp(secret).check(&digits, u64::try_from(now).ok()? / 1000)
}

/// The code of a moment, as an authenticator shows it. For tests and the demo.
pub fn code(secret: &[u8], now: Millis) -> String {
    totp(secret).generate(u64::try_from(now).unwrap_or(0) / 1000).to_string()
}

/// The secret for typing, in groups of four.
pub fn for_typing(secret: &[u8]) -> String {
    let text = Secret::new(secret.into()).to_base32();
    let groups: Vec<String> =
        text.chars().collect::<Vec<_>>().chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// What the QR code says: the key URI format that authenticators read.
pub fn uri(secret: &[u8], person: &PersonId, locale: Locale) -> String {
    let issuer: String = locale
        .t("app-name")
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => (byte as char).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let secret = Secret::new(secret.into()).to_base32();
    format!("otpauth://totp/{issuer}:{person}?secret={secret}&issuer={issuer}")
}

/// A QR code as SVG to stand in a page; black on white whatever the page's colours. None: too much to say.
pub fn qr(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a text does not fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let label = askama::filters::escape(label, askama::filters::Html).map(|label| label.to_string());
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0,0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        label.unwrap_or_default()
    ))
}

/// New recovery codes. They are shown once and kept as hashes.
pub fn recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| secret::readable_code(RECOVERY_GROUPS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of its eight digits.
        let secret = b"12345678901234567890";
        assert_eq!(code(secret, 59_000), "287082");
        assert_eq!(code(secret, 1_111_111_109_000), "081804");
        assert_eq!(step(secret, "287 082", 59_000), Some(1));
        assert_eq!(step(secret, "287082", 89_000), Some(1), "one step late");
        assert_eq!(step(secret, "287082", 120_000), None);
        assert_eq!(step(secret, "28708", 59_000), None);
    }
}
