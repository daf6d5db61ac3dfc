//! What the words around a source give a reader who wants to find it: "*in March 2024* the trust said", "*Table 3 of* the
//! bulletin shows", "released *under the Freedom of Information Act*", a link on "said".

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Attribution, Given, Scope, Source};
use crate::reading::Reading;
use crate::span::Span;

/// A date, a year, a stretch of time, or a time that leans on the day of writing.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:1[6-9]|20)[0-9]{2}(?:[/–-][0-9]{2,4})?\b|\b(?:[0-9]{1,2}(?:st|nd|rd|th)? )?(?:January|February|April|June|July|August|September|October|November|December)\b|\b(?:in|on|of|for|to|since|by|from|last|early|late|mid-) ?(?:[0-9]{1,2}(?:st|nd|rd|th)? )?(?:March|May)\b|\b(?:March|May) [0-9]{1,2}\b|\b[0-9]{1,2} (?:March|May)\b|\b(?i:last|this|earlier this) (?:week|month|year|quarter|spring|summer|autumn|winter|night)(?:’s|'s)?\b|\b(?i:yesterday|today)(?:’s|'s)?\b|\b(?:on|last|this) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:’s|'s)?\b",
    )
});
static TABLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b[Tt]ables? (?:[A-Z]{1,3}[.]?)?[0-9]{1,4}[a-z]?\b"));
static FOI: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bfreedom of information\b|\bFOIA?s?\b|\benvironmental information regulations\b")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// Completes what each source of a sentence gives, and every source that was carried on from there. `all` know which of
/// them stand within which.
pub(super) fn complete(reading: &Reading<'_>, all: &mut [Attribution]) {
    let mut known: HashMap<Span, (Vec<Given>, Option<String>)> = HashMap::new();
    for index in 0..all.len() {
        let limit = all[index].within.and_then(|outer| all.get(outer)).map(|outer| outer.content.clone());
        let Some(beside) = beside(reading, &all[index], limit.as_deref()) else { continue };
        let cue = all[index].cue;
        let Some(source) = &mut all[index].source else { continue };
        add(reading, source, &beside, cue);
        if let Some(span) = source.span {
            known.entry(span).or_insert_with(|| (source.given.clone(), source.url.clone()));
        }
    }
    for link in all.iter_mut().filter(|link| link.scope == Scope::Carried) {
        let Some(source) = &mut link.source else { continue };
        if let Some((given, url)) = source.span.and_then(|span| known.get(&span)) {
            source.given.clone_from(given);
            source.url.clone_from(url);
        }
    }
}

/// The stretches of the source's sentence that are not what it says, and not outside the link that it stands in.
fn beside(reading: &Reading<'_>, link: &Attribution, limit: Option<&[Span]>) -> Option<Vec<Span>> {
    let source = link.source.as_ref()?.span?;
    if link.scope != Scope::Sentence {
        return None;
    }
    let sentences = &reading.layout.sentences;
    let sentence =
        sentences.get(sentences.partition_point(|sentence| sentence.span.end <= source.start))?.span;
    if !sentence.contains(source) {
        return None;
    }
    let around = limit.into_iter().flatten().find(|content| content.contains(source));
    let whole = around.map_or(sentence, |around| {
        Span::new(
            around.start.max(sentence.start),
            around.end.min(sentence.end).max(around.start.max(sentence.start)),
        )
    });
    let mut rest = Vec::new();
    let mut at = whole.start;
    for content in link.content.iter().filter(|content| content.overlaps(whole)) {
        rest.extend((at < content.start).then(|| Span::new(at, content.start)));
        at = at.max(content.end);
    }
    rest.extend((at < whole.end).then(|| Span::new(at, whole.end)));
    // What the source itself says counts even where the content was read over it.
    rest.push(source);
    Some(rest)
}

/// Adds to a source what stands beside it.
fn add(reading: &Reading<'_>, source: &mut Source, beside: &[Span], cue: Option<Span>) {
    let text = reading.text();
    let says = |pattern: &Regex| beside.iter().any(|span| pattern.is_match(span.of(text)));
    if source.url.is_none() {
        source.url =
            cue.and_then(|cue| reading.link_on(cue)).or_else(|| behind(reading, source.span?, beside));
    }
    let more = [
        (Given::Date, says(&DATE)),
        (Given::Link, source.url.is_some()),
        (Given::Foi, says(&FOI)),
        (Given::Table, says(&TABLE)),
    ];
    source.given.extend(more.into_iter().filter_map(|(given, holds)| holds.then_some(given)));
    source.given.sort_unstable();
    source.given.dedup();
}

