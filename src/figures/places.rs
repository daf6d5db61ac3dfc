//! Names of places after the words that place things: "in Leeds", "across the UK", "at HMP Wealdham", "nationally".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::binding::{Mark, Side};
use super::lexicon::Roles;
use super::token::Tokens;

/// Countries, regions and cities that need no word before them.
const KNOWN: &[&str] = &[
    "uk", "u.k", "england", "wales", "scotland", "britain", "ireland", "london", "birmingham", "manchester",
    "leeds", "liverpool", "sheffield", "bristol", "newcastle", "nottingham", "leicester", "glasgow",
    "edinburgh", "cardiff", "belfast", "yorkshire", "lancashire", "kent", "essex", "surrey", "sussex",
    "cornwall", "devon", "norfolk", "suffolk", "cumbria", "merseyside", "us", "usa", "america", "europe",
    "eu", "france", "germany", "spain", "italy", "poland", "ukraine", "russia", "china", "india", "pakistan",
    "israel", "gaza", "iran", "iraq", "syria", "afghanistan", "turkey", "greece", "sweden", "norway",
    "denmark", "finland", "netherlands", "belgium", "portugal", "romania", "japan", "australia", "canada",
    "mexico", "brazil", "africa", "nigeria", "kenya", "sudan", "yemen", "asia", "alabama", "alaska",
    "arizona", "arkansas", "colorado", "connecticut", "delaware", "hawaii", "idaho", "illinois", "indiana",
    "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland", "massachusetts", "michigan", "minnesota",
    "mississippi", "missouri", "montana", "nebraska", "nevada", "ohio", "oklahoma", "oregon", "pennsylvania",
    "tennessee", "utah", "vermont", "virginia", "wisconsin", "wyoming", "california", "texas", "florida",
    "washington", "chicago", "york",
];

fn is_known(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| KNOWN.iter().copied().collect());
    NAMES.contains(name)
}

/// First words of known names of two.
const COMPOUND: &[(&str, &[&str])] = &[
    ("northern", &["ireland"]),
    ("great", &["britain"]),
    ("united", &["kingdom", "states", "nations"]),
    ("greater", &["manchester", "london"]),
    ("new", &["york", "zealand"]),
    ("south", &["africa", "wales", "yorkshire", "korea"]),
    ("north", &["wales", "yorkshire", "korea"]),
    ("west", &["yorkshire", "midlands", "sussex", "bank"]),
    ("east", &["midlands", "sussex", "anglia"]),
    ("saudi", &["arabia"]),
];

/// Words that hold for a whole country.
const ADVERBS: &[&str] = &["nationally", "nationwide", "worldwide", "globally", "uk-wide", "countrywide"];

/// What can end a name after "in the".
const AREAS: &[&str] = &[
    "midlands", "islands", "isles", "borders", "highlands", "hebrides", "kingdom", "states", "republic",
    "emirates", "netherlands", "philippines", "east", "west", "north", "south", "valley", "strip", "bank",
    "coast", "gulf", "balkans", "caribbean", "mediterranean", "arctic", "antarctic", "sahel", "humber", "uk",
    "us", "eu", "usa", "u.s", "peninsula", "county", "counties", "district", "borough", "region", "ocean",
    "sea", "channel",
];

/// What can end or open a name after "at".
const SITES: &[&str] = &[
    "hmp", "hmyoi", "yoi", "hospital", "prison", "school", "university", "airport", "station", "college",
    "park", "stadium", "court", "base", "infirmary", "academy", "heathrow", "gatwick", "port", "centre",
    "cathedral",
];

