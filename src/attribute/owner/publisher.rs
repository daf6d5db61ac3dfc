//! Whose an official paper is: what the paper says of it, weighed.
//!
//! A speech, a signed foreword and a coroner's report are a person's, a judgment is itself the record, a statistical
//! bulletin too; everything else speaks for a body, which few papers state and all of them give away: by the
//! masthead, the notes about the publisher, whose people are quoted, who does what the news is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::Voice;
use super::lines::{foot, head, parts};
use crate::document::{BlockKind, SourceKind};
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

/// How sure it is that a paper of a public body speaks for the body.
const CONFIDENCE: f64 = 0.8;

/// A sign of whose a paper is, from the words around a body's name.
struct Sign {
    weight: f64,
    /// What stands right before the name, and right behind it.
    before: &'static str,
    behind: &'static str,
}

const SIGNS: &[Sign] = &[
    // Published by NAME; From: NAME
    Sign {
        weight: 4.0,
        before: r"(?i)(?:^|\n)(?:(?:published|issued|released|produced|prepared|report|statement|release)(?: jointly)? by:? +|(?:from|author|organisation|issuer|publisher|lead department(?: or agency)?|report of|on behalf of): *)(?:the )?$",
        behind: "",
    },
    // About NAME
    Sign { weight: 2.5, before: r"(?:^|\n)(?:\d+\.? |[•*-] )?About (?:the )?$", behind: "" },
    // 2. NAME is the regulator of …
    Sign {
        weight: 2.5,
        before: r"(?:^|\n)(?:\d+\.? |[•*-] )?(?:The )?$",
        behind: r"^(?: \([A-Z]{2,8}\))? (?:is (?:the|a|an|one)|represents|provides|runs|works|supports|regulates|serves|investigates) ",
    },
    // said the chief executive of NAME
    Sign {
        weight: 1.5,
        before: r"(?i:chief executive|chair(?:man|woman)?|director|leader|head|spokes(?:person|man|woman)|president|general secretary|cabinet member|manager|officer|inspector|superintendent|sergeant|constable|vice-chancellor|principal|commissioner)[^.\n“”]{0,50}? (?:of|at|for|from|with) (?:the )?$",
        behind: "",
    },
    // NAME’s head of housing, NAME chief executive Ann Other
    Sign {
        weight: 1.5,
        before: "",
        behind: r"^(?:’s|'s)? (?:\w+ ){0,3}(?:chief executive|chair|director|leader|head of|spokes|president|general secretary|manager)",
    },
    // NAME has fined …, at the head of a paragraph
    Sign {
        weight: 1.5,
        before: r"(?:^|\n)(?:The )?$",
        behind: r"^(?: \([A-Z]{2,8}\))?(?: today| this week)? (?:has|have|is|are|will|was|were|said|says|announced|welcomed|published|launched|issued|opened|fined|urges|warned|secured)\b",
    },
    // Officers from NAME; call NAME on 101; NAME officers
    Sign {
        weight: 1.0,
        before: r"(?i)(?:officers|detectives|staff|teams?|inspectors) (?:from|at) (?:the )?$|(?:\bcall|\bcontact|\bcalling|\bcontacting) (?:the )?$",
        behind: "",
    },
    Sign { weight: 1.0, before: "", behind: r"^(?:’s|'s)? (?:officers|detectives|inspectors|staff|website)\b" },
    // Ann Other, a surveyor at NAME, said
    Sign { weight: 1.5, before: r"(?:of|at|for|from|with) (?:the )?$", behind: r"^,? (?:said|added|told|explained|commented)\b" },
    // At NAME, we …
    Sign { weight: 1.5, before: r"(?i)(?:\bat|\bwe,?) (?:the )?$", behind: r"^,? (?:we|our)\b" },
    // Media enquiries: NAME; NAME press office
    Sign {
        weight: 2.0,
        before: r"(?i)(?:^|\n)(?:(?:media|press|further|for more)[\w ]{0,20}|contact[\w ]{0,20}|enquiries)[:,]? [^\n]{0,60}$",
        behind: "",
    },
    Sign {
        weight: 2.0,
        before: "",
        behind: r"^(?:’s|'s)? (?:press office|media (?:team|centre)|newsroom|communications|news)\b",
    },
];

