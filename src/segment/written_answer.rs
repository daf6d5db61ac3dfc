//! Written parliamentary answers, as sites print them and readers copy them.
//!
//! The lines that such pages have in common are told by their words ("To ask the Secretary of State", "Answered by",
//! "(asked on 3 May 2024)"); the others by where they stand between those. Any may be missing.

use std::sync::LazyLock;

use regex::Regex;

use super::Piece;
use super::byline::date;
use super::head::as_publisher;
use super::marks::Mark;
use super::shape::{ends_with_full_stop, is_prose, is_title_case};
use crate::document::{BlockKind, Meta};

/// What one line says by its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Asked,
    AskedBy,
    Body,
    Number,
    QuestionLabel,
    Question,
    AnsweredBy,
    Answered,
    AnswerLabel,
}

/// Between two lines with a role stand at most so many without.
const FARTHEST: usize = 6;

/// In order of precedence. The group `is` holds what the line says.
const ROLES: &[(Role, &str)] = &[
    (
        Role::Question,
        r"^(?:Q\.? ?)?(?:[0-9]{1,3}\. )?(?:[A-Z][\w.’' -]{2,50}(?: \([^)]{2,60}\))*: )?To ask (?:the|Her|His|[A-Z])",
    ),
    (
        Role::Number,
        r"^(?:UIN|Question(?: number)?:?|PQ|HC|HL)? ?(?:HL)?[0-9]{3,7},? tabled on |^UIN:? ?[A-Z]{0,2}[0-9]{3,7}$|^(?:Written )?Question (?:no\.? |number )?[0-9]{3,7}$",
    ),
    (Role::Asked, r"(?i)^\(?(?:asked|tabled|date tabled|date asked)(?: on)?:? (?P<is>[^()]{6,40}?)\)?$"),
    (Role::AskedBy, r"(?i)^(?:asked|tabled) by:?(?:\s+(?P<is>[^()]+?)(?:\s*[(,|].*)?)?$"),
    (
        Role::Body,
        r"(?i)^(?:written )?(?:question (?:to|for)|answering (?:body|department):?|department:)(?: the)?\s+(?P<is>.{3,90}?)\.?$",
    ),
    (
        Role::AnsweredBy,
        r"(?i)^(?:(?:answered|answer|reply|response) (?:by|from):?|answering (?:member|minister):?|minister:)(?:\s+(?P<is>[^()|]+?)(?:\s*[(|].*)?)?$",
    ),
    (
        Role::Answered,
        r"(?i)^(?:this question was |\(?)?(?:answered|date answered|answer date)(?: at)?(?: on)?:?(?: (?P<is>[^()]{6,40}?))?\)?\.?$",
    ),
    (Role::QuestionLabel, r"(?i)^question:?$"),
    (Role::AnswerLabel, r"(?i)^(?:answer|response|reply):?$"),
];

static PATTERNS: LazyLock<Vec<(Role, Regex)>> = LazyLock::new(|| {
    ROLES.iter().map(|(role, pattern)| (*role, Regex::new(pattern).expect("a valid pattern"))).collect()
});

/// The first words of the lines above, in small letters: most lines are settled by these.
const FIRST_WORDS: &[&str] = &[
    "answer", "answered", "answering", "asked", "date", "department", "hc", "hl", "minister", "pq", "q",
    "question", "reply", "response", "tabled", "this", "to", "uin", "written",
];

/// "Ministry of Justice written question – answered on 14 May 2024", one line for three.
static HEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?P<body>.{3,80}?) (?:written question|written answer)s?\s*[–—-]\s*answered(?: at)?(?:[^,]*?)? on (?P<date>.{6,40})$")
        .expect("a valid pattern")
});

/// Words of an office.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:Minister|Secretary|Parliamentary|Chancellor|Attorney|Solicitor|Advocate|Treasury|Lord|Baroness|Commissioner|Leader of|Department|Office|Comptroller)(?-u:\b)")
        .expect("a valid pattern")
});

/// The party behind a member's name.
static PARTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r" (?:Labour|Conservative|Liberal Democrats?|Scottish National|SNP|Green|Plaid Cymru|DUP|Democratic Unionist|Sinn|Alliance|Reform UK|Independent|Crossbench|Non-affiliated|Bishops?)(?:(?-u:\b))")
        .expect("a valid pattern")
});

