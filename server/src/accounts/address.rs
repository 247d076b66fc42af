use rocket::request::{FromRequest, Outcome, Request};
use std::convert::Infallible;
use std::net::IpAddr;

/// From where a request comes: the network address, or what a trusted proxy says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(Option<IpAddr>);

impl Address {
    /// As it is shown and logged.
    pub fn text(&self) -> String {
        self.0.map(|ip| ip.to_canonical().to_string()).unwrap_or_default()
    }

    /// As it counts for limits: an IPv6 customer has a whole /64.
    pub fn bucket(&self) -> String {
        match self.0.map(|ip| ip.to_canonical()) {
            Some(IpAddr::V6(v6)) => hex::encode(&v6.octets()[..8]),
            Some(v4) => v4.to_string(),
            None => "unknown".to_owned(),
        }
    }

    /// The address of a request.
    pub(super) fn of(request: &Request) -> Self {
        Self(request.client_ip())
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Address {
    type Error = Infallible;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        Outcome::Success(Self::of(request))
    }
}
