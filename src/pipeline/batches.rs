//! From a list of files to batches of raw documents, each with the place in the input where it ends: a run that goes on
//! from such a place cuts the same batches as one that was never interrupted.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::defect;
use crate::ingest::{self, Listed, RawResult};
use crate::stop::Stop;

/// A batch is full at this many documents, however small.
const BATCH_DOCUMENTS: usize = 512;

/// A place between two documents of the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The index of the file that comes next, or that is being read.
    pub file: usize,
    /// Documents of that file that lie behind.
    pub document: u64,
    /// Documents of all files that lie behind.
    pub total: u64,
}

/// What a run reads.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The files, in order.
    pub files: Arc<[Listed]>,
    /// Where to begin.
    pub from: Position,
    /// The indices among all documents of those to take; `None` for all.
    pub chosen: Option<Arc<BTreeSet<u64>>>,
    /// What reading one document may cost, and where its text is.
    pub reading: ingest::Options,
    /// When it is asked, no further batch is begun.
    pub stop: Stop,
}

/// A raw document, or why there is none.
pub(super) struct Item {
    pub(super) raw: RawResult,
    /// The day that the file was written last.
    pub(super) modified: Option<Date>,
}

/// Documents that are worked on together.
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    /// Where the next batch begins.
    pub(super) end: Position,
    /// Paths of files that changed while the run was under way.
    pub(super) changed: Vec<String>,
}

/// Reads `input` and sends batch after batch, the last one even when it is empty; ends early when nobody receives any
/// more or the run is to stop.
pub(super) fn read(input: &Input, batch_bytes: usize, to_work: &SyncSender<Batch>) {
    let mut batches = Batches {
        input,
        batch_bytes,
        to_work,
        items: Vec::new(),
        bytes: 0,
        changed: Vec::new(),
        at: input.from,
    };
    for index in input.from.file..input.files.len() {
        if batches.file(index).is_break() {
            return;
        }
    }
    let _ = batches.send();
}

struct Batches<'a> {
    input: &'a Input,
    batch_bytes: usize,
    to_work: &'a SyncSender<Batch>,
    items: Vec<Item>,
    bytes: usize,
    changed: Vec<String>,
    at: Position,
}

impl Batches<'_> {
    fn file(&mut self, index: usize) -> ControlFlow<()> {
        let input = self.input;
        let listed = &input.files[index];
        let mut behind = if index == input.from.file { input.from.document } else { 0 };
        self.at = Position { file: index, document: behind, ..self.at };
        let modified = listed.stamp.and_then(ingest::Stamp::day);
        let mut take = |raw| {
            if behind > 0 {
                behind -= 1;
                return ControlFlow::Continue(());
            }
            self.take(Item { raw, modified })
        };
        // A reader that panics has lost its file, and not the run.
        let read =
            catch_unwind(AssertUnwindSafe(|| ingest::read_file(&listed.file, &input.reading, &mut take)));
        if let Ok(flow) = read {
            flow?;
        } else {
            let raw = Err(defect(listed.file.path.display().to_string()));
            self.take(Item { raw, modified })?;
        }
        if listed.has_changed() {
            self.changed.push(listed.file.path.display().to_string());
        }
        self.at = Position { file: index + 1, document: 0, ..self.at };
        ControlFlow::Continue(())
    }

    fn take(&mut self, item: Item) -> ControlFlow<()> {
        if self.input.stop.is_asked() {
            return ControlFlow::Break(());
        }
        let chosen = self.input.chosen.as_ref().is_none_or(|chosen| chosen.contains(&self.at.total));
        self.at.document += 1;
        self.at.total += 1;
        if !chosen {
            return ControlFlow::Continue(());
        }
        self.bytes += item.raw.as_ref().map_or(0, |raw| raw.bytes.len());
        self.items.push(item);
        if self.bytes < self.batch_bytes && self.items.len() < BATCH_DOCUMENTS {
            return ControlFlow::Continue(());
        }
        self.send()
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        let batch = Batch {
            items: std::mem::take(&mut self.items),
            end: self.at,
            changed: std::mem::take(&mut self.changed),
        };
        self.to_work.send(batch).map_or(ControlFlow::Break(()), ControlFlow::Continue)
    }
}
