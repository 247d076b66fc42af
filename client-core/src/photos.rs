//! Photos behind the text: which are waiting, and the way one of them takes to the server, from the byte where it
//! stopped the last time.

use crate::Session;
use schemas::ids::PhotoId;
use schemas::wire::Millis;

/// Largest photo that is taken, in bytes.
pub const LARGEST: u64 = 12_000_000;
/// Smallest and largest piece sent at once, in bytes.
const PIECE: (u64, u64) = (64 << 10, 1 << 20);
/// A piece that takes longer (in milliseconds) is followed by a smaller one; much less, by a larger one.
const SLOW: u64 = 8_000;
/// How often the server may correct us before we give up for now.
const CORRECTIONS: u32 = 5;

/// Why a photo cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Its first bytes are not those of a JPEG, PNG or WebP file.
    #[error("only JPEG, PNG and WebP files are taken")]
    Kind,
    /// Over [`LARGEST`].
    #[error("it has {0} bytes, the most is {LARGEST}")]
    TooLarge(u64),
    /// More pixels than the server decodes.
    #[error("it has {0} × {1} pixels; the most is 8192 a side and 40 million in all")]
    TooManyPixels(u32, u32),
    /// Nothing in it.
    #[error("it is empty")]
    Empty,
    /// It cannot be read as an image.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// The server refuses it for good.
    #[error("the server refuses it (status {0})")]
    Refused(u16),
    /// The server does not say what is expected of it here.
    #[error("the server answered {0} without saying how much it has")]
    Unclear(u16),
}

/// Checks the size of a photo.
pub(crate) fn check_size(size: u64) -> Result<(), PhotoError> {
    match size {
        0 => Err(PhotoError::Empty),
        size if size > LARGEST => Err(PhotoError::TooLarge(size)),
        _ => Ok(()),
    }
}

/// The media type of a photo by its first bytes; the name of its file says nothing.
pub fn media_type(bytes: &[u8]) -> Result<&'static str, PhotoError> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Ok("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok("image/webp"),
        _ => Err(PhotoError::Kind),
    }
}

/// A photo whose file is on this tablet. It is never deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoFile {
    /// Size in bytes.
    pub size: u64,
    /// When the server confirmed that it has it.
    pub receipt: Option<Millis>,
}

impl Session {
    /// Photos without a receipt: first those that the server said it lacks, then the smaller before the larger.
    pub fn photo_queue(&self) -> Vec<(PhotoId, u64)> {
        let mut queue: Vec<_> = self.photos.iter().filter(|(_, photo)| photo.receipt.is_none()).collect();
        queue.sort_by_key(|(id, photo)| (!self.sync.photos_missing.contains(id), photo.size));
        queue.into_iter().map(|(id, photo)| (*id, photo.size)).collect()
    }
}

/// What to do next for one photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `HEAD /api/v1/photos/<hex>`
    Head,
    /// `PATCH /api/v1/photos/<hex>` with these bytes of the file.
    Patch {
        /// `Upload-Offset`
        offset: u64,
        /// How many.
        length: u64,
    },
    /// The server has it all.
    Done,
}

/// One photo on its way.
#[derive(Debug, Clone)]
pub struct Upload {
    size: u64,
    piece: u64,
    next: Step,
    corrections: u32,
}

impl Upload {
    /// Begins with a question: the server may have it, or a part of it.
    pub fn new(size: u64) -> Self {
        Self { size, piece: 4 * PIECE.0, next: Step::Head, corrections: 0 }
    }

    /// What to do next.
    pub fn next(&self) -> Step {
        self.next
    }

