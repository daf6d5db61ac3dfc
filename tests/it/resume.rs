//! Runs that are killed, stopped, starved or crossed, and go on: nothing is lost, nothing doubled, the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Folder, ROOT, Ran, SAYSO, each, has_all, report, same, sayso, strings_at};

/// Enough documents for several batches.
const DOCUMENTS: usize = 1_700;

/// One file of many records with people in cases, and some that cannot be read; and a few files of their own.
fn folder() -> Folder {
    let mut lines = String::new();
    for index in 0..DOCUMENTS {
        let names = ["Dana Hollis", "Piers Okafor", "Runa Weil", "Tomas Brandt", "Ivy Sedgwick"];
        let (who, other) = (names[index % 5], names[(index / 5) % 5]);
        if index % 97 == 5 {
            lines.push_str("{\"text\": 7}\n");
        } else {
            let _ = writeln!(
                lines,
                "{{\"id\": \"r{index}\", \"published\": \"20{:02}-03-04\", \"text\": \"{who}, 41, was charged with theft in Leeds \
                 on Monday. Official figures show that {index} cars were stolen last year. {other} {index}th denied it.\"}}",
                index % 30
            );
        }
    }
    Folder::with(&[
        ("in/a.jsonl", lines.as_str()),
        ("in/b.txt", "Experts say it is getting worse."),
        ("in/c.txt", "%PDF-1.7"),
    ])
}

fn arguments(folder: &Folder, more: &[&str]) -> Vec<String> {
    let mut all = vec!["tag".to_owned(), "--no-model".to_owned(), folder.typed("in"), "-o".to_owned()];
    all.push(folder.typed("out.jsonl"));
    all.extend(more.iter().map(|&one| one.to_owned()));
    all
}

fn start(folder: &Folder, more: &[&str]) -> Child {
    Command::new(SAYSO)
        .args(arguments(folder, more))
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts")
}

fn go_on(folder: &Folder, more: &[&str]) -> Ran {
    let all = arguments(folder, more);
    // `support` adds the option that leaves the model out.
    let without: Vec<&String> = all.iter().filter(|one| *one != "--no-model").collect();
    sayso(&without)
}

/// What an uninterrupted run writes.
struct Whole {
    records: String,
    errors: String,
    /// The run data without the seconds.
    run: Value,
}

fn counted(folder: &Folder) -> Value {
    let mut run: Value = serde_json::from_str(&folder.read("out.run.json")).expect("the run as JSON");
    run.as_object_mut().and_then(|run| run.remove("seconds")).expect("seconds");
    // The only option that may differ.
    run["options"].as_object_mut().and_then(|options| options.remove("jobs")).expect("jobs");
    run
}

fn whole(folder: &Folder, more: &[&str]) -> Whole {
    let ran = go_on(folder, more);
    assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.stderr);
    let found = Whole {
        records: folder.read("out.jsonl"),
        errors: folder.read("out.errors.jsonl"),
        run: counted(folder),
    };
    for name in ["out.jsonl", "out.errors.jsonl", "out.run.json"] {
        fs::remove_file(folder.path(name)).expect("an output");
    }
    found
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path(".")).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Waits until the journal has more than `commits` commits; false when the run ends before.
fn commits_more_than(folder: &Folder, commits: usize, child: &mut Child) -> bool {
    let started = Instant::now();
    while started.elapsed() < Duration::from_mins(2) {
        let journal = fs::read_to_string(folder.path("out.jsonl.journal")).unwrap_or_default();
        if journal.lines().filter(|line| line.starts_with("{\"commit\"")).count() > commits {
            return true;
        }
        if child.try_wait().expect("a child of ours").is_some() {
            return false;
        }
        thread::sleep(Duration::from_millis(1));
    }
    false
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill is there");
    assert!(sent.success());
}

