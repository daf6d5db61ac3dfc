//! The text of a document as blocks, sentences and tables.
//!
//! A reader of HTML or Markdown has told the blocks; for plain text, lines and their shapes have to. From there on
//! both go the same way: the top of the page, the regions that are not the author's, headings, tables' sources and
//! notes, sentences.

mod aligned;
mod bind;
mod byline;
mod delimited;
mod grid;
mod head;
mod headings;
mod headings_above;
mod lines;
mod marks;
mod regions;
mod sentences;
mod shape;
mod tables;
mod written_answer;

use std::ops::Range;

use self::lines::Line;
use self::marks::Marks;
pub use self::sentences::{LONGEST, sentences};
use crate::document::{Block, BlockKind, Document, Layout, Sentence, Table, Warning};
use crate::rules::RuleSet;

/// A block in the making.
struct Piece {
    block: Block,
    /// What the line rules say of it.
    marks: Marks,
    /// Whether a blank line stands above it.
    gap: bool,
    /// Whether the reader told it, and not the text's own lines.
    listed: bool,
    /// Whether its kind is final.
    settled: bool,
}

impl Piece {
    fn new(block: Block, marks: Marks) -> Self {
        Self { block, marks, gap: true, listed: false, settled: false }
    }

    fn words<'a>(&self, text: &'a str) -> &'a str {
        self.block.span.of(text)
    }

    /// Gives the block its kind, unless it has one already that is final or a table's.
    fn settle(&mut self, kind: BlockKind) {
        if !self.settled && self.block.kind != BlockKind::Table {
            self.block.kind = kind;
            self.settled = true;
        }
    }
}

/// Blocks, sentences, tables and completed metadata of a document, no sentence longer than [`LONGEST`] bytes.
///
/// The text is never changed: everything is a span of it.
#[must_use]
pub fn segment(document: &Document, rules: &RuleSet) -> Layout {
    segment_within(document, rules, LONGEST)
}

/// As [`segment`], with sentences of `longest` bytes at most (200 where that is less).
///
/// A stretch that is cut for it leaves the warning `long_sentence`.
#[must_use]
pub fn segment_within(document: &Document, rules: &RuleSet, longest: usize) -> Layout {
    let text = document.text.as_str();
    let mut layout = Layout { meta: document.meta.clone(), ..Layout::default() };
    let mut pieces = if document.outline.is_empty() {
        plain(text, rules, &mut layout.tables, &mut layout.warnings)
    } else {
        layout.tables.clone_from(&document.tables);
        outlined(document, rules)
    };
    match pieces.as_mut_slice() {
        [] => {
            date_by_file(document, &mut layout);
            return layout;
        }
        // Without a page around it a number is no counter, and a date no byline.
        [alone] if document.outline.is_empty() => alone.settled = true,
        _ => {}
    }
    let known =
        pieces.iter().any(|piece| matches!(piece.block.kind, BlockKind::Question | BlockKind::Answer));
    let answer = if known { None } else { written_answer::read(text, &mut pieces, &mut layout.meta) };
    let body = answer.unwrap_or_else(|| head::read(text, &mut pieces, &mut layout.meta));
    regions::settle(text, &mut pieces, body);
    head::publisher_below(text, &pieces, &mut layout.meta);
    date_by_file(document, &mut layout);
    if let Some(answer) = answer {
        written_answer::settle_answer(&mut pieces, answer);
    } else if document.outline.is_empty() {
        headings::settle(text, &mut pieces, body);
    }
    bind::captions_above(text, &mut pieces, &mut layout.tables);
    bind::sources_and_notes(text, &pieces, &mut layout.tables);
    layout.blocks = pieces.into_iter().map(|piece| piece.block).collect();
    add_sentences(text, longest, &mut layout);
    layout
}

/// Takes the date of the file where nothing else gives one of publication, and says so.
fn date_by_file(document: &Document, layout: &mut Layout) {
    if let (None, Some(file)) = (&layout.meta.published, &document.file_date) {
        layout.meta.published = Some(file.date.clone());
        layout.warnings.push(Warning {
            code: "file_date".into(),
            message: format!(
                "no date of publication was found; {}, when the file was {}, stands in for it",
                file.date, file.what
            ),
        });
    }
}

/// The blocks that the reader told, with what the line rules say of them.
fn outlined(document: &Document, rules: &RuleSet) -> Vec<Piece> {
    document
        .outline
        .iter()
        .filter(|block| !block.span.is_empty())
        .map(|block| {
            let marks = Marks::of(&document.text, block.span, rules);
            let mut piece = Piece::new(*block, marks);
            piece.listed = true;
            piece
        })
        .collect()
}

