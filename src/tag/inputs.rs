//! What a run reads: the files, as they were when it began, and which of their documents.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;

use crate::config::Settings;
use crate::error::{DocumentError, Error};
use crate::ingest::{self, Format, Found, InputFile, Listed, STANDARD_INPUT, Selection};
use crate::output::{JournalFile, State};
use crate::sample;

/// The files behind `paths`, each with its stamp of this moment, and the folders that cannot be looked into.
///
/// # Errors
///
/// As [`ingest::find`].
pub fn list(paths: &[PathBuf], selection: &Selection) -> Result<(Vec<Listed>, Vec<DocumentError>), Error> {
    let Found { files, closed } = ingest::find(paths, selection)?;
    Ok((files.into_iter().map(Listed::now).collect(), closed))
}

/// The files of an interrupted run: those of its journal with the stamps of then, in their order. Files that have come
/// since are not in it; one that has gone stays, to be an error of its own.
pub(super) fn reconcile(journal: &[JournalFile], found: Vec<Listed>) -> Vec<Listed> {
    let mut by_path: HashMap<String, VecDeque<InputFile>> = HashMap::new();
    for listed in found {
        by_path.entry(listed.file.path.to_string_lossy().into_owned()).or_default().push_back(listed.file);
    }
    let gone = |path: &str| {
        let path = PathBuf::from(path);
        let id = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        InputFile { format: Format::of(&path), path, id }
    };
    let known = |file: &JournalFile| {
        let found = by_path.get_mut(&file.path).and_then(VecDeque::pop_front);
        Listed { file: found.unwrap_or_else(|| gone(&file.path)), stamp: file.stamp }
    };
    journal.iter().map(known).collect()
}

/// The documents of the sample; `None` when all are wanted.
pub(super) fn chosen(settings: &Settings, files: &[Listed]) -> Result<Option<BTreeSet<u64>>, Error> {
    let Some(size) = settings.sample else { return Ok(None) };
    if files.iter().any(|file| file.file.id == STANDARD_INPUT) {
        return Err(Error::SampleOfStream);
    }
    let total = files.iter().map(|file| sample::count(file, &settings.reading())).sum();
    Ok(Some(sample::sample(size, total)))
}

/// The bytes of all files; `None` when they cannot be known.
pub(super) fn bytes(files: &[Listed]) -> Option<u64> {
    files.iter().map(|file| file.stamp.map(|stamp| stamp.bytes)).sum()
}

/// The bytes that a run has behind it.
pub(super) fn behind(files: &[Listed], state: &State) -> u64 {
    let whole = files.iter().take(state.position.file);
    whole.filter_map(|file| file.stamp).map(|stamp| stamp.bytes).sum()
}