/// Where a question and its answer stand among the blocks.
struct Shape {
    /// The first line that speaks of a question.
    first: usize,
    /// The "To ask …" line, if there is one.
    question: Option<usize>,
    /// The first block of the answer.
    answer: usize,
}

/// Sets the kinds of head, question and answer and completes `meta`. The index of the first block of the answer, or
/// `None` when this is no written answer.
pub(super) fn read(text: &str, pieces: &mut [Piece], meta: &mut Meta) -> Option<usize> {
    let roles: Vec<Option<Role>> = pieces.iter().map(|piece| role(piece.words(text))).collect();
    let shape = shape(text, pieces, &roles)?;
    if is_embedded(text, pieces, &shape) {
        settle_embedded(pieces, &roles, &shape);
        return None;
    }
    read_top(text, &mut pieces[..shape.first], meta);
    for index in shape.first..shape.answer {
        let kind = if question_contains(&shape, &roles, index) {
            BlockKind::Question
        } else if pieces[index].marks.is_furniture() {
            BlockKind::Furniture
        } else {
            BlockKind::Byline
        };
        pieces[index].settle(kind);
        read_line(text, pieces, &roles, index, meta);
    }
    read_answerer(text, pieces, &roles, &shape, meta);
    if meta.published.is_none() {
        meta.published.clone_from(&meta.answered);
    }
    Some(shape.answer)
}

/// Whether an article stands above the question: running text of some length in two paragraphs or more.
fn is_embedded(text: &str, pieces: &[Piece], shape: &Shape) -> bool {
    const ENOUGH: usize = 200;
    const LINE: usize = 60;
    let above = pieces.get(..shape.first).unwrap_or_default();
    let prose = above.iter().filter(|piece| {
        let words = piece.words(text);
        !piece.marks.is_furniture() && words.len() >= LINE && ends_with_full_stop(words)
    });
    let lengths: Vec<usize> = prose.map(|piece| piece.block.span.len()).collect();
    lengths.len() >= 2 && lengths.iter().sum::<usize>() >= ENOUGH
}

/// Question and answer in an article. The answer is as long as the quotation that it stands in, else one paragraph, for
/// nothing tells where the article goes on.
fn settle_embedded(pieces: &mut [Piece], roles: &[Option<Role>], shape: &Shape) {
    for (index, piece) in pieces.iter_mut().enumerate().take(shape.answer).skip(shape.first) {
        let kind =
            if question_contains(shape, roles, index) { BlockKind::Question } else { BlockKind::Byline };
        piece.settle(kind);
    }
    let set_apart = |piece: &Piece| piece.block.kind == BlockKind::Quotation || piece.block.quoted;
    let Some(first) = pieces.get(shape.answer) else { return };
    let run = pieces[shape.answer..].iter().take_while(|piece| set_apart(piece)).count();
    let length = if set_apart(first) { run } else { 1 };
    for piece in pieces.iter_mut().skip(shape.answer).take(length) {
        piece.settle(BlockKind::Answer);
    }
}

fn role(words: &str) -> Option<Role> {
    let short = words.len() <= 160;
    let asks = prefix(words).contains("To ask ");
    if !(asks || short && may_have_role(words)) {
        return None;
    }
    PATTERNS
        .iter()
        .filter(|(role, _)| short || *role == Role::Question)
        .find(|(_, pattern)| pattern.is_match(prefix(words)))
        .map(|(role, _)| *role)
        .or_else(|| (short && HEADLINE.is_match(words)).then_some(Role::Answered))
}

fn may_have_role(words: &str) -> bool {
    let first =
        words.trim_start_matches('(').split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let known = FIRST_WORDS.iter().any(|word| first.eq_ignore_ascii_case(word));
    known || words.starts_with(|c: char| c.is_ascii_digit()) || words.contains("written ")
}

/// Enough of a long line to tell a question by.
fn prefix(words: &str) -> &str {
    &words[..words.floor_char_boundary(200)]
}

fn value(words: &str, wanted: Role) -> Option<&str> {
    let (_, pattern) = PATTERNS.iter().find(|(role, _)| *role == wanted)?;
    let found = pattern.captures(words)?.name("is")?;
    Some(found.as_str().trim())
}

