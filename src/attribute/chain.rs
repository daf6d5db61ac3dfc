//! Chains: "The Sun revealed that an inmate claimed …" reached us through two, and each link is inside the one before.

use crate::document::{Attribution, Scope};
use crate::reading::Reading;
use crate::span::Span;

/// A stretch of text stands in fewer contents than this; what lies deeper is no chain that anybody could follow.
const DEEPEST: usize = 32;

/// A sentence with more links than this is no English, and its links are left as they are.
const MOST_LINKS: usize = 24;

/// Puts the contents of one sentence's links in order: each link ends where the one that it stands in does.
pub(super) fn settle(reading: &Reading<'_>, links: &mut [Attribution]) {
    if links.len() < 2 || links.len() > MOST_LINKS {
        return;
    }
    for index in 0..links.len() {
        recount(reading, links, index);
    }
    for index in 0..links.len() {
        cite(reading, links, index);
    }
    for index in 0..links.len() {
        clip(reading, links, index);
    }
}

/// `“It was cold,” he said, Odile Marsh recalled`: what she recalls is that he said so.
fn recount(reading: &Reading<'_>, links: &mut [Attribution], outer: usize) {
    let Some(tie) = tie(&links[outer]) else { return };
    let before = |link: &Attribution| {
        let own = self::tie(link)?;
        let follows = link.content == links[outer].content
            && link.source.is_some()
            && link.content.last().is_some_and(|content| content.end <= own.start)
            && own.until(tie).is_some_and(|gap| gap.of(reading.text()).trim() == ",");
        follows.then_some(own)
    };
    let inner =
        links.iter().enumerate().filter(|(index, _)| *index != outer).find_map(|(_, link)| before(link));
    if let (Some(inner), Some(last)) = (inner, links[outer].content.last_mut()) {
        *last = last.join(inner);
    }
}

/// `Crime has doubled, the mayor said, citing police figures`: the figures show what the mayor says, and not that the mayor
/// says it.
fn cite(reading: &Reading<'_>, links: &mut [Attribution], citing: usize) {
    let Some(cue) = links[citing].cue else { return };
    let word = cue.of(reading.text()).trim();
    if !["citing", "quoting"].iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return;
    }
    let speaks = |link: &Attribution| link.cue.is_some_and(|own| own.end <= cue.start);
    let Some(speaker) = links.iter().rposition(speaks) else { return };
    let said: Vec<Span> = (links[speaker].content.iter())
        .filter(|content| content.start < cue.start)
        .map(|content| Span::new(content.start, content.end.min(cue.start)).trim(reading.text()))
        .filter(|content| !content.is_empty())
        .collect();
    if !said.is_empty() {
        links[speaker].content.clone_from(&said);
        links[citing].content = said;
    }
}

/// A link whose source and cue stand in another's content says nothing beyond that content.
fn clip(reading: &Reading<'_>, links: &mut [Attribution], inner: usize) {
    let Some(own) = tie(&links[inner]) else { return };
    let around = |link: &Attribution| {
        let outer = tie(link)?;
        let beyond = links[inner].content.iter().any(|content| content.overlaps(outer));
        if link.content.iter().any(|content| content.contains(own)) && stands_outside(&links[inner], link) {
            return None;
        }
        link.content.iter().copied().find(|content| beyond && content.contains(own))
    };
    let found =
        links.iter().enumerate().filter(|(index, _)| *index != inner).filter_map(|(_, link)| around(link));
    let Some(limit) = found.min_by_key(|span| span.len()) else { return };
    let clipped: Vec<Span> = (links[inner].content.iter())
        .filter(|content| content.overlaps(limit))
        .map(|content| Span::new(content.start.max(limit.start), content.end.min(limit.end)))
        .map(|content| content.trim(reading.text()))
        .filter(|content| !content.is_empty())
        .collect();
    if !clipped.is_empty() {
        links[inner].content = clipped;
    }
}

/// Of two links that stand in each other's content, whether the first is the outer one: nobody's ("are alleged to") is
/// always within somebody's, and the source at the end of the sentence speaks of what was said before.
fn stands_outside(one: &Attribution, other: &Attribution) -> bool {
    let (nobody, nobody_else) = (one.source.is_none(), other.source.is_none());
    nobody_else && (!nobody || one.cue < other.cue)
}

/// Source and cue, where they stand side by side in a sentence.
fn tie(link: &Attribution) -> Option<Span> {
    let cue = link.cue?;
    let source = link.source.as_ref().and_then(|source| source.span);
    Some(source.map_or(cue, |source| source.join(cue)))
}

