//! What a run found, by genre, flag, kind of source, warning and failure: what `--stats` prints and `run.json` keeps.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::document::Sourcing;
use crate::error::DocumentError;
use crate::record::{BySourcing, Record, name_of};

/// Numbers of a run. Keys are the words of the wire format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// By the genre of the document.
    pub genres: BTreeMap<String, GenreStats>,
    /// Claims that bear each flag.
    pub flags: BTreeMap<String, u64>,
    /// Claims whose source is of each kind.
    pub sources: BTreeMap<String, u64>,
    /// Documents by media type.
    pub media_types: BTreeMap<String, u64>,
    /// Documents that bear each warning.
    pub warnings: BTreeMap<String, u64>,
    /// Documents that could not be read, by code.
    pub failures: BTreeMap<String, u64>,
}

/// Numbers of one genre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenreStats {
    /// Documents.
    pub documents: u64,
    /// Their claims.
    pub claims: u64,
    /// Their figures.
    pub figures: u64,
    /// Their claims by verdict.
    pub by_sourcing: BySourcing,
}

impl GenreStats {
    fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.claims += other.claims;
        self.figures += other.figures;
        self.by_sourcing.sourced += other.by_sourcing.sourced;
        self.by_sourcing.attributed += other.by_sourcing.attributed;
        self.by_sourcing.vague += other.by_sourcing.vague;
        self.by_sourcing.unsourced += other.by_sourcing.unsourced;
    }
}

impl Stats {
    /// The numbers of one record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut stats = Self::default();
        let genre = GenreStats {
            documents: 1,
            claims: record.summary.claims,
            figures: record.figures.len() as u64,
            by_sourcing: record.summary.by_sourcing,
        };
        stats.genres.insert(name_of(&record.genre.label), genre);
        for claim in &record.claims {
            for flag in &claim.flags {
                count(&mut stats.flags, name_of(flag));
            }
            let attribution = claim.attribution.as_ref();
            let attribution = attribution.and_then(|id| record.attributions.iter().find(|one| one.id == *id));
            if let Some(source) = attribution.and_then(|attribution| attribution.source.as_ref()) {
                count(&mut stats.sources, name_of(&source.kind));
            }
        }
        count(&mut stats.media_types, record.source.media_type.clone());
        for warning in &record.warnings {
            // A document has a warning once, however often it is given.
            stats.warnings.insert(warning.code.clone(), 1);
        }
        stats
    }

    /// Counts a failure.
    pub fn fail(&mut self, failure: &DocumentError) {
        count(&mut self.failures, failure.code.to_string());
    }

    /// Adds the numbers of `other`.
    pub fn add(&mut self, other: Self) {
        for (genre, numbers) in other.genres {
            self.genres.entry(genre).or_default().add(&numbers);
        }
        add(&mut self.flags, other.flags);
        add(&mut self.sources, other.sources);
        add(&mut self.media_types, other.media_types);
        add(&mut self.warnings, other.warnings);
        add(&mut self.failures, other.failures);
    }

    /// The numbers as aligned lines for people.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = format!(
            "{:<22}{:>10}{:>10}{:>10}{:>10}{:>11}{:>8}{:>11}\n",
            "genre", "documents", "claims", "figures", "sourced", "attributed", "vague", "unsourced"
        );
        let mut all = GenreStats::default();
        for (genre, numbers) in &self.genres {
            text.push_str(&genre_line(genre, numbers));
            all.add(numbers);
        }
        text.push_str(&genre_line("all", &all));
        let lists = [
            ("flag", "claims", &self.flags),
            ("kind of source", "claims", &self.sources),
            ("read as", "documents", &self.media_types),
            ("warning", "documents", &self.warnings),
            ("failure", "documents", &self.failures),
        ];
        for (what, of, numbers) in lists.into_iter().filter(|(_, _, numbers)| !numbers.is_empty()) {
            let _ = writeln!(text, "\n{what:<32}{of:>10}");
            let mut ordered: Vec<_> = numbers.iter().collect();
            ordered.sort_by_key(|(_, number)| std::cmp::Reverse(**number));
            for (word, number) in ordered {
                let _ = writeln!(text, "{word:<32}{number:>10}");
            }
        }
        text
    }
}

fn genre_line(genre: &str, numbers: &GenreStats) -> String {
    let GenreStats { documents, claims, figures, by_sourcing } = numbers;
    let share = |verdict: Sourcing| {
        let number = match verdict {
            Sourcing::Sourced => by_sourcing.sourced,
            Sourcing::Attributed => by_sourcing.attributed,
            Sourcing::Vague => by_sourcing.vague,
            Sourcing::Unsourced => by_sourcing.unsourced,
        };
        #[allow(clippy::cast_precision_loss, reason = "a share for the eye")]
        let share = 100.0 * number as f64 / (*claims).max(1) as f64;
        format!("{share:.0} %")
    };
    format!(
        "{genre:<22}{documents:>10}{claims:>10}{figures:>10}{:>10}{:>11}{:>8}{:>11}\n",
        share(Sourcing::Sourced),
        share(Sourcing::Attributed),
        share(Sourcing::Vague),
        share(Sourcing::Unsourced)
    )
}

fn count(numbers: &mut BTreeMap<String, u64>, word: String) {
    *numbers.entry(word).or_default() += 1;
}

fn add(numbers: &mut BTreeMap<String, u64>, others: BTreeMap<String, u64>) {
    for (word, number) in others {
        *numbers.entry(word).or_default() += number;
    }
}