fn shape(text: &str, pieces: &[Piece], roles: &[Option<Role>]) -> Option<Shape> {
    let position = |wanted: Role| roles.iter().position(|role| *role == Some(wanted));
    let question = position(Role::Question);
    let mut kinds: Vec<Role> = roles.iter().flatten().copied().collect();
    kinds.sort_by_key(|role| *role as usize);
    kinds.dedup();
    let telling =
        kinds.iter().filter(|role| !matches!(role, Role::QuestionLabel | Role::AnswerLabel)).count();
    if !(telling >= 3 || (question.is_some() && kinds.len() >= 2) || is_bare(text, pieces, question)) {
        return None;
    }
    let first = roles.iter().position(Option::is_some)?;
    // Lines with a role that stand in the answer itself ("Question 17204") are the answer's.
    let last_label =
        roles.iter().rposition(|role| matches!(role, Some(Role::AnsweredBy | Role::AnswerLabel)));
    let mut answer = first;
    for (index, role) in roles.iter().enumerate().skip(first) {
        let below_question = question.is_none_or(|question| index > question);
        let begun = below_question
            && last_label.is_none_or(|label| label < index)
            && is_prose(pieces[index].words(text));
        if role.is_some() {
            answer = index + 1;
        } else if begun || index > answer + FARTHEST {
            break;
        }
    }
    let answer = skip_office(text, pieces, roles, answer);
    Some(Shape { first, question, answer })
}

/// A question at the top of the page with nothing but the answerer's line and the answer below it.
fn is_bare(text: &str, pieces: &[Piece], question: Option<usize>) -> bool {
    question.is_some_and(|question| {
        question <= 4
            && pieces
                .get(question + 1)
                .is_some_and(|next| is_office(next.words(text)) || is_prose(next.words(text)))
    })
}

/// A short line that names an office.
fn is_office(words: &str) -> bool {
    words.len() <= 160 && !ends_with_full_stop(words) && OFFICE.is_match(words)
}

