//! A document's text in pieces, each with what lies over it. Offsets are turned into pieces here and nowhere else.

use std::collections::BTreeMap;

use crate::record::{Offsets, Record, name_of};
use crate::review::store::DocumentView;

/// What lies over a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Who says so.
    Source,
    /// The words that tie source and content.
    Cue,
    /// What is said.
    Content,
    /// A quantity.
    Figure,
    /// A note that qualifies a figure.
    Caveat,
}

impl Layer {
    fn class(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
            Self::Figure => "figure",
            Self::Caveat => "caveat",
        }
    }
}

/// Text under the same layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first code point in the document.
    pub start: usize,
    /// The text.
    pub text: String,
    /// The classes of its layers, with a space between them.
    pub classes: String,
    /// An id, for the first piece of a layer.
    pub id: String,
}

/// Pieces of one claim, or of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The claim's number and verdict.
    pub claim: Option<(u32, String)>,
    /// Whether it is the claim that the page is about.
    pub focus: bool,
    /// The pieces.
    pub pieces: Vec<Piece>,
}

/// A cell of a table as drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellView {
    /// Its text.
    pub text: String,
    /// Whether a figure of the claim stands in it.
    pub marked: bool,
}

/// A table as drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableView {
    /// Its caption.
    pub caption: Option<String>,
    /// Rows of headings.
    pub heads: Vec<Vec<String>>,
    /// Rows.
    pub rows: Vec<Vec<CellView>>,
    /// Where its data come from.
    pub source: Option<String>,
    /// Notes.
    pub notes: Vec<String>,
}

/// A block of the document as drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockView {
    /// What it is, as on the wire.
    pub kind: String,
    /// Whether the document has it from elsewhere.
    pub quoted: bool,
    /// Whether a reader wrote it.
    pub comment: bool,
    /// What is said of the stretch of blocks that begins here.
    pub note: &'static str,
    /// Its text.
    pub runs: Vec<Run>,
    /// The table, for a block that is one.
    pub table: Option<TableView>,
}

/// What to draw.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The indices of the blocks.
    pub blocks: Vec<usize>,
    /// The claim that the page is about.
    pub focus: Option<usize>,
    /// What lies over the text beside claims.
    pub layers: Vec<(Offsets, Layer)>,
    /// Cells to mark: table, row, column.
    pub cells: Vec<(usize, usize, usize)>,
}

/// Draws blocks of a document.
#[must_use]
pub fn draw(document: &DocumentView, drawing: &Drawing) -> Vec<BlockView> {
    let record = &document.record;
    let bytes = bytes_at(record, drawing);
    let slice = |start: usize, end: usize| {
        let (start, end) = (bytes.get(&start).copied(), bytes.get(&end).copied());
        start.zip(end).and_then(|(start, end)| record.text.get(start..end)).unwrap_or_default()
    };
    let mut seen = Vec::new();
    let blocks = drawing.blocks.iter().filter_map(|index| record.blocks.get(*index));
    let mut views: Vec<BlockView> = blocks
        .map(|block| {
            let table = (name_of(&block.kind) == "table")
                .then(|| table_at(record, block.start, block.end, drawing))
                .flatten();
            let mut view = BlockView {
                kind: name_of(&block.kind),
                quoted: block.quoted,
                comment: block.comment,
                note: "",
                runs: Vec::new(),
                table,
            };
            if view.table.is_none() {
                view.runs = runs(document, drawing, [block.start, block.end], &slice, &mut seen);
            }
            view
        })
        .collect();
    note_stretches(&mut views);
    views
}

/// Says once of a stretch of blocks that it is somebody else's.
fn note_stretches(views: &mut [BlockView]) {
    let mut before = (false, false);
    for view in views {
        let this = (view.quoted, view.comment);
        view.note = match this {
            this if this == before => "",
            (true, _) => "reproduced from elsewhere",
            (_, true) => "readers’ comments",
            _ => "",
        };
        before = this;
    }
}

