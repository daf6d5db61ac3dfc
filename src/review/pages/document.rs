//! A document with its claims.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Asked, Frame, show as answer};
use crate::record::{Record, name_of};
use crate::report::view;
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::highlight::{BlockView, Drawing, draw};

/// Blocks on a page: a book would be too long for one.
const PAGE: usize = 300;

#[derive(Template)]
#[template(path = "document.html", config = ".askama.toml")]
struct DocumentPage {
    frame: Frame,
    id: u32,
    record: Record,
    genre: String,
    blocks: Vec<BlockView>,
    checks: Vec<(String, String, String)>,
    before: Option<usize>,
    after: Option<usize>,
}

/// The page of a document.
///
/// # Errors
///
/// When there is no such document.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let document = desk.store.document(asked.number)?;
    let from: usize = asked.value("from").parse().unwrap_or_default();
    let all = document.record.blocks.len();
    let drawing =
        Drawing { blocks: (from..all.min(from.saturating_add(PAGE))).collect(), ..Drawing::default() };
    let blocks = draw(&document, &drawing);
    let record = document.record;
    let title =
        record.meta.title.clone().filter(|title| !title.trim().is_empty()).unwrap_or(record.id.clone());
    let page = DocumentPage {
        frame: Frame::new(desk, asked, "queue", title),
        id: document.id,
        genre: name_of(&record.genre.label),
        blocks,
        checks: record
            .checks
            .iter()
            .map(|check| (name_of(&check.kind), name_of(&check.status), check.note.clone()))
            .collect(),
        before: (from > 0).then(|| from.saturating_sub(PAGE)),
        after: (from + PAGE < all).then_some(from + PAGE),
        record,
    };
    Ok(answer(StatusCode::OK, &page))
}
