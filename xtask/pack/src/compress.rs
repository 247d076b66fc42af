//! Compression, done once and as well as it goes: the server only hands out what lies there.

use crate::list::{Entry, sha256};
use crate::names::Named;
use crate::{Result, failed};
use std::io::Write;
use std::path::Path;

/// Kinds of files that are compressed already.
const DENSE: [&str; 4] = ["jpg", "png", "webp", "woff2"];
/// The highest quality of brotli, and a window of 16 MiB, which no file here exceeds.
const BROTLI: (u32, u32) = (11, 24);

/// A file and its compressed forms.
#[derive(Debug)]
pub(crate) struct Packed {
    /// The file.
    pub(crate) named: Named,
    /// With brotli, if that is smaller.
    pub(crate) brotli: Option<Vec<u8>>,
    /// With gzip, if that is smaller.
    pub(crate) gzip: Option<Vec<u8>>,
}

impl Packed {
    /// Its line in the list.
    pub(crate) fn entry(&self) -> Entry {
        let Named { name, bytes, fixed } = &self.named;
        let size = |form: &Option<Vec<u8>>| form.as_ref().map(Vec::len);
        let (brotli, gzip) = (size(&self.brotli), size(&self.gzip));
        Entry { name: name.clone(), sha256: sha256(bytes), bytes: bytes.len(), brotli, gzip, fixed: *fixed }
    }
}

/// Compresses all files; brotli's best takes seconds for the module, so that a folder made before is asked first.
pub(crate) fn all(named: Vec<Named>, dev: bool, before: &Path) -> Result<Vec<Packed>> {
    std::thread::scope(|scope| {
        let works: Vec<_> =
            named.into_iter().map(|file| scope.spawn(move || one(file, dev, before))).collect();
        works.into_iter().map(|work| work.join().map_err(|_| "compressing failed".to_owned())?).collect()
    })
}

fn one(named: Named, dev: bool, before: &Path) -> Result<Packed> {
    let broken = |error: std::io::Error| failed(Path::new(&named.name), &error);
    if DENSE.iter().any(|kind| named.name.ends_with(&format!(".{kind}"))) {
        return Ok(Packed { named, brotli: None, gzip: None });
    }
    let bytes = &named.bytes;
    let level = if dev { flate2::Compression::fast() } else { flate2::Compression::best() };
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), level);
    let gzip = gzip.write_all(bytes).and_then(|()| gzip.finish()).map_err(broken)?;
    // The name of a file without a fixed one says what is in it.
    let kept = || std::fs::read(before.join(format!("{}.br", named.name))).ok().filter(|_| !named.fixed);
    let brotli = match dev {
        true => None,
        false => Some(kept().map_or_else(|| brotli(bytes), Ok).map_err(broken)?),
    };
    let smaller = |form: &Vec<u8>| form.len() < bytes.len();
    let (brotli, gzip) = (brotli.filter(smaller), Some(gzip).filter(smaller));
    Ok(Packed { named, brotli, gzip })
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let (quality, window) = BROTLI;
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 1 << 16, quality, window);
    encoder.write_all(bytes)?;
    drop(encoder);
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_hold_the_file_and_pictures_stay_as_they_are() {
        let text = "Sổ kiểm tra. ".repeat(500);
        let named = |name: &str| Named { name: name.into(), bytes: text.clone().into(), fixed: true };
        let folder = Path::new("/nonexistent");
        let packed = all(vec![named("a.js"), named("a.png")], false, folder).unwrap();
        let (mut brotli, mut gzip) = (String::new(), String::new());
        brotli::Decompressor::new(packed[0].brotli.as_deref().unwrap(), 4096)
            .read_to_string(&mut brotli)
            .unwrap();
        flate2::read::GzDecoder::new(packed[0].gzip.as_deref().unwrap()).read_to_string(&mut gzip).unwrap();
        assert_eq!((&brotli, &gzip), (&text, &text));
        assert_eq!((&packed[1].brotli, &packed[1].gzip), (&None, &None));
        let quick = all(vec![named("a.js")], true, folder).unwrap();
        assert_eq!(quick[0].brotli, None);
    }
}