/// The blocks of plain text, of kind paragraph, list item, quotation or table.
fn plain(text: &str, rules: &RuleSet, tables: &mut Vec<Table>, warnings: &mut Vec<Warning>) -> Vec<Piece> {
    let lines = lines::lines(text);
    let marks: Vec<Marks> = lines.iter().map(|line| Marks::of(text, line.span, rules)).collect();
    let found = tables::find(text, &lines, &marks, warnings);
    let mut pieces = Vec::new();
    let mut first = 0;
    for table in found {
        add_paragraphs(text, &lines, &marks, first..table.lines.start, &mut pieces);
        if let Some(span) = table.table.span {
            let mut piece = Piece::new(Block::new(BlockKind::Table, span), Marks::default());
            piece.gap = lines[table.lines.start].breaks > 1;
            pieces.push(piece);
        }
        tables.push(table.table);
        first = table.lines.end;
    }
    add_paragraphs(text, &lines, &marks, first..lines.len(), &mut pieces);
    pieces
}

fn add_paragraphs(text: &str, lines: &[Line], marks: &[Marks], range: Range<usize>, pieces: &mut Vec<Piece>) {
    let lines = &lines[range.clone()];
    let marks = &marks[range];
    // A line that a rule knows is a block of its own, whatever stands around it.
    let alone: Vec<bool> = (0..lines.len())
        .map(|index| {
            marks[index] != Marks::default()
                || index.checked_sub(1).is_some_and(|above| marks[above] != Marks::default())
        })
        .collect();
    for paragraph in lines::paragraphs(text, lines, &alone) {
        let (Some(first), Some(last)) = (lines.get(paragraph.start), lines.get(paragraph.end - 1)) else {
            continue;
        };
        let span = first.span.join(last.span);
        let mut block = Block::new(plain_kind(span.of(text)), span);
        block.quoted = span.of(text).starts_with('>');
        let mut piece = Piece::new(block, marks[paragraph.start]);
        piece.gap = first.breaks != 1;
        pieces.push(piece);
    }
}

fn plain_kind(words: &str) -> BlockKind {
    if words.starts_with('>') || is_quotation(words) {
        BlockKind::Quotation
    } else if shape::list_marker(words).is_some() {
        BlockKind::ListItem
    } else {
        BlockKind::Paragraph
    }
}

/// One pair of quotation marks around the whole block.
fn is_quotation(words: &str) -> bool {
    let inner = words
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']));
    let straight =
        words.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    inner.or(straight).is_some_and(|inner| !inner.is_empty())
}

