//! How far a run has come, on disk, so that another run can go on from there.
//!
//! One JSON value a line, only ever appended to: what the run is, the files it reads, and one commit a batch. A commit
//! is written when the records of its batch are safely on disk, so whatever lies behind the last commit, a half-written
//! line of the journal itself included, can be cut off and made again. The open journal is locked: it is what a second
//! run on the same output meets.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Counts;
use crate::error::Error;
use crate::ingest::{Listed, Stamp};
use crate::pipeline::Position;
use crate::redact::Numbered;
use crate::stats::Stats;

/// The form of the journal; another one is not read.
const FORM: u32 = 1;

/// What a run is: two runs whose values are equal make the same records of the same files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Of sayso.
    pub version: String,
    /// Name and hash of the model.
    pub model: Option<String>,
    /// Hash of the rules.
    pub rules: String,
    /// The settings that the records depend on.
    pub options: Value,
    /// Files and folders as typed.
    pub paths: Vec<String>,
}

/// How far a run has come, and what it needs to go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Commit {
    /// Where in the input it goes on.
    pub position: Position,
    /// Bytes of records that are safe.
    pub records: u64,
    /// Bytes of errors that are safe.
    pub errors: u64,
    /// CRC-32 (ISO-HDLC) of the records of this batch alone: against torn writes and other people's edits, not attacks.
    pub crc32: u32,
    /// Bytes of these records.
    pub batch: u64,
    /// All numbers so far.
    pub counts: Counts,
    /// All of `--stats` so far.
    pub stats: Stats,
    /// Names that were given a number in this batch (`--redact`).
    pub numbered: Numbered,
    /// Files that changed while this batch was read.
    pub changed: Vec<String>,
}

/// A file of the run, as it was when the run began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalFile {
    /// Its path, where it is no UTF-8 with replacement characters.
    pub path: String,
    /// Its stamp.
    pub stamp: Option<Stamp>,
}

impl From<&Listed> for JournalFile {
    fn from(listed: &Listed) -> Self {
        Self { path: listed.file.path.to_string_lossy().into_owned(), stamp: listed.stamp }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Begin { form: u32, files: usize, run: Identity },
    File(JournalFile),
    Commit(Box<Commit>),
}

/// A run that was interrupted.
#[derive(Clone, Debug)]
pub struct Interrupted {
    /// What it is.
    pub run: Identity,
    /// What it reads, in order.
    pub files: Vec<JournalFile>,
    /// Its last commit, with the names and the changed files of all before it.
    pub last: Commit,
}

/// The open journal of a run, locked against others.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Opens and locks the journal at `path`, and makes an empty one where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::OutputBusy`] when another run has it, [`Error::Io`].
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let fail = |error| Error::io("create", path, error);
        loop {
            let file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(fail)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(Error::OutputBusy(path.to_path_buf())),
                // Some network file systems have no locks; a run on one is only as safe as its user is careful.
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                    return Err(fail(error));
                }
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            // A run that ended between our opening and our locking has removed the file that we hold.
            let held = same_file::Handle::from_file(file.try_clone().map_err(fail)?).map_err(fail)?;
            if same_file::Handle::from_path(path).is_ok_and(|named| named == held) {
                return Ok(Self { file, path: path.to_path_buf() });
            }
        }
    }

    /// The run that the journal tells of; `None` when it did not come so far as to begin. What is half-written is cut.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub(super) fn interrupted(&mut self) -> Result<Option<Interrupted>, Error> {
        self.read().map_err(|error| Error::io("read", &self.path, error))
    }

    fn read(&mut self) -> io::Result<Option<Interrupted>> {
        self.file.rewind()?;
        let mut lines = Lines { input: BufReader::new(&self.file), whole: 0 };
        let Some(Line::Begin { form: FORM, files: count, run }) = lines.next()? else { return Ok(None) };
        let mut files = Vec::new();
        while files.len() < count {
            let Some(Line::File(file)) = lines.next()? else { return Ok(None) };
            files.push(file);
        }
        let mut last = Commit::default();
        let (mut names, mut changed) = (Vec::new(), Vec::new());
        while let Some(Line::Commit(commit)) = lines.next()? {
            last = *commit;
            names.append(&mut last.numbered.names);
            changed.append(&mut last.changed);
        }
        (last.numbered.names, last.changed) = (names, changed);
        let whole = lines.whole;
        self.file.set_len(whole)?;
        Ok(Some(Interrupted { run, files, last }))
    }

    /// Forgets what the journal told and begins it with `run` on `files`.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub(super) fn begin(&mut self, run: &Identity, files: &[Listed]) -> Result<(), Error> {
        let write = |file: &File| -> io::Result<()> {
            file.set_len(0)?;
            let mut out = BufWriter::new(file);
            write_line(&mut out, &Line::Begin { form: FORM, files: files.len(), run: run.clone() })?;
            files.iter().try_for_each(|file| write_line(&mut out, &Line::File(file.into())))?;
            out.flush()?;
            file.sync_data()
        };
        write(&self.file).map_err(|error| Error::io("write to", &self.path, error))
    }

    /// Writes that a batch is safe.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub(super) fn commit(&mut self, commit: Commit) -> Result<(), Error> {
        let mut line = Vec::new();
        write_line(&mut line, &Line::Commit(Box::new(commit)))
            .and_then(|()| self.file.write_all(&line))
            .and_then(|()| self.file.sync_data())
            .map_err(|error| Error::io("write to", &self.path, error))
    }
}

