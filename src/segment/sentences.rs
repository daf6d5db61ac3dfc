//! Where sentences begin and end.
//!
//! The rules follow UAX #29, with English abbreviations, initials, list numbers and quotation marks added. The
//! bounds are found here and not by a library: the crate `unicode-segmentation` looks ahead again for every space
//! after a stop, which is quadratic on a page of them, and only a handful of bytes can end a sentence anyway.
//!
//! Sentences inside a quotation are sentences of their own.

use super::shape::{is_bullet, list_marker};
use crate::span::Span;

/// A stretch of more bytes without a bound is cut at white space, unless the user wants otherwise.
pub const LONGEST: usize = 2_000;

/// No limit is lower: a sentence of English has room in it.
const LEAST: usize = 200;

/// A line in the middle of a block that is shorter than this was broken on purpose, not wrapped.
const SHORT_LINE: usize = 40;

/// The sentences of one block of `text`, in order, without white space at their ends.
///
/// # Panics
///
/// When `block` does not lie on character boundaries inside `text`.
#[must_use]
pub fn sentences(text: &str, block: Span) -> Vec<Span> {
    let mut found = Vec::new();
    split(text, block, LONGEST, &mut found);
    found
}

/// Appends the sentences of `block` to `found`, none longer than `longest` bytes. True when one had to be cut for that.
pub(super) fn split(text: &str, block: Span, longest: usize, found: &mut Vec<Span>) -> bool {
    let longest = longest.max(LEAST);
    let words = block.of(text);
    let mut cut = false;
    let mut start = skip_space(words, 0);
    let mut line = start;
    let mut at = start;
    while let Some(offset) = words.as_bytes()[at..].iter().position(|byte| is_mark(*byte)) {
        let mark = at + offset;
        let step = match words.as_bytes()[mark] {
            b'\n' => {
                let step = at_newline(words, line, mark);
                line = mark + 1;
                step
            }
            b'.' | b'!' | b'?' => at_stop(words, start, mark),
            _ => at_symbol(words, start, mark),
        };
        if let Some(bound) = step.bound {
            cut |= push(text, Span::new(start, bound).shift(block.start), longest, found);
            start = skip_space(words, bound);
            if words[bound..start].contains('\n') {
                line = start;
            }
        }
        at = step.next.max(start);
    }
    cut | push(text, Span::new(start, words.len()).shift(block.start), longest, found)
}

/// The first byte from `from` on that is no white space.
fn skip_space(words: &str, from: usize) -> usize {
    words.len() - words[from..].trim_start().len()
}

/// What was decided at one place, and where to look on.
struct Step {
    bound: Option<usize>,
    next: usize,
}

/// Whether the byte may end a sentence; 0xE2 begins "…" and "•".
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | b'\n' | 0xE2)
}

