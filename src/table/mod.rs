//! What the cells of a table hold and which of its rows are headings: shared by the readers of markup, by the
//! segmenting of flattened tables and by the reading of figures from cells.

mod cells;
mod heads;
mod times;

pub(crate) use self::cells::{Kind, without_note_mark};
pub(crate) use self::heads::{header, heading_rows, is_group_row};
