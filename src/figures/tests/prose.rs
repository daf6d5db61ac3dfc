//! What sentences and list items take from those before them.

use super::*;
use crate::document::{Block, BlockKind, Layout, Sentence};

/// The kind of a block and its sentences.
type Written = (BlockKind, &'static [&'static str]);

/// Blocks as `kind: sentence. | sentence.` and of every figure `number | subject | denominator | period | place`.
#[rustfmt::skip]
const DOCUMENTS: &[(&[Written], &[&str])] = &[
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers in Leeds faced charges.", "Of these, 12 were dismissed."])],
     &["300 | officers | | 2018 | Leeds", "12 | officers | | 2018 | Leeds"]),
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers faced charges.", "Of these, 40 per cent were dismissed."])],
     &["300 | officers | | 2018 |", "40 | officers | officers | 2018 |"]),
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers faced charges."]), (BlockKind::Paragraph, &["Of those, 12 were dismissed."])],
     &["300 | officers | | 2018 |", "12 | officers | | 2018 |"]),
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers faced charges.", "A further 30 were cleared."])],
     &["300 | officers | | 2018 |", "30 | officers | | 2018 |"]),
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers faced charges."]), (BlockKind::Paragraph, &["A further 30 were cleared."])],
     &["300 | officers | | 2018 |", "30 | | | |"]),
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers faced charges.", "Some 30 prisons closed."])],
     &["300 | officers | | 2018 |", "30 | prisons | | |"]),
    (&[(BlockKind::Paragraph, &["In 2018, 300 officers faced charges.", "In the previous year 200 did."])],
     &["300 | officers | | 2018 |", "200 | | | the previous year 2017 |"]),
    (&[(BlockKind::Paragraph, &["The deaths in London in 2018 were:"]), (BlockKind::ListItem, &["12 men"]), (BlockKind::ListItem, &["9 women in 2019"])],
     &["12 | men | | 2018 | London", "9 | women | | 2019 | London"]),
    (&[(BlockKind::Paragraph, &["Between 2015 and 2016 and in 2018 the deaths were:"]), (BlockKind::ListItem, &["12 men"])],
     &["12 | men | | |"]),
    (&[(BlockKind::Heading, &["Deaths in 2018"]), (BlockKind::ListItem, &["12 men"])],
     &["12 | men | | 2018 |"]),
    (&[(BlockKind::Question, &["To ask the Minister how many people died in 2018."]), (BlockKind::Answer, &["The deaths were as follows:"]), (BlockKind::ListItem, &["12 men"])],
     &["12 | men | | 2018 |"]),
    (&[(BlockKind::Question, &["To ask the Minister how many people died in 2018 and in 2019."]), (BlockKind::Answer, &["The deaths were as follows:"]), (BlockKind::ListItem, &["12 men"])],
     &["12 | men | | |"]),
    (&[(BlockKind::Paragraph, &["The deaths in 2018 were:"]), (BlockKind::ListItem, &["12 men"]), (BlockKind::Paragraph, &["It has 9 wards."])],
     &["12 | men | | 2018 |", "9 | wards | | |"]),
];

#[test]
fn sentences_take_what_they_go_on_with() {
    let failed: Vec<String> = DOCUMENTS
        .iter()
        .map(|(blocks, expected)| (blocks, expected, read(blocks)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(blocks, expected, found)| format!("{blocks:?}\n  expected {expected:?}\n  found    {found:?}"))
        .collect();
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

fn read(blocks: &[Written]) -> Vec<String> {
    let mut text = String::new();
    let mut layout = Layout::default();
    for (kind, sentences) in blocks {
        let start = text.len();
        for sentence in *sentences {
            let span = Span::new(text.len(), text.len() + sentence.len());
            layout.sentences.push(Sentence { span, block: layout.blocks.len() });
            text.push_str(sentence);
            text.push(' ');
        }
        layout.blocks.push(Block::new(*kind, Span::new(start, text.len() - 1)));
        text.push('\n');
    }
    find_in_prose(&text, &layout)
        .iter()
        .flat_map(|found| &found.figures)
        .map(|figure| shown(&text, figure))
        .collect()
}

fn shown(text: &str, figure: &Figure) -> String {
    let words = |span: Option<Span>| span.map(|span| format!(" {}", span.of(text))).unwrap_or_default();
    let period = figure.period.as_ref().map(|period| {
        let named = period.span.of(text);
        let from = period.from.as_deref().filter(|from| *from != named);
        [Some(named), from].into_iter().flatten().fold(String::new(), |all, word| all + " " + word)
    });
    format!(
        "{} |{} |{} |{} |{}",
        figure.number.of(text),
        words(figure.subject),
        words(figure.denominator),
        period.unwrap_or_default(),
        words(figure.place)
    )
}
