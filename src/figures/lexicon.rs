//! What single words mean to the grammar: one look-up a word, one table a meaning.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::units::{self, Unit};
use super::words::{FACTORS, ROLES, TRENDS};
use crate::document::Direction;

/// The part a word plays in a number such as "two hundred and six thousand".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cardinal {
    /// one to nine
    Unit(f64),
    /// ten to nineteen
    Teen(f64),
    /// twenty, thirty … ninety
    Tens(f64),
    /// hundred
    Hundred,
    /// thousand, million …
    Scale(f64),
    /// dozen
    Dozen,
}

/// Properties that a word has or has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    /// Cannot stand inside a noun phrase that starts with its number: prepositions, auxiliaries, verbs …
    pub(super) const BREAK: Self = Self(1);
    /// A number right after it is its name: "section 58".
    pub(super) const LABEL: Self = Self(1 << 1);
    /// "highest", "most"
    pub(super) const SUPERLATIVE: Self = Self(1 << 2);
    /// Plural or singular noun for human beings.
    pub(super) const PERSON: Self = Self(1 << 3);
    /// "Street", "Road"
    pub(super) const STREET: Self = Self(1 << 4);
    /// "hundreds", "dozens"
    pub(super) const PLURAL: Self = Self(1 << 5);
    /// A past form that is also an adjective or the verb of the clause: a trend verb.
    pub(super) const TREND_VERB: Self = Self(1 << 6);
    /// A comparative that makes the number before it a difference: "5 per cent higher".
    pub(super) const COMPARATIVE: Self = Self(1 << 7);
    /// Starts or belongs to an expression of time.
    pub(super) const TIME: Self = Self(1 << 8);
    /// Can come before a year in running text: "in", "since".
    pub(super) const PREPOSITION: Self = Self(1 << 9);

    /// Can come before a date or a length of time and belong to the name of a period: "since", "the", "mid".
    pub(super) const OPENER: Self = Self(1 << 10);

    /// A number can start with it though it is none: "a hundred", "minus five", "point five".
    pub(super) const OPENS: Self = Self(1 << 11);
    /// Gains or loses what directly follows it, when that is a share: "shed 3 per cent".
    pub(super) const GAINS: Self = Self(1 << 12);
    /// A noun for a change: "rise", "cut".
    pub(super) const TREND_NOUN: Self = Self(1 << 13);

    /// Whether it has this role.
    pub(super) fn has(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }

    fn add(&mut self, role: Self) {
        self.0 |= role.0;
    }
}

/// All meanings of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// As a part of a number.
    pub(super) cardinal: Option<Cardinal>,
    /// As a place in an order: "third" is 3.
    pub(super) ordinal: Option<u16>,
    /// As the name of a share: "third", "thirds" and "3rds" are 3, "half" is 2.
    pub(super) share: Option<u16>,
    /// As a unit.
    pub(super) unit: Option<&'static Unit>,
    /// As a month, 1 to 12.
    pub(super) month: Option<i8>,
    /// As a change without a number: "doubled" is 2.
    pub(super) factor: Option<f64>,
    /// As a word for going up or down.
    pub(super) trend: Option<Direction>,
    /// What else it is.
    pub(super) roles: Roles,
}

impl Word {
    /// A word that means nothing here.
    pub(super) const EMPTY: Self = Self {
        cardinal: None,
        ordinal: None,
        share: None,
        unit: None,
        month: None,
        factor: None,
        trend: None,
        roles: Roles(0),
    };

    /// Whether it has this role.
    pub(super) fn is(&self, role: Roles) -> bool {
        self.roles.has(role)
    }

    /// Whether a quantity or a period can start with it or consist of it.
    pub(super) fn is_promising(&self) -> bool {
        self.cardinal.is_some()
            || self.share.is_some()
            || self.ordinal.is_some()
            || self.factor.is_some()
            || self.month.is_some()
            || self.is(Roles::TIME)
            || self.is(Roles::PLURAL)
    }
}

/// The entry of a word in ASCII lower case.
pub(super) fn look_up(word: &str) -> &'static Word {
    static NOTHING: Word = Word::EMPTY;
    LEXICON.get(word).unwrap_or(&NOTHING)
}

/// FNV-1a: the keys are short and ours.
#[derive(Default)]
struct ShortHasher(u64);

impl Hasher for ShortHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

type Table = HashMap<&'static str, Word, BuildHasherDefault<ShortHasher>>;

