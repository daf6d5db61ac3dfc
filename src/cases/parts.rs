//! Who else has a part in a matter: victims, witnesses, officials, relatives.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::Matter;
use crate::document::Part;
use crate::people::{Class, Form, People, Person};
use crate::reading::Reading;
use crate::span::Span;

/// Somebody has a part in a matter whose people are meant within so many sentences.
const NEAR: usize = 3;

/// Whoever is named so near to what the document is about has a part in it.
const FAR: usize = 5;

/// So near stands whoever has a part in a matter that the document only mentions.
const BESIDE: usize = 1;

/// A document opens with what it is about, in so many sentences.
const OPENING: usize = 10;

/// What a document is about is meant in one of so many sentences.
const SHARE: usize = 6;

/// The others of each matter: the index of the case, the person, the part.
pub(super) fn others(
    reading: &Reading<'_>,
    people: &People,
    matters: &[Matter],
    victims: &BTreeSet<usize>,
) -> Vec<(usize, usize, Part)> {
    let principals: BTreeMap<usize, usize> = matters
        .iter()
        .enumerate()
        .flat_map(|(case, matter)| matter.people.iter().map(move |person| (*person, case)))
        .collect();
    let nearest = nearest(reading, people, &principals);
    let main: Vec<bool> = matters.iter().map(|matter| is_main(reading, people, matter)).collect();
    let mut found = Vec::new();
    for (index, person) in people.persons().iter().enumerate() {
        if principals.contains_key(&index) {
            continue;
        }
        let Some((part, told)) = part(reading, people, index, person, victims, &principals) else { continue };
        let near = people.mentions_of(index).find_map(|mention| {
            let Nearest { case, away, between } = nearest[mention.sentence]?;
            let near = away <= NEAR || between;
            (main[case] && (told || near || away <= FAR) || told && near || away <= BESIDE).then_some(case)
        });
        found.extend(near.map(|case| (case, index, part)));
    }
    // "The victim", of whom the case has the name, is nobody else.
    let unnamed = |person: usize| {
        let person = &people.persons()[person];
        person.name.is_none() && person.classes.contains(&Class::Matter)
    };
    let known: HashSet<(usize, Part)> = found
        .iter()
        .filter(|(_, person, _)| !unnamed(*person))
        .map(|(case, _, part)| (*case, *part))
        .collect();
    let is_victims = |case: usize| matters[case].part == Part::Victim;
    found.retain(|(case, person, part)| {
        !unnamed(*person) || !(known.contains(&(*case, *part)) || *part == Part::Victim && is_victims(*case))
    });
    found
}

/// Whether the document is about a matter, and does not only mention it: it opens with it, or keeps coming back to it.
fn is_main(reading: &Reading<'_>, people: &People, matter: &Matter) -> bool {
    let sentences =
        matter.people.iter().flat_map(|person| people.mentions_of(*person)).map(|mention| mention.sentence);
    let sentences: BTreeSet<usize> = sentences.collect();
    let stated = matter.facts.first().is_some_and(|fact| fact.sentence < OPENING);
    stated && sentences.len() > 1 || sentences.len() * SHARE >= reading.len()
}

/// The case whose people are meant nearest to a sentence.
#[derive(Clone, Copy, Debug)]
struct Nearest {
    case: usize,
    /// In sentences.
    away: usize,
    /// Whether the sentence stands between two that mean people of cases.
    between: bool,
}

/// Of each sentence the case whose people are meant nearest to it.
fn nearest(
    reading: &Reading<'_>,
    people: &People,
    principals: &BTreeMap<usize, usize>,
) -> Vec<Option<Nearest>> {
    let own: Vec<Option<usize>> = (0..reading.len())
        .map(|sentence| {
            people.in_sentence(sentence).iter().find_map(|mention| principals.get(&mention.person).copied())
        })
        .collect();
    let before = running(own.iter().enumerate());
    let mut after = running(own.iter().enumerate().rev());
    after.reverse();
    let between = |sentence: usize| {
        let near = |found: Option<usize>| found.map(|found: usize| (found.abs_diff(sentence), found));
        let (before, after) = (near(before[sentence]), near(after[sentence]));
        let (away, other) = before.into_iter().chain(after).min()?;
        Some(Nearest { case: own[other]?, away, between: before.is_some() && after.is_some() })
    };
    (0..own.len()).map(between).collect()
}

