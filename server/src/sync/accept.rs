//! Which of a parcel's changes go into the log. Nothing is loaded and merged here: a change fits if its actor, number,
//! predecessors and operation numbers follow from what the log holds.

use super::parcel::{Incoming, Parcel};
use crate::accounts::Scope;
use crate::store::change::{self, Author, Document, NewChange, State};
use crate::store::quarantine::Aside;
use crate::store::{self, Tx, quarantine, template, visit};
use inspection::exchange::Header;
use schemas::ids::{ActorId, ChangeHash, DeviceId, VisitId};
use schemas::wire::{Held, Millis, QuarantineReason, Quarantined};
use std::collections::{HashMap, HashSet};

/// What became of one document's changes.
#[derive(Default)]
pub(super) struct Receipt {
    pub(super) accepted: u32,
    pub(super) held: Vec<Held>,
    pub(super) quarantined: Vec<Quarantined>,
    /// New changes went into the log.
    pub(super) grew: bool,
}

enum Verdict {
    /// In the log already.
    Known,
    Append {
        max_op: u64,
    },
    Hold(Vec<ChangeHash>),
    Refuse(QuarantineReason),
}

/// Appends what fits, keeps aside what does not.
pub(super) fn accept(
    tx: &Tx,
    parcel: &Parcel,
    carrier: &DeviceId,
    now: Millis,
) -> Result<Receipt, store::Error> {
    let mut receipt = Receipt::default();
    let mut vouched: HashSet<ActorId> = HashSet::new();
    let mut refuse =
        |receipt: &mut Receipt, hash: &ChangeHash, actor: Option<ActorId>, bytes: &[u8], reason| {
            receipt.quarantined.push(Quarantined { hash: *hash, reason });
            // Whoever decides about it later has to know whose it is.
            if let Some(checked) = actor.and_then(|actor| parcel.tips.get(&actor))
                && vouched.insert(checked.tip.actor)
            {
                quarantine::put_tip(tx, &checked.tip)?;
            }
            let aside = Aside { visit: parcel.visit, hash: *hash, actor, bytes, carried_by: carrier, reason };
            quarantine::keep(tx, &aside, now)
        };
    for change in &parcel.malformed {
        refuse(&mut receipt, &change.hash, None, &change.bytes, QuarantineReason::Malformed)?;
    }
    if parcel.changes.is_empty() {
        return Ok(receipt);
    }
    let Some(mut log) = Log::open(tx, parcel)? else {
        for change in &parcel.changes {
            let Header { hash, actor, .. } = &change.header;
            refuse(&mut receipt, hash, Some(*actor), &change.bytes, QuarantineReason::UnknownVisit)?;
        }
        return Ok(receipt);
    };
    let mut appended = 0;
    for incoming in &parcel.changes {
        let hash = &incoming.header.hash;
        match log.judge(tx, parcel, incoming)? {
            Verdict::Known => receipt.accepted += 1,
            Verdict::Append { max_op } => {
                log.append(tx, parcel, incoming, max_op, carrier, now)?;
                appended += 1;
            }
            Verdict::Hold(missing) => receipt.held.push(Held { hash: *hash, missing }),
            Verdict::Refuse(reason) => {
                log.fate.insert(*hash, Fate::Refused);
                refuse(&mut receipt, hash, Some(incoming.header.actor), &incoming.bytes, reason)?;
            }
        }
    }
    log.close(tx, parcel, appended)?;
    receipt.accepted += appended as u32;
    receipt.grew = appended > 0;
    Ok(receipt)
}

#[derive(Clone, Copy)]
enum Fate {
    Logged { max_op: u64 },
    Refused,
}

/// The log of one document, with what this parcel adds to it.
struct Log {
    document: Document,
    beginning: Header,
    authors: HashMap<ActorId, Author>,
    touched: Vec<ActorId>,
    fate: HashMap<ChangeHash, Fate>,
    /// Something of this visit is kept aside: it may be released now, and what builds on it joins it.
    any_aside: bool,
}

impl Log {
    fn open(tx: &Tx, parcel: &Parcel) -> Result<Option<Self>, store::Error> {
        let Some(planned) = visit::get(tx, &Scope::operator(), &parcel.visit)? else { return Ok(None) };
        let document = change::open(tx, &parcel.visit)?;
        let beginning = template::beginning(tx, &planned.template)?;
        let beginning =
            Header::parse(&beginning).map_err(|_| store::Error::Incomplete("a well-formed template"))?;
        let authors = change::authors(tx, &parcel.visit, document.no)?;
        Ok(Some(Log {
            document,
            beginning,
            authors: authors.into_iter().map(|author| (author.tip.actor, author)).collect(),
            touched: Vec::new(),
            fate: HashMap::new(),
            any_aside: quarantine::any(tx, &parcel.visit)?,
        }))
    }

