//! The way to the store: one append at a time, in order, so that a change is never durable before what it builds on.

use crate::{EditId, Effect, Ticket, Write};

#[derive(Debug, Default)]
pub(crate) struct Pipe {
    waiting: Batch,
    in_flight: Option<(Ticket, Batch)>,
    last: u64,
    failed: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) writes: Vec<Write>,
    pub(crate) edits: Vec<EditId>,
}

impl Pipe {
    pub(crate) fn push(&mut self, writes: Vec<Write>, edit: Option<EditId>) {
        self.waiting.writes.extend(writes);
        self.waiting.edits.extend(edit);
        // A new edit is also a new try for what could not be stored before.
        self.failed &= edit.is_none();
    }

    /// The next append, if there is something to store and nothing on its way.
    pub(crate) fn pump(&mut self) -> Option<Effect> {
        if self.failed || self.in_flight.is_some() || self.waiting.writes.is_empty() {
            return None;
        }
        self.last += 1;
        let (ticket, batch) = (Ticket(self.last), std::mem::take(&mut self.waiting));
        let writes = batch.writes.clone();
        self.in_flight = Some((ticket, batch));
        Some(Effect::Append { ticket, writes })
    }

    /// What has become durable.
    pub(crate) fn stored(&mut self, ticket: Ticket) -> Option<Batch> {
        self.in_flight.take_if(|(on_its_way, _)| *on_its_way == ticket).map(|(_, batch)| batch)
    }

    /// Puts everything back in its place. Gives the edits that are not saved.
    pub(crate) fn failed(&mut self, ticket: Ticket) -> Option<Vec<EditId>> {
        let (_, mut batch) = self.in_flight.take_if(|(on_its_way, _)| *on_its_way == ticket)?;
        batch.writes.append(&mut self.waiting.writes);
        batch.edits.append(&mut self.waiting.edits);
        self.failed = true;
        self.waiting = batch;
        Some(self.waiting.edits.clone())
    }

    pub(crate) fn retry(&mut self) {
        self.failed = false;
    }
}
