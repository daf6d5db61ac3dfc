//! The command line: what can be typed, what comes out where, and what the shell is told.

mod output;

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{
    Folder, ROOT, SAMPLES, each, has_all, report, same, sample_files, sayso, sayso_reading, string_at,
    strings_at,
};

const TEXT: &str = "Ten people died in prisons last year, the Ministry of Justice said.";

const RULE: &str = r#"
[[rule]]
id = "policy.kerb-edict"
tag = "policy"
label = "requirement"
pattern = '(?i)\bhenceforth obliges\b'
why = "An edict."
match = ["The borough [[henceforth obliges]] us.", "It [[henceforth obliges]] all."]
skip = ["Henceforth we are free.", "It obliges all."]
"#;

const EDICT: &str = "The borough council henceforth obliges every resident to repaint the kerb.";

/// A command in which `{}` stands for the test's folder.
fn typed(folder: &Folder, command: &str) -> Vec<String> {
    command.split_whitespace().map(|word| word.replace("{}", &folder.root())).collect()
}

#[test]
fn exit_codes_tell_what_happened() {
    let folder = Folder::with(&[
        ("in/good.txt", TEXT),
        ("some/bad.txt", "%PDF-1.7"),
        ("some/good.txt", TEXT),
        ("empty/notes.log", TEXT),
        ("there.jsonl", ""),
        ("rules/own.toml", "[[rule]]\nid = \"policy.none\""),
        ("bad.toml", "job = 2"),
        ("bad.jsonl", "{}"),
    ]);
    let rows: [(&str, i32, &str); 28] = [
        ("tag {}/in", 0, "1 document, "),
        ("tag {}/in -o {}/new.jsonl", 0, "new.jsonl"),
        ("explain {}/in/good.txt", 0, ""),
        ("schema", 0, ""),
        ("man", 0, ""),
        ("completions zsh", 0, ""),
        ("--version", 0, ""),
        ("tag --help", 0, ""),
        ("tag {}/in -o {}/nowhere/out.jsonl", 2, "nowhere/out.jsonl.journal: cannot create"),
        ("tag {}/in -o {}/some", 1, "cannot write the records to a folder"),
        ("tag {}/in --config {}/missing.toml", 2, "missing.toml: cannot read"),
        ("tag {}/in --rules {}/missing", 2, "missing: cannot read"),
        ("explain {}/some/bad.txt", 1, "cannot be opened as a PDF"),
        ("explain {}/in/good.txt --record 1", 1, "there is no record 1"),
        ("eval --gold {}/missing --pred {}/bad.jsonl", 2, "missing: cannot read"),
        ("eval --gold corpus/gold/samples --pred {}/bad.jsonl", 1, "bad.jsonl: line 1: not a record"),
        ("", 2, "Usage: sayso"),
        ("tag", 2, "<PATH>..."),
        ("tag {}/in --fast", 2, "unexpected argument '--fast'"),
        ("tag {}/in --jobs many", 2, "invalid value 'many' for '--jobs <N>'"),
        ("tag {}/in --force", 2, "--output <FILE>"),
        ("tag {}/in --include [", 2, "not a glob: ["),
        ("tag {}/nothing", 2, "nothing: no such file or folder"),
        ("tag {}/empty", 2, "no documents found in"),
        ("tag {}/in -o {}/there.jsonl", 2, "--force"),
        ("tag {}/in --rules {}/rules", 2, "own.toml"),
        ("tag {}/in --config {}/bad.toml", 2, "bad.toml: not a valid configuration"),
        ("tag {}/some", 3, "bad.txt: cannot be opened as a PDF"),
    ];
    each(&rows, |(command, code, says)| {
        let ran = sayso(&typed(&folder, command));
        let mut all = same(command, &ran.code, &Some(*code));
        all.extend(has_all(command, &ran.stderr, &[*says]));
        all
    });
}