    fn judge(&mut self, tx: &Tx, parcel: &Parcel, incoming: &Incoming) -> Result<Verdict, store::Error> {
        let header = &incoming.header;
        if header.hash == self.beginning.hash {
            return Ok(Verdict::Known);
        }
        let last_seq = self.authors.get(&header.actor).map_or(0, |author| author.last_seq);
        if header.seq <= last_seq {
            return Ok(match change::logged(tx, self.document.no, &header.hash)? {
                Some(_) => Verdict::Known,
                None => Verdict::Refuse(QuarantineReason::SequenceReused),
            });
        }
        if let Some(verdict) = self.object_to_author(parcel, incoming) {
            return Ok(verdict);
        }
        let mut below = 0;
        let mut missing = Vec::new();
        for dep in &header.deps {
            match self.fate_of(tx, &parcel.visit, dep)? {
                Some(Fate::Logged { max_op }) => below = below.max(max_op),
                Some(Fate::Refused) => return Ok(Verdict::Refuse(QuarantineReason::BuildsOnQuarantined)),
                None => missing.push(*dep),
            }
        }
        if !missing.is_empty() || header.seq > last_seq + 1 && header.deps.is_empty() {
            return Ok(Verdict::Hold(missing));
        }
        let known = |actor: &ActorId| *actor == self.beginning.actor || self.authors.contains_key(actor);
        let in_order = header.seq == last_seq + 1
            && header.start_op == below + 1
            && header.other_actors.iter().all(known);
        Ok(match in_order {
            true => Verdict::Append { max_op: header.max_op.max(below) },
            false => Verdict::Refuse(QuarantineReason::WrongOrder),
        })
    }

    /// An actor's changes are taken only up to a valid tip of its device.
    fn object_to_author(&self, parcel: &Parcel, incoming: &Incoming) -> Option<Verdict> {
        let header = &incoming.header;
        let Some(checked) = parcel.tips.get(&header.actor) else {
            return Some(Verdict::Refuse(QuarantineReason::NotSigned));
        };
        if let Some(reason) = checked.objection {
            return Some(Verdict::Refuse(reason));
        }
        // An actor belongs to the device that first wrote with it.
        if self.authors.get(&header.actor).is_some_and(|author| author.tip.device != checked.tip.device) {
            return Some(Verdict::Refuse(QuarantineReason::NotSigned));
        }
        if incoming.vouched {
            return None;
        }
        // The tip may be on its way in a later request; a number beyond the tip's can never be vouched for by it.
        Some(match checked.tip.seq > header.seq {
            true => Verdict::Hold(vec![checked.tip.hash]),
            false => Verdict::Refuse(QuarantineReason::NotSigned),
        })
    }

    fn fate_of(&mut self, tx: &Tx, visit: &VisitId, hash: &ChangeHash) -> Result<Option<Fate>, store::Error> {
        if *hash == self.beginning.hash {
            return Ok(Some(Fate::Logged { max_op: self.beginning.max_op }));
        }
        if let Some(fate) = self.fate.get(hash) {
            return Ok(Some(*fate));
        }
        let fate = match change::logged(tx, self.document.no, hash)? {
            Some(logged) if logged.state == State::Quarantined => Some(Fate::Refused),
            Some(logged) => Some(Fate::Logged { max_op: logged.max_op }),
            None if self.any_aside && quarantine::holds(tx, visit, hash)? => Some(Fate::Refused),
            None => None,
        };
        self.fate.extend(fate.map(|fate| (*hash, fate)));
        Ok(fate)
    }

    fn append(
        &mut self,
        tx: &Tx,
        parcel: &Parcel,
        incoming: &Incoming,
        max_op: u64,
        carrier: &DeviceId,
        now: Millis,
    ) -> Result<(), store::Error> {
        let Header { actor, seq, hash, .. } = incoming.header;
        let Some(checked) = parcel.tips.get(&actor) else { return Ok(()) };
        if !self.authors.contains_key(&actor) {
            self.authors.insert(actor, change::put_author(tx, self.document.no, &checked.tip, seq)?);
        }
        if !self.touched.contains(&actor) {
            self.touched.push(actor);
        }
        let Some(author) = self.authors.get_mut(&actor) else { return Ok(()) };
        author.last_seq = seq;
        let change = NewChange { seq, hash, max_op, bytes: &incoming.bytes };
        let carried_by = (checked.tip.device != *carrier).then_some(carrier);
        change::append(tx, self.document.no, author, &change, carried_by, now)?;
        if self.any_aside {
            quarantine::release(tx, &parcel.visit, &hash)?;
        }
        self.fate.insert(hash, Fate::Logged { max_op });
        Ok(())
    }

    fn close(self, tx: &Tx, parcel: &Parcel, appended: usize) -> Result<(), store::Error> {
        for actor in &self.touched {
            if let (Some(author), Some(checked)) = (self.authors.get(actor), parcel.tips.get(actor)) {
                change::put_author(tx, self.document.no, &checked.tip, author.last_seq)?;
            }
        }
        if appended > 0 {
            change::add_waiting(tx, self.document.no, appended)?;
        }
        Ok(())
    }
}
