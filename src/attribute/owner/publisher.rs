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
        before: r"(?i:chief executive|chair(?:man|woman)?|director|leader|head|spokes(?:person|man|woman)|president|general secretary|cabinet member|manager|officer|inspector|superintendent|vice-chancellor|principal|commissioner)[^.\n“”]{0,50}? (?:of|at|for|from|with) (?:the )?$",
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

/// So many bytes around a name are read for signs.
const AROUND: usize = 120;

/// A sign counts so often at most.
const TIMES: u8 = 2;

/// The weight of the name alone on a line of the head …
const MASTHEAD: f64 = 3.0;

/// … and of the foot, and of every mention.
const FOOT: f64 = 1.5;
const MENTION: f64 = 0.3;

/// Every body is named so often at most for the count to speak for it.
const MENTIONS: usize = 6;

/// Whoever has less than this is not named as the paper's own.
const ENOUGH: f64 = 1.5;

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
    let above = head(reading);
    above.iter().any(|line| COURT.is_match(line.of(text))).then_some(())?;
    above.into_iter().find(|line| PARTIES.is_match(line.of(text)))
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
    "statistical bulletin", "statistical release", "official statistics", "accredited official statistics",
    "national statistics", "data release", "statistical work areas", "statistics", "accredited official statistic",
    "official statistics in development", "experimental statistics", "an accredited official statistics publication",
    "an official statistics publication", "statistical first release",
];

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
        let words = words(line);
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        SERIES.iter().any(|name| words == *name || words.starts_with(name) && words.len() <= name.len() + 24)
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
        count >= 3 && !crumbs(line) && !series(line) && !dated(line) && !is_body(line.of(text))
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
        Regex::new(r"(?i)^(?:the )?(?:department|ministry|office|home office|cabinet office) (?:for|of) [\w ,&]+$|(?i)^[\w’'&,. -]{2,60}(?:council|trust|police|constabulary|agency|authority|commission|committee|board|government|service|ombudsman|inspectorate|executive|office|assembly|parliament|university|association|union|statistics agency)$")
            .expect("a valid pattern")
    });
    words.split_whitespace().count() <= 10 && BODY.is_match(words)
}

/// The body with the most evidence.
fn body(reading: &Reading<'_>, names: &Names<'_>) -> Option<Span> {
    let text = reading.text();
    let stands = |lines: Vec<Span>| -> BTreeSet<String> {
        let parts = lines.into_iter().flat_map(|line| parts(text, line));
        parts.map(|part| without_article(text, part).of(text).to_lowercase()).collect()
    };
    let (above, below) = (stands(head(reading)), stands(foot(reading)));
    let mut best: Option<(f64, Span)> = None;
    for (name, candidate) in &candidates(reading, names) {
        let mut weight = candidate.weight(text);
        weight += if above.contains(name) { MASTHEAD } else { 0.0 };
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
    let mut found: BTreeMap<String, Candidate> = BTreeMap::new();
    let edges = head(reading).into_iter().chain(foot(reading)).flat_map(|line| parts(text, line));
    let own: Vec<Span> = edges.map(|part| without_article(text, part)).filter(|part| is_body(part.of(text))).collect();
    for span in names.bodies().map(|span| without_article(text, span)).chain(own) {
        let words = span.of(text);
        let long = names.long_form(words).map_or(words, |long| without_article(text, long).of(text));
        if long.len() < 3 || !long.contains(char::is_alphabetic) {
            continue;
        }
        let mentions = &mut found.entry(long.to_lowercase()).or_default().mentions;
        if !mentions.contains(&span) {
            mentions.push(span);
        }
    }
    found
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
