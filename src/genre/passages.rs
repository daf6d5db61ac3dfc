//! The parts of a mixed page, each with a genre of its own: readers' comments below a blog, a press release below the news
//! of it, a letter or a written answer in an article. What the page's structure tells holds, whatever the model reads there.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{by_words, likeliest, totals};
use crate::document::{Block, BlockKind, Genre, Passage};
use crate::model::Signals;
use crate::reading::Reading;
use crate::span::Span;

/// How sure a part is whose form says what it is.
const BY_FORM: f64 = 0.95;

/// A passage from elsewhere has so many sentences before it is more than a quotation.
const LONG_ENOUGH: usize = 3;

/// What a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The page's own text.
    Own,
    /// A passage that the page reproduces.
    Quoted,
    Comments,
    Answer,
    Release,
    Letter,
}

impl Part {
    /// What its form says it is, and how a reader is told so.
    fn form(self) -> Option<(Genre, &'static str)> {
        match self {
            Self::Own | Self::Quoted => None,
            Self::Comments => Some((Genre::Opinion, "readers’ comments")),
            Self::Answer => Some((Genre::ParliamentaryAnswer, "a written question and its answer")),
            Self::Release => {
                Some((Genre::Official, "a press release, by its opening or its notes to editors"))
            }
            Self::Letter => Some((Genre::Opinion, "a letter, from its greeting to its close")),
        }
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

static RELEASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:press|news|media) release\b[^.]{0,60}$|for immediate release\b|embargoed until\b|notes? (?:to|for) editors?:?$)",
    )
});
static RELEASE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:-+ ?ends? ?-+|ends?)$"));
static GREETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Dear (?:Sir|Madam|Editor|Colleagues?|All|Friends?|Residents?|Parents?|Mr|Mrs|Ms|Dr|Prof|Lord|Lady|[A-Z])|Sir[,:–—-]|To the Editor)[^.]{0,60}$",
    )
});
static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:yours(?: (?:sincerely|faithfully|truly|ever|etc))?|(?:kind |best |warm )?regards|with best wishes),?",
    )
});

/// A signature has so many lines at the most.
const SIGNATURE: usize = 4;