fn push(text: &str, span: Span, longest: usize, found: &mut Vec<Span>) -> bool {
    let mut rest = span.trim(text);
    let mut cut = false;
    while rest.len() > longest {
        let end = cut_before(rest.of(text), longest);
        found.push(Span::new(rest.start, rest.start + end).trim(text));
        rest = Span::new(rest.start + end, rest.end).trim(text);
        cut = true;
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    cut
}

/// The last white space of the first `longest` bytes, or where the character there ends.
fn cut_before(words: &str, longest: usize) -> usize {
    let limit = words.ceil_char_boundary(longest);
    words[..limit].rfind(char::is_whitespace).filter(|space| *space > 0).unwrap_or(limit)
}

/// A line break ends a sentence before a blank line, before a list item, and where the line is too short to have
/// been wrapped.
fn at_newline(words: &str, line: usize, mark: usize) -> Step {
    let gap = words[mark..].len() - words[mark..].trim_start().len();
    let next = mark + gap;
    let rest = &words[next..];
    let blank_line = words[mark..next].bytes().filter(|byte| *byte == b'\n').count() > 1;
    let broken_on_purpose = mark.saturating_sub(line) < SHORT_LINE
        && !words[..mark].ends_with([',', ' ', '-'])
        && rest.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    let ends = blank_line || broken_on_purpose || list_marker(rest).is_some();
    Step { bound: ends.then_some(mark), next }
}

/// "…" may end a sentence; a bullet in running text begins one.
fn at_symbol(words: &str, start: usize, mark: usize) -> Step {
    let rest = &words[mark..];
    match rest.chars().next() {
        Some('…') => at_stop(words, start, mark),
        Some(symbol) => {
            let bullet = is_bullet(symbol)
                && words[..mark].ends_with(char::is_whitespace)
                && rest[symbol.len_utf8()..].starts_with(char::is_whitespace);
            Step { bound: bullet.then_some(mark), next: mark + symbol.len_utf8() }
        }
        None => Step { bound: None, next: words.len() },
    }
}

fn at_stop(words: &str, start: usize, mark: usize) -> Step {
    let run = words[mark..].len() - words[mark..].trim_start_matches(['.', '!', '?', '…']).len();
    let stops = &words[mark..mark + run];
    let closed = mark + run + closing(&words[mark + run..]);
    let stop = Stop {
        before: &words[start..mark],
        stops,
        closers: &words[mark + run..closed],
        after: &words[closed..],
    };
    Step { bound: stop.ends_sentence().then_some(closed), next: closed }
}

/// The length of the closing quotation marks, brackets and note numbers at the start of `rest`.
fn closing(rest: &str) -> usize {
    let mut length = 0;
    while let Some(first) = rest[length..].chars().next() {
        length += match first {
            '”' | '’' | '"' | '\'' | ')' | ']' | '»' => first.len_utf8(),
            '[' => match note_number(&rest[length..]) {
                Some(bytes) => bytes,
                None => break,
            },
            _ => break,
        };
    }
    length + set_off(&rest[length..], length == 0)
}

/// The length of what was set off by a space and still belongs to the sentence: ` [6]`, and " ”" where no mark
/// stood before.
fn set_off(rest: &str, alone: bool) -> usize {
    let mut length = 0;
    while let Some(number) = rest[length..].strip_prefix(" [").and_then(|_| note_number(&rest[length + 1..]))
    {
        length += 1 + number;
    }
    let quote = " ”";
    let closes = |after: &str| !after.starts_with(char::is_alphanumeric);
    match rest.strip_prefix(quote) {
        Some(after) if alone && length == 0 && closes(after) => quote.len(),
        _ => length,
    }
}

/// The length of a note number, as in `[12]`.
fn note_number(rest: &str) -> Option<usize> {
    let digits = rest[1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    (digits > 0 && rest[1 + digits..].starts_with(']')).then_some(digits + 2)
}

/// A stop with what stands around it.
struct Stop<'a> {
    /// The sentence so far.
    before: &'a str,
    stops: &'a str,
    closers: &'a str,
    after: &'a str,
}

impl Stop<'_> {
    fn ends_sentence(&self) -> bool {
        let Some(first) = self.after.chars().next() else {
            return false;
        };
        if !first.is_whitespace() {
            return self.space_is_missing();
        }
        let ahead = self.after.trim_start();
        let Some(opener) = ahead.chars().next() else {
            return false;
        };
        if matches!(opener, ',' | ';' | ':' | '.' | '!' | '?' | '”' | ')' | ']') {
            return false;
        }
        let next = next_word(ahead);
        if next.starts_with(char::is_lowercase) {
            // Some names begin small: "iPhone", "eBay".
            return next.chars().any(char::is_uppercase);
        }
        if self.stops != "." {
            let aside = self.before.ends_with('(') && self.closers.starts_with(')');
            let pause = self.before.ends_with(char::is_whitespace) && self.stops.starts_with(['…', '.']);
            return !aside && (!pause || STARTERS.binary_search(&next).is_ok());
        }
        !self.is_list_number() && !continues(self.before, self.closers, next)
    }

    /// "ended.The next": two ordinary words with only a stop between them.
    fn space_is_missing(&self) -> bool {
        let token = last_token(self.before);
        let letters = token.chars().rev().take_while(|c| c.is_lowercase()).count();
        let mut next = self.after.chars();
        let capital = next.next().is_some_and(char::is_uppercase);
        let small = next.next().is_some_and(|c| c.is_lowercase() || c == ' ');
        let address = token.contains(['/', '@', '.', '=']) || token.starts_with("www");
        let apart = letters >= 3 || self.closers.starts_with('”');
        let bracketed = self.closers.starts_with([')', '\'', '’']);
        let path =
            self.after.chars().take(40).take_while(|c| !c.is_whitespace()).any(|c| matches!(c, '/' | '@'));
        capital && small && apart && !address && !bracketed && !path
    }

    /// "1.", "a." or "iv." at the start of a sentence numbers it.
    fn is_list_number(&self) -> bool {
        let label = self.before.trim();
        let digits = label.len() <= 6
            && label
                .split('.')
                .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        let letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
        let roman = label.len() <= 4 && label.bytes().all(|byte| b"ivx".contains(&byte));
        !label.is_empty() && (digits || letter || roman)
    }
}

