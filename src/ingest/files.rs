//! From the paths of the command line to the files to read.

use std::io;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use super::format::Format;
use crate::error::{DocumentError, Error, Stage};

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Where it is; [`STANDARD_INPUT`] for standard input.
    pub path: PathBuf,
    /// Its path relative to the folder given, with `/`; its name when it was given itself.
    pub id: String,
    /// What its name promises.
    pub format: Format,
}

/// Which files of a folder to take.
#[derive(Debug, Default)]
pub struct Selection {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl Selection {
    /// Globs over paths relative to the folder given. Without any `include`, the files whose format is known by name.
    ///
    /// # Errors
    ///
    /// [`Error::Glob`] when one does not parse.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, Error> {
        let include = if include.is_empty() { None } else { Some(globs(include)?) };
        Ok(Self { include, exclude: globs(exclude)? })
    }

    fn takes(&self, file: &InputFile) -> bool {
        let wanted = match &self.include {
            Some(include) => include.is_match(&file.id),
            None => file.format != Format::Unknown,
        };
        wanted && !self.exclude.is_match(&file.id)
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet, Error> {
    let mut set = GlobSetBuilder::new();
    let fail = |glob: &str| {
        let glob = glob.to_owned();
        move |source| Error::Glob { glob, source }
    };
    for pattern in patterns {
        set.add(Glob::new(pattern).map_err(fail(pattern))?);
    }
    set.build().map_err(fail(""))
}

/// What lies behind the paths of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The files to read, those of one folder in order of name.
    pub files: Vec<InputFile>,
    /// The folders inside a folder that cannot be looked into.
    pub closed: Vec<DocumentError>,
}

/// The files behind `paths`. In folders, hidden files and what is no file (pipes, sockets) are skipped, and links are not
/// followed.
///
/// # Errors
///
/// [`Error::MissingPath`], [`Error::Io`] when a folder that was named cannot be read, [`Error::NoDocuments`] when there
/// is nothing to read.
pub fn find(paths: &[PathBuf], selection: &Selection) -> Result<Found, Error> {
    let mut found = Found::default();
    let files = &mut found.files;
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            files.push(InputFile {
                path: path.clone(),
                id: STANDARD_INPUT.to_owned(),
                format: Format::Unknown,
            });
        } else if path.is_dir() {
            in_folder(path, selection, files, &mut found.closed)?;
        } else if path.exists() {
            let name = path.file_name().unwrap_or(path.as_os_str());
            let id = name.to_string_lossy().into_owned();
            files.push(InputFile { path: path.clone(), id, format: Format::of(path) });
        } else {
            return Err(Error::MissingPath(path.clone()));
        }
    }
    if found.files.is_empty() && found.closed.is_empty() {
        let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Error::NoDocuments(places.join(", ")));
    }
    Ok(found)
}

fn in_folder(
    folder: &Path,
    selection: &Selection,
    files: &mut Vec<InputFile>,
    closed: &mut Vec<DocumentError>,
) -> Result<(), Error> {
    let walk = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => {
                return Err(Error::io("read the folder", folder, error.into()));
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_path_buf();
                let reason = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                closed.push(cannot_look_into(&path, &reason));
                continue;
            }
        };
        if entry.file_type().is_file() {
            let path = entry.into_path();
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            let file = InputFile { id: parts.join("/"), format: Format::of(&path), path };
            if selection.takes(&file) {
                files.push(file);
            }
        }
    }
    Ok(())
}

fn cannot_look_into(folder: &Path, error: &io::Error) -> DocumentError {
    DocumentError {
        path: folder.display().to_string(),
        stage: Stage::Open,
        code: "unreadable".into(),
        message: format!("cannot be looked into: {error}"),
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(include: &[&str], exclude: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path();
        fs::create_dir_all(root.join("sub/.git")).expect("folders");
        for name in ["b.txt", "a.HTML", "notes.log", ".hidden.txt", "sub/c.md", "sub/.git/d.txt"] {
            fs::write(root.join(name), "text").expect("a file");
        }
        let owned = |globs: &[&str]| globs.iter().map(|glob| (*glob).to_owned()).collect::<Vec<_>>();
        let selection = Selection::new(&owned(include), &owned(exclude)).expect("the globs parse");
        let found = find(&[root.to_path_buf()], &selection)
            .map(|found| found.files.into_iter().map(|file| file.id).collect::<Vec<_>>());
        assert_eq!(found.unwrap_or_default(), expected, "{include:?} {exclude:?}");
    }

    #[test]
    fn folders_are_walked_in_order_without_what_is_hidden() {
        check(&[], &[], &["a.HTML", "b.txt", "sub/c.md"]);
        check(&["*.log"], &[], &["notes.log"]);
        check(&[], &["sub/**"], &["a.HTML", "b.txt"]);
        check(&["*.nothing"], &[], &[]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("a.txt"), "text").expect("a file");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("a link");
        let found = find(&[folder.path().to_path_buf()], &Selection::default()).expect("one file");
        assert_eq!(found.files.len(), 1);
    }
}
