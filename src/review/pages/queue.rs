//! The queue: claims best first, narrowed by filters that combine.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::query::Query;
use super::{Asked, Frame, show as answer};
use crate::report::view;
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::store::{ClaimLine, Facets, Value};

/// Claims on a page.
const PAGE: usize = 30;
/// Suggestions for long facets.
const SUGGESTIONS: usize = 200;

#[derive(Template)]
#[template(path = "queue.html", config = ".askama.toml")]
struct QueuePage {
    frame: Frame,
    query: Query,
    address: String,
    count: u64,
    total: u64,
    claims: Vec<ClaimLine>,
    more: Option<String>,
    facets: Facets,
    publishers: Vec<Value>,
    sources: Vec<Value>,
    people: Vec<Value>,
    units: Vec<Value>,
    reviewers: Vec<String>,
    tags: Vec<String>,
    did: Option<String>,
}

/// The queue.
///
/// # Errors
///
/// When the filter cannot be read, or the database.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let query = Query::read(&asked.pairs)?;
    let store = &desk.store;
    let found = store.find(&query.filter)?;
    let mut places = store.page(&found, query.after, PAGE + 1);
    let more = (places.len() > PAGE).then(|| {
        places.truncate(PAGE);
        places.last().map(|(place, _)| query.address_with("after", &place.to_string())).unwrap_or_default()
    });
    let claims: Vec<u32> = places.into_iter().map(|(_, claim)| claim).collect();
    let page = QueuePage {
        frame: Frame::new(desk, asked, "queue", "Queue"),
        address: query.address(),
        count: found.count(),
        total: u64::from(store.claims()),
        claims: store.lines(&claims)?,
        more,
        facets: store.facets(&found)?,
        publishers: store.commonest("publisher", SUGGESTIONS)?,
        sources: store.commonest("source", SUGGESTIONS)?,
        people: store.commonest("person", SUGGESTIONS)?,
        units: store.commonest("unit", 40)?,
        reviewers: store.reviewers()?,
        tags: store.tags()?,
        did: super::claim::did(desk, asked)?,
        query,
    };
    Ok(answer(StatusCode::OK, &page))
}
