//! The model from outside: that it takes part, that what it says depends on the input alone, and that a folder which is
//! not whole is refused.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, ROOT, Ran, each, has_all, report, same, sayso, sayso_with_model, string_at};

/// The files of a model folder.
const FILES: [&str; 5] =
    ["manifest.toml", "tokenizer.json", "encoder.onnx", "encoder-int8.onnx", "model.safetensors"];

const NEWS: &str = "Wait times rise at Marlow clinics, watchdog finds\n\n\
    The regulator said on Monday that 412 patients had waited for more than a year. It is understood that two managers \
    were moved. “Nobody was told,” said Ines Okafor, who runs the patients’ group.\n";

/// A copy of `models/` in which `change` has been at work.
fn models(change: impl Fn(&Folder)) -> Folder {
    let folder = Folder::new();
    for file in FILES {
        folder.write(file, fs::read(Path::new(ROOT).join("models").join(file)).expect("a model file"));
    }
    change(&folder);
    folder
}

fn cut(folder: &Folder, file: &str) {
    let mut bytes = fs::read(folder.path(file)).expect("a model file");
    bytes.truncate(bytes.len() / 2);
    folder.write(file, bytes);
}

fn edit(folder: &Folder, from: &str, to: &str) {
    let manifest = folder.read("manifest.toml");
    assert!(manifest.contains(from), "the manifest has no {from}");
    folder.write("manifest.toml", manifest.replacen(from, to, 1));
}

#[test]
fn a_folder_that_is_not_whole_is_refused() {
    type Change = fn(&Folder);
    let rows: &[(&str, Change, &[&str])] = &[
        (
            "no manifest",
            |f| fs::remove_file(f.path("manifest.toml")).expect("it is there"),
            &["manifest.toml"],
        ),
        (
            "no weights",
            |f| fs::remove_file(f.path("model.safetensors")).expect("it is there"),
            &["model.safetensors"],
        ),
        (
            "cut weights",
            |f| cut(f, "model.safetensors"),
            &["model.safetensors has SHA-256", "copy the folder again"],
        ),
        ("cut graph", |f| cut(f, "encoder-int8.onnx"), &["encoder-int8.onnx has SHA-256"]),
        ("other tokenizer", |f| drop(f.write("tokenizer.json", "{}")), &["tokenizer.json has SHA-256"]),
        ("no TOML", |f| drop(f.write("manifest.toml", "name = ")), &["manifest.toml is not valid"]),
        ("other format", |f| edit(f, "format = 1", "format = 9"), &["format 9", "reads 1"]),
        (
            "other labels",
            |f| edit(f, "\"policy\"", "\"pledge\""),
            &["labels for types", "pledge", "this version"],
        ),
    ];
    let document = Folder::with(&[("a.txt", NEWS)]);
    each(rows, |(name, change, expected)| {
        let folder = models(change);
        let ran = sayso_with_model(&["tag", "-q", "--model", &folder.root(), &document.typed("a.txt")]);
        let mut complaints = same(&format!("{name}: exit code"), &ran.code, &Some(2));
        complaints.extend(has_all(name, &ran.stderr, expected));
        complaints
    });
}

#[test]
fn a_copied_folder_says_what_the_binary_says() {
    let document = Folder::with(&[("a.txt", NEWS)]);
    let folder = models(|_| {});
    let inside = sayso_with_model(&["tag", "-q", &document.typed("a.txt")]);
    let beside = sayso_with_model(&["tag", "-q", "--model", &folder.root(), &document.typed("a.txt")]);
    assert_eq!((inside.code, &inside.stdout), (Some(0), &beside.stdout), "{}", beside.stderr);
}

