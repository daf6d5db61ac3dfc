//! Where the labels stand in the text of the predicted record.
//!
//! Gold labels quote their words. Offsets beside the quotes hold as long as the reader that made them reads the
//! same text; where the text at the offsets is no longer the quote, the quote is looked up again.

use std::collections::BTreeMap;

use super::Unanchored;
use super::labels::{Attribution, Case, Check, CheckInput, Figure, Labels, Number, Quotes, Source};
use super::text::Text;
use crate::record::Offsets;

/// Where the labels of a document stand, one entry a label. What is not known or not found is `None`.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) claims: Vec<Option<Offsets>>,
    pub(super) figures: Vec<Option<FigurePlace>>,
    /// Of each attribution; empty where the source has no words.
    pub(super) sources: Vec<Option<Vec<Offsets>>>,
    /// The inputs of each check that are found.
    pub(super) checks: Vec<Vec<Offsets>>,
    /// Of each case the words that state its status.
    pub(super) evidence: Vec<Option<Offsets>>,
}

/// Where a figure stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct FigurePlace {
    /// The quantity with its modifier and unit.
    pub(super) span: Offsets,
    /// The number alone, or the whole where the label does not set it apart.
    pub(super) number: Offsets,
}

/// The places that a predicted record states.
pub(super) fn stated(labels: &Labels) -> Places {
    let figure = |figure: &Figure| {
        let span = offsets(figure.start, figure.end)?;
        let number = match figure.number {
            Some(Number::Span { start, end }) => [start, end],
            _ => span,
        };
        Some(FigurePlace { span, number })
    };
    let source = |attribution: &Attribution| {
        Some(attribution.source.as_ref().map(|source| source.spans.clone()).unwrap_or_default())
    };
    let evidence =
        |case: &Case| case.status_evidence.as_ref().and_then(|quote| offsets(quote.start, quote.end));
    let inputs = |check: &Check| check.inputs.iter().map(|input| [input.start, input.end]).collect();
    Places {
        claims: labels.claims.iter().flatten().map(|claim| offsets(claim.start, claim.end)).collect(),
        figures: labels.figures.iter().flatten().map(figure).collect(),
        sources: labels.attributions.iter().flatten().map(source).collect(),
        checks: labels.checks.iter().flatten().map(inputs).collect(),
        evidence: labels.cases.iter().flatten().map(evidence).collect(),
    }
}

/// The places of gold labels for which there is no text.
pub(super) fn nowhere(labels: &Labels) -> Places {
    Places {
        claims: vec![None; labels.claims.iter().flatten().count()],
        figures: vec![None; labels.figures.iter().flatten().count()],
        sources: vec![None; labels.attributions.iter().flatten().count()],
        checks: vec![Vec::new(); labels.checks.iter().flatten().count()],
        evidence: vec![None; labels.cases.iter().flatten().count()],
    }
}

/// The places of gold labels in `text`; those whose words are not there are added to `lost`.
pub(super) fn anchor(gold: &Labels, text: &Text<'_>, lost: &mut Vec<Unanchored>) -> Places {
    let mut miss = |label: String, quote: &str| {
        lost.push(Unanchored { document: gold.id.clone(), label, quote: quote.to_owned() });
    };
    let mut anchors = Anchors { text, claims: BTreeMap::new() };
    let mut places = Places::default();
    for claim in gold.claims.iter().flatten() {
        let place = anchors.locate(&claim.text, offsets(claim.start, claim.end), None, claim.nth);
        if let Some(place) = place {
            anchors.claims.insert(&claim.id, place);
        } else {
            miss(claim.id.clone(), &claim.text);
        }
        places.claims.push(place);
    }
    for figure in gold.figures.iter().flatten() {
        let place = anchors.figure(figure);
        if place.is_none() {
            miss(figure.id.clone(), &figure.text);
        }
        places.figures.push(place);
    }
    for attribution in gold.attributions.iter().flatten() {
        let place = match &attribution.source {
            Some(source) => anchors.source(source, attribution.r#in.as_deref()),
            None => Ok(Vec::new()),
        };
        places.sources.push(place.map_err(|quote| miss(format!("{}.source", attribution.id), quote)).ok());
    }
    for check in gold.checks.iter().flatten() {
        let place =
            |input: &CheckInput| anchors.locate(&input.text, Some([input.start, input.end]), None, None);
        places.checks.push(check.inputs.iter().filter_map(place).collect());
    }
    for case in gold.cases.iter().flatten() {
        let place = case.status_evidence.as_ref().map(|quote| {
            let place = anchors.locate(&quote.text, offsets(quote.start, quote.end), None, None);
            place.ok_or(&quote.text)
        });
        let found = place
            .map(|place| place.map_err(|quote| miss(format!("{}.status_evidence", case.id), quote)).ok());
        places.evidence.push(found.flatten());
    }
    places
}

/// The text, and what is already found in it.
struct Anchors<'a> {
    text: &'a Text<'a>,
    claims: BTreeMap<&'a str, Offsets>,
}

