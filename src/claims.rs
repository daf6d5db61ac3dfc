//! Which sentences are claims, of which types, and how much each is worth a checker's time.

use crate::cases::Cases;
use crate::document::{BlockKind, Claim, ClaimType, Figure, FigureKind, Period, Policy, Reason, Sourcing};
use crate::model::{SentenceSignals, Signals, Votes};
use crate::names::Names;
use crate::policy;
use crate::reading::Reading;
use crate::rules::{Hit, Tag};
use crate::span::Span;

/// A type holds from this score on.
const THRESHOLD: f64 = 0.5;

/// A heading of fewer words names a subject and states nothing.
const SHORTEST_HEADLINE: usize = 5;

/// So many words make a sentence without any sign a statement.
const SHORTEST_STATEMENT: usize = 6;

/// What earlier stages found in a document.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// All figures, in text order.
    pub figures: &'a [Figure],
    /// All periods that sentences name, in text order.
    pub periods: &'a [Period],
    /// Who and what the document names.
    pub names: &'a Names<'a>,
    /// Who says what.
    pub voices: &'a policy::Voices<'a>,
    /// The cases.
    pub cases: &'a Cases,
    /// What the model says, where one takes part.
    pub signals: Option<&'a Signals>,
    /// How it votes on types.
    pub votes: Option<&'a Votes>,
}

impl Findings<'_> {
    /// What the model says of a sentence that it read, with its votes.
    fn model(&self, sentence: usize) -> Option<(&SentenceSignals, &Votes)> {
        let signals = self.signals?.sentences.get(sentence).filter(|signals| signals.read)?;
        Some((signals, self.votes?))
    }
}

/// The claims of a document in text order, without their verdicts, and the check-worthiness of every sentence.
///
/// Without a model the rules decide. With one, rules and model vote on each type ([`Votes`]); that the rules rule a
/// sentence out (a question, a courtesy, the text speaking of itself) is a vote against every type.
#[must_use]
pub fn claims(reading: &Reading<'_>, findings: &Findings<'_>) -> (Vec<Claim>, Vec<f64>) {
    let mut claims = Vec::new();
    let mut worthiness = Vec::with_capacity(reading.len());
    for sentence in 0..reading.len() {
        let claim = claim(reading, findings, sentence);
        worthiness.push(
            claim.as_ref().map_or_else(|| idle_worth(reading, sentence), |claim| claim.check_worthiness),
        );
        claims.extend(claim);
    }
    (claims, worthiness)
}

fn claim(reading: &Reading<'_>, findings: &Findings<'_>, sentence: usize) -> Option<Claim> {
    if !reading.block(sentence).kind.is_prose() {
        return None;
    }
    let span = reading.sentence(sentence);
    let figures = figures_in(findings.figures, span);
    let mut evidence = Evidence::default();
    evidence.figures(findings, figures.clone(), findings.cases.stated[sentence].is_some());
    evidence.cases(findings, sentence);
    let policy = evidence.policy(reading, findings, sentence);
    evidence.assertion(reading, sentence);
    let against = ruled_out(reading, sentence);
    match (findings.model(sentence), against) {
        (Some((signals, votes)), against) => evidence.vote(signals, votes, against, span),
        (None, Some(_)) => return None,
        (None, None) => {}
    }
    let types = evidence.types();
    if types.is_empty() {
        return None;
    }
    let policy = policy.or_else(|| {
        let read = types.contains(&ClaimType::Policy) && findings.signals.is_some();
        if read { evidence.policy_by_verb(reading, findings, sentence) } else { None }
    });
    let check_worthiness = worth(reading, findings, sentence, &types);
    Some(Claim {
        span,
        sentence,
        policy: policy.filter(|_| types.contains(&ClaimType::Policy)),
        scores: evidence.scores,
        check_worthiness,
        figures: figures.collect(),
        cases: findings.cases.by_sentence[sentence].clone(),
        attribution: None,
        sourcing: Sourcing::Unsourced,
        flags: Vec::new(),
        caveats: Vec::new(),
        reasons: evidence.reasons,
        types,
    })
}

