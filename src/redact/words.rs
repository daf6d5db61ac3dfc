//! The closed lists of words that tell a name from what stands beside it.

/// In front of a name and no part of it.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness",
    "baron", "cllr", "councillor", "judge", "justice", "recorder", "pc", "dc", "ds", "di", "dci", "sgt",
    "sergeant", "inspector", "detective", "constable", "superintendent", "chief", "minister", "secretary",
    "rev", "reverend", "father", "sister", "king", "queen", "prince", "princess", "captain", "colonel",
    "general", "lieutenant", "corporal", "private", "president", "chancellor", "mayor", "imam", "rabbi",
];

/// Behind a name and no part of it.
const SUFFIXES: &[&str] = &["jr", "snr", "jnr", "mp", "msp", "ms", "kc", "qc", "obe", "mbe", "cbe", "phd"];

/// What ends the description of somebody, and no name: "Home Secretary", "Police Constable".
const OFFICES: &[&str] = &[
    "minister", "secretary", "officer", "constable", "sergeant", "inspector", "superintendent", "mayor",
    "chancellor", "councillor", "president", "governor", "spokesman", "spokeswoman", "spokesperson",
];

/// What begins a description, or stands for a name.
const NOT_NAMES: &[&str] = &[
    "the", "a", "an", "one", "two", "three", "his", "her", "their", "our", "my", "its", "another", "some",
    "he", "she", "they", "it", "we", "i", "you", "who", "this", "that", "these", "those", "person",
];

/// What opens a sentence with a capital in front of a name.
const OPENERS: &[&str] = &[
    "when", "while", "as", "but", "and", "or", "if", "after", "before", "since", "although", "though",
    "because", "in", "on", "at", "by", "for", "to", "of", "from", "with", "under", "meanwhile", "however",
    "then", "yesterday", "today", "last", "also", "now", "so", "yet", "both",
];

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "de", "der", "den", "van", "von", "bin", "ibn", "bint", "al", "el", "la", "le", "du", "da", "dos", "del",
    "di", "ap", "ter", "ten", "y", "e",
];

/// Names of times that are surnames and first names too.
const CALENDAR: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "spring", "summer", "autumn", "winter", "easter", "christmas",
];

/// First names that a sentence, a headline or a map holds as other words.
const ORDINARY: &[&str] = &[
    "amber", "angel", "art", "asia", "basil", "bill", "bishop", "carol", "chance", "charity", "chase",
    "chelsea", "china", "chris", "christian", "chuck", "clay", "cliff", "constant", "crystal", "daisy",
    "dale", "dawn", "dean", "drew", "duke", "dusty", "earl", "ebony", "eve", "faith", "frank", "gay", "gene",
    "georgia", "ginger", "glen", "grace", "grant", "guy", "harmony", "heath", "heather", "herb", "holly",
    "honour", "hope", "hunter", "iris", "israel", "ivory", "ivy", "jack", "jade", "jasmine", "jean", "jet",
    "jimmy", "jordan", "joy", "judge", "justice", "king", "lance", "laurel", "lily", "london", "love",
    "major", "mark", "mason", "max", "melody", "mercy", "merry", "miles", "mike", "nick", "norm", "norman",
    "olive", "paris", "pat", "patience", "pearl", "penny", "peg", "piers", "pip", "poppy", "price", "prince",
    "prudence", "queen", "ray", "red", "reed", "rich", "rick", "rob", "robin", "rock", "rod", "roman",
    "rose", "rowan", "royal", "ruby", "rusty", "sandy", "savannah", "scarlet", "scott", "sharp", "sienna",
    "sky", "stew", "sterling", "stone", "storm", "sue", "sunny", "tad", "temple", "ted", "tiger", "troy",
    "victor", "victoria", "violet", "virginia", "wade", "ward", "west", "will", "willow", "wren", "young",
];

fn holds(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// All of the following take a word as [`fold`](super::tokens::fold) makes it.
pub(super) fn is_title(word: &str) -> bool {
    holds(TITLES, word)
}

pub(super) fn is_suffix(word: &str) -> bool {
    holds(SUFFIXES, word)
}

pub(super) fn is_office(word: &str) -> bool {
    holds(OFFICES, word)
}

pub(super) fn is_no_name(word: &str) -> bool {
    holds(NOT_NAMES, word)
}

pub(super) fn opens_sentence(word: &str) -> bool {
    holds(OPENERS, word)
}

pub(super) fn is_particle(word: &str) -> bool {
    holds(PARTICLES, word)
}

pub(super) fn is_time(word: &str) -> bool {
    holds(CALENDAR, word)
}

/// A first name that is another word as well, which alone tells nobody.
pub(super) fn is_ordinary(word: &str) -> bool {
    holds(ORDINARY, word) || is_time(word)
}
