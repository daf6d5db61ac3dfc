//! Trying a run on a slice, seeing what it would read, and watching it: `--dry-run`, `--since`, `--sample`, `--stats`,
//! `--log` and the user's own configuration.

use std::process::Command;

use serde_json::Value;

use crate::support::{Folder, ROOT, Ran, SAYSO, each, has_all, json_lines, report, same, sayso, strings_at};

fn folder() -> Folder {
    let record = |id: &str, date: &str| {
        format!(
            "{{\"id\": \"{id}\", \"published\": \"{date}\", \"text\": \"Ten people left, the Trust said.\"}}\n"
        )
    };
    let records =
        [record("old", "2019-04-30"), record("month", "2019-05"), record("new", "2020-01-01")].concat();
    Folder::with(&[
        ("in/a.jsonl", records.as_str()),
        ("in/b.txt", "Experts say it is getting worse."),
        ("in/sub/c.html", "<html><body><p>Nobody came to the meeting, officials said.</p></body></html>"),
        ("in/d.txt", "%PDF"),
    ])
}

fn tagged(folder: &Folder, more: &[&str]) -> Ran {
    let mut all = vec!["tag".to_owned(), folder.typed("in")];
    all.extend(more.iter().map(|&one| one.to_owned()));
    sayso(&all)
}

#[test]
fn a_dry_run_lists_what_would_be_read_and_reads_nothing() {
    let folder = folder();
    let output = folder.typed("out.jsonl");
    let ran = tagged(&folder, &["--dry-run", "-o", &output, "--exclude", "d.txt"]);
    let lines: Vec<Vec<&str>> = ran.stdout.lines().map(|line| line.split('\t').collect()).collect();
    let expected = [("jsonl", "3", "in/a.jsonl"), ("text", "1", "in/b.txt"), ("html", "1", "in/sub/c.html")];
    let mut all = same("lines", &lines.len(), &(expected.len() + 1));
    for (line, (format, documents, path)) in lines.iter().zip(expected) {
        all.extend(same(path, &(line[0], line[1]), &(format, documents)));
        all.extend(same(path, &line[3], &folder.typed(path).as_str()));
    }
    all.extend(has_all("sum", &ran.stdout, &["3 files\t5 documents\t"]));
    all.extend(same("code", &ran.code, &Some(0)));
    all.extend(same("written", &folder.path("out.jsonl").exists(), &false));
    report(&all);
}

#[test]
fn slices_are_taken_by_date_and_by_number() {
    let folder = folder();
    // Files of their own have the day on which the test wrote them.
    let rows: [(&[&str], &[&str]); 5] = [
        (&["--since", "2019-05"], &["month", "new", "b.txt", "sub/c.html"]),
        (&["--since", "2020"], &["new", "b.txt", "sub/c.html"]),
        (&["--since", "9999"], &[]),
        (&["--sample", "100"], &["old", "month", "new", "b.txt", "sub/c.html"]),
        (&["--sample", "0"], &[]),
    ];
    each(&rows, |(more, expected)| {
        let ran = tagged(&folder, more);
        same(
            &format!("{more:?}"),
            &strings_at(&ran.lines(), "/id"),
            &expected.iter().map(|&id| id.to_owned()).collect(),
        )
    });
    let twice = [tagged(&folder, &["--sample", "2"]).stdout, tagged(&folder, &["--sample", "2"]).stdout];
    assert_eq!(twice[0], twice[1]);
    assert!(json_lines(&twice[0]).len() <= 2);
    let wrong: [(&[&str], &str); 2] = [
        (&["--since", "yesterday"], "not a date: yesterday; write it as 2024, 2024-05 or 2024-05-17"),
        (&["-", "--sample", "2"], "--sample counts the documents before it reads them"),
    ];
    each(&wrong, |(more, says)| {
        let ran = tagged(&folder, more);
        let mut all = same(says, &ran.code, &Some(2));
        all.extend(has_all(says, &ran.stderr, &[*says]));
        all
    });
}

#[test]
fn the_numbers_of_a_run_are_those_of_its_records() {
    let folder = folder();
    let output = folder.typed("out.jsonl");
    let ran = tagged(&folder, &["--stats", "-o", &output]);
    let run: Value = serde_json::from_str(&folder.read("out.run.json")).expect("the run as JSON");
    let records = folder.lines("out.jsonl");
    let claims = |genre: &str| -> u64 {
        let of = records.iter().filter(|record| record["genre"]["label"] == genre);
        of.filter_map(|record| record["summary"]["claims"].as_u64()).sum()
    };
    let genres = run["stats"]["genres"].as_object().expect("genres");
    let mut all: Vec<String> = genres
        .iter()
        .flat_map(|(genre, numbers)| same(genre, &numbers["claims"], &claims(genre).into()))
        .collect();
    let flagged = |flag: &str| {
        let flags =
            records.iter().flat_map(|record| record["claims"].as_array().cloned().unwrap_or_default());
        flags
            .filter(|claim| {
                claim["flags"].as_array().is_some_and(|flags| flags.iter().any(|one| one == flag))
            })
            .count()
    };
    all.extend(same("flag", &run["stats"]["flags"]["anonymous_source"], &flagged("anonymous_source").into()));
    all.extend(same("html", &run["stats"]["media_types"]["text/html"], &1.into()));
    all.extend(same("failure", &run["stats"]["failures"]["binary"], &1.into()));
    all.extend(has_all("table", &ran.stderr, &["genre  ", "anonymous_source", "text/html", "binary"]));
    report(&all);
}

#[test]
fn a_log_has_an_event_a_line() {
    let folder = folder();
    let output = folder.typed("out.jsonl");
    let ran = tagged(&folder, &["--log", "json", "--log-level", "debug", "-o", &output]);
    let events = json_lines(&ran.stderr);
    let mut messages = strings_at(&events, "/fields/message");
    messages.dedup();
    let expected = [
        "run begins",
        "document is tagged",
        "document could not be read",
        "document is tagged",
        "batch is safe",
        "run is complete",
    ];
    let mut all = same("events", &messages, &expected.map(str::to_owned).to_vec());
    let failure = events.iter().find(|event| event["level"] == "WARN").expect("a warning");
    all.extend(same("code", &failure["fields"]["code"], &"binary".into()));
    let quiet = tagged(&folder, &["--log", "text", "--log-level", "error", "--exclude", "d.txt"]);
    all.extend(same("errors only", &quiet.stderr.as_str(), &""));
    report(&all);
}

#[test]
fn the_users_own_settings_are_read_unless_they_are_not_wanted() {
    let folder = folder();
    folder.write("config/sayso/sayso.toml", "lines = \"claim\"\nexclude = [\"d.txt\"]\n");
    folder.write("other.toml", "exclude = [\"*\"]");
    let run = |more: &[&str]| {
        let ran = Command::new(SAYSO)
            .args(["tag", "--no-model", &folder.typed("in")])
            .args(more)
            .env("XDG_CONFIG_HOME", folder.path("config"))
            .current_dir(ROOT)
            .output()
            .expect("the binary starts");
        (ran.status.code(), String::from_utf8(ran.stdout).expect("output is UTF-8").contains("\"claim\":{"))
    };
    assert_eq!(run(&[]), (Some(0), true));
    assert_eq!(run(&["--lines", "document"]), (Some(0), false));
    assert_eq!(run(&["--no-config"]), (Some(3), false));
    assert_eq!(run(&["--config", &folder.typed("other.toml")]), (Some(2), false));
}