/// Capitalised words that name no place though "in" stands before them.
const OTHERS: &[&str] = &[
    "parliament", "government", "cabinet", "commons", "lords", "house", "treasury", "whitehall",
    "westminster", "bill", "act", "budget", "english", "french", "german", "welsh", "christmas", "easter",
    "labour", "conservative", "christ", "god", "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "section",
    "table", "annex", "figure", "chapter", "part", "appendix", "article", "schedule", "year", "key", "gcse",
    "phase", "stage", "covid", "brexit", "i", "we", "it", "he", "she", "they", "this", "that", "these",
    "those", "his", "her", "our", "their", "my", "all", "each", "every", "some", "many", "most", "addition",
    "fact", "response", "financial", "trading", "service", "services", "round", "education", "place",
    "learning", "learn", "total", "order", "light", "line", "hansard", "facebook", "twitter", "instagram",
    "google", "congress", "senate", "state", "islam", "christianity", "universal", "pip", "nhs", "crown",
    "supreme", "court", "high", "magistrates", "vogue", "nature", "science", "however", "spring", "summer",
    "autumn", "winter", "quarter", "q1", "q2", "q3", "q4", "h1", "h2", "fy",
];

/// A place by its tokens.
pub(super) type Place = (usize, usize);

/// The places of a sentence in text order. Tokens of `taken` are no places.
pub(super) fn find(tokens: &Tokens<'_>, taken: &[(usize, usize)]) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let mut next = 0;
    let mut at = 0;
    while at < tokens.len() {
        while taken.get(next).is_some_and(|(_, end)| *end <= at) {
            next += 1;
        }
        let busy = taken.get(next).is_some_and(|(first, _)| *first <= at);
        match place(tokens, at).filter(|_| !busy) {
            Some(place) => {
                found.push(place);
                at = place.1;
            }
            None => at += 1,
        }
    }
    found
}

/// The marks of places: a place holds for figures on either side of it.
pub(super) fn marks(places: &[Place]) -> Vec<Mark> {
    let mark = |(first, end): &Place| Mark {
        first: *first,
        end: *end,
        side: Side::Either,
        stretch: false,
        compared: false,
    };
    places.iter().map(mark).collect()
}

fn place(tokens: &Tokens<'_>, at: usize) -> Option<Place> {
    match tokens.lower(at) {
        "in" | "across" | "throughout" | "within" | "around" | "near" | "outside" => placed(tokens, at + 1),
        "at" => site(tokens, at + 1),
        word if word.len() > 7 && ADVERBS.contains(&word) => Some((at, at + 1)),
        "for" if tokens.capital(at + 1) => known(tokens, at + 1),
        _ if tokens.capital(at) => known(tokens, at).filter(|place| stands_alone(tokens, *place)),
        _ => None,
    }
}

/// Whether a place without a word before it is one that something happens in: "England's 41 forces", "London has 221".
/// In "a London dairy" and "sales to France" it says what sort of thing, or which way.
fn stands_alone(tokens: &Tokens<'_>, (first, end): Place) -> bool {
    const HOLDS: &[&str] =
        &["has", "had", "saw", "sees", "recorded", "reported", "registered", "counted", "with"];
    let owns = tokens.symbol(end) == '\'';
    let bound = tokens.is_any(first.wrapping_sub(1), &["to", "from", "with", "by", "against", "of", "over"]);
    !bound && (owns || tokens.is_any(end, HOLDS) || tokens.symbol(end) == '(')
}

/// "in Leeds", "across England and Wales", "in the West Midlands".
fn placed(tokens: &Tokens<'_>, at: usize) -> Option<Place> {
    let the = tokens.is(at, "the");
    let first = at + usize::from(the);
    if tokens.title_case && known(tokens, first).is_none() {
        return None;
    }
    let end = name_end(tokens, first)?;
    // "in R&D", "in National Health Service trusts"
    let letter = tokens.raw(first).len() == 1 || tokens.symbol(end) == '&';
    let named = !letter
        && !OTHERS.contains(&tokens.lower(first))
        && !tokens.is_any(end - 1, &["service", "services"])
        && !is_shouted(tokens, first)
        && tokens.word(first).month.is_none()
        && !tokens.word(first).is(Roles::TIME);
    // "Pride in Place", "in Clinton's account"
    let before = at.wrapping_sub(2);
    let titled =
        before > 0 && tokens.capital(before) && tokens.is_word(before) && tokens.word(before).month.is_none();
    let owned = tokens.symbol(end) == '\'';
    if (titled && !the || owned) && known(tokens, first).is_none() {
        return None;
    }
    let area = AREAS.contains(&tokens.lower(end - 1)) || known(tokens, first).is_some();
    (named && (!the || area)).then_some((first, end))
}

