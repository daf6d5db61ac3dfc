//! Whose status the words state.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::CaseStatus;
use crate::people::{Class, Form, Mention, People, Person};
use crate::reading::{Reading, label};
use crate::rules::{Hit, Of, Tag};
use crate::span::Span;

/// Words that state what became of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// The index of the person.
    pub(super) person: usize,
    pub(super) status: CaseStatus,
    /// The words.
    pub(super) evidence: Span,
    pub(super) sentence: usize,
    /// Whether it was done to the person: "was stabbed".
    pub(super) suffered: bool,
    /// Whether the words have no more than a pronoun for the person.
    pub(super) by_pronoun: bool,
    /// How far it is in the procedure.
    pub(super) stage: u8,
}

/// The person of an active verb stands so many bytes behind it, and no further.
const REACH: usize = 70;

/// A verdict that names nobody is on whom the text told of so few sentences before.
const VERDICT_REACH: usize = 2;

/// The rule of what a body finds for whoever complained to it.
const FINDING: &str = "status.other.victim-finding";

/// The facts of a document in text order, and of each sentence the words that state one, with their rule.
pub(super) fn facts(reading: &Reading<'_>, people: &People) -> (Vec<Fact>, Vec<Option<(Span, String)>>) {
    let mut facts = Vec::new();
    let mut of_the_dead = Vec::new();
    let mut verdicts = Vec::new();
    let mut findings = Vec::new();
    let mut stated = vec![None; reading.len()];
    for (sentence, words) in stated.iter_mut().enumerate() {
        if !reading.block(sentence).kind.is_prose() {
            continue;
        }
        for hit in reading.tagged(sentence, Tag::Status) {
            let Some(status) = label::<CaseStatus>(&hit.rule.label) else { continue };
            let about = whose(reading, people, sentence, hit);
            let inquest = hit.rule.id == "status.other.inquest";
            if hit.rule.id.ends_with(".victim-story")
                && !about.persons.iter().all(|person| tells_own(reading.text(), &people.persons()[*person]))
            {
                continue;
            }
            let finding = hit.rule.id == FINDING;
            let about = if finding { Whose::default() } else { about };
            let nobody = about.persons.is_empty();
            let verdict = nobody && people.in_sentence(sentence).is_empty() && is_verdict(status);
            if nobody && !inquest && !verdict && !finding && !starts_with_pronoun(reading, sentence, hit.span)
            {
                continue;
            }
            words.get_or_insert_with(|| (hit.span, hit.rule.id.clone()));
            let fact = |person: usize| Fact {
                person,
                status,
                evidence: hit.span,
                sentence,
                suffered: is_suffered(&hit.rule.id),
                by_pronoun: about.by_pronoun,
                stage: stage_by_rule(status, &hit.rule.id),
            };
            if inquest && nobody {
                of_the_dead.push(fact(0));
            } else if finding {
                findings.push(fact(0));
            } else if verdict {
                verdicts.push(fact(0));
            }
            facts.extend(about.persons.iter().copied().map(fact));
        }
    }
    // "The coroner recorded a conclusion of misadventure": on whoever the document says has died.
    if let Some(dead) = facts.iter().find(|fact| fact.suffered).map(|fact| fact.person) {
        facts.extend(of_the_dead.into_iter().map(|fact| Fact { person: dead, ..fact }));
    }
    if let Some(person) = complainant(people) {
        facts.extend(findings.into_iter().map(|fact| Fact { person, ..fact }));
    }
    facts.sort_by_key(|fact| fact.evidence);
    // "The jury returned a verdict of not proven": on whom the text told of last.
    for verdict in verdicts {
        let end = facts.partition_point(|fact| fact.evidence < verdict.evidence);
        let last = facts[..end].iter().rev().find(|fact| !fact.suffered);
        let near = last.filter(|fact| verdict.sentence - fact.sentence <= VERDICT_REACH);
        if let Some(person) = near.map(|fact| fact.person) {
            facts.insert(end, Fact { person, ..verdict });
        }
    }
    (facts, stated)
}

fn is_verdict(status: CaseStatus) -> bool {
    matches!(status, CaseStatus::Acquitted | CaseStatus::Convicted | CaseStatus::Sentenced)
}

