//! Who gives each answer of a page of written answers.
//!
//! A page has one question or a column of them. Whoever the page says speaks ("Answered by Ann Other", "Ann Other
//! [holding answer 3 May]: …", a name alone below the question, a signature, the letter that an agency's head sends
//! instead) speaks until the next question.

use std::sync::LazyLock;

use regex::Regex;

use super::Voice;
use super::lines::{lines, runs};
use crate::attribute::source;
use crate::document::{BlockKind, SourceKind};
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

/// A name with its titles and initials, or an office: "Mr. R. T. Other", "Baroness Other of Redcar", "The Mayor".
const NAME: &str = r"\p{Lu}[\w.’'-]*(?:,? (?:\p{Lu}[\w.’'-]*|of|for|the|and|de|du|von|van)){0,11}";

/// What speaks in a line of the page, in order of precedence: the place, what each such line holds (looked for first, as
/// most lines do not), and the pattern, where `name` is who.
const SPEAKERS: &[(Place, &str, &str)] = &[
    (
        Place::Label,
        "",
        r"^(?:This question was )?(?i:answered by|answer (?:by|from)|reply (?:by|from)|response (?:by|from)|answering (?:member|minister)|minister|statement made by|signed(?: by)?):? +(?P<name>NAME)(?: on \d.*| on \p{Lu}[a-z]+day.*| *[,(|–-].*)?$",
    ),
    (
        Place::Label,
        "nswered ",
        r"\b[Aa]nswered (?:on [\w ]{6,24} )?by:? (?P<name>NAME)(?: on \d.*| ?[.,()|].*)?$",
    ),
    (
        Place::Below,
        "",
        r"^(?:This question was )?(?i:answered by|answer (?:by|from)|reply (?:by|from)|answering (?:member|minister)|statement made by|signed(?: by)?):?$",
    ),
    (
        Place::Label,
        " the following ",
        r"^(?P<name>NAME) (?:has )?(?:provided|gave|given) the following (?:answer|reply)",
    ),
    (Place::Letter, "Letter from ", r"^Letter from (?P<name>NAME)(?: to |, dated|:|,|$)"),
    (
        Place::Letter,
        ", I ",
        r"^As (?:the )?(?P<name>NAME?)(?: and [^,]{4,80})?, I (?:am|have been|was|will|would|write|want)\b",
    ),
    (
        Place::Opening,
        " (",
        r"^(?:A\. ?)?[^:\[\]()]{0,80}(?:Minister|Secretary|Chancellor|Attorney|Solicitor|Advocate|Leader|Comptroller)[^:\[\]()]{0,120} \((?P<name>(?:NAME))\)(?: ?\([^)]{2,30}\))?(?: ?\[[^\]]{4,60}\])?(?::|$)",
    ),
    (
        Place::Opening,
        ":",
        r"^(?:A\. ?)?(?P<name>(?:NAME))(?: ?\([^)]{2,60}\))*(?: ?\[[^\]]{4,60}\])?(?: ?\([^)]{2,60}\))*:(?:\s|$)",
    ),
    (
        Place::Alone,
        "",
        r"^(?P<name>NAME?)(?:,? (?:The )?(?:Minister|Parliamentary|Secretary|Under.?Secretary|Cabinet Secretary|Deputy First Minister|First Minister)\b.*|, [^.:;!?]{1,80}| ?\([^)]{2,60}\)| ?\[[^\]]{4,60}\])?$",
    ),
];

static PATTERNS: LazyLock<Vec<(Place, &str, Regex)>> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(&text.replace("NAME", NAME)).expect("a valid pattern");
    SPEAKERS.iter().map(|(place, holds, text)| (*place, *holds, pattern(text))).collect()
});

static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\bTo ask (?:the |Her |His |\p{Lu})|\basked (?:the |Her |His )(?:Majesty|Minister|Secretary|\p{Lu})|^[^.]{0,60}: Will the [^.]{4,}\?",
    )
    .expect("a valid pattern")
});

/// Whether a line asks for an answer. Of the pattern's words one is looked for first: most lines hold none.
fn is_question(words: &str) -> bool {
    ["To ask ", "asked ", ": Will the "].iter().any(|asks| words.contains(asks)) && QUESTION.is_match(words)
}

