//! Two figures against the percentage, difference or factor that the sentence states between them.

use super::cue::Cue;
use super::finding::{Binding, check, number};
use super::grain;
use super::interval::{Comparison, Interval};
use super::line::Line;
use super::operand::{Operand, Role, Scale};
use crate::document::{Check, CheckKind, FigureKind};

/// Figures further apart than this many bytes are not brought together.
const REACH: usize = 130;

/// The same where "up from" or "compared with" says that a level was told before.
const FAR: usize = 220;

/// "from", and what may stand between it and its figure.
static FROM: Cue = Cue::new(concat!(
    r"(?-u:\b)from\s+(?:(?:a|an|the|its|their|just|only|some|then|low|peak|high|total|base|previous|baseline|average|",
    r"figure|level|record|rate|number|last year[’']s|of|around|about|over|under|nearly)\s+)*\(?$"
));

/// "to" likewise.
static TO: Cue = Cue::new(concat!(
    r"(?-u:\b)to\s+(?:(?:a|an|the|its|their|just|only|some|reach|stand at|new|high|total|record|peak|low|figure|level|rate|",
    r"number|of|around|about|over|under|nearly)\s+)*\(?$"
));

/// What brings the earlier level behind the later one.
static COMPARED: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:compared (?:with|to)|compares (?:with|to)|in comparison (?:with|to)|against|versus|vs\.?)\s+",
    r"(?:(?:a|an|the|its|their|just|only|some|total|of)\s+)*\(?$"
));

/// What brings the earlier level behind a difference: "£299 more than last year's £6,494".
static THAN: Cue = Cue::new(concat!(
    r"^\s*(?:\w+ )?(?:more|less|fewer|higher|lower|above|below)(?: than| on)?\s[^;.]{0,50}?",
    r"(?:’s|'s|s’|s'|total of|figure of|level of|than|than the|than its|than their|\()\s*$"
));

/// What brings the earlier level behind a factor: "3.1 a head, nearly twice that in Wales (1.6)".
static TIMES: Cue = Cue::new(concat!(
    r"^\s*(?:(?:as (?:many|much|high|large|big) as|more than|that|those|the|its|their|last|what|in)(?-u:\b)[^;.]{0,80}",
    r"(?:\(|(?-u:\b)the |’s |'s |s’ )|as (?:many|much|high|large|big) as|the)\s*$"
));

/// Behind a number that is a part: "answers from 37 of the 43 forces".
static OF_MANY: Cue = Cue::new(r"^\s*(?:out )?of (?:the |all |a total of )?$");

/// Words that a level is told by as a later one: "up from 94".
static UP_FROM: Cue = Cue::new(
    r"(?-u:\b)(?:(?:up|down|increase|rise|fall|drop|decrease) (?:\w+ )?from|compared (?:with|to))(?-u:\b)[^;]{0,20}$",
);

/// What stands between the levels and a change that follows them.
static THEN: Cue = Cue::new(concat!(
    r"(?:^\s*|[,(–—-]\s*)\(?(?:(?:or|this|that|which|is|was|represents|representing|equivalent|equating|equates|to|meaning|",
    r"marking|a|an|the|of|by|overall|total|net|up|down|increase|increasing|rise|rising|fall|falling|drop|decrease|reduction|",
    r"growth|change|decline|jump|uplift|difference)\W+)*$|",
    r"\san? (?:\w+ )?(?:increase|rise|fall|drop|decrease|reduction|decline|jump) of\s+$"
));

/// Words between figures that start a new statement.
static BREAK: Cue = Cue::new(concat!(
    r"[;:]|(?-u:\b)(?:and|while|whilst|whereas|but|with|which|that|who|including|although|as|",
    r"(?:increasing|reducing|bringing|raising|taking|cutting|lowering) (?:the|its|their))(?-u:\b)"
));

/// Years, which an "and" may stand between.
static PERIOD: Cue = Cue::new(r"between (?:[a-z0-9]+ ){1,3}and (?:[a-z0-9]+ ){0,2}[0-9]{4}(?:[/–-][0-9]+)?");

