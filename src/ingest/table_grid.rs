//! Rows of cells as they stand in the markup → a grid with headings.

use super::notes::{is_caveat, is_note, is_source_line};
use crate::document::Table;
use crate::span::Span;
use crate::table::{header, heading_rows, is_group_row};

/// `colspan="1000"` means "all of them".
const WIDEST: usize = 1000;

/// How many places of a grid there may be to one cell that is written.
const SPARSEST: usize = 16;

/// No cell reaches over more rows than this.
const TALLEST: usize = 1000;

/// A cell as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text, empty for an empty cell.
    pub(super) span: Span,
    /// How many columns it covers, at least one.
    pub(super) columns: usize,
    /// How many rows it covers, at least one.
    pub(super) rows: usize,
    /// Whether it is a `<th>`, or all of its text is bold.
    pub(super) heading: bool,
}

/// A row as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Whether it stands in a `<thead>`.
    pub(super) in_head: bool,
}

/// The grid of `rows`, which refer to `text`. Returned without its own span, which only the caller knows.
///
/// A first row that is one cell across the whole table becomes the caption when there is none. Of several heading
/// rows the last one names the columns, and where it is empty the one above it does.
///
/// `None` when the grid would be many times larger than what is written, as no honest table is.
pub(super) fn grid(text: &str, rows: &[Row], caption: Option<Span>) -> Option<Table> {
    let mut rows: Vec<&Row> =
        rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.span.is_empty())).collect();
    let mut caption = caption;
    let width = width(&rows);
    let written: usize = rows.iter().map(|row| row.cells.len()).sum();
    if rows.len() * width > SPARSEST * written + 1000 {
        return None;
    }
    if caption.is_none()
        && let [first, _, _, ..] = rows.as_slice()
        && width > 1
        && let Some(title) = title(text, first, width)
    {
        caption = Some(title);
        rows.remove(0);
    }
    let mut heads = expand(&rows, width);
    drop_repeated_columns(&mut heads);
    let marked = marked_rows(&rows);
    let mut body = heads.split_off(heading_rows(text, &heads, marked));
    let (source, notes) = take_notes(text, &mut body);
    Some(Table { span: None, caption, header: header(&heads), heads, rows: body, source, notes })
}

/// The source line and the notes that stand as rows at the foot of the grid, each one text across it.
fn take_notes(text: &str, rows: &mut Vec<Vec<Span>>) -> (Option<Span>, Vec<Span>) {
    let mut source = None;
    let mut notes = Vec::new();
    let foot = |row: &Vec<Span>| is_group_row(row) && is_foot(row[0].of(text));
    while rows.len() > 1 && rows.last().is_some_and(foot) {
        let Some(line) = rows.pop().map(|row| row[0]) else { break };
        if is_source_line(line.of(text)) {
            source = Some(line);
        } else {
            notes.insert(0, line);
        }
    }
    (source, notes)
}

fn is_foot(line: &str) -> bool {
    is_source_line(line) || is_note(line) || is_caveat(line)
}

/// Takes out the columns that only go on with the cells of the column before them, or are empty.
fn drop_repeated_columns(lines: &mut [Vec<Span>]) {
    let width = lines.first().map_or(0, Vec::len);
    let keeps = |column: usize| {
        column == 0 || lines.iter().any(|line| !line[column].is_empty() && line[column] != line[column - 1])
    };
    let kept: Vec<bool> = (0..width).map(keeps).collect();
    if kept.iter().filter(|kept| **kept).count() < 2 {
        return;
    }
    for line in lines {
        let mut kept = kept.iter();
        line.retain(|_| kept.next().is_none_or(|kept| *kept));
    }
}

fn width(rows: &[&Row]) -> usize {
    let spanned = rows.iter().map(|row| row.cells.iter().map(|cell| cell.columns.min(WIDEST)).sum());
    let written = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    spanned.max().unwrap_or(0).min(2 * written + 10)
}

/// The one text of a row that begins at its left and goes across the table, or is too long for a label.
fn title(text: &str, row: &Row, width: usize) -> Option<Span> {
    let (first, rest) = row.cells.split_first()?;
    let across = first.columns >= width.saturating_sub(1).max(2);
    let long = first.span.of(text).split_whitespace().count() > 3;
    let alone = rest.iter().all(|cell| cell.span.is_empty());
    (alone && first.rows == 1 && (across || long)).then_some(first.span).filter(|span| !span.is_empty())
}

/// Every row as wide as the widest, spanning cells repeated, missing ones empty.
fn expand(rows: &[&Row], width: usize) -> Vec<Vec<Span>> {
    let mut from_above: Vec<Option<(Span, usize)>> = vec![None; width];
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = Vec::with_capacity(width);
        let mut cells = row.cells.iter();
        let mut last = row.cells.first().map_or(0, |cell| cell.span.start);
        while line.len() < width {
            let column = line.len();
            if let Some((span, left)) = from_above[column] {
                from_above[column] = (left > 1).then_some((span, left - 1));
                line.push(span);
                continue;
            }
            let Some(cell) = cells.next() else {
                line.push(Span::new(last, last));
                continue;
            };
            last = cell.span.end;
            for slot in from_above.iter_mut().skip(column).take(cell.columns) {
                line.push(cell.span);
                *slot = (cell.rows > 1).then_some((cell.span, cell.rows.min(TALLEST) - 1));
            }
        }
        lines.push(line);
    }
    lines
}

