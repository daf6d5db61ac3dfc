//! Running the real binary, and reporting every failing row of a table.

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The binary under test.
pub(crate) const SAYSO: &str = env!("CARGO_BIN_EXE_sayso");

/// The repository, which every command runs in, so that the paths of its records are the same everywhere.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The samples, as a user in the repository would type it.
pub(crate) const SAMPLES: &str = "corpus/samples";

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Standard output, a JSON value a line.
    pub(crate) fn lines(&self) -> Vec<Value> {
        json_lines(&self.stdout)
    }
}

/// Runs `sayso` in the repository with the rules alone; no run may panic, whatever else it does.
pub(crate) fn sayso<A: AsRef<str>>(arguments: &[A]) -> Ran {
    sayso_reading(arguments, Vec::new())
}

/// Runs `sayso` with exactly these arguments, so with its model.
pub(crate) fn sayso_with_model<A: AsRef<str>>(arguments: &[A]) -> Ran {
    ran(arguments.iter().map(AsRef::as_ref), Vec::new())
}

/// Arguments by which the rules tag alone: the model is for the tests that are about it, and takes longer.
pub(crate) fn without_model<'a>(arguments: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut arguments: Vec<&str> = arguments.collect();
    if matches!(arguments.first(), Some(&("tag" | "explain"))) {
        arguments.insert(1, "--no-model");
    }
    arguments
}

/// The same with `input` on standard input.
pub(crate) fn sayso_reading<A: AsRef<str>>(arguments: &[A], input: impl Into<Vec<u8>>) -> Ran {
    ran(without_model(arguments.iter().map(AsRef::as_ref)).into_iter(), input)
}

fn ran<'a>(arguments: impl Iterator<Item = &'a str>, input: impl Into<Vec<u8>>) -> Ran {
    let mut command = Command::new(SAYSO);
    // The width of help and explanations must not depend on who runs the tests.
    command
        .current_dir(ROOT)
        .env_remove("COLUMNS")
        .env_remove("CLICOLOR_FORCE")
        .env("XDG_CONFIG_HOME", "/nowhere")
        .write_stdin(input);
    let output = command.args(arguments).output().expect("the binary starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    let ran = Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran
}

/// Values from text with one a line.
pub(crate) fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

/// A folder that goes away with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a folder for the test"))
    }

    /// A folder with these files.
    pub(crate) fn with<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Self {
        let folder = Self::new();
        for (name, content) in files {
            folder.write(name, content);
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The path of `name` as typed in a command.
    pub(crate) fn typed(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// The folder itself as typed in a command.
    pub(crate) fn root(&self) -> String {
        self.0.path().display().to_string()
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("a folder");
        fs::write(&path, content).expect("a file");
        path.display().to_string()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The lines of a file as JSON.
    pub(crate) fn lines(&self, name: &str) -> Vec<Value> {
        json_lines(&self.read(name))
    }
}

/// Fails with every complaint at once.
pub(crate) fn report(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} failed:\n{}", complaints.len(), complaints.join("\n"));
}

/// Runs `check` on every row and reports all that fail; a row's name is its first line.
pub(crate) fn each<R>(rows: &[R], check: impl Fn(&R) -> Vec<String>) {
    report(&rows.iter().flat_map(check).collect::<Vec<_>>());
}

/// A complaint, when the two differ.
pub(crate) fn same<T: PartialEq + Debug>(what: &str, found: &T, expected: &T) -> Vec<String> {
    if found == expected {
        return Vec::new();
    }
    vec![format!("{what}\n  expected {expected:?}\n  found    {found:?}")]
}

/// A complaint for every one of `parts` that `text` lacks.
pub(crate) fn has_all<P: AsRef<str>>(what: &str, text: &str, parts: &[P]) -> Vec<String> {
    let missing = parts.iter().map(AsRef::as_ref).filter(|part| !text.contains(part));
    missing.map(|part| format!("{what}: {part:?} is not in\n{text}")).collect()
}

/// The string at `pointer` of a value; empty where there is none.
pub(crate) fn string_at<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The strings at `pointer` of every value.
pub(crate) fn strings_at(values: &[Value], pointer: &str) -> Vec<String> {
    values.iter().map(|value| string_at(value, pointer).to_owned()).collect()
}

/// Every sample file, in order of path, relative to the repository.
pub(crate) fn sample_files() -> Vec<String> {
    let mut files = Vec::new();
    for genre in fs::read_dir(Path::new(ROOT).join(SAMPLES)).expect("the samples are there") {
        let genre = genre.expect("a folder of samples").path();
        for file in fs::read_dir(genre).expect("a folder of samples") {
            let path = file.expect("a sample").path();
            files.push(path.strip_prefix(ROOT).expect("in the repository").display().to_string());
        }
    }
    files.sort();
    files
}
