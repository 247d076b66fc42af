//! A provider of identities, spoken to in OpenID Connect Core 1.0 (authorization code flow with PKCE) by the
//! `openidconnect` crate, which checks signature, issuer, audience, times and nonce of what it says.

use crate::config::OpenIdConnect;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, TokenResponse,
};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The longest that the provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer of the provider, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// How long its addresses are taken to be the same when somebody leaves. Who comes back is checked with its newest keys.
const FRESH: Duration = Duration::from_secs(10 * 60);

/// Why the provider was of no help, for the log of the server: no secret stands in it.
pub(super) type Cause = String;

/// What must be kept between leaving for the provider and coming back.
pub(super) struct Kept {
    pub(super) state: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// The provider that the settings name.
pub(super) struct Provider {
    settings: OpenIdConnect,
    agent: ureq::Agent,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl Provider {
    pub(super) fn new(settings: OpenIdConnect) -> Self {
        let config = ureq::Agent::config_builder()
            // A redirect could send the server to addresses that only it can reach.
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Self { settings, agent: config.into(), known: Mutex::new(None) }
    }

    /// Where the person goes now, and what must be kept until they come back. Blocks.
    pub(super) fn begin(&self) -> Result<(String, Kept), Cause> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let redirect = self.redirect()?;
        let (address, state, nonce) = self
            .client(self.metadata(FRESH)?)
            .set_redirect_uri(redirect)
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .url();
        Ok((address.to_string(), Kept { state: state.into_secret(), nonce, verifier }))
    }

    /// Whom the provider means: its subject. Blocks.
    pub(super) fn finish(&self, code: String, kept: Kept) -> Result<String, Cause> {
        let client = self.client(self.metadata(Duration::ZERO)?).set_redirect_uri(self.redirect()?);
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(cause)?
            .set_pkce_verifier(kept.verifier)
            .request(&|request| self.send(request))
            .map_err(cause)?;
        let token = tokens.id_token().ok_or("the provider gave no ID token")?;
        let claims = token.claims(&client.id_token_verifier(), &kept.nonce).map_err(cause)?;
        Ok(claims.subject().as_str().to_owned())
    }

    fn client(
        &self,
        metadata: CoreProviderMetadata,
    ) -> CoreClient<
        openidconnect::EndpointSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointMaybeSet,
        openidconnect::EndpointMaybeSet,
    > {
        let secret = self.settings.client_secret.as_ref().map(|secret| ClientSecret::new(secret.reveal()));
        CoreClient::from_provider_metadata(metadata, ClientId::new(self.settings.client_id.clone()), secret)
    }

    /// The provider's addresses and keys, at most this old.
    fn metadata(&self, age: Duration) -> Result<CoreProviderMetadata, Cause> {
        let mut known = self.known.lock().map_err(cause)?;
        if let Some((_, metadata)) = known.as_ref().filter(|(at, _)| at.elapsed() < age) {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(cause)?;
        let metadata =
            CoreProviderMetadata::discover(&issuer, &|request| self.send(request)).map_err(cause)?;
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }

    fn redirect(&self) -> Result<RedirectUrl, Cause> {
        let address = self.settings.address.trim_end_matches('/');
        RedirectUrl::new(format!("{address}{}", super::RETURN)).map_err(cause)
    }

    fn send(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let (parts, body) = self.agent.run(request)?.into_parts();
        let body = body.into_with_config().limit(LARGEST).read_to_vec()?;
        Ok(HttpResponse::from_parts(parts, body))
    }
}

/// An error with all that lies behind it.
fn cause(error: impl std::error::Error) -> Cause {
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(error) = behind {
        text += &format!(": {error}");
        behind = error.source();
    }
    text
}
