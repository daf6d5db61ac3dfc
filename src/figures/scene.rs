//! What the periods of one sentence are read against: its tokens, the day of writing, and the sort of its years.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::token::Tokens;

/// The sort of the years that a sentence writes as "2015/16".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DoubleYear {
    /// From 1 April.
    Financial,
    /// From 1 September.
    Academic,
    /// August to May.
    Season,
}

/// One sentence and the day that its relative periods count from.
pub(super) struct Scene<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) reference: Option<Date>,
    topic: OnceCell<DoubleYear>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(tokens: &'a Tokens<'a>, reference: Option<Date>) -> Self {
        Self { tokens, reference, topic: OnceCell::new() }
    }

    /// What "2015/16" means between the tokens `at` and `end`: by the words beside it, else by those of the sentence.
    pub(super) fn double_year(&self, at: usize, end: usize) -> DoubleYear {
        let beside = |words| {
            (at.saturating_sub(4)..at).chain(end..end + 2).any(|index| self.tokens.is_any(index, words))
        };
        let school_year =
            |at: usize| self.tokens.is(at, "school") && self.tokens.is_any(at + 1, &["year", "years"]);
        if beside(&["academic"]) || (at.saturating_sub(4)..at).chain([end]).any(school_year) {
            DoubleYear::Academic
        } else if beside(&["financial", "fiscal", "tax", "budget"]) {
            DoubleYear::Financial
        } else if self.tokens.is_any(end, &["season", "campaign"])
            || self.tokens.is(at.wrapping_sub(1), "season")
        {
            DoubleYear::Season
        } else {
            *self.topic.get_or_init(|| topic(self.tokens))
        }
    }

    /// The year of a date that names none: the last such day up to the reference, the next one in a sentence that
    /// looks ahead.
    pub(super) fn year_of(&self, at: usize, month: i8, day: Option<i8>) -> Option<i16> {
        let today = self.reference?;
        let date = (month, day.unwrap_or(today.day()));
        let now = (today.month(), today.day());
        let ahead = self.looks_ahead(at);
        Some(match self.tokens.lower(at.wrapping_sub(1)) {
            "last" if month == today.month() => today.year() - 1,
            "next" if month == today.month() => today.year() + 1,
            // Two months ahead is nearer than ten months ago, unless the sentence tells the past.
            _ if !ahead && date > now && self.is_near(month, day) && !self.tells_past(at) => today.year(),
            _ if ahead && date < now => today.year() + 1,
            _ if !ahead && date > now => today.year() - 1,
            _ => today.year(),
        })
    }

    /// Whether the day is at most two months ahead, in this year.
    fn is_near(&self, month: i8, day: Option<i8>) -> bool {
        const NEAR: i32 = 60;
        let Some(today) = self.reference else {
            return false;
        };
        let date = Date::new(today.year(), month, day.unwrap_or(1));
        date.and_then(|date| today.until(date)).is_ok_and(|gap| (1..=NEAR).contains(&gap.get_days()))
    }

    /// Whether a verb of the past stands near the date.
    fn tells_past(&self, at: usize) -> bool {
        const REACH: usize = 10;
        const PAST: &[&str] = &["was", "were", "had", "did", "since", "last", "ago"];
        let past = |index: usize| {
            let lower = self.tokens.lower(index);
            PAST.contains(&lower) || lower.len() > 4 && lower.ends_with("ed")
        };
        (at.saturating_sub(REACH)..at + REACH).any(past)
    }

    /// Whether the words around a date say that it is still to come.
    pub(super) fn looks_ahead(&self, at: usize) -> bool {
        const BACK: usize = 12;
        const FORTH: usize = 8;
        const COMING: &[&str] = &["will", "shall", "due", "expected", "scheduled", "expects", "plans", "if"];
        const PAST: &[&str] = &["was", "were", "had", "said", "announced", "told", "confirmed", "since"];
        let tokens = self.tokens;
        let linking =
            |index: &usize| tokens.is_any(*index, &["the", "end", "of", "start", "middle", "beginning"]);
        let governor = (at.saturating_sub(5)..at).rev().find(|index| !linking(index)).unwrap_or(at);
        if tokens.is_any(governor, &["by", "next", "until", "till"]) {
            return true;
        }
        if tokens.is_any(at.wrapping_sub(1), &["since", "last"]) {
            return false;
        }
        // "planned treatment" may be over.
        let planned = |index: usize| {
            tokens.is(index, "planned") && tokens.is_any(index + 1, &["for", "to", "in", "on"])
        };
        let coming = |index: usize| tokens.is_any(index, COMING) || planned(index);
        let decides = |index: &usize| coming(*index) || tokens.is_any(*index, PAST);
        (at.saturating_sub(BACK)..at).rev().find(decides).is_some_and(coming)
            || (at..at + FORTH).find(decides).is_some_and(coming)
    }
}

/// What the sentence speaks of.
fn topic(tokens: &Tokens<'_>) -> DoubleYear {
    const MONEY: &[&str] = &[
        "tax", "budget", "spending", "spent", "government", "funding", "financial", "fiscal", "expenditure",
        "cost", "costs", "revenue", "income", "million", "billion", "bn", "grant", "grants", "£", "$",
    ];
    const SCHOOL: &[&str] = &[
        "pupils", "pupil", "school", "schools", "university", "universities", "student", "students",
        "teachers", "undergraduates", "college", "colleges", "gcse", "gcses", "enrolments", "exclusions",
        "suspensions", "attainment", "entrants",
    ];
    const SPORT: &[&str] = &["season", "seasons", "league", "goals", "matches", "champions"];
    let mut school = false;
    for index in 0..tokens.len() {
        match tokens.lower(index) {
            "academic" => return DoubleYear::Academic,
            _ if tokens.is_any(index, MONEY) => return DoubleYear::Financial,
            _ if tokens.is_any(index, SPORT) => return DoubleYear::Season,
            _ => school |= tokens.is_any(index, SCHOOL),
        }
    }
    if school { DoubleYear::Academic } else { DoubleYear::Financial }
}