/// Whether the word before a full stop is one that goes on after it.
fn continues(before: &str, closers: &str, next: &str) -> bool {
    let token = last_token(before).trim_start_matches(['(', '[', '“', '‘', '"', '\'', '/']);
    let starter = STARTERS.binary_search(&next).is_ok();
    let number = next.starts_with(|first: char| first.is_ascii_digit());
    if token.chars().count() == 1 && token.starts_with(char::is_uppercase) {
        return !starter && !number && !is_labelled(before, token);
    }
    // "(b. March 2009)"
    if token.len() == 1 && before.ends_with(&format!("({token}")) {
        return true;
    }
    let lower = token.to_ascii_lowercase();
    let key = lower.as_str();
    if ALWAYS.binary_search(&key).is_ok() {
        return token.starts_with(char::is_uppercase) || !TITLES_AS_WORDS.contains(&key);
    }
    if BEFORE_NUMBERS.binary_search(&key).is_ok() {
        return number;
    }
    if matches!(key, "a.m" | "p.m") {
        return AFTER_CLOCK.contains(&next);
    }
    if key == "etc" {
        return closers.starts_with(')') || number;
    }
    let capitalised = token.starts_with(char::is_uppercase);
    let name_end = capitalised && BEFORE_NAMES.binary_search(&key).is_ok();
    (name_end || is_dotted(token)) && !starter && closers.is_empty()
}

/// "vitamin C.", "Schedule A.": the letter is a label, not an initial.
fn is_labelled(before: &str, letter: &str) -> bool {
    let head = before[..before.len() - letter.len()].trim_end();
    let label = last_token(head).to_ascii_lowercase();
    LABELS.binary_search(&label.as_str()).is_ok()
}

/// "U.S", "D.C", "Ph.D": short pieces with stops between them.
fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token
            .split('.')
            .all(|piece| (1..=2).contains(&piece.len()) && piece.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// The last stretch without white space, at most some forty bytes of it.
fn last_token(before: &str) -> &str {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(40))..];
    near.rfind(char::is_whitespace).map_or(near, |space| near[space..].trim_start())
}

/// The first word of `ahead`, without opening marks; empty where something else stands.
fn next_word(ahead: &str) -> &str {
    let word = ahead.trim_start_matches(['“', '‘', '"', '\'', '(', '[', '«', '*']);
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    // "A. Smith" opens with an initial, not with the article.
    if end == 1 && word[end..].starts_with('.') {
        return "";
    }
    &word[..end]
}

