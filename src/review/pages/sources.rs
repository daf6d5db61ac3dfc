//! Who is relied on, how often, and which kind.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::query::address;
use super::{Asked, Frame, show as answer};
use crate::record::name_of;
use crate::report::overview::VERDICTS;
use crate::report::view;
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::store::SourceLine;

/// Sources on a page.
const PAGE: usize = 100;
const KINDS: [&str; 7] =
    ["dataset", "document", "organisation", "person", "publication", "anonymous", "first_hand"];

#[derive(Template)]
#[template(path = "sources.html", config = ".askama.toml")]
struct SourcesPage {
    frame: Frame,
    kind: String,
    name: String,
    sources: Vec<SourceLine>,
    longest: u64,
    more: Option<String>,
}

impl SourcesPage {
    /// Verdict, left edge and width of each part of a source's bar, of 200 units for the longest.
    #[allow(clippy::cast_precision_loss, reason = "nobody has 2^53 claims")]
    fn parts_of(&self, line: &SourceLine) -> Vec<(String, f64, f64)> {
        let mut x = 0.0;
        let counts = VERDICTS.iter().zip(&line.source.verdicts).filter(|(_, count)| **count > 0);
        counts
            .map(|(verdict, count)| {
                let width = 200.0 * *count as f64 / self.longest as f64;
                x += width;
                (name_of(verdict), x - width, width)
            })
            .collect()
    }

    fn queue_of(name: &str) -> String {
        address(&vec![("source".to_owned(), name.to_owned()), ("state".to_owned(), "any".to_owned())])
    }
}

/// The page of sources.
///
/// # Errors
///
/// When the database cannot be read.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    let (kind, name) = (asked.value("kind").to_owned(), asked.value("name").to_owned());
    let after = asked.value("after").parse().unwrap_or_default();
    let mut sources = desk.store.sources(after, &kind, &name, PAGE + 1)?;
    let more = (sources.len() > PAGE).then(|| {
        sources.truncate(PAGE);
        let after = sources.last().map(|line| line.id.to_string()).unwrap_or_default();
        let pairs = [("kind", kind.clone()), ("name", name.clone()), ("after", after)];
        address(&pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
    });
    let longest = sources.iter().map(|line| line.source.claims).max().unwrap_or(1).max(1);
    let frame = Frame::new(desk, asked, "sources", "Sources");
    Ok(answer(StatusCode::OK, &SourcesPage { frame, kind, name, sources, longest, more }))
}
