//! The pages: each reads the store, fills a view, and lets its template draw it. Every text is escaped by the templates.

pub mod accounts;
pub mod agreement;
pub mod claim;
pub mod decide;
pub mod document;
pub mod door;
pub mod history;
pub mod out;
pub mod overview;
pub mod query;
pub mod queue;
pub mod sources;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::desk::Desk;
use super::error::ReviewError;
use super::store::{Account, Role};

/// What stands in an address behind the question mark, or in a form.
pub type Pairs = Vec<(String, String)>;
/// Draws a page.
pub type Show = fn(&Desk, &Asked) -> Result<Response, ReviewError>;
/// Takes a form.
pub type Post = fn(&Desk, &Asked, &Pairs) -> Result<Response, ReviewError>;

/// The style sheet: that of reports, and what the desk adds.
pub const STYLE: &str =
    concat!(include_str!("../../report/assets/sayso.css"), include_str!("../assets/review.css"));
/// Keyboard and selections; everything works without it.
pub const SCRIPT: &str = include_str!("../assets/review.js");
/// The icon.
pub const ICON: &str = include_str!("../assets/icon.svg");

/// A request for a page.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who asks.
    pub account: Account,
    /// The number in the address, or 0.
    pub number: u32,
    /// What stands behind the question mark.
    pub pairs: Pairs,
}

impl Asked {
    /// The value of a name in the address; empty where there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        value(&self.pairs, name)
    }
}

/// The value of a name; empty where there is none.
#[must_use]
pub fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.trim()).unwrap_or_default()
}

/// What stands around every page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The title of the page.
    pub title: String,
    /// Which entry of the menu it is.
    pub here: &'static str,
    /// What the run is called.
    pub run: String,
    /// Who is there.
    pub name: String,
    /// In which role.
    pub role: &'static str,
    /// Whether there are accounts.
    pub multi_user: bool,
    /// Whether accounts may be changed.
    pub admin: bool,
}

impl Frame {
    fn new(desk: &Desk, asked: &Asked, here: &'static str, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            here,
            run: desk.options.name.clone(),
            name: asked.account.name.clone(),
            role: asked.account.role.name(),
            multi_user: desk.options.multi_user,
            admin: asked.account.role == Role::Admin,
        }
    }
}

#[derive(Template)]
#[template(path = "refused.html", config = ".askama.toml")]
struct Refused<'m> {
    status: u16,
    message: &'m str,
}

#[derive(Template)]
#[template(path = "help.html", config = ".askama.toml")]
struct HelpPage {
    frame: Frame,
}

/// What the keys do.
///
/// # Errors
///
/// None.
pub fn help(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    Ok(show(StatusCode::OK, &HelpPage { frame: Frame::new(desk, asked, "help", "Help") }))
}

/// A page as an answer.
pub fn show(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => {
            let mut answer = (status, html).into_response();
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            answer.headers_mut().insert(header::CONTENT_TYPE, kind);
            answer
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page that says why there is nothing to see.
#[must_use]
pub fn refused(status: StatusCode, message: &str) -> Response {
    show(status, &Refused { status: status.as_u16(), message })
}

/// What went wrong, without a word of the documents.
#[must_use]
pub fn failed(error: &ReviewError) -> Response {
    let status = match error {
        ReviewError::Missing(_) => StatusCode::NOT_FOUND,
        ReviewError::Conflict { .. } => StatusCode::CONFLICT,
        ReviewError::Refused(_) | ReviewError::Usage(_) => StatusCode::UNPROCESSABLE_ENTITY,
        ReviewError::Forbidden(_) => StatusCode::FORBIDDEN,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut message = error.to_string();
    if let Some(first) = message.get(..1).map(str::to_uppercase) {
        message.replace_range(..1, &first);
    }
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        tracing::error!(%error, "a request failed");
    }
    refused(status, &message)
}

/// On to another page after a form.
fn go(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Nobody: never lets anybody do anything.
#[must_use]
pub fn nobody() -> Account {
    Account { name: String::new(), role: Role::Reviewer, active: false, has_password: false }
}

/// Refuses an account below `role`.
fn only(account: &Account, role: Role, what: &'static str) -> Result<(), ReviewError> {
    if account.role >= role { Ok(()) } else { Err(ReviewError::Forbidden(what)) }
}
