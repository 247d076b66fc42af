use super::Role;
use crate::page::{Frame, FrameUser};
use crate::problem::{Problem, Refused, refuse};
use crate::store::{self, Store};
use crate::{clock, locale::Locale, secret};
use rocket::request::{FromRequest, Outcome, Request};
use std::ops::Deref;

/// Name of the cookie that holds a session's id.
pub(super) const COOKIE: &str = "sokiemtra_session";

/// Somebody is logged in, as whatever.
#[derive(Debug, Clone)]
pub struct Session(store::session::Session);

impl Session {
    /// The layout's values for this person.
    pub fn frame(&self, locale: Locale) -> Frame {
        let user = FrameUser { name: self.name.clone(), csrf: self.csrf.clone() };
        Frame { locale, user: Some(user) }
    }
}

impl Deref for Session {
    type Target = store::session::Session;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// The session of a request, looked up once however many guards ask.
pub(super) async fn of(request: &Request<'_>) -> Result<Option<Session>, Problem> {
    let look_up = async {
        let Some(cookie) = request.cookies().get(COOKIE) else { return Ok(None) };
        let Some(store) = request.rocket().state::<Store>() else { return Ok(None) };
        let hash = secret::hash(cookie.value());
        let found = store.read(move |reader| store::session::get(reader, &hash, clock::now())).await;
        Ok::<_, Problem>(found?.map(Session))
    };
    request.local_cache_async(look_up).await.clone()
}

/// A guard for some roles.
async fn narrow<T>(
    request: &Request<'_>,
    allowed: fn(Role) -> bool,
    wrap: fn(Session) -> T,
) -> Outcome<T, Refused> {
    match of(request).await {
        Ok(Some(session)) if allowed(session.role) => Outcome::Success(wrap(session)),
        Ok(Some(_)) => refuse(request, Problem::Forbidden),
        Ok(None) => refuse(request, Problem::LogInRequired),
        Err(problem) => refuse(request, problem),
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Session {
    type Error = Refused;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        narrow(request, |_| true, |session| session).await
    }
}

macro_rules! guard {
    ($(#[$doc:meta])* $name:ident, $allowed:expr) => {
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
                narrow(request, $allowed, $name).await
            }
        }
    };
}

guard!(
    /// May see the office's pages.
    OfficeReader, Role::reads_office
);
guard!(
    /// Reviewer or above.
    OfficeUser, Role::works_in_office
);
guard!(
    /// Administrator.
    Admin, Role::administers
);
