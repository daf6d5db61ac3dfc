//! Rows of cells as they stand in the markup → a grid with headings.

use crate::document::Table;
use crate::span::Span;

/// No real table is wider; `colspan="1000"` means "all of them".
const WIDEST: usize = 200;

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
pub(super) fn grid(text: &str, rows: &[Row], caption: Option<Span>) -> Table {
    let mut rows: Vec<&Row> = rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| !cell.span.is_empty()))
        .collect();
    let mut caption = caption;
    let width = width(&rows);
    if caption.is_none()
        && let [first, _, _, ..] = rows.as_slice()
        && width > 1
        && let Some(title) = title(first, width)
    {
        caption = Some(title);
        rows.remove(0);
    }
    let mut lines = expand(&rows, width);
    let heading_rows = heading_rows(text, &rows, &lines);
    let body = lines.split_off(heading_rows);
    Table {
        span: None,
        caption,
        header: header(&lines),
        rows: body,
        source: None,
        notes: Vec::new(),
    }
}

fn width(rows: &[&Row]) -> usize {
    rows.iter()
        .map(|row| row.cells.iter().map(|cell| cell.columns).sum())
        .max()
        .unwrap_or(0)
        .min(WIDEST)
}

fn title(row: &Row, width: usize) -> Option<Span> {
    match row.cells.as_slice() {
        [only] if only.columns >= width && only.rows == 1 => Some(only.span),
        _ => None,
    }
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

/// How many rows at the top are headings.
fn heading_rows(text: &str, rows: &[&Row], lines: &[Vec<Span>]) -> usize {
    let marked = rows.iter().take_while(|row| row.in_head).count();
    if 0 < marked && marked < rows.len() {
        return marked;
    }
    let bold = |row: &&&Row| {
        row.cells.len() > 1
            && row
                .cells
                .iter()
                .all(|cell| cell.heading || cell.span.is_empty())
    };
    let bold_rows = rows.iter().take_while(bold).count();
    if 0 < bold_rows && bold_rows < rows.len() {
        return bold_rows;
    }
    usize::from(rows.len() > 1 && labels_figures(text, lines))
}

/// Whether the first row holds words or years, and the columns under it hold figures.
fn labels_figures(text: &str, lines: &[Vec<Span>]) -> bool {
    let [first, body @ ..] = lines else {
        return false;
    };
    let labels = first.iter().skip(1).all(|cell| {
        let label = cell.of(text);
        !is_figure(label) || is_year(label)
    });
    let named = first.iter().any(|cell| !cell.is_empty());
    let under = || {
        body.iter()
            .flat_map(|line| line.iter().skip(1))
            .filter(|cell| !cell.is_empty())
    };
    let figures = under().filter(|cell| is_figure(cell.of(text))).count();
    labels && named && figures > 0 && figures * 2 >= under().count()
}

/// Whether a cell holds a number rather than words.
fn is_figure(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    digits > 0 && letters <= 2
        || matches!(
            cell,
            "-" | "–" | "*" | "~" | ".." | ":" | "c" | "n/a" | "N/A"
        )
}

/// "2019", "2019/20", "2019-20", "2023-2024".
fn is_year(cell: &str) -> bool {
    let mut parts = cell.splitn(2, ['/', '-', '–']);
    let digits = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let first = parts.next().is_some_and(|part| {
        digits(part, &[4]) && (part.starts_with("19") || part.starts_with("20"))
    });
    first && parts.next().is_none_or(|part| digits(part, &[2, 4]))
}

fn header(lines: &[Vec<Span>]) -> Vec<Span> {
    let Some(last) = lines.last() else {
        return Vec::new();
    };
    (0..last.len())
        .map(|column| {
            let named = lines
                .iter()
                .rev()
                .map(|line| line[column])
                .find(|cell| !cell.is_empty());
            named.unwrap_or(last[column])
        })
        .collect()
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
                cells: row
                    .trim_start_matches('^')
                    .split('|')
                    .map(|cell| cell_of(cell, &mut text))
                    .collect(),
            })
            .collect();
        let table = grid(&text, &rows, None);
        let line = |cells: &Vec<Span>| {
            cells
                .iter()
                .map(|cell| cell.of(&text))
                .collect::<Vec<_>>()
                .join("|")
        };
        let rows: Vec<_> = table.rows.iter().map(line).collect();
        let caption = table.caption.map_or("", |caption| caption.of(&text));
        format!("{caption}/{}/{}", line(&table.header), rows.join(";"))
    }

    fn cell_of(cell: &str, text: &mut String) -> Cell {
        let number = |mark| {
            cell.strip_prefix(mark)
                .and_then(|rest: &str| rest[..1].parse().ok())
        };
        let words = cell.trim_start_matches(['>', 'v', '#']);
        let words = if words.len() < cell.len() && !cell.starts_with('#') {
            &words[1..]
        } else {
            words
        };
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
            (
                "|2019/20|2020/21;Left|12|30",
                "/|2019/20|2020/21/Left|12|30",
            ),
            ("1|2|3;4|5|6", "//1|2|3;4|5|6"),
            ("One|two;three|four", "//One|two;three|four"),
            (
                ">3Table 1: leavers;A|B|C;x|1|2",
                "Table 1: leavers/A|B|C/x|1|2",
            ),
            (
                "^|>2Men;^Year|Left|Joined;2019|1|2",
                "/Year|Left|Joined/2019|1|2",
            ),
            (
                "^v2Force|>2Leavers;^2019|2020;N|1|2",
                "/Force|2019|2020/N|1|2",
            ),
            (
                "#A|#B|#C;v2North|x|1;y|2;South|z|3",
                "/A|B|C/North|x|1;North|y|2;South|z|3",
            ),
            ("#A|#B|#C;x;y|1|2", "/A|B|C/x||;y|1|2"),
            ("#A|#B;|;x|1", "/A|B/x|1"),
            ("^A|B", "//A|B"),
            (
                ">9Total",
                "//Total|Total|Total|Total|Total|Total|Total|Total|Total",
            ),
        ]
        .into_iter()
        .filter(|(source, expected)| grid_of(source) != *expected)
        .map(|(source, expected)| {
            format!("{source}\n  gave {}\n  not  {expected}", grid_of(source))
        })
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
