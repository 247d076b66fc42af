//! The line to the mail server: one connection for all letters of a round, made anew when it breaks.

use crate::config::{Mail, MailTls};
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use std::error::Error as _;
use std::time::Duration;

/// How long the mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a letter did not go out. The texts hold what the line or the mail server said, never a password.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The mail server did not take it, and might later; or there was no line to it.
    #[error("{0}")]
    Later(String),
    /// The mail server does not take it.
    #[error("{0}")]
    Refused(String),
    /// The line broke after the letter was on its way: it may have arrived.
    #[error("{0}")]
    Unsure(String),
}

/// The line to the mail server.
pub(super) struct Post<'a> {
    mail: &'a Mail,
    line: Option<SmtpConnection>,
}

impl<'a> Post<'a> {
    /// Nothing is connected yet.
    pub(super) fn new(mail: &'a Mail) -> Self {
        Self { mail, line: None }
    }

    /// Whether there is, or was just made, a line on which letters can be sent.
    fn line(&mut self) -> Result<&mut SmtpConnection, Error> {
        let kept = self.line.take().filter(|line| !line.has_broken());
        let line = match kept {
            Some(line) => line,
            None => connect(self.mail).map_err(|error| Error::Later(error.to_string()))?,
        };
        Ok(self.line.insert(line))
    }

    /// Sends a letter.
    pub(super) fn send(&mut self, message: &Message) -> Result<(), Error> {
        let line = self.line()?;
        let sent = send(line, message);
        if sent.is_err() {
            // What stands half said is not gone on with.
            line.abort();
            self.line = None;
        }
        sent
    }
}

impl Drop for Post<'_> {
    fn drop(&mut self) {
        if let Some(mut line) = self.line.take() {
            // All letters are settled; a server that does not say goodbye changes nothing.
            let _ = line.quit();
        }
    }
}

/// Step by step, because what went wrong before the letter itself was sent is certain.
fn send(line: &mut SmtpConnection, message: &Message) -> Result<(), Error> {
    let envelope = message.envelope();
    let certain = |error: lettre::transport::smtp::Error| match error.is_permanent() {
        true => Error::Refused(words(&error)),
        false => Error::Later(words(&error)),
    };
    line.command(MailFrom::new(envelope.from().cloned(), vec![])).map_err(certain)?;
    for to in envelope.to() {
        line.command(Rcpt::new(to.clone(), vec![])).map_err(certain)?;
    }
    line.command(Data).map_err(certain)?;
    line.message(&message.formatted()).map(drop).map_err(|error| match error.status() {
        Some(_) => certain(error),
        None => Error::Unsure(words(&error)),
    })
}

/// Why there is no line.
#[derive(Debug, thiserror::Error)]
enum LineError {
    #[error("{path}: {cause}")]
    Certificate { path: String, cause: String },
    #[error("{server}: {cause}")]
    Server { server: String, cause: String },
}

fn connect(mail: &Mail) -> Result<SmtpConnection, LineError> {
    let server = format!("{}:{}", mail.host, mail.port);
    let failed = |error: lettre::transport::smtp::Error| LineError::Server {
        server: server.clone(),
        cause: words(&error),
    };
    let tls = match mail.tls {
        MailTls::None => None,
        MailTls::StartTls | MailTls::Tls => Some(trust(mail)?.map_err(failed)?),
    };
    let hello = ClientId::Domain(mail.from.email.domain().to_owned());
    let first = tls.as_ref().filter(|_| mail.tls == MailTls::Tls);
    let host = (mail.host.as_str(), mail.port);
    let mut line = SmtpConnection::connect(host, Some(PATIENCE), &hello, first, None).map_err(failed)?;
    if let Some(tls) = tls.as_ref().filter(|_| mail.tls == MailTls::StartTls) {
        line.starttls(tls, &hello).map_err(failed)?;
    }
    if let (Some(user), Some(password)) = (&mail.user, &mail.password) {
        let known = Credentials::new(user.clone(), password.reveal());
        line.auth(DEFAULT_MECHANISMS, &known).map_err(failed)?;
    }
    Ok(line)
}

/// Whom the connection trusts.
fn trust(mail: &Mail) -> Result<Result<TlsParameters, lettre::transport::smtp::Error>, LineError> {
    let mut builder = TlsParameters::builder(mail.host.clone());
    if let Some(path) = &mail.certificate {
        let wrong = |cause: String| LineError::Certificate { path: path.display().to_string(), cause };
        let pem = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| wrong(words(&error)))?;
        builder = builder.add_root_certificate(certificate);
    }
    Ok(builder.build())
}

/// An error with what caused it.
fn words(error: &lettre::transport::smtp::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = deeper.source();
    }
    words
}
