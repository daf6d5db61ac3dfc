//! Bad input gives a clear error, loses nothing beside itself, and never ends the run.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::support::{Folder, ROOT, SAYSO, each, has_all, report, same, sayso, string_at, strings_at};
use crate::wire::{Failure, complaints, mirrored};

/// What stands before and behind the bad file in every run.
const GOOD: &str = "Ten people died in prisons last year, the Ministry of Justice said.";

/// A file, and what should come of it.
struct Row {
    name: &'static str,
    content: Vec<u8>,
    /// Place below the folder and code of every failure.
    failures: &'static [(&'static str, &'static str)],
    /// Words that the messages must have.
    says: &'static [&'static str],
    /// Id and warnings of every record that comes out.
    records: &'static [(&'static str, &'static [&'static str])],
}

fn row(name: &'static str, content: impl Into<Vec<u8>>) -> Row {
    Row { name, content: content.into(), failures: &[], says: &[], records: &[] }
}

/// One run over a folder for each row, in which its file lies between two good ones.
fn check(rows: &[Row]) {
    let (folder, results) = (Folder::new(), Folder::new());
    let place = |index: usize| format!("{index:02}/");
    for (index, row) in rows.iter().enumerate() {
        for (name, content) in
            [("a-good.txt", GOOD.as_bytes()), (row.name, &row.content), ("z-good.txt", GOOD.as_bytes())]
        {
            folder.write(&(place(index) + name), content);
        }
    }
    let ran = sayso(&["tag", &folder.root(), "-o", &results.typed("out.jsonl")]);
    let (failures, records) = (results.lines("out.errors.jsonl"), results.lines("out.jsonl"));
    let below = |pointer: &'static str, index: usize| {
        let root = folder.typed(&place(index));
        move |value: &&Value| string_at(value, pointer).starts_with(&root)
    };
    let mut all = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let what = format!("{} ({:.40})", row.name, String::from_utf8_lossy(&row.content));
        let failures: Vec<&Value> = failures.iter().filter(below("/path", index)).collect();
        all.extend(wrong_failures(&what, row, &failures, &folder.typed(&place(index))));
        let records: Vec<&Value> = records.iter().filter(below("/source/path", index)).collect();
        all.extend(wrong_records(&what, row, &records, &place(index)));
    }
    let some_unread = rows.iter().any(|row| !row.failures.is_empty());
    all.extend(same("exit code", &ran.code, &Some(if some_unread { 3 } else { 0 })));
    report(&all);
}

fn wrong_records(what: &str, row: &Row, records: &[&Value], folder: &str) -> Vec<String> {
    let broken = records.iter().flat_map(|record| complaints(record));
    let mut all: Vec<String> = broken.map(|complaint| format!("{what}: {complaint}")).collect();
    let found: Vec<(String, Vec<String>)> = records
        .iter()
        .map(|record| {
            let warnings = record["warnings"].as_array().map_or(&[][..], Vec::as_slice);
            (string_at(record, "/id").replace(folder, ""), strings_at(warnings, "/code"))
        })
        .collect();
    let (first, last) = ([("a-good.txt", &[][..])], [("z-good.txt", &[][..])]);
    let expected: Vec<(String, Vec<String>)> = first
        .iter()
        .chain(row.records)
        .chain(&last)
        .map(|(id, warnings)| ((*id).to_owned(), warnings.iter().map(|code| (*code).to_owned()).collect()))
        .collect();
    all.extend(same(&format!("{what}: records"), &found, &expected));
    all
}

fn wrong_failures(what: &str, row: &Row, failures: &[&Value], folder: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    for failure in failures {
        match mirrored::<Failure>(failure) {
            Ok(Failure { path, code, message, stage }) => {
                let known = ["open", "ingest", "annotate"].contains(&stage.as_str());
                all.extend((!known || message.is_empty()).then(|| format!("{what}: {failure}")));
                all.extend(has_all(what, &message, row.says));
                let place = path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/').to_owned();
                found.push((place, code));
            }
            Err(error) => all.push(format!("{what}: {error} in {failure}")),
        }
    }
    let expected: Vec<(String, String)> =
        row.failures.iter().map(|(place, code)| ((*place).to_owned(), (*code).to_owned())).collect();
    all.extend(same(&format!("{what}: failures"), &found, &expected));
    all
}

#[test]
fn files_that_are_no_text_are_refused() {
    let binary: Vec<u8> = (0..=255).cycle().take(4096).collect();
    check(&[
        Row { failures: &[("b.txt", "binary")], says: &["NUL"], ..row("b.txt", binary.clone()) },
        Row { failures: &[("b.html", "binary")], says: &["NUL"], ..row("b.html", binary) },
        Row { failures: &[("b.txt", "pdf")], says: &["no pages"], ..row("b.txt", "%PDF-1.7\n1 0 obj") },
        Row { failures: &[("b.md", "unreadable")], says: &["Zip archive"], ..row("b.md", "PK\x03\x04word/") },
        Row { failures: &[("b.txt", "binary")], says: &["NUL"], ..row("b.txt", "Ten died.\0Five lived.") },
    ]);
}