#[test]
fn a_folder_of_all_formats_comes_out_in_order() {
    let folder = Folder::with(&[
        ("in/b.md", "# Ten died\n\nTen people died."),
        ("in/a.txt", TEXT),
        ("in/c.html", "<p>Ten people died."),
        ("in/d.jsonl", "{\"text\":\"Ten died.\"}\n{\"id\":\"own\",\"html\":\"<p>Ten died.\"}"),
        ("in/e.json", "[{\"text\":\"Ten died.\"},{\"question_text\":\"To ask?\",\"answer_text\":\"Ten.\"}]"),
        ("in/sub/f.txt", TEXT),
        ("in/.hidden.txt", TEXT),
        ("in/.git/g.txt", TEXT),
        ("in/notes.log", TEXT),
        ("in/zero.htm", "<p>Ten people died."),
        ("0.txt", TEXT),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path("in"), folder.path("in/link")).expect("a link");
    let ran = sayso(&typed(&folder, "tag -q {}/in {}/0.txt {}/in/notes.log"));
    let expected = [
        ("a.txt", "text/plain"),
        ("b.md", "text/markdown"),
        ("c.html", "text/html"),
        ("d.jsonl#0", "text/plain"),
        ("own", "text/html"),
        ("e.json#0", "text/plain"),
        ("e.json#1", "application/json"),
        ("sub/f.txt", "text/plain"),
        ("zero.htm", "text/html"),
        ("0.txt", "text/plain"),
        ("notes.log", "text/plain"),
    ];
    let records = ran.lines();
    let found: Vec<_> =
        records.iter().map(|one| (string_at(one, "/id"), string_at(one, "/source/media_type"))).collect();
    assert_eq!(found, expected);
}

#[test]
fn standard_input_is_told_by_its_first_bytes() {
    let rows: [(&str, &str, &[&str]); 8] = [
        ("text", "Ten died.", &["text/plain"]),
        ("page", "\n<!DOCTYPE html><html><body><p>Ten died.</p></body></html>", &["text/html"]),
        ("lines", "{\"text\":\"Ten died.\"}\n{\"html\":\"<p>Ten died.\"}\n", &["text/plain", "text/html"]),
        ("array", " [{\"text\":\"Ten died.\"},\n {\"text\":\"Ten died.\"}]", &["text/plain", "text/plain"]),
        ("lines with a mark", "\u{FEFF}{\"text\":\"Ten died.\"}", &["text/plain"]),
        ("page with a mark", "\u{FEFF}<p>Ten died.</p>", &["text/html"]),
        ("text with a mark", "\u{FEFF}Ten died.", &["text/plain"]),
        ("answer", "{\"question_text\":\"To ask?\",\"answer_text\":\"Ten died.\"}", &["application/json"]),
    ];
    each(&rows, |(name, input, types)| {
        let ran = sayso_reading(&["tag", "-q", "-"], *input);
        let records = ran.lines();
        let mut all = same(name, &strings_at(&records, "/source/media_type"), &types.map_strings());
        all.extend(same(name, &ran.code, &Some(0)));
        for record in &records {
            all.extend(same(name, &string_at(record, "/source/path"), &"-"));
            let text = string_at(record, "/text");
            all.extend((!text.trim_end().ends_with("Ten died.")).then(|| format!("{name}: {text:?}")));
        }
        all
    });
}

/// Owned strings, for comparison with those of records.
trait MapStrings {
    fn map_strings(&self) -> Vec<String>;
}

impl MapStrings for [&str] {
    fn map_strings(&self) -> Vec<String> {
        self.iter().map(|word| (*word).to_owned()).collect()
    }
}

#[test]
fn claim_lines_are_the_claims_of_the_documents() {
    let documents = sayso(&["tag", "-q", SAMPLES]).lines();
    let lines = sayso(&["tag", "-q", "--lines", "claim", SAMPLES]).lines();
    let mut expected = Vec::new();
    for document in &documents {
        for claim in document["claims"].as_array().into_iter().flatten() {
            let claim = whole(claim, document);
            expected.push((&document["id"], &document["meta"]["title"], &document["genre"], claim));
        }
    }
    let found: Vec<_> = lines
        .iter()
        .map(|line| (&line["document"], &line["title"], &line["genre"], line["claim"].clone()))
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(found.len(), expected.len());
    let pairs: Vec<_> = found.iter().zip(&expected).collect();
    each(&pairs, |(found, expected)| same("a line", found, expected));
}

/// A claim of `document` with the objects in place of their ids.
fn whole(claim: &Value, document: &Value) -> Value {
    let object = |list: &str, id: &Value| {
        let all = document[list].as_array().into_iter().flatten();
        all.into_iter().find(|object| object["id"] == *id).cloned().unwrap_or_default()
    };
    let objects = |list: &str| -> Value {
        claim[list].as_array().into_iter().flatten().map(|id| object(list, id)).collect::<Vec<_>>().into()
    };
    let mut claim = claim.clone();
    let (figures, cases) = (objects("figures"), objects("cases"));
    let attribution = object("attributions", &claim["attribution"]);
    (claim["figures"], claim["cases"], claim["attribution"]) = (figures, cases, attribution);
    claim
}

#[test]
fn globs_choose_files_of_folders() {
    let folder =
        Folder::with(&["a.txt", "b.md", "sub/c.txt", "sub/deep/d.txt", "notes.log"].map(|name| (name, TEXT)));
    let rows: [(&str, &[&str]); 8] = [
        ("", &["a.txt", "b.md", "sub/c.txt", "sub/deep/d.txt"]),
        ("--include *.md", &["b.md"]),
        ("--include *.log", &["notes.log"]),
        ("--include *.md --include sub/**", &["b.md", "sub/c.txt", "sub/deep/d.txt"]),
        ("--exclude sub/**", &["a.txt", "b.md"]),
        ("--exclude *.md --exclude **/d.txt", &["a.txt", "sub/c.txt"]),
        ("--include sub/** --exclude **/deep/**", &["sub/c.txt"]),
        ("--include *.{md,log}", &["b.md", "notes.log"]),
    ];
    each(&rows, |(globs, expected)| {
        let ran = sayso(&typed(&folder, &format!("tag -q {{}} {globs}")));
        same(globs, &strings_at(&ran.lines(), "/id"), &expected.map_strings())
    });
}

#[test]
fn settings_come_from_the_file_unless_typed() {
    let folder = Folder::with(&[
        ("in/a.txt", EDICT),
        ("in/b.md", EDICT),
        ("set/rules/own.toml", RULE),
        ("set/claims.toml", "lines = \"claim\"\nexclude = [\"*.md\"]"),
        ("set/rules.toml", "rules = \"rules\"\njobs = 1"),
        ("set/small.toml", "max-document-bytes = 10"),
    ]);
    // What the first line must have and must not have, and the number of lines.
    let rows: [(&str, &str, &str, usize); 7] = [
        ("", "\"blocks\":", "kerb-edict", 2),
        ("--config {}/set/claims.toml", "\"document\":\"a.txt\"", "\"blocks\":", 1),
        ("--config {}/set/claims.toml --lines document", "\"blocks\":", "\"document\":\"a.txt\"", 1),
        ("--config {}/set/claims.toml --exclude *.txt", "\"document\":\"b.md\"", "\"blocks\":", 1),
        ("--config {}/set/rules.toml", "\"rule\":\"policy.kerb-edict\"", "\"document\":", 2),
        ("--config {}/set/small.toml --max-document-bytes 99", "\"blocks\":", "kerb-edict", 2),
        ("--config {}/set/small.toml", "", "", 0),
    ];
    each(&rows, |(options, has, lacks, lines)| {
        let ran = sayso(&typed(&folder, &format!("tag -q {{}}/in {options}")));
        let first = ran.stdout.lines().next().unwrap_or_default();
        let mut all = has_all(options, first, &[*has]);
        all.extend((!lacks.is_empty() && first.contains(lacks)).then(|| format!("{options}: has {lacks}")));
        all.extend(same(options, &ran.stdout.lines().count(), lines));
        all
    });
}

#[test]
fn a_configuration_that_is_not_understood_is_refused() {
    let rows: [(&str, &[&str]); 5] = [
        ("job = 2", &["set.toml", "line 1", "unknown field `job`", "`jobs`"]),
        ("jobs = 2\nquick = true", &["line 2", "unknown field `quick`"]),
        ("jobs = \"two\"", &["line 1", "invalid type"]),
        ("lines = \"sentence\"", &["unknown variant `sentence`", "`document`", "`claim`"]),
        ("jobs = ", &["line 1"]),
    ];
    let folder = Folder::with(&[("in/a.txt", TEXT)]);
    each(&rows, |(settings, says)| {
        folder.write("set.toml", settings);
        let ran = sayso(&typed(&folder, "tag {}/in --config {}/set.toml"));
        let mut all = same(settings, &(ran.code, ran.stdout.as_str()), &(Some(2), ""));
        all.extend(has_all(settings, &ran.stderr, says));
        all
    });
}

#[test]
fn a_rule_of_the_user_works_beside_the_catalogue() {
    let folder =
        Folder::with(&[("in/a.txt", EDICT), ("own/kerb.toml", RULE), ("own/README.md", "not a rule")]);
    let rules = |command: &str| -> (Vec<String>, String) {
        let record = sayso(&typed(&folder, command)).lines().remove(0);
        let reasons = record["claims"].as_array().into_iter().flatten().flat_map(|claim| {
            strings_at(claim["reasons"].as_array().map_or(&[][..], Vec::as_slice), "/rule")
        });
        (reasons.collect(), string_at(&record, "/tool/rules").to_owned())
    };
    let (without, hash_without) = rules("tag -q {}/in");
    let (with, hash_with) = rules("tag -q {}/in --rules {}/own");
    assert!(!without.iter().any(|rule| rule == "policy.kerb-edict"), "{without:?}");
    assert!(with.iter().any(|rule| rule == "policy.kerb-edict"), "{with:?}");
    assert!(with.iter().any(|rule| rule.starts_with("verdict.")), "{with:?}");
    assert_ne!(hash_without, hash_with, "the records must tell which rules made them");
    let explained = sayso(&typed(&folder, "explain {}/in/a.txt --rules {}/own")).stdout;
    report(&has_all("explain", &explained, &["policy.kerb-edict"]));
}

#[test]
fn a_broken_rule_is_refused_with_what_to_write() {
    let rows: [(&str, &str, &str); 8] = [
        ("policy.kerb-edict", "kerb-edict", "write the id as"),
        (r"\bhenceforth obliges\b", "(henceforth", "does not compile"),
        (", \"It obliges all.\"", "", "give two or more `skip` examples"),
        (", \"It [[henceforth obliges]] all.\"", "", "two or more `match`"),
        ("It obliges all.", "It henceforth obliges all.", "must skip"),
        ("An edict.", "", "say `why`"),
        ("\"requirement\"", "\"edict\"", "label"),
        ("policy.kerb-edict", "policy.will", "the id is taken"),
    ];
    let folder = Folder::with(&[("in/a.txt", EDICT)]);
    each(&rows, |(from, to, says)| {
        let broken = RULE.replace(from, to);
        assert_ne!(broken, RULE, "{from} is not in the rule");
        folder.write("own/kerb.toml", &broken);
        let ran = sayso(&typed(&folder, "tag {}/in --rules {}/own"));
        let id = broken.split('"').nth(1).unwrap_or_default();
        let place = if *says == "the id is taken" { "own" } else { "kerb.toml" };
        let mut all = same(to, &(ran.code, ran.stdout.as_str()), &(Some(2), ""));
        all.extend(has_all(to, &ran.stderr, &[place, id, says]));
        all
    });
}

#[test]
fn the_schema_is_a_schema() {
    let ran = sayso(&["schema"]);
    let schema: Value = serde_json::from_str(&ran.stdout).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["title"], "Record");
    let properties = schema["properties"].as_object().expect("it lists the fields");
    let undocumented: Vec<&String> = properties
        .iter()
        .filter(|(_, field)| field["description"].as_str().is_none())
        .map(|(name, _)| name)
        .collect();
    assert!(undocumented.is_empty(), "without a description: {undocumented:?}");
}