static LEXICON: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (word, cardinal) in CARDINALS {
        table.entry(word).or_default().cardinal = Some(*cardinal);
    }
    for (words, number) in ORDINALS {
        for word in words.split(' ') {
            table.entry(word).or_default().ordinal = Some(*number);
        }
    }
    for (words, parts) in SHARES {
        for word in words.split(' ') {
            table.entry(word).or_default().share = Some(*parts);
        }
    }
    for (month, names) in (1..).zip(MONTHS) {
        for name in names.split(' ') {
            table.entry(name).or_default().month = Some(month);
        }
    }
    for unit in units::all() {
        for form in unit.words.split_whitespace() {
            table.entry(form).or_default().unit = Some(unit);
        }
    }
    for (words, factor) in FACTORS {
        for word in words.split(' ') {
            table.entry(word).or_default().factor = Some(*factor);
        }
    }
    for (direction, role, words) in TRENDS {
        for word in words.split_whitespace() {
            let entry = table.entry(word).or_default();
            entry.trend = Some(*direction);
            entry.roles.add(*role);
        }
    }
    for (role, words) in ROLES {
        for word in words.split_whitespace() {
            table.entry(word).or_default().roles.add(*role);
        }
    }
    table
});

use Cardinal::{Dozen, Hundred, Scale, Teen, Tens, Unit as Ones};

const CARDINALS: &[(&str, Cardinal)] = &[
    ("zero", Ones(0.0)),
    ("nought", Ones(0.0)),
    ("naught", Ones(0.0)),
    ("one", Ones(1.0)),
    ("two", Ones(2.0)),
    ("three", Ones(3.0)),
    ("four", Ones(4.0)),
    ("five", Ones(5.0)),
    ("six", Ones(6.0)),
    ("seven", Ones(7.0)),
    ("eight", Ones(8.0)),
    ("nine", Ones(9.0)),
    ("ten", Teen(10.0)),
    ("eleven", Teen(11.0)),
    ("twelve", Teen(12.0)),
    ("thirteen", Teen(13.0)),
    ("fourteen", Teen(14.0)),
    ("fifteen", Teen(15.0)),
    ("sixteen", Teen(16.0)),
    ("seventeen", Teen(17.0)),
    ("eighteen", Teen(18.0)),
    ("nineteen", Teen(19.0)),
    ("twenty", Tens(20.0)),
    ("thirty", Tens(30.0)),
    ("forty", Tens(40.0)),
    ("fifty", Tens(50.0)),
    ("sixty", Tens(60.0)),
    ("seventy", Tens(70.0)),
    ("eighty", Tens(80.0)),
    ("ninety", Tens(90.0)),
    ("hundred", Hundred),
    ("thousand", Scale(1e3)),
    ("million", Scale(1e6)),
    ("billion", Scale(1e9)),
    ("trillion", Scale(1e12)),
    ("bn", Scale(1e9)),
    ("mn", Scale(1e6)),
    ("mln", Scale(1e6)),
    ("bln", Scale(1e9)),
    ("tn", Scale(1e12)),
    ("trn", Scale(1e12)),
    ("quadrillion", Scale(1e15)),
    ("lakh", Scale(1e5)),
    ("lakhs", Scale(1e5)),
    ("crore", Scale(1e7)),
    ("crores", Scale(1e7)),
    ("dozen", Dozen),
];

const ORDINALS: &[(&str, u16)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
];

const SHARES: &[(&str, u16)] = &[
    ("half halves", 2),
    ("third thirds", 3),
    ("quarter quarters", 4),
    ("fifth fifths", 5),
    ("sixth sixths", 6),
    ("seventh sevenths", 7),
    ("eighth eighths", 8),
    ("ninth ninths", 9),
    ("tenth tenths", 10),
    ("eleventh elevenths", 11),
    ("twelfth twelfths", 12),
    ("fifteenth fifteenths", 15),
    ("sixteenth sixteenths", 16),
    ("twentieth twentieths", 20),
    ("hundredth hundredths", 100),
    ("thousandth thousandths", 1000),
];

const MONTHS: [&str; 12] = [
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
];

/// Endings of domain names that an address can have before its first slash.
pub(super) const DOMAINS: &[&str] =
    &["uk", "com", "org", "net", "gov", "eu", "ac", "io", "info", "be", "ly", "ie", "scot", "wales"];

/// Endings of file names.
pub(super) const FILE_ENDINGS: &[&str] =
    &["pdf", "csv", "xlsx", "xls", "ods", "doc", "docx", "html", "htm", "txt", "zip", "jpg", "png"];