/// Titles and Latin: something always follows. Sorted, lower case, without the last stop.
const ALWAYS: &[&str] = &[
    "adm", "approx", "brig", "c", "ca", "capt", "cdr", "cf", "cllr", "cmdr", "col", "cpl", "det", "dr",
    "e.g", "eg", "fr", "gen", "gov", "hon", "i.e", "ie", "insp", "lt", "maj", "messrs", "mlle", "mme", "mr",
    "mrs", "ms", "msgr", "mt", "mx", "pres", "prof", "profs", "pte", "r.t", "rep", "reps", "rev", "revd",
    "rt", "sen", "sens", "sgt", "supt", "v", "viz", "vs",
];

/// Of these only the capitalised form is a title: "a long gen." is a word.
const TITLES_AS_WORDS: &[&str] = &["fr", "gen", "gov", "mt", "pres", "rep", "reps"];

/// They go on before a number only. Sorted, lower case.
const BEFORE_NUMBERS: &[&str] = &[
    "art", "arts", "ch", "cl", "col", "ext", "fig", "figs", "no", "nos", "p", "para", "paras", "pp", "ref",
    "refs", "reg", "regs", "s", "sec", "ss", "tel", "vol", "vols",
];

/// Capitalised, they go on before a name or a date, but may also end a sentence. Sorted, lower case.
const BEFORE_NAMES: &[&str] = &[
    "al", "apr", "aug", "ave", "bros", "co", "corp", "dec", "dept", "dist", "esq", "est", "feb", "ft",
    "govt", "inc", "jan", "jr", "jul", "jun", "ltd", "mar", "nov", "oct", "plc", "rd", "sep", "sept", "sr",
    "st", "univ",
];

/// After these a single capital is a label. Sorted, lower case.
const LABELS: &[&str] = &[
    "and", "annex", "appendix", "band", "category", "class", "form", "grade", "group", "hepatitis", "list",
    "option", "or", "part", "plan", "schedule", "section", "table", "tier", "type", "vitamin", "war",
];

/// What may follow a time of day in the same sentence.
const AFTER_CLOCK: &[&str] = &[
    "BST", "CET", "EDT", "EST", "Eastern", "Friday", "GMT", "Monday", "PT", "Pacific", "Saturday", "Sunday",
    "Thursday", "Tuesday", "UTC", "Wednesday",
];

