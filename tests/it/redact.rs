//! `--redact people`: no name is left, and the record keeps the contract.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Folder, SAMPLES, each, report, same, sayso};
use crate::wire::complaints;

/// Real prose with some hundred people in cases.
const GOLD: &str = "corpus/gold/train";

/// The records of `paths`, as they are and redacted, side by side.
fn both(path: &str) -> Vec<(Value, Value)> {
    let mut arguments = vec!["tag", "-q", path];
    if path == GOLD {
        // The labels are JSON, and a fifth of the texts is enough.
        arguments.extend(["--include", "[akn]*.txt"]);
    }
    let plain = sayso(&arguments).lines();
    let redacted = sayso(&[&arguments[..], &["--redact", "people"]].concat()).lines();
    assert_eq!(plain.len(), redacted.len());
    plain.into_iter().zip(redacted).collect()
}

/// Every string of a JSON value.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().flat_map(strings).collect(),
        Value::Object(all) => all.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

fn names(record: &Value) -> Vec<&str> {
    let cases = record["cases"].as_array().into_iter().flatten();
    let people = cases.flat_map(|case| case["people"].as_array().into_iter().flatten());
    people.filter_map(|person| person["name"].as_str()).collect()
}

/// Words of letters and hyphens, since a double name is another's, each with whether another with a capital follows after a blank.
fn words(text: &str) -> Vec<(&str, bool)> {
    let letter = |character: char| character.is_alphabetic() || character == '-';
    let mut words: Vec<(&str, bool)> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(letter) {
        let from = &rest[start..];
        let end = from.find(|character| !letter(character)).unwrap_or(from.len());
        let mut after = from[end..].chars();
        let another =
            after.next().is_some_and(char::is_whitespace) && after.next().is_some_and(char::is_uppercase);
        words.push((&from[..end], another));
        rest = &from[end..];
    }
    words
}

#[test]
fn redacted_records_keep_the_contract() {
    let mut all = Vec::new();
    for path in [SAMPLES, GOLD] {
        let pairs = both(path);
        assert!(pairs.iter().any(|(plain, redacted)| plain["text"] != redacted["text"]), "{path}: no names");
        all.extend(pairs.iter().flat_map(|(_, redacted)| complaints(redacted)));
    }
    report(&all);
}

#[test]
fn no_part_of_a_redacted_name_is_left() {
    /// First names that stay where they stand alone, because they are other words.
    const ORDINARY: &[&str] =
        &["Mark", "Jordan", "Dean", "Rose", "Grace", "Joy", "Will", "Victor", "Frank", "Scott"];
    let mut complaints = Vec::new();
    let mut redacted_names = 0;
    for (plain, redacted) in both(SAMPLES).into_iter().chain(both(GOLD)) {
        let everything = strings(&redacted);
        let left: Vec<(&str, bool)> = everything.iter().flat_map(|text| words(text)).collect();
        for (name, stands) in names(&plain).into_iter().zip(names(&redacted)) {
            if name == stands {
                continue;
            }
            redacted_names += 1;
            // "Mum-of-two Gemma Tolland" loses her name and not the rest.
            let lost = |word: &&str| word.len() > 1 && !words(stands).iter().any(|(kept, _)| kept == word);
            let parts: Vec<&str> = words(name).into_iter().map(|(word, _)| word).filter(lost).collect();
            let (surname, given) = parts.split_last().expect("a name has words");
            let whole = name.to_lowercase();
            let keeps = |text: &&&str| text.to_lowercase().contains(&whole);
            complaints.extend(everything.iter().find(keeps).map(|text| format!("{name}: {text}")));
            let is_left = |(word, another): &&(&str, bool)| {
                let capital = word.starts_with(char::is_uppercase);
                let is = |part: &str| capital && word.eq_ignore_ascii_case(part);
                let alone = !another && given.iter().any(|part| is(part) && !ORDINARY.contains(part));
                is(surname) || alone
            };
            let found = left.iter().find(is_left);
            complaints.extend(found.map(|word| format!("{} {name}: {} is left", plain["id"], word.0)));
        }
    }
    assert!(redacted_names > 60, "only {redacted_names} names");
    report(&complaints);
}