/// Whom an ombudsman's decision is about: the private person of whom the document says most.
fn complainant(people: &People) -> Option<usize> {
    let private = |person: &usize| {
        let person = &people.persons()[*person];
        let office =
            person.classes.iter().any(|class| matches!(class, Class::Law | Class::Police | Class::Role));
        !office && person.role.is_none()
    };
    let count = |person: usize| people.mentions_of(person).count();
    (0..people.persons().len())
        .filter(private)
        .max_by_key(|person| (count(*person), std::cmp::Reverse(*person)))
}

/// Rules of what is done to a victim.
fn is_suffered(rule: &str) -> bool {
    ["hurt", "died", "victim", "inquest", "award"]
        .iter()
        .any(|word| rule.split(['.', '-']).any(|part| part == *word))
}

/// Whether somebody is told of as a private person, by name with an age or as "a nurse from Acle": what befell an official
/// is no story of theirs.
fn tells_own(text: &str, person: &Person) -> bool {
    let official = person.classes.iter().any(|class| matches!(class, Class::Law | Class::Police));
    let described = person.described.is_some_and(|span| {
        let words = span.of(text);
        words.starts_with("a ") || words.starts_with("an ")
    });
    person.name.is_some() && !official && (person.age.is_some() || described)
}

/// "He was jailed": nobody can tell who he is, and still it is a case.
fn starts_with_pronoun(reading: &Reading<'_>, sentence: usize, words: Span) -> bool {
    let subject = reading.phrases[sentence].subject_before(words.start);
    subject.is_some_and(|span| matches!(span.of(reading.text()).to_lowercase().as_str(), "he" | "she"))
}

/// Whose status some words state.
#[derive(Debug, Default)]
struct Whose {
    /// Several where they are joined by "and".
    persons: Vec<usize>,
    by_pronoun: bool,
}

/// The people whose status the words state.
fn whose(reading: &Reading<'_>, people: &People, sentence: usize, hit: &Hit<'_>) -> Whose {
    let (mentions, text) = (people.in_sentence(sentence), reading.text());
    let before = || before(reading, mentions, hit.span);
    let inside = || mentions.iter().position(|mention| hit.span.contains(mention.span));
    let of_court = |index: usize| people.persons()[mentions[index].person].classes.contains(&Class::Law);
    let behind = || {
        // "Sentencing him, Judge Olufsen said": whom a court deals with is not the court.
        let index = behind(mentions, hit.span)?;
        let gap = text.get(hit.span.end..mentions[index].span.start).unwrap_or_default();
        let whatfor = hit.rule.of == Of::Either && !gap.contains(',') && gap.contains(" for ");
        if whatfor || [". ", "; "].iter().any(|word| gap.contains(word)) {
            return None;
        }
        (!of_court(index)).then_some(index)
    };
    // A pronoun that may mean the accused or the judge must never make the judge an accused, nor does what a court
    // decides say anything of the court.
    let decides = hit.rule.id == "status.other.inquest"
        || hit.rule.of != Of::Subject
            && ["sentenced", "convicted", "acquitted"].contains(&hit.rule.label.as_str());
    let court = |index: &usize| of_court(*index) && (decides || mentions[*index].form == Form::Pronoun);
    // “Golden Week”, in quotation marks, is nobody.
    let titled = |index: &usize| {
        let person = &people.persons()[mentions[*index].person];
        person.is_doubtful() && text[..mentions[*index].span.start].ends_with(['“', '"', '‘'])
    };
    let may = |index: &usize| !court(index) && !titled(index) && !is_owner(text, hit, mentions[*index]);
    let found = match hit.rule.of {
        Of::Subject => before().filter(may),
        Of::Object => inside().or_else(behind).filter(may),
        Of::Either => inside().filter(may).or_else(|| before().filter(may)).or_else(behind).filter(may),
    };
    let Some(index) = found else { return Whose::default() };
    Whose { persons: joined(text, mentions, index), by_pronoun: mentions[index].form == Form::Pronoun }
}