#[test]
fn completions_and_manual_name_the_options() {
    let rows: [(&[&str], &[&str]); 5] = [
        (&["completions", "bash"], &["_sayso()", "--max-document-bytes", "--gold"]),
        (&["completions", "zsh"], &["#compdef sayso", "--max-document-bytes", "--gold"]),
        (&["completions", "fish"], &["complete -c sayso", "max-document-bytes", "gold"]),
        (&["completions", "powershell"], &["Register-ArgumentCompleter", "--max-document-bytes"]),
        (&["man"], &[".TH sayso 1", "SUBCOMMANDS", "tag", "explain", "eval", "documents could not be read"]),
    ];
    each(&rows, |(arguments, parts)| {
        let ran = sayso(arguments);
        let mut all = has_all(&arguments.join(" "), &ran.stdout, parts);
        all.extend(same("exit code", &ran.code, &Some(0)));
        all
    });
}

#[test]
fn an_explanation_shows_every_claim_without_colour() {
    let signs = [("sourced", '✓'), ("attributed", '@'), ("vague", '~'), ("unsourced", '!')];
    let explained = [
        "tabloid/jail-officers.txt",
        "blog/reposted-article.txt",
        "news/hospital-waits.html",
        "opinion/planning.md",
    ];
    each(&explained, |sample| {
        let path = format!("{SAMPLES}/{sample}");
        let record = sayso(&["tag", "-q", &path]).lines().remove(0);
        let ran = sayso(&["explain", &path]);
        let mut all = same(sample, &(ran.code, ran.stderr.as_str()), &(Some(0), ""));
        all.extend(ran.stdout.contains('\x1b').then(|| format!("{sample}: has colours")));
        let claims = record["claims"].as_array().expect("the sample has claims");
        for claim in claims {
            let (id, verdict) = (string_at(claim, "/id"), string_at(claim, "/sourcing"));
            let sign = signs.iter().find(|(name, _)| *name == verdict).map_or('?', |(_, sign)| *sign);
            let parts = [format!("[{id} {sign}]"), format!("      {id} {sign} {verdict} · ")];
            let missing = parts.iter().filter(|part| !ran.stdout.contains(part.as_str()));
            all.extend(missing.map(|part| format!("{sample}: no {part:?}")));
        }
        all.extend(has_all(sample, &ran.stdout, &[format!("{} claims   ✓ sourced", claims.len())]));
        all
    });
}

