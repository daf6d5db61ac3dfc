//! What a quantity counts or measures: the noun phrase after it, the one that it is of, or the subject of its clause.

use super::clauses;
use super::groups;
use super::lexicon::Roles;
use super::numbers::Form;
use super::persons;
use super::phrases;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::FigureKind;

/// Nouns that say little without the "of" behind them: "cases of measles", "members of staff".
const CONTAINERS: &[&str] = &[
    "cases", "case", "victims", "acts", "incidents", "instances", "allegations", "reports", "complaints",
    "offences", "members", "types", "kinds", "pieces", "pairs", "sets", "counts", "rounds", "doses", "cans",
    "bottles", "boxes", "packs", "sheets", "copies", "examples", "forms", "breaches", "survivors",
    "perpetrators", "rates", "rate", "level", "levels", "cost", "costs", "value", "price", "amount",
    "volume", "supply", "supplies", "items", "loss", "sorts", "categories", "groups", "species", "kilos",
    "barrels", "applications", "attempts", "counts",
];

/// Nouns that only announce what is counted: "the number of prisoners".
pub(super) const ANNOUNCERS: &[&str] =
    &["number", "numbers", "total", "proportion", "share", "percentage", "majority", "sum", "rate"];

/// Verbs that follow a share without a noun: "32% call themselves", "40% want more".
const OPINIONS: &[&str] = &[
    "call", "think", "want", "favour", "favor", "feel", "agree", "disagree", "live", "use", "own", "need",
    "like", "prefer", "plan", "expect", "oppose", "back", "trust", "approve", "disapprove", "vote", "voted",
    "explicitly", "quit", "leave", "say", "said", "believe", "would",
];

pub(super) type Phrase = (usize, usize);

/// The quantity with what it counts and of what whole. No token before `floor` belongs to its clause.
pub(super) fn apply(tokens: &Tokens<'_>, mut quantity: Quantity, floor: usize) -> Quantity {
    if quantity.kind == FigureKind::Change || is_difference(tokens, &quantity) {
        quantity.subject = quantity.subject.or_else(|| changed(tokens, &quantity, floor));
        return quantity;
    }
    if matches!(quantity.kind, FigureKind::Percent | FigureKind::Ratio) {
        return share(tokens, quantity, floor);
    }
    quantity.subject = quantity.subject.or_else(|| {
        named(tokens, &quantity, floor)
            .or_else(|| groups::put(tokens, &quantity, floor))
            .or_else(|| clauses::subject(tokens, &quantity, floor))
    });
    if quantity.kind == FigureKind::Count && quantity.subject.is_none() {
        quantity.subject = groups::surveyed(tokens, &quantity);
    }
    quantity
}

/// What the words right beside the quantity say that it is of.
fn named(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    match quantity.kind {
        FigureKind::Count => counted(tokens, quantity),
        FigureKind::Money => groups::spent_on(tokens, quantity)
            .or_else(|| priced(tokens, quantity))
            .or_else(|| apposed(tokens, quantity, floor))
            .or_else(|| gapped(tokens, quantity, floor)),
        FigureKind::Rate => groups::spent_on(tokens, quantity)
            .or_else(|| level(tokens, quantity))
            .or_else(|| gapped(tokens, quantity, floor)),
        FigureKind::Rank => phrases::after(tokens, quantity.end),
        FigureKind::Duration => lasting(tokens, quantity),
        FigureKind::Measure => measured(tokens, quantity).or_else(|| phrases::after(tokens, quantity.end)),
        FigureKind::Age => persons::of(tokens, quantity, floor),
        FigureKind::Percent | FigureKind::Ratio | FigureKind::Change => None,
    }
}