/// Tells each attribution the innermost other inside whose content it stands whole. `all` are in text order.
pub(super) fn link(text: &str, all: &mut [Attribution]) {
    let mut pieces: Vec<(Span, usize)> = (all.iter().enumerate())
        .flat_map(|(index, link)| unbroken(text, &link.content).into_iter().map(move |piece| (piece, index)))
        .collect();
    pieces.sort_by_key(|(piece, index)| (piece.start, std::cmp::Reverse(piece.end), *index));
    let mut asked: Vec<(Span, usize)> =
        (all.iter().enumerate()).filter_map(|(index, link)| Some((whole(link)?, index))).collect();
    asked.sort_unstable();
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    for (span, inner) in asked {
        while let Some(next) = pieces.next_if(|(piece, _)| piece.start <= span.start) {
            close(&mut open, next.0.start);
            open.push(next);
        }
        close(&mut open, span.start);
        let around = open.iter().rev().take(DEEPEST).filter(|(piece, outer)| {
            *outer != inner && piece.contains(span) && says_more(&all[*outer], &all[inner])
        });
        all[inner].within = around.min_by_key(|(piece, _)| piece.len()).map(|(_, outer)| *outer);
    }
}

/// Contents in order, with those joined between which stands nothing, as between the paragraphs of an answer.
fn unbroken(text: &str, contents: &[Span]) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    for content in contents {
        match pieces.last_mut() {
            Some(last) if last.until(*content).is_some_and(|gap| gap.trim(text).is_empty()) => {
                *last = last.join(*content);
            }
            _ => pieces.push(*content),
        }
    }
    pieces
}

/// Forgets the contents on top that have ended before `at`.
fn close(open: &mut Vec<(Span, usize)>, at: usize) {
    while open.pop_if(|(piece, _)| piece.end <= at).is_some() {}
}

/// From the first word of source, cue and content to the last; `None` for the speaker of a whole document.
fn whole(link: &Attribution) -> Option<Span> {
    if link.scope == Scope::Document {
        return None;
    }
    let source = link.source.as_ref().and_then(|source| source.span);
    (link.content.iter().copied().chain(link.cue).chain(source)).reduce(Span::join)
}

/// Whether the content of one is longer than that of the other, so that no two stand in each other.
fn says_more(outer: &Attribution, inner: &Attribution) -> bool {
    let length = |link: &Attribution| link.content.iter().map(|content| content.len()).sum::<usize>();
    length(outer) > length(inner)
}

