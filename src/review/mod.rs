//! `sayso review`: from flagged claims to decisions one can stand by, in the browser.
//!
//! ```text
//! out.jsonl ─ store (import) ─ queue ─ claim ─ decision ─ store (events) ─ out
//!                └ documents, sources, overview, history, agreement
//! ```
//!
//! [`decision`] is the vocabulary, [`state`] what a claim's events come to, [`store`] the database with all SQL, `pages` what people see, `server` who is let in,
//! [`out`] what goes back. Nothing here knows a stage of the pipeline: all of it reads records.

pub mod agreement;
pub mod cli;
pub mod decision;
pub mod desk;
pub mod error;
pub mod highlight;
pub mod out;
pub mod pages;
pub mod search;
pub mod server;
pub mod state;
pub mod store;
