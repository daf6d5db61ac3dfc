//! Whose document it is: a minister's written answer, a body's press release or bulletin. Who speaks from end to end
//! speaks wherever nobody nearer does.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, source};
use crate::document::{Attribution, BlockKind, Genre, Given, Reason, Scope, Source, SourceKind};
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

/// Adds the attribution of the whole document where its genre has one.
pub(super) fn document(reading: &Reading<'_>, names: &Names<'_>, genre: Genre, found: &mut Found) {
    match genre {
        Genre::ParliamentaryAnswer => answer(reading, names, found),
        Genre::Official => official(reading, names, found),
        Genre::News | Genre::Tabloid | Genre::Opinion | Genre::Other => {}
    }
}

/// How sure it is that a paper of a public body speaks for the body.
const OFFICIAL: f64 = 0.8;

/// A press release speaks for its organisation; a statistical bulletin is itself the record.
fn official(reading: &Reading<'_>, names: &Names<'_>, found: &mut Found) {
    let blocks = reading.layout.blocks.iter();
    let own =
        blocks.filter(|block| block.kind.is_prose() && block.kind != BlockKind::Quotation && !block.comment);
    let content: Vec<Span> = own.map(|block| block.span).collect();
    let Some(first) = content.first().copied() else { return };
    let kind = if is_bulletin(reading) { SourceKind::Dataset } else { SourceKind::Organisation };
    let text = reading.text();
    let publisher = reading.layout.meta.publisher.clone();
    let span = match &publisher {
        Some(name) => text.find(name.as_str()).map(|at| Span::new(at, at + name.len())),
        None => names.first_body(),
    };
    let source = Source {
        span,
        kind,
        name: publisher.or_else(|| span.map(|span| span.of(text).to_owned())),
        resolved_from: None,
        url: None,
        given: vec![Given::Name],
    };
    let note = match kind {
        SourceKind::Dataset => "a statistical bulletin is itself the record",
        _ => "a press release speaks for its organisation",
    };
    found.beyond.push(Attribution {
        source: Some(source),
        cue: None,
        content,
        scope: Scope::Document,
        confidence: OFFICIAL,
        reasons: vec![Reason {
            rule: "scope.official".to_owned(),
            span: Span::new(first.start, first.start),
            score: OFFICIAL,
            note: note.to_owned(),
        }],
    });
}

/// Whether the words above the text call it statistics.
fn is_bulletin(reading: &Reading<'_>) -> bool {
    const HEAD: usize = 400;
    let text = reading.text();
    let end = (0..=HEAD.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let head = text[..end].to_lowercase();
    ["statistic", "bulletin", "data release"].iter().any(|word| head.contains(word))
}

/// A minister's answer is the minister's own statement from end to end.
fn answer(reading: &Reading<'_>, names: &Names<'_>, found: &mut Found) {
    let answers = |sentence: &usize| {
        matches!(
            reading.block(*sentence).kind,
            BlockKind::Answer | BlockKind::ListItem | BlockKind::Paragraph
        )
    };
    let mut content: Vec<Span> = Vec::new();
    for sentence in (0..reading.len()).filter(answers) {
        let block = reading.block(sentence).span;
        if content.last() != Some(&block) {
            content.push(block);
        }
    }
    let Some(first) = content.first().copied() else { return };
    let source = minister(reading, names);
    found.beyond.push(Attribution {
        source: Some(source),
        cue: None,
        content,
        scope: Scope::Document,
        confidence: 0.95,
        reasons: vec![Reason {
            rule: "scope.answer".to_owned(),
            span: Span::new(first.start, first.start),
            score: 0.95,
            note: "a written answer is the minister's own statement".to_owned(),
        }],
    });
}

/// The minister by name where the page gives one, else by the office that the question is put to.
fn minister(reading: &Reading<'_>, names: &Names<'_>) -> Source {
    let text = reading.text();
    let meta = &reading.layout.meta;
    let by_name = meta.answered_by.as_deref().and_then(|name| {
        let bylines = reading.layout.blocks.iter().filter(|block| block.kind == BlockKind::Byline);
        bylines.into_iter().find_map(|block| {
            let at = block.span.of(text).find(name)?;
            Some(Span::new(block.span.start + at, block.span.start + at + name.len()))
        })
    });
    let by_name = by_name.or_else(|| speaker(reading));
    let asked = || {
        let question =
            (0..reading.len()).find(|sentence| reading.block(*sentence).kind == BlockKind::Question)?;
        let addressee = addressee(text, reading.sentence(question))?;
        Some((question, addressee))
    };
    let mut source = match (by_name, asked()) {
        (None, Some((question, span))) => source::source(reading, names, question, span, None),
        (span, _) => Source {
            span,
            kind: SourceKind::Person,
            name: None,
            resolved_from: None,
            url: None,
            given: Vec::new(),
        },
    };
    source.kind = SourceKind::Person;
    let spoken = by_name.map(|span| span.of(text).to_owned());
    source.name = meta.answered_by.clone().or(spoken).or(source.name).or_else(|| meta.answering_body.clone());
    source.given = if source.name.is_some() { vec![Given::Name] } else { Vec::new() };
    source
}

/// The name that opens the first paragraph behind the question: "Ann Other: …", "A. Baroness Other of Redcar (Labour):".
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    const NAME: &str = r"\p{Lu}[\w.’'-]*(?: (?:\p{Lu}[\w.’'-]*|of|the|and|de|von|van)){1,7}";
    Regex::new(&format!(r"^(?:A\.? )?(?P<name>{NAME})(?: \([^)]{{2,60}}\))*:(?:\s|$)"))
        .expect("a valid pattern")
});

/// Who speaks behind the question, where no line above says who answered.
fn speaker(reading: &Reading<'_>) -> Option<Span> {
    let text = reading.text();
    let mut prose = reading.layout.blocks.iter().filter(|block| block.kind.is_prose());
    prose.find(|block| block.span.of(text).contains("To ask "))?;
    let answer = prose.next()?;
    let name = SPEAKER.captures(answer.span.of(text))?.name("name")?;
    Some(Span::new(answer.span.start + name.start(), answer.span.start + name.end()))
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

    #[test]
    fn an_answer_may_open_with_its_speaker() {
        for (opening, expected) in [
            ("Idris Fallowfield: At the end of September", Some("Idris Fallowfield")),
            ("A. Baroness Tremlett of Hayle (Labour):", Some("Baroness Tremlett of Hayle")),
            ("The Minister of State (Anne Other) (Labour): We do.", Some("The Minister of State")),
            ("There are two reasons: cost and time.", None),
            ("Reasons: cost.", None),
        ] {
            let found = SPEAKER.captures(opening).and_then(|found| found.name("name"));
            assert_eq!(found.map(|name| name.as_str()), expected, "{opening}");
        }
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
