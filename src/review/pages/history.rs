//! Everything that was done, newest first, and what the run of today no longer has.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::query::address;
use super::{Asked, Frame, show as answer};
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::store::{HistoryLine, Unmatched};

/// Events on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "history.html", config = ".askama.toml")]
struct HistoryPage {
    frame: Frame,
    reviewer: String,
    reviewers: Vec<String>,
    lines: Vec<HistoryLine>,
    more: Option<String>,
}

/// The history.
///
/// # Errors
///
/// When the database cannot be read.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let reviewer = asked.value("reviewer").to_owned();
    let before = asked.value("before").parse().ok();
    let mut lines = desk.store.history(before, &reviewer, PAGE + 1)?;
    let more = (lines.len() > PAGE).then(|| {
        lines.truncate(PAGE);
        let before = lines.last().map(|line| line.event.id.to_string()).unwrap_or_default();
        address(&vec![("reviewer".to_owned(), reviewer.clone()), ("before".to_owned(), before)])
    });
    let frame = Frame::new(desk, asked, "history", "History");
    let reviewers = desk.store.reviewers()?;
    Ok(answer(StatusCode::OK, &HistoryPage { frame, reviewer, reviewers, lines, more }))
}

#[derive(Template)]
#[template(path = "unmatched.html", config = ".askama.toml")]
struct UnmatchedPage {
    frame: Frame,
    list: Vec<Unmatched>,
}

/// Claims with decisions that the run of today does not have.
///
/// # Errors
///
/// When the database cannot be read.
pub fn show_unmatched(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let frame = Frame::new(desk, asked, "history", "Decisions without a claim");
    Ok(answer(StatusCode::OK, &UnmatchedPage { frame, list: desk.store.unmatched()? }))
}