/// "A judge ordered *Emanuel’s* office", "Suspect named by police before *Obama’s* briefing": nothing is said of the owner.
fn is_owner(text: &str, hit: &Hit<'_>, mention: Mention) -> bool {
    let owns = ["’s ", "'s "].iter().any(|ending| text[mention.span.end..].starts_with(ending));
    let of_a_matter = ["investigated", "acquitted", "other"].contains(&hit.rule.label.as_str());
    let behind = mention.span.start >= hit.span.end;
    owns && behind && hit.rule.of != Of::Subject && !of_a_matter && mention.form == Form::Name
}

/// The mention that is the subject of the words: the last before them, but not one that only belongs to another ("the
/// mother *of Tom*", "*his* wife").
fn before(reading: &Reading<'_>, mentions: &[Mention], words: Span) -> Option<usize> {
    let text = reading.text();
    let end = mentions.partition_point(|mention| mention.span.start < words.start);
    let mut last = (0..end).rev().find(|index| {
        let mention = mentions[*index];
        let within = mentions[..*index].iter().rev().take(2).any(|outer| outer.span.contains(mention.span));
        mention.span.end <= words.start
            && !within
            && !is_object(text, &mention)
            && !speaks_outside(text, mention.span, words)
            && !is_left_behind(text, &mentions[..=*index], words)
    })?;
    // "the mother of Tom": whoever stands before the "of".
    while last > 0 && preceded_by_of(text, mentions[last].span) {
        if mentions[last - 1].span.until(mentions[last].span).is_none_or(|gap| gap.len() > 12) {
            break;
        }
        last -= 1;
    }
    Some(relative_clause(text, mentions, last, words).unwrap_or(last))
}

/// “All of the injured have been taken to hospital,” of whom the speaker before the quotation is none. A verb alone may be
/// quoted: the skipper “was jailed”.
fn speaks_outside(text: &str, mention: Span, words: Span) -> bool {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"[“"][^”"]*? [^”"]*? [^”"]*$"#).expect("a valid pattern"));
    mention.until(words).is_some_and(|gap| gap.len() < 400 && QUOTED.is_match(gap.of(text)))
}

/// "*A man* who tricked six women by posing as an engineer has been jailed": behind a relative clause the verb belongs to
/// whoever stands before the clause.
fn relative_clause(text: &str, mentions: &[Mention], last: usize, words: Span) -> Option<usize> {
    static PREDICATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:as|be|being|been|by|of|to|from|with|against|for|on|at|into|like|posing as|his|her|their|\S+[’']s|\w{3,}(?:ed|ing)) $")
            .expect("a valid pattern")
    });
    static MAIN_VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:has|have|had|is|are|was|were|will|walked|got|sacked|jailed|fined|cleared|arrested|charged|banned|struck|convicted|acquitted|spared|caged|suspended)\b").expect("a valid pattern")
    });
    let gap = text.get(mentions[last].span.end..words.start)?;
    let clause_of = |index: usize| {
        let clause = text.get(mentions[index].span.end..words.start)?;
        [" who ", ", who "].iter().find_map(|word| clause.strip_prefix(word)).map(|clause| (index, clause))
    };
    let (first, clause) = (0..last).rev().take(4).find_map(clause_of)?;
    let main_verb = MAIN_VERB.is_match(words.of(text));
    // ", who shot and killed Tulk last week, was charged": the clause is closed.
    if main_verb && clause.trim_end().ends_with(',') && !clause.contains(", and") {
        return Some(first);
    }
    if clause.contains(", ") {
        return None;
    }
    let near = gap.trim().is_empty() || gap.contains([',', '–', '—', '(']);
    let told_of = mentions[last].form == Form::Noun
        && PREDICATE.is_match(&text[..mentions[last].span.start])
        && main_verb;
    (!near || told_of).then_some(first)
}

/// "assisting *an offender*": somebody unnamed behind a participle is what is done, not who is told of.
fn is_object(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.span.start].trim_end().rsplit(' ').next().unwrap_or_default();
    mention.form == Form::Noun && before.len() > 4 && before.ends_with("ing")
}

