//! Words that mean one person, and first names with the gender that they nearly always have in Britain.

use std::collections::HashMap;
use std::sync::LazyLock;

/// As pronouns tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// What sort of person a noun means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// "man", "teenager"
    Generic,
    /// "mother", "partner"
    Kin,
    /// "judge", "prosecutor"
    Law,
    /// "officer", "Det Supt"
    Police,
    /// "defendant", "victim": the part in a matter.
    Matter,
    /// Any office or occupation.
    Role,
}

static FIRST_NAMES: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let rows = include_str!("first_names.txt").lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(name, gender)| Some((name, gender_of(gender)?))).collect()
});

static NOUNS: LazyLock<HashMap<&'static str, (Class, Option<Gender>)>> = LazyLock::new(|| {
    let rows = include_str!("person_nouns.txt").lines();
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (noun, class, gender) = (columns.next()?, columns.next()?, columns.next()?);
        let class = match class {
            "generic" => Class::Generic,
            "kin" => Class::Kin,
            "law" => Class::Law,
            "police" => Class::Police,
            "matter" => Class::Matter,
            _ => Class::Role,
        };
        Some((noun, (class, gender_of(gender))))
    })
    .collect()
});

fn gender_of(letter: &str) -> Option<Gender> {
    match letter {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender that a first name tells, any case.
#[must_use]
pub(super) fn first_name(name: &str) -> Option<Gender> {
    FIRST_NAMES.get(name.to_lowercase().as_str()).copied()
}

/// What a noun in the singular says of the one person whom it means, any case; `None` for a noun that means none.
#[must_use]
pub fn noun(word: &str) -> Option<(Class, Option<Gender>)> {
    let lower = word.to_lowercase();
    NOUNS.get(lower.as_str()).copied().or_else(|| {
        let last = lower.rsplit('-').next().filter(|last| last.len() < lower.len())?;
        NOUNS.get(last).copied()
    })
}

/// What a noun in the plural says of each of those whom it means: "men", "protesters".
#[must_use]
pub(super) fn plural(word: &str) -> Option<(Class, Option<Gender>)> {
    let lower = word.to_lowercase();
    if let Some(stem) = lower.strip_suffix("men") {
        return noun(&format!("{stem}man"));
    }
    let irregular = match lower.as_str() {
        "children" => Some("child"),
        "people" => Some("person"),
        "wives" => Some("wife"),
        "thieves" => Some("thief"),
        _ => None,
    };
    let ies = || lower.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular =
        irregular.map(str::to_owned).or_else(ies).or_else(|| lower.strip_suffix('s').map(str::to_owned))?;
    noun(&singular)
}

/// The gender that a title tells.
#[must_use]
pub(super) fn title(word: &str) -> Option<Gender> {
    const MALE: &[&str] = &["mr", "sir", "lord", "master", "father", "brother"];
    const FEMALE: &[&str] = &["mrs", "ms", "miss", "dame", "lady", "baroness", "sister"];
    let is = |titles: &[&str]| titles.iter().any(|title| title.eq_ignore_ascii_case(word));
    if is(MALE) { Some(Gender::Male) } else { is(FEMALE).then_some(Gender::Female) }
}

/// Whether a word before a name is a title or rank and no part of it.
#[must_use]
pub(super) fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "baroness", "baron", "cllr",
        "rev", "revd", "pc", "dc", "ds", "di", "dci", "dsi", "dsupt", "det", "supt", "insp", "sgt", "con",
        "cpl", "capt", "maj", "col", "lt", "cmdr", "fr", "sr", "hon", "rt", "qc", "kc", "mp", "acting",
        "assistant", "chief", "deputy", "detective", "justice", "former", "ex", "senior", "lance", "flight",
        "staff", "vice",
    ];
    TITLES.iter().any(|title| title.eq_ignore_ascii_case(word)) || noun(word).is_some()
}