/// "a 12-week course", "27 months' imprisonment", "two years of training": what lasts so long.
fn lasting(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    if let Some(level) = level(tokens, quantity) {
        return Some(level);
    }
    let singular = tokens
        .is_any(quantity.end.wrapping_sub(1), &["year", "month", "week", "day", "hour", "minute"])
        && quantity.value.is_some_and(|value| value > 1.0);
    let joined = singular || tokens.joins(quantity.first + 1);
    let possessive =
        tokens.symbol(quantity.end) == '\'' || tokens.symbol(quantity.end.wrapping_sub(1)) == '\'';
    let at = quantity.end + usize::from(tokens.symbol(quantity.end) == '\'');
    let of = tokens.is(at, "of");
    let found = (joined || possessive || of).then(|| phrases::after(tokens, at)).flatten()?;
    let time = found.1 == found.0 + 1
        && tokens.is_any(found.0, &["period", "periods", "window", "spell", "interval", "time"]);
    (!time).then_some(found)
}

/// "Their starting salary, £29,100, is less": the noun phrase that the amount explains.
fn apposed(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    let comma = quantity.first.checked_sub(1).filter(|comma| tokens.symbol(*comma) == ',')?;
    let (first, end) = noun_phrase_before(tokens, comma)?;
    let article = first.checked_sub(1).filter(|article| *article >= floor)?;
    let determined = tokens.is_any(article, &["the", "their", "his", "her", "its", "my", "our", "a", "an"]);
    let opens = article == 0 || !tokens.is_word(article - 1);
    let verb = tokens.word(quantity.end + 1).is(Roles::BREAK);
    (tokens.symbol(quantity.end) == ',' && verb && determined && opens).then_some((article, end))
}

/// "the rent was £900 and the average bill £164": the verb is left out.
fn gapped(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    let (first, _) = noun_phrase_before(tokens, quantity.first)?;
    let and = first.checked_sub(2).filter(|and| *and >= floor)?;
    let gap =
        tokens.is(and, "and") && tokens.is_any(and + 1, &["the", "a", "an", "its", "their"]) && floor > 0;
    gap.then_some((and + 1, quantity.first))
}

/// "a turnout of 20 per cent", "an average wait of 41 weeks", "a target of 95%".
fn level(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    const LEVELS: &[&str] = &[
        "target", "turnout", "rate", "rates", "limit", "wait", "waits", "delay", "delays", "queue", "queues",
        "stay", "stays", "sentence", "sentences", "price", "salary", "margin", "threshold", "uptake",
        "inflation",
    ];
    let of = quantity.first.checked_sub(1).filter(|of| tokens.is(*of, "of"))?;
    LEVELS.contains(&tokens.lower(of.wrapping_sub(1))).then(|| noun_phrase_before(tokens, of)).flatten()
}

/// "waves above 1.5 metres", "winds of 99mph".
fn measured(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    const LINKS: &[&str] = &["of", "above", "over", "below", "under", "exceeding"];
    let own = LINKS.contains(&tokens.lower(quantity.first));
    let link = quantity.first.checked_sub(usize::from(!own))?;
    let noun = link.checked_sub(1).filter(|_| LINKS.contains(&tokens.lower(link)))?;
    let plural = phrases::is_plural(tokens, noun);
    (plural || tokens.is(link, "of") && tokens.is_word(noun) && !tokens.word(noun).is(Roles::BREAK))
        .then_some((noun, noun + 1))
}

/// Whether it is the size of a change and not a level that a change led to.
pub(super) fn is_difference(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    let level = tokens.is_any(quantity.first.wrapping_sub(1), &["to", "at"]);
    quantity.kind == FigureKind::Change || quantity.direction.is_some() && !level
}

/// The noun phrase at `at` with the "of" that its head needs.
fn with_of(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    let (first, end) = phrases::after(tokens, at)
        .or_else(|| after_participle(tokens, at))
        // "29 of 213" does not say of what.
        .filter(|(first, end)| (*first..*end).any(|word| tokens.is_word(word)))?;
    let (first, end) = over_and(tokens, first, end);
    let head = tokens.lower(end - 1);
    if tokens.is(end, "of") && CONTAINERS.contains(&head) {
        let inner =
            end + 1 + usize::from(tokens.is_any(end + 1, &["the", "their", "its", "this", "these", "a"]));
        if let Some((_, end)) = phrases::noun_phrase(tokens, inner) {
            return Some((first, end));
        }
    }
    Some((first, end))
}

