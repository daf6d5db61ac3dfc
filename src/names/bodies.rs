//! Which body "the charity", "the paper", "it" or "the Mercury" means.

use super::tagging::bare;
use super::{Mention, word_count};
use crate::span::Span;

/// A description looks so many names back and no further; what was named before is out of mind.
const REACH: usize = 60;

/// Kinds of bodies: the nouns that mean one, and the words in names that tell one.
const KINDS: &[(&[&str], &[&str])] = &[
    (
        &[
            "paper", "newspaper", "magazine", "journal", "weekly", "daily", "tabloid", "broadsheet", "title",
            "publication",
        ],
        &[
            "times", "ledger", "gazette", "mercury", "courier", "herald", "beacon", "lantern", "star",
            "echo", "post", "mail", "guardian", "telegraph", "chronicle", "argus", "journal", "magazine",
            "weekly", "observer", "express", "mirror", "tribune", "record", "press", "clarion", "advertiser",
            "examiner", "bugle", "sun", "independent", "news", "standard", "reporter", "quarterly", "farmer",
        ],
    ),
    (
        &["broadcaster", "channel", "station"],
        &["bbc", "itv", "radio", "television", "tv", "channel", "broadcasting"],
    ),
    (&["website", "site", "blog", "platform"], &["blog", "site", "online"]),
    (&["force", "constabulary"], &["police", "constabulary"]),
    (
        &["regulator", "watchdog", "inspectorate", "ombudsman"],
        &[
            "authority", "commission", "inspectorate", "ombudsman", "regulator", "ofsted", "ofcom", "ofgem",
            "ofwat", "ofqual", "executive",
        ],
    ),
    (&["department", "ministry"], &["department", "ministry", "office", "treasury", "defra"]),
    (&["school", "academy"], &["school", "academy", "primary", "high", "grammar"]),
    (&["college", "university"], &["college", "university"]),
    (&["hospital", "infirmary"], &["hospital", "infirmary"]),
    (&["prison", "jail"], &["prison", "hmp", "jail"]),
    (&["union"], &["union", "unite", "unison", "gmb", "rmt", "aslef", "nasuwt"]),
    (
        &["club", "team", "side", "visitors", "hosts"],
        &["town", "rovers", "united", "city", "athletic", "fc", "club", "wanderers"],
    ),
    (
        &["charity"],
        &["trust", "foundation", "charity", "aid", "mencap", "families", "shelter", "rescue", "mission"],
    ),
    (&["trust"], &["trust"]),
    (&["council", "authority"], &["council", "authority"]),
    (&["board"], &["board", "nhs"]),
    (&["party"], &["party", "labour", "conservatives", "greens"]),
    (&["committee"], &["committee"]),
    (&["court", "tribunal"], &["court", "tribunal"]),
    (&["bank", "lender"], &["bank", "building"]),
    (
        &[
            "company", "firm", "business", "chain", "brand", "retailer", "supermarket", "manufacturer",
            "operator", "developer", "supplier", "airline", "giant", "contractor", "maker", "startup",
            "employer", "provider",
        ],
        &[
            "ltd", "limited", "plc", "water", "utilities", "holdings", "dairies", "bakeries", "stores",
            "freight", "energy", "power", "homes", "foods", "airways", "coaches", "ferries", "candles",
            "motors", "rail", "logistics", "group", "systems", "industries", "developments", "properties",
            "lets", "estates", "care", "services", "supermarkets",
        ],
    ),
];

/// Nouns that mean any body.
const ANY: &[&str] = &[
    "organisation", "organization", "body", "agency", "group", "campaign", "institution", "service",
    "association",
];

