//! What a run comes to, counted over its records one by one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::document::{CheckStatus, ClaimType, SourceKind, Sourcing};
use crate::record::{Attribution, Record, name_of};

/// Claims by verdict, in the order of [`VERDICTS`].
pub type ByVerdict = [u64; 4];

/// The verdicts in the order of all charts: the worst first.
pub const VERDICTS: [Sourcing; 4] =
    [Sourcing::Unsourced, Sourcing::Vague, Sourcing::Attributed, Sourcing::Sourced];

/// The place of a verdict in [`VERDICTS`].
#[must_use]
pub fn verdict_index(verdict: Sourcing) -> usize {
    VERDICTS.iter().position(|one| *one == verdict).unwrap_or_default()
}

/// What is shown for a document that names no publisher.
pub const NO_PUBLISHER: &str = "(no publisher)";

/// Counts over all documents of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Documents read.
    pub documents: u64,
    /// Claims in them.
    pub claims: u64,
    /// By verdict.
    pub verdicts: ByVerdict,
    /// By type, in the order of [`ClaimType::ALL`], and verdict; a claim counts once a type.
    pub types: [ByVerdict; 4],
    /// By publisher and verdict.
    pub publishers: BTreeMap<String, ByVerdict>,
    /// By month of publication and verdict.
    pub months: BTreeMap<String, ByVerdict>,
    /// Claims with a figure, by publisher and verdict.
    pub statistics: BTreeMap<String, ByVerdict>,
    /// Claims by flag.
    pub flags: BTreeMap<String, u64>,
    /// Claims by genre of their document and verdict.
    pub genres: BTreeMap<String, ByVerdict>,
    /// Checks that hold, that conflict, that could not be tied: in this order.
    pub checks: [u64; 3],
}

impl Overview {
    /// Counts one record.
    pub fn add(&mut self, record: &Record) {
        self.documents += 1;
        let publisher = publisher_of(record);
        let month = month_of(record);
        for check in &record.checks {
            self.checks[match check.status {
                CheckStatus::Ok => 0,
                CheckStatus::Conflict => 1,
                CheckStatus::Unbound => 2,
            }] += 1;
        }
        for claim in &record.claims {
            let verdict = verdict_index(claim.sourcing);
            self.claims += 1;
            self.verdicts[verdict] += 1;
            for kind in &claim.types {
                self.types[kind.index()][verdict] += 1;
            }
            bump(&mut self.publishers, publisher, verdict);
            bump(&mut self.genres, &name_of(&record.genre.label), verdict);
            if let Some(month) = month {
                bump(&mut self.months, month, verdict);
            }
            if claim.types.contains(&ClaimType::Figure) {
                bump(&mut self.statistics, publisher, verdict);
            }
            for flag in &claim.flags {
                *self.flags.entry(name_of(flag)).or_default() += 1;
            }
        }
    }
}

fn bump(counts: &mut BTreeMap<String, ByVerdict>, key: &str, verdict: usize) {
    if let Some(found) = counts.get_mut(key) {
        found[verdict] += 1;
    } else {
        counts.entry(key.to_owned()).or_default()[verdict] += 1;
    }
}

/// The publisher that a document names, or [`NO_PUBLISHER`].
#[must_use]
pub fn publisher_of(record: &Record) -> &str {
    record.meta.publisher.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(NO_PUBLISHER)
}

/// `2024-05` of a document that gives its day or month of publication.
#[must_use]
pub fn month_of(record: &Record) -> Option<&str> {
    let date = record.meta.published.as_deref().or(record.meta.answered.as_deref())?;
    date.get(..7)
        .filter(|month| month.as_bytes()[4] == b'-' && month.bytes().filter(u8::is_ascii_digit).count() == 6)
}

/// The name that a source goes by in lists: the resolved one, else its own words.
#[must_use]
pub fn source_name(attribution: &Attribution) -> Option<&str> {
    let source = attribution.source.as_ref()?;
    source.name.as_deref().or(source.text.as_deref()).map(str::trim).filter(|name| !name.is_empty())
}

/// Who is relied on, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCount {
    /// The name as first seen.
    pub name: String,
    /// The sort that it is most often, as on the wire.
    pub kind: String,
    /// Claims that rest on it.
    pub claims: u64,
    /// Documents that rely on it.
    pub documents: u64,
    /// Its claims by verdict.
    pub verdicts: ByVerdict,
}

/// Sources by name without regard to capitals.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    counts: BTreeMap<String, (SourceCount, BTreeMap<SourceKindName, u64>)>,
}

type SourceKindName = String;

impl Sources {
    /// Counts one record.
    pub fn add(&mut self, record: &Record) {
        let mut seen = BTreeSet::new();
        for claim in &record.claims {
            let attribution = claim.attribution.as_ref();
            let found = attribution.and_then(|id| record.attributions.iter().find(|one| one.id == *id));
            let Some((name, kind)) =
                found.and_then(|one| Some((source_name(one)?, one.source.as_ref()?.kind)))
            else {
                continue;
            };
            let key = name.to_lowercase();
            let new = seen.insert(key.clone());
            self.count(key, name, kind, verdict_index(claim.sourcing), new);
        }
    }

    fn count(&mut self, key: String, name: &str, kind: SourceKind, verdict: usize, new_document: bool) {
        let (count, kinds) = self.counts.entry(key).or_default();
        if count.name.is_empty() {
            name.clone_into(&mut count.name);
        }
        count.claims += 1;
        count.documents += u64::from(new_document);
        count.verdicts[verdict] += 1;
        *kinds.entry(name_of(&kind)).or_default() += 1;
    }

    /// The sources, those with most claims first.
    #[must_use]
    pub fn into_list(self) -> Vec<SourceCount> {
        let with_kind = |(mut count, kinds): (SourceCount, BTreeMap<String, u64>)| {
            count.kind =
                kinds.into_iter().max_by_key(|(_, times)| *times).map(|(kind, _)| kind).unwrap_or_default();
            count
        };
        let mut list: Vec<SourceCount> = self.counts.into_values().map(with_kind).collect();
        list.sort_by(|one, other| other.claims.cmp(&one.claims).then_with(|| one.name.cmp(&other.name)));
        list
    }
}

/// How much a claim deserves a checker's day: its check-worthiness, more where the verdict is worse or a flag is up.
#[must_use]
pub fn priority(worth: f64, verdict: Sourcing, flags: &[crate::document::Flag]) -> f64 {
    use crate::document::Flag;
    let verdict = [0.30, 0.25, 0.05, 0.0][verdict_index(verdict)];
    let flags: f64 = flags
        .iter()
        .map(|flag| match flag {
            Flag::Conflict => 0.40,
            Flag::Allegation | Flag::NoBaseline | Flag::SelfInterestedSource => 0.08,
            Flag::Superlative | Flag::Absolute | Flag::OldFigure | Flag::SingleAnecdote => 0.05,
            Flag::Hedged | Flag::LoadedLanguage => 0.02,
            // They say again what the verdict says.
            Flag::VagueSource | Flag::AnonymousSource | Flag::NoSource => 0.0,
        })
        .sum();
    worth + verdict + flags.min(0.5)
}