/// Every edge within the blocks that are drawn.
fn edges(record: &Record, drawing: &Drawing) -> Vec<usize> {
    let blocks = drawing.blocks.iter().filter_map(|index| record.blocks.get(*index));
    let mut edges: Vec<usize> = blocks.flat_map(|block| [block.start, block.end]).collect();
    edges.extend(record.claims.iter().flat_map(|claim| [claim.start, claim.end]));
    edges.extend(drawing.layers.iter().flat_map(|(span, _)| *span));
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The byte at which each edge lies, in one pass over the text.
fn bytes_at(record: &Record, drawing: &Drawing) -> BTreeMap<usize, usize> {
    let mut bytes = BTreeMap::new();
    let mut places = record.text.char_indices().map(|(byte, _)| byte).chain([record.text.len()]).enumerate();
    for edge in edges(record, drawing) {
        if let Some((_, byte)) = places.by_ref().find(|(place, _)| *place == edge) {
            bytes.insert(edge, byte);
        }
    }
    bytes
}

fn runs<'t>(
    document: &DocumentView,
    drawing: &Drawing,
    [start, end]: Offsets,
    slice: &impl Fn(usize, usize) -> &'t str,
    seen: &mut Vec<Layer>,
) -> Vec<Run> {
    let record = &document.record;
    let touches = |from: usize, to: usize| from < end && start < to;
    let first = record.claims.partition_point(|claim| claim.end <= start);
    let claims: Vec<_> =
        record.claims.iter().enumerate().skip(first).take_while(|(_, claim)| claim.start < end).collect();
    let layers: Vec<_> = drawing.layers.iter().filter(|([from, to], _)| touches(*from, *to)).collect();
    let mut cuts: Vec<usize> = vec![start, end];
    cuts.extend(claims.iter().flat_map(|(_, claim)| [claim.start, claim.end]));
    cuts.extend(layers.iter().flat_map(|(span, _)| *span));
    cuts.retain(|cut| (start..=end).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<Run> = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let covers = |one: usize, other: usize| one <= from && to <= other;
        let claim = claims.iter().find(|(_, claim)| covers(claim.start, claim.end));
        let focus = claim.is_some_and(|(place, _)| drawing.focus == Some(*place));
        let claim = claim.map(|(place, claim)| {
            let number = document.first_claim + u32::try_from(*place).unwrap_or_default();
            (number, name_of(&claim.sourcing))
        });
        let mut over: Vec<Layer> =
            layers.iter().filter(|([one, other], _)| covers(*one, *other)).map(|(_, layer)| *layer).collect();
        over.sort_unstable();
        over.dedup();
        let new = over.iter().find(|layer| !seen.contains(layer)).copied();
        seen.extend(new);
        let classes: Vec<&str> = over.iter().map(|layer| layer.class()).collect();
        let piece = Piece {
            start: from,
            text: slice(from, to).to_owned(),
            classes: classes.join(" "),
            id: new.map(|layer| layer.class().to_owned()).unwrap_or_default(),
        };
        match runs.last_mut() {
            Some(run) if run.claim == claim => run.pieces.push(piece),
            _ => runs.push(Run { claim, focus, pieces: vec![piece] }),
        }
    }
    runs
}

fn table_at(record: &Record, start: usize, end: usize, drawing: &Drawing) -> Option<TableView> {
    let (number, table) =
        record.tables.iter().enumerate().find(|(_, table)| start <= table.start && table.start < end)?;
    let cell = |row: usize, column: usize, text: &String| CellView {
        text: text.clone(),
        marked: drawing.cells.contains(&(number, row, column)),
    };
    let row = |(row, cells): (usize, &Vec<String>)| {
        cells.iter().enumerate().map(|(column, text)| cell(row, column, text)).collect()
    };
    Some(TableView {
        caption: table.caption.clone(),
        heads: if table.heads.is_empty() && !table.header.is_empty() {
            vec![table.header.clone()]
        } else {
            table.heads.clone()
        },
        rows: table.rows.iter().enumerate().map(row).collect(),
        source: table.source.clone(),
        notes: table.notes.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::RawDocument;
    use crate::pipeline::Pipeline;
    use crate::rules::RuleSet;

    fn document(text: &str) -> DocumentView {
        let pipeline = Pipeline::new(RuleSet::builtin().expect("rules"), None);
        let record = pipeline.process(&RawDocument::text("a.txt", text)).expect("a record");
        DocumentView { id: 1, first_claim: 7, record }
    }

    #[test]
    fn pieces_are_the_text_of_their_blocks() {
        let text = "Zoë’s 🚓 report\n\nOfficial 👩‍👩‍👧 figures show that 2,600 ofﬁcers left e\u{301}arly. Nothing.\n\nA 🚓 B.";
        let document = document(text);
        let layers = vec![([17, 25], Layer::Source), ([20, 40], Layer::Content), ([20, 40], Layer::Figure)];
        let all = (0..document.record.blocks.len()).collect();
        let drawing = Drawing { blocks: all, focus: Some(0), layers, ..Drawing::default() };
        let views = draw(&document, &drawing);
        for (view, block) in views.iter().zip(&document.record.blocks) {
            let drawn: String =
                view.runs.iter().flat_map(|run| &run.pieces).map(|piece| piece.text.as_str()).collect();
            let expected: String = text.chars().skip(block.start).take(block.end - block.start).collect();
            assert_eq!(drawn, expected);
            for piece in view.runs.iter().flat_map(|run| &run.pieces) {
                let there: String = text.chars().skip(piece.start).take(piece.text.chars().count()).collect();
                assert_eq!(piece.text, there, "at {}", piece.start);
            }
        }
        let focus: Vec<_> = views.iter().flat_map(|view| &view.runs).filter(|run| run.focus).collect();
        assert_eq!(focus.len(), 1);
        assert_eq!(focus[0].claim.as_ref().map(|(number, _)| *number), Some(7));
        assert!(focus[0].pieces.iter().any(|piece| piece.classes == "source content figure"));
    }

    #[test]
    fn offsets_that_lie_outside_the_text_draw_nothing() {
        let document = document("Prisons\n\nOfficial figures show that 2,600 officers left.");
        let drawing = Drawing {
            blocks: vec![0, 1, 99],
            layers: vec![([20, 9999], Layer::Figure)],
            ..Drawing::default()
        };
        assert_eq!(draw(&document, &drawing).len(), 2);
    }
}
