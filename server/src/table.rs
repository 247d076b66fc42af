//! Tables for spreadsheets: CSV in UTF-8 with a byte order mark, so that Excel reads Vietnamese.

use rocket::http::{ContentType, Header};
use rocket::request::Request;
use rocket::response::{Responder, Response};

/// A table that is saved under a name.
pub struct Csv<R> {
    name: &'static str,
    body: R,
}

impl<R> Csv<R> {
    /// A table under this name.
    pub fn new(name: &'static str, body: R) -> Self {
        Self { name, body }
    }
}

impl<'r, 'o: 'r, R: Responder<'r, 'o>> Responder<'r, 'o> for Csv<R> {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'o> {
        Response::build_from(self.body.respond_to(request)?)
            .header(ContentType::new("text", "csv").with_params([("charset", "utf-8")]))
            .header(Header::new("Content-Disposition", format!("attachment; filename=\"{}\"", self.name)))
            .ok()
    }
}

/// The byte order mark and the names of the columns.
pub fn head(names: &[&str]) -> Vec<u8> {
    let mut head = "\u{feff}".as_bytes().to_vec();
    row(&mut head, names);
    head
}

/// Appends a row. What a spreadsheet would take for a formula gets an apostrophe in front.
pub fn row(to: &mut Vec<u8>, fields: &[&str]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            to.push(b',');
        }
        let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
        let plain = !formula && !field.contains(['"', ',', '\n', '\r']);
        if plain {
            to.extend_from_slice(field.as_bytes());
        } else {
            let mark = if formula { "'" } else { "" };
            to.extend_from_slice(format!("\"{mark}{}\"", field.replace('"', "\"\"")).as_bytes());
        }
    }
    to.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_formulas_are_made_harmless() {
        let mut rows = Vec::new();
        row(&mut rows, &["Hà Nội", "a,b", "nói \"có\"", "=1+1", "-5"]);
        assert_eq!(String::from_utf8(rows).unwrap(), "Hà Nội,\"a,b\",\"nói \"\"có\"\"\",\"'=1+1\",-5\r\n");
    }
}
