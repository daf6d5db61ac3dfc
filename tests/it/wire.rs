//! The wire format: what is written keeps the contract, whatever the samples say today.

mod invariants;
mod mirror;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) use self::invariants::broken;
pub(crate) use self::mirror::{ClaimLine, Document, Failure};
use crate::support::{Folder, ROOT, SAMPLES, each, report, same, sayso};
use sayso::record::Record;

/// The records of all samples.
fn samples(more: &[&str]) -> Vec<Value> {
    let arguments: Vec<&str> = ["tag", "-q", SAMPLES].iter().chain(more).copied().collect();
    sayso(&arguments).lines()
}

/// `value` as the contract knows it. A `null` that is missing reads as one that is there, so it is written back and
/// compared.
pub(crate) fn mirrored<M>(value: &Value) -> Result<M, String>
where
    M: serde::de::DeserializeOwned + serde::Serialize,
{
    let mirror: M = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    let back = serde_json::to_value(&mirror).map_err(|error| error.to_string())?;
    if back == *value { Ok(mirror) } else { Err("a field is left out that should be null".to_owned()) }
}

/// Every promise that a record on the wire breaks.
pub(crate) fn complaints(value: &Value) -> Vec<String> {
    match mirrored::<Document>(value) {
        Ok(document) => broken(&document),
        Err(error) => vec![format!("not the contract: {error}")],
    }
}

/// The schema of a line of output, `document` or `claim`.
fn schema(lines: &str) -> Value {
    serde_json::from_str(&sayso(&["schema", "--lines", lines]).stdout).expect("the schema is JSON")
}

/// What the validator of `schema` says of each value.
fn invalid(schema: &Value, values: &[Value]) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema is a schema");
    let errors =
        |value| validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path()));
    values.iter().flat_map(errors).collect()
}

#[test]
fn documents_pass_the_schema() {
    let records = samples(&[]);
    assert_eq!(records.len(), 24);
    report(&invalid(&schema("document"), &records));
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let schema = schema("document");
    let good = samples(&["--include", "*/rail-fares.txt"]).remove(0);
    let rows: [(&str, Value); 6] = [
        ("/schema", json!("sayso/2")),
        ("/genre/label", json!("gossip")),
        ("/claims/0/sourcing", json!(null)),
        ("/claims/0/types/0", json!("rumour")),
        ("/claims/0/start", json!(-1)),
        ("/blocks", json!(null)),
    ];
    each(&rows, |(pointer, wrong)| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("the record has it") = wrong.clone();
        if invalid(&schema, &[bad]).is_empty() {
            vec![format!("{pointer}: {wrong} passes")]
        } else {
            Vec::new()
        }
    });
}

#[test]
fn claim_lines_pass_the_schema() {
    let schema = schema("claim");
    let lines = samples(&["--lines", "claim"]);
    assert!(lines.len() > 100, "only {} lines", lines.len());
    report(&invalid(&schema, &lines));
}

#[test]
fn records_keep_the_contract() {
    report(&samples(&[]).iter().flat_map(complaints).collect::<Vec<_>>());
}

#[test]
fn claim_lines_keep_the_contract() {
    let wrong = |value: &Value| {
        let error = mirrored::<ClaimLine>(value).err()?;
        Some(format!("{}: {error}", value["document"]))
    };
    report(&samples(&["--lines", "claim"]).iter().filter_map(wrong).collect::<Vec<_>>());
}

#[test]
fn a_claim_line_has_the_chain_of_its_attribution() {
    let rows: [(&str, &str, &[&str]); 4] = [
        ("The Sun revealed that an inmate claimed the wing was unsafe.", "an inmate", &["The Sun"]),
        (
            "Bryn Castle said his brother told him that a nurse admitted 40 boxes were stolen.",
            "a nurse",
            &["his brother", "Bryn Castle"],
        ),
        (
            "The minister said official figures showed crime fell by 12 per cent.",
            "official figures",
            &["The minister"],
        ),
        ("The council said crime fell by 12 per cent.", "The council", &[]),
    ];
    let folder = Folder::new();
    for (index, (text, _, _)) in rows.iter().enumerate() {
        folder.write(&format!("{index}.txt"), text);
    }
    let lines = sayso(&["tag", "-q", "--lines", "claim", &folder.root()]).lines();
    assert_eq!(lines.len(), rows.len());
    let rows: Vec<_> = rows.iter().zip(lines).collect();
    each(&rows, |((text, innermost, outward), line)| {
        let mut complaints: Vec<String> = mirrored::<ClaimLine>(line).err().into_iter().collect();
        let source = &line["claim"]["attribution"]["source"]["text"];
        complaints.extend(same(text, source, &json!(innermost)));
        let chain: Vec<&Value> =
            line["chain"].as_array().into_iter().flatten().map(|link| &link["source"]["text"]).collect();
        complaints.extend(same(text, &json!(chain), &json!(outward)));
        complaints
    });
}

