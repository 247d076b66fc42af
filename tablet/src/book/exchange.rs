//! Requests to the server: text in one request, templates and worklist when the session asks for them.

use super::{Book, fresh_actor, time_of_day};
use crate::browser::net::{self, Reply};
use crate::browser::{Failure, Kind};
use crate::desk::Exchange;
use crate::words::t;
use client_core::{Event, Identity};
use leptos::prelude::*;
use leptos::task::spawn_local;
use schemas::codec;
use schemas::ids::TemplateHash;
use schemas::wire::{MEDIA_TYPE, Problem, SyncRequest};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// A request that makes no progress for this long is given up, in milliseconds.
const PATIENCE: u32 = 30_000;
/// How long after an entry the exchange begins by itself, so that a burst of answers travels together.
const SOON: Duration = Duration::from_secs(15);

/// Why a request brought nothing.
pub(crate) enum Setback {
    /// No answer in time.
    TimedOut,
    /// No connection.
    Offline,
    /// What answered is not our server.
    Stranger,
    /// Our server says no, in words; the status.
    Refused(String, u16),
}

impl Setback {
    /// In words, where nothing shows how the exchange stands.
    pub(crate) fn words(self) -> String {
        match self {
            Setback::TimedOut | Setback::Offline => t("exchange-offline"),
            Setback::Stranger => t("exchange-stranger"),
            Setback::Refused(words, _) => words,
        }
    }
}

impl From<Failure> for Setback {
    fn from(failure: Failure) -> Self {
        if failure.kind == Kind::Timeout { Setback::TimedOut } else { Setback::Offline }
    }
}

impl Book {
    /// Talks with the server now.
    pub fn sync(&self) {
        self.happened(Event::Sync);
    }

    /// Talks with the server in a moment, if nothing is on its way then.
    pub(super) fn sync_soon(&self) {
        let book = self.clone();
        if self.0.soon.replace(true) {
            return;
        }
        set_timeout(
            move || {
                book.0.soon.set(false);
                let online = window().navigator().on_line();
                if online && book.read(|session| session.unsent() > 0) {
                    book.sync();
                }
            },
            SOON,
        );
    }

    /// `Authorization` and the address of the server.
    pub(super) fn way(&self) -> Option<(String, String)> {
        self.read(|session| {
            let identity = session.identity()?;
            Some((identity.server.clone(), format!("Bearer {}", identity.token.reveal())))
        })
    }

    /// One request with MessagePack both ways.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<T, Setback> {
        let (server, authorization) = self.way().ok_or(Setback::Offline)?;
        let headers = [("Authorization", authorization.as_str())];
        call(method, &format!("{server}/api/v1/{path}"), &headers, body).await
    }

    pub(super) fn send(&self, request: SyncRequest) {
        let book = self.clone();
        book.0.board.exchange.set(Exchange::Running);
        spawn_local(async move {
            let Ok(body) = codec::to_message(&request) else { return };
            let event = match book.ask("POST", "sync", Some(body)).await {
                Ok(response) => match fresh_actor() {
                    Ok(fresh) => Event::Answered { response, fresh },
                    Err(_) => Event::Unreachable,
                },
                Err(setback) => book.show(setback),
            };
            book.happened(event);
        });
    }

    /// Shows a setback and says what it means for the session.
    fn show(&self, setback: Setback) -> Event {
        let (shown, event) = match setback {
            Setback::TimedOut => (Exchange::Offline, Event::TimedOut),
            Setback::Offline => (Exchange::Offline, Event::Unreachable),
            Setback::Stranger => (Exchange::Stranger, Event::Unreachable),
            Setback::Refused(words, _) => (Exchange::Refused(words), Event::Unreachable),
        };
        self.0.board.exchange.set(shown);
        event
    }

    pub(super) fn sync_done(&self) {
        let at = time_of_day();
        self.0.board.exchange.set(Exchange::Done(at));
        if let Ok(Some(storage)) = window().local_storage() {
            // Only shown; what the server has is known from its answers.
            let _ = storage.set_item("last-sync", &super::now().to_string());
        }
        self.send_photos();
    }

    pub(super) fn fetch_worklist(&self) {
        let book = self.clone();
        spawn_local(async move {
            match book.ask("GET", "worklist", None).await {
                Ok(worklist) => {
                    book.happened(Event::WorklistCame(worklist));
                    book.keep_glance();
                }
                Err(setback) => drop(book.show(setback)),
            }
        });
    }

    pub(super) fn fetch_template(&self, hash: TemplateHash) {
        let book = self.clone();
        spawn_local(async move {
            match book.ask("GET", &format!("templates/{hash}"), None).await {
                Ok(published) => {
                    book.happened(Event::TemplateCame(published));
                    book.keep_glance();
                }
                Err(setback) => drop(book.show(setback)),
            }
        });
    }

    /// Takes over the identity that the server gave, and fetches what there is to do.
    pub fn enrolled(&self, identity: Identity) {
        self.happened(Event::Enrolled(identity));
    }
}

/// One request to any server, before there is an identity.
pub(crate) async fn call<T: DeserializeOwned>(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<Vec<u8>>,
) -> Result<T, Setback> {
    let mut all = vec![("Accept", MEDIA_TYPE)];
    all.extend_from_slice(headers);
    if body.is_some() {
        all.push(("Content-Type", MEDIA_TYPE));
    }
    let reply = net::request(method, url, &all, body.as_deref(), PATIENCE).await?;
    read(&reply)
}

/// Only MessagePack with status 200 is an answer of our server: a log-in page of a café's network is not.
fn read<T: DeserializeOwned>(reply: &Reply) -> Result<T, Setback> {
    let kind = reply.header("content-type").unwrap_or_default();
    if reply.status == 200 {
        return codec::from_message(&reply.body).map_err(|_| Setback::Stranger);
    }
    if !kind.starts_with("application/problem+json") {
        return Err(if reply.status >= 500 { Setback::Offline } else { Setback::Stranger });
    }
    let problem: Problem = codec::from_json(&reply.body).map_err(|_| Setback::Stranger)?;
    let name = problem.kind.rsplit(':').next().unwrap_or_default();
    let key = format!("problem-{name}");
    let words = Some(t(&key)).filter(|words| *words != key).unwrap_or(problem.title);
    Err(Setback::Refused(words, reply.status))
}