/// "Tulk admitted the theft *of a second driver*, and was jailed", "Tulk hit *Ann Bee* and was charged", "he was questioned
/// *by an attorney* and then arrested": the last mention is none of the subject's, and the words go on about who stands
/// before it.
fn is_left_behind(text: &str, mentions: &[Mention], words: Span) -> bool {
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:,|\band|\bbut)(?: (?:then|also|later|was|were|had|is|has|who|\w+ly))* ?$")
            .expect("a valid pattern")
    });
    static ACTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:\p{L}{2,}ed|shot|hit|beat|struck|met|saw|drove at|ran over|left|held|bit|cut|robbing|by|over|against)(?: (?:[a-z-]+ ){0,2})?$")
            .expect("a valid pattern")
    });
    let [before @ .., last] = mentions else { return false };
    if !before.iter().any(|mention| !mention.oblique) {
        return false;
    }
    let gap = last.span.until(words).map_or("", |gap| gap.of(text));
    let told_of = last.form == Form::Noun && preceded_by_of(text, last.span);
    if told_of && (gap.starts_with(',') || gap.contains(" and ")) {
        return true;
    }
    // "The widow, once wed to Terry Stagg, faces two charges".
    let introduced =
        || before.iter().any(|mention| !mention.oblique && text[mention.span.end..].starts_with(", "));
    if last.oblique && gap.trim() == "," && introduced() {
        return true;
    }
    let opens = text[..last.span.start].trim_end_matches(|c: char| c != ' ' && c != '\n');
    let from = opens.len() - opens.len().min(40);
    let opens = &opens[opens.ceil_char_boundary(from)..];
    let same_clause = last.span.start > before.last().map_or(0, |mention| mention.span.end);
    same_clause
        && (gap.contains(" and ") || gap.contains(" but "))
        && GOES_ON.is_match(gap)
        && ACTIVE.is_match(opens.trim_end())
}

fn preceded_by_of(text: &str, span: Span) -> bool {
    text[..span.start].ends_with(" of ")
}

/// The first mention that goes on behind the words: "Convicted fraudster", "police arrested Tulk".
fn behind(mentions: &[Mention], words: Span) -> Option<usize> {
    let first =
        mentions.iter().position(|mention| mention.span.end > words.end && mention.span.end > words.start)?;
    (mentions[first].span.start < words.end + REACH).then_some(first)
}

/// The person of a mention, and those joined to it by "and" before it: "Jordan Pyle, 27, his cousin Reece Pyle, 22, and
/// getaway driver Ashley Minns".
fn joined(text: &str, mentions: &[Mention], index: usize) -> Vec<usize> {
    let mut people = vec![mentions[index].person];
    let mut first = index;
    let mut several = false;
    for before in (0..index).rev() {
        let (left, right) = (mentions[before], mentions[first]);
        // "his" of "his cousin", and "getaway driver" right before the name.
        let within = mentions[..before].iter().rev().take(2).any(|outer| outer.span.contains(left.span));
        let gap = text.get(left.span.end..right.span.start).unwrap_or("?");
        if within || left.person == right.person && matches!(gap, " " | ", ") {
            first = if within { first } else { before };
            continue;
        }
        let bare = gap.trim_matches(|c: char| c.is_ascii_digit() || ", ()".contains(c));
        let conjoined = matches!(bare, "and" | "and his" | "and her");
        let listed = bare.is_empty() && gap.contains(',') && several;
        if !(conjoined || listed) || left.form == Form::Pronoun && right.form == Form::Pronoun {
            break;
        }
        several = true;
        if left.person != right.person {
            people.push(left.person);
        }
        first = before;
    }
    people.dedup();
    people
}

/// "He has also been charged": a pronoun that seems to mean somebody of whom the text states nothing else means the accused
/// of whom it stated something by name before.
pub(super) fn of_the_known(people: &People, facts: Vec<Fact>) -> Vec<Fact> {
    let told: BTreeSet<usize> =
        facts.iter().filter(|fact| !fact.by_pronoun).map(|fact| fact.person).collect();
    let mut known: Vec<usize> = Vec::new();
    let meant = |fact: Fact| {
        // "Coffey was an attorney, but he resigned": who is named in the sentence is meant.
        let named_here = people.in_sentence(fact.sentence).iter().any(|mention| {
            mention.person == fact.person
                && mention.form == Form::Name
                && mention.span.end <= fact.evidence.start
        });
        if !fact.by_pronoun || named_here || told.contains(&fact.person) || fact.suffered {
            if !fact.suffered && !fact.by_pronoun {
                known.retain(|person| *person != fact.person);
                known.push(fact.person);
            }
            return fact;
        }
        let gender = people.persons()[fact.person].gender;
        let fits = |person: &&usize| {
            let other = people.persons()[**person].gender;
            other.is_none() || gender.is_none() || other == gender
        };
        let last = known.iter().rev().take(8).find(fits);
        Fact { person: last.copied().unwrap_or(fact.person), ..fact }
    };
    facts.into_iter().map(meant).collect()
}