/// Words that no line with a name alone holds.
static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:department|ministry|office|house|commons|lords|answers?|questions?|statements?|written|hansard|parliament|column|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|labour|conservative|party|notes?|source|table|annex|attachment|link|share|photo|annotations?|reference|session)\b|\d",
    )
    .expect("a valid pattern")
});

/// How a line names who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A label says so, wherever it stands.
    Label,
    /// A label says that the next line does.
    Below,
    /// A letter that stands in place of the answer, up to the next question.
    Letter,
    /// The name opens the answer.
    Opening,
    /// A name and no more, above the answer or signing it.
    Alone,
}

/// An answer that opens with its speaker has at least so many words.
const OPENED: usize = 4;

/// What a page says, line by line, of questions and speakers.
#[derive(Debug, Default)]
struct Page {
    questions: Vec<usize>,
    speakers: Vec<(Place, Span)>,
}

/// One voice for each answer of the page, or for the whole page where it has one.
pub(super) fn voices(reading: &Reading<'_>, names: &Names<'_>) -> Vec<Voice> {
    let page = read(reading, names);
    let turns = Turns::new(&page);
    let text = reading.text();
    let mut voices: Vec<Voice> = Vec::new();
    let mut spoken: Option<Span> = None;
    let mut last = None;
    for sentence in 0..reading.len() {
        let block = reading.block(sentence);
        let answers = matches!(block.kind, BlockKind::Answer | BlockKind::ListItem | BlockKind::Paragraph);
        let asks = || is_question(prefix(block.span.of(text)));
        if !answers || block.comment || last == Some(block.span) || asks() {
            continue;
        }
        last = Some(block.span);
        let speaker = turns.speaker(block.span);
        if speaker.is_none() && !page.speakers.is_empty() {
            // Above the first speaker stands no answer.
            continue;
        }
        let words = |span: Option<Span>| span.map(|span| span.of(text));
        match voices.last_mut().filter(|_| words(spoken) == words(speaker)) {
            Some(voice) => voice.content.push(block.span),
            None => voices.push(voice(reading, names, speaker, block.span)),
        }
        spoken = speaker;
    }
    voices
}

fn read(reading: &Reading<'_>, names: &Names<'_>) -> Page {
    let text = reading.text();
    let mut page = Page::default();
    let mut below = false;
    // Whether an answer has begun since the last question: behind its first sentence a name alone speaks no more.
    let mut begun = false;
    for line in lines(text) {
        let words = prefix(line.of(text));
        if is_question(words) {
            page.questions.push(line.start);
            (below, begun) = (false, false);
            continue;
        }
        if below {
            page.speakers.extend(first_name(text, line).map(|name| (Place::Label, name)));
        }
        let asked = !page.questions.is_empty();
        let mut tried = PATTERNS.iter().filter(|(place, holds, _)| match place {
            Place::Opening => asked && words.contains(holds),
            // "The Prime Minister announced in May that …" opens a paragraph.
            Place::Alone => asked && !begun && !runs(words),
            Place::Label | Place::Below | Place::Letter => words.contains(holds),
        });
        let found = tried.find_map(|(place, _, pattern)| {
            let found = pattern.captures(words)?;
            let may_be_title = matches!(place, Place::Opening | Place::Alone);
            let speaker = || found.name("name").map(|name| without_constituency(name.as_str()));
            let speaks = !may_be_title || speaker().is_some_and(|name| !NO_NAME.is_match(name));
            speaks.then_some((*place, found))
        });
        below = matches!(found, Some((Place::Below, _)));
        if let Some((place, found)) = found
            && let Some(name) = found.name("name")
        {
            let start = line.start + name.start();
            let span = Span::new(start, start + without_constituency(name.as_str()).len());
            let rest = words[found.get(0).map_or(0, |whole| whole.end())..].split_whitespace().count();
            let stands = match place {
                Place::Label | Place::Letter => true,
                // "Level Crossings: Somerset" is a heading.
                Place::Opening => !(1..OPENED).contains(&rest) && speaks(names, text, span, begun),
                Place::Alone => is_person(names, text, span),
                Place::Below => false,
            };
            if stands {
                page.speakers.push((place, span));
            }
        }
        begun |= runs(words);
    }
    if let Some(signed) = signature(reading, names).filter(|_| page.speakers.is_empty()) {
        page.speakers.push((Place::Label, signed));
    }
    page
}