/// How many rows at the top are headings by the markup: they stand in a `<thead>`, or all their cells are `<th>` or bold.
fn marked_rows(rows: &[&Row]) -> usize {
    let marked = rows.iter().take_while(|row| row.in_head).count();
    if 0 < marked && marked < rows.len() {
        return marked;
    }
    let bold = |row: &&&Row| {
        let all = row.cells.iter().all(|cell| cell.heading || cell.span.is_empty());
        all && row.cells.len() > 1
    };
    let bold_rows = rows.iter().take_while(bold).count();
    if bold_rows < rows.len() { bold_rows } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows are separated by `;`, cells by `|`. A cell may begin with `>2` (columns), `v2` (rows) or `#` (heading).
    fn grid_of(source: &str) -> String {
        let mut text = String::new();
        let rows: Vec<Row> = source
            .split(';')
            .map(|row| Row {
                in_head: row.starts_with('^'),
                cells: row.trim_start_matches('^').split('|').map(|cell| cell_of(cell, &mut text)).collect(),
            })
            .collect();
        let Some(table) = grid(&text, &rows, None) else {
            return "no grid".to_owned();
        };
        let line = |cells: &Vec<Span>| cells.iter().map(|cell| cell.of(&text)).collect::<Vec<_>>().join("|");
        let rows: Vec<_> = table.rows.iter().map(line).collect();
        let caption = table.caption.map_or("", |caption| caption.of(&text));
        format!("{caption}/{}/{}", line(&table.header), rows.join(";"))
    }

    fn cell_of(cell: &str, text: &mut String) -> Cell {
        let number = |mark| cell.strip_prefix(mark).and_then(|rest: &str| rest[..1].parse().ok());
        let words = cell.trim_start_matches(['>', 'v', '#']);
        let words = if words.len() < cell.len() && !cell.starts_with('#') { &words[1..] } else { words };
        let start = text.len();
        text.push_str(words);
        Cell {
            span: Span::new(start, text.len()),
            columns: number('>').unwrap_or(1),
            rows: number('v').unwrap_or(1),
            heading: cell.starts_with('#'),
        }
    }

    #[test]
    fn rows_become_grids() {
        let failures: Vec<_> = [
            ("^Year|Staff;2019|12;2020|14", "/Year|Staff/2019|12;2020|14"),
            ("#Year|#Staff;2019|12", "/Year|Staff/2019|12"),
            (
                "Force|Left|Joined;Northmarch|12|30;Wessmarch|9|4",
                "/Force|Left|Joined/Northmarch|12|30;Wessmarch|9|4",
            ),
            ("|2019/20|2020/21;Left|12|30", "/|2019/20|2020/21/Left|12|30"),
            ("1|2|3;4|5|6", "//1|2|3;4|5|6"),
            ("2018-19|2,612;2019-20|2,419", "//2018-19|2,612;2019-20|2,419"),
            ("Quarter|04/05-Q4|05/06-Q1;All|2,805|2,838", "/Quarter|04/05-Q4|05/06-Q1/All|2,805|2,838"),
            ("Year|Cost;2019|34;2020|137;Total|see note", "/Year|Cost/2019|34;2020|137;Total|see note"),
            ("All|312;Live|182", "//All|312;Live|182"),
            ("Trust|Wait;North|21 days;South|£2.9 million", "/Trust|Wait/North|21 days;South|£2.9 million"),
            ("|31/03/2022|2022/23*;Staff|17|-", "/|31/03/2022|2022/23*/Staff|17|-"),
            ("|>2Year;|2018|2019;Left|168|195", "/|2018|2019/Left|168|195"),
            ("Leavers by year and force||;A|B|C;x|1|2", "Leavers by year and force/A|B|C/x|1|2"),
            ("England|;North|1;South|2", "//England|;North|1;South|2"),
            ("#A|#B;#x|#1", "/A|B/x|1"),
            (">3Leavers|;A|B|C|D;x|1|2|3", "Leavers/A|B|C|D/x|1|2|3"),
            ("One|two;three|four", "//One|two;three|four"),
            (">3Table 1: leavers;A|B|C;x|1|2", "Table 1: leavers/A|B|C/x|1|2"),
            ("^|>2Men;^Year|Left|Joined;2019|1|2", "/Year|Left|Joined/2019|1|2"),
            ("^v2Force|>2Leavers;^2019|2020;N|1|2", "/Force|2019|2020/N|1|2"),
            ("#A|#B|#C;v2North|x|1;y|2;South|z|3", "/A|B|C/North|x|1;North|y|2;South|z|3"),
            ("#A|#B|#C;x;y|1|2", "/A|B|C/x||;y|1|2"),
            ("#A|#B;|;x|1", "/A|B/x|1"),
            ("^A|B", "//A|B"),
            (&format!("{}{}", "a;".repeat(500), "b|".repeat(100)), "no grid"),
            (">9Total", "//Total|Total|Total|Total|Total|Total|Total|Total|Total"),
        ]
        .into_iter()
        .filter(|(source, expected)| grid_of(source) != *expected)
        .map(|(source, expected)| format!("{source}\n  gave {}\n  not  {expected}", grid_of(source)))
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