/// "of their working time": a participle that no noun phrase starts with, and the nouns behind it.
fn after_participle(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    let of = at + usize::from(tokens.is(at, "of"));
    let first =
        of + usize::from(of > at && tokens.is_any(of, &["the", "their", "its", "all", "his", "her", "our"]));
    let participle = tokens.lower(first).ends_with("ing")
        || tokens.lower(first).ends_with("ed")
        || tokens.is_any(first, &["likely", "elderly", "daily", "weekly", "monthly", "yearly", "early"]);
    (first > at && participle)
        .then(|| phrases::noun_phrase(tokens, first + 1))
        .flatten()
        .map(|(_, end)| (first, end))
}

/// "General and Acute beds", "three and four-year-olds": one noun for two adjectives.
fn over_and(tokens: &Tokens<'_>, first: usize, end: usize) -> Phrase {
    let single = end == first + 1 && tokens.is_any(end, &["and", "or"]) && !phrases::is_plural(tokens, first);
    let adjective = tokens.capital(first) == tokens.capital(end + 1) && tokens.is_word(end + 2);
    match phrases::noun_phrase(tokens, end + 1) {
        Some((_, last)) if single && adjective && last > end + 2 && phrases::is_plural(tokens, last - 1) => {
            (first, last)
        }
        _ => (first, end),
    }
}

/// "17 of the officers", "5 cases of measles", "12-bed", "30 more assaults", "a gang of five".
fn counted(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    let mut at = quantity.end;
    at += usize::from(matches!(tokens.symbol(at), '\u{201D}' | '"' | '\u{2019}') && tokens.is_word(at + 1));
    at += usize::from(tokens.joins(at) && super::veto::is_capacity(tokens, at + 1));
    at += usize::from(tokens.is(at, "strong") && tokens.joins(at.wrapping_sub(1)));
    if let Some(found) = in_a_group(tokens, quantity, at) {
        return Some(found);
    }
    let wider = usize::from(
        tokens.is_any(at, &["more", "fewer", "additional", "extra", "further", "other"])
            && tokens.is_word(at + 1),
    );
    let own = usize::from(quantity.kind == FigureKind::Count && tokens.is_any(at, &["additional", "extra"]));
    let (first, end) = with_of(tokens, at + wider).or_else(|| {
        let quote = !tokens.is_word(at);
        quote.then(|| phrases::quoted(tokens, at)).flatten()
    })?;
    let involving = tokens.is(end, "involving").then(|| phrases::noun_phrase(tokens, end + 1)).flatten();
    let end = involving.map_or(end, |(_, end)| end);
    // "12 of the 43 forces"
    let number =
        (first..end).take_while(|at| tokens.is_promising(*at) && tokens.numeral(*at).is_some()).count();
    let first = first + if first + number < end { number } else { 0 };
    if tokens.is_any(end - 1, &["times", "occasions"]) {
        return None;
    }
    Some(owned(tokens, (if wider > 0 { first - own } else { first }, end)))
}

/// "a gang of five", "officers (1,204)", "nine of them children", "44 were women".
fn in_a_group(tokens: &Tokens<'_>, quantity: &Quantity, at: usize) -> Option<Phrase> {
    const GROUPS: &[&str] = &["gang", "jury", "team", "group", "crew", "panel", "party", "family", "squad"];
    let of = quantity.first.wrapping_sub(1);
    if tokens.is(of, "of") && tokens.is_any(of.wrapping_sub(1), GROUPS) && !phrases::is_plural(tokens, at) {
        return Some((of - 1, of));
    }
    // "officers (1,204), nurses (912)"
    if tokens.symbol(of) == '(' && tokens.symbol(at) == ')' && phrases::is_plural(tokens, of.wrapping_sub(1))
    {
        return Some((of - 1, of));
    }
    if tokens.is(at, "of") && tokens.is_any(at + 1, PARTITIVES) {
        // "nine of them children"
        let members =
            phrases::noun_phrase(tokens, at + 2).filter(|(_, end)| phrases::is_plural(tokens, end - 1));
        return members.or(Some((at + 1, at + 2)));
    }
    if tokens.is_any(at, &["were", "are"])
        && let Some((first, end)) = phrases::noun_phrase(tokens, at + 1)
        && tokens.word(end - 1).is(Roles::PERSON)
        && phrases::is_plural(tokens, end - 1)
    {
        return Some((first, end));
    }
    None
}

