//! The units that a number can have, and how a text writes them.

use crate::document::FigureKind;

/// One unit. A row is all that it takes to add one.
#[derive(Debug)]
pub(super) struct Unit {
    /// The canonical name that goes into the record.
    pub(super) name: &'static str,
    /// What sort of quantity it makes.
    pub(super) kind: FigureKind,
    /// What a number in this spelling is multiplied by to be in the named unit: 0.01 for pence in pounds.
    pub(super) scale: f64,
    /// Spellings that stand after a number with a space, a hyphen or none between, in lower case.
    pub(super) words: &'static str,
    /// Short spellings that are units only when glued to digits.
    pub(super) glued: &'static str,
}

const fn unit(name: &'static str, kind: FigureKind, words: &'static str) -> Unit {
    short(name, kind, words, "")
}

const fn short(name: &'static str, kind: FigureKind, words: &'static str, glued: &'static str) -> Unit {
    Unit { name, kind, scale: 1.0, words, glued }
}

const fn hundredth(name: &'static str, words: &'static str, glued: &'static str) -> Unit {
    Unit { scale: 0.01, ..short(name, Money, words, glued) }
}

use FigureKind::{Duration, Measure, Money};

/// Every unit but the percentages, degrees and compound ones, which have a grammar of their own.
pub(super) static UNITS: &[Unit] = &[
    unit("millisecond", Duration, "millisecond milliseconds"),
    unit("second", Duration, "second seconds sec secs"),
    unit("minute", Duration, "minute minutes min mins"),
    unit("hour", Duration, "hour hours hr hrs"),
    unit("day", Duration, "day days"),
    unit("night", Duration, "nights"),
    unit("week", Duration, "week weeks wk wks"),
    unit("fortnight", Duration, "fortnight fortnights"),
    unit("month", Duration, "month months mth mths"),
    unit("year", Duration, "year years yr yrs"),
    unit("decade", Duration, "decade decades"),
    unit("century", Duration, "century centuries"),
    unit("GBP", Money, "pound pounds quid gbp"),
    hundredth("GBP", "pence penny", "p"),
    unit("USD", Money, "dollar dollars usd"),
    hundredth("USD", "cent cents", ""),
    unit("EUR", Money, "euro euros eur"),
    unit("JPY", Money, "yen jpy"),
    unit("CHF", Money, "chf"),
    unit("AUD", Money, "aud"),
    unit("CAD", Money, "cad"),
    unit("INR", Money, "rupee rupees inr"),
    unit("RUB", Money, "rouble roubles ruble rubles"),
    unit("CNY", Money, "yuan renminbi"),
    unit("ZAR", Money, "zar"),
    unit("SEK", Money, "kronor sek"),
    unit("micrometre", Measure, "micrometre micrometres micron microns"),
    unit("millimetre", Measure, "millimetre millimetres millimeter millimeters mm"),
    unit("centimetre", Measure, "centimetre centimetres centimeter centimeters cm"),
    short("metre", Measure, "metre metres meter meters", "m"),
    unit("kilometre", Measure, "kilometre kilometres kilometer kilometers km kms"),
    unit("mile", Measure, "mile miles"),
    unit("yard", Measure, "yard yards yd yds"),
    unit("foot", Measure, "foot feet ft"),
    short("inch", Measure, "inch inches", "in"),
    unit("square metre", Measure, "sqm m² m2"),
    unit("square kilometre", Measure, "sqkm km² km2"),
    unit("cubic metre", Measure, "m³ m3"),
    unit("square foot", Measure, "sqft"),
    unit("hectare", Measure, "hectare hectares ha"),
    unit("acre", Measure, "acre acres"),
    unit("litre", Measure, "litre litres liter liters"),
    unit("millilitre", Measure, "millilitre millilitres milliliter milliliters ml"),
    unit("pint", Measure, "pint pints"),
    unit("gallon", Measure, "gallon gallons"),
    unit("barrel", Measure, "barrel barrels"),
    unit("microgram", Measure, "microgram micrograms mcg µg"),
    unit("milligram", Measure, "milligram milligrams mg"),
    short("gram", Measure, "gram grams gramme grammes", "g"),
    unit("kilogram", Measure, "kilogram kilograms kilo kilos kg kgs"),
    short("tonne", Measure, "tonne tonnes ton tons", "t"),
    unit("ounce", Measure, "ounce ounces oz"),
    unit("pound weight", Measure, "lb lbs"),
    unit("watt", Measure, "watt watts"),
    unit("kilowatt", Measure, "kilowatt kilowatts kw"),
    unit("megawatt", Measure, "megawatt megawatts mw"),
    unit("gigawatt", Measure, "gigawatt gigawatts gw"),
    unit("terawatt", Measure, "terawatt terawatts tw"),
    unit("kilowatt hour", Measure, "kwh"),
    unit("megawatt hour", Measure, "mwh"),
    unit("gigawatt hour", Measure, "gwh"),
    unit("terawatt hour", Measure, "twh"),
    unit("joule", Measure, "joule joules"),
    unit("calorie", Measure, "calorie calories kcal"),
    unit("volt", Measure, "volt volts"),
    unit("mile per hour", Measure, "mph"),
    unit("kilometre per hour", Measure, "kph kmh"),
    unit("knot", Measure, "knots"),
    unit("byte", Measure, "byte bytes"),
    unit("kilobyte", Measure, "kilobyte kilobytes kb"),
    unit("megabyte", Measure, "megabyte megabytes mb"),
    unit("gigabyte", Measure, "gigabyte gigabytes gb"),
    unit("terabyte", Measure, "terabyte terabytes tb"),
    unit("megabit per second", Measure, "mbps megabits"),
    unit("gigabit per second", Measure, "gbps gigabits"),
    unit("hertz", Measure, "hz hertz"),
    unit("kilohertz", Measure, "khz"),
    unit("megahertz", Measure, "mhz"),
    unit("gigahertz", Measure, "ghz"),
    unit("decibel", Measure, "decibel decibels db"),
];

