//! Numbers in words: "two thousand six hundred and sixty-six", "nineteen hundred", "a hundred".

use super::lexicon::Cardinal;
use super::token::Tokens;

/// Cardinal words and the number that they spell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelled {
    /// The index after the last word.
    pub(super) end: usize,
    pub(super) value: f64,
    /// What the last word multiplied by, which a "and a half" after it multiplies by too.
    pub(super) last: f64,
}

/// The largest number that the cardinal words from `first` on spell.
pub(super) fn parse(tokens: &Tokens<'_>, first: usize) -> Option<Spelled> {
    let mut sum = Sum::default();
    let mut at = first;
    if tokens.is_any(first, &["a", "an"]) {
        match tokens.word(first + 1).cardinal {
            Some(Cardinal::Hundred | Cardinal::Scale(_) | Cardinal::Dozen) => sum.group = 1.0,
            _ => return None,
        }
        at += 1;
    }
    let mut end = at;
    while let Some(part) = tokens.word(at).cardinal {
        if !sum.take(part) {
            break;
        }
        end = at + 1;
        at = next_part(tokens, &sum, end);
    }
    sum.started.then_some(Spelled { end, value: sum.total + sum.group, last: sum.last })
}

/// Where the next word of a number can stand: after a space, a hyphen, or the "and" after hundreds.
fn next_part(tokens: &Tokens<'_>, sum: &Sum, end: usize) -> usize {
    let and = tokens.over_hyphen(end);
    if !tokens.is(and, "and") || !sum.takes_and {
        return and;
    }
    let first = tokens.over_hyphen(and + 1);
    let mut trial = Sum::default();
    let mut at = first;
    while let Some(part) = tokens.word(at).cardinal {
        if matches!(part, Cardinal::Hundred | Cardinal::Dozen) && trial.started {
            // "a hundred and two hundred" are two numbers.
            return end;
        }
        if matches!(part, Cardinal::Scale(_)) && !sum.open_hundred {
            return end;
        }
        if !trial.take(part) {
            break;
        }
        at = tokens.over_hyphen(at + 1);
    }
    if trial.started { first } else { end }
}

/// A number under construction: finished thousands, and the hundreds that are still open.
#[derive(Debug)]
struct Sum {
    total: f64,
    group: f64,
    /// The value of the last scale word, above all that may follow.
    last_scale: Option<f64>,
    /// The place that the open group can still fill: below hundred, below ten, nothing.
    room: Room,
    started: bool,
    takes_and: bool,
    /// Whether the last word was "hundred": "a hundred and twenty thousand" goes on.
    open_hundred: bool,
    last: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            total: 0.0,
            group: 0.0,
            last_scale: None,
            room: Room::default(),
            started: false,
            takes_and: false,
            open_hundred: false,
            last: 1.0,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
enum Room {
    Nothing,
    Ones,
    Tens,
    #[default]
    Any,
}

impl Sum {
    /// Adds one more word, unless it cannot follow.
    fn take(&mut self, part: Cardinal) -> bool {
        let fits = match part {
            Cardinal::Unit(value) => {
                let fits = self.room >= Room::Ones && (value > 0.0 || !self.started);
                self.add(fits, value, Room::Nothing)
            }
            Cardinal::Teen(value) => self.add(self.room >= Room::Tens, value, Room::Nothing),
            Cardinal::Tens(value) => self.add(self.room >= Room::Tens, value, Room::Ones),
            Cardinal::Hundred => self.times(100.0),
            Cardinal::Dozen => self.times(12.0),
            Cardinal::Scale(scale) => self.scale(scale),
        };
        self.started |= fits;
        if fits {
            self.open_hundred = part == Cardinal::Hundred;
            self.takes_and = matches!(part, Cardinal::Hundred | Cardinal::Scale(_));
            self.last = match part {
                Cardinal::Hundred => 100.0,
                Cardinal::Dozen => 12.0,
                Cardinal::Scale(scale) => scale,
                _ => 1.0,
            };
        }
        fits
    }

    fn add(&mut self, fits: bool, value: f64, room: Room) -> bool {
        if fits {
            self.group += value;
            self.room = room;
        }
        fits
    }

    fn times(&mut self, factor: f64) -> bool {
        let fits = 0.0 < self.group && self.group < 100.0;
        if fits {
            self.group *= factor;
            self.room = if factor < 100.0 { Room::Nothing } else { Room::Tens };
        }
        fits
    }

    fn scale(&mut self, scale: f64) -> bool {
        let fits = self.group > 0.0 && self.last_scale.is_none_or(|last| scale < last);
        if fits {
            self.total += self.group * scale;
            self.group = 0.0;
            self.last_scale = Some(scale);
            self.room = Room::Any;
        }
        fits
    }
}

/// "five", "two five" after the word "point" at `at`: the index after the digits, and their value.
pub(super) fn decimals(tokens: &Tokens<'_>, at: usize) -> Option<(usize, f64)> {
    if !tokens.is(at, "point") {
        return None;
    }
    let mut end = at + 1;
    let (mut value, mut place) = (0.0, 1.0);
    while let Some(Cardinal::Unit(digit)) = tokens.word(end).cardinal {
        if place > 1e12 {
            break;
        }
        place *= 10.0;
        value = value * 10.0 + digit;
        end += 1;
    }
    (end > at + 1).then_some((end, value / place))
}
