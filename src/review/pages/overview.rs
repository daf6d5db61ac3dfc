//! What the run comes to, in charts.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Asked, Frame, show as answer};
use crate::report::chart::Chart;
use crate::report::charts;
use crate::report::overview::Overview;
use crate::report::view;
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::state::Status;

#[derive(Template)]
#[template(path = "overview.html", config = ".askama.toml")]
struct OverviewPage {
    frame: Frame,
    overview: Overview,
    progress: Vec<(Status, u64)>,
    charts: Vec<Chart>,
    unmatched: usize,
}

/// The overview.
///
/// # Errors
///
/// When the database cannot be read.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let overview = desk.store.overview()?;
    let page = OverviewPage {
        frame: Frame::new(desk, asked, "overview", "Overview"),
        progress: desk.store.progress()?,
        charts: charts(&overview),
        unmatched: desk.store.unmatched()?.len(),
        overview,
    };
    Ok(answer(StatusCode::OK, &page))
}
