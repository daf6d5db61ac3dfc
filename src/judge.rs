//! The verdict: whether a reader could look it up. A decision table, a reason a row, and where a model takes part its
//! second opinion.

mod flags;
mod second_opinion;

use self::flags::Conflicts;
use self::second_opinion::Opinion;
use crate::document::{
    Attribution, Case, Check, Claim, ClaimType, Figure, Reason, Scope, SourceKind, Sourcing,
};
use crate::model::Signals;
use crate::names::Names;
use crate::reading::Reading;
use crate::rules::Tag;
use crate::span::Span;

/// What a verdict rests on.
#[derive(Clone, Copy, Debug)]
enum Ground {
    /// No attribution covers the claim.
    Nobody,
    /// One does, and names nobody.
    Unnamed,
    /// One does, and names a source of this kind.
    Named(SourceKind),
}

/// A row of the table.
struct Row {
    id: &'static str,
    holds: fn(Ground) -> bool,
    sourcing: Sourcing,
    reason: &'static str,
}

/// The decision table of the labelling guidelines. The first row that holds decides.
const TABLE: &[Row] = &[
    Row {
        id: "verdict.record",
        holds: |ground| matches!(ground, Ground::Named(SourceKind::Dataset | SourceKind::Document)),
        sourcing: Sourcing::Sourced,
        reason: "a reader can look up the record that is named",
    },
    Row {
        id: "verdict.named",
        holds: |ground| {
            matches!(
                ground,
                Ground::Named(SourceKind::Person | SourceKind::Organisation | SourceKind::Publication)
            )
        },
        sourcing: Sourcing::Attributed,
        reason: "somebody named says so, and names no data",
    },
    Row {
        id: "verdict.unnamed",
        holds: |ground| matches!(ground, Ground::Unnamed | Ground::Named(SourceKind::Anonymous)),
        sourcing: Sourcing::Vague,
        reason: "somebody says so, but nobody who could be asked",
    },
    Row {
        id: "verdict.first-hand",
        holds: |ground| matches!(ground, Ground::Named(SourceKind::FirstHand)),
        sourcing: Sourcing::Unsourced,
        reason: "the author's own experience, with nothing to look up",
    },
    Row {
        id: "verdict.nobody",
        holds: |ground| matches!(ground, Ground::Nobody),
        sourcing: Sourcing::Unsourced,
        reason: "the text just says it",
    },
];

/// What the other stages found, for the judge to weigh.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// All figures.
    pub figures: &'a [Figure],
    /// All attributions.
    pub attributions: &'a [Attribution],
    /// All cases.
    pub cases: &'a [Case],
    /// All arithmetic.
    pub checks: &'a [Check],
    /// The names and people of the document.
    pub names: &'a Names<'a>,
    /// What the model says, where one takes part.
    pub signals: Option<&'a Signals>,
}

/// [`Evidence`], put in order for questions about one claim.
struct Grounds<'a> {
    figures: &'a [Figure],
    cases: &'a [Case],
    names: &'a Names<'a>,
    conflicts: Conflicts,
}

/// The claims with their attributions, verdicts and flags. Where a model takes part it gives a second opinion.
#[must_use]
pub fn judge(reading: &Reading<'_>, evidence: &Evidence<'_>, claims: Vec<Claim>) -> Vec<Claim> {
    let Evidence { figures, attributions, cases, checks, names, signals } = *evidence;
    let grounds = Grounds { figures, cases, names, conflicts: Conflicts::new(checks) };
    let links = links_by_sentence(reading, attributions);
    let mut judged: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let candidates = &links[claim.sentence];
        let by_table = choose(&claim, candidates, attributions, is_allegation(reading, claim.sentence));
        let opinion = signals
            .and_then(|signals| signals.sentences.get(claim.sentence))
            .filter(|signals| signals.read)
            .map(|signals| second_opinion::on(&claim, by_table, candidates, attributions, &judged, signals));
        let (link, opinion) = match opinion {
            None => (by_table, None),
            Some(opinion) => (opinion.link(), Some(opinion)),
        };
        judged.push(decide(reading, &grounds, attributions, claim, link, opinion));
    }
    judged
}

/// Of each sentence, the attributions whose content shares text with it.
fn links_by_sentence(reading: &Reading<'_>, attributions: &[Attribution]) -> Vec<Vec<usize>> {
    let sentences = &reading.layout.sentences;
    let mut links: Vec<Vec<usize>> = vec![Vec::new(); sentences.len()];
    for (index, attribution) in attributions.iter().enumerate() {
        for content in &attribution.content {
            let first = sentences.partition_point(|sentence| sentence.span.end <= content.start);
            let covered = sentences[first..].iter().take_while(|sentence| sentence.span.start < content.end);
            for (offset, _) in covered.enumerate() {
                let of_sentence = &mut links[first + offset];
                if of_sentence.last() != Some(&index) {
                    of_sentence.push(index);
                }
            }
        }
    }
    links
}

fn is_allegation(reading: &Reading<'_>, sentence: usize) -> bool {
    reading.tagged(sentence, Tag::Status).any(|hit| hit.rule.label == "alleged")
        || reading.tagged(sentence, Tag::Flag).any(|hit| hit.rule.label == "allegation")
}

