//! The output files of one run: opened, appended to, committed, sealed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Commit, Existing, Identity, Interrupted, Journal, Opened, Outputs, Paths, RunData, State};
use crate::error::{DocumentError, Error};
use crate::ingest::Listed;

/// One line of `errors.jsonl`.
#[derive(Serialize)]
struct ErrorLine<'a> {
    path: &'a str,
    code: &'a str,
    message: &'a str,
    stage: &'a str,
}

/// The files of a run that does not write to standard output.
#[derive(Debug)]
pub struct Files {
    records: Part,
    errors: Part,
    journal: Journal,
    paths: Paths,
}

impl Files {
    pub(super) fn open(
        paths: Paths,
        existing: Existing,
        run: &Identity,
        files: &[Listed],
    ) -> Result<Opened, Error> {
        if paths.records.is_dir() {
            let folder = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::io("write the records to a folder", &paths.records, folder));
        }
        let outputs = [&paths.records, &paths.errors, &paths.run];
        if !paths.journal.exists() {
            let whole = [&paths.records, &paths.run].iter().all(|path| path.exists());
            match existing {
                Existing::Resume if whole => return Ok(Opened::Complete(paths)),
                Existing::Replace => {}
                Existing::Keep | Existing::Resume => {
                    if let Some(path) = outputs.into_iter().find(|path| path.exists()) {
                        return Err(Error::OutputExists(path.clone()));
                    }
                }
            }
        }
        let mut journal = Journal::open(&paths.journal)?;
        let interrupted = journal.interrupted()?;
        match (interrupted, existing) {
            (Some(_), Existing::Keep) => Err(Error::OutputUnfinished(paths.records)),
            (Some(interrupted), Existing::Resume) => resume(paths, journal, run, interrupted),
            (None, Existing::Keep | Existing::Resume) | (_, Existing::Replace) => {
                // The journal begins last: with it the files are those of this run.
                let (records, errors) = (Part::new(&paths.records)?, Part::new(&paths.errors)?);
                journal.begin(run, files)?;
                sync_folder(&paths)?;
                Ok(Opened::New(Outputs::Files(Box::new(Self { records, errors, journal, paths }))))
            }
        }
    }

    pub(super) fn paths(&self) -> &Paths {
        &self.paths
    }

    pub(super) fn records(&mut self, lines: &[u8]) -> Result<(), Error> {
        self.records.write(lines)
    }

    pub(super) fn failure(&mut self, failure: &DocumentError) -> Result<(), Error> {
        let DocumentError { path, stage, code, message } = failure;
        let line = ErrorLine { path, code, message, stage: stage.name() };
        let mut bytes = serde_json::to_vec(&line)
            .map_err(|error| Error::io("write to", &self.paths.errors, error.into()))?;
        bytes.push(b'\n');
        self.errors.write(&bytes)
    }

    pub(super) fn commit(&mut self, state: State) -> Result<(), Error> {
        let (batch, crc32) = self.records.sync()?;
        self.errors.sync()?;
        let State { position, counts, stats, numbered, changed } = state;
        let (records, errors) = (self.records.length, self.errors.length);
        self.journal.commit(Commit {
            position,
            records,
            errors,
            crc32,
            batch,
            counts,
            stats,
            numbered,
            changed,
        })
    }

    pub(super) fn seal(self: Box<Self>, run: &RunData<'_>) -> Result<Paths, Error> {
        let Self { mut records, mut errors, journal, paths } = *self;
        records.sync()?;
        errors.sync()?;
        let run = serde_json::to_string_pretty(run).map_err(io::Error::from);
        let written = run.and_then(|run| {
            let mut file = File::create(Paths::part(&paths.run))?;
            file.write_all(run.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        });
        written.map_err(|error| Error::io("write", &paths.run, error))?;
        for path in [&paths.run, &paths.errors, &paths.records] {
            fs::rename(Paths::part(path), path).map_err(|error| Error::io("rename to", path, error))?;
        }
        sync_folder(&paths)?;
        // Only now: until here a run that is killed goes on from the journal.
        fs::remove_file(&paths.journal).map_err(|error| Error::io("remove", &paths.journal, error))?;
        drop(journal);
        Ok(paths)
    }
}

/// Goes on with a run: what lies behind its last commit is cut off.
fn resume(paths: Paths, journal: Journal, run: &Identity, interrupted: Interrupted) -> Result<Opened, Error> {
    let Interrupted { run: begun, files, last } = interrupted;
    if let Some(difference) = difference(&begun, run) {
        return Err(Error::OtherRun { output: paths.records, difference });
    }
    let records = Part::at(&paths.records, last.records)?;
    records.verify(&last)?;
    let errors = Part::at(&paths.errors, last.errors)?;
    let Commit { position, counts, stats, numbered, changed, .. } = last;
    let state = State { position, counts, stats, numbered, changed };
    let outputs = Outputs::Files(Box::new(Files { records, errors, journal, paths }));
    Ok(Opened::Resumed(outputs, Box::new(state), files))
}