fn write_line(out: &mut impl Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// The whole lines of a journal.
struct Lines<'f> {
    input: BufReader<&'f File>,
    /// Bytes of the lines that were whole.
    whole: u64,
}

impl Lines<'_> {
    /// The next line; `None` at the end, or where a line is not whole.
    fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        self.input.read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(None);
        }
        let Ok(parsed) = serde_json::from_slice(&line) else { return Ok(None) };
        self.whole += line.len() as u64;
        Ok(Some(parsed))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn identity() -> Identity {
        Identity {
            version: "1".to_owned(),
            model: None,
            rules: "r".to_owned(),
            options: Value::Null,
            paths: vec!["in".to_owned()],
        }
    }

    fn commit(records: u64) -> Commit {
        Commit { records, changed: vec![format!("f{records}")], ..Commit::default() }
    }

    #[test]
    fn a_journal_that_ends_anywhere_tells_of_its_whole_lines_and_goes_on() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("out.jsonl.journal");
        let mut journal = Journal::open(&path).expect("a journal");
        assert!(journal.interrupted().expect("it can be read").is_none());
        journal.begin(&identity(), &[]).expect("it can be written");
        for records in 1..=3 {
            journal.commit(commit(records)).expect("it can be written");
        }
        drop(journal);
        let whole = fs::read(&path).expect("the journal");
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).expect("a torn journal");
            let lines = whole[..length].split(|byte| *byte == b'\n').count() as u64 - 1;
            let mut journal = Journal::open(&path).expect("a journal");
            let found = journal.interrupted().expect("it can be read");
            assert_eq!(
                found.as_ref().map(|found| found.last.records),
                lines.checked_sub(1),
                "{length} bytes"
            );
            let Some(found) = found else { continue };
            assert_eq!(found.last.changed.len() as u64, lines - 1, "{length} bytes");
            journal.commit(commit(lines)).expect("it can be written");
            let again = journal.interrupted().expect("it can be read").expect("it has begun");
            assert_eq!((again.last.records, again.run), (lines, identity()), "{length} bytes");
        }
    }

    #[test]
    fn a_journal_has_one_owner() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("out.jsonl.journal");
        let first = Journal::open(&path).expect("a journal");
        assert!(matches!(Journal::open(&path), Err(Error::OutputBusy(_))));
        drop(first);
        assert!(Journal::open(&path).is_ok());
    }
}
