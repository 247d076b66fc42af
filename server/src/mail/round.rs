//! One look at everybody's letter of today.

use super::letter::Letter;
use super::post::{Error as PostError, Post};
use crate::clock;
use crate::config::Mail;
use crate::headers::note;
use crate::inbox::{Somebody, Waiting};
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::mail::{self, End, Recipient, State};
use crate::store::{self, Reader, Store};
use chrono::{NaiveDate, TimeDelta};
use schemas::wire::Millis;
use std::fmt;

/// How long what became of letters is kept.
const KEPT: TimeDelta = TimeDelta::days(92);
/// After so many tries a letter is given up: the next day brings another one.
const TRIES: u32 = 8;
const MINUTE: Millis = 60 * 1000;

/// Which letters that did not go out are tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    /// Those that have waited long enough.
    InTime,
    /// All.
    Now,
}

/// What came of a round.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Round {
    /// Letters that the mail server took.
    pub(crate) sent: u32,
    /// Letters that did not go out and are tried again.
    pub(crate) waiting: u32,
    /// Letters that did not go out and are not tried again.
    pub(crate) failed: u32,
    /// Letters of which nobody knows whether they arrived.
    pub(crate) unsure: u32,
}

impl Round {
    /// No letter was due.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn count(&mut self, state: State) {
        match state {
            State::Sent => self.sent += 1,
            State::Waiting => self.waiting += 1,
            State::Failed => self.failed += 1,
            State::Unsure => self.unsure += 1,
            State::Nothing | State::Sending => {}
        }
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sent, waiting, failed, unsure } = self;
        write!(f, "{sent} sent, {waiting} to be tried again, {failed} failed, {unsure} unsure")
    }
}

/// Why a round was not finished. What it has not looked at is found by the next one.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("what waits for somebody could not be read: {0}")]
    Waiting(String),
}

/// Sends the letters of today that are due. Blocks until all are looked after.
pub(crate) fn round(store: &Store, settings: &Mail, retry: Retry) -> Result<Round, Error> {
    let now = clock::now();
    let today = clock::day(now);
    let until = if retry == Retry::Now { Millis::MAX } else { now };
    let due = store.read_blocking(|reader| mail::due(reader, today, until))?;
    let (mut round, mut post) = (Round::default(), Post::new(settings));
    for to in due {
        if let Some(state) = look_after(store, settings, &mut post, &to, today)? {
            round.count(state);
        }
    }
    store.write_blocking(move |tx| mail::forget(tx, today - KEPT))?;
    Ok(round)
}

/// None: somebody else has it in hand.
fn look_after(
    store: &Store,
    settings: &Mail,
    post: &mut Post,
    to: &Recipient,
    today: NaiveDate,
) -> Result<Option<State>, Error> {
    let waiting = store
        .read_blocking(|reader: &Reader| {
            let whose = Somebody::read(reader, &to.person, today)?;
            Waiting::read(reader, &whose, today, Locale(to.language))
        })
        .map_err(|problem: Problem| Error::Waiting(problem.to_string()))?;
    let (person, begun) = (to.person.clone(), clock::now());
    let Some(tries) = store.write_blocking(move |tx| mail::begin(tx, today, &person, begun))? else {
        return Ok(None);
    };
    let outcome = match waiting.is_empty() {
        true => Ok(State::Nothing),
        false => match Letter::new(to, &waiting, today, settings).message(to, today, settings) {
            Ok(message) => post.send(&message).map(|()| State::Sent),
            Err(error) => Err(PostError::Refused(error.to_string())),
        },
    };
    let ended = clock::now();
    let end = end(outcome, tries, ended);
    if !end.problem.is_empty() {
        note("letters", &format!("FAILED {} of {today}: {}", to.person, end.problem));
    }
    let (person, state) = (to.person.clone(), end.state);
    store.write_blocking(move |tx| mail::end(tx, today, &person, &end, ended))?;
    Ok(Some(state))
}

/// What is kept of a letter that was taken in hand for the `tries`-th time.
fn end(outcome: Result<State, PostError>, tries: u32, now: Millis) -> End {
    let (state, problem) = match outcome {
        Ok(state) => (state, String::new()),
        Err(PostError::Later(problem)) if tries < TRIES => (State::Waiting, problem),
        Err(PostError::Later(problem) | PostError::Refused(problem)) => (State::Failed, problem),
        Err(PostError::Unsure(problem)) => (State::Unsure, problem),
    };
    // 5, 10, 20, … minutes, at most two hours.
    let pause = (5i64 << tries.saturating_sub(1).min(5)).min(120) * MINUTE;
    let next_at = (state == State::Waiting).then_some(now + pause);
    End { state, next_at, problem }
}