/// The indices of the figures that lie in a sentence.
fn figures_in(figures: &[Figure], sentence: Span) -> std::ops::Range<usize> {
    let start = figures.partition_point(|figure| figure.span.start < sentence.start);
    let end = figures.partition_point(|figure| figure.span.start < sentence.end);
    start..end
}

/// The rule that says that the sentence asserts nothing. A judgement or a "perhaps" with a number in it may still.
fn ruled_out<'r>(reading: &'r Reading<'_>, sentence: usize) -> Option<&'r Hit<'r>> {
    reading
        .tagged(sentence, Tag::NotClaim)
        .find(|hit| !matches!(hit.rule.label.as_str(), "opinion" | "hypothetical"))
}

fn is_judgement(reading: &Reading<'_>, sentence: usize) -> bool {
    reading.tagged(sentence, Tag::NotClaim).next().is_some()
}

/// Scores by type with the reasons for them.
#[derive(Default)]
struct Evidence {
    scores: [f64; 4],
    reasons: Vec<Reason>,
}

impl Evidence {
    fn add(&mut self, kind: ClaimType, score: f64, rule: &str, span: Span, note: &str) {
        let known = &mut self.scores[kind.index()];
        *known = 1.0 - (1.0 - *known) * (1.0 - score);
        self.reasons.push(Reason { rule: rule.to_owned(), span, score, note: note.to_owned() });
    }

    /// Ages and the lengths of sentences and waits inside a case are its details and make no claim of quantity, and
    /// "the last three years" says when. A length of time is the reason only where there is no other figure.
    fn figures(&mut self, findings: &Findings<'_>, figures: std::ops::Range<usize>, in_case: bool) {
        let is_length = |figure: &&Figure| figure.kind == FigureKind::Duration;
        let says_when = |figure: &Figure| {
            let after = findings.periods.partition_point(|period| period.span.start <= figure.span.start);
            after.checked_sub(1).is_some_and(|index| findings.periods[index].span.contains(figure.span))
        };
        let own = findings.figures[figures].iter().filter(|figure| figure.kind != FigureKind::Age);
        let quantity = own.clone().find(|figure| !is_length(figure));
        let length = || own.clone().filter(is_length).find(|figure| !in_case && !says_when(figure));
        if let Some(figure) = quantity.or_else(length) {
            self.add(ClaimType::Figure, 0.9, "figure.quantity", figure.span, "states a quantity");
        }
    }

    fn cases(&mut self, findings: &Findings<'_>, sentence: usize) {
        if let Some((words, rule)) = &findings.cases.stated[sentence] {
            self.add(ClaimType::Case, 0.8, rule, *words, "states what became of a person");
        }
    }

    fn policy(&mut self, reading: &Reading<'_>, findings: &Findings<'_>, sentence: usize) -> Option<Policy> {
        let Findings { figures, periods, names, voices, .. } = *findings;
        let (policy, reason) =
            policy::policy(reading, sentence, policy::Found { figures, periods, names, voices })?;
        if policy::is_empty(&policy, reading.text()) {
            return None;
        }
        self.add(ClaimType::Policy, reason.score, &reason.rule, reason.span, &reason.note);
        Some(policy)
    }

    /// The policy of a sentence that the model alone reads as one.
    fn policy_by_verb(
        &mut self,
        reading: &Reading<'_>,
        findings: &Findings<'_>,
        sentence: usize,
    ) -> Option<Policy> {
        let Findings { figures, periods, names, voices, .. } = *findings;
        let found = policy::Found { figures, periods, names, voices };
        let (policy, reason) = policy::by_main_verb(reading, sentence, found)?;
        if policy::is_empty(&policy, reading.text()) {
            return None;
        }
        self.reasons.push(reason);
        Some(policy)
    }

