//! One document: predicted labels against gold labels.

use std::collections::{BTreeMap, BTreeSet};

use super::Evaluation;
use super::anchor::{self, Places};
use super::labels::{Attribution, Case, Claim, Figure, Labels, Source};
use super::matching::{self, SAME_SENTENCE};
use super::text::Text;
use super::{cases, checks, figures, scope};
use crate::record::Offsets;

/// Labels and where they stand.
pub(super) struct Side<'a> {
    pub(super) labels: &'a Labels,
    pub(super) places: Places,
    /// Index of each attribution.
    attributions: BTreeMap<&'a str, usize>,
}

impl<'a> Side<'a> {
    fn new(labels: &'a Labels, places: Places) -> Self {
        let ids = labels.attributions.iter().flatten().map(|attribution| attribution.id.as_str());
        Self { labels, places, attributions: ids.zip(0..).collect() }
    }

    fn claim(&self, index: usize) -> Option<&'a Claim> {
        self.labels.claims.as_ref()?.get(index)
    }

    pub(super) fn figure(&self, index: usize) -> Option<&'a Figure> {
        self.labels.figures.as_ref()?.get(index)
    }

    pub(super) fn cases(&self) -> &'a [Case] {
        self.labels.cases.as_deref().unwrap_or_default()
    }

    /// A claim's attribution, and where its source stands.
    fn attribution(&self, claim: &Claim) -> Option<(&'a Attribution, Option<&[Offsets]>)> {
        let index = *self.attributions.get(claim.attribution.as_deref()?)?;
        let attribution = self.labels.attributions.as_ref()?.get(index)?;
        Some((attribution, self.places.sources.get(index)?.as_deref()))
    }
}

/// Adds a gold document to `sum`; `predicted` is `None` where there is no record of it.
pub(super) fn document(sum: &mut Evaluation, gold: &Labels, predicted: Option<&Labels>) {
    let nothing = Labels::default();
    let text = Text::new(predicted.map_or("", |record| &record.text));
    let places = match predicted {
        Some(_) => anchor::anchor(gold, &text, &mut sum.documents.unanchored),
        None => anchor::nowhere(gold),
    };
    sum.documents.gold += 1;
    if predicted.is_none() {
        sum.documents.missing.push(gold.id.clone());
    }
    let predicted = predicted.unwrap_or(&nothing);
    let gold = Side::new(gold, places);
    let predicted = Side::new(predicted, anchor::stated(predicted));
    genre(sum, gold.labels, predicted.labels);
    claims(sum, &gold, &predicted, &text);
    figures::score(sum, &gold, &predicted);
    checks::score(sum, &gold, &predicted);
    cases::score(&mut sum.case, &gold, &predicted, &text);
}

fn genre(sum: &mut Evaluation, gold: &Labels, predicted: &Labels) {
    let Some(expected) = gold.genre.as_ref().map(|genre| genre.label) else { return };
    let found = predicted.genre.as_ref().map(|genre| genre.label);
    sum.genre.accuracy.count(found == Some(expected));
    for label in BTreeSet::from_iter([Some(expected), found]).into_iter().flatten() {
        sum.genre.labels.entry(label).or_default().count(expected == label, found == Some(label));
    }
    if found != Some(expected) {
        *sum.genre.confusions.entry((expected, found)).or_default() += 1;
    }
}

/// Types and verdicts of all claims, then sources, their scope and check-worthiness of those that both sides have.
fn claims(sum: &mut Evaluation, gold: &Side<'_>, predicted: &Side<'_>, text: &Text<'_>) {
    let Some(all) = &gold.labels.claims else { return };
    let found = predicted.labels.claims.as_deref().unwrap_or_default();
    let pairs = matching::pair(&gold.places.claims, &predicted.places.claims, SAME_SENTENCE);
    sum.claim.count_all(all.len(), found.len(), pairs.len());
    let mut partner = vec![None; all.len()];
    let mut alone = vec![true; found.len()];
    for (left, right) in &pairs {
        partner[*left] = predicted.claim(*right);
        alone[*right] = false;
    }
    for (claim, partner) in all.iter().zip(partner) {
        labels(sum, Some(claim), partner);
        if let Some(partner) = partner {
            matched(sum, claim, partner);
            if gold.labels.attributions.is_some() {
                let (expected, found) = (gold.attribution(claim), predicted.attribution(partner));
                scope::score(&mut sum.scope, expected, found, text);
                source(sum, sourced(expected), sourced(found), text);
            }
        }
    }
    for (claim, _) in found.iter().zip(alone).filter(|(_, alone)| *alone) {
        labels(sum, None, Some(claim));
    }
}

/// Types and verdict of a claim of either side or both.
fn labels(sum: &mut Evaluation, gold: Option<&Claim>, predicted: Option<&Claim>) {
    for (label, score) in &mut sum.types {
        let has = |claim: Option<&Claim>| claim.is_some_and(|claim| claim.types.contains(label));
        score.count(has(gold), has(predicted));
        sum.all_types.count(has(gold), has(predicted));
    }
    if gold.is_some_and(|claim| claim.sourcing.is_none()) {
        return;
    }
    for (label, score) in &mut sum.verdict.labels {
        let has = |claim: Option<&Claim>| claim.is_some_and(|claim| claim.sourcing == Some(*label));
        score.count(has(gold), has(predicted));
    }
}

fn matched(sum: &mut Evaluation, gold: &Claim, predicted: &Claim) {
    if gold.sourcing.is_some() {
        sum.verdict.accuracy.count(gold.sourcing == predicted.sourcing);
    }
    if let (Some(expected), Some(found)) = (gold.check_worthiness, predicted.check_worthiness) {
        sum.check_worthiness.pairs.push((expected, found));
    }
}

type Placed<'a> = Option<(&'a Source, Option<&'a [Offsets]>)>;

fn sourced<'a>(attribution: Option<(&'a Attribution, Option<&'a [Offsets]>)>) -> Placed<'a> {
    attribution.and_then(|(attribution, spans)| Some((attribution.source.as_ref()?, spans)))
}

/// The words of a claim's source. A source without words (an unnamed speaker, a minister whom the answer does not
/// name) is no span; gold words that could not be found are there, but match nothing.
fn source(sum: &mut Evaluation, gold: Placed<'_>, predicted: Placed<'_>, text: &Text<'_>) {
    let spans_of = |side: Placed<'_>| {
        let mut spans = side.and_then(|(_, spans)| spans).unwrap_or_default().to_vec();
        spans.sort_unstable();
        spans
    };
    let (expected, found) = (spans_of(gold), spans_of(predicted));
    let lost = matches!(gold, Some((_, None)));
    let (has_gold, has_predicted) = (lost || !expected.is_empty(), !found.is_empty());
    let exact = has_predicted && expected == found;
    let partial = same_words(text, &expected, &found);
    sum.source.exact.count_place(has_gold, has_predicted, exact);
    sum.source.partial.count_place(has_gold, has_predicted, partial);
    if let (true, Some((gold, _)), Some((predicted, _))) = (partial, gold, predicted)
        && gold.kind.is_some()
    {
        sum.source.kind.count(gold.kind == predicted.kind);
    }
}

/// Whether two sources, their places in text order, have at least half of the words of both together in common.
pub(super) fn same_words(text: &Text<'_>, gold: &[Offsets], predicted: &[Offsets]) -> bool {
    let identical = !predicted.is_empty() && gold == predicted;
    identical || matching::mostly_same(&text.words(gold), &text.words(predicted))
}
