//! Charts as plain geometry, which a template draws as inline SVG: nothing to load, readable in print.

use super::overview::{ByVerdict, VERDICTS};
use crate::record::name_of;

/// A part of a bar: one verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The verdict, as on the wire.
    pub verdict: String,
    /// Left edge, in units of the drawing.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Claims.
    pub count: u64,
}

/// A bar or column with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for, as drawn: cut where it is long.
    pub label: String,
    /// What it stands for, whole.
    pub name: String,
    /// Where the label stands.
    pub x: f64,
    /// The base line of the label.
    pub y: f64,
    /// What is written at its end.
    pub end: String,
    /// Where that stands.
    pub end_x: f64,
    /// Its parts.
    pub parts: Vec<Part>,
    /// The claims of each verdict, for the table that says the same.
    pub counts: ByVerdict,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// An id for the page.
    pub id: &'static str,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Its bars, or columns.
    pub bars: Vec<Bar>,
    /// Whether the bars stand upright.
    pub upright: bool,
    /// How many bars were left out, for the caption.
    pub left_out: usize,
}

const WIDTH: f64 = 720.0;
const LABEL: f64 = 204.0;
const END: f64 = 112.0;
const ROW: f64 = 30.0;
const LONGEST_LABEL: usize = 21;

/// Horizontal bars whose length is the number of claims.
#[must_use]
pub fn bars(id: &'static str, title: &str, rows: Vec<(String, ByVerdict)>, most: usize) -> Chart {
    let longest = rows.iter().map(|(_, counts)| total(counts)).max().unwrap_or(1).max(1);
    lying(id, title, rows, most, longest, |counts| total(counts).to_string())
}

/// Horizontal bars that show the share of what nobody says or nobody named says; all of one length.
#[must_use]
pub fn shares(id: &'static str, title: &str, rows: Vec<(String, ByVerdict)>, most: usize) -> Chart {
    lying(id, title, rows, most, 0, |counts| {
        format!("{:.0} % of {}", 100.0 * real(counts[0]) / real(total(counts).max(1)), total(counts))
    })
}

fn lying(
    id: &'static str,
    title: &str,
    mut rows: Vec<(String, ByVerdict)>,
    most: usize,
    longest: u64,
    end: impl Fn(&ByVerdict) -> String,
) -> Chart {
    let left_out = rows.len().saturating_sub(most);
    rows.truncate(most);
    let room = WIDTH - LABEL - END;
    let draw = |(row, (name, counts)): (usize, (String, ByVerdict))| {
        let y = real(row as u64) * ROW;
        let whole = if longest == 0 { total(&counts).max(1) } else { longest };
        let mut x = LABEL;
        let parts = parts_of(&counts, |count| {
            let width = room * real(count) / real(whole);
            let part = (x, y + 5.0, width, ROW - 10.0);
            x += width;
            part
        });
        Bar {
            label: shortened(&name),
            name,
            x: LABEL - 8.0,
            y: y + 20.0,
            end: end(&counts),
            end_x: x + 6.0,
            parts,
            counts,
        }
    };
    let bars: Vec<Bar> = rows.into_iter().enumerate().map(draw).collect();
    let height = real(bars.len() as u64) * ROW;
    Chart { title: title.to_owned(), id, width: WIDTH, height, bars, upright: false, left_out }
}

/// Upright columns in time, the newest `most` of them.
#[must_use]
pub fn columns(id: &'static str, title: &str, mut rows: Vec<(String, ByVerdict)>, most: usize) -> Chart {
    let left_out = rows.len().saturating_sub(most);
    rows.drain(..left_out);
    let highest = rows.iter().map(|(_, counts)| total(counts)).max().unwrap_or(1).max(1);
    let (height, foot, head) = (210.0, 46.0, 18.0);
    let step = ((WIDTH - 16.0) / real(rows.len().max(1) as u64)).min(64.0);
    // Labels that would run into each other are left to the table.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 1 to the number of columns"
    )]
    let every = (52.0 / step).ceil().max(1.0) as usize;
    let last = rows.len().saturating_sub(1);
    let draw = |(column, (name, counts)): (usize, (String, ByVerdict))| {
        let x = 8.0 + real(column as u64) * step;
        let mut top = height - foot;
        let parts = parts_of(&counts, |count| {
            let tall = (height - foot - head) * real(count) / real(highest);
            top -= tall;
            (x + step * 0.12, top, step * 0.76, tall)
        });
        let labelled = (last - column).is_multiple_of(every);
        Bar {
            label: if labelled { name.clone() } else { String::new() },
            name,
            x: x + step / 2.0,
            y: height - foot + 18.0,
            end: if step >= 26.0 { total(&counts).to_string() } else { String::new() },
            end_x: top - 5.0,
            parts,
            counts,
        }
    };
    let bars = rows.into_iter().enumerate().map(draw).collect();
    Chart { title: title.to_owned(), id, width: WIDTH, height: height - 16.0, bars, upright: true, left_out }
}

fn parts_of(counts: &ByVerdict, mut place: impl FnMut(u64) -> (f64, f64, f64, f64)) -> Vec<Part> {
    let shown = VERDICTS.iter().zip(counts).filter(|(_, count)| **count > 0);
    shown
        .map(|(verdict, count)| {
            let (x, y, width, height) = place(*count);
            Part { verdict: name_of(verdict), x, y, width, height, count: *count }
        })
        .collect()
}

/// All claims of a bar.
#[must_use]
pub fn total(counts: &ByVerdict) -> u64 {
    counts.iter().sum()
}

#[allow(clippy::cast_precision_loss, reason = "nobody has 2^53 claims")]
fn real(count: u64) -> f64 {
    count as f64
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_LABEL {
        return name.to_owned();
    }
    name.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fill_their_bar_and_the_longest_bar_the_room() {
        let chart = bars("t", "T", vec![("a".into(), [1, 2, 3, 4]), ("b".into(), [5, 0, 0, 0])], 9);
        let width = |bar: &Bar| bar.parts.iter().map(|part| part.width).sum::<f64>();
        assert!((width(&chart.bars[0]) - (WIDTH - LABEL - END)).abs() < 1e-9);
        assert!((width(&chart.bars[1]) - (WIDTH - LABEL - END) / 2.0).abs() < 1e-9);
        assert_eq!(chart.bars[1].parts.len(), 1, "an empty verdict draws nothing");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let rows: Vec<_> = (0..40).map(|month| (format!("{month:02}"), [1, 0, 0, 0])).collect();
        let chart = columns("t", "T", rows, 24);
        assert_eq!((chart.bars.len(), chart.left_out, chart.bars[0].name.as_str()), (24, 16, "16"));
    }

    #[test]
    fn an_empty_run_has_empty_charts() {
        assert!(
            bars("t", "T", Vec::new(), 9).bars.is_empty() && columns("t", "T", Vec::new(), 9).bars.is_empty()
        );
    }
}
