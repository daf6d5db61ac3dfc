//! What a reader of marked-up text delivers.

pub(super) use crate::document::FileDate;
use crate::document::{Block, Link, Meta, Table, Warning};

/// The text of a page with its structure, before it becomes a [`Document`](crate::document::Document).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The text that all spans refer to.
    pub text: String,
    /// The blocks in text order; between them is white space.
    pub outline: Vec<Block>,
    /// The tables in text order, each inside a block of kind [`BlockKind::Table`](crate::document::BlockKind::Table).
    ///
    /// A cell that spans several columns or rows stands in each of them with the same span.
    pub tables: Vec<Table>,
    /// The hyperlinks in text order.
    pub links: Vec<Link>,
    /// What the page says of itself.
    pub meta: Meta,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// A date that holds when neither the page nor its text has one of publication.
    pub file_date: Option<FileDate>,
}

/// Why bytes are no document: a stable word and a sentence.
pub(super) type Refusal = (&'static str, String);