/// At each place the last one so far that has something.
fn running<'a>(own: impl Iterator<Item = (usize, &'a Option<usize>)>) -> Vec<Option<usize>> {
    let last = own.scan(None, |last, (index, case)| {
        *last = case.map(|_| index).or(*last);
        Some(*last)
    });
    last.collect()
}

/// The part of somebody in a matter, `None` for who has none; and whether the text tells it.
fn part(
    reading: &Reading<'_>,
    people: &People,
    index: usize,
    person: &Person,
    victims: &BTreeSet<usize>,
    principals: &BTreeMap<usize, usize>,
) -> Option<(Part, bool)> {
    if person.name.is_none() && person.described.is_none() {
        return None;
    }
    if victims.contains(&index) {
        return Some((Part::Victim, true));
    }
    let is = |class: Class| person.classes.contains(&class);
    let text = reading.text();
    let described = person.described.map_or("", |span| span.of(text)).to_lowercase();
    if is(Class::Matter) {
        let harmed = ["victim", "complainant", "survivor"].iter().any(|word| described.ends_with(word));
        let saw = described.ends_with("witness");
        let part = if harmed { Some(Part::Victim) } else { saw.then_some(Part::Witness) };
        return part.map(|part| (part, true));
    }
    if is(Class::Law) || is(Class::Police) {
        person.name?;
        let for_one_side = defends(text, people, index) || is_lawyer_of_a_side(text, person, people, index);
        return Some((if for_one_side { Part::Other } else { Part::Official }, true));
    }
    if is(Class::Kin)
        && person.of.is_some_and(|owner| principals.contains_key(&owner) || victims.contains(&owner))
    {
        return Some((Part::Relative, true));
    }
    let told = behind_name(text, people, index);
    if told.is_some() || person.name.is_none() {
        return told.map(|part| (part, true));
    }
    // Whoever is named beside a matter has a part in it, if the name is certainly a person's.
    if person.is_doubtful() || writes(text, people, index) || seeks_office(text, person) {
        return None;
    }
    if holds_office(text, people, index, person) {
        return Some((Part::Official, false));
    }
    Some((if is(Class::Kin) { Part::Relative } else { Part::Other }, false))
}

/// Whether somebody is told as one of national politics, who speaks of everything.
fn seeks_office(text: &str, person: &Person) -> bool {
    static POLITICS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:president|candidate|nominee|front-runner|senator|congress(?:man|woman)|prime minister|strategist|pundit)$")
            .expect("a valid pattern")
    });
    [person.role, person.described].into_iter().flatten().any(|span| POLITICS.is_match(span.of(text)))
}

/// Whether somebody only signs the article: "By Delyth Rowe", "Delyth Rowe, Court Reporter".
fn writes(text: &str, people: &People, index: usize) -> bool {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^,? (?:[\w-]+ ){0,3}(?:reporter|correspondent|editor|writer|and agencies)\b")
            .expect("a valid pattern")
    });
    let mut mentions = people.mentions_of(index);
    mentions.next().is_some_and(|first| {
        let before =
            text[..first.span.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        before.eq_ignore_ascii_case("by") && mentions.next().is_none()
            || BEHIND.is_match(behind(text, first.span, 60))
    })
}

/// Whether somebody is told as the holder of an office that deals with such matters: "the fire investigator", ", Area
/// Environment Manager,", "of the Health and Safety Executive".
fn holds_office(text: &str, people: &People, index: usize, person: &Person) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:inspector|investigator|pathologist|commissioner|officer|minister|ombudsman|prefect|mayor|adjudicator|fiscal|sheriff|magistrate|registrar|regulator|commander|superintendent|governor|spokes(?:man|woman|person))s?$")
            .expect("a valid pattern")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^,? (?:(?:the |an? |its )?(?:[\w-]+ ){0,4}(?i:manager|director|head|chair|chief|officer|inspector|investigator|commissioner|ombudsman)(?: (?:of|for|at|with) [^.,;“”]{3,60})?,|(?:of|from|for|with) the (?:[\w-]+ ){0,5}(?i:executive|agency|commission|authority|service|inspectorate|council|department|ministry|office)\b)")
            .expect("a valid pattern")
    });
    [person.role, person.described].into_iter().flatten().any(|span| OFFICE.is_match(span.of(text)))
        || people
            .mentions_of(index)
            .filter(|mention| mention.form == Form::Name)
            .any(|mention| BEHIND.is_match(behind(text, mention.span, 120)))
}