/// The link that the verdict follows: the weakest for an allegation, the strongest record for a figure, else the
/// innermost. The speaker of a whole document speaks only where nobody nearer does.
fn choose(claim: &Claim, links: &[usize], attributions: &[Attribution], allegation: bool) -> Option<usize> {
    let nearer = |index: &&usize| attributions[**index].scope != Scope::Document;
    let near: Vec<usize> = links.iter().filter(nearer).copied().collect();
    let candidates = if near.is_empty() { links.to_vec() } else { near };
    let length = |index: usize| attributions[index].content.iter().map(|span| span.len()).sum::<usize>();
    let strength = |index: usize| strength(ground(Some(&attributions[index])));
    if allegation {
        return candidates.into_iter().min_by_key(|index| (strength(*index), length(*index)));
    }
    if claim.types.contains(&ClaimType::Figure) {
        let record = candidates
            .iter()
            .copied()
            .filter(|index| strength(*index) >= RECORD)
            .max_by_key(|index| strength(*index));
        if record.is_some() {
            return record;
        }
    }
    candidates.into_iter().min_by_key(|index| (length(*index), std::cmp::Reverse(strength(*index))))
}

/// The strength from which on a link is a record.
const RECORD: u8 = 4;

/// The source ladder, weakest first.
fn strength(ground: Ground) -> u8 {
    match ground {
        Ground::Nobody => 0,
        Ground::Unnamed | Ground::Named(SourceKind::Anonymous) => 1,
        Ground::Named(SourceKind::FirstHand) => 2,
        Ground::Named(SourceKind::Publication | SourceKind::Person | SourceKind::Organisation) => 3,
        Ground::Named(SourceKind::Document) => RECORD,
        Ground::Named(SourceKind::Dataset) => RECORD + 1,
    }
}

fn ground(attribution: Option<&Attribution>) -> Ground {
    match attribution {
        None => Ground::Nobody,
        Some(attribution) => {
            attribution.source.as_ref().map_or(Ground::Unnamed, |source| Ground::Named(source.kind))
        }
    }
}

/// The row of the table that holds for a link.
fn verdict(link: Option<usize>, attributions: &[Attribution]) -> Sourcing {
    let ground = ground(link.map(|index| &attributions[index]));
    TABLE.iter().find(|row| (row.holds)(ground)).map_or(Sourcing::Unsourced, |row| row.sourcing)
}

fn decide(
    reading: &Reading<'_>,
    grounds: &Grounds<'_>,
    attributions: &[Attribution],
    claim: Claim,
    link: Option<usize>,
    opinion: Option<Opinion>,
) -> Claim {
    let attribution = link.map(|index| &attributions[index]);
    let ground = ground(attribution);
    let mut reasons = claim.reasons.clone();
    let mut sourcing = Sourcing::Unsourced;
    if let Some(row) = TABLE.iter().find(|row| (row.holds)(ground)) {
        sourcing = row.sourcing;
        reasons.push(Reason {
            rule: row.id.to_owned(),
            span: words_for(attribution, claim.span),
            score: attribution.map_or(1.0, |attribution| attribution.confidence),
            note: row.reason.to_owned(),
        });
    }
    if let Some(opinion) = opinion {
        sourcing = opinion.verdict(sourcing);
        reasons.push(opinion.reason(claim.span));
    }
    let flags = flags::flags(reading, grounds, &claim, sourcing, attribution);
    Claim { attribution: link, sourcing, flags, reasons, ..claim }
}

/// The words that name the source, else those that tie it, else the claim.
fn words_for(attribution: Option<&Attribution>, claim: Span) -> Span {
    let source =
        attribution.and_then(|attribution| attribution.source.as_ref()).and_then(|source| source.span);
    source.or_else(|| attribution.and_then(|attribution| attribution.cue)).unwrap_or(claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_has_one_row() {
        use SourceKind::{Anonymous, Dataset, Document, FirstHand, Organisation, Person, Publication};
        for (ground, row, sourcing) in [
            (Ground::Named(Dataset), "verdict.record", Sourcing::Sourced),
            (Ground::Named(Document), "verdict.record", Sourcing::Sourced),
            (Ground::Named(Person), "verdict.named", Sourcing::Attributed),
            (Ground::Named(Organisation), "verdict.named", Sourcing::Attributed),
            (Ground::Named(Publication), "verdict.named", Sourcing::Attributed),
            (Ground::Named(Anonymous), "verdict.unnamed", Sourcing::Vague),
            (Ground::Unnamed, "verdict.unnamed", Sourcing::Vague),
            (Ground::Named(FirstHand), "verdict.first-hand", Sourcing::Unsourced),
            (Ground::Nobody, "verdict.nobody", Sourcing::Unsourced),
        ] {
            let rows: Vec<&Row> = TABLE.iter().filter(|row| (row.holds)(ground)).collect();
            assert_eq!(rows.len(), 1, "{ground:?}");
            assert_eq!((rows[0].id, rows[0].sourcing), (row, sourcing), "{ground:?}");
        }
    }
}
