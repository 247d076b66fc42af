//! The book on this tablet, kept twice: frames in IndexedDB and in a log file, photos as files, all encrypted. See
//! `js/store.js`.

use super::{Failure, bytes, field, number, settled, truth};
use crate::vault::DataKey;
use js_sys::{Array, Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

mod js {
    use super::{Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/store.js")]
    extern "C" {
        pub(super) fn open(book: u32, key: Uint8Array, read_only: bool) -> Promise;
        pub(super) fn append(bytes: Uint8Array) -> Promise;
        pub(super) fn close() -> Promise;
        #[wasm_bindgen(js_name = putPhoto)]
        pub(super) fn put_photo(id: &str, bytes: Uint8Array) -> Promise;
        pub(super) fn photo(id: &str) -> Promise;
        #[wasm_bindgen(js_name = photoSlice)]
        pub(super) fn photo_slice(id: &str, offset: f64, length: f64) -> Promise;
        #[wasm_bindgen(js_name = putThumb)]
        pub(super) fn put_thumb(id: &str, bytes: Uint8Array) -> Promise;
        pub(super) fn thumb(id: &str) -> Promise;
        #[wasm_bindgen(js_name = listPhotos)]
        pub(super) fn list_photos() -> Promise;
        pub(super) fn damaged() -> Promise;
        pub(super) fn estimate() -> Promise;
        pub(super) fn persist() -> Promise;
    }
}

/// How the two copies were found at opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Sound frames in the first copy.
    pub idb: usize,
    /// Sound frames in the second copy.
    pub log: usize,
    /// Frames that the first copy got back from the second.
    pub rebuilt_idb: usize,
    /// Frames that the second copy got back from the first.
    pub rebuilt_log: usize,
    /// Frames that are damaged in both; their bytes are set aside.
    pub lost: usize,
    /// The second copy is whole.
    pub second_copy: bool,
    /// The first copy takes new frames.
    pub writable: bool,
    /// Nothing was repaired, because another tab writes.
    pub read_only: bool,
}

/// What a book held when it was opened.
pub struct Opened {
    all: Vec<u8>,
    lengths: Vec<u32>,
    report: Report,
}

impl Opened {
    /// Everything that was ever appended, in order.
    pub fn frames(&self) -> Vec<&[u8]> {
        let mut rest = self.all.as_slice();
        let cut = |length: &u32| rest.split_off(..*length as usize);
        self.lengths.iter().map_while(cut).collect()
    }

    /// See [`Report`].
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// What an append came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The second copy is whole too.
    pub second_copy: bool,
}

/// What was damaged in both copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remains {
    /// The name of the file that they were put aside in.
    pub name: String,
    /// As they were found: headers and sealed content, with the damage.
    pub bytes: Vec<u8>,
}

/// Room on this device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Bytes used.
    pub usage: f64,
    /// Bytes granted.
    pub quota: f64,
    /// The browser has promised to keep the data.
    pub persisted: bool,
}

/// The store of the book that is open in this tab.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// Photos whose files are here; asked for once, then kept up to date.
    here: Rc<RefCell<Option<std::collections::HashSet<String>>>>,
}

impl Store {
    /// Not open yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a person's book and repairs each copy from the other, unless another tab writes.
    pub async fn open(&self, book: u32, key: DataKey, read_only: bool) -> Result<Opened, Failure> {
        let opened = settled(js::open(book, key.hand_over(), read_only)).await?;
        let report = field(&opened, "report");
        let count = |name: &str| number(&report, name) as usize;
        let flag = |name: &str, otherwise: bool| {
            let value = field(&report, name);
            if value.is_undefined() { otherwise } else { value.is_truthy() }
        };
        Ok(Opened {
            all: bytes(&opened, "bytes"),
            lengths: js_sys::Uint32Array::new(&field(&opened, "lengths")).to_vec(),
            report: Report {
                idb: count("idb"),
                log: count("log"),
                rebuilt_idb: count("rebuiltIdb"),
                rebuilt_log: count("rebuiltLog"),
                lost: count("lost"),
                second_copy: flag("secondCopy", true),
                writable: flag("writable", true),
                read_only,
            },
        })
    }

    /// Resolves when the frame is durable.
    pub async fn append(&self, frame: &[u8]) -> Result<Appended, Failure> {
        let appended = settled(js::append(Uint8Array::from(frame))).await?;
        Ok(Appended { second_copy: truth(&appended, "secondCopy") })
    }

    /// Waits for what is being written, then forgets the key.
    pub async fn close(&self) -> Result<(), Failure> {
        settled(js::close()).await.map(drop)
    }

    /// Keeps a photo's file. `id`: SHA-256 in hexadecimal.
    pub async fn put_photo(&self, id: &str, file: &[u8]) -> Result<(), Failure> {
        settled(js::put_photo(id, Uint8Array::from(file))).await?;
        if let Some(here) = self.here.borrow_mut().as_mut() {
            here.insert(id.to_owned());
        }
        Ok(())
    }

    /// A photo's file.
    pub async fn photo(&self, id: &str) -> Result<Vec<u8>, Failure> {
        settled(js::photo(id)).await.map(|file| Uint8Array::new(&file).to_vec())
    }

    /// A piece of a photo's file; shorter at its end.
    pub async fn photo_slice(&self, id: &str, offset: u64, length: u64) -> Result<Vec<u8>, Failure> {
        let piece = settled(js::photo_slice(id, offset as f64, length as f64)).await?;
        Ok(Uint8Array::new(&piece).to_vec())
    }

    /// Whether a photo's file is here.
    pub async fn has_photo(&self, id: &str) -> Result<bool, Failure> {
        if let Some(here) = self.here.borrow().as_ref() {
            return Ok(here.contains(id));
        }
        let list = Array::from(&settled(js::list_photos()).await?);
        let here: std::collections::HashSet<String> =
            list.iter().filter_map(|photo: JsValue| field(&photo, "id").as_string()).collect();
        let found = here.contains(id);
        *self.here.borrow_mut() = Some(here);
        Ok(found)
    }

    /// Keeps a photo's small picture.
    pub async fn put_thumb(&self, id: &str, file: &[u8]) -> Result<(), Failure> {
        settled(js::put_thumb(id, Uint8Array::from(file))).await.map(drop)
    }

    /// A photo's small picture.
    pub async fn thumb(&self, id: &str) -> Result<Vec<u8>, Failure> {
        settled(js::thumb(id)).await.map(|file| Uint8Array::new(&file).to_vec())
    }

    /// What was damaged in both copies, now or earlier.
    pub async fn damaged(&self) -> Result<Vec<Remains>, Failure> {
        let list = Array::from(&settled(js::damaged()).await?);
        let remains = |one: JsValue| {
            let name = field(&one, "name").as_string().unwrap_or_default();
            Remains { name, bytes: bytes(&one, "bytes") }
        };
        Ok(list.iter().map(remains).collect())
    }

    /// How much room there is. What can really be written counts, not what the browser says for the sake of privacy.
    pub async fn estimate(&self) -> Result<Estimate, Failure> {
        let found = settled(js::estimate()).await?;
        let (usage, room) = (number(&found, "usage"), field(&found, "room").as_f64());
        let quota = room.map_or_else(|| number(&found, "quota"), |room| usage + room);
        Ok(Estimate { usage, quota, persisted: truth(&found, "persisted") })
    }

    /// Asks that the browser never clears the data by itself.
    pub async fn persist(&self) -> Result<bool, Failure> {
        settled(js::persist()).await.map(|promised| promised.is_truthy())
    }
}