#[cfg(test)]
mod tests {
    use crate::attribute::attribute;
    use crate::document::{Document, Genre};
    use crate::names::Names;
    use crate::reading::Reading;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    /// Every link of a text as `source: content`, with `< source` for the one that it stands in.
    fn read(rules: &RuleSet, text: &str) -> Vec<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, rules);
        let reading = Reading::new(&document, &layout, rules);
        let all = attribute(&reading, &Names::new(&reading, None), Genre::News, &[], None);
        let source = |index: usize| {
            let span = all[index].source.as_ref().and_then(|source| source.span);
            span.map_or("–", |span| span.of(text))
        };
        let line = |index: usize| {
            let content: Vec<&str> = all[index].content.iter().map(|span| span.of(text)).collect();
            let outer = all[index].within.map_or(String::new(), |outer| format!(" < {}", source(outer)));
            format!("{}: {}{outer}", source(index), content.join(" / "))
        };
        (0..all.len()).map(line).collect()
    }

    const ROWS: &[(&str, &[&str])] = &[
        (
            "The Sun revealed that an inmate claimed the wing was unsafe.",
            &["The Sun: an inmate claimed the wing was unsafe", "an inmate: the wing was unsafe < The Sun"],
        ),
        (
            "Marta Quill said that the union claimed staff were leaving.",
            &[
                "Marta Quill: the union claimed staff were leaving",
                "the union: staff were leaving < Marta Quill",
            ],
        ),
        (
            "Marta Quill said the union had warned that staff were leaving.",
            &[
                "Marta Quill: the union had warned that staff were leaving",
                "the union: staff were leaving < Marta Quill",
            ],
        ),
        (
            "According to the Harbour Gazette, the inspector said the roof leaked.",
            &[
                "the Harbour Gazette: the inspector said the roof leaked",
                "the inspector: the roof leaked < the Harbour Gazette",
            ],
        ),
        (
            "The inspector said the roof leaked, according to the Harbour Gazette.",
            &[
                "the Harbour Gazette: The inspector said the roof leaked",
                "The inspector: the roof leaked < the Harbour Gazette",
            ],
        ),
        (
            "Ines Okafor told the Northern Clarion that officials believed the bridge was unsafe.",
            &[
                "Ines Okafor: officials believed the bridge was unsafe",
                "officials: the bridge was unsafe < Ines Okafor",
            ],
        ),
        (
            "A report by the Tarn Foundation says that researchers found 412 patients had waited.",
            &[
                "A report by the Tarn Foundation: researchers found 412 patients had waited",
                "researchers: 412 patients had waited < A report by the Tarn Foundation",
            ],
        ),
        (
            "“He told me the cells were freezing,” Odile Marsh said.",
            &[
                "Odile Marsh: He told me the cells were freezing,",
                "He: the cells were freezing < Odile Marsh",
            ],
        ),
        (
            "“The governor said nobody was hurt,” claimed Tom Birch.",
            &["Tom Birch: The governor said nobody was hurt,", "The governor: nobody was hurt < Tom Birch"],
        ),
        (
            "“It was cold in every cell all winter,” he said, Odile Marsh recalled.",
            &[
                "he: It was cold in every cell all winter, < Odile Marsh",
                "Odile Marsh: It was cold in every cell all winter,” he said",
            ],
        ),
        (
            "Odile Marsh recalled her saying the cells were freezing.",
            &[
                "Odile Marsh: her saying the cells were freezing",
                "her: the cells were freezing < Odile Marsh",
            ],
        ),
        (
            "The Northern Clarion reported that figures released under the Freedom of Information Act show a rise.",
            &[
                "The Northern Clarion: figures released under the Freedom of Information Act show a rise",
                "figures released under the Freedom of Information Act: a rise < The Northern Clarion",
            ],
        ),
        (
            "The minister said official figures showed crime fell by a fifth.",
            &[
                "The minister: official figures showed crime fell by a fifth",
                "official figures: crime fell by a fifth < The minister",
            ],
        ),
        (
            "The council said it had been told by inspectors that the school was safe.",
            &[
                "The council: it had been told by inspectors that the school was safe",
                "inspectors: the school was safe < The council",
            ],
        ),
        (
            "Bryn Castle said his brother told him that a nurse admitted the drugs were stolen.",
            &[
                "Bryn Castle: his brother told him that a nurse admitted the drugs were stolen",
                "his brother: a nurse admitted the drugs were stolen < Bryn Castle",
                "a nurse: the drugs were stolen < his brother",
            ],
        ),
        (
            "The Westmoor Gazette reported on Friday that Dr Lena Fisk had told the inquiry that the ward was filthy.",
            &[
                "The Westmoor Gazette: Dr Lena Fisk had told the inquiry that the ward was filthy",
                "Dr Lena Fisk: the ward was filthy < The Westmoor Gazette",
            ],
        ),
        (
            "The governor denied claims that officers had taken bribes, the Clarion reported.",
            &[
                "the Clarion: The governor denied claims that officers had taken bribes",
                "The governor: officers had taken bribes < the Clarion",
            ],
        ),
        (
            "The Clarion has learned that two officers are alleged to have smuggled phones.",
            &[
                "–: two officers / have smuggled phones < The Clarion",
                "The Clarion: two officers are alleged to have smuggled phones",
            ],
        ),
        (
            "The court heard that Pike boasted that he had taken £4,000.",
            &["The court: Pike boasted that he had taken £4,000", "Pike: he had taken £4,000 < The court"],
        ),
        (
            "The BBC reports that the union says 40 staff left, according to internal documents.",
            &[
                "internal documents: The BBC reports that the union says 40 staff left",
                "The BBC: the union says 40 staff left < internal documents",
                "the union: 40 staff left < The BBC",
            ],
        ),
        // No chain: both say it, one after the other or one through the other's numbers.
        (
            "Crime has doubled, the mayor said, citing police figures.",
            &["the mayor: Crime has doubled", "police figures: Crime has doubled"],
        ),
        (
            "The mayor said crime was up. Police said it was down.",
            &["The mayor: crime was up", "Police: it was down"],
        ),
        ("The inquest was told that Mr Pell fell from the roof.", &["–: Mr Pell fell from the roof"]),
    ];

    #[test]
    fn links_stand_in_each_other() {
        let rules = RuleSet::builtin().expect("every rule compiles");
        let wrong: Vec<String> = ROWS
            .iter()
            .map(|(text, expected)| (text, expected, read(&rules, text)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, expected, found)| format!("{text}\n  expected {expected:?}\n  found    {found:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
