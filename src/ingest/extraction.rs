//! The main text of a page, as the `trafilatura` crate finds it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{ExtractResult, Options};

use crate::document::{Meta, Warning};

/// What the crate found. Its markup has lost captions, spaces and headings: good for telling which text counts, not for
/// reading it.
#[derive(Debug, Default)]
pub(super) struct MainText {
    /// The article.
    pub(super) content_html: String,
    /// Readers' comments.
    pub(super) comments_html: String,
    /// Its guesses at the meta data.
    pub(super) meta: Meta,
}

/// Looks for the main text of `html`, which must not be nested too deeply. `None` when there is too little.
///
/// # Errors
///
/// A warning when the crate panicked.
pub(super) fn main_text(html: &str) -> Result<Option<MainText>, Warning> {
    let options = Options::default().with_fallback(true).with_links(true);
    // Nothing is shared with the closure but the page, so there is no state that a panic could leave half-changed.
    catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)))
        .map(|found| found.ok().map(adopt))
        .map_err(|_| Warning {
            code: "extraction_failed".into(),
            message: "The main text of the page could not be told from the rest; everything outside menus, headers and \
                      footers was kept."
                .to_owned(),
        })
}

fn adopt(found: ExtractResult) -> MainText {
    let known = |value: String| Some(value).filter(|value| !value.trim().is_empty());
    let meta = found.metadata;
    MainText {
        content_html: found.content_html,
        comments_html: found.comments_html,
        meta: Meta {
            title: known(meta.title),
            publisher: known(meta.sitename),
            authors: meta.author.split(';').flat_map(super::names::people).collect(),
            published: meta.date.map(|date| date.to_string()),
            url: known(meta.url),
            language: known(meta.language),
            ..Meta::default()
        },
    }
}
