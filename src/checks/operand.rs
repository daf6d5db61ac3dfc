//! A figure as arithmetic sees it: its value, all the values it may stand for, and the part it can play.

use super::cue::Cue;
use super::interval::Interval;
use crate::document::{Direction, Figure, FigureKind, Modifier};
use crate::span::Span;

/// How far "about", "nearly" and the words for fractions reach, of the number itself.
const ROUGHLY: f64 = 0.1;

/// A figure that can go into a check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operand<'a> {
    pub(super) figure: &'a Figure,
    pub(super) span: Span,
    pub(super) value: f64,
    /// All the values that it may stand for.
    pub(super) range: Interval,
    pub(super) role: Role,
}

/// The part that a figure can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A number of things or an amount, at one time.
    Level,
    /// A part of a whole: 40 per cent, one in five.
    Share,
    /// A difference or factor between two levels.
    Change(Scale),
    /// So much for each so many.
    Rate,
    /// Nothing to reckon with: a range, a vague number.
    Opaque,
}

/// What a change is stated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Hundredths of the earlier level.
    Percent,
    /// The difference of two percentages.
    Points,
    /// The later level over the earlier one.
    Factor,
    /// A fraction of the earlier level: "a third".
    Fraction,
    /// The difference itself.
    Absolute,
}

impl<'a> Operand<'a> {
    /// `None` for what stands between other figures without meaning anything to them: lengths of time, ages, ranks.
    pub(super) fn new(text: &str, figure: &'a Figure) -> Option<Self> {
        let role = role(text, figure)?;
        let (value, role) = match figure.value.filter(|value| value.is_finite()) {
            Some(value) => (value, role),
            None => (0.0, Role::Opaque),
        };
        let range = stated(text, figure, value);
        Some(Self { figure, span: figure.span, value, range, role })
    }

    /// The two ends of "from 254 to 333", which may be a range or a change; the sentence tells. Neither is plain.
    pub(super) fn ends(text: &str, figure: &'a Figure) -> Option<[Self; 2]> {
        let words = figure.span.of(text).to_ascii_lowercase();
        let (low, high) = figure.low.zip(figure.high)?;
        let within = words.strip_prefix("from ").filter(|_| figure.value.is_none())?;
        let to = within.find(" to ")?;
        let first = Span::new(figure.span.start + 5, figure.span.start + 5 + to);
        let second = Span::new(first.end + 4, figure.span.end);
        let role = role(text, figure).filter(|role| matches!(role, Role::Level | Role::Share))?;
        let end = |span: Span, value: f64| {
            let range = Interval::around(value, half_unit(span.of(text), figure, value));
            Self { figure, span, value, range, role }
        };
        Some([end(first, low), end(second, high)])
    }

    /// Whether the two count in the same unit.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let alike = |one: FigureKind, two: FigureKind| one == two;
        // "120 staff … 80": a number whose noun was left out counts what the other counts.
        let units = self.figure.unit == other.figure.unit
            || self.figure.kind == FigureKind::Count
                && (self.figure.unit.is_none() || other.figure.unit.is_none());
        self.role == other.role && alike(self.figure.kind, other.figure.kind) && units
    }

    pub(super) fn is_level(&self) -> bool {
        self.role == Role::Level
    }

    pub(super) fn scale(&self) -> Option<Scale> {
        match self.role {
            Role::Change(scale) => Some(scale),
            _ => None,
        }
    }

    /// The same figure as a change, which it is when it stands in brackets behind one: "5,900 (2 per cent)".
    pub(super) fn as_change(&self) -> Self {
        let scale = if self.figure.unit == Some("%") { Scale::Percent } else { Scale::Fraction };
        if self.role == Role::Share { Self { role: Role::Change(scale), ..*self } } else { *self }
    }

    /// A stated direction as a sign, where there is one.
    pub(super) fn sign(&self) -> Option<f64> {
        self.figure.direction.map(|direction| if direction == Direction::Up { 1.0 } else { -1.0 })
    }

    /// Whether nothing qualifies the number.
    pub(super) fn is_plain(&self) -> bool {
        self.figure.modifier.is_none()
    }
}