fn is_whole(folder: &Folder, what: &str, expected: &Whole) -> Vec<String> {
    let mut all = same(what, &(folder.read("out.jsonl") == expected.records), &true);
    all.extend(same(what, &folder.read("out.errors.jsonl"), &expected.errors));
    all.extend(same(what, &counted(folder), &expected.run));
    let left = ["in", "out.errors.jsonl", "out.jsonl", "out.run.json"].map(str::to_owned).to_vec();
    all.extend(same(what, &names(folder), &left));
    all
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_with_the_same_bytes() {
    each(
        &[&["--redact", "people", "--since", "2009-05"][..], &["--lines", "claim", "--sample", "1400"]],
        |more| {
            let folder = folder();
            let expected = whole(&folder, more);
            let mut resumed = more.to_vec();
            resumed.push("--resume");
            let mut kills = 0;
            for delay in [0, 3, 0, 11, 5, 1] {
                let mut child = start(&folder, &resumed);
                if commits_more_than(&folder, kills, &mut child) {
                    thread::sleep(Duration::from_millis(delay));
                    child.kill().expect("a child of ours");
                    kills += 1;
                }
                child.wait().expect("a child of ours");
            }
            let last = go_on(&folder, &resumed);
            let mut all = is_whole(&folder, &format!("{more:?} after {kills} kills"), &expected);
            all.extend((kills < 2).then(|| format!("{more:?}: only {kills} kills")));
            all.extend((!matches!(last.code, Some(0 | 3))).then_some(last.stderr));
            // Once more: nothing is left to do.
            let idle = go_on(&folder, &resumed);
            all.extend(same("idle", &idle.code, &Some(0)));
            all.extend(has_all("idle", &idle.stderr, &["out.jsonl is complete: nothing is left to do"]));
            all.extend(is_whole(&folder, "idle", &expected));
            all
        },
    );
}

#[cfg(unix)]
#[test]
fn a_signal_stops_a_run_behind_a_whole_batch() {
    each(&["-INT", "-TERM"], |name| {
        let folder = folder();
        let expected = whole(&folder, &[]);
        let mut child = start(&folder, &[]);
        assert!(commits_more_than(&folder, 0, &mut child), "the run is long enough");
        signal(&child, name);
        let ended = child.wait_with_output().expect("a child of ours");
        let stderr = String::from_utf8(ended.stderr).expect("output is UTF-8");
        let mut all = same(name, &ended.status.code(), &Some(130));
        all.extend(has_all(
            name,
            &stderr,
            &["stopping after this batch", "sayso: stopped; ", "--resume to go on"],
        ));
        // Neither a new run nor another one takes its place.
        let rows: [(&[&str], &str); 4] = [
            (&[], "--resume to go on, or with --force"),
            (&["--resume", "--lines", "claim"], "lines was \"document\" then and is \"claim\" now"),
            (&["--resume", "--exclude", "b.txt"], "exclude was [] then"),
            (&["--resume", "--rules", "tests/golden"], "rules was null then"),
        ];
        for (more, says) in rows {
            let refused = go_on(&folder, more);
            all.extend(same(says, &refused.code, &Some(2)));
            all.extend(has_all(says, &refused.stderr, &[says]));
        }
        all.extend(same(name, &go_on(&folder, &["--resume", "--jobs", "1"]).code, &Some(3)));
        all.extend(is_whole(&folder, name, &expected));
        all
    });
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_for_standard_input_stops_too() {
    let folder = Folder::new();
    let mut child = Command::new(SAYSO)
        .args(["tag", "--no-model", "-", "-o", &folder.typed("out.jsonl")])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut input = child.stdin.take().expect("standard input");
    input.write_all(b"{\"text\": \"Experts say so.\"}\n").expect("it reads");
    while !folder.path("out.jsonl.journal").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    signal(&child, "-TERM");
    let started = Instant::now();
    let status = child.wait().expect("a child of ours");
    assert_eq!(status.code(), Some(130));
    assert!(started.elapsed() < Duration::from_secs(20));
    drop(input);
}

#[test]
fn two_runs_on_one_output_refuse_each_other() {
    let folder = folder();
    // It waits for standard input until it is let go.
    let mut first = Command::new(SAYSO)
        .args(["tag", "--no-model", "-q", "-", "-o", &folder.typed("out.jsonl")])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    while !folder.path("out.jsonl.journal").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    let mut all = Vec::new();
    for more in [&[][..], &["--force"], &["--resume"]] {
        let refused = go_on(&folder, more);
        all.extend(same("busy", &refused.code, &Some(2)));
        all.extend(has_all("busy", &refused.stderr, &["another run is writing to this output"]));
    }
    first.stdin.take().expect("standard input").write_all(b"Experts say so.").expect("it reads");
    all.extend(same("first", &first.wait().expect("a child of ours").code(), &Some(0)));
    all.extend(same("first", &strings_at(&folder.lines("out.jsonl"), "/id"), &vec!["-".to_owned()]));
    report(&all);
}

/// A limit on the size of files does to a write what a full disk does, without one.
#[cfg(unix)]
#[test]
fn a_full_disk_is_a_clean_stop() {
    let folder = folder();
    let expected = whole(&folder, &[]);
    let command = format!("ulimit -f 1500; trap '' XFSZ; exec {SAYSO} {}", arguments(&folder, &[]).join(" "));
    let full = Command::new("sh").args(["-c", &command]).current_dir(ROOT).output().expect("a shell");
    let stderr = String::from_utf8(full.stderr).expect("output is UTF-8");
    let mut all = same("full", &full.status.code(), &Some(1));
    all.extend(has_all(
        "full",
        &stderr,
        &["out.jsonl is unfinished; what it holds is safe", "--resume", "File too large"],
    ));
    all.extend(same("then", &go_on(&folder, &["--resume"]).code, &Some(3)));
    all.extend(is_whole(&folder, "then", &expected));
    report(&all);
}

#[test]
fn what_somebody_else_cut_off_is_noticed() {
    let folder = folder();
    let mut child = start(&folder, &[]);
    assert!(commits_more_than(&folder, 0, &mut child), "the run is long enough");
    child.kill().expect("a child of ours");
    child.wait().expect("a child of ours");
    let part = fs::OpenOptions::new().write(true).open(folder.path("out.jsonl.part")).expect("the part");
    part.set_len(100).expect("a shorter part");
    let refused = go_on(&folder, &["--resume"]);
    let mut all = same("damaged", &refused.code, &Some(1));
    all.extend(has_all(
        "damaged",
        &refused.stderr,
        &["somebody has changed this unfinished output", "--force"],
    ));
    all.extend(same("anew", &go_on(&folder, &["--force"]).code, &Some(3)));
    report(&all);
}

#[test]
fn files_that_change_or_go_are_told() {
    let folder = folder();
    let mut child = start(&folder, &[]);
    assert!(commits_more_than(&folder, 0, &mut child), "the run is long enough");
    child.kill().expect("a child of ours");
    child.wait().expect("a child of ours");
    folder.write("in/b.txt", "Experts say it is getting better, officials say.");
    folder.write("in/d.txt", "Not there when the run began.");
    fs::remove_file(folder.path("in/c.txt")).expect("a file");
    let ran = go_on(&folder, &["--resume"]);
    let run: Value = serde_json::from_str(&folder.read("out.run.json")).expect("the run as JSON");
    let mut all =
        has_all("summary", &ran.stderr, &["changed   2 files changed or went during the run", "b.txt"]);
    let typed = |name: &str| Value::from(folder.typed(name));
    all.extend(same("changed", &run["changed"], &vec![typed("in/b.txt"), typed("in/c.txt")].into()));
    all.extend(same(
        "gone",
        strings_at(&folder.lines("out.errors.jsonl"), "/code").last().expect("a failure"),
        &"unreadable".to_owned(),
    ));
    all.extend(same("new", &folder.read("out.jsonl").contains("Not there"), &false));
    report(&all);
}
