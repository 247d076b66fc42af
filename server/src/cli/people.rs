use super::args::{Device, Init, User};
use super::{Failure, open};
use crate::accounts::{Role, Scope, enrolment_code, grant, invite, password, user_name};
use crate::config::{PasswordCost, Settings};
use crate::store::audit::{self, By, Deed};
use crate::store::right::{self, Held};
use crate::store::{self, DATABASE, Store};
use crate::{catalogue, clock, secret};
use schemas::ids::{Epoch, OrganisationId, PersonId};
use schemas::text::nfc;
use serde_json::json;
use std::io::Write;
use std::path::Path;

struct NewAccount {
    person: store::person::Person,
    held: Held,
    /// None: the person sets one with a one-time link.
    password: Option<String>,
    cost: PasswordCost,
    url: String,
}

/// A line of standard input.
fn typed() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn named(name: &str, id: Option<PersonId>) -> Result<(PersonId, String), Failure> {
    let name = nfc(name);
    let id = match id {
        Some(id) => id,
        None => user_name(&name).map_err(|error| {
            Failure::Refused(format!("no user name can be made of '{name}' ({error}); give one with --id"))
        })?,
    };
    Ok((id, name))
}

/// What Argon2id costs in this data folder.
fn cost(data: &Path) -> Result<PasswordCost, Failure> {
    let settings = Settings::read(data).map_err(|error| Failure::Refused(error.to_string()))?;
    Ok(settings.passwords.unwrap_or_default())
}

impl NewAccount {
    fn add(self, store: &Store, out: &mut dyn Write) -> Result<(), Failure> {
        let Self { mut person, held, password, cost, url } = self;
        let hash = match &password {
            Some(password) => {
                password::check(password, &[person.id.as_str(), &person.name])?;
                Some(password::hash(password, cost)?)
            }
            None => None,
        };
        let (id, now, by) = (person.id.clone(), clock::now(), By::command_line());
        let link = store.write_blocking(move |tx| {
            if !right::reaches(tx, &Scope::operator(), &held.organisation, clock::day(now))? {
                return Err(Failure::Refused(format!("there is no organisation {}", held.organisation)));
            }
            if let Some(known) = store::person::named(tx, &person.id)?.filter(|_| person.position.is_empty())
            {
                person.position = known.position;
            }
            store::person::put(tx, &person, now)?;
            let deed = Deed::new("account-set", &person.id).after(json!({ "name": person.name }));
            audit::append(tx, now, &by, deed)?;
            let rights = right::valid(tx, &person.id, clock::day(now))?;
            if !rights.contains(&held) {
                grant(tx, &person.id, &held, (clock::day(now), None), &by, now)?;
            }
            store::session::close_all(tx, &person.id, None)?;
            match hash {
                Some(hash) => store::account::put(tx, &person.id, &hash, now).map(|()| None),
                None => invite::invite(tx, &person.id, &by, now).map(Some),
            }
            .map_err(Failure::from)
        })?;
        writeln!(out, "user name: {id}")?;
        if let Some(link) = link {
            tell(out, &url, &link)?;
        }
        Ok(())
    }
}

fn tell(out: &mut dyn Write, url: &str, link: &str) -> Result<(), Failure> {
    let url = url.trim_end_matches('/');
    writeln!(out, "one-time link, for {} days: {url}{link}", invite::DAYS)?;
    Ok(())
}

pub(super) fn init(args: Init, out: &mut dyn Write) -> Result<(), Failure> {
    let Init { data, admin, password_stdin, url } = args;
    let photos = data.join("photos");
    let (id, name) = named(&admin, None)?;
    let account = NewAccount {
        person: store::person::Person { id, name, position: String::new(), organisation: None },
        held: Held { role: Role::Administrator, organisation: OrganisationId::top() },
        password: if password_stdin { Some(typed()?) } else { None },
        cost: cost(&data)?,
        url,
    };
    std::fs::create_dir_all(&photos)
        .map_err(|error| Failure::Refused(format!("{}: {error}", photos.display())))?;
    let store = Store::open(&data)?;
    if store.read_blocking(store::meta::epoch)?.is_some() {
        let data = data.display();
        return Err(Failure::Refused(format!("{data} is a data folder already; nothing was changed")));
    }
    catalogue::ensure(&store, &data)?;
    catalogue::publish_shipped(&store, clock::now())?;
    account.add(&store, out)?;
    // Last, so that a folder whose making was interrupted can be made again.
    let epoch = Epoch(secret::random());
    store.write_blocking(move |tx| store::meta::set_epoch(tx, epoch))?;
    writeln!(out, "data folder ready: {}", data.join(DATABASE).display())?;
    Ok(())
}

pub(super) fn user(command: User, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        User::Add { data, name, id, position, role, organisation, password_stdin, url } => {
            let store = open(&data)?;
            let (id, name) = named(&name, id)?;
            let organisation = organisation.unwrap_or_else(OrganisationId::top);
            let account = NewAccount {
                person: store::person::Person { id, name, position: nfc(&position), organisation: None },
                held: Held { role, organisation },
                password: if password_stdin { Some(typed()?) } else { None },
                cost: cost(&data)?,
                url,
            };
            account.add(&store, out)
        }
        User::Link { data, id, without_second_factor, url } => {
            let store = open(&data)?;
            let (now, by) = (clock::now(), By::command_line());
            let link = store.write_blocking(move |tx| {
                if store::person::named(tx, &id)?.is_none() {
                    return Err(Failure::Refused(format!("nobody has the user name {id}")));
                }
                if without_second_factor && store::second_factor::remove(tx, &id)? {
                    audit::append(tx, now, &by, Deed::new("second-factor-removed", &id))?;
                }
                Ok(invite::invite(tx, &id, &by, now)?)
            })?;
            tell(out, &url, &link)
        }
    }
}

pub(super) fn device(command: Device, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Device::Code { data, person, hours } => {
            let store = open(&data)?;
            let now = clock::now();
            let code = store.write_blocking(move |tx| {
                if store::person::named(tx, &person)?.is_none() {
                    return Err(Failure::Refused(format!(
                        "nobody has the id {person}. Import the campaign that names them, or add an account."
                    )));
                }
                let expires_at = now + i64::from(hours) * 60 * 60 * 1000;
                let deed = Deed::new("enrolment-code-made", &person).with(json!({ "hours": hours }));
                audit::append(tx, now, &By::command_line(), deed)?;
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
                audit::append(tx, now, &By::command_line(), Deed::new("device-revoked", &id))?;
                Ok(())
            })?;
            writeln!(out, "device {device} revoked")?;
        }
        Device::List { data } => {
            for device in open(&data)?.read_blocking(|reader| {
                let today = clock::day(clock::now());
                store::device::list(reader, &Scope::operator(), today)
            })? {
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