#[test]
fn both_graphs_of_the_folder_tag_nearly_alike() {
    let run = |engine: &str| {
        let ran = sayso_with_model(&["tag", "-q", "--engine", engine, "corpus/samples"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.lines()
    };
    let verdicts = |records: &[Value]| {
        let claims = records.iter().flat_map(|record| {
            let claims = record["claims"].as_array().into_iter().flatten();
            claims.map(|claim| format!("{} {} {}", record["id"], claim["start"], claim["sourcing"]))
        });
        claims.collect::<Vec<String>>()
    };
    let (records, exact) = (run("rten"), run("rten-f32"));
    let (whole, named) = (string_at(&records[0], "/tool/model"), string_at(&exact[0], "/tool/model"));
    let mut complaints =
        same("the 32-bit graph is named", &named.to_owned(), &format!("{whole} on rten-f32"));
    let (whole, exact) = (verdicts(&records), verdicts(&exact));
    let alike = whole.iter().filter(|verdict| exact.contains(verdict)).count();
    complaints.extend(same(
        "claims with the same verdict, 95 of 100",
        &(alike * 100 >= whole.len() * 95),
        &true,
    ));
    report(&complaints);
}

#[test]
fn records_name_the_model_and_its_reasons() {
    let document = Folder::with(&[("a.txt", NEWS)]);
    let with = &sayso_with_model(&["tag", "-q", &document.typed("a.txt")]).lines()[0];
    let without = &sayso(&["tag", "-q", &document.typed("a.txt")]).lines()[0];
    let by_model = |record: &Value| {
        let reasons = record["claims"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|claim| claim["reasons"].as_array().cloned().unwrap_or_default());
        reasons.filter(|reason| string_at(reason, "/rule").starts_with("model:")).count()
    };
    assert!(string_at(with, "/tool/model").starts_with("sayso-"), "{}", with["tool"]);
    assert!(by_model(with) > 0, "{}", with["claims"]);
    assert_eq!((&without["tool"]["model"], by_model(without)), (&Value::Null, 0));
}

/// The same documents in one run and one by one, on one thread and on two.
#[test]
fn what_the_model_says_depends_on_the_document_alone() {
    let run = |arguments: &[&str]| {
        let ran: Ran = sayso_with_model(&[&["tag", "-q", "--lines", "claim"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stdout
    };
    let files: Vec<String> = crate::support::sample_files().into_iter().step_by(5).collect();
    let together: Vec<&str> = files.iter().map(String::as_str).collect();
    let on_one = run(&[&["--jobs", "1"], together.as_slice()].concat());
    let on_two = run(&[&["--jobs", "2"], together.as_slice()].concat());
    let alone: String = together.iter().map(|file| run(&["--jobs", "2", file])).collect();
    let mut complaints = same("one thread and two", &(on_one == on_two), &true);
    complaints.extend(same("together and alone", &(on_one == alone), &true));
    report(&complaints);
}

#[test]
fn hard_inputs_are_read_whole() {
    let endless = format!("The council said {}that was all.", "a very long story went on and ".repeat(1_700));
    let rows: Vec<(&str, String, &[&str])> = vec![
        ("a sentence of 10 000 tokens", endless, &["sentence_in_parts"]),
        ("empty", " \n".to_owned(), &[]),
        ("one letter", "x".to_owned(), &[]),
        ("unknown scripts", "ᚠᛇᚻ ᛒᛦᚦ ᚠᚱᚩᚠᚢᚱ. 北京市政府表示. \u{10ffff}\u{200b}\u{301}".to_owned(), &[]),
        ("marks alone", "“” ‘’ — … \" ' ((( ]]]".to_owned(), &[]),
    ];
    each(&rows, |(name, text, expected)| {
        let document = Folder::with(&[("a.txt", text)]);
        let ran = sayso_with_model(&["tag", "-q", &document.typed("a.txt")]);
        let mut complaints = same(&format!("{name}: exit code"), &ran.code, &Some(0));
        let warnings = ran.lines().first().map(|record| record["warnings"].to_string()).unwrap_or_default();
        complaints.extend(has_all(name, &warnings, expected));
        complaints
    });
}

#[test]
fn an_engine_that_is_not_built_in_says_how_to_get_it() {
    if cfg!(feature = "rust-bert") {
        return;
    }
    let ran = sayso_with_model(&["tag", "-q", "--engine", "rust-bert", "corpus/samples"]);
    let mut complaints = same("exit code", &ran.code, &Some(2));
    complaints.extend(has_all("message", &ran.stderr, &["--features rust-bert", "scripts/setup-rust-bert"]));
    report(&complaints);
}
