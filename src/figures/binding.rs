//! Which of the times or places that a sentence names holds for which of its figures.
//!
//! A name between two figures belongs to the one on its left ("14 in 2015, 16 in 2016"), unless a separator stands
//! before it ("14; in 2016, 16"). What a figure is compared with keeps to itself: in "88 in 2018, up from 70" the
//! second figure has no year.

use super::lexicon::Roles;
use super::token::Tokens;

/// On which side of a name the figures stand that it may hold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Either,
    /// Before it only.
    Before,
    /// Right before it only, as for what stands in brackets.
    RightBefore,
    /// Shortly before it only, as for a deadline: "recruit 2,500 officers by March".
    ShortlyBefore,
    Neither,
}

/// A name that may hold for figures, by its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) side: Side,
    /// Whether it has two ends, so that it holds for both sides of "from 5 to 9".
    pub(super) stretch: bool,
    /// Whether the word right before it makes it the other side of a comparison: "up 5 per cent on 2019".
    pub(super) compared: bool,
}

impl Mark {
    fn leads_on(&self) -> bool {
        matches!(self.side, Side::Either)
    }

    fn looks_back(&self, figure_end: usize) -> bool {
        match self.side {
            Side::Either | Side::Before => true,
            Side::RightBefore => self.first <= figure_end + 3,
            Side::ShortlyBefore => self.first <= figure_end + 7,
            Side::Neither => false,
        }
    }
}

/// The clauses and comparisons of a sentence, a number a token.
pub(super) struct Clauses {
    clause: Vec<u32>,
    /// 0 outside comparisons.
    comparison: Vec<u32>,
    /// Whether the comparison before the token, or that it is in, opens with "from".
    from: Vec<bool>,
}

impl Clauses {
    /// Reads them in one pass. `figures` are tokens of quantities in text order.
    pub(super) fn new(tokens: &Tokens<'_>, figures: &[(usize, usize)], marks: &[Mark]) -> Self {
        let mut found = Self {
            clause: Vec::with_capacity(tokens.len() + 1),
            comparison: Vec::with_capacity(tokens.len() + 1),
            from: Vec::with_capacity(tokens.len() + 1),
        };
        let (mut clause, mut zone, mut zones, mut from) = (0, 0, 0, false);
        let (mut next_figure, mut next_mark) = (0, 0);
        for at in 0..=tokens.len() {
            while figures.get(next_figure).is_some_and(|figure| figure.0 < at) {
                next_figure += 1;
            }
            while marks.get(next_mark).is_some_and(|mark| mark.first < at) {
                next_mark += 1;
            }
            let figure = figures.get(next_figure).map_or(usize::MAX, |figure| figure.0);
            let mark =
                marks.get(next_mark).filter(|mark| mark.compared).map_or(usize::MAX, |mark| mark.first);
            if divides(tokens, at) {
                clause += 1;
                zone = 0;
            } else if matches!(tokens.symbol(at), ',' | ')' | '\u{2014}') || from && tokens.is(at, "to") {
                zone = 0;
            } else if zone == 0 && (mark == at || compares(tokens, at, figure)) {
                zones += 1;
                zone = zones;
                from = tokens.is(at, "from");
            }
            found.clause.push(clause);
            found.comparison.push(zone);
            found.from.push(zone > 0 && from);
        }
        found
    }

    /// Whether the mark may hold for the figure at `figure` as far as comparisons go.
    fn admit(&self, mark: &Mark, figure: usize) -> bool {
        let both_sides =
            mark.stretch && self.from.get(figure) == Some(&true) && !self.is_compared(mark.first);
        both_sides || self.agree(mark.first, figure)
    }

    /// Whether both tokens stand on the same side of every comparison.
    fn agree(&self, one: usize, other: usize) -> bool {
        self.comparison.get(one) == self.comparison.get(other)
    }

    fn same_clause(&self, one: usize, other: usize) -> bool {
        self.clause.get(one) == self.clause.get(other)
    }

    /// Whether the sentence compares anything.
    pub(super) fn has_comparison(&self) -> bool {
        self.comparison.iter().any(|zone| *zone > 0)
    }

    /// Whether the token belongs to the other side of a comparison.
    pub(super) fn is_compared(&self, at: usize) -> bool {
        self.comparison.get(at).is_some_and(|zone| *zone > 0)
    }
}

fn divides(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.symbol(at) == ';'
        || tokens.is_any(at, &["while", "whereas", "whilst", "but", "although", "though"])
}

/// Whether the token opens the other side of a comparison with the figure at `figure` or with a time.
fn compares(tokens: &Tokens<'_>, at: usize, figure: usize) -> bool {
    let next = figure <= at + 4;
    match tokens.lower(at) {
        "compared" | "versus" => true,
        "comparison" => tokens.is_any(at + 1, &["with", "to"]),
        "relative" => tokens.is(at + 1, "to"),
        "against" => next,
        // "more than 30" is no comparison, "30 more than in 2019" is one.
        "than" => {
            tokens.is_any(at + 1, &["in", "the", "last", "a", "at", "during"])
                && (figure > at + 2 || tokens.is(at + 1, "the"))
        }
        "from" => next && (figure == at + 1 || !tokens.word(at + 1).is(Roles::BREAK) || figure <= at + 3),
        _ => false,
    }
}

