//! The table of units, a row a unit, a group a dimension.

use super::units::Unit;
use crate::document::FigureKind::{self, Duration, Measure};

/// All groups. Money has a table of its own.
pub(super) static GROUPS: &[&[Unit]] = &[
    TIME,
    LENGTH,
    AREA,
    VOLUME,
    MASS,
    EMISSIONS,
    ENERGY,
    POWER,
    SPEED,
    DATA,
    PRESSURE,
    FREQUENCY,
    ELECTRIC,
    CONCENTRATION,
    TEMPERATURE,
    OTHER,
    super::currencies::UNITS,
];

const fn row(
    name: &'static str,
    kind: FigureKind,
    (words, symbols, glued): (&'static str, &'static str, &'static str),
) -> Unit {
    Unit { name, kind, scale: 1.0, words, symbols, glued }
}

const fn time(name: &'static str, words: &'static str, glued: &'static str) -> Unit {
    row(name, Duration, (words, "", glued))
}

const fn measure(name: &'static str, words: &'static str) -> Unit {
    row(name, Measure, (words, "", ""))
}

const fn symbol(name: &'static str, words: &'static str, symbols: &'static str, glued: &'static str) -> Unit {
    row(name, Measure, (words, symbols, glued))
}

const fn times(scale: f64, unit: Unit) -> Unit {
    Unit { scale, ..unit }
}

/// Lengths of time.
const TIME: &[Unit] = &[
    time("nanosecond", "nanosecond nanoseconds", "ns"),
    time("microsecond", "microsecond microseconds", "µs"),
    time("millisecond", "millisecond milliseconds", "ms"),
    time("second", "second seconds sec secs", ""),
    time("minute", "minute minutes min mins", ""),
    time("hour", "hour hours hr hrs", "h"),
    time("day", "day days weekday weekdays", ""),
    time("night", "nights", ""),
    time("weekend", "weekends", ""),
    time("week", "week weeks wk wks", ""),
    time("fortnight", "fortnight fortnights", ""),
    time("month", "month months mth mths", ""),
    time("quarter", "quarters", ""),
    time("year", "year years yr yrs", ""),
    time("decade", "decade decades", ""),
    time("century", "century centuries", ""),
    time("millennium", "millennium millennia millenniums", ""),
];

/// Length.
const LENGTH: &[Unit] = &[
    symbol("nanometre", "nanometre nanometres nanometer nanometers", "nm", ""),
    symbol("micrometre", "micrometre micrometres micrometer micron microns", "µm μm", ""),
    measure("millimetre", "millimetre millimetres millimeter millimeters mm"),
    measure("centimetre", "centimetre centimetres centimeter centimeters cm cms"),
    symbol("metre", "metre metres meter meters", "m", ""),
    measure("kilometre", "kilometre kilometres kilometer kilometers km kms"),
    symbol("mile", "mile miles", "mi", ""),
    measure("nautical mile", "nmi"),
    measure("yard", "yard yards yd yds"),
    measure("foot", "foot feet ft"),
    symbol("inch", "inch inches", "ins", "in"),
    measure("furlong", "furlong furlongs"),
    measure("fathom", "fathoms"),
    measure("light year", "lightyear lightyears"),
];

/// Area: length squared.
const AREA: &[Unit] = &[
    measure("square metre", "sqm m² m2"),
    measure("square kilometre", "sqkm km² km2"),
    measure("square centimetre", "cm² cm2"),
    measure("square foot", "sqft ft² ft2"),
    measure("square mile", "mi²"),
    symbol("hectare", "hectare hectares", "ha", ""),
    measure("acre", "acre acres"),
];

/// Volume: length cubed.
const VOLUME: &[Unit] = &[
    measure("cubic centimetre", "cm³ cm3"),
    measure("cubic metre", "m³ m3"),
    symbol("litre", "litre litres liter liters ltr ltrs", "L l", ""),
    measure("decilitre", "decilitre decilitres deciliter deciliters dl"),
    measure("centilitre", "centilitre centilitres centiliter centiliters cl"),
    symbol("millilitre", "millilitre millilitres milliliter milliliters ml", "", "cc"),
    symbol("megalitre", "megalitre megalitres megaliter megaliters", "", "Ml"),
    measure("pint", "pint pints"),
    measure("quart", "quart quarts"),
    measure("gallon", "gallon gallons"),
    measure("fluid ounce", "floz"),
    measure("barrel", "barrel barrels bbl"),
    measure("bushel", "bushel bushels"),
    measure("teaspoon", "teaspoon teaspoons tsp"),
    measure("tablespoon", "tablespoon tablespoons tbsp"),
];

/// Mass.
const MASS: &[Unit] = &[
    measure("nanogram", "nanogram nanograms ng"),
    symbol("microgram", "microgram micrograms mcg µg μg", "ug", ""),
    symbol("milligram", "milligram milligrams milligramme milligrammes", "mg", ""),
    symbol("gram", "gram grams gramme grammes", "g gm gms", ""),
    measure("kilogram", "kilogram kilograms kilogramme kilogrammes kilo kilos kg kgs"),
    symbol("tonne", "tonne tonnes ton tons", "", "t"),
    times(1e3, symbol("tonne", "kilotonne kilotonnes kiloton kilotons", "kt", "")),
    times(1e6, symbol("tonne", "megatonne megatonnes megaton megatons", "Mt", "")),
    times(1e9, symbol("tonne", "gigatonne gigatonnes gigaton gigatons", "Gt", "")),
    measure("ounce", "ounce ounces oz"),
    measure("pound weight", "lb lbs"),
    measure("stone", "stone"),
    measure("hundredweight", "hundredweight cwt"),
    measure("carat", "carat carats"),
];

/// Mass of greenhouse gases.
const EMISSIONS: &[Unit] = &[
    measure("tonne of CO2 equivalent", "tco2e tco2eq"),
    measure("tonne of CO2", "tco2 tco₂"),
    times(1e3, measure("tonne of CO2 equivalent", "ktco2e")),
    times(1e6, measure("tonne of CO2 equivalent", "mtco2e mtco₂e mtco2eq")),
    times(1e6, measure("tonne of CO2", "mtco2 mtco₂")),
    times(1e9, measure("tonne of CO2 equivalent", "gtco2e gtco₂e")),
    times(1e9, measure("tonne of CO2", "gtco2 gtco₂")),
];

/// Energy.
const ENERGY: &[Unit] = &[
    measure("joule", "joule joules"),
    symbol("kilojoule", "kilojoule kilojoules", "kJ KJ", ""),
    symbol("megajoule", "megajoule megajoules", "MJ", ""),
    symbol("gigajoule", "gigajoule gigajoules", "GJ", ""),
    symbol("petajoule", "petajoule petajoules", "PJ", ""),
    measure("calorie", "calorie calories"),
    measure("kilocalorie", "kilocalorie kilocalories kcal kcals"),
    measure("watt hour", "wh"),
    measure("kilowatt hour", "kwh"),
    measure("megawatt hour", "mwh"),
    measure("gigawatt hour", "gwh"),
    measure("terawatt hour", "twh"),
    measure("therm", "therms"),
    measure("British thermal unit", "btu btus"),
    symbol("electronvolt", "electronvolt electronvolts", "eV", ""),
];

/// Power.
const POWER: &[Unit] = &[
    symbol("milliwatt", "milliwatt milliwatts", "mW", ""),
    symbol("watt", "watt watts", "", "W"),
    measure("kilowatt", "kilowatt kilowatts kw"),
    symbol("megawatt", "megawatt megawatts", "MW", "mw Mw"),
    measure("gigawatt", "gigawatt gigawatts gw"),
    measure("terawatt", "terawatt terawatts tw"),
    symbol("horsepower", "horsepower bhp", "hp HP", ""),
];

/// Speed: length to time.
const SPEED: &[Unit] = &[
    measure("mile per hour", "mph"),
    measure("kilometre per hour", "kph kmh kmph"),
    symbol("knot", "knots", "kn kts", ""),
];

/// Data and its flow.
const DATA: &[Unit] = &[
    measure("byte", "byte bytes"),
    symbol("kilobit", "kilobit kilobits", "Kb", "kb"),
    symbol("megabit", "megabit megabits", "Mb", ""),
    symbol("gigabit", "gigabit gigabits", "Gb", ""),
    symbol("kilobyte", "kilobyte kilobytes", "KB kB", ""),
    symbol("megabyte", "megabyte megabytes", "MB", "mb"),
    symbol("gigabyte", "gigabyte gigabytes gigs", "GB", "gb"),
    symbol("terabyte", "terabyte terabytes", "TB", "tb"),
    symbol("petabyte", "petabyte petabytes", "PB", ""),
    symbol("exabyte", "exabyte exabytes", "EB", ""),
    measure("kilobit per second", "kbps"),
    measure("megabit per second", "mbps"),
    measure("gigabit per second", "gbps"),
    measure("pixel", "pixel pixels"),
    symbol("megapixel", "megapixel megapixels", "", "MP"),
];

/// Pressure: force to area.
const PRESSURE: &[Unit] = &[
    symbol("pascal", "pascal pascals", "Pa", ""),
    symbol("hectopascal", "hectopascal hectopascals", "hPa", ""),
    symbol("kilopascal", "kilopascal kilopascals", "kPa", ""),
    symbol("megapascal", "megapascal megapascals", "MPa", ""),
    symbol("bar", "", "bar", ""),
    measure("millibar", "millibar millibars mbar"),
    measure("pound per square inch", "psi"),
    measure("millimetre of mercury", "mmhg"),
];

/// Frequency: one to time.
const FREQUENCY: &[Unit] = &[
    measure("hertz", "hz hertz"),
    measure("kilohertz", "kilohertz khz"),
    measure("megahertz", "megahertz mhz"),
    measure("gigahertz", "gigahertz ghz"),
    measure("terahertz", "terahertz thz"),
    measure("revolution per minute", "rpm"),
    measure("beat per minute", "bpm"),
    measure("frame per second", "fps"),
];

/// Electric charge, current, tension and resistance.
const ELECTRIC: &[Unit] = &[
    symbol("volt", "volt volts", "", "V v"),
    symbol("kilovolt", "kilovolt kilovolts", "kV KV", ""),
    measure("ampere", "ampere amperes amp amps"),
    symbol("milliampere", "milliamp milliamps", "mA", ""),
    measure("milliampere hour", "mah"),
    symbol("ohm", "ohm ohms", "Ω", ""),
];

/// Amount and concentration.
const CONCENTRATION: &[Unit] = &[
    measure("part per million", "ppm"),
    measure("part per billion", "ppb"),
    measure("mole", "mol"),
    measure("millimole", "mmol millimole millimoles"),
];

/// Temperature, where a letter alone stands for the degree.
const TEMPERATURE: &[Unit] = &[
    symbol("degree Celsius", "celsius centigrade", "C", ""),
    symbol("degree Fahrenheit", "fahrenheit", "F", ""),
    measure("kelvin", "kelvin kelvins"),
];

/// Sound, radiation, force and fuel.
const OTHER: &[Unit] = &[
    symbol("decibel", "decibel decibels db", "dB dBA", ""),
    measure("becquerel", "becquerel becquerels"),
    symbol("sievert", "sievert sieverts", "Sv", ""),
    symbol("millisievert", "millisievert millisieverts", "mSv", ""),
    measure("newton", "newton newtons"),
    symbol("kilonewton", "kilonewton kilonewtons", "kN", ""),
    symbol("newton metre", "", "Nm", ""),
    measure("lumen", "lumens"),
    measure("mile per gallon", "mpg"),
];