/// Words for another time than that of the levels.
static OTHER_TIME: Cue =
    Cue::new(r"(?-u:\b)(?:since|over the|in the (?:last|past|year)|during|between)(?-u:\b)|[0-9]");

/// Sentences whose changes are not those of the two numbers, or are those of several pairs.
static OTHER_CHANGE: Cue = Cue::new(concat!(
    r"respectively|real[- ]terms|in real|inflation|annualised|annuali|average|per year|a year|each year|per annum|annually|",
    r"year[- ]on[- ]year|adjust|like[- ]for[- ]like|weighted|cumulative|constant prices|per person|per pupil|per head|median|",
    r"seasonal|further|additional|target"
));

/// The checks of one sentence.
pub(super) fn checks(line: &Line<'_>) -> Vec<Check> {
    let changes: Vec<usize> = (0..line.len()).filter(|index| is_change(line, *index)).collect();
    if changes.is_empty() || line.len() < 3 {
        return Vec::new();
    }
    let pairs = pairs(line);
    let several = pairs.len() > 1;
    let bound = changes.iter().filter_map(|change| {
        let mut near = pairs.iter().filter_map(|pair| Some((pair, binding(line, pair, *change)?)));
        let (pair, binding) = near.next()?;
        let alone = near.next().is_none();
        let binding = binding.only_if(alone && !several, Binding::Guess);
        weigh(line, pair, *change, binding)
    });
    let mut found: Vec<Check> = bound.collect();
    if pairs.is_empty() {
        found.extend(changes.iter().filter_map(|change| from_difference(line, *change)));
    }
    found
}

