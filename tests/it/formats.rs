//! Every format comes in with its text, structure, dates and names, whatever wraps it; broken files are refused or read
//! with a warning, and cost nobody else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::golden::compare;
use crate::support::{
    Folder, ROOT, each, has_all, report, same, sayso, sayso_reading, string_at, strings_at,
};
use crate::wire::complaints;

/// A text that is a claim in every format.
const TEXT: &str = "Nine libraries have shut, official figures show.";

/// The files of `tests/formats`.
fn files() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(Path::new(ROOT).join("tests/formats"))
        .expect("the files are there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_none_or(|end| end != "py"))
        .collect();
    names.sort();
    names
}

#[test]
fn golden_formats() {
    let names = files();
    let shown = names.iter().map(|name| (format!("formats/{name}.txt"), shown(name)));
    compare("formats/", &shown.collect::<BTreeMap<_, _>>());
}

/// What a reader of the file should find again: names and dates, warnings, each block in its words, tables in cells.
fn shown(name: &str) -> String {
    let ran = sayso(&["tag", "-q", &format!("tests/formats/{name}")]);
    let mut text = ran.stderr.clone();
    for record in ran.lines() {
        let _ =
            writeln!(text, "== {} ({})", string_at(&record, "/id"), string_at(&record, "/source/media_type"));
        for (key, value) in record["meta"].as_object().into_iter().flatten() {
            if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
                let _ = writeln!(text, "{key}: {value}");
            }
        }
        for warning in record["warnings"].as_array().into_iter().flatten() {
            let _ = writeln!(text, "! {}: {}", string_at(warning, "/code"), string_at(warning, "/message"));
        }
        let characters: Vec<char> = string_at(&record, "/text").chars().collect();
        for block in record["blocks"].as_array().into_iter().flatten() {
            let at = |key: &str| usize::try_from(block[key].as_u64().unwrap_or(0)).expect("an offset");
            let words: String = characters[at("start")..at("end")].iter().collect();
            let _ = writeln!(text, "[{}] {}", string_at(block, "/kind"), words.replace('\n', "\n    "));
        }
        for table in record["tables"].as_array().into_iter().flatten() {
            let _ = writeln!(text, "table {} of {}; notes {}", table["rows"], table["heads"], table["notes"]);
        }
    }
    text
}

/// `bytes` as gzip.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("it is written");
    encoder.finish().expect("it is whole")
}

/// An archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a file begins");
        archive.write_all(bytes).expect("it is written");
    }
    archive.finish().expect("it is whole").into_inner()
}

#[test]
fn wrapped_files_are_read_by_their_content() {
    let csv = format!("text\n\"{TEXT}\"\n");
    let html = format!("<article><p>{TEXT}</p></article>");
    let inner = zip(&[("a.txt", TEXT.as_bytes()), ("folder/b.html", html.as_bytes())]);
    let packed = gzip(csv.as_bytes());
    // The name, the bytes, how many documents are in them, and the format that `--dry-run` tells by the name.
    let rows: Vec<(&str, Vec<u8>, usize)> = vec![
        ("plain.txt.gz", gzip(TEXT.as_bytes()), 1),
        ("rows.csv.gz", packed.clone(), 1),
        ("named-wrong.txt", packed.clone(), 1),
        ("twice.csv.gz.gz", gzip(&packed), 1),
        ("two.zip", inner.clone(), 2),
        ("in-each-other.zip", zip(&[("one.zip", &inner), ("rows.csv.gz", &packed)]), 3),
        ("nothing.zip", zip(&[]), 0),
        (
            "report.zip",
            zip(&[("r.docx", &fs::read(Path::new(ROOT).join("tests/formats/report.docx")).expect("it"))]),
            1,
        ),
        (
            "pages.zip",
            zip(&[(
                "p.warc.gz",
                &fs::read(Path::new(ROOT).join("tests/formats/pages.warc.gz")).expect("it"),
            )]),
            5,
        ),
        ("records.json.gz", gzip(format!("[{{\"text\":\"{TEXT}\"}}]").as_bytes()), 1),
    ];
    each(&rows, |(name, bytes, count)| {
        let folder = Folder::with(&[(*name, bytes.as_slice())]);
        let ran = sayso(&["tag", "-q", &folder.typed(name)]);
        let records = ran.lines();
        let mut all = same(&format!("{name}: documents; {}", ran.stderr), &records.len(), count);
        all.extend(records.iter().flat_map(complaints));
        let piped = sayso_reading(&["tag", "-q", "-"], bytes.clone());
        all.extend(same(&format!("{name}: from a pipe; {}", piped.stderr), &piped.lines().len(), count));
        all
    });
}