/// Pronouns for what an earlier sentence names.
const PARTITIVES: &[&str] = &["them", "these", "those", "us", "you"];

/// "£3bn budget", "spending of £3bn", "£3bn in funding".
fn priced(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    const MONEY: &[&str] = &[
        "funding", "grants", "aid", "savings", "costs", "cuts", "taxes", "damages", "fines", "loans", "fees",
        "debt", "benefits", "compensation", "investment", "revenue", "rent", "profits", "losses",
        "subsidies", "support", "expenses", "cash", "today's", "additional", "extra", "new", "unpaid",
        "wages", "sales", "exports", "damage",
    ];
    let after = tokens.over_hyphen(quantity.end);
    let inside = tokens.is(after, "in") && tokens.is_any(after + 1, MONEY);
    if tokens.is(after, "available") {
        return None;
    }
    let found = if inside { phrases::noun_phrase(tokens, after + 1) } else { with_of(tokens, after) };
    found.or_else(|| {
        let of = quantity.first.checked_sub(1).filter(|of| tokens.is(*of, "of"))?;
        noun_phrase_before(tokens, of)
    })
}

/// The run of nouns and adjectives that ends before the token `end`.
pub(super) fn noun_phrase_before(tokens: &Tokens<'_>, end: usize) -> Option<Phrase> {
    const LONGEST: usize = 4;
    let noun = |at: &usize| {
        tokens.is_word(*at) && !tokens.word(*at).is(Roles::BREAK) && !tokens.lower(*at).ends_with("ly")
    };
    let count = (end.saturating_sub(LONGEST)..end).rev().take_while(noun).count();
    // "will receive payments", "they accepted payments": the verb is no part of it.
    let auxiliary = tokens.is_any(
        (end - count).wrapping_sub(1),
        &[
            "will", "would", "to", "can", "could", "may", "should", "must", "they", "he", "she", "we", "it",
            "who",
        ],
    );
    let count = count - usize::from(auxiliary && count > 0);
    let mut first = end - count;
    // "long-term rate"
    if count > 0 && first > 1 && tokens.joins(first - 1) && tokens.is_word(first - 2) {
        first -= 2;
    }
    (count > 0).then_some((first, end))
}

/// "40 per cent of prisoners", "the proportion of prisoners was 40 per cent", "unemployment was 4 per cent".
fn share(tokens: &Tokens<'_>, mut quantity: Quantity, floor: usize) -> Quantity {
    let end = past_brackets(tokens, quantity.end);
    // "four in 10 want one"
    let noun = |found: &Phrase| {
        let first = tokens.lower(found.0);
        !OPINIONS.contains(&first) && !first.ends_with("ing")
    };
    let shaped = |found: Phrase| owned(tokens, people(tokens, found));
    quantity.denominator = quantity.denominator.filter(noun).map(shaped);
    quantity.subject = quantity.subject.filter(noun).map(shaped);
    if quantity.denominator.is_none() {
        quantity.denominator =
            whole(tokens, &quantity, end).filter(|found| tokens.is(end, "of") || noun(found)).map(shaped);
        quantity.subject = quantity.subject.or(quantity.denominator);
    }
    if quantity.subject.is_none() && quantity.kind == FigureKind::Percent {
        quantity.subject =
            phrases::noun_phrase(tokens, end).filter(|(first, _)| !OPINIONS.contains(&tokens.lower(*first)));
    }
    if quantity.subject.is_none() {
        quantity.subject = level(tokens, &quantity).or_else(|| groups::put(tokens, &quantity, floor));
    }
    if quantity.subject.is_none()
        && let Some((announced, subject)) = clauses::subject_before_verb(tokens, &quantity, floor)
    {
        quantity.subject = Some(subject);
        quantity.denominator = quantity.denominator.or(announced.then_some(subject));
    }
    if quantity.subject.is_none()
        && let Some(group) = groups::surveyed(tokens, &quantity)
    {
        quantity.subject = Some(group);
        quantity.denominator = quantity.denominator.or(Some(group));
    }
    quantity
}