    /// What is none of the three is an assertion when a rule finds something checkable in it, or when it is a plain
    /// statement in running text.
    fn assertion(&mut self, reading: &Reading<'_>, sentence: usize) {
        let typed = self.scores.iter().any(|score| *score >= THRESHOLD);
        let opens_list = reading.sentence(sentence).of(reading.text()).ends_with(':');
        if typed || opens_list || is_judgement(reading, sentence) {
            return;
        }
        let heading = matches!(reading.block(sentence).kind, BlockKind::Title | BlockKind::Heading);
        if heading && !has_words(reading, sentence, SHORTEST_HEADLINE) {
            return;
        }
        let signs = reading
            .tagged(sentence, Tag::Assertion)
            .filter(|hit| !heading || matches!(hit.rule.label.as_str(), "trend" | "event" | "cause"));
        for hit in signs {
            self.add(
                ClaimType::Assertion,
                0.5,
                &hit.rule.id,
                hit.span,
                &format!("checkable: {}", hit.rule.label),
            );
        }
        let none = self.scores[ClaimType::Assertion.index()] < THRESHOLD;
        if none && !heading && is_statement(reading, sentence) {
            let span = reading.sentence(sentence);
            self.add(ClaimType::Assertion, 0.5, "assertion.statement", span, "a plain statement");
        }
    }

    /// Rules and model vote. The rules that spoke for a type which does not hold leave no reason behind; the one that
    /// spoke against a claim which stands does.
    fn vote(&mut self, signals: &SentenceSignals, votes: &Votes, against: Option<&Hit<'_>>, span: Span) {
        for kind in ClaimType::ALL {
            let model = signals.types[kind.index()];
            let rules = if against.is_some() { 0.0 } else { self.scores[kind.index()] };
            let vote = votes.on(kind);
            let score = vote.count(rules, model);
            self.scores[kind.index()] = score;
            if score >= THRESHOLD || model >= vote.threshold {
                let note = format!("the model reads {}", name(kind));
                self.reasons.push(Reason { rule: "model:types".to_owned(), span, score: model, note });
            }
        }
        if let Some(hit) = against {
            let note = format!("speaks against a claim: {}", hit.rule.label);
            self.reasons.push(Reason { rule: hit.rule.id.clone(), span: hit.span, score: 0.0, note });
        }
    }

    /// The types that hold; an assertion is what is none of the others, whatever the votes on it were.
    fn types(&self) -> Vec<ClaimType> {
        let mut held: Vec<ClaimType> =
            ClaimType::ALL.into_iter().filter(|kind| self.scores[kind.index()] >= THRESHOLD).collect();
        if held.len() > 1 {
            held.retain(|kind| *kind != ClaimType::Assertion);
        }
        held
    }
}

/// A type in words for people.
fn name(kind: ClaimType) -> &'static str {
    match kind {
        ClaimType::Figure => "a quantity",
        ClaimType::Case => "a case",
        ClaimType::Policy => "a policy",
        ClaimType::Assertion => "an assertion",
    }
}

/// A sentence of some length with a form of "be", "have" or "do" in it: it says that something is so.
fn is_statement(reading: &Reading<'_>, sentence: usize) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "does", "did", "do", "will", "can", "cannot",
        "isn’t", "aren’t",
    ];
    let phrases = &reading.phrases[sentence];
    let words = || (0..phrases.tokens().len()).map(|index| phrases.word(index));
    has_words(reading, sentence, SHORTEST_STATEMENT)
        && words().any(|word| VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word)))
}

fn has_words(reading: &Reading<'_>, sentence: usize, count: usize) -> bool {
    let phrases = &reading.phrases[sentence];
    let words = (0..phrases.tokens().len()).map(|index| phrases.word(index));
    words.filter(|word| word.starts_with(char::is_alphanumeric)).nth(count - 1).is_some()
}