/// Documents of one run with what is expected of each, by JSON pointer.
#[test]
fn people_are_numbered_through_the_run() {
    let first = "Mr Colin Harte, 33, was jailed for two years in May. HARTE’S wife, Mary Harte, said Colin was sorry.\n\n\
                 Colin Firth was not there. See www.example.org/colin-harte for more about the Harte-led gang.\n";
    let second = "A court heard that Una Keld was charged with theft. Keld denies it. Colin Harte was jailed before.\n";
    let folder =
        Folder::with(&[("a/colin-harte-jailed.txt", first), ("b.txt", second), ("c.txt", "Rain fell.\n")]);
    let run = |more: &[&str]| sayso(&[&["tag", "-q", "--redact", "people", &folder.root()], more].concat());
    let records = run(&[]).lines();
    let rows: [(usize, &str, Value); 9] = [
        (0, "/id", json!("a/person-1-jailed.txt")),
        (
            0,
            "/text",
            json!(
                "Mr Person 1, 33, was jailed for two years in May. Person 1 or another’S wife, Person 2, said Person 1 or another \
                 was sorry.\n\nPerson 3 was not there. See www.example.org/person-1 for more about the Person 1 or \
                 another-led gang.\n"
            ),
        ),
        (0, "/cases/0/people/0/name", json!("Person 1")),
        (0, "/warnings/0/code", json!("redacted")),
        (1, "/id", json!("b.txt")),
        (
            1,
            "/text",
            json!(
                "A court heard that Person 4 was charged with theft. Person 4 denies it. Person 1 was jailed before.\n"
            ),
        ),
        (2, "/text", json!("Rain fell.\n")),
        (2, "/warnings/0/code", json!("redacted")),
        (2, "/source/bytes", json!(11)),
    ];
    each(&rows, |(index, pointer, expected)| {
        same(pointer, &records[*index].pointer(pointer), &Some(expected))
    });
    for record in &records {
        let text = record["text"].as_str().unwrap_or_default();
        let hash = Sha256::digest(text).iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        assert_eq!(record["source"]["sha256"], json!(hash));
        let path = record["source"]["path"].as_str().unwrap_or_default();
        assert!(!path.contains("harte"), "{path}");
        report(&complaints(record));
    }
    assert!(
        run(&["--jobs", "1"]).stdout == run(&["--jobs", "3"]).stdout,
        "the numbers depend on the threads"
    );
    let claims = run(&["--lines", "claim"]);
    assert!(claims.stdout.contains("Person 1") && !claims.stdout.contains("Harte"), "{}", claims.stdout);
}

#[test]
fn what_a_record_says_of_itself_is_redacted() {
    let line = json!({
        "id": "Colin Harte, 3",
        "url": "https://example.org/news/colin-harte",
        "title": "HARTE JAILED",
        "author": "Colin Harte",
        "publisher": "The Clarion",
        "text": "Colin Harte, 33, was jailed for two years.",
    });
    let folder = Folder::with(&[("a.jsonl", line.to_string())]);
    let record = sayso(&["tag", "-q", "--redact", "people", &folder.typed("a.jsonl")]).lines().remove(0);
    let rows: [(&str, Value); 6] = [
        ("/id", json!("person-1, 3")),
        ("/meta/url", json!(null)),
        ("/meta/title", json!("Person 1 JAILED")),
        ("/meta/authors", json!(["Person 1"])),
        ("/meta/publisher", json!("The Clarion")),
        ("/source/record", json!(0)),
    ];
    each(&rows, |(pointer, expected)| same(pointer, &record.pointer(pointer), &Some(expected)));
}

#[test]
fn the_run_says_that_it_was_redacted() {
    let folder = Folder::with(&[("a.txt", "Colin Harte was jailed.")]);
    let input = folder.typed("a.txt");
    let rows: BTreeMap<&str, (&[&str], Value)> = BTreeMap::from([
        ("plain", (&[][..], json!(null))),
        ("redacted", (&["--redact", "people"][..], json!("people"))),
    ]);
    for (name, (more, expected)) in rows {
        let output = folder.typed(&format!("{name}.jsonl"));
        let ran = sayso(&[&["tag", "-q", &input, "-o", &output], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let run: Value = serde_json::from_str(&folder.read(&format!("{name}.run.json"))).expect("JSON");
        assert_eq!(run["options"]["redact"], expected, "{name}");
    }
    assert_eq!(sayso(&["tag", "-q", "--redact", "places", &input]).code, Some(2));
}
