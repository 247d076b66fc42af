//! Forms that only our own pages can send: each carries a token that other sites cannot know.

use super::session;
use crate::config::Config;
use crate::problem::{Problem, Refused, refuse};
use crate::secret;
use rocket::data::{Data, FromData, ToByteUnit};
use rocket::form::{DataField, Form, FromForm, Options, ValueField};
use rocket::fs::TempFile;
use rocket::http::{Cookie, RawStr, SameSite};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::tokio::io::AsyncReadExt;

/// Cookie of who is not logged in yet; the token of the log-in form is made of it.
const COOKIE: &str = "sokiemtra_form";
/// Longest name of a sent file that is kept, in characters.
const LONGEST_NAME: usize = 200;

/// A cookie that scripts cannot read and other sites' forms do not send.
pub(super) fn cookie(config: &Config, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.secure_cookies())
        .build()
}

fn token_of(cookie: &str) -> String {
    hex::encode(secret::hash(&format!("form {cookie}")))
}

async fn expected(request: &Request<'_>) -> Result<Option<String>, Problem> {
    if let Some(session) = session::of(request).await? {
        return Ok(Some(session.csrf.clone()));
    }
    Ok(request.cookies().get(COOKIE).map(|cookie| token_of(cookie.value())))
}

/// The token for the forms of a page; begins with a cookie if need be.
#[derive(Debug, Clone)]
pub struct FormToken(pub String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for FormToken {
    type Error = Refused;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        match expected(request).await {
            Ok(Some(token)) => Outcome::Success(FormToken(token)),
            Ok(None) => {
                let Some(config) = request.rocket().state::<Config>() else {
                    return refuse(request, Problem::internal("no configuration"));
                };
                let value = secret::token();
                let token = token_of(&value);
                request.cookies().add(cookie(config, COOKIE, value));
                Outcome::Success(FormToken(token))
            }
            Err(problem) => refuse(request, problem),
        }
    }
}

/// The fields of a form whose field `csrf` held the right token. Every form of a page is taken through this.
#[derive(Debug)]
pub struct Protected<T>(pub T);

#[derive(FromForm)]
struct Csrf {
    csrf: String,
}

async fn read<T: for<'f> FromForm<'f> + 'static>(
    request: &Request<'_>,
    data: Data<'_>,
) -> Result<T, Problem> {
    if !request.content_type().is_some_and(|kind| kind.is_form()) {
        return Err(Problem::Unsupported { found: "not a form".into() });
    }
    let limit = request.limits().get("form").unwrap_or(64.kibibytes());
    let body = data.open(limit).into_string().await;
    let body = body.map_err(|_| Problem::Malformed { what: "the form is not UTF-8".into() })?;
    if !body.is_complete() {
        return Err(Problem::TooLarge { limit: limit.as_u64() });
    }
    let body = RawStr::new(&*body);
    let given = Form::<Csrf>::parse_encoded(body).ok();
    let right = match (expected(request).await?, &given) {
        (Some(expected), Some(given)) => secret::same(&expected, &given.csrf),
        _ => false,
    };
    if !right {
        return Err(Problem::FormExpired);
    }
    Form::parse_encoded(body).map_err(|errors| Problem::Malformed { what: errors.to_string() })
}

#[rocket::async_trait]
impl<'r, T: for<'f> FromForm<'f> + 'static> FromData<'r> for Protected<T> {
    type Error = Refused;
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> rocket::data::Outcome<'r, Self> {
        match read(request, data).await {
            Ok(fields) => rocket::data::Outcome::Success(Protected(fields)),
            Err(problem) => refuse(request, problem),
        }
    }
}

/// A text file that one of our own forms sent, in its field `file`, after its field `csrf` held the right token.
#[derive(Debug)]
pub struct Upload {
    /// What the file was called.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

#[derive(FromForm)]
struct Sent<'r> {
    csrf: String,
    file: TempFile<'r>,
}

/// Whether a form's token is the one that its page got, for forms that are not read by [`Protected`] or [`Upload`].
pub async fn check_token(request: &Request<'_>, given: &str) -> Result<(), Problem> {
    match expected(request).await? {
        Some(expected) if secret::same(&expected, given) => Ok(()),
        _ => Err(Problem::FormExpired),
    }
}

/// A file of any kind that one of our own forms sent, like [`Upload`].
#[derive(Debug)]
pub struct UploadedFile {
    /// What the file was called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

async fn receive<'r>(request: &'r Request<'_>, data: Data<'r>) -> Result<UploadedFile, Problem> {
    if !request.content_type().is_some_and(|kind| kind.is_form_data()) {
        return Err(Problem::Unsupported { found: "not a form with a file".into() });
    }
    let malformed = |what: String| Problem::Malformed { what };
    let sent = match Form::<Sent<'r>>::from_data(request, data).await {
        rocket::data::Outcome::Success(form) => form.into_inner(),
        _ => return Err(malformed("the form has no file, or one that is too large".into())),
    };
    check_token(request, &sent.csrf).await?;
    let name = sent.file.raw_name().map(|name| name.dangerous_unsafe_unsanitized_raw().to_string());
    let mut bytes = Vec::new();
    let mut file = sent.file.open().await.map_err(Problem::internal)?;
    file.read_to_end(&mut bytes).await.map_err(Problem::internal)?;
    let name = name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    Ok(UploadedFile { name, bytes })
}

#[rocket::async_trait]
impl<'r> FromData<'r> for UploadedFile {
    type Error = Refused;
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> rocket::data::Outcome<'r, Self> {
        match receive(request, data).await {
            Ok(file) => rocket::data::Outcome::Success(file),
            Err(problem) => refuse(request, problem),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Upload {
    type Error = Refused;
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> rocket::data::Outcome<'r, Self> {
        let text = receive(request, data).await.and_then(|UploadedFile { name, bytes }| {
            let not_text = |_| Problem::Malformed { what: "the file is not UTF-8".into() };
            Ok(Upload { name, text: String::from_utf8(bytes).map_err(not_text)? })
        });
        match text {
            Ok(upload) => rocket::data::Outcome::Success(upload),
            Err(problem) => refuse(request, problem),
        }
    }
}

/// A form that says nothing but that its button was pressed.
#[derive(Debug)]
pub struct NoFields;

#[rocket::async_trait]
impl<'r> FromForm<'r> for NoFields {
    type Context = ();
    fn init(_: Options) -> Self::Context {}
    fn push_value(_: &mut Self::Context, _: ValueField<'r>) {}
    async fn push_data(_: &mut Self::Context, _: DataField<'r, '_>) {}
    fn finalize(_: Self::Context) -> rocket::form::Result<'r, Self> {
        Ok(NoFields)
    }
}