/// The whole that a share is of, behind it: "40 per cent of its trains", "half the room", "one in five officers".
fn whole(tokens: &Tokens<'_>, quantity: &Quantity, end: usize) -> Option<Phrase> {
    const DETERMINERS: &[&str] = &["the", "its", "their", "all", "our", "his", "her", "my", "these", "those"];
    if tokens.is(end, "of") {
        if tokens.is_any(end + 1, PARTITIVES) {
            let restricted = tokens
                .is_any(end + 1, &["these", "those"])
                .then(|| phrases::noun_phrase(tokens, end + 2))
                .flatten();
            return Some(restricted.map_or((end + 1, end + 2), |(_, end_of)| (end + 1, end_of)));
        }
        return with_of(tokens, end);
    }
    if DETERMINERS.contains(&tokens.lower(end)) && quantity.form == Form::Fraction {
        return phrases::noun_phrase(tokens, end + 1);
    }
    let counted = quantity.kind == FigureKind::Ratio && quantity.form != Form::Fraction;
    (counted || tokens.word(end).is(Roles::PERSON)).then(|| with_of(tokens, end)).flatten()
}

/// The whole with the determiner before it, "the" aside: "of these cancellations", "of its trains".
fn owned(tokens: &Tokens<'_>, (first, end): Phrase) -> Phrase {
    const OWN: &[&str] = &["its", "their", "all", "our", "his", "her", "my", "your", "these", "those"];
    let before = first.wrapping_sub(1);
    let own = OWN.contains(&tokens.lower(before)) && tokens.is(before.wrapping_sub(1), "of");
    (first - usize::from(own), end)
}

/// "one in three nurses plans", "one in five patients waits": the verb is no part of the whole.
fn people(tokens: &Tokens<'_>, (first, end): Phrase) -> Phrase {
    let last = (first..end.max(1) - 1).find(|at| {
        tokens.word(*at).is(Roles::PERSON)
            && phrases::is_plural(tokens, *at)
            && phrases::is_plural(tokens, at + 1)
            && !tokens.capital(at + 1)
            && !tokens.word(at + 1).is(Roles::PERSON)
    });
    (first, last.map_or(end, |at| at + 1))
}

/// The index after brackets at `at`, when "of" follows them: "50% (20 out of 38) of areas".
fn past_brackets(tokens: &Tokens<'_>, at: usize) -> usize {
    const LONGEST: usize = 10;
    let close = (at..at + LONGEST).find(|index| tokens.symbol(*index) == ')');
    match close {
        Some(close) if tokens.symbol(at) == '(' && tokens.is(close + 1, "of") => close + 1,
        _ => at,
    }
}

/// "thefts rose by 15%", "a 15% rise in thefts", "a fall in thefts of 15%", "15% more thefts".
fn changed(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    const REACH: usize = 3;
    let end = tokens.over_hyphen(quantity.end);
    for at in end..end + REACH {
        let more = tokens.is_any(at, &["more", "fewer", "less"]) && !tokens.is(at + 1, "than");
        if more && let Some(found) = with_of(tokens, at + 1) {
            return Some(found);
        }
        if tokens.word(at).trend.is_some() && tokens.is(at + 1, "in") {
            return announced(tokens, at + 2).map(|(_, found)| found);
        }
    }
    if quantity.kind == FigureKind::Count
        && let Some(found) = counted(tokens, quantity)
    {
        return Some(found);
    }
    let verb = (quantity.first..quantity.end).find(|at| tokens.word(*at).factor.is_some());
    let verb = verb.filter(|at| !tokens.is(*at, "twice"));
    if let Some(object) = verb.and_then(|verb| object(tokens, verb)) {
        return Some(object);
    }
    let verb = verb.filter(|at| !tokens.is_any(*at + 1, &["the", "that", "what"]));
    if let Some(verb) = verb {
        // "rose eightfold"
        let rose = tokens.word(verb.wrapping_sub(1)).is(Roles::TREND_VERB);
        let verb = verb - usize::from(rose && verb > floor);
        return clauses::subject_of(tokens, verb, floor).map(|(_, found)| found);
    }
    change_of(tokens, quantity, floor).or_else(|| clauses::subject(tokens, quantity, floor))
}

