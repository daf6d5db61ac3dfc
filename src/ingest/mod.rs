//! From bytes to documents.

pub mod html;
pub mod markdown;
pub mod page;
pub mod text_builder;

mod character_references;
mod element;
mod extraction;
mod html_blocks;
mod iso_date;
mod json_ld;
mod markup;
mod meta;
mod names;
mod nesting;
mod notes;
mod regions;
mod selection;
mod superscript;
mod table_grid;
mod table_reader;
mod taming;
