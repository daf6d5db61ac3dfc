//! Where the results of a run go, and what it says of itself.

use std::fs::{self, OpenOptions};
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{TEXT, typed};
use crate::support::{Folder, ROOT, SAMPLES, SAYSO, each, has_all, report, same, sayso, strings_at};

#[test]
fn standard_error_is_quiet_or_plain() {
    let folder = Folder::with(&[("in/a.txt", TEXT), ("some/a.txt", TEXT), ("some/b.txt", "%PDF-1.7")]);
    let rows: [(&str, &str); 5] = [
        ("tag -q {}/in", ""),
        ("tag -q {}/in -o {}/1.jsonl", ""),
        ("tag -q {}/some -o {}/2.jsonl", ""),
        ("tag {}/some -o {}/3.jsonl", "1 document could not be read: see"),
        // Where no file takes the failures, even a quiet run must tell them.
        ("tag -q {}/some", "b.txt: cannot be opened as a PDF: "),
    ];
    each(&rows, |(command, says)| {
        let stderr = sayso(&typed(&folder, command)).stderr;
        let mut all = has_all(command, &stderr, &[*says]);
        all.extend((says.is_empty() && !stderr.is_empty()).then(|| format!("{command}: {stderr}")));
        all.extend(
            stderr.contains(['\x1b', '\r']).then(|| format!("{command}: {stderr:?} is meant for a terminal")),
        );
        all
    });
}

#[test]
fn the_summary_counts_what_was_written() {
    let folder = Folder::with(&[("bad.txt", "%PDF-1.7")]);
    let ran = sayso(&typed(&folder, &format!("tag {SAMPLES} {{}}/bad.txt -o {{}}/out.jsonl")));
    let records = folder.lines("out.jsonl");
    let claims: Vec<&Value> =
        records.iter().filter_map(|record| record["claims"].as_array()).flatten().collect();
    let typed_as = |kind: &str| {
        let has = |claim: &&&Value| {
            claim["types"].as_array().is_some_and(|types| types.iter().any(|one| one == kind))
        };
        claims.iter().filter(has).count()
    };
    let judged = |verdict: &str| claims.iter().filter(|claim| claim["sourcing"] == verdict).count();
    let line = |of: &dyn Fn(&str) -> usize, words: &[&str]| -> String {
        words.iter().map(|word| format!("{word} {}", of(word))).collect::<Vec<_>>().join(" · ")
    };
    let expected = [
        format!("{} documents, {} claims in ", records.len(), claims.len()),
        format!("types     {}\n", line(&typed_as, &["figure", "case", "policy", "assertion"])),
        format!("verdicts  {}\n", line(&judged, &["sourced", "attributed", "vague", "unsourced"])),
        format!("written   {}\n", folder.typed("out.jsonl")),
        format!("failures  1 document could not be read: see {}\n", folder.typed("out.errors.jsonl")),
    ];
    report(&has_all("summary", &ran.stderr, &expected));

    let run: Value = serde_json::from_str(&folder.read("out.run.json")).expect("the run as JSON");
    let bytes: u64 = records.iter().filter_map(|record| record["source"]["bytes"].as_u64()).sum();
    let mut all = same("documents", &run["documents"], &records.len().into());
    all.extend(same("failures", &run["failures"], &1.into()));
    all.extend(same("claims", &run["summary"]["claims"], &claims.len().into()));
    all.extend(same("bytes", &run["bytes"], &bytes.into()));
    all.extend(same("version", &run["version"], &env!("CARGO_PKG_VERSION").into()));
    all.extend(same("rules", &run["rules"], &records[0]["tool"]["rules"]));
    all.extend(same("options", &run["options"]["lines"], &"document".into()));
    all.extend((run["seconds"].as_f64() <= Some(0.0)).then(|| format!("seconds: {}", run["seconds"])));
    report(&all);
}

#[test]
fn an_output_that_exists_is_kept_unless_forced() {
    each(&["out.jsonl", "out.errors.jsonl", "out.run.json"], |existing| {
        let folder = Folder::with(&[("in/a.txt", TEXT), (*existing, "precious")]);
        let refused = sayso(&typed(&folder, "tag {}/in -o {}/out.jsonl"));
        let mut all = same(existing, &(refused.code, folder.read(existing).as_str()), &(Some(2), "precious"));
        all.extend(has_all(existing, &refused.stderr, &[*existing, "--force", "--output"]));
        let forced = sayso(&typed(&folder, "tag {}/in -o {}/out.jsonl --force"));
        all.extend(same(existing, &forced.code, &Some(0)));
        all.extend(same(existing, &strings_at(&folder.lines("out.jsonl"), "/id"), &vec!["a.txt".to_owned()]));
        all.extend(same(existing, &folder.read("out.errors.jsonl").as_str(), &""));
        let mut names: Vec<_> = fs::read_dir(folder.path("."))
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        all.extend(same(
            existing,
            &names.as_slice(),
            &["in", "out.errors.jsonl", "out.jsonl", "out.run.json"].map(str::to_owned).as_slice(),
        ));
        all
    });
}

/// Waits for `child`; `None` when it takes longer than any honest end would.
fn end_of(child: &mut Child) -> Option<i32> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_mins(1) {
        if let Some(status) = child.try_wait().expect("a child of ours") {
            return status.code();
        }
        thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    None
}

#[test]
fn an_output_that_cannot_be_written_is_found_before_the_work() {
    let folder = Folder::with(&[("there.jsonl", "precious")]);
    let rows = [("missing/out.jsonl", 2), ("there.jsonl", 2), ("there.jsonl/out.jsonl", 1)];
    each(&rows, |(output, code)| {
        // Standard input stays open and empty: a run that starts to read never ends.
        let mut child = Command::new(SAYSO)
            .args(["tag", "--no-model", "-", "-o", &folder.typed(output)])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let held = child.stdin.take();
        let all = same(output, &end_of(&mut child), &Some(*code));
        drop(held);
        all
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let full = OpenOptions::new().write(true).open("/dev/full").expect("the device that is always full");
    let output = Command::new(SAYSO)
        .args(["tag", "--no-model", "-q", SAMPLES])
        .current_dir(ROOT)
        .stdout(full)
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    report(&has_all("stderr", &stderr, &["standard output: cannot write to", "No space left"]));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let rows = [
        "tag --no-model corpus/samples",
        "tag --no-model corpus/samples --lines claim -j 2",
        "schema",
        "man",
        "completions bash",
    ];
    each(&rows, |command| {
        let mut child = Command::new(SAYSO)
            .args(command.split(' '))
            .current_dir(ROOT)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdout = child.stdout.take().expect("it is piped");
        let read = stdout.read(&mut [0]).expect("a byte");
        drop(stdout);
        let mut stderr = String::new();
        let _ = child.stderr.take().map(|mut pipe| pipe.read_to_string(&mut stderr));
        let mut all = same(command, &(read, end_of(&mut child), stderr.as_str()), &(1, Some(0), ""));
        all.truncate(1);
        all
    });
}