/// Who speaks where on a page: looked up, not searched, because a page may have thousands of answers.
#[derive(Debug)]
struct Turns<'p> {
    page: &'p Page,
    /// For each speaker, who speaks from there on until the next.
    from: Vec<(Place, Span)>,
    /// For each speaker, the first label from there on.
    label: Vec<Option<Span>>,
}

impl<'p> Turns<'p> {
    fn new(page: &'p Page) -> Self {
        let mut from: Vec<(Place, Span)> = Vec::with_capacity(page.speakers.len());
        for next in &page.speakers {
            let before =
                from.last().filter(|(_, before)| page.question(before.start) == page.question(next.1.start));
            from.push(before.map_or(*next, |best| nearer(*best, *next)));
        }
        let mut label = vec![None; page.speakers.len()];
        let mut first = None;
        for (index, (place, span)) in page.speakers.iter().enumerate().rev() {
            if *place == Place::Label {
                first = Some(*span);
            }
            label[index] = first;
        }
        Self { page, from, label }
    }

    /// Who speaks in the block: whoever spoke last behind the question before it, else whom a label below names, else
    /// the page's first, where a label names that one.
    fn speaker(&self, block: Span) -> Option<Span> {
        let question = self.page.question(block.start);
        let next = self.page.speakers.partition_point(|(_, span)| span.start < block.end);
        let same = |span: &Span| self.page.question(span.start) == question;
        let above = next.checked_sub(1).map(|index| self.from[index].1).filter(same);
        let below = || self.label.get(next).copied().flatten().filter(same);
        let only =
            || self.page.speakers.first().filter(|(place, _)| *place == Place::Label).map(|(_, span)| *span);
        above.or_else(below).or_else(only)
    }
}

impl Page {
    /// How many questions stand before an offset.
    fn question(&self, offset: usize) -> usize {
        self.questions.partition_point(|question| *question <= offset)
    }
}

/// Which of two speakers behind one question goes on. A letter speaks from where it stands; of the others the first that
/// the page names stays, until another opens a paragraph.
fn nearer(best: (Place, Span), next: (Place, Span)) -> (Place, Span) {
    if matches!(next.0, Place::Letter | Place::Opening) { next } else { best }
}

/// The name at the head of a line that a label announces.
fn first_name(text: &str, line: Span) -> Option<Span> {
    static FIRST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^{NAME}")).expect("a valid pattern"));
    let words = line.of(text);
    let end = FIRST.find(words)?.end();
    Some(Span::new(line.start, line.start + end))
}

/// "Ann Other, Conservative, Solihull": the name alone. An office keeps its commas.
fn without_constituency(name: &str) -> &str {
    match name.split_once(',') {
        Some((first, _)) if !is_office(first) && first.contains(' ') => first,
        _ => name,
    }
}

/// Whether the words before a colon are somebody who speaks.
fn speaks(names: &Names<'_>, text: &str, span: Span, begun: bool) -> bool {
    let words = span.of(text);
    is_titled(words)
        || is_office(words)
        || names.people_in(span).next().is_some()
        || !begun && is_person(names, text, span)
}

fn is_office(words: &str) -> bool {
    ["Minister", "Secretary", "Chancellor", "Attorney", "Solicitor", "Mayor", "Leader", "Advocate"]
        .iter()
        .any(|office| words.contains(office))
}

/// Whether the line's name is a person's: with a title, or read as one.
fn is_person(names: &Names<'_>, text: &str, span: Span) -> bool {
    const OPENINGS: &[&str] = &["The", "This", "These", "Our", "We", "It", "In", "As", "A", "An"];
    let words = span.of(text);
    let opening = words.split_whitespace().next().is_some_and(|first| OPENINGS.contains(&first));
    if opening && !is_office(words) {
        return false;
    }
    let count = words.split_whitespace().count();
    is_titled(words)
        || names.people_in(span).next().is_some()
        || (2..=4).contains(&count) && !is_office(words)
}

fn is_titled(words: &str) -> bool {
    const TITLES: &[&str] = &[
        "Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Lord", "Lady", "Baroness", "Viscount", "Earl",
        "Deputy",
    ];
    let first = words.split([' ', '.']).next().unwrap_or_default();
    TITLES.contains(&first) && words.contains(' ')
}

