//! The cases of one document and the people in them.
//!
//! Cases and people are aligned one to one and counted, as CEAF aligns the entities of coreference (Luo, "On
//! coreference resolution performance metrics", 2005), but greedily, the best pair first; what makes a pair is ours.
//!
//! Two cases pair by their principal people: the accused, where there are none the victims, else everybody. They must
//! share a place that speaks of them, or an equal name; more such places go first, then words for the status that
//! overlap. A case without people pairs by these words alone.
//!
//! People are those of all cases of the document, each distinct one once. Two pair when their names are equal (case,
//! title and possessive aside), when the last word of one name is in the other and no first names differ, or when
//! mentions by name overlap. Mentions in gold labels are offsets alone and are taken as they stand. The lists of claims
//! are not scored.

use std::cmp::Reverse;

use super::people::{self, Individual};
use super::score::Side;
use super::text::Text;
use super::{CaseScores, matching, names};
use crate::record::Offsets;

/// Pairs of indices of gold and predicted things.
type Pairs = Vec<(usize, usize)>;

/// Adds the cases of a document, when its gold labels have such.
pub(super) fn score(sum: &mut CaseScores, gold: &Side<'_>, predicted: &Side<'_>, text: &Text<'_>) {
    if gold.labels.cases.is_none() {
        return;
    }
    let pairs = pair(gold, predicted);
    sum.found.count_all(gold.cases().len(), predicted.cases().len(), pairs.len());
    status(sum, gold, predicted, &pairs);
    let everybody = people::individuals(gold.cases(), text);
    let found = people::individuals(predicted.cases(), text);
    persons(sum, &everybody, &found, &pairs);
}

/// The cases of both sides that are the same.
fn pair(gold: &Side<'_>, predicted: &Side<'_>) -> Pairs {
    let mut candidates = Vec::new();
    for (left, (one, stated)) in gold.cases().iter().zip(&gold.places.evidence).enumerate() {
        for (right, (other, found)) in predicted.cases().iter().zip(&predicted.places.evidence).enumerate() {
            let nobody = one.people.is_empty() || other.people.is_empty();
            let (alike, common) = (people::alike(one, other), overlap(*stated, *found));
            if alike > 0 || nobody && common > 0 {
                candidates.push((Reverse(alike), Reverse(common), left, right));
            }
        }
    }
    candidates.sort_unstable();
    matching::greedy(candidates.into_iter().map(|(.., left, right)| (left, right)))
}

/// The number of common code points.
fn overlap(one: Option<Offsets>, other: Option<Offsets>) -> usize {
    one.zip(other).map_or(0, |(one, other)| one[1].min(other[1]).saturating_sub(one[0].max(other[0])))
}

/// How far the matters have gone, and the words that say so.
fn status(sum: &mut CaseScores, gold: &Side<'_>, predicted: &Side<'_>, pairs: &[(usize, usize)]) {
    for (left, case) in gold.cases().iter().enumerate().filter(|(_, case)| case.status.is_some()) {
        let partner = pairs.binary_search_by_key(&left, |pair| pair.0).ok().map(|index| pairs[index].1);
        let same = partner.is_some_and(|right| predicted.cases()[right].status == case.status);
        sum.status_all.count(same);
        let Some(right) = partner else { continue };
        sum.status.count(same);
        if same && case.status_evidence.is_some() {
            sum.evidence.count(overlap(gold.places.evidence[left], predicted.places.evidence[right]) > 0);
        }
    }
}

