//! The files of a run.

use std::path::{Path, PathBuf};

/// The files of a run that does not write to standard output. Records and errors have `.part` behind their names until
/// the run is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// `out.jsonl`
    pub records: PathBuf,
    /// `out.errors.jsonl`
    pub errors: PathBuf,
    /// `out.run.json`
    pub run: PathBuf,
    /// `out.jsonl.journal`: how far the run has come; it goes when the run is complete.
    pub journal: PathBuf,
}

impl Paths {
    /// The files beside `records`.
    #[must_use]
    pub fn new(records: &Path) -> Self {
        let beside = |extension: &str| {
            let stem = records.file_stem().unwrap_or(records.as_os_str()).to_string_lossy();
            records.with_file_name(format!("{stem}.{extension}"))
        };
        Self {
            records: records.to_path_buf(),
            errors: beside("errors.jsonl"),
            run: beside("run.json"),
            journal: with_suffix(records, ".journal"),
        }
    }

    /// Where the file is written until it is whole.
    pub(super) fn part(path: &Path) -> PathBuf {
        with_suffix(path, ".part")
    }

    /// The folder that all of them stand in.
    pub(super) fn folder(&self) -> &Path {
        match self.records.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        }
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