/// A name that signs the page, alone on one of its last lines above an office, or as its last line.
fn signature(reading: &Reading<'_>, names: &Names<'_>) -> Option<Span> {
    const LAST: usize = 3;
    let text = reading.text();
    let last: Vec<Span> = lines(text).collect();
    let last = &last[last.len().saturating_sub(LAST)..];
    last.iter().find_map(|line| {
        let words = line.of(text);
        let found =
            PATTERNS.iter().find(|(place, ..)| *place == Place::Alone)?.2.captures(words)?.name("name")?;
        let span = Span::new(line.start + found.start(), line.start + found.end());
        let signs = !NO_NAME.is_match(found.as_str()) && names.people_in(span).next().is_some();
        signs.then_some(span)
    })
}

/// Enough of a line to tell by.
fn prefix(words: &str) -> &str {
    &words[..words.floor_char_boundary(400)]
}

fn voice(reading: &Reading<'_>, names: &Names<'_>, speaker: Option<Span>, first: Span) -> Voice {
    let meta = &reading.layout.meta;
    let text = reading.text();
    let asked = || {
        let asks = |sentence: &usize| {
            reading.block(*sentence).kind == BlockKind::Question
                || reading.sentence(*sentence).of(text).contains("To ask ")
        };
        let question = (0..reading.len()).find(asks)?;
        let office = addressee(text, reading.sentence(question))?;
        Some(source::source(reading, names, question, office, None))
    };
    let (span, name) = if let Some(span) = speaker {
        let full = names.resolve(span, SourceKind::Person).map(|resolved| resolved.name);
        (Some(span), full.or_else(|| Some(span.of(text).to_owned())))
    } else {
        let office = asked();
        let name = meta.answered_by.clone();
        let name = name.or_else(|| office.as_ref().and_then(|office| office.name.clone()));
        (office.and_then(|office| office.span), name.or_else(|| meta.answering_body.clone()))
    };
    Voice {
        span,
        kind: SourceKind::Person,
        name,
        content: vec![first],
        confidence: 0.95,
        rule: "scope.answer",
        note: "a written answer is the minister's own statement".to_owned(),
    }
}