/// The signs' patterns; an empty one holds anywhere.
static PATTERNS: LazyLock<Vec<(f64, [Option<Regex>; 2])>> = LazyLock::new(|| {
    let pattern = |text: &str| (!text.is_empty()).then(|| Regex::new(text).expect("a valid pattern"));
    SIGNS.iter().map(|sign| (sign.weight, [pattern(sign.before), pattern(sign.behind)])).collect()
});

/// So many lines are the first.
const TOP: usize = 2;

/// So many bytes around a name are read for signs.
const AROUND: usize = 120;

/// A sign counts so often at most.
const TIMES: u8 = 2;

/// The weight of the name alone on one of the first lines …
const MASTHEAD: f64 = 5.0;

/// … on a further line of the head, of the foot, and of every mention.
const HEAD: f64 = 3.0;
const FOOT: f64 = 1.5;
const MENTION: f64 = 0.3;

/// Every body is named so often at most for the count to speak for it.
const MENTIONS: usize = 6;

/// Whoever has less than this is not named as the paper's own.
const ENOUGH: f64 = 1.2;

/// Who speaks over the whole paper.
pub(super) fn voice(reading: &Reading<'_>, names: &Names<'_>) -> Option<Voice> {
    let own = reading.layout.blocks.iter().filter(|block| {
        block.kind.is_prose() && block.kind != BlockKind::Quotation && !block.comment
    });
    let content: Vec<Span> = own.map(|block| block.span).collect();
    content.first()?;
    let (span, kind, note) = person(reading, names)
        .map(|span| (Some(span), SourceKind::Person, "who speaks or signs says so"))
        .or_else(|| judgment(reading).map(|span| (Some(span), SourceKind::Document, "a judgment is itself the record")))
        .or_else(|| committee(reading).map(|span| (Some(span), SourceKind::Document, "a committee's report is itself the record")))
        .or_else(|| bulletin(reading).map(|span| (Some(span), SourceKind::Dataset, "a statistical bulletin is itself the record")))
        .unwrap_or_else(|| (body(reading, names), SourceKind::Organisation, "an official paper speaks for its publisher"));
    let text = reading.text();
    let long = span.and_then(|span| names.long_form(span.of(text)));
    let name = long.or(span).map(|span| span.of(text).to_owned());
    Some(Voice {
        span,
        kind,
        name: name.or_else(|| reading.layout.meta.publisher.clone()),
        content,
        confidence: CONFIDENCE,
        rule: "scope.official",
        note: note.to_owned(),
    })
}

/// The speaker of a speech, the signatory of a foreword or letter, a coroner.
fn person(reading: &Reading<'_>, names: &Names<'_>) -> Option<Span> {
    static CORONER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bI am (?P<who>\p{Lu}[\w.’'-]+(?: \p{Lu}[\w.’'-]+){1,3}(?:, [^.\n]{0,80}?\b[Cc]oroner\b[^.\n]{0,80})?)\.?")
            .expect("a valid pattern")
    });
    static SINGULAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:I|I’m|I've|I’ve|I'm|my|My)\b").expect("a valid pattern"));
    /// "I" so often, outside what others are quoted with, and a person writes.
    const OFTEN: usize = 3;
    let text = reading.text();
    if let Some(found) = CORONER.captures(text).and_then(|found| found.name("who")) {
        return Some(Span::new(found.start(), found.end()));
    }
    let own: usize = reading
        .layout
        .blocks
        .iter()
        .filter(|block| block.kind.is_prose() && !block.comment)
        .map(|block| SINGULAR.find_iter(&outside_quotes(block.span.of(text))).count())
        .sum();
    if own < OFTEN {
        return None;
    }
    let above = head(reading);
    let said = |line: &Span| {
        let words = line.of(text).to_lowercase();
        ["speech", "speaker", "delivered", "foreword", "remarks", "address", "statement by", "letter from", "by "]
            .iter()
            .any(|mark| words.contains(mark))
    };
    // A body's letter is signed by whoever writes for it.
    if ["Our ref", "Freedom of Information Act", "FOI request"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let titled = above.iter().filter(|line| said(line)).find_map(|line| named(names, text, *line));
    let signed = || foot(reading).into_iter().find_map(|line| signs(names, text, line));
    let alone = || above.iter().find_map(|line| signs(names, text, *line));
    titled.or_else(signed).or_else(alone)
}

/// The words of a block without those between quotation marks.
fn outside_quotes(words: &str) -> String {
    let mut quoted = false;
    words
        .chars()
        .filter(|c| {
            let mark = matches!(c, '“' | '”' | '"');
            if mark {
                quoted = *c == '“' || *c == '"' && !quoted;
            }
            !mark && !quoted
        })
        .collect()
}

