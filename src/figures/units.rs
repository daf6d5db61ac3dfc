//! The units that a number can have: what a row of the table holds, and how text is looked up in it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::unit_table;
use crate::document::FigureKind;

/// One unit. A row is all that it takes to add one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// The canonical name that goes into the record.
    pub(super) name: &'static str,
    /// What sort of quantity it makes.
    pub(super) kind: FigureKind,
    /// What a number in this spelling is multiplied by to be in the named unit: 0.01 for pence in pounds.
    pub(super) scale: f64,
    /// Spellings after a number with a space, a hyphen or none between, in lower case.
    pub(super) words: &'static str,
    /// Spellings after digits only, glued or with one space, in this very case: `MW` is no `mW`.
    pub(super) symbols: &'static str,
    /// Spellings that are units only when glued to digits, in this very case: `5m`, `13p`.
    pub(super) glued: &'static str,
}

/// Every unit but the percentages, degrees and compound ones, which have a grammar of their own.
pub(super) fn all() -> impl Iterator<Item = &'static Unit> {
    unit_table::GROUPS.iter().flat_map(|group| group.iter())
}

type Spellings = HashMap<&'static str, (&'static Unit, bool)>;

/// Symbols, and whether they have to be glued.
static SYMBOLS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut spellings = Spellings::new();
    for unit in all() {
        spellings.extend(unit.symbols.split_whitespace().map(|symbol| (symbol, (unit, false))));
        spellings.extend(unit.glued.split_whitespace().map(|symbol| (symbol, (unit, true))));
    }
    spellings
});

/// The unit that a symbol stands for right after digits, glued to them or not.
pub(super) fn symbol(spelling: &str, glued: bool) -> Option<&'static Unit> {
    SYMBOLS.get(spelling).filter(|(_, only_glued)| glued || !only_glued).map(|(unit, _)| *unit)
}

/// The name for an area or a volume of which only the length is a unit of its own.
pub(super) fn powered(power: &str, length: &str) -> Option<&'static str> {
    Some(match (power, length) {
        ("square" | "sq", "millimetre") => "square millimetre",
        ("square" | "sq", "centimetre") => "square centimetre",
        ("square" | "sq", "metre") => "square metre",
        ("square" | "sq", "kilometre") => "square kilometre",
        ("square" | "sq", "mile") => "square mile",
        ("square" | "sq", "nautical mile") => "square nautical mile",
        ("square" | "sq", "yard") => "square yard",
        ("square" | "sq", "foot") => "square foot",
        ("square" | "sq", "inch") => "square inch",
        ("cubic" | "cu", "millimetre") => "cubic millimetre",
        ("cubic" | "cu", "centimetre") => "cubic centimetre",
        ("cubic" | "cu", "metre") => "cubic metre",
        ("cubic" | "cu", "kilometre") => "cubic kilometre",
        ("cubic" | "cu", "mile") => "cubic mile",
        ("cubic" | "cu", "inch") => "cubic inch",
        ("cubic" | "cu", "foot") => "cubic foot",
        ("cubic" | "cu", "yard") => "cubic yard",
        _ => return None,
    })
}

/// The name for one unit to each of another that has become a unit of its own; the others are rates.
pub(super) fn compound(above: &str, below: &str) -> Option<&'static str> {
    Some(match (above, below) {
        ("mile", "hour") => "mile per hour",
        ("kilometre", "hour") => "kilometre per hour",
        ("metre", "second") => "metre per second",
        ("kilometre", "second") => "kilometre per second",
        ("mile", "second") => "mile per second",
        ("foot", "second") => "foot per second",
        ("mile", "gallon") => "mile per gallon",
        ("gram", "kilometre") => "gram per kilometre",
        ("kilogram", "square metre") => "kilogram per square metre",
        ("gram", "litre") => "gram per litre",
        ("milligram", "litre") => "milligram per litre",
        ("milligram", "decilitre") => "milligram per decilitre",
        ("milligram", "kilogram") => "milligram per kilogram",
        ("microgram", "litre") => "microgram per litre",
        ("microgram", "decilitre") => "microgram per decilitre",
        ("milligram", "cubic metre") => "milligram per cubic metre",
        ("microgram", "cubic metre") => "microgram per cubic metre",
        ("millimole", "litre") => "millimole per litre",
        ("millimole", "mole") => "millimole per mole",
        ("kilobit", "second") => "kilobit per second",
        ("megabit", "second") => "megabit per second",
        ("gigabit", "second") => "gigabit per second",
        ("kilobyte", "second") => "kilobyte per second",
        ("megabyte", "second") => "megabyte per second",
        ("gigabyte", "second") => "gigabyte per second",
        ("cubic metre", "second") => "cubic metre per second",
        ("frame", "second") => "frame per second",
        _ => return None,
    })
}

/// How many of the second unit make one of the first, where texts write both: "5ft 10in", "four years six months".
pub(super) fn parts(whole: &str, part: &str) -> Option<f64> {
    Some(match (whole, part) {
        ("year", "month") | ("foot", "inch") => 12.0,
        ("year", "week") => 52.0,
        ("year", "day") => 365.0,
        ("month", "week") => 52.0 / 12.0,
        ("month", "day") => 365.0 / 12.0,
        ("week", "day") => 7.0,
        ("day", "hour") => 24.0,
        ("hour", "minute") | ("minute", "second") => 60.0,
        ("hour", "second") => 3600.0,
        ("stone", "pound weight") => 14.0,
        ("pound weight", "ounce") => 16.0,
        ("yard", "foot") => 3.0,
        ("metre", "centimetre") => 100.0,
        ("kilometre", "metre") => 1000.0,
        _ => return None,
    })
}
