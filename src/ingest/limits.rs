//! What reading may cost, and where to find the text of rows: plain data that travels with every document.

use serde::{Deserialize, Serialize};

/// How much one document may be. What goes beyond is refused or cut, and said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of one document, compressed and not; a larger one is an error of its own.
    pub document_bytes: usize,
    /// Pages of a PDF; the rest is left out, with the warning `truncated`.
    pub pages: usize,
    /// How many times its compressed size a file may become; beyond that it is taken for an attack.
    pub ratio: usize,
    /// How deep archives and compressed files may stand in each other.
    pub nesting: usize,
    /// Table cells of one document; the rows behind are text and no cells, with the warning `truncated`.
    pub table_cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A hundred times the longest written answer.
            document_bytes: 32 << 20,
            pages: 2_000,
            // Text shrinks to a tenth, lists of alike lines to a fiftieth; deflate can do a thousand.
            ratio: 200,
            nesting: 3,
            table_cells: 200_000,
        }
    }
}

/// The columns or keys that hold text and id, where the user named them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// Of the text, which may be markup.
    pub text: Option<String>,
    /// Of the id.
    pub id: Option<String>,
}

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// What it may cost.
    pub limits: Limits,
    /// Where text and id are.
    pub fields: Fields,
}