#[test]
fn one_record_of_many_is_explained_when_named() {
    let path = format!("{SAMPLES}/written_answer/answers.jsonl");
    let rows = [("0", "900001"), ("3", "900004")];
    each(&rows, |(index, id)| {
        let ran = sayso(&["explain", &path, "--record", index]);
        has_all(index, &ran.stdout, &[format!("{id} · parliamentary_answer")])
    });
}

#[test]
fn the_samples_are_scored_against_their_gold_labels() {
    let folder = Folder::new();
    let prediction = folder.typed("out.jsonl");
    assert_eq!(sayso(&["tag", "-q", SAMPLES, "-o", &prediction]).code, Some(0));
    let call = ["eval", "--gold", "corpus/gold/samples", "--pred", &prediction];
    let table = sayso(&call);
    let rows = [
        "24 gold documents, 0 without a prediction",
        "precision",
        "recall",
        "F1",
        "claim ",
        "type figure",
        "verdict sourced",
        "source span",
        "scope carried",
        "figure value",
        "genre news",
    ];
    report(&has_all("table", &table.stdout, &rows));

    let genres = sayso(&[&call[..], &["--by", "genre"]].concat());
    report(&has_all("by genre", &genres.stdout, &["documents", "carried P", "\nopinion", "\nall "]));

    let json = sayso(&[&call[..], &["--json"]].concat());
    let scores: Value = serde_json::from_str(&json.stdout).expect("the scores are JSON");
    let mut all = Vec::new();
    for pointer in ["/claim", "/types/figure", "/types/case", "/all_types"] {
        let score = scores.pointer(pointer).unwrap_or(&Value::Null);
        let [precision, recall, f1] =
            ["precision", "recall", "f1"].map(|key| score[key].as_f64().unwrap_or(-1.0));
        let harmonic = 2.0 * precision * recall / (precision + recall);
        let sound = [precision, recall, f1].iter().all(|share| (0.0..=1.0).contains(share));
        all.extend((!sound || (harmonic - f1).abs() > 1e-3).then(|| format!("{pointer}: {score}")));
    }
    report(&all);
}

#[test]
fn every_sample_has_its_gold_labels() {
    let documents = sayso(&["tag", "-q", SAMPLES]).lines();
    let gold =
        fs::read_dir(Path::new(ROOT).join("corpus/gold/samples")).expect("the gold labels").map(|entry| {
            let text = fs::read_to_string(entry.expect("an entry").path()).expect("a gold file");
            let label: Value = serde_json::from_str(&text).expect("gold labels are JSON");
            string_at(&label, "/id").to_owned()
        });
    let mut gold: Vec<String> = gold.collect();
    let mut found = strings_at(&documents, "/id");
    gold.sort();
    found.sort();
    assert_eq!(found, gold);
    assert!(sample_files().len() >= 15, "the samples are fewer than promised");
}