/// The only place that looks at how figures tell changes from levels.
fn role(text: &str, figure: &Figure) -> Option<Role> {
    use FigureKind as Kind;
    match figure.kind {
        Kind::Change => Some(Role::Change(scale(text, figure))),
        Kind::Duration | Kind::Age | Kind::Rank => None,
        Kind::Percent if is_points(figure) => {
            static LEAD: Cue =
                Cue::new(r"^[\s-]*(?:lead|advantage|gap|margin|ahead|behind|majority|swing)(?-u:\b)");
            let behind = &text[figure.span.end..text.floor_char_boundary(figure.span.end + 20)];
            let lead = LEAD.is_in(&behind.to_ascii_lowercase());
            Some(if lead { Role::Opaque } else { Role::Change(Scale::Points) })
        }
        Kind::Percent | Kind::Ratio => Some(Role::Share),
        Kind::Rate => Some(Role::Rate),
        Kind::Count | Kind::Money | Kind::Measure => Some(Role::Level),
    }
}

fn is_points(figure: &Figure) -> bool {
    figure.unit.is_some_and(|unit| unit.contains("point"))
}

fn scale(text: &str, figure: &Figure) -> Scale {
    const FACTORS: &[&str] = &["times", "fold", "doubl", "twice", "tripl", "trebl", "quadrupl", "halv"];
    let words = figure.span.of(text).to_ascii_lowercase();
    if is_points(figure) {
        Scale::Points
    } else if figure.unit == Some("%") {
        Scale::Percent
    } else if FACTORS.iter().any(|factor| words.contains(factor)) {
        Scale::Factor
    } else if figure.kind == FigureKind::Ratio || figure.value.is_some_and(|value| 0.0 < value && value < 1.0)
    {
        Scale::Fraction
    } else {
        Scale::Absolute
    }
}

/// All the values that a figure may stand for, from how it is written and qualified.
fn stated(text: &str, figure: &Figure, value: f64) -> Interval {
    let half = half_unit(figure.number.of(text), figure, value);
    let written = Interval::around(value, half);
    // Some cut percentages instead of rounding them: 0.26 becomes "0.2%".
    let written =
        if is_percent(figure) { Interval { high: written.high + half, ..written } } else { written };
    let rough = ROUGHLY * value.abs();
    match figure.modifier {
        None | Some(Modifier::Between) => written,
        Some(Modifier::Approximately) if is_average(text, figure) => written,
        Some(Modifier::Approximately) => written.widened(rough),
        // What is more than halved is less than a half of what it was.
        Some(Modifier::AtLeast | Modifier::MoreThan)
            if figure.kind == FigureKind::Change && shrinks(text, figure) =>
        {
            Interval { low: 0.0, ..written }
        }
        Some(Modifier::AtLeast | Modifier::MoreThan) => Interval { high: f64::INFINITY, ..written },
        Some(Modifier::AtMost | Modifier::LessThan) => Interval { low: written.low.min(0.0), ..written },
        Some(Modifier::Nearly) => Interval { low: written.low - rough, ..written },
    }
}

/// "an average of 48.7" is no rough number.
fn is_average(text: &str, figure: &Figure) -> bool {
    let modifier = Span::new(figure.span.start, figure.number.start).of(text).to_ascii_lowercase();
    modifier.trim_end().ends_with("average of")
}

fn shrinks(text: &str, figure: &Figure) -> bool {
    scale(text, figure) == Scale::Factor && figure.value.is_some_and(|factor| factor < 1.0)
}

/// Half of the last place that a number is written to.
///
/// Whole numbers are exact, also those that end in zeros; whole amounts of money from a thousand up are whole pounds.
/// With a magnitude the last digit counts millions or the like: "2.5 million" is 2.45 to 2.55 million. Percentages
/// and decimals go by their last decimal, up to a whole one where it may have been cut. A fraction in words is a round one: "a third" may be 31 per cent.
fn half_unit(number: &str, figure: &Figure, value: f64) -> f64 {
    let Some(digits) = Digits::read(number) else {
        let rough = matches!(figure.kind, FigureKind::Ratio | FigureKind::Change);
        return if rough { ROUGHLY * value.abs() } else { 0.5 * magnitude(number) };
    };
    if figure.kind == FigureKind::Ratio {
        return ROUGHLY * value.abs();
    }
    let last_place = 0.1_f64.powi(digits.decimals);
    let scale = if digits.value > 0.0 { (value / digits.value).abs() } else { 1.0 };
    let percent = is_percent(figure);
    let pounds = figure.kind == FigureKind::Money && value.abs() >= 1e3;
    if scale > 1.5 || percent || digits.decimals > 0 || pounds { 0.5 * last_place * scale } else { 0.0 }
}

