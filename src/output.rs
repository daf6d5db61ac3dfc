//! Where a run writes: records to a file or standard output, failures and run data beside the file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::config::Settings;
use crate::error::{DocumentError, Error};
use crate::record::{Summary, Tool};

/// The open outputs of a run.
///
/// A file is written under the name `FILE.part` and gets its own name when the run is complete, so that a file of that
/// name is never half a run.
pub struct Outputs {
    records: Box<dyn Write + Send>,
    errors: Option<BufWriter<File>>,
    paths: Option<Paths>,
}

/// The files of a run that does not write to standard output.
#[derive(Clone, Debug)]
pub struct Paths {
    /// `out.jsonl`
    pub records: PathBuf,
    /// `out.errors.jsonl`
    pub errors: PathBuf,
    /// `out.run.json`
    pub run: PathBuf,
    part: PathBuf,
}

impl Paths {
    fn new(records: &Path) -> Self {
        let beside = |extension: &str| {
            let stem = records.file_stem().unwrap_or(records.as_os_str()).to_string_lossy();
            records.with_file_name(format!("{stem}.{extension}"))
        };
        let mut part = records.as_os_str().to_owned();
        part.push(".part");
        Self {
            records: records.to_path_buf(),
            errors: beside("errors.jsonl"),
            run: beside("run.json"),
            part: part.into(),
        }
    }
}

/// One line of `errors.jsonl`.
#[derive(Serialize)]
struct ErrorLine<'a> {
    path: &'a str,
    code: &'a str,
    message: &'a str,
    stage: &'a str,
}

/// `run.json`
#[derive(Serialize)]
struct RunData<'a> {
    version: &'a str,
    model: Option<&'a str>,
    rules: &'a str,
    options: &'a Settings,
    paths: Vec<String>,
    #[serde(flatten)]
    counts: &'a Counts,
}

/// The numbers of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    /// Documents that became records.
    pub documents: u64,
    /// Documents that could not be read.
    pub failures: u64,
    /// Input bytes of the documents read.
    pub bytes: u64,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Claims.
    pub summary: Summary,
}

impl Outputs {
    /// Opens the outputs before any work is done: `records` and the files beside it, or standard output.
    ///
    /// # Errors
    ///
    /// [`Error::OutputExists`] unless `force`; [`Error::Io`] when a file cannot be created.
    pub fn open(records: Option<&Path>, force: bool) -> Result<Self, Error> {
        let Some(records) = records else {
            return Ok(Self { records: Box::new(BufWriter::new(io::stdout())), errors: None, paths: None });
        };
        let paths = Paths::new(records);
        if records.is_dir() {
            let folder = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::io("write the records to a folder", records, folder));
        }
        for path in [&paths.records, &paths.errors, &paths.run] {
            if path.exists() && !force {
                return Err(Error::OutputExists(path.clone()));
            }
        }
        let create = |path: &Path| File::create(path).map_err(|error| Error::io("create", path, error));
        let part = create(&paths.part)?;
        let errors = create(&paths.errors)?;
        Ok(Self {
            records: Box::new(BufWriter::with_capacity(1 << 18, part)),
            errors: Some(BufWriter::new(errors)),
            paths: Some(paths),
        })
    }

    /// Writes whole lines of records.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], a broken pipe included.
    pub fn records(&mut self, lines: &[u8]) -> Result<(), Error> {
        let path = self.paths.as_ref().map_or(Path::new("standard output"), |paths| &paths.part);
        self.records.write_all(lines).map_err(|error| Error::io("write to", path, error))
    }

    /// Writes a failure to `errors.jsonl`, or to standard error where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn failure(&mut self, failure: &DocumentError) -> Result<(), Error> {
        let DocumentError { path, stage, code, message } = failure;
        let (Some(errors), Some(paths)) = (&mut self.errors, &self.paths) else {
            let _ = writeln!(io::stderr(), "sayso: {failure}");
            return Ok(());
        };
        let line = ErrorLine { path, code, message, stage: stage.name() };
        serde_json::to_writer(&mut *errors, &line)
            .map_err(io::Error::from)
            .and_then(|()| errors.write_all(b"\n"))
            .map_err(|error| Error::io("write to", &paths.errors, error))
    }

    /// Completes the files and gives the records their name.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn seal(
        mut self,
        tool: &Tool,
        settings: &Settings,
        inputs: &[PathBuf],
        counts: &Counts,
    ) -> Result<Option<Paths>, Error> {
        let Some(paths) = self.paths else {
            let flushed = self.records.flush();
            return flushed
                .map(|()| None)
                .map_err(|error| Error::io("write to", Path::new("standard output"), error));
        };
        self.records.flush().map_err(|error| Error::io("write to", &paths.part, error))?;
        if let Some(mut errors) = self.errors {
            errors.flush().map_err(|error| Error::io("write to", &paths.errors, error))?;
        }
        let run = RunData {
            version: env!("CARGO_PKG_VERSION"),
            model: tool.model.as_deref(),
            rules: &tool.rules,
            options: settings,
            paths: inputs.iter().map(|path| path.display().to_string()).collect(),
            counts,
        };
        let run = serde_json::to_string_pretty(&run).map_err(io::Error::from);
        run.and_then(|run| fs::write(&paths.run, run + "\n"))
            .map_err(|error| Error::io("write", &paths.run, error))?;
        fs::rename(&paths.part, &paths.records)
            .map_err(|error| Error::io("rename to", &paths.records, error))?;
        Ok(Some(paths))
    }
}
