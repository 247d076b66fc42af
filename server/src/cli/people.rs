use super::args::{Device, Init, User};
use super::{Failure, open};
use crate::accounts::{Role, enrolment_code, password};
use crate::config::PasswordCost;
use crate::store::{self, DATABASE, Store};
use crate::{catalogue, clock, secret};
use schemas::ids::{Epoch, PersonId};
use schemas::text::{fold, nfc};
use serde_json::json;
use std::io::Write;

/// Groups of four characters in a password that is made for somebody: 78 bits.
const PASSWORD_GROUPS: usize = 4;

struct NewAccount {
    person: store::person::Person,
    role: Role,
    password: String,
    /// Tell it: nobody knows it yet.
    made: bool,
}

impl NewAccount {
    fn read(
        name: &str,
        id: Option<PersonId>,
        position: &str,
        role: Role,
        password_stdin: bool,
    ) -> Result<Self, Failure> {
        let name = nfc(name);
        let id = match id {
            Some(id) => id,
            None => user_name(&name)?,
        };
        let password = match password_stdin {
            false => secret::readable_code(PASSWORD_GROUPS),
            true => {
                let mut line = String::new();
                std::io::stdin().read_line(&mut line)?;
                line.trim_end_matches(['\r', '\n']).to_owned()
            }
        };
        let person = store::person::Person { id, name, position: nfc(position) };
        Ok(Self { person, role, password, made: !password_stdin })
    }

    fn add(self, store: &Store, out: &mut dyn Write) -> Result<(), Failure> {
        let Self { mut person, role, password, made } = self;
        let hash = password::hash(&password, PasswordCost::default())?;
        let (id, now) = (person.id.clone(), clock::now());
        store.write_blocking(move |tx| {
            if let Some(known) = store::person::get(tx, &person.id)?.filter(|_| person.position.is_empty()) {
                person.position = known.position;
            }
            store::person::put(tx, &person, now)?;
            store::account::put(tx, &person.id, &hash, role, now)?;
            store::session::close_all(tx, &person.id)?;
            let details = json!({ "account": person.id, "role": role });
            store::audit::append(tx, now, "cli", "account-set", &details)
        })?;
        writeln!(out, "user name: {id}")?;
        if made {
            writeln!(out, "password: {password}")?;
        }
        Ok(())
    }
}

/// "Nguyễn Văn An" → `nguyen-van-an`.
fn user_name(name: &str) -> Result<PersonId, Failure> {
    let words: Vec<String> = fold(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.join("-").parse().map_err(|error| {
        Failure::Refused(format!("no user name can be made of '{name}' ({error}); give one with --id"))
    })
}

pub(super) fn init(args: Init, out: &mut dyn Write) -> Result<(), Failure> {
    let photos = args.data.join("photos");
    let account = NewAccount::read(&args.admin, None, "", Role::Administrator, args.password_stdin)?;
    std::fs::create_dir_all(&photos)
        .map_err(|error| Failure::Refused(format!("{}: {error}", photos.display())))?;
    let store = Store::open(&args.data)?;
    if store.read_blocking(store::meta::epoch)?.is_some() {
        let data = args.data.display();
        return Err(Failure::Refused(format!("{data} is a data folder already; nothing was changed")));
    }
    catalogue::publish_shipped(&store, clock::now())?;
    account.add(&store, out)?;
    // Last, so that a folder whose making was interrupted can be made again.
    let epoch = Epoch(secret::random());
    store.write_blocking(move |tx| store::meta::set_epoch(tx, epoch))?;
    writeln!(out, "data folder ready: {}", args.data.join(DATABASE).display())?;
    Ok(())
}

pub(super) fn user(command: User, out: &mut dyn Write) -> Result<(), Failure> {
    let User::Add { data, name, id, position, role, password_stdin } = command;
    let store = open(&data)?;
    NewAccount::read(&name, id, &position, role, password_stdin)?.add(&store, out)
}

pub(super) fn device(command: Device, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Device::Code { data, person, hours } => {
            let store = open(&data)?;
            let now = clock::now();
            let code = store.write_blocking(move |tx| {
                if store::person::get(tx, &person)?.is_none() {
                    return Err(Failure::Refused(format!(
                        "nobody has the id {person}. Import the campaign that names them, or add an account."
                    )));
                }
                let expires_at = now + i64::from(hours) * 60 * 60 * 1000;
                let details = json!({ "person": person, "hours": hours });
                store::audit::append(tx, now, "cli", "enrolment-code-made", &details)?;
                Ok(enrolment_code(tx, &person, now, expires_at)?)
            })?;
            writeln!(out, "{code}")?;
        }
        Device::Revoke { data, device } => {
            let store = open(&data)?;
            let (id, now) = (device.clone(), clock::now());
            store.write_blocking(move |tx| {
                if !store::device::revoke(tx, &id, now)? {
                    let why = if store::device::get(tx, &id)?.is_some() {
                        "was revoked before"
                    } else {
                        "is unknown"
                    };
                    return Err(Failure::Refused(format!("device {id} {why}; see `sokiemtra device list`")));
                }
                store::audit::append(tx, now, "cli", "device-revoked", &json!({ "device": id }))?;
                Ok(())
            })?;
            writeln!(out, "device {device} revoked")?;
        }
        Device::List { data } => {
            for device in open(&data)?.read_blocking(store::device::list)? {
                let state = if device.revoked_at.is_some() { "revoked" } else { "active" };
                writeln!(
                    out,
                    "{}  {state}  {} ({})  {}",
                    device.id, device.person_name, device.person, device.name
                )?;
            }
        }
    }
    Ok(())
}
