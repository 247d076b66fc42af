//! What the QR code of an enrolment says: to which server, with which one-time code.

use std::fmt::{self, Write};
use std::str::FromStr;

const SCHEME: &str = "sokiemtra:enrol?";

/// An invitation for one tablet: `sokiemtra:enrol?server=https://kiemtra.example.vn&code=ABCD-EFGH-JKMN`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Address of the server, without a path.
    pub server: String,
    /// The one-time code that the office gave out.
    pub code: String,
}

/// The text is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an invitation to enrol a tablet")]
pub struct NoInvitation;

impl fmt::Display for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}server={}&code={}", escaped(&self.server), escaped(&self.code))
    }
}

/// Parts that a later version adds are left out of account.
impl FromStr for Invitation {
    type Err = NoInvitation;

    fn from_str(text: &str) -> Result<Self, NoInvitation> {
        let parts = text.trim().strip_prefix(SCHEME).ok_or(NoInvitation)?;
        let (mut server, mut code) = (None, None);
        for part in parts.split('&') {
            match part.split_once('=') {
                Some(("server", value)) => server = unescaped(value),
                Some(("code", value)) => code = unescaped(value),
                _ => {}
            }
        }
        let web = |server: &String| {
            let host = server.strip_prefix("https://").or_else(|| server.strip_prefix("http://"));
            host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace))
        };
        let server = server.filter(web).ok_or(NoInvitation)?;
        let code = code.filter(|code| !code.trim().is_empty()).ok_or(NoInvitation)?;
        Ok(Self { server: server.trim_end_matches('/').to_owned(), code })
    }
}

/// Percent-encoded as the query of a URI (RFC 3986); what need not be stays readable.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' => {
                out.push(char::from(byte));
            }
            // Writing into a text cannot fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_first_chunk::<2>()?;
        let mut byte = [0];
        hex::decode_to_slice(digits, &mut byte).ok()?;
        bytes.extend(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_invitation_reads_as_it_is_printed() {
        let text = "sokiemtra:enrol?server=https://kiemtra.example.vn:8443&code=ABCD-EFGH-JKMN";
        let invitation: Invitation = text.parse().unwrap();
        assert_eq!(
            (invitation.server.as_str(), invitation.code.as_str()),
            ("https://kiemtra.example.vn:8443", "ABCD-EFGH-JKMN")
        );
        assert_eq!(invitation.to_string(), text);
        let later: Invitation = "sokiemtra:enrol?code=A%20B&new=1&server=http://[::1]:80/\n".parse().unwrap();
        assert_eq!((later.server.as_str(), later.code.as_str()), ("http://[::1]:80", "A B"));
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "https://kiemtra.example.vn/?code=A",
            "sokiemtra:enrol?server=https://a",
            "sokiemtra:enrol?server=javascript:alert(1)&code=A",
            "sokiemtra:enrol?server=https://&code=A",
            "sokiemtra:enrol?server=https://a&code=%2",
            "sokiemtra:enrol?server=https://a&code=%FF",
        ] {
            assert_eq!(text.parse::<Invitation>(), Err(NoInvitation), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_code_comes_back(code in "\\PC*[a-z]\\PC*") {
            let invitation = Invitation { server: "https://a.vn".to_owned(), code };
            prop_assert_eq!(invitation.to_string().parse(), Ok(invitation));
        }
    }
}