/// The first person named in a line, with the office before the name.
fn named(names: &Names<'_>, text: &str, line: Span) -> Option<Span> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\p{Lu}[\w-]+ ){0,3}(?:Minister|Secretary|Chancellor|Commissioner|Chief Executive|Director|Governor|Mayor|Chair) $")
            .expect("a valid pattern")
    });
    let found = names.people_in(line).next().or_else(|| {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?:by|from|:) (?P<name>\p{Lu}[\w.’'-]+(?: \p{Lu}[\w.’'-]+){1,3})").expect("a valid pattern")
        });
        let name = NAME.captures(line.of(text))?.name("name")?;
        Some(Span::new(line.start + name.start(), line.start + name.end()))
    })?;
    let before = Span::new(line.start, found.start);
    let office = OFFICE.find(before.of(text)).map_or(found.start, |office| line.start + office.start());
    Some(Span::new(office, found.end))
}

/// A line that is a person's name and no more.
fn signs(names: &Names<'_>, text: &str, line: Span) -> Option<Span> {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Sir|Dame|Dr|Professor|Lord|Baroness|Mr|Mrs|Ms|Cllr|Councillor) )?(?P<name>\p{Lu}[\w.’'-]+(?: \p{Lu}[\w.’'-]*){1,3})(?:,.*| (?:CBE|OBE|MBE|KC|MP|MSP))?$")
            .expect("a valid pattern")
    });
    let name = ALONE.captures(line.of(text))?.name("name")?;
    let span = Span::new(line.start + name.start(), line.start + name.end());
    names.people_in(span).next()
}

/// The line with the parties of a judgment.
fn judgment(reading: &Reading<'_>) -> Option<Span> {
    static COURT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bjudgment\b|press summary|\[\d{4}\] (?:UKSC|UKUT|EWCA|EWHC|CSIH|NICA)").expect("a valid pattern")
    });
    static PARTIES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{Lu}[^.]{2,90} v\.? \p{Lu}[^.\n]{2,90}$").expect("a valid pattern"));
    let text = reading.text();
    let edges: Vec<Span> = head(reading).into_iter().chain(foot(reading)).collect();
    edges.iter().any(|line| COURT.is_match(line.of(text))).then_some(())?;
    edges.into_iter().find(|line| PARTIES.is_match(line.of(text)))
}

/// The title of a report by a committee of either House.
fn committee(reading: &Reading<'_>) -> Option<Span> {
    let text = reading.text();
    let above = head(reading);
    let house = above.iter().position(|line| {
        let words = line.of(text);
        words.contains("House of Commons") || words.contains("House of Lords") || words.contains("UK Parliament")
    })?;
    let committee = house + above[house..].iter().position(|line| line.of(text).ends_with("Committee"))?;
    let title = above.get(committee + 1)?;
    (!title.of(text).contains("Report to")).then_some(*title)
}

/// Words that head bulletins without being their title.
const SERIES: &[&str] = &[
    "statistical bulletin", "statistical release", "statistical first release", "accredited official statistics",
    "official statistics in development", "official statistics", "experimental statistics", "national statistics",
    "data release", "statistical work areas", "publication", "statistics", "england", "scotland", "wales",
    "northern ireland", " for ",
];

/// So many letters beside them are no title: "an", "No. 14".
const UNTITLED: usize = 4;

/// The title of a statistical bulletin.
fn bulletin(reading: &Reading<'_>) -> Option<Span> {
    static PRESENTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bthis (?:statistical )?(?:bulletin|release|statistical publication|publication) (?:presents|provides|contains|summarises|reports|gives|covers|updates)")
            .expect("a valid pattern")
    });
    let text = reading.text();
    let above = head(reading);
    let words = |line: &Span| line.of(text).to_lowercase();
    let series = |line: &Span| {
        let rest = SERIES.iter().fold(words(line), |words, name| words.replace(name, ""));
        rest.chars().filter(|c| c.is_alphabetic()).count() <= UNTITLED
    };
    let called = above.iter().any(|line| {
        let words = words(line);
        ["statistical", "statistics", "bulletin", "data release"].iter().any(|word| words.contains(word))
    });
    let press = above.iter().any(|line| ["press release", "news release"].iter().any(|word| words(line).contains(word)));
    if press || !(called || PRESENTS.is_match(text)) {
        return None;
    }
    let crumbs = |line: &Span| line.of(text).contains(['|', '»', '›', '>']);
    let dated = |line: &Span| {
        let words = words(line);
        ["released", "published", "release date", "next release", "reference", "contact", "coverage", "issn", "theme"]
            .iter()
            .any(|label| words.starts_with(label))
            || words.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_ascii_digit()) || word.trim_matches(',').parse::<Month>().is_ok()
            })
    };
    let title = |line: &&Span| {
        let count = line.of(text).split_whitespace().count();
        count >= 3 && !crumbs(line) && !series(line) && !dated(line) && !is_body(bare(text, **line).of(text))
    };
    above.iter().find(title).copied()
}