/// In what the run that was begun is another than the one that is asked for.
fn difference(begun: &Identity, asked: &Identity) -> Option<String> {
    let versions = [
        ("version", Some(&begun.version), Some(&asked.version)),
        ("model", begun.model.as_ref(), asked.model.as_ref()),
        ("rules", Some(&begun.rules), Some(&asked.rules)),
    ];
    for (what, then, now) in versions {
        if then != now {
            let shown = |value: Option<&String>| value.map_or("none", String::as_str).to_owned();
            return Some(format!("{what} {} then, {} now", shown(then), shown(now)));
        }
    }
    if begun.paths != asked.paths {
        return Some(format!("it reads {} and not {}", begun.paths.join(" "), asked.paths.join(" ")));
    }
    let options = begun.options.as_object().into_iter().flatten();
    let mut different = options.filter(|(key, then)| asked.options.get(key) != Some(then));
    let changed = different.next().map(|(key, then)| {
        let now = asked.options.get(key).map_or_else(String::new, ToString::to_string);
        format!("{key} was {then} then and is {now} now")
    });
    changed.or_else(|| (begun != asked).then(|| "its options are others".to_owned()))
}

/// A file that grows under the name `FILE.part`.
#[derive(Debug)]
struct Part {
    file: BufWriter<File>,
    path: PathBuf,
    /// Bytes of the file.
    length: u64,
    /// Those since the last sync.
    batch: u64,
    checksum: crc32fast::Hasher,
}

impl Part {
    fn new(whole: &Path) -> Result<Self, Error> {
        let path = Paths::part(whole);
        let file = File::create(&path).map_err(|error| Error::io("create", &path, error))?;
        Ok(Self::around(file, path, 0))
    }

    fn around(file: File, path: PathBuf, length: u64) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 18, file),
            path,
            length,
            batch: 0,
            checksum: crc32fast::Hasher::new(),
        }
    }

    /// The part of `whole` that is `length` bytes long; what is behind them is cut off.
    fn at(whole: &Path, length: u64) -> Result<Self, Error> {
        let path = Paths::part(whole);
        if !path.exists() && whole.exists() {
            // The run was interrupted while it was sealed.
            fs::rename(whole, &path).map_err(|error| Error::io("rename", whole, error))?;
        }
        let fail = |error| Error::io("go on with", &path, error);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(length == 0)
            .truncate(false)
            .open(&path)
            .map_err(fail)?;
        if file.metadata().map_err(fail)?.len() < length {
            return Err(Error::OutputDamaged(path));
        }
        file.set_len(length).and_then(|()| file.seek(SeekFrom::End(0))).map_err(fail)?;
        Ok(Self::around(file, path, length))
    }

    /// Whether the file still ends in the records that `last` has written.
    fn verify(&self, last: &Commit) -> Result<(), Error> {
        let checksum = || -> io::Result<u32> {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(self.length - last.batch.min(self.length)))?;
            let mut batch = Vec::new();
            file.take(last.batch).read_to_end(&mut batch)?;
            Ok(crc32fast::hash(&batch))
        };
        let checksum = checksum().map_err(|error| Error::io("read", &self.path, error))?;
        let is_sound = last.batch == 0 || checksum == last.crc32;
        if is_sound { Ok(()) } else { Err(Error::OutputDamaged(self.path.clone())) }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|error| Error::io("write to", &self.path, error))?;
        self.checksum.update(bytes);
        self.batch += bytes.len() as u64;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Puts everything on disk; the bytes since the last time and their checksum.
    fn sync(&mut self) -> Result<(u64, u32), Error> {
        let batch = std::mem::take(&mut self.batch);
        let checksum = std::mem::take(&mut self.checksum).finalize();
        if batch > 0 {
            self.file
                .flush()
                .and_then(|()| self.file.get_ref().sync_data())
                .map_err(|error| Error::io("write to", &self.path, error))?;
        }
        Ok((batch, checksum))
    }
}

/// Makes new names in the folder of the output safe. Elsewhere than on Unix a folder cannot be synced.
fn sync_folder(paths: &Paths) -> Result<(), Error> {
    if cfg!(unix) {
        let folder = paths.folder();
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| Error::io("write to", folder, error))?;
    }
    Ok(())
}
