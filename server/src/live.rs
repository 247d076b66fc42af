//! Pages whose lines renew themselves: the same HTML as the page has, sent again whenever it is other than before. The
//! pages are whole without it; `assets/progress.js` puts in what arrives.

use crate::problem::Problem;
use rocket::Shutdown;
use rocket::fairing::AdHoc;
use rocket::futures::Stream;
use rocket::response::stream::{Event, EventStream};
use rocket::tokio::sync::{OwnedSemaphorePermit, Semaphore};
use rocket::tokio::time::{Instant, sleep};
use std::sync::Arc;
use std::time::Duration;

/// Streams that are open at once; whoever comes then still has the page and its link.
const OPEN: usize = 48;
/// After this a stream ends and the browser asks again: with whatever rights there are then.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How many streams may still be opened.
pub(crate) struct Streams(Arc<Semaphore>);

impl Streams {
    /// A place for one more stream.
    pub(crate) fn place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.0).try_acquire_owned().map_err(|_| Problem::Overloaded { seconds: 60 })
    }
}

/// What a page shows now.
pub(crate) struct Look {
    /// The lines as HTML.
    pub(crate) html: String,
    /// Nothing will change any more.
    pub(crate) last: bool,
}

/// Sends what `look` gives whenever it is other than before. Ends when it gives nothing, after the last look, and at
/// shutdown.
pub(crate) fn follow<L, F>(
    place: OwnedSemaphorePermit,
    mut end: Shutdown,
    every: Duration,
    mut look: L,
) -> EventStream<impl Stream<Item = Event>>
where
    L: FnMut() -> F + Send + 'static,
    F: Future<Output = Option<Look>> + Send + 'static,
{
    EventStream! {
        let _place = place;
        let until = Instant::now() + LONGEST;
        let mut shown = String::new();
        while Instant::now() < until {
            let Some(fresh) = look().await else { break };
            if fresh.html != shown {
                shown = fresh.html;
                yield Event::data(shown.clone()).event("lines");
            }
            if fresh.last {
                // Browsers heed no event without data.
                yield Event::data("-").event("last");
                break;
            }
            rocket::tokio::select! {
                () = sleep(every) => {}
                () = &mut end => break,
            }
        }
    }
}

/// Keeps count of the streams.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("live", |rocket| async { rocket.manage(Streams(Arc::new(Semaphore::new(OPEN)))) })
}