#[test]
fn a_record_read_back_is_the_record_written() {
    let text = sayso(&["tag", "-q", SAMPLES]).stdout;
    let mut complaints = Vec::new();
    for line in text.lines() {
        let record: Record = serde_json::from_str(line).expect("our own record");
        let written = serde_json::to_string(&record).expect("a record");
        let again: Record = serde_json::from_str(&written).expect("our own record");
        complaints.extend(same(&record.id, &again, &record));
        complaints.extend(same(&record.id, &written.as_str(), &line));
    }
    report(&complaints);
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_jobs_and_again() {
    for lines in ["document", "claim"] {
        let run = |jobs| sayso(&["tag", "-q", SAMPLES, "--jobs", jobs, "--lines", lines]).stdout;
        let one = run("1");
        assert!(!one.is_empty());
        for jobs in ["2", "1", "3"] {
            assert!(run(jobs) == one, "--jobs {jobs} --lines {lines} writes other bytes");
        }
    }
}

#[test]
fn the_input_is_told_by_its_bytes() {
    let records = samples(&["--include", "*.{txt,md,html}"]);
    assert_eq!(records.len(), 20);
    each(&records, |record| {
        let source = &record["source"];
        let path = source["path"].as_str().unwrap_or_default();
        let bytes = fs::read(Path::new(ROOT).join(path)).expect("the path is that of a sample");
        let hash =
            Sha256::digest(&bytes).iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        let mut complaints = same(path, &source["sha256"], &json!(hash));
        complaints.extend(same(path, &source["bytes"], &json!(bytes.len())));
        complaints
    });
}

#[test]
fn plain_text_comes_back_exactly() {
    let rows: [(&str, &[u8], &str); 10] = [
        ("BOM", b"\xEF\xBB\xBFTen died.", "Ten died."),
        ("CRLF", b"Ten died.\r\n\r\nFive lived.\r\n", "Ten died.\n\nFive lived.\n"),
        ("a lone CR", b"Ten died.\rFive lived.", "Ten died.\rFive lived."),
        (
            "blanks and tabs",
            b"  Ten\tdied.  \n \n\t\n  Five lived. \n\n\n",
            "  Ten\tdied.  \n \n\t\n  Five lived. \n\n\n",
        ),
        ("form feed", b"Ten died.\x0CFive lived.", "Ten died.\x0CFive lived."),
        ("not composed", "Cafe\u{301} closed.".as_bytes(), "Cafe\u{301} closed."),
        ("emoji", "👩‍👩‍👧 10 people 🇬🇧".as_bytes(), "👩‍👩‍👧 10 people 🇬🇧"),
        ("markup", b"<b>Ten</b> &amp; *five*", "<b>Ten</b> &amp; *five*"),
        ("UTF-16, little end first", b"\xFF\xFE1\x000\x00\xA3\x00", "10£"),
        ("UTF-16, big end first", b"\xFE\xFF\x001\x000\x00\xA3", "10£"),
    ];
    let folder = Folder::new();
    for (index, (_, bytes, _)) in rows.iter().enumerate() {
        folder.write(&format!("{index}.txt"), bytes);
    }
    let records = sayso(&["tag", "-q", &folder.root()]).lines();
    assert_eq!(records.len(), rows.len());
    let rows: Vec<_> = rows.iter().zip(records).collect();
    each(&rows, |((name, _, text), record)| {
        let mut all = complaints(record);
        all.extend(same(name, &record["text"].as_str(), &Some(*text)));
        all
    });
}

#[test]
fn what_a_json_record_says_of_itself_is_normalised() {
    let rows: [(&str, &str, Value); 8] = [
        (r#"{"text":"A.","published":"3 May 2024"}"#, "/meta/published", json!("2024-05-03")),
        (r#"{"text":"A.","published":"2024-05-03T10:00:00Z"}"#, "/meta/published", json!("2024-05-03")),
        (r#"{"text":"A.","published":"03/05/2024"}"#, "/meta/published", json!("2024-05-03")),
        (r#"{"text":"A.","published":"yesterday"}"#, "/meta/published", json!(null)),
        (r#"{"text":"A.","published":""}"#, "/meta/published", json!(null)),
        ("{\"text\":\"\u{FEFF}Ten died.\\r\\nFive lived.\"}", "/text", json!("Ten died.\nFive lived.")),
        (r#"{"text":"A.","title":"A title"}"#, "/meta/title", json!("A title")),
        (r#"{"id":12,"text":"A."}"#, "/id", json!("12")),
    ];
    let folder = Folder::with(&[("a.jsonl", rows.each_ref().map(|(line, _, _)| *line).join("\n"))]);
    let records = sayso(&["tag", "-q", &folder.typed("a.jsonl")]).lines();
    assert_eq!(records.len(), rows.len());
    let rows: Vec<_> = rows.iter().zip(records).collect();
    each(&rows, |((line, pointer, expected), record)| {
        let mut all = complaints(record);
        all.extend(same(line, &record.pointer(pointer), &Some(expected)));
        all
    });
}
