use crate::problem::{Problem, Refused, refuse};
use crate::secret;
use crate::store::{self, Store};
use rocket::request::{FromRequest, Outcome, Request};
use std::ops::Deref;

/// A tablet that may do what tablets do.
#[derive(Debug, Clone)]
pub struct Device(pub store::device::Device);

impl Deref for Device {
    type Target = store::device::Device;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A tablet that we know, revoked or not. Only for sync: what a revoked tablet brings is kept aside, not lost.
#[derive(Debug, Clone)]
pub enum AnyDevice {
    /// It may do what tablets do.
    Active(Device),
    /// It was revoked: nothing is handed out to it, and nothing that it brings counts.
    Revoked(store::device::Device),
}

/// The tablet whose token the request carries, looked up once.
async fn of(request: &Request<'_>) -> Result<Option<store::device::Device>, Problem> {
    let look_up = async {
        let header = request.headers().get_one("Authorization");
        let Some(token) = header.and_then(|value| value.strip_prefix("Bearer ")) else { return Ok(None) };
        let Some(store) = request.rocket().state::<Store>() else { return Ok(None) };
        let hash = secret::hash(token.trim());
        Ok::<_, Problem>(store.read(move |reader| store::device::by_token(reader, &hash)).await?)
    };
    request.local_cache_async(look_up).await.clone()
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for AnyDevice {
    type Error = Refused;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        match of(request).await {
            Ok(Some(device)) if device.revoked_at.is_some() => Outcome::Success(AnyDevice::Revoked(device)),
            Ok(Some(device)) => Outcome::Success(AnyDevice::Active(Device(device))),
            Ok(None) => refuse(request, Problem::TokenRequired),
            Err(problem) => refuse(request, problem),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Device {
    type Error = Refused;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        match of(request).await {
            Ok(Some(device)) if device.revoked_at.is_some() => refuse(request, Problem::DeviceRevoked),
            Ok(Some(device)) => Outcome::Success(Device(device)),
            Ok(None) => refuse(request, Problem::TokenRequired),
            Err(problem) => refuse(request, problem),
        }
    }
}