#[test]
fn text_with_flaws_is_read_with_a_warning() {
    check(&[
        Row { records: &[("b.txt", &[])], ..row("b.txt", "Ten died, according to (the report.") },
        Row { records: &[("b.txt", &["empty"])], ..row("b.txt", "") },
        Row { records: &[("b.txt", &["empty"])], ..row("b.txt", " \r\n\t\n") },
        Row { records: &[("b.html", &["no_text", "empty"])], ..row("b.html", "<html><body></body></html>") },
        Row { records: &[("b.md", &["empty"])], ..row("b.md", "\u{FEFF}") },
        Row {
            records: &[("b.txt", &["charset"])],
            ..row("b.txt", b"It cost \xA35m \x96 too much.".to_vec())
        },
        Row {
            records: &[("b.txt", &["invalid_bytes"])],
            ..row("b.txt", b"The caf\xC3\xA9 took \xC2\xA35 \xFF from ten people.".to_vec())
        },
    ]);
}

#[test]
fn broken_lines_are_named_and_the_next_are_read() {
    let good = r#"{"id":"1","text":"Ten died."}"#;
    let later = r#"{"id":"3","text":"Ten lived."}"#;
    let around = |bad: &str| format!("{good}\n{bad}\n{later}\n");
    let both: &[(&str, &[&str])] = &[("1", &[]), ("3", &[])];
    let bad =
        |failures, says, line: &str| Row { failures, says, records: both, ..row("b.jsonl", around(line)) };
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let unfinished = format!("{good}\n\n{later}\n{{\"id\":\"4\",\"text\":\"Ten");
    check(&[
        bad(&[("b.jsonl:2", "json")], &["cut off"], r#"{"id":"2","text":"Ten"#),
        bad(&[("b.jsonl:2", "json")], &[], "Ten died."),
        bad(&[("b.jsonl:2", "json")], &[], r#"["Ten died."]"#),
        bad(&[("b.jsonl:2", "json")], &[], r#"{"text":"a lone \ud800 surrogate"}"#),
        bad(&[("b.jsonl:2", "json")], &["recursion"], &format!(r#"{{"text":"Ten.","author":{deep}}}"#)),
        bad(&[("b.jsonl:2", "json")], &[], r#"{"text":7}"#),
        bad(&[("b.jsonl:2", "no_text")], &["`text`", "`html`", "`answer_text`"], r#"{"title":"Ten"}"#),
        bad(&[("b.jsonl:2", "no_text")], &["`text`"], r#"{"text":" ","html":""}"#),
        bad(&[], &[], "\r"),
        Row {
            failures: &[("b.jsonl:4", "json")],
            says: &["cut off"],
            records: both,
            ..row("b.jsonl", unfinished)
        },
        Row { records: both, ..row("b.jsonl", format!("\u{FEFF}{good}\r\n{later}\r\n")) },
        Row { records: &[("b.jsonl#0", &[])], ..row("b.jsonl", r#"{"text":"Ten\u0000 died."}"#) },
        Row { records: &[("b.jsonl#0", &[])], ..row("b.jsonl", format!(r#"{{"x":{deep},"text":"Ten."}}"#)) },
    ]);
}

#[test]
fn broken_json_files_keep_the_records_before_the_break() {
    let good = r#"{"id":"1","text":"Ten died."}"#;
    let first: &[(&str, &[&str])] = &[("1", &[])];
    check(&[
        Row {
            failures: &[("b.json", "json")],
            says: &["was not read"],
            records: first,
            ..row("b.json", format!("[{good}, {{\"id\":\"2\",\"te"))
        },
        Row {
            failures: &[("b.json", "json")],
            says: &["was not read"],
            records: first,
            ..row("b.json", format!("{good} nonsense"))
        },
        Row {
            failures: &[("b.json#0", "no_text")],
            records: first,
            ..row("b.json", format!("[{{\"id\":\"0\"}}, {good}]"))
        },
        Row { records: first, ..row("b.json", format!("\u{FEFF}[{good}]")) },
        Row { failures: &[("b.json", "json")], ..row("b.json", "[".repeat(100_000)) },
    ]);
}

#[test]
fn monstrous_documents_are_read() {
    let nested =
        "<div>".repeat(100_000) + "<p>Ten people died in prisons last year.</p>" + &"</div>".repeat(100_000);
    let cells: String =
        (0..10_000).map(|row| ["<tr><td>Prison <td>", &(row * 7).to_string()].concat()).collect();
    let table = format!("<table><tr><th>Prison</th><th>Assaults</th></tr>{cells}</table>");
    let rows = |cells: &str| cells.repeat(5_000);
    let wide = format!(
        "<table><tr><td colspan=99999>a<td rowspan=0>b<td rowspan=99999>c{}</table>",
        rows("<tr><td>x<td>1")
    );
    let empty = format!("<table>{}</table>", rows("<tr><td></td><td> </td><td></td></tr>"));
    let ragged: String = (0..5_000).map(|row: usize| "<tr>".to_owned() + &"<td>7".repeat(row % 9)).collect();
    let nested_tables =
        "<table><tr><td>a<td>1<tr><td>".repeat(50) + "<td>ten people died" + &"</table>".repeat(50);
    let lines = "Town\n2021\n2022\n".to_owned() + &rows("Northtown\n4\n5\n");
    let odd_lines = "Town\n2021\n2022\n".to_owned() + &"Northtown\n4\n5\nSouthtown\n4\n".repeat(300);
    let tabs = "Town\t2021\t2022\n".to_owned() + &rows("Northtown\t4\t5\n");
    let spaces = "Town  2021  2022\n".to_owned() + &"Northtown  4  5  6 7    8\nSouth   5\n".repeat(300);
    let clause = "and then ten people left the building while nobody was looking ";
    let breathless = clause.repeat((1 << 20) / clause.len());
    check(&[
        Row { records: &[("b.html", &["deep_markup"])], ..row("b.html", nested) },
        Row { records: &[("b.html", &[])], ..row("b.html", table) },
        Row { records: &[("b.html", &[])], ..row("b.html", wide) },
        Row { records: &[("b.html", &[])], ..row("b.html", format!("<p>Ten people died.</p>{empty}")) },
        Row { records: &[("b.html", &[])], ..row("b.html", format!("<table>{ragged}")) },
        Row { records: &[("b.html", &[])], ..row("b.html", nested_tables) },
        Row { records: &[("b.txt", &[])], ..row("b.txt", lines) },
        Row { records: &[("b.txt", &["table_unclear"])], ..row("b.txt", odd_lines) },
        Row { records: &[("b.txt", &[])], ..row("b.txt", tabs) },
        Row { records: &[("b.txt", &["table_unclear"])], ..row("b.txt", spaces) },
        Row { records: &[("b.txt", &["long_sentence"])], ..row("b.txt", breathless) },
        Row {
            records: &[("b.txt", &["long_sentence"])], ..row("b.txt", "👍👩‍👩‍👧🇬🇧🔥 ".repeat(500))
        },
        Row { records: &[("b.txt", &["long_sentence"])], ..row("b.txt", "“".repeat(20_000)) },
        Row { records: &[("b.md", &[])], ..row("b.md", "> ".repeat(2_000) + "Ten died.") },
    ]);
}

#[test]
fn calls_that_cannot_find_anything_are_refused() {
    let folder = Folder::with(&[("notes.log", GOOD), (".hidden.txt", GOOD)]);
    let empty = Folder::new();
    let rows = [
        (vec![folder.typed("missing.txt")], "missing.txt: no such file or folder"),
        (vec![folder.typed("notes.log"), folder.typed("missing")], "missing: no such file or folder"),
        (vec![empty.root()], "no documents found in"),
        (vec![folder.root()], ".txt .md .html .pdf .docx"),
    ];
    each(&rows, |(paths, says)| {
        let mut arguments = vec!["tag".to_owned(), "-o".to_owned(), empty.typed("out.jsonl")];
        arguments.extend(paths.iter().cloned());
        let ran = sayso(&arguments);
        let mut all = same(&format!("{paths:?}: exit code"), &ran.code, &Some(2));
        all.extend(has_all(&format!("{paths:?}"), &ran.stderr, &[*says]));
        all.extend(empty.path("out.jsonl").exists().then(|| format!("{paths:?}: left an output")));
        all
    });
}

/// A socket looks like a file to whoever lists a folder, and nobody can open it, not even root.
#[cfg(unix)]
#[test]
fn files_that_cannot_be_opened_are_one_failure_each() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&[("a.txt", GOOD), ("secret.txt", GOOD), ("z.txt", GOOD)]);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket.txt")).expect("a socket");
    let locked = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(folder.path("secret.txt"), locked).expect("a file that we own");
    let root_reads_all = File::open(folder.path("secret.txt")).is_ok();

    let inputs = ["a.txt", "socket.txt", "secret.txt", "z.txt"].map(|name| folder.typed(name));
    let mut arguments = vec!["tag".to_owned(), "-o".to_owned(), folder.typed("out.jsonl")];
    arguments.extend(inputs);
    let ran = sayso(&arguments);

    let failures = folder.lines("out.errors.jsonl");
    let mut expected = vec![folder.typed("socket.txt")];
    expected.extend((!root_reads_all).then(|| folder.typed("secret.txt")));
    let mut all = same("paths", &strings_at(&failures, "/path"), &expected);
    all.extend(same(
        "codes",
        &strings_at(&failures, "/code"),
        &vec!["unreadable".to_owned(); expected.len()],
    ));
    all.extend(same("stages", &strings_at(&failures, "/stage"), &vec!["open".to_owned(); expected.len()]));
    all.extend(same("records", &(folder.lines("out.jsonl").len() + failures.len()), &4));
    all.extend(same("exit code", &ran.code, &Some(3)));
    report(&all);
}

/// What is written to a file without ever being held.
type Content = fn(&mut dyn Write) -> io::Result<()>;

/// 200 MB of a letter.
fn long(out: &mut dyn Write) -> io::Result<()> {
    io::copy(&mut io::repeat(b'a').take(200 << 20), out).map(|_| ())
}

#[test]
fn documents_of_200_megabytes_are_refused_in_little_memory() {
    // Name, content, place of the failure, records beside the two good files.
    let rows: [(&str, Content, &str, usize); 2] = [
        ("b.txt", |out| long(out), "b.txt", 0),
        (
            "b.jsonl",
            |out| {
                out.write_all(b"{\"text\":\"Ten died.\"}\n{\"text\":\"")?;
                long(out)?;
                out.write_all(b"\"}\n{\"text\":\"Ten lived.\"}\n")
            },
            "b.jsonl:2",
            2,
        ),
    ];
    each(&rows, |(name, content, place, records)| {
        let folder = Folder::with(&[("a-good.txt", GOOD), ("z-good.txt", GOOD)]);
        let mut file = BufWriter::new(File::create(folder.path(name)).expect("a file"));
        content(&mut file).and_then(|()| file.flush()).expect("200 MB on disk");
        let results = Folder::new();
        let arguments = ["tag", "--no-model", "-q", &folder.root(), "-o", &results.typed("out.jsonl")];
        let mut child = Command::new(SAYSO)
            .args(arguments)
            .current_dir(ROOT)
            .stdin(Stdio::null())
            .spawn()
            .expect("it starts");
        let peak = peak_megabytes(&mut child);

        let failures = results.lines("out.errors.jsonl");
        let mut all = same(name, &strings_at(&failures, "/path"), &vec![folder.typed(place)]);
        all.extend(same(name, &strings_at(&failures, "/code"), &vec!["too_large".to_owned()]));
        all.extend(same(name, &results.lines("out.jsonl").len(), &(records + 2)));
        all.extend(same(name, &child.wait().expect("it ends").code(), &Some(3)));
        all.extend((peak > 180).then(|| format!("{name}: took {peak} MB")));
        all
    });
}

#[test]
fn documents_over_the_limit_are_refused_and_the_next_are_read() {
    let (short, long) = (r#"{"text":"Ten died."}"#, format!(r#"{{"text":"{}"}}"#, "Ten died. ".repeat(10)));
    let rows = [
        ("b.txt", long.clone(), "b.txt", 0),
        ("b.jsonl", format!("{short}\n{long}\n{short}"), "b.jsonl:2", 2),
        ("b.json", format!("[{short},{long},{short}]"), "b.json#1", 2),
        ("b.json", format!("{short} {long} {short}"), "b.json#1", 2),
    ];
    each(&rows, |(name, content, place, records)| {
        let folder = Folder::with(&[("in/a.txt", GOOD)]);
        folder.write(&format!("in/{name}"), content);
        let (input, output) = (folder.typed("in"), folder.typed("out.jsonl"));
        let ran = sayso(&["tag", &input, "-o", &output, "--max-document-bytes", "80"]);
        let failures = folder.lines("out.errors.jsonl");
        let mut all =
            same(name, &strings_at(&failures, "/path"), &vec![folder.typed(&format!("in/{place}"))]);
        all.extend(same(name, &strings_at(&failures, "/code"), &vec!["too_large".to_owned()]));
        all.extend(same(name, &folder.lines("out.jsonl").len(), &(records + 1)));
        all.extend(has_all(name, &folder.read("out.errors.jsonl"), &["80 bytes", "--max-document-bytes"]));
        all.extend(same(name, &ran.code, &Some(3)));
        all
    });
}

/// Waits for the end of `child` and returns the most memory that it was seen to hold; 0 where the system does not say.
fn peak_megabytes(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("a child of ours").is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) / 1024);
        thread::sleep(Duration::from_millis(5));
    }
    peak
}
