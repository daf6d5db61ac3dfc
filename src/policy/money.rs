//! The money that a policy commits: what it spends, pays, charges or caps, and not what somebody lost or paid before.

use super::clause::is_one_of;
use crate::document::{Figure, FigureKind};
use crate::phrase::Phrases;
use crate::span::Span;

/// Before an amount that is no money of the policy, within [`NEAR`] words.
const NOT_ITS_OWN: &[&str] = &[
    "lost", "lose", "losing", "loses", "loss", "losses", "stole", "stolen", "owed", "owes", "owing", "debt",
    "debts", "deficit", "shortfall", "costs", "costing", "saving", "saves", "save", "savings", "earlier",
    "previous", "previously", "compared", "fraud", "earning", "earns", "earned", "overspend", "overspent",
    "profit", "profits", "turnover",
];

/// Right before an amount that another is measured against: "from £20 to £30".
const MEASURED: &[&str] = &["from", "than", "against"];

/// Behind an amount that is no money of the policy.
const LOST: &[&str] = &[
    "lost", "stolen", "owed", "deficit", "shortfall", "loss", "losses", "debt", "debts", "overspend",
    "fraud", "hole", "overrun", "loophole", "scandal", "backlog", "last",
];

/// What leads in the means by which a policy is done, before its subject: "Under a £40m plan, ministers will".
const MEANS: &[&str] = &["under", "with", "through", "using", "part", "by", "via"];

/// So many words before an amount may say whose it is.
const NEAR: usize = 3;

/// The indices of the figures of money in `sentence` that belong to the policy of `actor` whose verb opens `clause`.
pub(super) fn committed(
    phrases: &Phrases<'_>,
    figures: &[Figure],
    sentence: Span,
    actor: Option<Span>,
    clause: Span,
) -> Vec<usize> {
    let first = figures.partition_point(|figure| figure.span.start < sentence.start);
    let in_sentence = figures[first..].iter().take_while(|figure| figure.span.end <= sentence.end);
    let money = in_sentence.zip(first..).filter(|(figure, _)| figure.kind == FigureKind::Money);
    let its_own = money.filter(|(figure, _)| {
        let span = figure.span;
        let place = clause.contains(span)
            || actor.is_some_and(|actor| actor.contains(span))
            || span.end <= clause.start && is_means(phrases, figure.number, clause.start);
        place && !is_of_another(phrases, span)
    });
    its_own.map(|(_, index)| index).collect()
}

fn is_means(phrases: &Phrases<'_>, amount: Span, verb: usize) -> bool {
    let at = phrases.at(amount.start);
    let led_in = (at.saturating_sub(NEAR)..at).any(|index| is_one_of(phrases, index, MEANS));
    let told = (at..phrases.at(verb))
        .any(|index| is_one_of(phrases, index, &["said", "after", "which", "who", "and"]));
    led_in && !told
}

fn is_of_another(phrases: &Phrases<'_>, amount: Span) -> bool {
    let (at, end) = (phrases.at(amount.start), phrases.at(amount.end));
    let before = (at.saturating_sub(NEAR)..at).any(|index| is_one_of(phrases, index, NOT_ITS_OWN));
    let count = phrases.tokens().len();
    let measured = at > 0 && is_one_of(phrases, at - 1, MEASURED);
    before || measured || (end..(end + 2).min(count)).any(|index| is_one_of(phrases, index, LOST))
}