impl Anchors<'_> {
    /// The place of a quote: the offsets it came with if they hold, else the `nth` occurrence (1-based), else the
    /// one nearest to these offsets, else the first. All of it inside `scope`, the id of a claim or a longer
    /// quote. Offsets without a quote are taken as they are.
    fn locate(
        &self,
        quote: &str,
        stated: Option<Offsets>,
        scope: Option<&str>,
        nth: Option<usize>,
    ) -> Option<Offsets> {
        if quote.is_empty() {
            return stated;
        }
        let within = match scope.map(|scope| self.scope(scope)) {
            Some(Some(within)) => within,
            // A short quote may stand anywhere: with neither scope nor offsets there is no telling which it is.
            Some(None) if stated.is_none() => return None,
            _ => self.text.whole(),
        };
        let holds = |place: &Offsets| {
            within[0] <= place[0] && place[1] <= within[1] && self.text.slice(*place) == Some(quote)
        };
        if let Some(place) = stated.filter(holds) {
            return Some(place);
        }
        let mut found = self.text.occurrences(quote, within);
        match (nth, stated) {
            (Some(nth), _) => found.nth(nth.saturating_sub(1)),
            (None, Some(stated)) => found.min_by_key(|place| place[0].abs_diff(stated[0])),
            (None, None) => found.next(),
        }
    }

    fn scope(&self, scope: &str) -> Option<Offsets> {
        self.claims.get(scope).copied().or_else(|| self.text.occurrences(scope, self.text.whole()).next())
    }

    fn figure(&self, figure: &Figure) -> Option<FigurePlace> {
        let stated = offsets(figure.start, figure.end);
        let span = self.locate(&figure.text, stated, figure.r#in.as_deref(), figure.nth)?;
        let number = match &figure.number {
            // The figure's words are the same, so the number moves with them.
            Some(Number::Span { start, end }) => {
                let from = stated.map_or(span[0], |stated| stated[0]);
                [start, end].map(|offset| (offset + span[0]).saturating_sub(from))
            }
            Some(Number::Label { text } | Number::Quote(text)) => {
                self.text.occurrences(text, span).next().unwrap_or(span)
            }
            None => span,
        };
        Some(FigurePlace { span, number })
    }

    /// The pieces of a source; the words that are not in the text where one of them is not.
    fn source<'s>(&self, source: &'s Source, scope: Option<&str>) -> Result<Vec<Offsets>, &'s str> {
        let quotes = source.text.as_ref().map_or(&[][..], Quotes::as_slice);
        if let [quote] = quotes
            && source.spans.len() > 1
            && source.spans.iter().all(|span| self.text.slice(*span).is_some_and(|part| quote.contains(part)))
        {
            return Ok(source.spans.clone());
        }
        let scope = source.r#in.as_deref().or(scope);
        let piece = |(index, quote): (usize, &'s String)| {
            let stated = source.spans.get(index).copied();
            self.locate(quote, stated, scope, source.nth).ok_or(quote.as_str())
        };
        quotes.iter().enumerate().map(piece).collect()
    }
}

fn offsets(start: Option<usize>, end: Option<usize>) -> Option<Offsets> {
    Some([start?, end?])
}