fn add_sentences(text: &str, longest: usize, layout: &mut Layout) {
    let mut found = Vec::new();
    let mut cut = false;
    for (index, block) in layout.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Furniture | BlockKind::Table | BlockKind::Byline) {
            continue;
        }
        cut |= sentences::split(text, block.span, longest, &mut found);
        layout.sentences.extend(found.drain(..).map(|span| Sentence { span, block: index }));
    }
    if cut {
        layout.warnings.push(Warning {
            code: "long_sentence".into(),
            message: format!(
                "a stretch of more than {longest} bytes has no end of a sentence; it was cut at a space"
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::span::Span;

    fn rules() -> &'static RuleSet {
        static RULES: std::sync::OnceLock<RuleSet> = std::sync::OnceLock::new();
        RULES.get_or_init(|| RuleSet::builtin().expect("every rule passes its own examples"))
    }

    fn of_text(text: &str) -> (Document, Layout) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, rules());
        (document, layout)
    }

    /// The kind of a block with `Q` for quoted and `C` for comment.
    fn label(block: &Block) -> String {
        let quoted = if block.quoted { " Q" } else { "" };
        let comment = if block.comment { " C" } else { "" };
        format!("{:?}{quoted}{comment}", block.kind)
    }

    /// Rows of (expected label, text of the block); the document is their texts, one a line, where a leading "¶"
    /// stands for a blank line.
    fn check(rows: &[(&str, &str)]) {
        let text: String = rows.iter().map(|(_, line)| line.replace('¶', "\n") + "\n").collect();
        let (_, layout) = of_text(&text);
        let expected: Vec<(String, String)> = rows
            .iter()
            .map(|(label, line)| ((*label).to_owned(), line.trim_start_matches('¶').to_owned()))
            .collect();
        let found: Vec<(String, String)> =
            layout.blocks.iter().map(|block| (label(block), block.span.of(&text).to_owned())).collect();
        let differences: Vec<_> =
            found.iter().zip(&expected).filter(|(found, expected)| found != expected).collect();
        assert!(
            differences.is_empty() && found.len() == expected.len(),
            "{differences:#?}\n{} blocks, {} expected",
            found.len(),
            expected.len()
        );
    }

    const PROSE: &str = "The council has closed nine of its libraries since 2019, official figures show, and it plans to close two more.";
    const MORE: &str = "The figures were released after a request by this newspaper, and they leave out libraries run by volunteers.";

    #[test]
    fn a_tabloid_page_loses_its_furniture() {
        check(&[
            ("Furniture", "Skip to content"),
            ("Furniture", "The Daily Gannet"),
            ("Furniture", "Home » News » Shelf harm: nine libraries shut"),
            ("Title", "¶SHELF HARM: nine libraries shut in five years"),
            ("Byline", "¶By Jo Bloggs, Chief Reporter"),
            ("Byline", "Published: 10:14, 3 May 2024 | Updated: 11:00, 4 May 2024"),
            ("Furniture", "¶Visited 169 times, 1 visit(s) today"),
            ("Furniture", "Share"),
            (
                "Paragraph",
                concat!(
                    "¶",
                    "The council has closed nine of its libraries since 2019, official figures show, and it plans to close two more."
                ),
            ),
            ("Furniture", "¶Shut: the library in Mill Lane. Picture: Gannet Syndication"),
            ("Furniture", "¶Read More:"),
            ("Furniture", "Ten books YOU never gave back"),
            ("Heading", "¶Who is to blame?"),
            (
                "Paragraph",
                concat!(
                    "¶",
                    "The figures were released after a request by this newspaper, and they leave out libraries run by volunteers."
                ),
            ),
            ("Furniture", "¶Tags: libraries, cuts"),
            ("Furniture", "2 Comments"),
            ("Furniture", "Leave a comment"),
            ("Furniture", "© 2024 The Daily Gannet"),
            ("Furniture", "The Daily Gannet: wrong about most things."),
            ("Furniture", "Scroll to Top"),
        ]);
    }

    #[test]
    fn a_blog_shows_what_is_quoted_and_what_are_comments() {
        check(&[
            ("Title", "They have done it again"),
            ("Byline", "Posted by Old Shusher on 5 May 2024"),
            ("Paragraph", PROSE),
            ("Paragraph", "From the Northern Gannet:"),
            ("Heading Q", "Libraries shut"),
            ("Byline Q", "By Jo Bloggs"),
            ("Paragraph Q", MORE),
            ("Furniture Q", "(c) Northern Gannet 2024. Reproduced for discussion."),
            ("Heading", "Old Shusher writes:"),
            ("Paragraph", "I worked in one of them for thirty years."),
            ("Furniture C", "2 comments on “They have done it again”"),
            ("Byline C", "1. Dave says:"),
            ("Byline C", "5 May 2024 at 10.02 pm"),
            ("Paragraph C", "Mine went in 2020."),
            ("Furniture C", "Reply"),
            ("Byline C", "2. Dr M. Smith says:"),
            ("Paragraph C", "So did ours."),
            ("Furniture", "Leave a Reply"),
            ("Furniture", "Recent posts: Hush | Quiet please"),
        ]);
    }

    #[test]
    fn a_single_block_is_text() {
        for line in ["1,204", "3/4", "4 January 2019", "2 Comments", "£5m", "12%"] {
            check(&[("Paragraph", line)]);
        }
    }

    #[test]
    fn a_menu_at_the_top_swallows_no_article() {
        check(&[
            ("Title", "Nine libraries shut in five years"),
            ("Furniture", "Leave a comment"),
            ("Paragraph", PROSE),
            ("Furniture", "Tags: libraries"),
            ("Paragraph", MORE),
            ("Furniture", "Leave a comment"),
        ]);
    }

    #[test]
    fn a_written_answer_is_taken_apart() {
        let question = "To ask the Secretary of State for Culture, how many libraries closed in each of the last two years; and what steps she is taking.";
        check(&[
            ("Furniture", "UK Parliament"),
            ("Title", "Public Libraries: Closures"),
            ("Byline", "(asked on 3 May 2024)"),
            ("Byline", "Question to the Department for Culture"),
            ("Question", question),
            ("Byline", "Answered by"),
            ("Byline", "Jo Bloggs"),
            ("Byline", "Minister of State"),
            ("Byline", "This question was answered on 14 May 2024"),
            ("Answer", "Nine libraries closed."),
            ("Table", "Table 1: Closures\nYear\nClosed\nOpened\n2022\n4\n1\n2023\n5\n*"),
            ("SourceLine", "Source: Libraries Register, May 2024"),
            ("Note", "Notes:"),
            ("Note", "1. Figures are provisional and may be revised."),
            ("Answer", "We do not hold data on volunteers."),
            ("Furniture", "Share this page"),
            ("Furniture", "© UK Parliament 2024"),
        ]);
    }

    #[test]
    fn hard_wrapped_text_is_joined() {
        check(&[
            ("Title", "Libraries shut"),
            (
                "Paragraph",
                "¶The council has closed nine of its libraries since 2019,\nofficial figures show, and it plans to close two more. It\nwould not say which.",
            ),
            ("ListItem", "¶- one in the north of the town, which opened in the year\n  of the great flood"),
            ("ListItem", "- one in Mill Lane"),
        ]);
    }

    #[test]
    fn metadata_is_completed_and_never_replaced() {
        let (_, layout) = of_text(&format!(
            "Libraries shut\nBy Jo Bloggs and Al Smith\n3 May 2024\n{PROSE}\n© 2024 The Gannet\n"
        ));
        assert_eq!(layout.meta.title.as_deref(), Some("Libraries shut"));
        assert_eq!(layout.meta.authors, ["Jo Bloggs", "Al Smith"]);
        assert_eq!(layout.meta.published.as_deref(), Some("2024-05-03"));
        assert_eq!(layout.meta.publisher.as_deref(), Some("The Gannet"));
        let mut document =
            Document { text: format!("Libraries shut\nBy Jo Bloggs\n{PROSE}\n"), ..Document::default() };
        document.meta.authors = vec!["Ann Other".to_owned()];
        assert_eq!(segment(&document, rules()).meta.authors, ["Ann Other"]);
    }

    #[test]
    fn the_lines_of_a_written_answer_fill_the_metadata() {
        let rows = [
            (
                "Libraries\n(asked on 3 May 2024)\nAsked by Al Smith (Northtown)\nQuestion to the Home Office\nTo ask the Secretary of State, how many.\nAnswered by\nJo Bloggs\nMinister\nThis question was answered on 14 May 2024\nNone.",
                ["2024-05-03", "Al Smith", "Home Office", "2024-05-14", "Jo Bloggs"],
            ),
            (
                "Libraries\nQuestion for Home Office\nUIN 24110, tabled on 3 May 2024\nQuestion\nAl Smith\nGreen\nTo ask the Secretary of State, how many.\nAnswer\nJo Bloggs\nMinister of State\nCommons\nAnswered on\n14 May 2024\nNone at all.",
                ["2024-05-03", "Al Smith", "Home Office", "2024-05-14", "Jo Bloggs"],
            ),
            (
                "Libraries\nHome Office written question – answered on 14 May 2024.\nAl Smith: To ask the Secretary of State, how many.\nJo Bloggs The Minister of State, Home Office\nNone at all.",
                ["", "Al Smith", "Home Office", "2024-05-14", "Jo Bloggs"],
            ),
        ];
        let mut failures = Vec::new();
        for (text, expected) in rows {
            let meta = of_text(text).1.meta;
            let found = [meta.asked, meta.asked_by, meta.answering_body, meta.answered, meta.answered_by]
                .map(Option::unwrap_or_default);
            if found != expected {
                failures.push(format!("{text}\n    {found:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn flattened_tables_are_rebuilt_or_refused() {
        let rows = [
            // one cell a line
            ("Year\nShut\nOpened\n2022\n4\n1\n2023\n5\n2", Some("Year,Shut,Opened/2022,4,1/2023,5,2")),
            // years as headings
            (
                "Town\n2022\n2023\nNorthtown\n4\n1\nSouthtown\n5\n2",
                Some("Town,2022,2023/Northtown,4,1/Southtown,5,2"),
            ),
            // an empty corner
            ("2022\n2023\nNorthtown\n4\n1\nSouthtown\n5\n2", Some(",2022,2023/Northtown,4,1/Southtown,5,2")),
            // blank lines between the cells, a lost cell kept as two of them
            (
                "Town\n\nShut\n\nOpen\n\nNorthtown\n\n4\n\n1\n\nSouthtown\n\n\n\n2",
                Some("Town,Shut,Open/Northtown,4,1/Southtown,,2"),
            ),
            // blank lines between the rows
            (
                "Town\nShut\nOpen\n\nNorthtown\n4\n1\n\nSouthtown\n5\n2",
                Some("Town,Shut,Open/Northtown,4,1/Southtown,5,2"),
            ),
            // an empty cell was dropped
            ("Town\nShut\nOpen\nNorthtown\n4\n1\nSouthtown\n2\nEastham\n3\n7", None),
            // years with their numbers in a list
            ("Army\nLevel 1:\n2021: 198\n2022: 234\n2023: 276\nLevel 2:\n2021: 6\n2022: 2\n2023: 11", None),
            ("Grants\nLoans\n20/21 £1,153.77\n21/22 £1,066.03\n22/23 £495.89\n23/24 £442.50", None),
            // numbers head the rows
            (
                "Decile\nShut\nOpen\n1\n4\n11\n2\n5\n12\n3\n6\n13",
                Some("Decile,Shut,Open/1,4,11/2,5,12/3,6,13"),
            ),
            // no row headings at all
            ("2021\n2022\n2023\n14\n15\n16", Some("2021,2022,2023/14,15,16")),
            // one row
            ("2021\n2022\n2023\nLibraries shut\n14\n15\n16", Some(",2021,2022,2023/Libraries shut,14,15,16")),
            // two rows of headings
            (
                "Town\n2022\n\n2023\n\n\nShut\nOpen\nShut\nOpen\nNorthtown\n1\n2\n3\n4\nSouthtown\n5\n6\n7\n8",
                Some("Town,Shut,Open,Shut,Open/Northtown,1,2,3,4/Southtown,5,6,7,8"),
            ),
            // columns of spaces, an empty cell among them
            (
                "Town       Shut  Open\nNorthtown     4     1\nSouthtown           2\nEastham       3     7",
                Some("Town,Shut,Open/Northtown,4,1/Southtown,,2/Eastham,3,7"),
            ),
            // bars
            ("| Town | Shut |\n|---|---|\n| Northtown | 4 |\n| | 2 |", Some("Town,Shut/Northtown,4/,2")),
            // the columns run into each other
            ("Town  Shut  Open\nNorthtown and more  4\nSouthtown  5  2  x  y\nEastham  3 7", None),
            // items of a list are no cells
            ("Level 1:\n- 2021: 11\n- 2022: 27\nLevel 2:\n- 2021: 3\n- 2022: 7", None),
            // a column that counts the rows stands first
            ("No.\nTown\n1\nNorthtown\n2\nSouthtown\n3\nEastham", None),
            // tabs keep empty cells
            ("\tShut\tOpen\nNorthtown\t4\t\nSouthtown\t\t2", Some(",Shut,Open/Northtown,4,/Southtown,,2")),
            // columns of spaces, bars
            (
                "Town        Shut   Open\nNorthtown   4      1\nSouthtown   5      2",
                Some("Town,Shut,Open/Northtown,4,1/Southtown,5,2"),
            ),
            (
                "| Town | Shut |\n|---|---|\n| Northtown | 4 |\n| Southtown | 5 |",
                Some("Town,Shut/Northtown,4/Southtown,5"),
            ),
            // no table at all
            ("Home\tNews\tSport\nBy Jo", None),
        ];
        let mut failures = Vec::new();
        for (cells, expected) in rows {
            let (document, layout) = of_text(&format!(
                "{PROSE}\nThe numbers are in the table below.\n{cells}\nSource: ONS\n{MORE}"
            ));
            let words = |row: &Vec<Span>| {
                row.iter().map(|cell| cell.of(&document.text)).collect::<Vec<_>>().join(",")
            };
            let found = layout.tables.first().map(|table| {
                std::iter::once(&table.header).chain(&table.rows).map(words).collect::<Vec<_>>().join("/")
            });
            if found.as_deref() != expected {
                failures.push(format!("{cells:?}\n    {found:?}"));
            }
            if let Some(table) = layout.tables.first() {
                assert_eq!(table.source.map(|span| span.of(&document.text)), Some("ONS"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn a_table_that_cannot_be_rebuilt_is_warned_of() {
        let (_, layout) = of_text(&format!(
            "{PROSE}\nTown\nShut\nOpen\nNorthtown\n4\n1\nSouthtown\n2\nEastham\n3\n7\n{MORE}"
        ));
        assert!(layout.tables.is_empty());
        assert_eq!(
            layout.warnings.iter().map(|warning| warning.code.clone()).collect::<Vec<_>>(),
            ["table_unclear"]
        );
    }

    #[test]
    fn a_reader_s_blocks_are_kept_and_the_line_rules_still_apply() {
        let lines = [
            (BlockKind::Title, "Libraries shut"),
            (BlockKind::Paragraph, "By Jo Bloggs"),
            (BlockKind::Paragraph, PROSE),
            (BlockKind::Quotation, "It is a shame."),
            (BlockKind::Heading, "Related articles"),
            (BlockKind::ListItem, "Ten books you never gave back"),
            (BlockKind::Paragraph, MORE),
            (BlockKind::Paragraph, "Share this:"),
        ];
        let mut document = Document::default();
        for (kind, line) in lines {
            let start = document.text.len();
            document.text.push_str(line);
            document.outline.push(Block::new(kind, Span::new(start, document.text.len())));
            document.text.push_str("\n\n");
        }
        let layout = segment(&document, rules());
        let found: Vec<String> = layout.blocks.iter().map(label).collect();
        assert_eq!(
            found,
            ["Title", "Byline", "Paragraph", "Quotation", "Furniture", "Furniture", "Paragraph", "Furniture"]
        );
        assert_eq!(layout.meta.authors, ["Jo Bloggs"]);
    }

    /// What must hold for every document.
    fn check_layout(text: &str) {
        let (_, layout) = of_text(text);
        let mut end = 0;
        for block in &layout.blocks {
            assert!(block.span.start >= end && !block.span.is_empty());
            assert!(text[end..block.span.start].trim().is_empty(), "text between blocks");
            assert_eq!(block.span.trim(text), block.span);
            end = block.span.end;
        }
        assert!(text[end..].trim().is_empty(), "text below the last block");
        let mut end = 0;
        for sentence in &layout.sentences {
            let block = layout.blocks[sentence.block];
            assert!(block.span.contains(sentence.span) && sentence.span.start >= end);
            assert!(!matches!(block.kind, BlockKind::Furniture | BlockKind::Table | BlockKind::Byline));
            end = sentence.span.end;
        }
        for table in &layout.tables {
            let span = table.span.expect("a table of plain text has a span");
            let columns = table.rows[0].len();
            assert!(table.header.is_empty() || table.header.len() == columns);
            for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                assert!(span.contains(*cell), "{cell:?} outside {span:?}");
                assert_eq!(cell.of(text), cell.of(text).trim());
            }
            assert!(table.rows.iter().all(|row| row.len() == columns));
        }
    }

    const LINES: &[&str] = &[
        "Comments",
        "1. Dave says:",
        "3 May 2024",
        "By Jo Bloggs",
        "(c) one",
        "(b) two",
        "To ask the Minister, why.",
        "Answered by",
        "Answer",
        "Read more:",
        "Source: ONS",
        "Notes:",
        "* x",
        "---",
        "> quoted",
        "Leave a reply",
        "From the Gannet:",
        "Table 1: Shut",
        "Town",
        "2021",
        "4",
        "5.5%",
        "*",
        "a\tb\t1",
        "\t2\t",
        "x  y  3",
        "| a | 1 |",
        "Share",
        "“All quoted.”",
        "😀 e\u{301}",
        "",
        "",
        "\r",
        PROSE,
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]

        #[test]
        fn any_text_is_covered(text in "(?s)([A-Za-z ]{0,9}|[.!?…\"“”()0-9\t|•>\n\r 😀é\u{301}-]|.){0,80}") {
            check_layout(&text);
        }

        #[test]
        fn any_mix_of_known_lines_is_covered(picks in proptest::collection::vec(0..LINES.len(), 0..40)) {
            let text: Vec<&str> = picks.into_iter().map(|pick| LINES[pick]).collect();
            check_layout(&text.join("\n"));
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        let started = std::time::Instant::now();
        for piece in [
            ". ", "[1] ", "1\n", "a\t1\n", "To ask the a\n", "Answer\n", "a.Ba", "“", "\n", " ", "• ",
            "1. Dave says:\n",
        ] {
            let text = format!("x.{}", piece.repeat(200_000 / piece.len()));
            check_layout(&text);
        }
        // Some seconds in a debug build on a busy machine; a quadratic scan takes hours.
        assert!(started.elapsed().as_secs() < 60);
    }
}