/// Who takes part, as whom, and what else is said of them.
fn persons(
    sum: &mut CaseScores,
    gold: &[Individual<'_>],
    predicted: &[Individual<'_>],
    cases: &[(usize, usize)],
) {
    let pairs = people::pair(gold, predicted);
    let principals = |people: &[Individual<'_>]| people.iter().filter(|one| one.is_principal()).count();
    let mut both = 0;
    for (one, other) in pairs.iter().map(|(left, right)| (&gold[*left], &predicted[*right])) {
        both += usize::from(one.is_principal() && other.is_principal());
        if let Some(same) = same_part(one, other, cases) {
            sum.part.count(same);
        }
        let ages = [one, other].map(|side| side.first(|person| person.age));
        sum.age.count_place(ages[0].is_some(), ages[1].is_some(), ages[0].is_some() && ages[0] == ages[1]);
        let roles = [one, other].map(|side| side.first(|person| person.role.clone()));
        let same = roles[0].as_ref().zip(roles[1].as_ref()).is_some_and(|(one, other)| same_role(one, other));
        sum.role.count_place(roles[0].is_some(), roles[1].is_some(), same);
        let common = people::common(&one.mentions, &other.mentions);
        sum.mentions.count_all(one.mentions.len(), other.mentions.len(), common);
    }
    sum.people.count_all(gold.len(), predicted.len(), pairs.len());
    sum.principals.count_all(principals(gold), principals(predicted), both);
}

/// Whether both have the same part: in every pair of cases that both stand in, or where there is none in any case.
/// `None` when the gold labels give them no part.
fn same_part(gold: &Individual<'_>, predicted: &Individual<'_>, cases: &[(usize, usize)]) -> Option<bool> {
    gold.parts().next()?;
    let stands = |one: &Individual<'_>, case: usize| one.entries.iter().any(|(index, _)| *index == case);
    let mut shared =
        cases.iter().filter(|(left, right)| stands(gold, *left) && stands(predicted, *right)).peekable();
    if shared.peek().is_none() {
        return Some(gold.parts().any(|part| predicted.parts().any(|other| other == part)));
    }
    Some(shared.all(|(left, right)| gold.part_in(*left) == predicted.part_in(*right)))
}

/// All words of the one role are in the other.
fn same_role(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|role| names::words(role).collect::<Vec<_>>());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::eval::tests::{Row, check, merge, place};

    /// Somebody whom the text names with these words.
    fn person(name: &str, part: &str, quotes: &[&str]) -> Value {
        let mentions: Vec<_> = quotes.iter().map(|quote| place(quote, 0)).collect();
        json!({"name": name, "part": part, "mentions": mentions})
    }

    fn case(people: &Value, status: &str, evidence: &str) -> Value {
        let [start, end] = place(evidence, 0);
        json!({"id": "k1", "people": people, "status": status,
               "status_evidence": {"text": evidence, "start": start, "end": end}})
    }

    fn cases(cases: &[Value]) -> Value {
        json!({"cases": cases})
    }

    /// One case of one person.
    fn one(name: &str, part: &str, quotes: &[&str]) -> Value {
        cases(&[case(&json!([person(name, part, quotes)]), "charged", "rose")])
    }

    const HIT: &[u64] = &[1, 0, 0];
    const MISS: &[u64] = &[0, 1, 1];

    #[test]
    fn cases_pair_by_their_principal_people() {
        let etan = || one("Étan Bee", "accused", &["Étan"]);
        let with_victim = |accused: &[&str]| {
            let people = json!([person("Ann", "victim", &["Tea"]), person("Bea", "accused", accused)]);
            cases(&[case(&people, "charged", "rose")])
        };
        let row = |counts| [("/case/found", counts)];
        check(&[
            ("a place of both", etan(), one("Cy", "accused", &["Étan prices"]), &row(HIT)),
            ("an equal name", etan(), one("Mr ÉTAN BEE", "accused", &["prices"]), &row(HIT)),
            ("neither", etan(), one("Cy Bee", "accused", &["prices"]), &row(MISS)),
            ("another part", etan(), one("Étan Bee", "victim", &["Étan"]), &row(HIT)),
            ("the accused differ", with_victim(&["Office"]), with_victim(&["Office"]), &row(HIT)),
            (
                "the victim alone is common",
                with_victim(&["Office"]),
                one("Ann", "accused", &["Tea"]),
                &row(MISS),
            ),
            ("nobody in it", cases(&[case(&json!([]), "charged", "prices rose")]), etan(), &row(HIT)),
            ("nobody in it, elsewhere", cases(&[case(&json!([]), "charged", "deaths")]), etan(), &row(MISS)),
            ("none found", etan(), json!({}), &row(&[0, 0, 1])),
            ("none there", cases(&[]), etan(), &row(&[0, 1, 0])),
            ("not labelled", json!({}), etan(), &row(&[0, 0, 0])),
            ("no prediction", etan(), Value::Null, &row(&[0, 0, 1])),
        ]);
    }

    #[test]
    fn statuses_are_compared_case_by_case() {
        let told = |quote: &str, status: &str, evidence: &str| {
            case(&json!([person(quote, "accused", &[quote])]), status, evidence)
        };
        let two =
            |first: &str, second: &str| cases(&[told("Étan", first, "rose"), told("Tea", second, "show")]);
        let same_person = |first: Value, second: Value| cases(&[first, second]);
        let rows: &[Row<'_>] = &[
            (
                "one right",
                two("charged", "arrested"),
                two("charged", "sentenced"),
                &[("/case/status", &[1, 2]), ("/case/status_all", &[1, 2]), ("/case/evidence", &[1, 1])],
            ),
            (
                "one not found",
                two("charged", "arrested"),
                cases(&[told("Étan", "charged", "deaths")]),
                &[("/case/status", &[1, 1]), ("/case/status_all", &[1, 2]), ("/case/evidence", &[0, 1])],
            ),
            (
                "two matters of one person, in another order",
                same_person(told("Étan", "charged", "rose"), told("Étan", "acquitted", "show")),
                same_person(told("Étan", "acquitted", "show"), told("Étan", "charged", "rose")),
                &[("/case/status", &[2, 2]), ("/case/evidence", &[2, 2])],
            ),
            ("no prediction", two("charged", "arrested"), Value::Null, &[("/case/status_all", &[0, 2])]),
        ];
        check(rows);
    }

    #[test]
    fn people_are_counted_once_a_document() {
        let full = || one("Étan Bee", "accused", &["Étan"]);
        let row = |counts| [("/case/people", counts)];
        let twice = cases(&[
            case(&json!([person("Étan Bee", "accused", &["Étan"])]), "charged", "rose"),
            case(&json!([person("Mr Étan Bee", "witness", &["prices"])]), "charged", "show"),
        ]);
        check(&[
            ("the last name", full(), one("Bee", "accused", &["rose"]), &row(HIT)),
            ("another first name", full(), one("Ann Bee", "accused", &["Office"]), &row(MISS)),
            (
                "a mention that names neither",
                one("Ann", "victim", &["the Office"]),
                one("Cy", "victim", &["Office of Tea"]),
                &row(MISS),
            ),
            (
                "a mention that has both names",
                one("the Office", "victim", &["the Office of Tea"]),
                one("the Tea", "victim", &["Office of Tea"]),
                &row(HIT),
            ),
            ("in two cases", twice, full(), &row(HIT)),
            ("none found", full(), json!({}), &row(&[0, 0, 1])),
            ("no prediction", full(), Value::Null, &row(&[0, 0, 1])),
            ("not labelled", json!({}), full(), &row(&[0, 0, 0])),
            (
                "no principal any more",
                full(),
                one("Étan Bee", "witness", &["Étan"]),
                &[("/case/people", HIT), ("/case/principals", &[0, 0, 1]), ("/case/part", &[0, 1])],
            ),
        ]);
    }

    #[test]
    fn what_is_said_of_people_counts_where_both_have_them() {
        let with = |fields: &Value| {
            let one = merge(person("Étan Bee", "accused", &["Étan"]), fields);
            cases(&[case(&json!([one]), "charged", "rose")])
        };
        let role = |words: &str| with(&json!({"role": words}));
        let places = |quotes: &[&str]| one("Étan Bee", "accused", quotes);
        check(&[
            ("age", with(&json!({"age": 40})), with(&json!({"age": 40})), &[("/case/age", HIT)]),
            ("another age", with(&json!({"age": 40})), with(&json!({"age": 41})), &[("/case/age", MISS)]),
            ("no age", with(&json!({"age": 40})), with(&json!({})), &[("/case/age", &[0, 0, 1])]),
            ("a role", role("LANDLORD"), role("the landlord"), &[("/case/role", HIT)]),
            ("a part of it", role("chief executive of Tea"), role("chief executive"), &[("/case/role", HIT)]),
            ("another", role("chief executive"), role("chief clerk"), &[("/case/role", MISS)]),
            ("no role there", with(&json!({})), role("landlord"), &[("/case/role", &[0, 1, 0])]),
            (
                "mentions",
                places(&["Étan", "deaths", "Experts"]),
                places(&["Étan prices", "30"]),
                &[("/case/mentions", &[1, 1, 2])],
            ),
            ("somebody else", role("landlord"), one("Cy", "accused", &["so"]), &[("/case/role", &[0, 0, 0])]),
        ]);
    }

    #[test]
    fn the_part_is_that_of_the_cases_that_pair() {
        let told = |quote: &str, part: &str, other: &str| {
            let people = json!([person(quote, "accused", &[quote]), person("Ann", part, &[other])]);
            case(&people, "charged", "rose")
        };
        let two = |first: &str, second: &str| cases(&[told("Étan", first, "20"), told("Tea", second, "30")]);
        check(&[
            ("right in both", two("witness", "victim"), two("witness", "victim"), &[("/case/part", &[3, 3])]),
            ("wrong in one", two("witness", "victim"), two("witness", "witness"), &[("/case/part", &[2, 3])]),
            (
                "the one for the other",
                two("witness", "victim"),
                two("victim", "witness"),
                &[("/case/part", &[2, 3])],
            ),
        ]);
    }

    #[test]
    fn roles_are_alike_when_one_holds_the_other() {
        for (one, other, expected) in
            [("the MP", "MP", true), ("MP", "mp’s", true), ("", "", false), ("MP", "MEP", false)]
        {
            assert_eq!(same_role(one, other), expected, "{one} {other}");
        }
    }
}
