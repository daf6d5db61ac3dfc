//! A part, its whole, and the share that the text states.

use super::cue::Cue;
use super::finding::{Binding, check, number};
use super::grain;
use super::interval::{Comparison, Interval};
use super::line::Line;
use super::operand::{Operand, Role};
use crate::document::{Check, CheckKind, FigureKind};

/// Between part and whole: "120 of the 300", "120 out of a total of 300".
static OF: Cue = Cue::new(concat!(
    r"^\s*(?:[a-z’'-]+\s+){0,3}?(?:\(\s*)?(?:out )?of (?:the |all |these |those |its |their |our |a )?",
    r"(?:(?:total|overall|eligible|registered)\s+)?(?:of )?$"
));

/// The same with nothing between.
static BARE_OF: Cue = Cue::new(r"^\s*(?:out )?of (?:the |all |these |those |its |their |a total of |a )?$");

/// Before a share in brackets or between dashes.
static ASIDE: Cue =
    Cue::new(r"(?:\(|[–—]|, |-\s)\s*(?:or |i\.e\.,? |which is |equivalent to |representing |equating to )?$");

/// Behind a share that its bracket, or the sentence, closes.
static CLOSED: Cue = Cue::new(r"^\s*(?:\)|[,.–—;]|$)");

/// A share opens the bracket that its two counts stand in: "one in five (60 of 300)".
static OPENS: Cue = Cue::new(r"^\s*(?:[^.;()]{0,40})?(?:\(|[–—])\s*(?:or |that is,? |i\.e\.,? )?$");

/// Between a share in brackets and its whole: "120 (40%) of the 300 staff".
static THEN_WHOLE: Cue = Cue::new(
    r"^\s*\)\s*(?:[a-z’'-]+\s+){0,2}?(?:out )?of (?:the |all |these |those |its |their |a total of |a )?$",
);

/// The whole comes first: "Of the 300 staff, 120 (40 per cent)".
static WHOLE_FIRST: Cue = Cue::new(
    r"(?:^|[,;:.–—(]\s*|and )(?:out )?of (?:the |these |those |all |our |its |their |a total of |a )*$",
);

/// What may stand between such a whole and its part.
static THEN_PART: Cue = Cue::new(r"^[^;.]{0,120}?,\s*(?:[a-z’'-]+\s+){0,4}$");

/// A share that says its part in another way.
static SAID_AGAIN: Cue = Cue::new(
    r"(?:\(|[,–—])\s*(?:or|which is|that is|equivalent to|representing|equating to|i\.e\.,?)(?: about| around| just over| just under)?\s*$",
);

/// The start of a sentence that says the number before it in another way.
static THAT_IS: Cue = Cue::new(concat!(
    r"^(?:and )?(?:that|this|which|it|they)(?: figure| number| total)? (?:is|was|are|were|represents|represented|amounts to|",
    r"equates to|equals|makes up|made up|accounts for|accounted for|is equivalent to|means)(?: (?:about|around|just|only|over|some|equivalent to|the equivalent of))*\s*$"
));

/// Behind a part of the number in the sentence before.
static OF_THEM: Cue = Cue::new(
    r"^\s*of (?:them|these|those)\s*(?:[a-z]+ ){0,2}(?:,|\(|[–—])\s*(?:or |which is |that is |equivalent to )?$",
);

/// Words of shares that are not of the number beside them.
pub(super) static OTHER_WHOLE: Cue = Cue::new(concat!(
    r"respectively|average|increase|decrease|rise|fell|rose|higher|lower|more than|fewer than|per year|margin|weighted|",
    r"turnout|compared|target|response"
));

/// The checks of one sentence.
pub(super) fn checks(line: &Line<'_>) -> Vec<Check> {
    if line.in_role(Role::Level).count() < 2 {
        return Vec::new();
    }
    let bound = line.in_role(Role::Share).filter_map(|share| {
        part_of_whole(line, share)
            .or_else(|| in_brackets(line, share))
            .or_else(|| whole_first(line, share))
            .and_then(|(part, whole, binding)| {
                let clear = !OTHER_WHOLE.is_in(line.words());
                let operands = &line.operands;
                weigh(
                    (&operands[part], &operands[whole], &operands[share]),
                    binding.only_if(clear, Binding::Guess),
                )
            })
    });
    bound.collect()
}

type Bound = (usize, usize, Binding);

fn level(line: &Line<'_>, index: usize) -> bool {
    line.operands.get(index).is_some_and(Operand::is_level)
}

/// "120 of the 300 staff (40 per cent)", "128 of 213, or 60%", "120 (40%) of the 300 staff".
fn part_of_whole(line: &Line<'_>, share: usize) -> Option<Bound> {
    let aside = ASIDE.is_in(line.before(share));
    let before = share.checked_sub(2).filter(|part| level(line, *part) && level(line, part + 1));
    if let Some(part) = before.filter(|_| aside && line.before(share).len() <= 60) {
        let closed = CLOSED.is_in(line.behind(share));
        if OF.is_in(line.behind(part)) {
            let sure = BARE_OF.is_in(line.behind(part)) && closed;
            return Some((part, part + 1, Binding::Certain.only_if(sure, Binding::Guess)));
        }
    }
    let part = share.checked_sub(1).filter(|part| level(line, *part) && level(line, share + 1))?;
    let before = line.before(share);
    let tight = before.trim() == "(" && THEN_WHOLE.is_in(line.behind(share));
    let said = aside && before.len() <= 60 && BARE_OF.is_in(line.behind(share));
    let sure = tight || SAID_AGAIN.is_in(before);
    (tight || said).then_some((part, share + 1, Binding::Certain.only_if(sure, Binding::Guess)))
}

