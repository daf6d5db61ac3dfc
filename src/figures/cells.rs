//! The numbers of a table cell, with the unit, the period and the subject that its headings give.

use super::cell_units::{self, CellUnit, unit_of};
use super::lexicon::Roles;
use super::quantity::{self, Quantity};
use super::token::Tokens;
use super::{Context, modifiers, periods, phrases, places, ranges, slots};
use crate::document::{Figure, FigureKind, Missing, Period};
use crate::span::Span;
use crate::table::{Kind, without_note_mark};

/// What one heading of a table says of the cells that it holds for.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its text.
    pub span: Span,
    kind: Kind,
    period: Option<Period>,
    unit: Option<CellUnit>,
    /// Whether it counts human beings: "Number of pupils".
    people: bool,
    /// Whether the whole numbers below it name things: "Reference", "Postcode".
    identifies: bool,
    /// Whether it is about years, so that a whole number may be one.
    years: bool,
    /// When its years end, where it says so: "ending 31 March".
    year_end: Option<Span>,
    /// The one place that it names, when it holds for more than one row or column.
    place: Option<Span>,
}

impl Heading {
    /// Reads a heading. A `wide` one holds for more than one row or column: a caption, the corner of the table, the
    /// heading of a group of rows.
    ///
    /// # Panics
    ///
    /// When the span does not lie on character boundaries inside `text`.
    #[must_use]
    pub fn read(text: &str, span: Span, wide: bool, context: &Context<'_>) -> Self {
        let words = span.of(text);
        let tokens = Tokens::new(text, span);
        let found = if tokens.promising { periods::find(&tokens, context.reference) } else { Vec::new() };
        let lower = words.to_ascii_lowercase();
        let taken: Vec<(usize, usize)> = found.iter().map(|named| (named.first, named.end)).collect();
        let places = if wide { places::find(&tokens, &taken) } else { Vec::new() };
        Self {
            span,
            kind: Kind::of(words),
            period: found.into_iter().next().map(|named| named.period),
            unit: unit_of(text, span, wide),
            people: counts_people(&tokens, wide),
            place: places.first().filter(|_| places.len() == 1).map(|(first, end)| tokens.span(*first, *end)),
            identifies: identifies(&lower),
            years: lower.contains("year") || lower.contains("date"),
            year_end: year_end(&tokens),
        }
    }

    fn names_a_thing(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Number)
    }
}

/// What heads a cell, nearest first in each list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headings<'a> {
    /// Of its column, the lowest first.
    pub columns: &'a [Heading],
    /// Of its row, the one right beside the numbers first.
    pub rows: &'a [Heading],
    /// Of more than its row and column: the group of rows, the corner, the caption.
    pub around: &'a [Heading],
}

impl<'a> Headings<'a> {
    fn all(self) -> impl Iterator<Item = &'a Heading> {
        self.columns.iter().chain(self.rows).chain(self.around)
    }
}

/// The quantities in a table cell: one, or one and another in brackets behind it, as in "12 (5%)". Marks of notes and
/// remarks in brackets aside, nothing else may stand there.
///
/// The headings give the unit ("Cost (£m)", "%"), what is counted (the row's, else the column's) and the period.
///
/// # Panics
///
/// When a span does not lie on character boundaries inside `text`.
#[must_use]
pub fn find_in_cell(text: &str, cell: Span, headings: Headings<'_>, context: &Context<'_>) -> Vec<Figure> {
    let tokens = Tokens::new(text, cell);
    let words = cell.of(text);
    let own = headings.columns.iter().chain(headings.rows);
    let year = Kind::of(words) == Kind::Time && own.clone().any(|heading| heading.years);
    if own.clone().any(|heading| heading.identifies) || words.contains(':') || year {
        return Vec::new();
    }
    let period = period(text, headings);
    let place = headings.all().find_map(|heading| heading.place).or(context.place);
    let within = Context { period: period.as_ref().or(context.period), place, ..*context };
    let numbers = the_numbers(&tokens);
    let alone = numbers.len() == 1;
    numbers.into_iter().map(|quantity| figure(text, &tokens, quantity, headings, alone, &within)).collect()
}