/// Words that open sentences and are hardly ever names. Sorted.
const STARTERS: &[&str] = &[
    "A", "About", "According", "After", "All", "Although", "An", "And", "Another", "Any", "Anyone", "Are",
    "As", "At", "Because", "Before", "Between", "Both", "But", "By", "Can", "Critics", "Despite", "Did",
    "Do", "Does", "During", "Each", "Even", "Every", "Everyone", "Few", "For", "From", "Further", "Had",
    "Has", "Have", "He", "Her", "Here", "His", "How", "However", "I", "If", "In", "Instead", "Is", "It",
    "Its", "Last", "Many", "Meanwhile", "Ministers", "More", "Most", "My", "Nearly", "Neither", "No",
    "Nobody", "None", "Nor", "Not", "Nothing", "Now", "Of", "Officials", "On", "Once", "Only", "Or", "Other",
    "Others", "Our", "Over", "People", "Police", "She", "Since", "So", "Some", "Still", "Such", "That",
    "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "Through", "To", "Today",
    "Under", "Unlike", "Until", "We", "Were", "What", "When", "Where", "Whether", "Which", "While", "Who",
    "Why", "Will", "With", "Without", "Yesterday", "Yet", "You", "Your",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(rows: &[&str]) {
        let mut failures = Vec::new();
        for row in rows {
            let text: String = row.replace('|', "");
            let expected: Vec<String> = row.split('|').map(|part| part.trim().to_owned()).collect();
            let found: Vec<&str> =
                sentences(&text, Span::new(0, text.len())).into_iter().map(|span| span.of(&text)).collect();
            if found != expected {
                failures.push(format!("{row}\n    {found:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn word_lists_are_sorted() {
        for list in [ALWAYS, BEFORE_NUMBERS, BEFORE_NAMES, LABELS, STARTERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn ordinary_stops_end_sentences() {
        check(&[
            "It rose. |It fell! |Did it? |Yes.",
            "Wait… |Where is it? |It is here...",
            "He waited… and left.",
            "“It is bad. |It is worse,” she said. |“Go.” |He went.",
            "“Why?” he asked. |“Because!” she cried.",
            "I know ... |But he ... |She left ... for Leeds.",
            "2.2. Costs rose. |They rose to 42. |Then they fell.",
            "She said it was “over”. |He agreed (as ever). |Then (it was late.) |They left.",
            "It ended.[3] |The rest is known. [4] [5] |He (b. March 2009) agreed.",
            "They paid.|The bank did not.",
            "He said “no.”|Then he left.",
            "It cost £3. |• one |• two",
            "Prices rose. |£3m was lost. |10 people left.",
            "I swear by my iPad. |iPhones are worse.",
        ]);
    }

    #[test]
    fn abbreviations_go_on() {
        check(&[
            "Mr. Smith met Dr. Jones and the Rt. Hon. Ann Lee at St. Mary's.",
            "It is, e.g. Monday, i.e. Tuesday, approx. 3 cf. Smith v. Jones.",
            "See para. 4, p. 12 and Nos. 3 and 4 at No. 10. |He said no. |She agreed.",
            "She lives in the U.K. |The U.S. Senate met at 6 a.m. Monday. |At 7 p.m. |Jane left.",
            "J. K. Smith and George W. Lee wrote Plan B. |It failed. |He took vitamin C. |She did not.",
            "I refer the right hon. Member and the Rt. Hon. Lady to it.",
            "Acme Ltd. said so. |Acme Inc. |The firm is small. |On Jan. 3 it closed.",
            "Books, pens, etc. |They went (books, etc.) by post.",
            "It rose 3.5 per cent to 1.2m. |See www.example.co.uk or mail a.b@example.org. |Go.",
            "1. Figures are rounded. |They are.",
            "a. The first. |b. The second.",
        ]);
    }

    #[test]
    fn line_breaks_are_spaces_unless_the_line_was_broken_on_purpose() {
        check(&[
            "The number of people who were waiting for a bed in the\nspring rose again. |It fell.",
            "The number of people who were waiting for a bed in\nThornmere rose again.",
            "It rose.\n|Office hours\n|Monday to Friday\n|Closed on Sunday",
            "The aims are:\n|1. less waste\n|2. more trains",
            "One paragraph\n\n|and another",
        ]);
    }

    #[test]
    fn a_run_without_a_bound_is_cut_at_white_space() {
        let text = "word ".repeat(1_000);
        let mut found = Vec::new();
        assert!(split(&text, Span::new(0, text.len()), LONGEST, &mut found));
        assert!(found.iter().all(|span| span.len() <= LONGEST));
        assert!(found.iter().all(|span| span.of(&text).ends_with("word")));
        let solid = "é".repeat(5_000);
        found.clear();
        assert!(split(&solid, Span::new(0, solid.len()), LONGEST, &mut found));
        assert_eq!(found.iter().map(|span| span.len()).sum::<usize>(), solid.len());
    }

    proptest! {
        #[test]
        fn every_word_is_in_one_sentence(text in "(?s)([A-Za-z]{1,5}|[.!?…\"“”'()\\[\\]0-9•\n\r 😀é\u{301}]|Mr\\.|[0-9]\\. |.){0,60}") {
            let found = sentences(&text, Span::new(0, text.len()));
            let mut end = 0;
            for span in &found {
                prop_assert!(end <= span.start && span.end <= text.len() && !span.is_empty());
                prop_assert!(text[end..span.start].trim().is_empty());
                prop_assert_eq!(span.trim(&text), *span);
                end = span.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