/// The body that the words of `span` mean, among the names before them. `None` where none fits, or two fit alike.
pub(super) fn antecedent(text: &str, mentions: &[Mention], span: Span, words: &str) -> Option<Span> {
    let end = mentions.partition_point(|mention| mention.span.end <= span.start);
    let before = || mentions[..end].iter().rev().take(REACH).map(|mention| mention.span);
    if words.starts_with(char::is_uppercase)
        && !words.chars().all(char::is_uppercase)
        && let Some(longer) = longer_name(text, mentions[..end].iter().rev().take(REACH), words)
    {
        return Some(longer);
    }
    // "The Orchard Growers Association": a full name stands for itself.
    let capitals = words.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    if capitals >= 2
        && words.split_whitespace().last().is_some_and(|last| last.starts_with(char::is_uppercase))
    {
        return None;
    }
    let lower = words.to_lowercase();
    let noun = lower.rsplit(' ').next().unwrap_or(&lower);
    let kind = KINDS.iter().position(|(nouns, _)| nouns.contains(&noun));
    let any = ANY.contains(&noun);
    if kind.is_none() && !any {
        return before().filter(|name| !is_person(mentions, *name)).find(|name| holds(text, *name, noun));
    }
    // In their own words, then by their kind, then whatever is of no kind that speaks against it.
    let described = before().find(|name| holds(text, *name, noun) || is_described(text, *name, noun));
    let of_kind = || {
        let kind = kind?;
        let mut fitting =
            before().filter(|name| !is_person(mentions, *name) && kind_of(text, *name) == Some(kind));
        fitting.next()
    };
    let unknown = || {
        let company = kind == Some(KINDS.len() - 1);
        let fits = |name: &Span| {
            let own = kind_of(text, *name);
            let of_no_kind = own.is_none() || any && own != Some(0);
            (company || any) && of_no_kind && !is_person(mentions, *name) && word_count(name.of(text)) <= 5
        };
        before().find(fits)
    };
    let found = described.or_else(of_kind).or_else(unknown)?;
    // "The paper" of "the Gazette" of "the Borders Gazette".
    Some(longer_name(text, mentions[..end].iter().rev().take(REACH), found.of(text)).unwrap_or(found))
}

fn is_person(mentions: &[Mention], name: Span) -> bool {
    let index = mentions.partition_point(|mention| mention.span < name);
    mentions.get(index).is_some_and(|mention| mention.person)
}

/// A longer name before that ends or begins with the short one: "the Mercury" of "the Aldwick Mercury".
fn longer_name<'m>(text: &str, before: impl Iterator<Item = &'m Mention>, words: &str) -> Option<Span> {
    let longer = |name: &str| {
        let rest = name.strip_suffix(words).or_else(|| name.strip_prefix(words));
        rest.is_some_and(|rest| rest.starts_with(' ') || rest.ends_with(' '))
    };
    before.filter(|mention| !mention.person).map(|mention| mention.span).find(|span| longer(span.of(text)))
}

/// Whether a name holds a word.
fn holds(text: &str, name: Span, noun: &str) -> bool {
    name.of(text).split_whitespace().any(|word| bare(word).eq_ignore_ascii_case(noun))
}

/// Whether the words around a name describe it: "Clothing *brand* Hey Doris", "Ofgale, the wind *regulator*,".
fn is_described(text: &str, name: Span, noun: &str) -> bool {
    const BEFORE: usize = 40;
    const BEHIND: usize = 60;
    let ahead = &text[text.ceil_char_boundary(name.start.saturating_sub(BEFORE))..name.start];
    let ahead = ahead.strip_suffix(", ").unwrap_or(ahead);
    let mut words = ahead
        .rsplit([',', '.', ';', ':', '\n', '“', '”', '(', ')'])
        .next()
        .unwrap_or("")
        .split_whitespace()
        .rev();
    if words.next().is_some_and(|word| bare(word).eq_ignore_ascii_case(noun)) {
        return true;
    }
    let behind = &text[name.end..text.floor_char_boundary(name.end + BEHIND)];
    let Some(aside) = behind.strip_prefix(", ") else { return false };
    let opens =
        ["a ", "an ", "the ", "which is ", "Britain’s ", "its "].iter().any(|word| aside.starts_with(word));
    let aside = aside.split([',', '.', ';', ':', '\n']).next().unwrap_or("");
    opens && aside.split_whitespace().any(|word| word.eq_ignore_ascii_case(noun))
}

/// The kind that the words of a name tell, its last word first.
fn kind_of(text: &str, name: Span) -> Option<usize> {
    let words: Vec<String> = name.of(text).split_whitespace().map(|word| bare(word).to_lowercase()).collect();
    words.iter().rev().find_map(|word| KINDS.iter().position(|(_, tells)| tells.contains(&word.as_str())))
}