fn figure(
    text: &str,
    tokens: &Tokens<'_>,
    quantity: Quantity,
    headings: Headings<'_>,
    alone: bool,
    context: &Context<'_>,
) -> Figure {
    let stated = headings.all().find_map(|heading| heading.unit);
    // Of "12 (5%)" under "£m" neither number is sure to be in that unit.
    let stated = stated.filter(|_| alone || quantity.first == 0);
    let quantity = stated.map_or(quantity, |unit| cell_units::apply(quantity, unit));
    let mut figure = slots::fill(tokens, quantity, &[], context);
    figure.subject = subject(headings).map(|span| without_mark(text, span));
    if figure.unit.is_none()
        && figure.kind == FigureKind::Count
        && headings.all().any(|heading| heading.people)
    {
        figure.unit = Some("person");
    }
    if let Some(per) = stated.and_then(|unit| unit.per).filter(|_| figure.kind == FigureKind::Rate) {
        figure.denominator = Some(per);
    } else if figure.kind == FigureKind::Percent {
        let column = headings.columns.first().map(|heading| without_mark(text, heading.span));
        figure.denominator = column.filter(|column| {
            figure.subject != Some(*column) && column.of(text).split_whitespace().any(|word| word == "of")
        });
    }
    // What a share is of stands in the table, if not always in one place.
    figure.missing.retain(|missing| *missing != Missing::Denominator);
    figure
}

fn without_mark(text: &str, heading: Span) -> Span {
    let length = without_note_mark(heading.of(text)).len();
    if length == 0 { heading } else { Span::new(heading.start, heading.start + length) }
}

/// What is counted: what the row is about, else the column, else the group or the caption.
fn subject(headings: Headings<'_>) -> Option<Span> {
    let things = headings.rows.iter().chain(headings.columns).chain(headings.around);
    let thing = things.clone().find(|heading| heading.names_a_thing());
    thing.or_else(|| headings.rows.iter().chain(headings.columns).next()).map(|heading| heading.span)
}

/// The period of the nearest heading that names one. A month under or beside a year is that year's.
fn period(text: &str, headings: Headings<'_>) -> Option<Period> {
    let named = headings.all().find(|heading| heading.period.is_some() || is_month(text, heading))?;
    if !is_month(text, named) {
        let year = without_mark(text, named.span).of(text);
        let end = headings.all().find_map(|heading| heading.year_end).filter(|_| is_year(year));
        let ending = end.and_then(|end| read_as(&format!("the year {} {year}", end.of(text)), named.span));
        return ending.or_else(|| named.period.clone());
    }
    let year = headings.all().find(|heading| is_year(heading.span.of(text)));
    let Some(year) = year else { return named.period.clone() };
    read_as(&format!("{} {}", named.span.of(text), year.span.of(text)), named.span)
}

/// The period that `words` name, as that of the heading at `span`.
fn read_as(words: &str, span: Span) -> Option<Period> {
    let tokens = Tokens::new(words, Span::new(0, words.len()));
    let found = periods::find(&tokens, None).into_iter().next()?;
    Some(Period { span, ..found.period })
}

/// "ending 31 March" in "Dismissals, years ending 31 March", which leaves the years to the headings.
fn year_end(tokens: &Tokens<'_>) -> Option<Span> {
    let ends = |at: usize| {
        tokens.is_any(at, &["year", "years"]) && tokens.is_any(at + 1, &["ending", "ended", "to"])
    };
    let first = (0..tokens.len()).find(|at| ends(*at))? + 1;
    let day = first + 1 + usize::from(tokens.numeral(first + 1).is_some());
    tokens.word(day).month.filter(|_| tokens.numeral(day + 1).is_none())?;
    Some(tokens.span(first, day + 1))
}

fn is_month(text: &str, heading: &Heading) -> bool {
    heading.kind == Kind::Time && heading.span.of(text).chars().all(char::is_alphabetic)
}

