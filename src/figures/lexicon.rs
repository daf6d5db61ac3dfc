//! What single words mean to the grammar: one look-up a word, one table a meaning.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::units::{self, Unit};
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
pub(super) struct Roles(u16);

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
    for unit in units::UNITS {
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
    ("tn", Scale(1e12)),
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
    ("hundredth hundredths", 100),
];

const MONTHS: [&str; 12] = [
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
];

const FACTORS: &[(&str, f64)] = &[
    ("double doubled doubles doubling twice", 2.0),
    ("treble trebled trebles trebling triple tripled triples tripling", 3.0),
    ("quadruple quadrupled quadruples quadrupling", 4.0),
    ("quintupled", 5.0),
    ("halve halved halves halving", 0.5),
    ("twofold", 2.0),
    ("threefold", 3.0),
    ("fourfold", 4.0),
    ("fivefold", 5.0),
    ("sixfold", 6.0),
    ("sevenfold", 7.0),
    ("eightfold", 8.0),
    ("ninefold", 9.0),
    ("tenfold", 10.0),
];

/// Endings of domain names that an address can have before its first slash.
pub(super) const DOMAINS: &[&str] =
    &["uk", "com", "org", "net", "gov", "eu", "ac", "io", "info", "be", "ly", "ie", "scot", "wales"];

/// Endings of file names.
pub(super) const FILE_ENDINGS: &[&str] =
    &["pdf", "csv", "xlsx", "xls", "ods", "doc", "docx", "html", "htm", "txt", "zip", "jpg", "png"];

const TRENDS: &[(Direction, Roles, &str)] = &[
    (
        Direction::Up,
        Roles::TREND_VERB,
        "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing
         climb climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soars soared
         soaring gain gains gained up rocketed skyrocketed raise raises raised raising extend extended lengthened spiked swelled ballooned doubled trebled expanded",
    ),
    (
        Direction::Up,
        Roles::COMPARATIVE,
        "higher more greater larger bigger longer faster growth uplift hike boost upturn increase rise spike",
    ),
    (
        Direction::Down,
        Roles::TREND_VERB,
        "fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined
         declining drop drops dropped dropping reduce reduces reduced reducing cut cuts cutting slash slashed
         shrink shrank shrunk shrinking plunge plunged plunging plummet plummeted plummeting slump slumped
         down dip dipped tumble tumbled lowered halved",
    ),
    (
        Direction::Down,
        Roles::COMPARATIVE,
        "lower fewer less smaller shorter slower cheaper reduction reductions decrease drop fall decline
         discount downturn",
    ),
];

const ROLES: &[(Roles, &str)] = &[
    (
        Roles::BREAK,
        "a an the this that these those his her its their my your our whose
         of in on at by for from to with without within into onto over under above below between among
         amongst during since until till before after about against across around through throughout per than
         via despite towards toward upon as because if when while where which who whom what why how whether
         and or but nor so yet then not no also only just even still already again ago too now today yesterday
         tomorrow he she it they we i you him them us me there here
         is are was were be been being am has have had having do does did will would shall should can could may
         might must cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't
         said says say told tell tells died made make makes took take takes taken left came come comes went go
         goes got get gets saw see sees seen gave give gives given found find finds began begin begun became
         become becomes held hold holds led lead leads ran run runs show shows showed shown according including
         compared each every apart away back out off up down along together respectively however although
         though unless except like rather instead later earlier once both either neither all any some such
         used worked lived needed wanted called named asked killed injured arrested charged convicted jailed
         sentenced dismissed suspended took received reported recorded identified spent paid won lost sent met
         kept knew know think thought felt feel believe believed remain remained remains stood stand stands
         work worth total overall nationally annually yearly alone remain appeared appear continue continued
         rose fell increased decreased dropped risen fallen grew declined aged last next using set based due covering working using living relating involving regarding having making doing
         getting seeking waiting awaiting leaving",
    ),
    (
        Roles::LABEL,
        "section sections clause clauses article articles chapter chapters part parts table tables figure fig
         figures page pages pp para paras paragraph paragraphs annex annexes appendix schedule schedules
         regulation regulations rule rules order line column columns col vol volume issue no nos number step
         steps phase phases stage stages tier tiers level levels grade grades band bands category categories
         class room unit block route platform gate terminal flight form version question questions answer
         radio channel formula type types group groups code ref reference resolution amendment amendments
         option options note notes footnote item items box zone zones day week year years key scope pillar
         lot apartment flat house hc hl cm cmnd cp covid bbc itv war junction junctions titles title subsection
         subsections ward wing area division league strand theme principle recommendation recommendations
         objective goal target scenario model series season episode round rounds lane pier highway top plan release age ages
         chart exhibit slide sdg uin pq pqs isbn issn sub-paragraph tranche tranches wave windows iphone
         android apollo quarter instrument lines size sizes isa iso",
    ),
    (
        Roles::SUPERLATIVE,
        "most least best worst highest lowest largest biggest smallest greatest fewest longest shortest oldest
         youngest richest poorest busiest deadliest fastest slowest tallest deepest strongest weakest latest
         commonest heaviest cheapest safest hottest coldest wettest driest warmest closest nearest widest
         happiest unhappiest fattest thinnest cleanest dirtiest hardest easiest lowest-paid",
    ),
    (
        Roles::PERSON,
        "people person persons men man women woman children child boys boy girls girl adults adult officers
         officer prisoners prisoner inmates inmate offenders offender patients patient staff employees employee
         workers worker teachers teacher nurses nurse doctors doctor pupils pupil students student residents
         resident victims victim migrants migrant refugees refugee soldiers soldier civilians civilian members
         voters voter customers customer passengers passenger drivers driver detainees suspects
         suspect defendants defendant constables constable guards guard residents claimants
         claimant pensioners pensioner applicants applicant mps lawmakers police troops personnel babies
         teenagers youths males females ministers managers governors",
    ),
    (
        Roles::STREET,
        "street road avenue lane square drive terrace crescent close court gardens boulevard row way hill
         mews yard",
    ),
    (Roles::PLURAL, "tens dozens scores hundreds thousands millions billions trillions several few many couple handful"),
    (
        Roles::TIME,
        "year years month months week weeks day days today yesterday tomorrow decade decades fortnight tonight
         spring summer autumn winter last past monday tuesday wednesday thursday friday saturday sunday
         quarter century hours hour",
    ),
    (
        Roles::OPENER,
        "between from since until till by before after as end start beginning the a an this next previous following
         current early mid late final recent financial fiscal coming three-month",
    ),
    (
        Roles::PREPOSITION,
        "in since by of from until till before after during between the early late mid for circa to on
         throughout around about and or this last next to",
    ),
];