/// "doubled the size of the unit", "halved my bill": what somebody has changed.
fn object(tokens: &Tokens<'_>, verb: usize) -> Option<Phrase> {
    const DETERMINERS: &[&str] = &["the", "its", "their", "our", "my", "his", "her"];
    if !DETERMINERS.contains(&tokens.lower(verb + 1)) {
        return None;
    }
    let (first, end) = phrases::noun_phrase(tokens, verb + 2)?;
    let time = is_time(tokens, first) || is_time(tokens, end - 1) || tokens.word(first).unit.is_some();
    let of = tokens.is(end, "of").then(|| phrases::after(tokens, end)).flatten();
    (!time).then_some((verb + 1, of.map_or(end, |(_, end)| end)))
}

/// "a fall in thefts of 15%", "an increase of 15% in thefts", "a fall of 15% in thefts".
fn change_of(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    const REACH: usize = 10;
    let link = quantity.first.checked_sub(1)?;
    // "rose by 5 per cent in Leeds" has its subject before the verb.
    let by = tokens.is(link, "by") || tokens.word(link).is(Roles::TREND_VERB);
    let clause = by.then(|| clauses::subject(tokens, quantity, floor)).flatten();
    if clause.is_some() {
        return clause;
    }
    if tokens.is(quantity.end, "in")
        && let Some((_, found)) = announced(tokens, quantity.end + 1)
        && !is_time(tokens, found.0)
    {
        return Some(found);
    }
    if !tokens.is(link, "of") {
        return None;
    }
    let start = link.saturating_sub(REACH).max(floor);
    let noun = (start..link).rev().find(|at| tokens.word(*at).trend.is_some() && tokens.is(at + 1, "in"))?;
    announced(tokens, noun + 2).map(|(_, found)| found)
}

pub(super) fn is_time(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at).month.is_some() || tokens.word(at).is(Roles::TIME) || tokens.numeral(at).is_some()
}

/// The noun phrase at `at`, past "the number of"; and whether it was announced as a whole so.
pub(super) fn announced(tokens: &Tokens<'_>, at: usize) -> Option<(bool, Phrase)> {
    const SENTENCE_ADVERBS: &[&str] =
        &["hence", "thus", "therefore", "overall", "meanwhile", "now", "then", "however", "and", "today"];
    let at = at + usize::from(SENTENCE_ADVERBS.contains(&tokens.lower(at)));
    let first = at
        + usize::from(
            tokens.is_any(at, &["the", "a", "an", "its", "their", "this", "his", "her", "our", "my", "your"]),
        );
    let first = first + usize::from(first > at && tokens.is(first, "own"));
    if tokens.is(first, "of") {
        return None;
    }
    let adjective = usize::from(
        tokens.is_any(first, &["total", "overall", "average", "annual"]) && !tokens.is(first + 1, "of"),
    );
    let noun = first + adjective;
    if ANNOUNCERS.contains(&tokens.lower(noun)) && tokens.is(noun + 1, "of") {
        let inner = noun
            + 2
            + usize::from(tokens.is_any(noun + 2, &["the", "these", "all", "those", "its", "their"]));
        let whole = tokens.is_any(noun, &["proportion", "share", "percentage"]);
        return with_of(tokens, inner).map(|found| (whole, found));
    }
    let (_, end) = with_of(tokens, noun)?;
    Some((false, (at, end)))
}
