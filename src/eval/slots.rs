//! The slots of a figure that both sides have: what is counted, of what, when, where, and what is missing.
//!
//! A slot that only one side fills counts against that side; one that both fill differently counts against both.
//! Phrases are compared as their words say: without case, article and the white space around.

use jiff::civil::Date;

use super::SlotScores;
use super::labels::{Figure, Period};

/// Adds a pair of figures. Gold figures without labelled slots add nothing.
pub(super) fn score(sum: &mut SlotScores, gold: &Figure, predicted: &Figure) {
    let Some(missing) = &gold.missing else { return };
    let phrase =
        |exact: &mut super::Score, head: &mut super::Score, one: Option<&String>, other: Option<&String>| {
            let (one, other) = (one.map(|words| plain(words)), other.map(|words| plain(words)));
            exact.count_place(one.is_some(), other.is_some(), one.is_some() && one == other);
            let heads = one.as_deref().map(head_word) == other.as_deref().map(head_word);
            head.count_place(one.is_some(), other.is_some(), one.is_some() && heads);
        };
    phrase(&mut sum.subject, &mut sum.subject_head, gold.subject.as_ref(), predicted.subject.as_ref());
    phrase(
        &mut sum.denominator,
        &mut sum.denominator_head,
        gold.denominator.as_ref(),
        predicted.denominator.as_ref(),
    );
    phrase(&mut sum.place, &mut sum.place_head, gold.place.as_ref(), predicted.place.as_ref());
    period(sum, gold.period.as_ref(), predicted.period.as_ref());
    let found = predicted.missing.as_deref().unwrap_or_default();
    let both = missing.iter().filter(|label| found.contains(label)).count();
    sum.missing.count_all(missing.len(), found.len(), both);
    let noted = |figure: &Figure| figure.caveats.iter().map(|note| plain(&note.text)).collect::<Vec<_>>();
    let (expected, stated) = (noted(gold), noted(predicted));
    let both = expected.iter().filter(|note| stated.contains(note)).count();
    sum.caveats.count_all(expected.len(), stated.len(), both);
}

fn period(sum: &mut SlotScores, gold: Option<&Period>, predicted: Option<&Period>) {
    let same = |agree: fn(&Period, &Period) -> bool| {
        gold.zip(predicted).is_some_and(|(one, other)| agree(one, other))
    };
    let (expected, found) = (gold.is_some(), predicted.is_some());
    sum.period_text.count_place(
        expected,
        found,
        same(|one, other| without_preposition(&one.text) == without_preposition(&other.text)),
    );
    sum.period_dates.count_place(expected, found, same(|one, other| days(one) == days(other)));
}

/// In lower case, without an article in front and white space around.
fn plain(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    let rest = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article));
    rest.unwrap_or(&lower).to_owned()
}

/// The name of a time without a word that only ties it to the sentence.
fn without_preposition(words: &str) -> String {
    let lower = plain(words);
    let rest =
        ["in ", "on ", "at ", "during ", "over ", "for "].iter().find_map(|word| lower.strip_prefix(word));
    plain(rest.unwrap_or(&lower))
}

/// The word that a noun phrase is about: the last one before the first preposition or relative word, in the
/// singular; after "number of" and "total of" that of what follows.
fn head_word(phrase: &str) -> String {
    const CONTAINERS: [&str; 4] = ["number of ", "numbers of ", "total of ", "proportion of "];
    const ENDS: [&str; 24] = [
        "of", "in", "on", "at", "for", "to", "from", "with", "by", "between", "among", "across", "under",
        "over", "who", "that", "which", "whose", "than", "about", "into", "per", "and", "involving",
    ];
    let inner = CONTAINERS.iter().find_map(|container| phrase.strip_prefix(container)).unwrap_or(phrase);
    let mut words = inner.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.take_while(|word| !ENDS.contains(word)).last().unwrap_or(first);
    let word = last.trim_matches(|character: char| !character.is_alphanumeric());
    word.strip_suffix("ies")
        .map_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned(), |stem| format!("{stem}y"))
}

/// The first and the last day of a period, as far as they are known: "2018" is all of that year.
fn days(period: &Period) -> [Option<String>; 2] {
    let first = |date: &String| format!("{date}{}", &"0000-01-01"[date.len().min(10)..]);
    let last = |date: &String| match date.len() {
        4 => format!("{date}-12-31"),
        7 => format!("{date}-01")
            .parse::<Date>()
            .map_or_else(|_| date.clone(), |day| day.last_of_month().to_string()),
        _ => date.clone(),
    };
    [period.from.as_ref().map(first), period.to.as_ref().map(last)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_phrases() {
        for (phrase, head) in [
            ("prison officers", "officer"),
            ("people who crossed the Channel", "people"),
            ("number of people in prison", "people"),
            ("counts of fraud", "count"),
            ("100,000 people", "people"),
            ("counties", "county"),
            ("“soft start” rooms", "room"),
            ("of", "of"),
            ("", ""),
        ] {
            assert_eq!(head_word(phrase), head, "{phrase}");
        }
    }

    #[test]
    fn periods_are_compared_by_their_days() {
        for (from, to, expected) in [
            (Some("2018"), Some("2018"), [Some("2018-01-01"), Some("2018-12-31")]),
            (Some("2024-02"), Some("2024-02"), [Some("2024-02-01"), Some("2024-02-29")]),
            (Some("2024-02-03"), None, [Some("2024-02-03"), None]),
            (None, Some("2024-13"), [None, Some("2024-13")]),
            (Some("é"), Some("12 May 2024 or so"), [Some("é00-01-01"), Some("12 May 2024 or so")]),
        ] {
            let owned = |date: Option<&str>| date.map(str::to_owned);
            let period = Period { text: String::new(), from: owned(from), to: owned(to) };
            assert_eq!(days(&period), expected.map(owned), "{from:?} {to:?}");
        }
    }
}