/// The change that one sentence tells and the two levels of another near it: "Thefts rose by 31%. There were 333, up
/// from 254". Said only when it fits: nothing but the numbers ties them.
pub(super) fn over_two(lines: &[Line<'_>], at: usize) -> Vec<Check> {
    /// So many sentences before the levels, such as a headline and a lead, may tell the change, and one behind.
    const BEFORE: usize = 3;
    let line = &lines[at];
    if line.len() < 2 || OTHER_CHANGE.is_in(line.words()) {
        return Vec::new();
    }
    let pairs = pairs(line);
    let [pair] = pairs.as_slice() else { return Vec::new() };
    let (from, to) = (&line.operands[pair.from], &line.operands[pair.to]);
    let behind = lines.get(at + 1).filter(|next| goes_on(next));
    let others = lines[at.saturating_sub(BEFORE)..at].iter().chain(behind);
    let mut found = Vec::new();
    for other in others.filter(|other| other.len() > 0 && !OTHER_CHANGE.is_in(other.words())) {
        let mut changes = other.operands.iter().filter(|operand| operand.scale().is_some());
        let Some(change) = changes.next().filter(|_| changes.next().is_none()) else { continue };
        let way = change.sign() == Some(if to.value > from.value { 1.0 } else { -1.0 });
        let open = !change.is_plain() || change.scale() == Some(Scale::Factor) || from.role == Role::Share;
        let scaled = from.role != Role::Share || change.scale() == Some(Scale::Points);
        if way && scaled && (!open || share_a_noun(line, other, to, change)) {
            found.extend(weigh_operands((from, to, change), Binding::Guess));
        }
    }
    found
}

/// "That is a rise of 31 per cent."
fn goes_on(line: &Line<'_>) -> bool {
    static THAT_IS: Cue = Cue::new(
        r"^(?:that|this|it)(?:[’']s| (?:is|was|represents|represented|amounts to|means|equates to|marks))(?: an?)?[^.;]{0,30}$",
    );
    static OWN_START: Cue = Cue::new(r"(?-u:\b)(?:from|since|compared)(?-u:\b)");
    line.len() == 1 && THAT_IS.is_in(line.before(0)) && !OWN_START.is_in(line.behind(0))
}

/// Whether what changed and what is counted have a word of some length in common.
fn share_a_noun(line: &Line<'_>, other: &Line<'_>, level: &Operand<'_>, change: &Operand<'_>) -> bool {
    let (one, two) = (line.subject(level), other.subject(change));
    let (Some(one), Some(two)) = (one, two) else { return false };
    let stems = |words: &str| -> Vec<String> {
        let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
        words.map(|word| word.trim_end_matches('s').to_owned()).collect()
    };
    let known = stems(two);
    stems(one).iter().any(|stem| known.contains(stem))
}

/// Whether the figure is a change, or the share in brackets that says a change in another way.
fn is_change(line: &Line<'_>, index: usize) -> bool {
    static BRACKET: Cue =
        Cue::new(r"^\s*(?:[a-z]+\s+){0,2}(?:\(|[–—]|,)?\s*(?:or|or by|\(or|which is|equivalent to|a)?\s*$");
    let operand = &line.operands[index];
    let aside = || {
        let before = line.before(index);
        operand.role == Role::Share
            && index > 0
            && line.operands[index - 1].scale() == Some(Scale::Absolute)
            && BRACKET.is_in(before)
            && before.contains(['(', ',', '–', '—', 'o'])
    };
    operand.scale().is_some() || aside()
}

/// "1.14 million, an increase of 101,000 (9.7 per cent)": the earlier level is the difference of the two.
fn from_difference(line: &Line<'_>, percent: usize) -> Option<Check> {
    let (level, change) = (percent.checked_sub(2)?, percent - 1);
    let (later, difference) = (&line.operands[level], &line.operands[change]);
    let percent = line.operands[percent].as_change();
    let tied = later.is_level()
        && difference.scale() == Some(Scale::Absolute)
        && percent.scale() == Some(Scale::Percent)
        && is_change(line, change + 1)
        && THEN.is_in(line.before(change))
        && line.before(change).len() <= REACH
        && !breaks(line.before(change))
        && same_unit(later, difference);
    let sign = difference.sign().filter(|_| tied)?;
    let (value, range) = if sign > 0.0 {
        (later.value - difference.value, later.range.minus(difference.range))
    } else {
        (later.value + difference.value, later.range.plus(difference.range))
    };
    let expected = (difference.value / value * 100.0, difference.range.over(range)?.times(100.0));
    let comparison = Comparison { expected, found: (percent.value, percent.range) };
    let note = format!(
        "{} of {} is {}; the text says {}",
        number(difference.value),
        number(value),
        in_words(expected.0, Scale::Percent),
        in_words(percent.value, Scale::Percent)
    );
    let binding = Binding::Likely.only_if(!OTHER_CHANGE.is_in(line.words()), Binding::Guess);
    check(CheckKind::Change, &[later, difference], &percent, &comparison, binding, note)
}

/// The indices of two levels, the earlier in time and the later.
#[derive(Clone, Copy)]
struct Pair {
    from: usize,
    to: usize,
}

impl Pair {
    fn first(self) -> usize {
        self.from.min(self.to)
    }

    fn last(self) -> usize {
        self.from.max(self.to)
    }
}

/// The levels that words tie together as before and after.
fn pairs(line: &Line<'_>) -> Vec<Pair> {
    let level = |index: usize| {
        matches!(line.operands[index].role, Role::Level | Role::Share | Role::Rate) && !is_change(line, index)
    };
    let mut pairs: Vec<Pair> = Vec::new();
    for first in (0..line.len()).filter(|index| level(*index)) {
        let next = (first + 1..line.len().min(first + 4)).find(|index| level(*index));
        let Some(second) = next else { continue };
        let (one, two) = (line.before(first), line.before(second));
        let words = line.words_between(first, second);
        let far = words.len() > if UP_FROM.is_in(two) { FAR } else { REACH };
        let one_of_many = OF_MANY.is_in(line.behind(second));
        if far || one_of_many || words.contains(';') || !alike(&line.operands[first], &line.operands[second])
        {
            continue;
        }
        if FROM.is_in(one) && TO.is_in(two) {
            pairs.push(Pair { from: first, to: second });
        } else if FROM.is_in(two) || COMPARED.is_in(two) || than(line, first, second) {
            pairs.push(Pair { from: second, to: first });
        }
    }
    pairs
}

/// Whether both are told in the same measure. A rate's denominator need not be said twice.
fn alike(first: &Operand<'_>, second: &Operand<'_>) -> bool {
    if first.role != Role::Rate {
        return first.is_like(second);
    }
    let units = first.figure.unit == second.figure.unit;
    match second.role {
        Role::Rate => units,
        Role::Level => units || second.figure.kind == FigureKind::Count && second.figure.unit.is_none(),
        _ => false,
    }
}

/// "£6,793, £299 more than last year's £6,494", "120, twice the number in the year before (60)".
fn than(line: &Line<'_>, first: usize, second: usize) -> bool {
    let tied = || {
        let words = line.behind(first + 1);
        let factor = line.operands[first + 1].scale() == Some(Scale::Factor);
        THAN.is_in(words) || factor && TIMES.is_in(words)
    };
    second == first + 2 && is_change(line, first + 1) && tied() && !BREAK.is_in(line.behind(first))
}

/// How sure the change is the one between the two levels; `None` when it stands somewhere else.
fn binding(line: &Line<'_>, pair: &Pair, change: usize) -> Option<Binding> {
    let changes = |mut range: std::ops::Range<usize>| range.all(|index| is_change(line, index));
    let sure = if change < pair.first() {
        let words = line.words_between(change, pair.first());
        let near = changes(change..pair.first()) && words.len() <= REACH;
        if !near || BREAK.is_in(&PERIOD.blanked(words)) {
            return None;
        }
        true
    } else if change > pair.last() {
        let words = line.words_between(pair.last(), change);
        let near = changes(pair.last() + 1..change + 1) && words.len() <= REACH;
        if !near || !THEN.is_in(line.before(change)) || breaks(line.before(pair.last() + 1)) {
            return None;
        }
        !OTHER_TIME.is_in(words) || words.len() < 40
    } else {
        true
    };
    let other = OTHER_CHANGE.is_in(line.words());
    Some(Binding::Certain.only_if(sure, Binding::Likely).only_if(!other, Binding::Guess))
}

/// Whether the words before a change that follows its levels start something new.
fn breaks(words: &str) -> bool {
    static NEW: Cue =
        Cue::new(r"[;:]|(?-u:\b)(?:and|while|whilst|whereas|but|with|who|including|although)(?-u:\b)");
    NEW.is_in(words)
}

/// The check of the change between the two levels.
fn weigh(line: &Line<'_>, pair: &Pair, index: usize, binding: Binding) -> Option<Check> {
    weigh_operands((&line.operands[pair.from], &line.operands[pair.to], &line.operands[index]), binding)
}

/// The earlier level, the later one and the change.
type Told<'o, 'a> = (&'o Operand<'a>, &'o Operand<'a>, &'o Operand<'a>);

fn weigh_operands((from, to, change): Told<'_, '_>, binding: Binding) -> Option<Check> {
    let change = &change.as_change();
    let shares = from.role == Role::Share;
    let mut best = None;
    for scale in scales(change, shares)? {
        let Some(comparison) = compare(from, to, change, *scale) else { continue };
        if best.is_none() || comparison.agrees() {
            best = Some((*scale, comparison));
        }
    }
    let (scale, comparison) = best?;
    // A percentage of percentages may be a mistake for points; a difference of the wrong sign is of something else.
    let clear = !(shares && change.scale() == Some(Scale::Percent));
    let opposite = change.sign().is_some_and(|sign| sign * (to.value - from.value) < 0.0);
    // "Nearly twice" is said of much.
    let rough = scale == Scale::Factor && !change.is_plain() && from.role == Role::Rate;
    let plain = from.is_plain() && to.is_plain() && !rough;
    let binding = binding.only_if(clear && !opposite, Binding::Guess).only_if(plain, Binding::Likely);
    let note = note(from, to, &comparison, scale);
    check(CheckKind::Change, &[from, to], change, &comparison, binding, note)
}

/// A cell of changes against the two levels beside it.
pub(super) fn in_table(from: &Operand<'_>, to: &Operand<'_>, change: &Operand<'_>) -> Option<Comparison> {
    if from.is_like(to) { compare(from, to, change, table_scale(change)) } else { None }
}

/// "8,725 → 9,151 is 4.88 %; the text says 4.9 %"
pub(super) fn table_note([from, to, change]: [&Operand<'_>; 3], comparison: &Comparison) -> String {
    note(from, to, comparison, table_scale(change))
}

fn table_scale(change: &Operand<'_>) -> Scale {
    if change.figure.unit == Some("%") { Scale::Percent } else { Scale::Absolute }
}

fn note(from: &Operand<'_>, to: &Operand<'_>, comparison: &Comparison, scale: Scale) -> String {
    format!(
        "{} → {} is {}; the text says {}",
        number(from.value),
        number(to.value),
        in_words(comparison.expected.0, scale),
        in_words(comparison.found.0, scale)
    )
}

/// What a stated change may be measured in.
fn scales(change: &Operand<'_>, shares: bool) -> Option<&'static [Scale]> {
    Some(match (change.scale()?, shares) {
        (Scale::Percent, false) => &[Scale::Percent],
        (Scale::Percent, true) => &[Scale::Points, Scale::Percent],
        (Scale::Points, true) => &[Scale::Points],
        (Scale::Points, false) => return None,
        (Scale::Factor, _) => &[Scale::Factor],
        (Scale::Fraction, _) => &[Scale::Fraction],
        (Scale::Absolute, _) => &[Scale::Absolute],
    })
}

/// What the levels give on a scale against what is stated. Falls are compared as stated, without a sign.
fn compare(from: &Operand<'_>, to: &Operand<'_>, change: &Operand<'_>, scale: Scale) -> Option<Comparison> {
    if scale == Scale::Absolute && !same_unit(from, change) {
        return None;
    }
    let (earlier, later) = grain::of_two(from, to);
    let quotient = || (from.value > 0.0).then(|| later.over(earlier)).flatten();
    let ratio = to.value / from.value;
    let (value, range) = match scale {
        Scale::Percent => ((ratio - 1.0) * 100.0, quotient()?.minus(Interval::exact(1.0)).times(100.0)),
        Scale::Fraction => (ratio - 1.0, quotient()?.minus(Interval::exact(1.0))),
        Scale::Factor => (ratio, quotient()?),
        Scale::Points if change.figure.unit == Some("basis point") => {
            ((to.value - from.value) * 100.0, later.minus(earlier).times(100.0))
        }
        Scale::Points | Scale::Absolute => (to.value - from.value, later.minus(earlier)),
    };
    let falls = scale != Scale::Factor && value < 0.0 && change.value > 0.0;
    let expected = if falls { (-value, range.negated()) } else { (value, range) };
    Some(Comparison { expected, found: (change.value, change.range) })
}

fn same_unit(level: &Operand<'_>, change: &Operand<'_>) -> bool {
    let money = |operand: &Operand<'_>| operand.figure.unit.is_some_and(|unit| unit.len() == 3);
    let level_counts = level.figure.kind == FigureKind::Count;
    let bare = level.role == Role::Rate && !money(level) && change.figure.unit.is_none();
    if level_counts { !money(change) } else { level.figure.unit == change.figure.unit || bare }
}

fn in_words(value: f64, scale: Scale) -> String {
    let number = number(value);
    match scale {
        Scale::Percent => format!("{number} %"),
        Scale::Points => format!("{number} points"),
        Scale::Factor => format!("{number} times"),
        Scale::Fraction => format!("{} %", super::finding::number(value * 100.0)),
        Scale::Absolute => number,
    }
}