/// `To ask the Secretary of State for Health, how many …`: whom the question is put to.
fn addressee(text: &str, question: Span) -> Option<Span> {
    const OPENING: &str = "To ask ";
    /// What may follow the name of an office.
    const ASKS: &[&str] = &[
        ", what", ", how", ", whether", ", if", ", when", ", which", ", pursuant", ", with", ", who",
        ", for", ", why", ", where", ", further", ", on ", ", to ", ", in ",
    ];
    let words = question.of(text);
    let start = words.find(OPENING)? + OPENING.len();
    let rest = &words[start..];
    let start = start + if rest.starts_with("the ") { 4 } else { 0 };
    let names = &words[start..];
    // "Secretary of State for Environment, Food and Rural Affairs, how many": the comma that matters stands before
    // the question word.
    let commas = || names.match_indices(',').map(|(comma, _)| comma);
    let asks = |comma: &usize| {
        let follows = |asks: &str| {
            names.get(*comma..*comma + asks.len()).is_some_and(|words| words.eq_ignore_ascii_case(asks))
        };
        ASKS.iter().any(|asks| follows(asks))
    };
    let end = commas().find(asks).or_else(|| commas().next())?;
    (end > 0).then(|| Span::new(question.start + start, question.start + start + end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    /// Who speaks on a page, with the first words of what each says.
    fn said(text: &str) -> Vec<String> {
        let rules = RuleSet::builtin().expect("every rule compiles");
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, &rules);
        let reading = Reading::new(&document, &layout, &rules);
        let names = Names::new(&reading, None);
        let words = |voice: Voice| {
            let who = voice.span.map_or("–", |span| span.of(text)).to_owned();
            let what = voice.content.last().map_or("", |span| span.of(text));
            format!("{who}: …{}", &what[what.len().saturating_sub(12)..])
        };
        voices(&reading, &names).into_iter().map(words).collect()
    }

    const ASKED: &str =
        "Written Answers\n\nAnn Asker: To ask the Secretary of State for Justice, how many left.\n\n";

    #[test]
    fn pages_name_who_answers_in_many_ways() {
        let rows: &[(&str, &[&str])] = &[
            (
                "Idris Fallow: At the end of May 340 officers had left the service.",
                &["Idris Fallow: …the service."],
            ),
            (
                "Baroness Tremlett of Hayle (Labour): At the end of May 340 officers had left.",
                &["Baroness Tremlett of Hayle: …rs had left."],
            ),
            (
                "The Parliamentary Under-Secretary of State, Ministry of Justice (Jane Ormond): At the end of May 340 had left.",
                &["Jane Ormond: …40 had left."],
            ),
            (
                "Idris Fallow [holding answer 3 May 2011]: At the end of May 340 officers had left.",
                &["Idris Fallow: …rs had left."],
            ),
            (
                "Answered by: Idris Fallow | 4 May 2023\n\nAt the end of May 340 officers had left the service.",
                &["Idris Fallow: …the service."],
            ),
            (
                "Answered on 7 May 2025 by Idris Fallow\n\nAt the end of May 340 officers had left the service.",
                &["Idris Fallow: …the service."],
            ),
            (
                "Answered on 7 May 2025 by Idris Fallow (Labour, Rother Forge), Minister of State\n\nAt the end of May 340 officers had left the service.",
                &["Idris Fallow: …the service."],
            ),
            (
                "Photo of Idris Fallow\nIdris Fallow\nThe Minister of State, Ministry of Justice\n\nAt the end of May 340 officers had left the service.",
                &["Idris Fallow: …the service."],
            ),
            (
                "Answer\n\nAt the end of May 340 officers had left the service.\n\nSigned: Idris Fallow\nMinister of Justice",
                &["Idris Fallow: …r of Justice"],
            ),
            (
                "Idris Fallow: I have asked the agency to reply.\n\nLetter from A. J. Reed to Ann Asker, dated 3 May 1996:\n\nAt the end of May 340 officers had left the service.",
                &["Idris Fallow: …cy to reply.", "A. J. Reed: …the service."],
            ),
            (
                "At the end of May 340 officers had left the service.",
                &["Secretary of State for Justice: …the service."],
            ),
            (
                "The Prime Minister announced in May that 340 officers have left the service since 2019, as was expected.",
                &["Secretary of State for Justice: …as expected."],
            ),
            (
                "The Prime Minister has asked 340 officers to stay.",
                &["Secretary of State for Justice: …ers to stay."],
            ),
            (
                "There are two reasons: cost, and the time that it takes to train staff.",
                &["Secretary of State for Justice: …train staff."],
            ),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .map(|(answer, expected)| (answer, expected, said(&format!("{ASKED}{answer}"))))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(answer, expected, found)| {
                format!("{answer}\n  expected {expected:?}\n  found    {found:?}")
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_question_of_a_column_has_its_answer() {
        let column = "TRANSPORT\n\nAnn Asker: To ask the Secretary of State for Transport how many bridges closed. [2844]\n\n\
            Colin Thirk: Fourteen bridges were closed in the last year, nine of them for good.\n\nRolling Stock\n\n\
            Gareth Pym: To ask the Secretary of State for Defence how many chairs his Department bought. [2851]\n\n\
            Ruth Conran: The Department bought 3,460 chairs in that year, most of them second hand.";
        assert_eq!(said(column), ["Colin Thirk: …olling Stock", "Ruth Conran: …second hand."]);
    }

    #[test]
    fn a_question_is_put_to_an_office() {
        for (question, expected) in [
            (
                "To ask the Secretary of State for Justice, how many staff left.",
                Some("Secretary of State for Justice"),
            ),
            (
                "To ask the Secretary of State for Environment, Food and Rural Affairs, what steps she takes.",
                Some("Secretary of State for Environment, Food and Rural Affairs"),
            ),
            ("To ask the Chancellor, Pursuant to the Answer of 4 May, what it costs.", Some("Chancellor")),
            ("To ask Her Majesty’s Government whether it will rain.", None),
            ("How many staff left?", None),
        ] {
            let found = addressee(question, Span::new(0, question.len())).map(|span| span.of(question));
            assert_eq!(found, expected, "{question}");
        }
    }
}