/// "The defendant" is the one who is accused, if the document names just one; else it tells of nobody.
pub(super) fn of_the_accused(text: &str, people: &People, facts: Vec<Fact>) -> Vec<Fact> {
    const NOUNS: &[&str] = &["defendant", "accused", "suspect", "offender", "culprit"];
    let stands_for = |person: usize| {
        let person = &people.persons()[person];
        let described = person.described.map_or("", |span| span.of(text)).to_lowercase();
        person.name.is_none()
            && described.starts_with("the ")
            && NOUNS.iter().any(|noun| described.ends_with(noun))
    };
    let mut accused: Vec<usize> = facts
        .iter()
        .filter(|fact| stage(fact.status) > 0 && people.persons()[fact.person].name.is_some())
        .map(|fact| fact.person)
        .collect();
    accused.sort_unstable();
    accused.dedup();
    let only = match accused.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let named = |fact: Fact| {
        if stands_for(fact.person) { only.map(|person| Fact { person, ..fact }) } else { Some(fact) }
    };
    facts.into_iter().filter_map(named).collect()
}

/// How far a status is in the procedure.
fn stage(status: CaseStatus) -> u8 {
    match status {
        CaseStatus::Other => 0,
        CaseStatus::Alleged => 1,
        CaseStatus::Investigated => 2,
        CaseStatus::Arrested => 3,
        CaseStatus::Charged => 5,
        CaseStatus::Convicted => 6,
        CaseStatus::Dismissed => 7,
        CaseStatus::Sentenced => 9,
        CaseStatus::Acquitted => 10,
    }
}

/// The stage of what ends a matter short of a court: release without action ends an arrest, a tribunal's award the
/// dismissal that it was about.
fn stage_by_rule(status: CaseStatus, rule: &str) -> u8 {
    match rule {
        "status.other.no-action" | "status.other.inquest" | FINDING => 4,
        "status.other.award" => 8,
        _ => stage(status),
    }
}

/// "quashed", "won her appeal": an end that comes after a conviction.
fn ends_conviction(text: &str, words: Span) -> bool {
    const WORDS: &[&str] = &["quash", "overturn", "appeal", "retrial", "pardon", "exonerat", "set aside"];
    let lower = words.of(text).to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// "acquitted of a third", "cleared of one charge": of others nobody has cleared them.
fn is_of_a_part(text: &str, words: Span) -> bool {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?: of| on)? (?:a (?:second|third|fourth|fifth|sixth|further|lesser|separate|similar)|one|another|two|three|some|the other|other|the remaining)\b")
            .expect("a valid pattern")
    });
    PART.is_match(&text[words.end..])
}

/// The fact that goes furthest. Who is cleared of one charge and convicted of another is convicted, unless it was the
/// conviction that fell.
pub(super) fn furthest(text: &str, facts: &[Fact]) -> Option<Fact> {
    let cleared = |fact: &Fact| fact.status == CaseStatus::Acquitted;
    let outlasts = |fact: &Fact| {
        let others = || facts.iter().filter(|other| !cleared(other));
        let guilty =
            others().any(|other| matches!(other.status, CaseStatus::Convicted | CaseStatus::Sentenced));
        let pending = others().any(|other| other.status == CaseStatus::Charged);
        let partly = guilty || pending && is_of_a_part(text, fact.evidence);
        !partly || ends_conviction(text, fact.evidence)
    };
    facts
        .iter()
        .filter(|fact| !cleared(fact) || outlasts(fact))
        .copied()
        .reduce(|best, next| if next.stage > best.stage { next } else { best })
}
