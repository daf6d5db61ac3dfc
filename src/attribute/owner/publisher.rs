//! Whose an official paper is, where no person signs it: the body for which most speaks in the paper.
//!
//! Few papers state their publisher and all of them give it away: by the masthead, the notes about the publisher, whose
//! people are quoted, who does what the news is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::lines::{foot, head, parts};
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

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
    Sign {
        weight: 1.0,
        before: "",
        behind: r"^(?:’s|'s)? (?:officers|detectives|inspectors|staff|website)\b",
    },
    // Ann Other, a surveyor at NAME, said
    Sign {
        weight: 1.5,
        before: r"(?:of|at|for|from|with) (?:the )?$",
        behind: r"^,? (?:said|added|told|explained|commented)\b",
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

/// Whether a line is the name of a body and no more.
pub(super) fn is_body(words: &str) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:the )?(?:department|ministry|office|inspectorate|hm inspectorate|university|bank|house|board|institute) (?:for|of) \w[\w ,&’'-]+$|^[\w’'&,. -]{2,60}(?:council|trust|police|constabulary|agency|authority|commission|committee|board|government|service|ombudsman|inspectorate|executive|office|assembly|parliament|university|association|union|federation|society|foundation|company|group|homes|housing|limited|ltd|plc)$")
            .expect("a valid pattern")
    });
    let capital = |word: &str| !word.starts_with(char::is_lowercase) || is_joint(word);
    words.split_whitespace().count() <= 10 && words.split_whitespace().all(capital) && BODY.is_match(words)
}

/// The body with the most evidence.
pub(super) fn body(reading: &Reading<'_>, names: &Names<'_>) -> Option<Span> {
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
    spans
        .extend(edges.filter(|edge| is_body(edge.of(text)) || known.contains(&edge.of(text).to_lowercase())));
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
    "news", "press", "cabinet", "home", "about", "media", "notes", "contact", "statistics", "report",
    "summary", "ends", "end", "department", "government", "police", "university", "college", "school",
    "parliament", "council", "trust", "statement", "director", "head", "chief", "inspection", "decision",
    "regulation", "act", "important", "public", "background", "introduction", "covid-19", "foi", "uk",
    "england", "scotland", "wales",
];

/// Words that begin a line of a head and no name.
const NEVER_FIRST: &[&str] =
    &["about", "director", "head", "chief", "contact", "notes", "regulation", "important", "report"];

fn is_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let alone = !words.contains(' ');
    words.len() >= 3
        && words.contains(char::is_alphabetic)
        && !NEVER_FIRST.contains(&first.as_str())
        && !(alone && LABELS.contains(&first.as_str()))
        // A heading in capitals is a body's name only where it reads like one.
        && (alone || words.contains(char::is_lowercase) || is_body(words))
}

/// A name without article, bracketed short form and "News from".
pub(super) fn bare(text: &str, span: Span) -> Span {
    let span = without_article(text, span);
    let words = span.of(text);
    let number =
        words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c)).len();
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
                let holds = patterns
                    .iter()
                    .zip(around)
                    .all(|(pattern, words)| pattern.as_ref().is_none_or(|pattern| pattern.is_match(words)));
                *count = TIMES.min(*count + u8::from(holds));
            }
        }
        let signs: f64 =
            counts.iter().zip(PATTERNS.iter()).map(|(count, (weight, _))| f64::from(*count) * weight).sum();
        let mentions = u8::try_from(self.mentions.len().min(MENTIONS)).unwrap_or(u8::MAX);
        signs + MENTION * f64::from(mentions)
    }
}

fn before(text: &str, end: usize) -> &str {
    let start = text.ceil_char_boundary(end.saturating_sub(AROUND));
    // A pattern that begins with the text's own start must not take the window's for it.
    let words = &text[start..end];
    if start == 0 { words } else { &words[words.find([' ', '\n']).unwrap_or(0)..] }
}

fn behind(text: &str, start: usize) -> &str {
    &text[start..text.floor_char_boundary(start + AROUND)]
}