/// The unit that a short spelling stands for when it is glued to digits, as in `50p`.
pub(super) fn glued(spelling: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| !unit.glued.is_empty() && unit.glued.split(' ').any(|g| g == spelling))
}

/// The name for an area or a volume of which only the length is a unit of its own.
pub(super) fn powered(power: &str, length: &str) -> Option<&'static str> {
    Some(match (power, length) {
        ("square" | "sq", "millimetre") => "square millimetre",
        ("square" | "sq", "centimetre") => "square centimetre",
        ("square" | "sq", "metre") => "square metre",
        ("square" | "sq", "kilometre") => "square kilometre",
        ("square" | "sq", "mile") => "square mile",
        ("square" | "sq", "yard") => "square yard",
        ("square" | "sq", "foot") => "square foot",
        ("square" | "sq", "inch") => "square inch",
        ("cubic", "centimetre") => "cubic centimetre",
        ("cubic", "metre") => "cubic metre",
        ("cubic", "kilometre") => "cubic kilometre",
        ("cubic", "foot") => "cubic foot",
        ("cubic", "yard") => "cubic yard",
        _ => return None,
    })
}

/// The name for a speed.
pub(super) fn speed(length: &str, time: &str) -> Option<&'static str> {
    Some(match (length, time) {
        ("mile", "hour") => "mile per hour",
        ("kilometre", "hour") => "kilometre per hour",
        ("metre", "second") => "metre per second",
        ("kilometre", "second") => "kilometre per second",
        ("mile", "second") => "mile per second",
        ("foot", "second") => "foot per second",
        _ => return None,
    })
}

/// The currency of a sign, with the letters that may stand glued before it.
pub(super) fn currency(letters: &str, sign: char) -> Option<&'static str> {
    Some(match (letters, sign) {
        ("a" | "au", '$') => "AUD",
        ("c" | "ca", '$') => "CAD",
        ("nz", '$') => "NZD",
        ("hk", '$') => "HKD",
        ("s", '$') => "SGD",
        (_, '$') => "USD",
        (_, '£') => "GBP",
        (_, '€') => "EUR",
        (_, '¥') => "JPY",
        (_, '₹') => "INR",
        _ => return None,
    })
}

/// The currency of a code that stands before its number.
pub(super) fn code(word: &str) -> Option<&'static str> {
    ["GBP", "USD", "EUR", "JPY", "CHF", "AUD", "CAD"].into_iter().find(|code| *code == word)
}