/// How much the model's word counts in check-worthiness.
const WORTH_OF_MODEL: f64 = 0.7;

/// Check-worthiness of a claim: what it states, and the rules of worth that it meets, each once.
fn worth(reading: &Reading<'_>, findings: &Findings<'_>, sentence: usize, types: &[ClaimType]) -> f64 {
    let span = reading.sentence(sentence);
    let hard = findings.figures[figures_in(findings.figures, span)].iter().any(|figure| {
        matches!(figure.kind, FigureKind::Percent | FigureKind::Money | FigureKind::Rate | FigureKind::Change)
    });
    let stated: f64 = types
        .iter()
        .map(|kind| match kind {
            ClaimType::Figure => 0.25,
            ClaimType::Case => 0.2,
            ClaimType::Policy => 0.15,
            ClaimType::Assertion => 0.05,
        })
        .sum();
    let score = 0.25 + stated + if hard { 0.1 } else { 0.0 } + rules_of_worth(reading, sentence);
    let score = score.clamp(0.05, 0.98);
    findings.model(sentence).map_or(score, |(signals, _)| {
        (1.0 - WORTH_OF_MODEL) * score + WORTH_OF_MODEL * signals.check_worthiness
    })
}

fn rules_of_worth(reading: &Reading<'_>, sentence: usize) -> f64 {
    let mut last = "";
    let mut hits: Vec<_> = reading.tagged(sentence, Tag::Worth).map(|hit| hit.rule).collect();
    hits.sort_by(|a, b| a.id.cmp(&b.id));
    hits.iter().filter(|rule| std::mem::replace(&mut last, &rule.id) != rule.id).map(|rule| rule.weight).sum()
}

/// A sentence that is no claim is worth little; one that mentions what people argue over a little more.
fn idle_worth(reading: &Reading<'_>, sentence: usize) -> f64 {
    (0.05 + rules_of_worth(reading, sentence) * 0.3).clamp(0.0, 0.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::cases;
    use crate::document::Document;
    use crate::figures;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    /// The types of the first sentence of a paragraph.
    fn types(text: &str) -> Vec<ClaimType> {
        let rules = RuleSet::builtin().expect("every rule compiles");
        let document = Document { text: format!("{text} It ended there."), ..Document::default() };
        let layout = segment(&document, &rules);
        let reading = Reading::new(&document, &layout, &rules);
        let figures::Found { figures, periods } =
            figures::find(&document.text, reading.sentence(0), &figures::Context::default());
        let names = Names::new(&reading, None);
        let cases = cases(&reading, &names, &periods);
        let findings = Findings {
            figures: &figures,
            periods: &periods,
            names: &names,
            voices: &policy::Voices::default(),
            cases: &cases,
            signals: None,
            votes: None,
        };
        let (claims, worthiness) = claims(&reading, &findings);
        assert_eq!(worthiness.len(), reading.len());
        claims.into_iter().find(|claim| claim.sentence == 0).map(|claim| claim.types).unwrap_or_default()
    }

    #[test]
    fn sentences_have_types() {
        use ClaimType::{Assertion, Case, Figure, Policy};
        let rows: &[(&str, &[ClaimType])] = &[
            ("More than 2,600 officers left the service last year.", &[Figure]),
            ("Dean Mostyn, 34, was jailed for two years in May.", &[Case]),
            ("The council will close the depot in September.", &[Policy]),
            ("The ministry has launched a scheme worth £2m.", &[Figure, Policy]),
            ("Many inmates come from unstable backgrounds.", &[Assertion]),
            ("Several officers were quietly removed.", &[Assertion]),
            ("Who knows how many officers have left?", &[]),
            ("I am grateful to the member for the question.", &[]),
            ("I think it is a scandal and a shame.", &[]),
            ("The table below shows the figures.", &[]),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .map(|(text, expected)| (text, expected, types(text)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, expected, found)| format!("{text}: expected {expected:?}, found {found:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