/// Name and office of the answerer, where no line says that they come.
fn skip_office(text: &str, pieces: &[Piece], roles: &[Option<Role>], answer: usize) -> usize {
    let mut end = answer;
    let last = answer.checked_sub(1).and_then(|index| roles[index]);
    if last == Some(Role::Answered) && roles.contains(&Some(Role::AnsweredBy)) {
        return end;
    }
    while end < (answer + 3).min(pieces.len()) {
        let piece = &pieces[end];
        let words = piece.words(text);
        let chamber = matches!(words, "Commons" | "Lords" | "House of Commons" | "House of Lords");
        let dated = date(words).is_some() && words.len() <= 30;
        let name = words.len() <= 60 && is_title_case(words) && !ends_with_full_stop(words);
        let wanted =
            matches!(last, Some(Role::AnsweredBy | Role::AnswerLabel | Role::Answered)) && (name || dated);
        if piece.block.kind == BlockKind::Table || !(chamber || wanted || is_office(words)) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether the block belongs to the question: from "To ask" to the first line about the answer.
fn question_contains(shape: &Shape, roles: &[Option<Role>], index: usize) -> bool {
    let Some(question) = shape.question.filter(|question| *question <= index) else {
        return false;
    };
    let end = roles[question + 1..shape.answer]
        .iter()
        .position(Option::is_some)
        .map_or(shape.answer.min(question + 1), |offset| question + 1 + offset);
    index == question || index < end
}

/// The heading of the question is its title; what stands above belongs to the site.
fn read_top(text: &str, above: &mut [Piece], meta: &mut Meta) {
    let title = above.iter().rposition(|piece| !piece.marks.is_furniture() && piece.words(text).len() <= 250);
    for (index, piece) in above.iter_mut().enumerate() {
        if Some(index) == title {
            piece.settle(BlockKind::Title);
            meta.title.get_or_insert_with(|| piece.block.span.of(text).to_owned());
        } else if piece.block.kind != BlockKind::Title {
            let words = piece.block.span.of(text);
            let name = index == 0 && !piece.marks.is_furniture() && is_title_case(words);
            if name && words.split_whitespace().count() <= 4 {
                meta.publisher.get_or_insert_with(|| as_publisher(words));
            }
            piece.settle(BlockKind::Furniture);
        }
    }
}

/// What the line says of the question goes into `meta`, which keeps what it knows.
fn read_line(text: &str, pieces: &[Piece], roles: &[Option<Role>], index: usize, meta: &mut Meta) {
    let words = pieces[index].words(text);
    let next = || {
        pieces.get(index + 1).filter(|_| roles.get(index + 1) == Some(&None)).map(|piece| piece.words(text))
    };
    match roles[index] {
        Some(Role::Asked | Role::Number) => fill(&mut meta.asked, date(words)),
        Some(Role::AskedBy) => {
            let name = value(words, Role::AskedBy).or_else(next);
            fill(&mut meta.asked_by, name.map(person));
        }
        Some(Role::QuestionLabel) => {
            fill(&mut meta.asked_by, next().filter(|name| name.len() <= 60).map(person));
        }
        Some(Role::Question) => {
            let asker = words.split_once(": To ask").map(|(name, _)| name);
            // Or the line above names a member and a party.
            let above = index
                .checked_sub(1)
                .filter(|above| roles[*above].is_none())
                .map(|above| pieces[above].words(text))
                .filter(|words| words.len() <= 120 && PARTY.is_match(words));
            fill(&mut meta.asked_by, asker.or(above).map(person));
        }
        Some(Role::Body) => fill(&mut meta.answering_body, value(words, Role::Body).map(str::to_owned)),
        Some(Role::Answered) => {
            if let Some(found) = HEADLINE.captures(words) {
                fill(&mut meta.answering_body, found.name("body").map(|body| body.as_str().to_owned()));
            }
            fill(&mut meta.answered, date(words).or_else(|| next().and_then(date)));
        }
        Some(Role::AnsweredBy) => {
            let name = value(words, Role::AnsweredBy).or_else(next);
            fill(&mut meta.answered_by, name.map(person));
        }
        Some(Role::AnswerLabel) | None => {}
    }
}

/// Where no line says who answered, the name stands right above the answer, before an office or alone.
fn read_answerer(text: &str, pieces: &[Piece], roles: &[Option<Role>], shape: &Shape, meta: &mut Meta) {
    if meta.answered_by.is_some() {
        return;
    }
    let below = shape.question.map_or(shape.first, |question| question + 1);
    let label = roles[..shape.answer]
        .iter()
        .rposition(|role| *role == Some(Role::AnswerLabel))
        .map_or(below, |label| label + 1);
    let names = pieces[label.min(shape.answer)..shape.answer]
        .iter()
        .zip(&roles[label.min(shape.answer)..shape.answer]);
    meta.answered_by = names
        .filter(|(piece, role)| role.is_none() && piece.block.kind == BlockKind::Byline)
        .map(|(piece, _)| person(piece.words(text)))
        .next();
}

fn fill(slot: &mut Option<String>, found: Option<String>) {
    if slot.is_none() {
        *slot = found.filter(|found| !found.is_empty());
    }
}

/// The name without the office that follows it: "Jane Doe The Minister of State" → "Jane Doe".
fn person(words: &str) -> String {
    let words = without_portrait(words);
    let end = [" The ", " (", ", ", " Minister ", " Parliamentary ", " Secretary "]
        .iter()
        .filter_map(|mark| words.find(mark))
        .chain(PARTY.find(words).map(|party| party.start()))
        .filter(|at| *at > 0)
        .min()
        .unwrap_or(words.len());
    words[..end].trim().trim_end_matches([':', ',']).to_owned()
}

/// The alternative text of a portrait names the person once more: "Photo of Jane Doe Jane Doe The Minister".
fn without_portrait(words: &str) -> &str {
    let Some(rest) = words.strip_prefix("Photo of ") else {
        return words;
    };
    rest.match_indices(' ')
        .take(8)
        .map(|(space, _)| (&rest[..space], &rest[space + 1..]))
        .find(|(name, again)| again.starts_with(name))
        .map_or(rest, |(_, again)| again)
}

/// Blocks of running text from the answer on are the answer's.
pub(super) fn settle_answer(pieces: &mut [Piece], answer: usize) {
    for piece in pieces.iter_mut().skip(answer) {
        let open = matches!(piece.block.kind, BlockKind::Paragraph | BlockKind::Heading);
        if open && !piece.block.comment && !piece.marks.has(Mark::Furniture) {
            piece.block.kind = BlockKind::Answer;
        }
    }
}
