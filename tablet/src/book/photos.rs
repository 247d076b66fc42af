//! Photos: taken into the store and the record, and sent behind the text, one after the other.

use super::Book;
use crate::browser::{Failure, net};
use crate::desk::PhotoProgress;
use crate::words::t;
use client_core::Event;
use client_core::photos::{Step, Upload};
use inspection::{Edit, Photo};
use leptos::task::spawn_local;
use schemas::ids::{PhotoId, VisitId};
use sha2::{Digest, Sha256};

/// A piece that makes no progress for this long is given up, in milliseconds.
const PATIENCE: u32 = 20_000;
/// How often the line may break within one photo.
const BREAKS: u32 = 3;

/// A picture ready to be kept.
pub struct Picture {
    /// The JPEG file.
    pub bytes: Vec<u8>,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
    /// A small JPEG of it.
    pub thumb: Vec<u8>,
}

impl Picture {
    /// SHA-256 of its bytes.
    pub fn id(&self) -> PhotoId {
        PhotoId(Sha256::digest(&self.bytes).into())
    }
}

impl Book {
    /// Keeps a picture's files; the description goes into the record afterwards, so that it never names a file that is
    /// not there.
    pub async fn keep_picture(&self, picture: &Picture) -> Result<PhotoId, Failure> {
        let store = self.store().ok_or_else(Failure::read_only)?;
        let id = picture.id();
        store.put_photo(&id.to_string(), &picture.bytes).await?;
        if !picture.thumb.is_empty() {
            // A small picture that is missing is made again from the large one.
            let _ = store.put_thumb(&id.to_string(), &picture.thumb).await;
        }
        Ok(id)
    }

    /// Describes a kept picture in the record.
    pub fn describe_picture(&self, visit: VisitId, photo: Photo) -> Result<(), client_core::Error> {
        self.edit(visit, Edit::Photo(photo))
    }

    /// Sends what the server has not confirmed, unless the line is metered and the person wants to wait.
    pub(super) fn send_photos(&self) {
        if self.0.photos_running.get() {
            return;
        }
        let held = crate::settings::wait_for_wifi() && net::metered();
        self.0.board.photos.update(|photos| photos.metered = held);
        if held {
            return;
        }
        self.0.photos_running.set(true);
        let book = self.clone();
        spawn_local(async move {
            book.send_queue().await;
            book.0.photos_running.set(false);
            book.0.board.photos.update(|photos| photos.current = None);
        });
    }

    async fn send_queue(&self) {
        for (id, size) in self.read(client_core::Session::photo_queue) {
            let there = match self.store() {
                Some(store) => store.has_photo(&id.to_string()).await.unwrap_or(true),
                None => return,
            };
            if !there {
                // Described here but taken elsewhere: its own tablet sends it.
                continue;
            }
            match self.send_photo(&id, size).await {
                Ok(()) => {
                    self.happened(Event::PhotoReceipt(id));
                    self.0.board.photos.update(|photos| photos.sent += 1);
                }
                Err(Stop::Line) => return,
                Err(Stop::Photo(words)) => self.0.board.tell(None, words),
            }
        }
    }

    async fn send_photo(&self, id: &PhotoId, size: u64) -> Result<(), Stop> {
        let (server, authorization) = self.way().ok_or(Stop::Line)?;
        let store = self.store().ok_or(Stop::Line)?;
        let url = format!("{server}/api/v1/photos/{id}");
        let mut upload = Upload::new(size);
        let mut breaks = 0;
        loop {
            let began = js_sys::Date::now();
            let reply = match upload.next() {
                Step::Done => return Ok(()),
                Step::Head => {
                    let headers = [("Authorization", authorization.as_str())];
                    net::request("HEAD", &url, &headers, None, PATIENCE).await
                }
                Step::Patch { offset, length } => {
                    self.0
                        .board
                        .photos
                        .update(|photos: &mut PhotoProgress| photos.current = Some((offset, size)));
                    let piece = store.photo_slice(&id.to_string(), offset, length).await;
                    let piece = piece.map_err(|failure| Stop::Photo(failure.text()))?;
                    let (offset, whole) = (offset.to_string(), size.to_string());
                    let headers = [
                        ("Authorization", authorization.as_str()),
                        ("Content-Type", "application/offset+octet-stream"),
                        ("Upload-Offset", &offset),
                        ("Upload-Length", &whole),
                    ];
                    net::request("PATCH", &url, &headers, Some(&piece), PATIENCE).await
                }
            };
            match reply {
                Ok(reply) if reply.status >= 500 || reply.status == 401 => return Err(Stop::Line),
                Ok(reply) => {
                    let took = (js_sys::Date::now() - began) as u64;
                    let offset = reply.header("upload-offset").and_then(|offset| offset.parse().ok());
                    let step = upload.answered(reply.status, offset, took);
                    step.map_err(|_| Stop::Photo(t("photo-refused")))?;
                }
                Err(_) if breaks < BREAKS => {
                    breaks += 1;
                    upload.interrupted();
                }
                Err(_) => return Err(Stop::Line),
            }
        }
    }
}

/// Why a photo was not sent.
enum Stop {
    /// The line: the rest waits for the next exchange.
    Line,
    /// Something about this photo, in words.
    Photo(String),
}