/// A month by its English name; a line of day, month and year is no title.
struct Month;

impl std::str::FromStr for Month {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        const MONTHS: &[&str] = &[
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ];
        MONTHS.contains(&word).then_some(Self).ok_or(())
    }
}

/// Whether a line is the name of a body and no more.
fn is_body(words: &str) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:the )?(?:department|ministry|office|inspectorate|hm inspectorate|university|bank|house|board|institute) (?:for|of) \w[\w ,&’'-]+$|^[\w’'&,. -]{2,60}(?:council|trust|police|constabulary|agency|authority|commission|committee|board|government|service|ombudsman|inspectorate|executive|office|assembly|parliament|university|association|union|federation|society|foundation|company|group|homes|housing|limited|ltd|plc)$")
            .expect("a valid pattern")
    });
    let capital = |word: &str| !word.starts_with(char::is_lowercase) || is_joint(word);
    words.split_whitespace().count() <= 10 && words.split_whitespace().all(capital) && BODY.is_match(words)
}

/// The body with the most evidence.
fn body(reading: &Reading<'_>, names: &Names<'_>) -> Option<Span> {
    let text = reading.text();
    let stands = |lines: Vec<Span>| -> BTreeSet<String> {
        let names = lines.into_iter().flat_map(|line| edge_names(text, line));
        names.map(|name| name.of(text).to_lowercase()).collect()
    };
    let lines = head(reading);
    let top = stands(lines.iter().take(TOP).copied().collect());
    let (above, below) = (stands(lines), stands(foot(reading)));
    let mut best: Option<(f64, Span)> = None;
    for (name, candidate) in &candidates(reading, names) {
        let mut weight = candidate.weight(text);
        weight += match (top.contains(name), above.contains(name)) {
            (true, _) => MASTHEAD,
            (false, true) => HEAD,
            (false, false) => 0.0,
        };
        weight += if below.contains(name) { FOOT } else { 0.0 };
        if weight >= ENOUGH && best.is_none_or(|(most, _)| weight > most) {
            best = candidate.first(text).map(|span| (weight, span));
        }
    }
    best.map(|(_, span)| span)
}

/// A body that may be the publisher.
#[derive(Debug, Default)]
struct Candidate {
    /// Where it is named, in text order.
    mentions: Vec<Span>,
}

/// The bodies named in the text, the head and the foot, by their names in small letters; short forms with the long.
fn candidates(reading: &Reading<'_>, names: &Names<'_>) -> BTreeMap<String, Candidate> {
    let text = reading.text();
    let mut spans: Vec<Span> = names.bodies().map(|span| bare(text, span)).collect();
    let known: BTreeSet<String> = spans.iter().map(|span| span.of(text).to_lowercase()).collect();
    let edges = head(reading).into_iter().chain(foot(reading)).flat_map(|line| edge_names(text, line));
    let named = |part: &Span| is_body(part.of(text)) || known.contains(&part.of(text).to_lowercase());
    spans.extend(edges.filter(named));
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let new = span.end > end;
        end = end.max(span.end);
        new
    });
    let mut found: BTreeMap<String, Candidate> = BTreeMap::new();
    for span in spans {
        let words = span.of(text);
        let long = names.long_form(words).map_or(words, |long| bare(text, long).of(text));
        if is_name(long) {
            found.entry(long.to_lowercase()).or_default().mentions.push(span);
        }
    }
    found
}