/// For every figure the index of the mark that holds for it.
pub(super) fn bind(
    tokens: &Tokens<'_>,
    figures: &[(usize, usize)],
    marks: &[Mark],
    clauses: &Clauses,
) -> Vec<Option<usize>> {
    let mut bound = vec![None; figures.len()];
    if marks.is_empty() {
        return bound;
    }
    if let Some(pairs) = respectively(tokens, figures, marks) {
        return pairs;
    }
    let mut fronted = vec![false; marks.len()];
    for (index, mark) in marks.iter().enumerate() {
        let right = figures.partition_point(|figure| figure.0 < mark.first);
        let left = right.checked_sub(1).filter(|left| takes(mark, figures[*left], clauses));
        let reached =
            |next: &usize| clauses.same_clause(mark.first, *next) && clauses.agree(mark.first, *next);
        let next = figures.get(right).map(|figure| figure.0).filter(reached);
        let left = left.filter(|_| !opens(tokens, mark, next));
        match left {
            // The first of two times behind a figure is its own.
            Some(left) => bound[left] = bound[left].or(Some(index)),
            None => fronted[index] = mark.leads_on(),
        }
    }
    let behind = shared_from_behind(figures, &bound, marks, clauses);
    let mut ahead = Ahead::default();
    for (index, figure) in figures.iter().enumerate() {
        ahead.advance(index, figure.0, marks, &fronted);
        let agrees = |mark: &usize| clauses.admit(&marks[*mark], figure.0);
        let open = ahead.open.filter(|mark| clauses.same_clause(marks[*mark].first, figure.0)).filter(agrees);
        let found = bound[index].or(open).or(behind[index]).or(ahead.initial.filter(agrees));
        bound[index] = found.or_else(|| {
            let before = index.checked_sub(1)?;
            let other = figures[before].0;
            let beside = clauses.same_clause(other, figure.0) && clauses.agree(other, figure.0);
            bound[before].filter(|_| beside && !clauses.is_compared(other))
        });
    }
    bound
}

/// The marks that lead on to what follows them.
#[derive(Default)]
struct Ahead {
    next: usize,
    /// The last one.
    open: Option<usize>,
    /// The one that opens the sentence, before any figure.
    initial: Option<usize>,
}

impl Ahead {
    fn advance(&mut self, index: usize, figure: usize, marks: &[Mark], fronted: &[bool]) {
        while marks.get(self.next).is_some_and(|mark| mark.first < figure) {
            if fronted[self.next] {
                self.open = Some(self.next);
                self.initial = self.initial.or(self.open.filter(|_| index == 0));
            }
            self.next += 1;
        }
    }
}

/// Whether the mark may hold for the figure on its left.
fn takes(mark: &Mark, figure: (usize, usize), clauses: &Clauses) -> bool {
    mark.looks_back(figure.1) && clauses.same_clause(figure.0, mark.first) && clauses.admit(mark, figure.0)
}

/// Whether a separator sets the mark off from what stands on its left and it leads on to the figure at `next`.
fn opens(tokens: &Tokens<'_>, mark: &Mark, next: Option<usize>) -> bool {
    const PREPOSITIONS: &[&str] =
        &["in", "on", "at", "during", "for", "over", "throughout", "within", "across", "by", "the", "around"];
    let Some(next) = next.filter(|_| mark.leads_on()) else {
        return false;
    };
    let mut before = mark.first;
    while before > 0 && before + 3 > mark.first && tokens.is_any(before - 1, PREPOSITIONS) {
        before -= 1;
    }
    let separator = before.wrapping_sub(1);
    let listed = matches!(tokens.symbol(separator), ',' | ':' | '(');
    let joined = tokens.is_any(separator, &["and", "but", "that", "when"]);
    // "2018/19 at £47m, 2019/20 £45m and 2020/21 £44m"
    let beside = next <= mark.end + 1 && (next == mark.end || !matches!(tokens.symbol(mark.end), ',' | ';'));
    let fronted = before < mark.first || tokens.symbol(mark.end) == ',';
    // "those in Leeds may get 20"
    let verb = tokens.is_any(
        mark.end,
        &[
            "is", "are", "was", "were", "had", "has", "have", "may", "will", "can", "could", "would", "saw",
            "recorded", "reported",
        ],
    );
    verb || (listed || joined) && beside || listed && fronted || joined && before < mark.first
}

/// "12 men and nine women died in 2015": what stands behind the last of several figures holds for all.
fn shared_from_behind(
    figures: &[(usize, usize)],
    own: &[Option<usize>],
    marks: &[Mark],
    clauses: &Clauses,
) -> Vec<Option<usize>> {
    let mut shared = vec![None; figures.len()];
    let mut last: Option<usize> = None;
    for index in (0..figures.len()).rev() {
        if own[index].is_some() {
            last = Some(index);
        } else if let Some(source) = last
            && clauses.same_clause(figures[index].0, figures[source].0)
            && own[source].is_some_and(|mark| clauses.admit(&marks[mark], figures[index].0))
        {
            shared[index] = own[source];
        }
    }
    shared
}

/// "14 and 16 in 2015 and 2016 respectively"
fn respectively(
    tokens: &Tokens<'_>,
    figures: &[(usize, usize)],
    marks: &[Mark],
) -> Option<Vec<Option<usize>>> {
    let last = marks.last()?;
    let stated = (last.end..last.end + 3).any(|at| tokens.is(at, "respectively"));
    let apart = figures.last()?.1 <= marks.first()?.first;
    (stated && apart && figures.len() == marks.len()).then(|| (0..figures.len()).map(Some).collect())
}