/// "at HMP Wealdham", "at Leeds General Infirmary".
fn site(tokens: &Tokens<'_>, at: usize) -> Option<Place> {
    let first = at + usize::from(tokens.is(at, "the"));
    let end = name_end(tokens, first)?;
    let site = SITES.contains(&tokens.lower(end - 1)) || SITES.contains(&tokens.lower(first));
    let alone = end == first + 1 && !tokens.is(first, "heathrow") && !tokens.is(first, "gatwick");
    (site && !alone).then_some((first, end)).or_else(|| known(tokens, first))
}

/// An abbreviation that is no country.
fn is_shouted(tokens: &Tokens<'_>, at: usize) -> bool {
    let raw = tokens.raw(at);
    raw.len() > 1
        && raw.chars().all(|character| !character.is_lowercase())
        && !is_known(tokens.lower(at))
        && !SITES.contains(&tokens.lower(at))
        && !tokens.is_any(at, &["gb", "uae", "drc", "nyc", "la", "dc"])
}

/// The index after a run of capitalised words, joined by "and", "of", "upon" or hyphens.
fn name_end(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    const LINKS: &[&str] = &["and", "of", "upon", "on", "the", "under", "le"];
    let fits = |at: usize| tokens.is_word(at) && tokens.capital(at) && tokens.word(at).month.is_none();
    if !fits(first) {
        return None;
    }
    let mut end = first + 1;
    while end < first + LONGEST {
        let hyphens = tokens.over_hyphen(end);
        let link = hyphens + usize::from(tokens.is_any(hyphens, LINKS));
        let over = tokens.over_hyphen(link);
        let and = tokens.is(hyphens, "and") && !(is_known(tokens.lower(over)) || tokens.is(over, "northern"));
        if !fits(over) || and || (link > hyphens && hyphens == end && !is_name_link(tokens, end)) {
            break;
        }
        end = over + 1;
    }
    Some(end)
}

/// "England and Wales", "Isle of Wight", "Stoke on Trent": the link belongs to the name.
fn is_name_link(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.lower(at) {
        "and" => is_known(tokens.lower(at - 1)),
        "of" => tokens.is_any(
            at - 1,
            &["isle", "city", "district", "republic", "borough", "county", "kingdom", "state", "university"],
        ),
        "upon" | "on" | "under" => !tokens.word(at + 1).is(Roles::TIME),
        _ => false,
    }
}

/// A known place that stands without a word before it, and not inside another name: "Bank of England" is none.
fn known(tokens: &Tokens<'_>, at: usize) -> Option<Place> {
    let pair = COMPOUND
        .iter()
        .find(|(first, _)| tokens.is(at, first))
        .filter(|(_, seconds)| tokens.is_any(at + 1, seconds) && tokens.capital(at + 1));
    let mut end = match pair {
        Some(_) => at + 2,
        None => at + usize::from(tokens.capital(at) && is_known(tokens.lower(at))),
    };
    // "US $8" is a currency.
    if end == at || tokens.raw(at) == "Us" || tokens.is(at + 1, "nations") || tokens.symbol(end) == '$' {
        return None;
    }
    let before = at.wrapping_sub(1);
    let inside = tokens.capital(before)
        && tokens.is_word(before)
        && !tokens.word(before).is(Roles::BREAK)
        && !tokens.title_case
        || tokens.is_any(before, &["of", "for"]) && tokens.capital(before.wrapping_sub(1)) && before > 1
        || tokens.joins(before)
        || tokens.symbol(before) == '@';
    if inside {
        return None;
    }
    if tokens.is(end, "and") && tokens.capital(end + 1) && is_known(tokens.lower(end + 1)) {
        end += 2;
    }
    let longer = tokens.capital(end) && tokens.is_word(end) && !tokens.title_case || tokens.joins(end);
    (!longer).then_some((at, end))
}