    /// The server answered with this status and `Upload-Offset`, after so many milliseconds.
    pub fn answered(&mut self, status: u16, offset: Option<u64>, took: u64) -> Result<Step, PhotoError> {
        self.next = match (self.next, status, offset) {
            (Step::Head, 200, _) | (Step::Patch { .. }, 200 | 201, _) => Step::Done,
            (Step::Head, 404, Some(offset)) => self.piece_from(offset, status)?,
            (Step::Head, 404, None) => return Err(PhotoError::Unclear(status)),
            (Step::Patch { .. }, 204, Some(offset)) => {
                self.piece = match took {
                    took if took > SLOW => (self.piece / 2).max(PIECE.0),
                    took if took < SLOW / 4 => (self.piece * 2).min(PIECE.1),
                    _ => self.piece,
                };
                // Everything sent, but no word that it is whole: ask.
                if offset >= self.size {
                    self.corrected(Step::Head, status)?
                } else {
                    self.piece_from(offset, status)?
                }
            }
            (Step::Patch { .. }, 409, Some(offset)) => {
                let next = self.piece_from(offset, status)?;
                self.corrected(next, status)?
            }
            (Step::Patch { .. }, 204 | 409, None) => self.corrected(Step::Head, status)?,
            (_, status, _) => return Err(PhotoError::Refused(status)),
        };
        Ok(self.next)
    }

    /// The line broke or was too slow: ask how far it got, and go on with smaller pieces.
    pub fn interrupted(&mut self) -> Step {
        self.piece = (self.piece / 2).max(PIECE.0);
        self.next = Step::Head;
        self.next
    }

    fn piece_from(&self, offset: u64, status: u16) -> Result<Step, PhotoError> {
        match self.size.checked_sub(offset) {
            None | Some(0) => Err(PhotoError::Unclear(status)),
            Some(left) => Ok(Step::Patch { offset, length: left.min(self.piece) }),
        }
    }

    fn corrected(&mut self, next: Step, status: u16) -> Result<Step, PhotoError> {
        self.corrections += 1;
        if self.corrections > CORRECTIONS { Err(PhotoError::Unclear(status)) } else { Ok(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_goes_up_from_the_byte_where_it_stopped() {
        let mut upload = Upload::new(1_000_000);
        assert_eq!(upload.next(), Step::Head);
        let step = upload.answered(404, Some(700_000), 10).unwrap();
        assert_eq!(step, Step::Patch { offset: 700_000, length: 262_144 });
        let step = upload.answered(204, Some(962_144), 10).unwrap();
        assert_eq!(step, Step::Patch { offset: 962_144, length: 37_856 });
        assert_eq!(upload.answered(201, Some(1_000_000), 10), Ok(Step::Done));
    }

    #[test]
    fn a_wrong_offset_is_corrected_a_few_times_only() {
        let mut upload = Upload::new(100);
        upload.answered(404, Some(0), 10).unwrap();
        assert_eq!(upload.answered(409, Some(40), 10), Ok(Step::Patch { offset: 40, length: 60 }));
        let last = (0..CORRECTIONS).map(|_| upload.answered(409, Some(40), 10)).last();
        assert_eq!(last, Some(Err(PhotoError::Unclear(409))));
    }

    #[test]
    fn pieces_follow_the_line() {
        let mut upload = Upload::new(10_000_000);
        upload.answered(404, Some(0), 10).unwrap();
        let length = |step| if let Step::Patch { length, .. } = step { length } else { 0 };
        assert_eq!(length(upload.answered(204, Some(262_144), 100).unwrap()), 524_288);
        assert_eq!(length(upload.answered(204, Some(786_432), 100).unwrap()), 1_048_576);
        assert_eq!(length(upload.answered(204, Some(1_835_008), 100).unwrap()), 1_048_576);
        assert_eq!(length(upload.answered(204, Some(2_883_584), 9_000).unwrap()), 524_288);
        assert_eq!(upload.interrupted(), Step::Head);
    }

    #[test]
    fn a_hash_that_does_not_fit_ends_it() {
        let mut upload = Upload::new(100);
        upload.answered(404, Some(0), 10).unwrap();
        assert_eq!(upload.answered(422, None, 10), Err(PhotoError::Refused(422)));
    }

    #[test]
    fn only_known_kinds_of_files_are_photos() {
        assert_eq!(media_type(b"\xff\xd8\xff\xe0"), Ok("image/jpeg"));
        assert_eq!(media_type(b"RIFF\x10\0\0\0WEBPVP8 "), Ok("image/webp"));
        assert_eq!(media_type(b"%PDF-1.7"), Err(PhotoError::Kind));
    }
}
