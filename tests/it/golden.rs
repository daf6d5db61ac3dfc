//! Whole records of all samples. They change only by `UPDATE_GOLDEN=1 cargo nextest run golden` and by review.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::record::Record;
use serde_json::Value;

use crate::support::{ROOT, SAMPLES, report, sayso};

/// Lines of each side that a message shows.
const SHOWN: usize = 8;

/// Lines of context above the first difference.
const CONTEXT: usize = 3;

/// Compares the files below `tests/golden` whose relative path begins with `family` with what they should be, and names
/// those that are missing or too many; with `UPDATE_GOLDEN` set, writes them instead.
pub(crate) fn compare(family: &str, found: &BTreeMap<String, String>) {
    let folder = Path::new(ROOT).join("tests/golden");
    let mut stored = stored(&folder);
    stored.retain(|name, _| name.starts_with(family));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        return update(&folder, &stored, found);
    }
    let mut complaints = Vec::new();
    for (name, text) in found {
        match stored.remove(name) {
            Some(golden) if golden == *text => {}
            Some(golden) => complaints.push(format!("{name} differs:\n{}", difference(&golden, text))),
            None => complaints.push(format!("{name} is not stored")),
        }
    }
    complaints
        .extend(stored.into_keys().map(|name| format!("{name} is stored, but nothing makes it any more")));
    if !complaints.is_empty() {
        complaints.push(
            "If this is meant: UPDATE_GOLDEN=1 cargo nextest run golden, and read the diff.".to_owned(),
        );
    }
    report(&complaints);
}

fn update(folder: &Path, stored: &BTreeMap<String, String>, found: &BTreeMap<String, String>) {
    for name in stored.keys().filter(|name| !found.contains_key(*name)) {
        fs::remove_file(folder.join(name)).expect("a stale golden file");
    }
    for (name, text) in found {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder");
        fs::write(path, text).expect("a golden file");
    }
}

/// All files below `folder` by their relative path.
fn stored(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it lies in the folder").display().to_string();
            files.insert(name, fs::read_to_string(&path).expect("golden files are text"));
        }
    }
    files
}

/// Where two texts part: a few lines above, and what stands in the place on either side.
fn difference(golden: &str, found: &str) -> String {
    let (golden, found): (Vec<&str>, Vec<&str>) = (golden.lines().collect(), found.lines().collect());
    let head = golden.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let behind = golden[head..].iter().rev().zip(found[head..].iter().rev());
    let tail = behind.take_while(|(a, b)| a == b).count();
    let mut text = format!("  line {}\n", head + 1);
    for line in &golden[head.saturating_sub(CONTEXT)..head] {
        let _ = writeln!(text, "    {line}");
    }
    for (sign, lines) in [("-", &golden[head..golden.len() - tail]), ("+", &found[head..found.len() - tail])]
    {
        for line in lines.iter().take(SHOWN) {
            let _ = writeln!(text, "  {sign} {line}");
        }
        if lines.len() > SHOWN {
            let _ = writeln!(text, "  {sign} … {} more lines", lines.len() - SHOWN);
        }
    }
    text
}

#[test]
fn golden_records() {
    let mut records = BTreeMap::new();
    for line in sayso(&["tag", "-q", SAMPLES]).stdout.lines() {
        // By way of `Record`, which keeps the order of the fields; that it loses nothing is tested with the wire format.
        let mut record: Record = serde_json::from_str(line).expect("our own record");
        // What changes with every rule and release says nothing about the document.
        "<version>".clone_into(&mut record.tool.version);
        "<hash>".clone_into(&mut record.tool.rules);
        let name = format!("records/{}.json", record.id);
        let text = in_lines(&record);
        assert!(records.insert(name.clone(), text).is_none(), "{name} stands twice");
    }
    compare("records/", &records);
}

/// The record with a line for each field, and for each object of a list: a difference in review is one object.
fn in_lines(record: &Record) -> String {
    let Ok(Value::Object(fields)) = serde_json::to_value(record) else { panic!("a record is an object") };
    let mut text = String::from("{\n");
    for (name, value) in &fields {
        match value {
            Value::Array(list) if !list.is_empty() => {
                let lines: Vec<String> = list.iter().map(|object| format!("  {object}")).collect();
                let _ = writeln!(text, " \"{name}\": [\n{}\n ],", lines.join(",\n"));
            }
            _ => {
                let _ = writeln!(text, " \"{name}\": {value},");
            }
        }
    }
    text.truncate(text.len() - 2);
    text + "\n}\n"
}

#[test]
fn golden_help() {
    let mut pages = BTreeMap::new();
    for command in ["", "tag", "explain", "eval", "schema", "completions", "man"] {
        let (name, arguments) =
            if command.is_empty() { ("sayso", vec!["--help"]) } else { (command, vec![command, "--help"]) };
        let ran = sayso(&arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{name}");
        pages.insert(format!("help-{name}.txt"), ran.stdout);
    }
    compare("help-", &pages);
}

#[test]
fn a_difference_is_shown_with_its_place() {
    let golden = "a\nb\nc\nd\ne\nf";
    for (found, expected) in [
        ("a\nb\nc\nd\nX\nf", "  line 5\n    b\n    c\n    d\n  - e\n  + X\n"),
        ("a\nb\nc\nd\ne", "  line 6\n    c\n    d\n    e\n  - f\n"),
        ("X\na\nb\nc\nd\ne\nf", "  line 1\n  + X\n"),
    ] {
        assert_eq!(difference(golden, found), expected);
    }
}
