use super::{Address, Right, Scope};
use crate::page::{Frame, FrameUser};
use crate::problem::{Problem, Refused, refuse};
use crate::store::audit::By;
use crate::store::session::Stage;
use crate::store::{self, Store};
use crate::{clock, locale::Locale, secret};
use rocket::request::{FromRequest, Outcome, Request};
use std::ops::Deref;

/// Name of the cookie that holds a session's id.
pub(super) const COOKIE: &str = "sokiemtra_session";
/// How often the time of a session's last use is written, in milliseconds.
const TOUCH: i64 = 5 * 60 * 1000;

/// Somebody is logged in, as whatever.
#[derive(Debug, Clone)]
pub struct Session {
    kept: store::session::Session,
    address: String,
    /// How much waits for this person; for show.
    waits: u64,
}

impl Session {
    /// Where one right reaches: the organisations of all roles that grant it today. None: the person does not have it.
    pub fn scope(&self, right: Right) -> Option<Scope> {
        Scope::granted(&self.kept.rights, right)
    }

    /// The layout's values for this person.
    pub fn frame(&self, locale: Locale) -> Frame {
        let may = |right| self.scope(right).is_some();
        let user = FrameUser {
            name: self.name.clone(),
            csrf: self.csrf.clone(),
            waits: self.waits,
            reads_office: may(Right::ReadOffice),
            reviews: may(Right::Review),
            answers: may(Right::AnswerFindings),
            manages_people: may(Right::ManagePeople),
            manages_devices: may(Right::ManageDevices),
            reads_audit: self.scope(Right::ReadAudit).is_some_and(|scope| scope.is_everything()),
        };
        Frame { locale, user: Some(user), section: "" }
    }

    /// This person, for the audit log.
    pub fn by(&self) -> By {
        By::person(&self.person, &self.address)
    }
}

impl Deref for Session {
    type Target = store::session::Session;
    fn deref(&self) -> &Self::Target {
        &self.kept
    }
}

/// The session of a request at whatever stage, looked up once however many guards ask.
pub(super) async fn of(request: &Request<'_>) -> Result<Option<Session>, Problem> {
    let look_up = async {
        let Some(cookie) = request.cookies().get(COOKIE) else { return Ok(None) };
        let Some(store) = request.rocket().state::<Store>() else { return Ok(None) };
        let (hash, now) = (secret::hash(cookie.value()), clock::now());
        let found = store.read(move |reader| store::session::get(reader, &hash, now)).await?;
        let address = Address::of(request).text();
        if let Some(kept) = found.as_ref().filter(|kept| now - kept.last_seen > TOUCH) {
            let (key, address) = (kept.key, address.clone());
            // When it was last used is only for show: nothing fails because that could not be written.
            let _ = store.write(move |tx| store::session::touch(tx, &key, &address, now)).await;
        }
        let Some(kept) = found else { return Ok(None) };
        let mut session = Session { kept, address, waits: 0 };
        if session.stage == Stage::Full {
            session.waits = crate::inbox::waiting(request, store, &session).await;
        }
        Ok::<_, Problem>(Some(session))
    };
    request.local_cache_async(look_up).await.clone()
}

/// The layout for whoever was found to be wholly logged in while this request was answered. Looks nobody up: for pages
/// that say what went wrong.
pub fn frame_so_far(request: &Request<'_>, locale: Locale) -> Frame {
    match request.local_cache(|| Ok::<Option<Session>, Problem>(None)) {
        Ok(Some(session)) if session.stage == Stage::Full => session.frame(locale),
        _ => Frame::public(locale),
    }
}

/// The session of who is wholly logged in, or why not.
async fn full(request: &Request<'_>) -> Result<Session, Problem> {
    match of(request).await? {
        Some(session) if session.stage == Stage::Full => Ok(session),
        _ => Err(Problem::LogInRequired),
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Session {
    type Error = Refused;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        match full(request).await {
            Ok(session) => Outcome::Success(session),
            Err(problem) => refuse(request, problem),
        }
    }
}

macro_rules! stage_guard {
    ($(#[$doc:meta])* $name:ident, $stages:pat) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Session);

        impl Deref for $name {
            type Target = Session;
            fn deref(&self) -> &Session {
                &self.0
            }
        }

        #[rocket::async_trait]
        impl<'r> FromRequest<'r> for $name {
            type Error = Refused;
            async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
                match of(request).await {
                    Ok(Some(session)) if matches!(session.stage, $stages) => Outcome::Success($name(session)),
                    Ok(_) => refuse(request, Problem::LogInRequired),
                    Err(problem) => refuse(request, problem),
                }
            }
        }
    };
}

stage_guard!(
    /// The password was right, and the code of the second factor is still to come.
    AwaitsCode, Stage::Code
);
stage_guard!(
    /// Logged in, or about to be once a second factor is set up.
    SetsUpSecondFactor, Stage::Full | Stage::Enrol
);
stage_guard!(
    /// Has given the right password, whatever is still to come.
    AtAnyStage, _
);

macro_rules! guard {
    ($(#[$doc:meta])* $name:ident, $right:expr $(, $also:expr)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            session: Session,
            scope: Scope,
        }

        impl $name {
            /// Where this right reaches.
            pub fn scope(&self) -> Scope {
                self.scope.clone()
            }

            /// The whole session, to ask what else the caller may do.
            pub fn session(&self) -> &Session {
                &self.session
            }
        }

        impl Deref for $name {
            type Target = Session;
            fn deref(&self) -> &Session {
                &self.session
            }
        }

        #[rocket::async_trait]
        impl<'r> FromRequest<'r> for $name {
            type Error = Refused;
            async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
                let session = match full(request).await {
                    Ok(session) => session,
                    Err(problem) => return refuse(request, problem),
                };
                match session.scope($right) {
                    Some(scope) $(if $also(&scope))? => Outcome::Success($name { session, scope }),
                    _ => refuse(request, Problem::Forbidden),
                }
            }
        }
    };
}

guard!(
    /// May see the office's pages.
    OfficeReader, Right::ReadOffice
);
guard!(
    /// May review findings.
    Reviews, Right::Review
);
guard!(
    /// May approve and publish.
    Publishes, Right::Publish
);
guard!(
    /// May change plans, teams and calendars.
    ManagesPlans, Right::ManagePlans
);
guard!(
    /// May enrol and revoke tablets, and decide on what is kept aside.
    ManagesDevices, Right::ManageDevices
);
guard!(
    /// May change people, their rights and their accounts.
    ManagesPeople, Right::ManagePeople
);
guard!(
    /// May change organisations.
    ManagesCatalogue, Right::ManageCatalogue
);
guard!(
    /// May import lists of units: that concerns everybody, so the right must reach everywhere.
    ManagesAllUnits, Right::ManageCatalogue, Scope::is_everything
);
guard!(
    /// May publish checklists.
    ManagesTemplates, Right::ManageTemplates
);
guard!(
    /// May read the log of who did what, which tells of all organisations: the right must reach everywhere.
    ReadsAudit, Right::ReadAudit, Scope::is_everything
);
guard!(
    /// May answer the findings of a commune.
    AnswersFindings, Right::AnswerFindings
);