/// The link in the bracket right behind a source: "the audit (PDF)".
fn behind(reading: &Reading<'_>, source: Span, beside: &[Span]) -> Option<String> {
    const LONGEST: usize = 40;
    let rest = beside.iter().find(|span| span.contains(source) && **span != source)?;
    let after = Span::new(source.end, rest.end);
    let words = after.of(reading.text());
    let inside = words.trim_start().strip_prefix(['(', '['])?;
    let end = inside.find([')', ']']).filter(|end| *end <= LONGEST)?;
    let start = after.end.checked_sub(inside.len())?;
    reading.link_on(Span::new(start, start + end))
}

#[cfg(test)]
mod tests {
    use crate::attribute::attribute;
    use crate::document::{Document, Genre, Given, Link};
    use crate::names::Names;
    use crate::reading::Reading;
    use crate::rules::RuleSet;
    use crate::segment::segment;
    use crate::span::Span;

    /// What each source of a text gives; the words in `{}` are linked.
    fn read(rules: &RuleSet, marked: &str) -> Vec<(String, Vec<Given>)> {
        let text = marked.replace(['{', '}'], "");
        let link = marked.find('{').zip(marked.find('}')).map(|(start, end)| Link {
            span: Span::new(start, end - 1),
            url: "https://tarn.example/audit".to_owned(),
        });
        let document = Document { text, links: link.into_iter().collect(), ..Document::default() };
        let layout = segment(&document, rules);
        let reading = Reading::new(&document, &layout, rules);
        let all = attribute(&reading, &Names::new(&reading, None), Genre::News, &[], None);
        let sources = all.into_iter().filter_map(|link| link.source);
        sources
            .map(|source| (source.span.map_or("", |span| span.of(&document.text)).to_owned(), source.given))
            .collect()
    }

    #[test]
    fn what_stands_beside_a_source_helps_to_find_it() {
        use Given::{Date, Foi, Link, Table};
        let rows: &[(&str, &str, &[Given])] = &[
            (
                "In a report published in March 2024, the trust said 40 staff left.",
                "a report published in March 2024",
                &[Date],
            ),
            ("Figures for 2023/24 show that 40 staff left.", "Figures for 2023/24", &[Date]),
            ("Last month’s figures show that 40 staff left.", "Last month’s figures", &[Date]),
            ("Council figures published last week show 40 staff left.", "Council figures published", &[Date]),
            ("The minister said on Tuesday that 40 staff left.", "The minister", &[Date]),
            ("Yesterday the mayor said that 40 staff had left.", "the mayor", &[Date]),
            ("40 staff left, according to a study of 9 May.", "a study of 9 May", &[Date]),
            ("A nurse may go, the union said.", "the union", &[]),
            ("The union said that 40 staff left in March 2024.", "The union", &[]),
            ("The union said staff may leave in May.", "The union", &[]),
            ("{The audit} found that 40 staff left.", "The audit", &[Link]),
            ("The trust {said} that 40 staff left.", "The trust", &[Link]),
            ("40 staff left, according to the audit ({PDF}).", "the audit (PDF)", &[Link]),
            ("The trust said that {40 staff} left.", "The trust", &[]),
            (
                "Data released under the Freedom of Information Act show 40 staff left.",
                "Data released under the Freedom of Information Act",
                &[Foi],
            ),
            ("FOI data show that 40 staff left.", "FOI data", &[Foi]),
            ("In a response to an FOI request, the council said 40 staff left.", "the council", &[Foi]),
            ("Table 3 of the bulletin shows that 40 staff left.", "Table 3 of the bulletin", &[Table]),
            ("40 staff left, according to the bulletin (Table 2a).", "the bulletin", &[Table]),
            (
                "The Echo said on Friday that figures in Table 4 show 40 staff left.",
                "figures in Table 4",
                &[Table],
            ),
        ];
        let rules = RuleSet::builtin().expect("every rule compiles");
        let mut wrong = Vec::new();
        for (text, source, expected) in rows {
            let all = read(&rules, text);
            let found = all.iter().find(|(words, _)| words == source).map(|(_, given)| {
                let own = |given: &&Given| !matches!(given, Given::Name | Given::Publication);
                given.iter().filter(own).copied().collect::<Vec<_>>()
            });
            if found.as_deref() != Some(*expected) {
                wrong.push(format!("{text}\n  expected {expected:?} of {source}\n  found    {all:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