/// The passages of a page whose parts differ in genre, in text order; none for a page of one genre.
#[must_use]
pub fn passages(reading: &Reading<'_>, signals: Option<&Signals>) -> Vec<Passage> {
    let blocks = &reading.layout.blocks;
    let parts = parts(reading.text(), blocks);
    if parts.iter().all(|part| *part == Part::Own) {
        return Vec::new();
    }
    let runs = runs(reading, &parts);
    let own = own_genre(reading, signals, &runs);
    let mut found: Vec<Passage> = Vec::new();
    for run in runs {
        let Some(span) = blocks.get(run.blocks).and_then(extent) else { continue };
        let (genre, score, reason) = match (run.part.form(), run.part) {
            (Some((genre, reason)), _) => (genre, BY_FORM, reason),
            (None, Part::Own) => (own.0, own.1, "the page’s own text"),
            (None, _) if run.sentences.len() < LONG_ENOUGH => continue,
            (None, _) => {
                let (genre, score) = likeliest(reading, signals, run.sentences);
                (genre, score, "reproduced from elsewhere")
            }
        };
        match found.last_mut() {
            Some(last) if last.genre == genre => last.span = last.span.join(span),
            _ => found.push(Passage { span, genre, score, reason }),
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// Consecutive blocks of one part, with their sentences.
struct Run {
    part: Part,
    blocks: Range<usize>,
    sentences: Range<usize>,
}

fn runs(reading: &Reading<'_>, parts: &[Part]) -> Vec<Run> {
    let sentences = &reading.layout.sentences;
    let mut runs: Vec<Run> = Vec::new();
    let (mut block, mut sentence) = (0, 0);
    for run in parts.chunk_by(|one, next| one == next) {
        let end = block + run.len();
        let last = sentence + sentences[sentence..].partition_point(|sentence| sentence.block < end);
        runs.push(Run { part: run[0], blocks: block..end, sentences: sentence..last });
        (block, sentence) = (end, last);
    }
    runs
}

/// The page's own text has one genre, wherever something stands between: the model's of its longest stretch, else that
/// of all its words.
fn own_genre(reading: &Reading<'_>, signals: Option<&Signals>, runs: &[Run]) -> (Genre, f64) {
    let own = || runs.iter().filter(|run| run.part == Part::Own).map(|run| run.sentences.clone());
    let longest = own().max_by_key(ExactSizeIterator::len);
    let read = longest.and_then(|longest| signals?.genre_of(longest));
    read.unwrap_or_else(|| by_words(totals(reading, own().flatten(), false)))
}

/// From the first block of text to the last; `None` where there is only furniture and bylines.
fn extent(blocks: &[Block]) -> Option<Span> {
    let spoken = |block: &&Block| {
        block.kind.is_prose()
            || matches!(block.kind, BlockKind::Question | BlockKind::Note | BlockKind::Table)
    };
    let first = blocks.iter().find(spoken)?;
    let last = blocks.iter().rfind(spoken)?;
    // A headline alone is no passage.
    let text = blocks
        .iter()
        .filter(spoken)
        .any(|block| !matches!(block.kind, BlockKind::Title | BlockKind::Heading));
    text.then(|| first.span.join(last.span))
}

/// What each block belongs to.
fn parts(text: &str, blocks: &[Block]) -> Vec<Part> {
    let mut parts: Vec<Part> = blocks.iter().map(of_block).collect();
    answers(blocks, &mut parts);
    let mut release = false;
    let mut letter = false;
    let mut signed: Option<usize> = None;
    for (index, block) in blocks.iter().enumerate() {
        let line = first_line(text, block.span);
        if !matches!(parts[index], Part::Own | Part::Quoted) {
            (release, letter, signed) = (false, false, None);
            continue;
        }
        if signed.is_some_and(|left| left == 0 || line.ends_with('.')) {
            (letter, signed) = (false, None);
        }
        signed = signed.map(|left| left.saturating_sub(1));
        release |= RELEASE.is_match(line);
        letter |= !release && GREETING.is_match(line) && closes(text, &blocks[index..]);
        if release {
            parts[index] = Part::Release;
        } else if letter {
            parts[index] = Part::Letter;
        }
        if letter && signed.is_none() && CLOSE.is_match(line) {
            signed = Some(SIGNATURE);
        }
        // Notes to editors stand below the end.
        let notes = blocks.get(index + 1).is_some_and(|next| RELEASE.is_match(first_line(text, next.span)));
        release &= notes || !RELEASE_END.is_match(line);
    }
    parts
}

fn of_block(block: &Block) -> Part {
    match block.kind {
        _ if block.comment => Part::Comments,
        BlockKind::Question | BlockKind::Answer => Part::Answer,
        _ if block.quoted => Part::Quoted,
        _ => Part::Own,
    }
}

/// The lines between a question and its answer, and the lists, tables and notes in and below the answer, belong to both.
fn answers(blocks: &[Block], parts: &mut [Part]) {
    let mut inside = false;
    for (block, part) in blocks.iter().zip(parts) {
        let own = matches!(block.kind, BlockKind::Paragraph | BlockKind::Title | BlockKind::Heading);
        inside = *part == Part::Answer || (inside && *part != Part::Comments && !own);
        if inside {
            *part = Part::Answer;
        }
    }
}

/// Whether a letter that opens here is closed within a page or two.
fn closes(text: &str, blocks: &[Block]) -> bool {
    const LONGEST: usize = 60;
    blocks.iter().take(LONGEST).any(|block| CLOSE.is_match(first_line(text, block.span)))
}

fn first_line(text: &str, span: Span) -> &str {
    span.of(text).lines().next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    const NEWS: &str = "Pool at Elmswell to close\n\nBy Petra Lane\n12 March 2024\n\nThe pool at Elmswell will close in \
        April, Northmoor Council said on Monday.\n\nThe council said that repairs would cost £2.4m, a spokesman confirmed.\n\nThe pool has 310 members, according to the council, and was built in 1974.";
    const BLOG: &str = "Why nobody believes the bus timetable\n\nBy Otto Fenn\n3 May 2024\n\nI have waited at the stop on Marl \
        Road for most of my life, and I am tired of it, frankly, as everyone who has ever stood there in the rain knows.\n\n\
        I think we deserve better, and I said so to the minister last week, who sent me this long and very dull reply.";
    const ANSWER: &str = "Asked by Lena Marsh (Dalby)\n\nTo ask the Secretary of State for Transport, how many buses were \
        cancelled in 2023.\n\nAnswered by Tom Reeve\n\nThe Department does not hold the information requested.";
    const RELEASE: &str = "PRESS RELEASE\n\nNorthmoor Council has today announced that the pool will close.\n\nENDS\n\nNotes to \
        editors\n\n1. Northmoor Council serves 92,000 residents.";
    const LETTER: &str = "Dear Editor,\n\nI write in response to your report. We have lent 112 blazers.\n\nYours faithfully,\n\n\
        Irma Stroud\nHeadteacher";
    const COMMENTS: &str = "Comments\n\nGrumpy of Dalby\n4 May 2024 at 9.12 am\nYou are spot on. I waited two hours.\n\nNell\n4 \
        May 2024 at 10.40 am\nRubbish. The 42 is always on time.";

    #[test]
    fn parts_that_differ_are_passages() {
        use Genre::{News, Official, Opinion, ParliamentaryAnswer};
        let rows: &[(&[&str], &[Genre])] = &[
            (&[NEWS], &[]),
            (&[BLOG], &[]),
            (&[ANSWER], &[]),
            (&[RELEASE], &[]),
            (&[LETTER], &[]),
            // The author's opinion and the readers' are one genre.
            (&[BLOG, COMMENTS], &[]),
            (&[NEWS, COMMENTS], &[News, Opinion]),
            (&[NEWS, RELEASE], &[News, Official]),
            (&[NEWS, RELEASE, COMMENTS], &[News, Official, Opinion]),
            (&[NEWS, LETTER], &[News, Opinion]),
            (
                &[
                    NEWS,
                    LETTER,
                    "The council said on Tuesday that it would reply, a spokesman told the Echo.",
                ],
                &[News, Opinion, News],
            ),
            (&[BLOG, ANSWER], &[Opinion, ParliamentaryAnswer]),
            (&[ANSWER, COMMENTS], &[ParliamentaryAnswer, Opinion]),
            (
                &[BLOG, ANSWER, "So there you have it. I think they do not care, frankly."],
                &[Opinion, ParliamentaryAnswer, Opinion],
            ),
            // A greeting that nobody closes opens no letter.
            (&[NEWS, "Dear Editor, said the note."], &[]),
        ];
        let rules = RuleSet::builtin().expect("every rule compiles");
        let mut wrong = Vec::new();
        for (parts, expected) in rows {
            let document = Document { text: parts.join("\n\n"), ..Document::default() };
            let layout = segment(&document, &rules);
            let reading = Reading::new(&document, &layout, &rules);
            let found = passages(&reading, None);
            let genres: Vec<Genre> = found.iter().map(|passage| passage.genre).collect();
            if genres != *expected {
                wrong.push(format!(
                    "{}\n  expected {expected:?}\n  found    {found:?}\n  {:?}",
                    document.text, layout.blocks
                ));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}