/// The words right behind a name or description, in which a part is told: ", prosecuting," · " told the jury".
fn behind_name(text: &str, people: &People, person: usize) -> Option<Part> {
    static OFFICIAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?: [KQ]C)?,? (?:for the (?:Crown|prosecution|force|council|regulator|authority)|prosecuting|sentencing|of the Crown Prosecution Service|from [\w ]{0,30}\b(?:Police|Constabulary)|of [\w ]{0,30}\b(?:Police|Constabulary))\b").expect("a valid pattern")
    });
    static LAWYER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?: [KQ]C)?,? (?:for the defence|defending|mitigating|in mitigation|representing|(?:his|her|their) (?:solicitor|barrister|lawyer|counsel))\b").expect("a valid pattern")
    });
    static WITNESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:,[^.;“”]{0,60},)? (?:(?:also |later |had )?told (?:the )?(?:court|jury|jurors|hearing|inquest|tribunal|inquiry|panel|judge|magistrates|trial|police|officers|coroner)|gave evidence|said in evidence|giving evidence|testified|described to the \w+|(?:conceded|agreed|admitted|accepted|said) under cross-examination|saw|described (?:to|how)|conceded|accepted (?:that|under)|swore|recounted|heard (?:him|her|a|the)|examined|matched|raised (?:concerns|the alarm)|found (?:him|her|the body)|called (?:the )?(?:police|999)|rang (?:the )?police|witnessed)\b").expect("a valid pattern")
    });
    static PROSECUTES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:opening the (?:case|prosecution)|prosecuting|for the (?:Crown|prosecution)), (?:\w+ )?$",
        )
        .expect("a valid pattern")
    });
    static DEFENDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:in mitigation|mitigating|defending|for the defence|cross-examin(?:ing|ed by)),? (?:his |her |their )?(?:(?:barrister|counsel|solicitor|brief|mr|mrs|ms|miss),? )?$").expect("a valid pattern")
    });
    people.mentions_of(person).filter(|mention| mention.form != Form::Pronoun).find_map(|mention| {
        let rest = behind(text, mention.span, 120);
        let lead = before(text, mention.span);
        if LAWYER.is_match(rest) || DEFENDS.is_match(lead) {
            Some(Part::Other)
        } else if OFFICIAL.is_match(rest) || PROSECUTES.is_match(lead) {
            Some(Part::Official)
        } else {
            WITNESS.is_match(rest).then_some(Part::Witness)
        }
    })
}

/// Whether a lawyer speaks for one side and not for the Crown.
fn defends(text: &str, people: &People, person: usize) -> bool {
    static DEFENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^,? (?:for the defence|defending|mitigating|in mitigation|representing)\b|\b(?:defence (?:barrister|counsel|solicitor|lawyer)|(?:his|her|their) (?:solicitor|barrister|lawyer|counsel))$").expect("a valid pattern")
    });
    people.mentions_of(person).any(|mention| {
        DEFENCE.is_match(behind(text, mention.span, 40)) || DEFENCE.is_match(mention.span.of(text))
    })
}

/// Whether somebody is told as a barrister or solicitor, and not as the prosecution's.
fn is_lawyer_of_a_side(text: &str, person: &Person, people: &People, index: usize) -> bool {
    static LAWYER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:solicitor|barrister|lawyer|brief|attorney)$").expect("a valid pattern")
    });
    let told =
        [person.role, person.described].into_iter().flatten().any(|span| LAWYER.is_match(span.of(text)));
    told && behind_name(text, people, index) != Some(Part::Official)
}

/// The words before a span in its line, up to some bytes of them.
fn before(text: &str, span: Span) -> &str {
    let from = text.ceil_char_boundary(span.start.saturating_sub(60));
    let lead = &text[from..span.start];
    lead.rsplit('\n').next().unwrap_or(lead)
}

/// The words behind a span, up to some bytes of them.
fn behind(text: &str, span: Span, bytes: usize) -> &str {
    &text[span.end..text.floor_char_boundary(span.end + bytes)]
}