/// "Almost 120 people left. That is 40% of the 300 staff."
pub(super) fn of_part_before(before: &Line<'_>, line: &Line<'_>) -> Option<Check> {
    let share = line.in_role(Role::Share).next().filter(|share| *share == 0)?;
    let mut levels = before.in_role(Role::Level);
    let part = levels.next()?;
    let alone = levels.next().is_none();
    if !level(line, 1) || !THAT_IS.is_in(line.before(share)) || !BARE_OF.is_in(line.behind(share)) {
        return None;
    }
    let clear = alone && before.len() == 1 && !OTHER_WHOLE.is_in(before.words());
    let numbers = (&before.operands[part], &line.operands[1], &line.operands[share]);
    weigh(numbers, Binding::Certain.only_if(clear, Binding::Guess))
}

/// "The town has 300 trees. About 120 of them, or 40%, are oaks." `most` is how sure it is that "them" are `whole`.
pub(super) fn of_whole_before(whole: &Operand<'_>, line: &Line<'_>, most: Binding) -> Vec<Check> {
    let pairs = line.in_role(Role::Share).filter_map(|share| {
        let part = share.checked_sub(1).filter(|part| level(line, *part))?;
        let tied = OF_THEM.is_in(line.before(share)) && CLOSED.is_in(line.behind(share));
        let clear = part == 0 && !OTHER_WHOLE.is_in(line.words());
        let binding = most.only_if(clear, Binding::Guess);
        if tied { weigh((&line.operands[part], whole, &line.operands[share]), binding) } else { None }
    });
    pairs.collect()
}

/// "one in five (60 of 300)", "40% – 120 of 300".
fn in_brackets(line: &Line<'_>, share: usize) -> Option<Bound> {
    let (part, whole) = (share + 1, share + 2);
    let bound = level(line, part) && level(line, whole) && OPENS.is_in(line.behind(share)) && {
        static STRICT: Cue = Cue::new(r"^\s*(?:of|out of|from|/)\s*(?:the |a total of |a )?$");
        STRICT.is_in(line.behind(part))
    };
    bound.then_some((part, whole, Binding::Certain))
}

/// "Of the 300 staff, 120 (40 per cent) were women". Further parts of the series have the same whole.
fn whole_first(line: &Line<'_>, share: usize) -> Option<Bound> {
    let part = share.checked_sub(1).filter(|part| level(line, *part))?;
    if !ASIDE.is_in(line.before(share)) || line.before(share).len() > 40 {
        return None;
    }
    let whole =
        (0..part).rev().find(|whole| level(line, *whole) && WHOLE_FIRST.is_in(line.before(*whole)))?;
    let next = part == whole + 1 && THEN_PART.is_in(line.behind(whole));
    let sure = next && line.before(share).trim() == "(" && CLOSED.is_in(line.behind(share));
    Some((part, whole, Binding::Certain.only_if(sure, Binding::Guess)))
}

/// The check of a part, its whole and the share.
pub(super) fn weigh(
    (part, whole, share): (&Operand<'_>, &Operand<'_>, &Operand<'_>),
    binding: Binding,
) -> Option<Check> {
    let fits = part.value <= whole.value && part.is_like(whole);
    if !fits || part.figure.kind == FigureKind::Measure {
        return None;
    }
    let plain = part.is_plain() && whole.is_plain();
    let binding = binding.only_if(plain, Binding::Likely);
    let comparison = of_whole(part, whole, share)?;
    let note = note(part, whole, share, &comparison);
    check(CheckKind::Share, &[part, whole], share, &comparison, binding, note)
}

/// The share that the part is of the whole, in the share's own scale, against the stated one.
pub(super) fn of_whole(part: &Operand<'_>, whole: &Operand<'_>, share: &Operand<'_>) -> Option<Comparison> {
    let scale = if share.figure.unit == Some("%") { 100.0 } else { 1.0 };
    let (some, all) = grain::of_two(part, whole);
    let range = if all.high.is_finite() {
        some.over(all)?
    } else {
        Interval { low: 0.0, high: some.over(Interval::exact(all.low))?.high }
    };
    let expected = (part.value / whole.value * scale, range.times(scale));
    Some(Comparison { expected, found: (share.value, share.range) })
}

/// "120 of 300 is 40 %; the text says 40 %".
pub(super) fn note(
    part: &Operand<'_>,
    whole: &Operand<'_>,
    share: &Operand<'_>,
    found: &Comparison,
) -> String {
    let unit = if share.figure.unit == Some("%") { " %" } else { "" };
    format!(
        "{} of {} is {}{unit}; the text says {}{unit}",
        number(part.value),
        number(whole.value),
        number(found.expected.0),
        number(found.found.0)
    )
}
