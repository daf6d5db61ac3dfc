//! What goes out, to be saved from the browser.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::{Asked, Frame, show as answer};
use crate::report::view;
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::out::{Form, write};
use crate::review::state::Status;
use crate::review::store::Account;

#[derive(Template)]
#[template(path = "out.html", config = ".askama.toml")]
struct OutPage {
    frame: Frame,
    forms: Vec<(&'static str, &'static str)>,
    progress: Vec<(Status, u64)>,
}

/// The page with the buttons.
///
/// # Errors
///
/// When the database cannot be read.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let frame = Frame::new(desk, asked, "out", "Export");
    let forms = Form::ALL.iter().map(|form| (form.file_name(), form.what())).collect();
    Ok(answer(StatusCode::OK, &OutPage { frame, forms, progress: desk.store.progress()? }))
}

/// A file of this name.
///
/// # Errors
///
/// When there is no such file.
pub fn download(desk: &Desk, _account: &Account, name: &str) -> Result<Response, ReviewError> {
    let form =
        Form::ALL.into_iter().find(|form| form.file_name() == name).ok_or(ReviewError::Missing("file"))?;
    let mut bytes = Vec::new();
    write(&desk.store, form, &mut bytes)?;
    let mut answer = Response::new(Body::from(bytes));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(answer)
}