/// What may be a name on a line of a head or foot: its parts, the words that open it, what follows a label. A line that
/// says whom the paper goes to has none.
fn edge_names(text: &str, line: Span) -> Vec<Span> {
    const TO: &[&str] = &["To:", "Report to", "Copied to", "Cc:", "cc:", "Sent to", "For:"];
    let words = line.of(text);
    if TO.iter().any(|label| words.starts_with(label)) {
        return Vec::new();
    }
    let value = words.find(": ").map(|at| {
        let rest = &words[at + 2..];
        let end = rest.find(" and The ").or_else(|| rest.find(" and the ")).unwrap_or(rest.len());
        Span::new(line.start + at + 2, line.start + at + 2 + end)
    });
    let found = parts(text, line).chain(name_before(text, line)).chain(value);
    found.map(|span| bare(text, span.trim(text))).filter(|span| !span.is_empty()).collect()
}

/// The capitalised words that open a line, before the words that are not: "HM Inspectorate of Prisons report on …".
fn name_before(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    let (mut end, mut at) = (0, 0);
    for word in words.split_inclusive(' ') {
        let start = at;
        at += word.len();
        let stop = word.trim_end().ends_with([':', ',', '.']);
        let bare = word.trim_end().trim_end_matches([':', ',', '.']);
        if !(bare.starts_with(char::is_uppercase) || is_joint(bare)) {
            break;
        }
        if !is_joint(bare) {
            end = start + bare.len();
        }
        if stop {
            break;
        }
    }
    (end > 0 && end < words.len()).then(|| Span::new(line.start, line.start + end))
}

/// Words that head pages and name nobody.
const LABELS: &[&str] = &[
    "news", "press", "cabinet", "home", "about", "media", "notes", "contact", "statistics", "report", "summary", "ends",
    "end", "department", "government", "police", "university", "college", "school", "parliament", "council", "trust",
    "statement", "director", "head", "chief", "inspection", "decision", "regulation", "act", "important", "public",
    "background", "introduction", "covid-19", "foi", "uk", "england", "scotland", "wales",
];

fn is_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let alone = !words.contains(' ');
    const NEVER_FIRST: &[&str] = &["about", "director", "head", "chief", "contact", "notes", "regulation", "important", "report"];
    words.len() >= 3
        && words.contains(char::is_alphabetic)
        && !NEVER_FIRST.contains(&first.as_str())
        && !(alone && LABELS.contains(&first.as_str()))
}

/// A name without article, bracketed short form and "News from".
fn bare(text: &str, span: Span) -> Span {
    let span = without_article(text, span);
    let words = span.of(text);
    let number = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c)).len();
    let start = words.find(" from ").map_or(number, |at| at + " from ".len());
    let end = words.find(" (").filter(|end| *end > start).unwrap_or(words.len());
    without_article(text, Span::new(span.start + start, span.start + end))
}

fn is_joint(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "the" | "&" | "in")
}

fn without_article(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let article = ["The ", "the ", "THE "].iter().find(|article| words.starts_with(**article));
    Span::new(span.start + article.map_or(0, |article| article.len()), span.end)
}

impl Candidate {
    /// The first of the longest forms.
    fn first(&self, text: &str) -> Option<Span> {
        let longest = self.mentions.iter().map(|span| span.of(text).len()).max()?;
        self.mentions.iter().filter(|span| span.of(text).len() == longest).min().copied()
    }

    /// What the words around its mentions say for it.
    fn weight(&self, text: &str) -> f64 {
        let mut counts = vec![0_u8; PATTERNS.len()];
        for mention in &self.mentions {
            let around = [before(text, mention.start), behind(text, mention.end)];
            for (count, (_, patterns)) in counts.iter_mut().zip(PATTERNS.iter()) {
                let holds = patterns.iter().zip(around).all(|(pattern, words)| {
                    pattern.as_ref().is_none_or(|pattern| pattern.is_match(words))
                });
                *count = TIMES.min(*count + u8::from(holds));
            }
        }
        let signs: f64 = counts.iter().zip(PATTERNS.iter()).map(|(count, (weight, _))| f64::from(*count) * weight).sum();
        let mentions = u8::try_from(self.mentions.len().min(MENTIONS)).unwrap_or(u8::MAX);
        signs + MENTION * f64::from(mentions)
    }
}

fn before(text: &str, end: usize) -> &str {
    let mut start = end.saturating_sub(AROUND);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    // A pattern that begins with the text's own start must not take the window's for it.
    let words = &text[start..end];
    if start == 0 { words } else { &words[words.find([' ', '\n']).unwrap_or(0)..] }
}

fn behind(text: &str, start: usize) -> &str {
    let mut end = (start + AROUND).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}