/// A document of Word that takes a while.
fn long_docx() -> Vec<u8> {
    let mut parts = String::from(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    for number in 0..40_000_u32 {
        let noise = number.wrapping_mul(2_654_435_761);
        let _ = write!(parts, "<w:p><w:r><w:t>{noise:x} and {number} of them have shut.</w:t></w:r></w:p>");
    }
    parts += "</w:body></w:document>";
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", parts.as_bytes())])
}

/// A sentence of some 20 000 bytes.
fn long_sentence() -> Vec<u8> {
    let places = (0..1_000_u32).map(|number| format!("the library of ward {number}"));
    format!("Nine libraries have shut, among them {}.\n", places.collect::<Vec<_>>().join(", ")).into_bytes()
}

/// A file's name, its bytes, an option, the failures and the warnings.
type LimitRow =
    (&'static str, Vec<u8>, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

#[test]
fn limits_are_said() {
    let deep = gzip(&gzip(&gzip(&gzip(TEXT.as_bytes()))));
    let swollen = gzip(&vec![b'a'; 8 << 20]);
    let table: String =
        (0..50).fold(String::from("| a | b |\n|---|---|\n"), |text, row| text + &format!("| {row} | 5 |\n"));
    let formats = Path::new(ROOT).join("tests/formats");
    let file = |name: &str| fs::read(formats.join(name)).expect("a file of the tests");
    let rows: Vec<LimitRow> = vec![
        ("deep.txt.gz", deep.clone(), &[], &["nesting"], &[]),
        ("deep.txt.gz", deep, &["--max-nesting", "4"], &[], &[]),
        ("bomb.txt.gz", swollen.clone(), &[], &["ratio"], &[]),
        ("bomb.txt.gz", swollen, &["--max-ratio", "100000"], &[], &["long_sentence"]),
        ("long.pdf", file("one-column.pdf"), &["--max-pages", "1"], &[], &["truncated"]),
        ("table.md", table.clone().into_bytes(), &[], &[], &[]),
        ("table.md", table.into_bytes(), &["--max-table-cells", "10"], &[], &["truncated"]),
        ("sentence.txt", long_sentence(), &[], &[], &["long_sentence"]),
        ("sentence.txt", long_sentence(), &["--max-sentence-bytes", "100000"], &[], &[]),
        ("slow.docx", long_docx(), &["--max-seconds", "0"], &["too_slow"], &[]),
        ("large.docx", file("report.docx"), &["--max-reader-memory", "8000000"], &["reader_died"], &[]),
        ("large.txt", TEXT.as_bytes().to_vec(), &["--max-document-bytes", "10"], &["too_large"], &[]),
    ];
    each(&rows, |(name, bytes, options, failures, warnings)| {
        let folder = Folder::with(&[(*name, bytes.as_slice()), ("z.txt", TEXT.as_bytes())]);
        let output = Folder::new();
        let mut arguments = vec!["tag".to_owned(), folder.root(), "-o".to_owned(), output.typed("out.jsonl")];
        arguments.extend(options.iter().map(|option| (*option).to_owned()));
        let ran = sayso(&arguments);
        let what = format!("{name} {options:?}; {}", ran.stderr);
        let found = strings_at(&output.lines("out.errors.jsonl"), "/code");
        let expected: Vec<String> = failures.iter().map(|code| (*code).to_owned()).collect();
        // A limit that the file breaks may be one that the file beside it breaks as well.
        let found: Vec<String> = found.into_iter().take(expected.len().max(1)).collect();
        let mut all = same(&format!("{what}: failures"), &found, &expected);
        let records = output.lines("out.jsonl");
        let warned: Vec<String> = records
            .iter()
            .filter(|record| string_at(record, "/id").starts_with(name))
            .flat_map(|record| {
                strings_at(record["warnings"].as_array().map_or(&[][..], Vec::as_slice), "/code")
            })
            .filter(|code| code == "truncated" || code == "long_sentence")
            .collect();
        all.extend(same(
            &format!("{what}: warnings"),
            &warned,
            &warnings.iter().map(|code| (*code).to_owned()).collect(),
        ));
        if *failures != ["too_large"] {
            let beside = records.iter().any(|record| string_at(record, "/id") == "z.txt");
            all.extend((!beside).then(|| format!("{what}: the file beside it is lost")));
        }
        all
    });
}

#[test]
fn the_columns_of_text_and_id_can_be_named() {
    let csv = format!("key,words,text\nk7,\"{TEXT}\",other\n");
    let json = format!("{{\"key\":\"k7\",\"words\":\"{TEXT}\",\"text\":\"other\"}}\n");
    let rows = [("rows.csv", csv.as_str()), ("rows.jsonl", json.as_str())];
    each(&rows, |(name, content)| {
        let folder = Folder::with(&[(*name, *content)]);
        let ran = sayso(&["tag", "-q", &folder.typed(name), "--text-field", "words", "--id-field", "key"]);
        let found: Vec<(String, String)> = ran
            .lines()
            .iter()
            .map(|record| (string_at(record, "/id").to_owned(), string_at(record, "/text").to_owned()))
            .collect();
        let mut all = same(name, &found, &vec![("k7".to_owned(), TEXT.to_owned())]);
        let ran = sayso(&["tag", "-q", &folder.typed(name), "--text-field", "nowhere"]);
        all.extend(same(name, &ran.code, &Some(3)));
        all.extend(has_all(name, &ran.stderr, &["nowhere", "--text-field"]));
        all
    });
}

#[test]
fn cut_and_flipped_files_never_end_a_run() {
    let folder = Folder::new();
    for name in files() {
        let bytes = fs::read(Path::new(ROOT).join("tests/formats").join(&name)).expect("a file of the tests");
        for part in 1..8 {
            folder.write(&format!("cut-{part}-{name}"), &bytes[..bytes.len() * part / 8]);
            let mut flipped = bytes.clone();
            for place in (part * 37..flipped.len()).step_by(flipped.len() / 9 + 1) {
                flipped[place] ^= 1 << part;
            }
            folder.write(&format!("flipped-{part}-{name}"), flipped);
        }
    }
    let output = Folder::new();
    let ran = sayso(&["tag", "-q", &folder.root(), "-o", &output.typed("out.jsonl")]);
    let mut all = same("exit code", &ran.code, &Some(3));
    all.extend(output.lines("out.jsonl").iter().flat_map(complaints));
    let defects = strings_at(&output.lines("out.errors.jsonl"), "/code");
    all.extend(defects.into_iter().filter(|code| code == "defect"));
    report(&all);
}