fn is_percent(figure: &Figure) -> bool {
    matches!(figure.unit, Some("%" | "percentage point"))
}

/// The magnitude that a number in words counts in; 0 without one.
fn magnitude(words: &str) -> f64 {
    let lower = words.to_ascii_lowercase();
    let known = [("billion", 1e9), ("million", 1e6)].into_iter().find(|(word, _)| lower.contains(word));
    known.map_or(0.0, |(_, magnitude)| magnitude)
}

struct Digits {
    value: f64,
    decimals: i32,
}

impl Digits {
    /// The first run of digits, with its commas and point.
    fn read(number: &str) -> Option<Self> {
        let start = number.find(|c: char| c.is_ascii_digit())?;
        let run: String = number[start..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
            .filter(|c| *c != ',')
            .collect();
        let run = run.trim_end_matches('.');
        let decimals = run.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some(Self { value: run.parse().ok()?, decimals: i32::try_from(decimals).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure over the whole of `text`, of which the first word is the number.
    fn figure(text: &str, kind: FigureKind, value: f64, unit: Option<&'static str>) -> Figure {
        let number = Span::new(0, text.find(' ').unwrap_or(text.len()));
        Figure {
            span: Span::new(0, text.len()),
            number,
            value: Some(value),
            low: None,
            high: None,
            kind,
            unit,
            modifier: None,
            direction: None,
            subject: None,
            denominator: None,
            period: None,
            place: None,
            cell: None,
            missing: Vec::new(),
            caveats: Vec::new(),
        }
    }

    #[test]
    fn a_change_is_of_the_scale_that_its_words_tell() {
        use FigureKind::Change;
        for (text, value, unit, expected) in [
            ("23%", 23.0, Some("%"), Scale::Percent),
            ("2.9 percentage points", 2.9, Some("percentage point"), Scale::Points),
            ("50 basis points", 50.0, Some("basis point"), Scale::Points),
            ("doubled", 2.0, None, Scale::Factor),
            ("halved", 0.5, None, Scale::Factor),
            ("three times as many", 3.0, None, Scale::Factor),
            ("tenfold", 10.0, None, Scale::Factor),
            ("a third", 1.0 / 3.0, None, Scale::Fraction),
            ("200", 200.0, None, Scale::Absolute),
            ("£299", 299.0, Some("GBP"), Scale::Absolute),
        ] {
            let figure = figure(text, Change, value, unit);
            let found = Operand::new(text, &figure).and_then(|operand| operand.scale());
            assert_eq!(found, Some(expected), "{text}");
        }
    }

    #[test]
    fn a_number_stands_for_all_that_are_written_like_it() {
        use FigureKind::{Count, Money, Percent, Ratio};
        for (text, kind, value, unit, half) in [
            ("31%", Percent, 31.0, Some("%"), 0.75),
            ("31.4%", Percent, 31.4, Some("%"), 0.075),
            ("412,600", Count, 412_600.0, None, 0.0),
            ("twelve", Count, 12.0, None, 0.0),
            ("2.5m", Count, 2.5e6, None, 5e4),
            ("2m", Count, 2e6, None, 5e5),
            ("two-million", Count, 2e6, None, 5e5),
            ("£6,494", Money, 6_494.0, Some("GBP"), 0.5),
            ("£912.25", Money, 912.25, Some("GBP"), 0.005),
            ("£3", Money, 3.0, Some("GBP"), 0.0),
            ("85p", Money, 0.85, Some("GBP"), 0.0),
            ("a-third", Ratio, 1.0 / 3.0, None, 1.0 / 30.0),
        ] {
            let range = stated(text, &figure(text, kind, value, unit), value);
            let found = (range.high - range.low) / 2.0;
            assert!((found - half).abs() < 1e-9 * value.max(1.0), "{text}: {found}");
        }
    }

    #[test]
    fn modifiers_open_one_side() {
        let text = "20%";
        for (modifier, low, high) in [
            (Modifier::MoreThan, 19.5, f64::INFINITY),
            (Modifier::AtMost, 0.0, 21.0),
            (Modifier::Nearly, 17.5, 21.0),
            (Modifier::Approximately, 17.5, 23.0),
        ] {
            let figure =
                Figure { modifier: Some(modifier), ..figure(text, FigureKind::Percent, 20.0, Some("%")) };
            assert_eq!(stated(text, &figure, 20.0), Interval { low, high }, "{modifier:?}");
        }
    }
}