fn is_year(words: &str) -> bool {
    words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the heading counts people: "Number of pupils", "Prison officers"; a `wide` one may go on: "Table 1: Prison
/// officers dismissed, by reason".
fn counts_people(tokens: &Tokens<'_>, wide: bool) -> bool {
    const ON: &[&str] = &["in", "who", "on", "aged", "waiting", "by", "at", "with", "missing", "leaving"];
    let of = (0..tokens.len().min(6)).find(|at| {
        tokens.is(*at, "of")
            && tokens.is_any(at.wrapping_sub(1), &["number", "numbers", "headcount", "total"])
    });
    let label = (0..tokens.len().min(4)).find(|at| tokens.symbol(*at) == ':').filter(|_| wide);
    let first = of.or(label).map_or(0, |before| before + 1);
    let goes_on = |end: usize| tokens.is_any(end, ON) || tokens.lower(end).ends_with("ed");
    let whole =
        |end: usize| of.is_some() || end == tokens.len() || tokens.symbol(end) == '(' || wide && goes_on(end);
    phrases::noun_phrase(tokens, first)
        .is_some_and(|(_, end)| whole(end) && tokens.word(end - 1).is(Roles::PERSON))
}

/// Whether whole numbers under the heading name things instead of counting them.
fn identifies(lower: &str) -> bool {
    const NAMES: &[&str] = &[
        "id", "ids", "ref", "reference", "urn", "ukprn", "uprn", "telephone", "phone", "tel", "mobile",
        "fax", "postcode", "postcodes", "code", "isbn", "uin", "url", "link", "rank", "ranking", "no",
        "clause", "page",
    ];
    const NUMBERED: &[&str] = &[
        "reference number", "case number", "company number", "contract number", "account number",
        "serial number",
    ];
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.clone().next_back().is_some_and(|word| NAMES.contains(&word));
    let few = words.by_ref().take(4).count() <= 3;
    last && few || NUMBERED.iter().any(|name| lower.starts_with(name))
}

/// The quantity that fills the cell from its first token on, and another one in brackets behind it.
fn the_numbers(tokens: &Tokens<'_>) -> Vec<Quantity> {
    let Some(first) = number_from(tokens, 0).filter(|quantity| quantity.first == 0) else {
        return Vec::new();
    };
    let end = first.end;
    if only_marks(tokens, end) {
        return vec![first];
    }
    let inside = (tokens.symbol(end) == '(').then(|| number_from(tokens, end + 1)).flatten();
    let second = inside.filter(|second| {
        second.first == end + 1 && tokens.symbol(second.end) == ')' && only_marks(tokens, second.end + 1)
    });
    second.map_or_else(Vec::new, |second| vec![first, second])
}

fn number_from(tokens: &Tokens<'_>, floor: usize) -> Option<Quantity> {
    let start = (floor..tokens.len().min(floor + 5)).find(|at| {
        tokens.numeral(*at).is_some() || tokens.symbol(*at) == '-' && tokens.numeral(at + 1).is_some()
    })?;
    let quantity = quantity::parse(tokens, start, floor)?;
    let quantity = ranges::extend(tokens, quantity, floor).unwrap_or(quantity);
    Some(modifiers::apply(tokens, quantity, floor))
}

/// Whether nothing but marks of notes and bracketed remarks stands from `at` on: `[1]`, "(b)", "*", "r", "(estimate)".
fn only_marks(tokens: &Tokens<'_>, at: usize) -> bool {
    let mut open = false;
    tokens.len() - at.min(tokens.len()) <= 8
        && (at..tokens.len()).all(|index| {
            let symbol = tokens.symbol(index);
            let before = tokens.symbol(index.wrapping_sub(1));
            match symbol {
                '[' | '(' => open = true,
                ']' | ')' => open = false,
                _ => {}
            }
            let bracket = matches!(symbol, '[' | ']' | '(' | ')' | '*' | '†' | '‡' | '^' | '~' | '#');
            let enclosed = matches!(before, '[' | '(' | '^' | ',') && open || before == '^';
            bracket
                || enclosed
                || open && (tokens.is_word(index) || symbol == ',')
                || tokens.raw(index).chars().count() == 1 && tokens.is_word(index)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cell, column heading, row heading, caption.
    type Cells = (&'static str, &'static str, &'static str, &'static str);

    /// Cells and `value kind unit period` of each figure.
    #[rustfmt::skip]
    const CELLS: &[(Cells, &str)] = &[
        (("1,313", "2024", "Vans", ""), "1313 Count 2024"),
        (("1,313[1]", "2024", "Vans", ""), "1313 Count 2024"),
        (("1,313 (b)", "2024", "Vans", ""), "1313 Count 2024"),
        (("1,313 (estimate)", "2024", "Vans", ""), "1313 Count 2024"),
        (("45*", "2015/16", "Wales", ""), "45 Count 2015-04-01"),
        (("45", "2016(1)", "Wales", "Vans sold, years ending 31 March"), "45 Count 2015-04-01"),
        (("45", "2016", "Theft", "Table 1: Prison officers dismissed, by reason"), "45 Count person 2016"),
        (("45", "2016", "Theft", "Table 1: Prison officer vans, by reason"), "45 Count 2016"),
        (("45", "May 2016", "Wales", "Vans sold, years ending 31 March"), "45 Count 2016-05"),
        (("45 r", "Total", "Wales", ""), "45 Count"),
        (("12.5", "Share (%)", "Wales", ""), "12.5 Percent %"),
        (("12.5%", "Share", "Wales", ""), "12.5 Percent %"),
        (("3.2", "Cost (£m)", "2019", ""), "3200000 Money GBP 2019"),
        (("3.2", "Cost (£ million)", "2019", ""), "3200000 Money GBP 2019"),
        (("120", "Spend (£000)", "2019", ""), "120000 Money GBP 2019"),
        (("120", "2019", "Fees", "Table 1: income (£ thousand)"), "120000 Money GBP 2019"),
        (("£1.2m", "2019", "Fees", "Table 1: income (£ thousand)"), "1200000 Money GBP 2019"),
        (("120", "North", "Fees", "Income in 2019/20"), "120 Count 2019-04-01"),
        (("120", "Jul", "Fees", "2019"), "120 Count 2019-07"),
        (("£120", "Spend", "Fees", ""), "120 Money GBP"),
        (("7", "Staff (thousands)", "Fees", ""), "7000 Count person"),
        (("7", "Number of pupils", "2019", ""), "7 Count person 2019"),
        (("3.1", "Assaults per 1,000 prisoners", "2019", ""), "3.1 Rate 2019"),
        (("-4", "Change", "Fees", ""), "-4 Count"),
        (("<5", "Cases", "Fees", ""), "5 Count"),
        (("12 (5%)", "Cases", "Fees", ""), "12 Count; 5 Percent %"),
        (("2019", "Year", "", ""), ""),
        (("2019", "Cases", "Fees", ""), "2019 Count"),
        (("1234567", "Reference number", "Fees", ""), ""),
        (("51234", "Company ID", "Fees", ""), ""),
        (("00:18:15", "Wait", "Fees", ""), ""),
        (("*", "Cases", "Fees", ""), ""),
        (("n/a", "Cases", "Fees", ""), ""),
        (("..", "Cases", "Fees", ""), ""),
        (("-", "Cases", "Fees", ""), ""),
        (("[x]", "Cases", "Fees", ""), ""),
        (("z", "Cases", "Fees", ""), ""),
        (("~", "Cases", "Fees", ""), ""),
        (("", "Cases", "Fees", ""), ""),
        (("12 of 45 pupils", "Cases", "Fees", ""), ""),
        (("North Wales", "Area", "Fees", ""), ""),
    ];

    fn found(cells: &Cells) -> (String, Vec<Figure>) {
        let text = format!("{}|{}|{}|{}", cells.0, cells.1, cells.2, cells.3);
        let mut at = 0;
        let mut span = |words: &str| {
            let span = Span::new(at, at + words.len());
            at = span.end + 1;
            span
        };
        let context = Context::default();
        let (cell, column, row, around) = (span(cells.0), span(cells.1), span(cells.2), span(cells.3));
        let read = |span: Span, wide| -> Vec<Heading> {
            (!span.is_empty()).then(|| Heading::read(&text, span, wide, &context)).into_iter().collect()
        };
        let (columns, rows, around) = (read(column, false), read(row, false), read(around, true));
        let headings = Headings { columns: &columns, rows: &rows, around: &around };
        let figures = find_in_cell(&text, cell, headings, &context);
        (text.clone(), figures)
    }

    fn read(cells: &Cells) -> String {
        let figures = found(cells).1.into_iter().map(|figure| {
            let value = figure.value.map(|value| value.to_string()).unwrap_or_default();
            let from = figure.period.and_then(|period| period.from).unwrap_or_default();
            let unit = figure.unit.unwrap_or_default();
            let words = format!("{value} {:?} {unit} {from}", figure.kind);
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        figures.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn cells_take_unit_and_period_from_their_headings() {
        let failed: Vec<String> = CELLS
            .iter()
            .map(|(cells, expected)| (cells, expected, read(cells)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(cells, expected, found)| format!("{cells:?}: expected {expected:?}, found {found:?}"))
            .collect();
        assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    }

    #[test]
    fn the_row_is_what_is_counted_unless_it_is_a_time() {
        for (cells, expected) in [
            (("17", "2018", "Vans", "Vehicles"), "Vans"),
            (("17", "Vans", "2018", "Vehicles"), "Vans"),
            (("17", "2018", "", "Vehicles"), "Vehicles"),
            (("17", "2018", "", ""), "2018"),
        ] {
            let (text, figures) = found(&cells);
            let subject = figures[0].subject.map(|span| span.of(&text));
            assert_eq!(subject, Some(expected), "{cells:?}");
        }
    }
}
