//! A folder of bad files: every one is read or refused with a reason, whatever is in it.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Instant;

use crate::support::{Folder, ROOT, SAYSO, each, has_all, report, same, sayso, string_at};
use crate::wire::complaints;

/// Seconds that the whole folder may take a debug build on a busy machine.
const PATIENCE: u64 = 300;

#[test]
fn a_folder_of_bad_files_is_read_to_its_end() {
    let folder = Folder::new();
    let made = Command::new("python3")
        .args(["scripts/hostile.py", &folder.typed("in")])
        .current_dir(ROOT)
        .output()
        .expect("Python is there");
    let count: usize =
        String::from_utf8_lossy(&made.stdout).trim().parse().expect("how many files there are");
    assert!(count >= 500, "{count} files");

    let listed = sayso(&["tag", "--dry-run", &folder.typed("in")]);
    let paths: BTreeSet<String> =
        listed.stdout.split('\n').filter_map(|line| line.splitn(4, '\t').nth(3).map(str::to_owned)).collect();
    let started = Instant::now();
    let ran = sayso(&["tag", "-q", &folder.typed("in"), "-o", &folder.typed("out.jsonl")]);
    let mut all = same("code", &ran.code, &Some(3));
    all.extend((started.elapsed().as_secs() > PATIENCE).then(|| format!("it took {:?}", started.elapsed())));

    let records = folder.lines("out.jsonl");
    let errors = folder.lines("out.errors.jsonl");
    for record in &records {
        all.extend(complaints(record));
    }
    for error in &errors {
        let message = string_at(error, "/message");
        all.extend((message.split(' ').count() < 3).then(|| format!("{error}: that is no reason")));
        all.extend((string_at(error, "/code") == "defect").then(|| format!("{error}: a defect of ours")));
    }
    // Nothing is dropped without a word: each file has a record or an error, of its own or of something in it.
    let told: Vec<&str> = records
        .iter()
        .map(|record| string_at(record, "/source/path"))
        .chain(errors.iter().map(|error| string_at(error, "/path")))
        .collect();
    for name in ["new\nline.txt", "tab\tand \u{1}.txt", "ünï💡.txt", "not-utf8-\u{FFFD}\u{FFFD}.txt"] {
        let path = folder.typed(&format!("in/{name}"));
        all.extend((!told.contains(&path.as_str())).then(|| format!("{path:?} is lost")));
    }
    // A path with control characters is listed with escapes.
    for path in paths.iter().filter(|path| !may_be_empty(path) && !path.contains('\\')) {
        all.extend(
            (!told.iter().any(|place| place.starts_with(path.as_str()))).then(|| format!("{path:?} is lost")),
        );
    }
    report(&all);
}

/// Files of many records of which there may be none.
fn may_be_empty(path: &str) -> bool {
    [".jsonl", ".json", ".csv", ".mbox", ".warc", ".warc.gz", ".zip", ".rss", ".atom", ".parquet"]
        .iter()
        .any(|end| path.ends_with(end))
}

#[test]
fn a_file_that_is_named_but_cannot_be_read_is_an_error_of_its_own() {
    let folder = Folder::with(&[("good.txt", "Experts say so."), ("sub/good.txt", "Experts say so.")]);
    std::os::unix::fs::symlink("nowhere", folder.path("sub/dangling.txt")).expect("a link");
    std::os::unix::fs::symlink(".", folder.path("sub/loop")).expect("a link");
    let rows = [("good.txt", Some(0)), ("sub", Some(0)), ("sub/dangling.txt", Some(2))];
    each(&rows, |(name, code)| {
        let ran = sayso(&["tag", &folder.typed(name)]);
        let mut all = same(name, &ran.code, code);
        if *code == Some(2) {
            all.extend(has_all(name, &ran.stderr, &["no such file or folder"]));
        }
        all
    });
}

/// The superuser may look into everything, so there the run is somebody else's.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_is_shut_costs_nothing_else() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&[("in/a.txt", "Experts say so."), ("in/shut/b.txt", "Nobody says so.")]);
    let set = |name: &str, mode| {
        fs::set_permissions(folder.path(name), Permissions::from_mode(mode)).expect("ours");
    };
    set(".", 0o755);
    set("in/shut", 0);
    let is_superuser = fs::read_dir(folder.path("in/shut")).is_ok();
    let mut command = Command::new(if is_superuser { "setpriv" } else { SAYSO });
    if is_superuser {
        command.args(["--reuid=65534", "--clear-groups", SAYSO]);
    }
    let ran = command.args(["tag", "--no-model", &folder.typed("in")]).output().expect("it starts");
    set("in/shut", 0o755);
    let stderr = String::from_utf8_lossy(&ran.stderr).into_owned();
    let mut all = same("code", &ran.status.code(), &Some(3));
    all.extend(same("records", &String::from_utf8_lossy(&ran.stdout).lines().count(), &1));
    all.extend(has_all("errors", &stderr, &["in/shut: cannot be looked into: Permission denied"]));
    report(&all);
}
