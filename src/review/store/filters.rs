//! Which claims a filter keeps, and how many there would be with one value more.

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::prepare::Facet;
use crate::review::error::ReviewError;
use crate::review::search;
use crate::review::state::Status;

/// Where words are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchIn {
    /// In the sentences of claims.
    #[default]
    Claims,
    /// Anywhere in the documents that claims stand in.
    Documents,
}

/// What the queue shows. Filters of different fields all hold; of the values of one field any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words to look for.
    pub words: String,
    /// Where.
    pub search_in: SearchIn,
    /// Facet and value, as on the wire.
    pub values: Vec<(&'static str, String)>,
    /// The least value of a figure (of one of the kinds that `values` asks for).
    pub least: Option<f64>,
    /// The greatest.
    pub most: Option<f64>,
    /// First month of publication, or a beginning of it.
    pub published_from: String,
    /// Last one.
    pub published_to: String,
    /// First year that a figure is about.
    pub about_from: String,
    /// Last one.
    pub about_to: String,
    /// The number of a document.
    pub document: Option<u32>,
    /// How far a claim has come; any when empty.
    pub states: Vec<Status>,
    /// Who has an opinion on it.
    pub reviewer: String,
    /// Whom it is assigned to.
    pub assigned: String,
    /// A tag that it has.
    pub tag: String,
    /// Whether a second opinion is asked for.
    pub second_opinion: bool,
}

/// The claims that a filter keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    claims: RoaringBitmap,
}

impl Found {
    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.claims.len()
    }

    /// Whether it has this one.
    #[must_use]
    pub fn has(&self, claim: u32) -> bool {
        self.claims.contains(claim)
    }
}

/// A value of a facet, with the number of claims that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As on the wire and in addresses.
    pub value: String,
    /// As people read it.
    pub label: String,
    /// How many of the claims found have it.
    pub count: u64,
}

/// What a filter can be narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Facet and its values, those with most claims in the run first.
    pub values: Vec<(&'static str, Vec<Value>)>,
}

/// Facets of which the queue lists every value with its count.
const LISTED: [Facet; 6] =
    [Facet::Verdict, Facet::Type, Facet::Flag, Facet::Genre, Facet::FigureKind, Facet::SourceKind];

impl Store {
    /// The claims that `filter` keeps.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn find(&self, filter: &Filter) -> Result<Found, ReviewError> {
        self.read(|connection| {
            let mut claims: Option<RoaringBitmap> = None;
            let mut narrow = |with: RoaringBitmap| {
                claims = Some(match claims.take() {
                    Some(claims) => claims & with,
                    None => with,
                });
            };
            for facet in Facet::NAMES {
                let wanted: Vec<&str> = filter
                    .values
                    .iter()
                    .filter(|(name, _)| *name == facet)
                    .map(|(_, value)| &**value)
                    .collect();
                if !wanted.is_empty() {
                    narrow(any_of(connection, facet, &wanted)?);
                }
            }
            if !filter.published_from.is_empty() || !filter.published_to.is_empty() {
                narrow(between(connection, "month", &filter.published_from, &filter.published_to)?);
            }
            if !filter.about_from.is_empty() || !filter.about_to.is_empty() {
                narrow(between(connection, "year", &filter.about_from, &filter.about_to)?);
            }
            if filter.least.is_some() || filter.most.is_some() {
                narrow(with_figures(connection, filter)?);
            }
            if let Some(document) = filter.document {
                narrow(of_document(connection, document)?);
            }
            let expression = search::expression(&filter.words);
            if !expression.is_empty() {
                narrow(with_words(connection, &expression, filter.search_in)?);
            }
            narrow_by_people(connection, filter, &mut narrow)?;
            let mut claims = claims.unwrap_or_else(|| (0..self.claims()).collect());
            if !filter.states.is_empty() {
                claims = in_states(connection, &filter.states, &claims)?;
            }
            Ok(Found { claims })
        })
    }

    /// The claims found that come after the place `after` of the order, best first, and no more than `most`; each with its place.
    #[must_use]
    pub fn page(&self, found: &Found, after: Option<u32>, most: usize) -> Vec<(u32, u32)> {
        let first = after.map_or(0, |place| place as usize + 1);
        let places = (0_u32..).zip(&self.order).skip(first);
        places
            .filter(|(_, claim)| found.has(**claim))
            .take(most)
            .map(|(place, claim)| (place, *claim))
            .collect()
    }

    /// The claims found before and after `claim` in the order.
    #[must_use]
    pub fn beside(&self, found: &Found, claim: u32) -> (Option<u32>, Option<u32>) {
        let Some(place) = self.rank.get(claim as usize).map(|place| *place as usize) else {
            return (None, None);
        };
        let before = self.order[..place].iter().rev().find(|claim| found.has(**claim));
        let after = self.order[place + 1..].iter().find(|claim| found.has(**claim));
        (before.copied(), after.copied())
    }

    /// The place of a claim in the order of all.
    #[must_use]
    pub fn place(&self, claim: u32) -> Option<u32> {
        self.rank.get(claim as usize).copied()
    }

    /// How many of the claims found have each value of the facets that are short.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn facets(&self, found: &Found) -> Result<Facets, ReviewError> {
        let all = found.count() == u64::from(self.claims());
        self.read(|connection| {
            let mut values = Vec::new();
            for facet in LISTED {
                let mut statement = connection.prepare_cached(
                    "SELECT value, label, count, claims FROM postings WHERE facet = ? ORDER BY count DESC",
                )?;
                let rows = statement.query_map([facet.name()], |row| {
                    let value = Value { value: row.get(0)?, label: row.get(1)?, count: row.get(2)? };
                    Ok((value, if all { Vec::new() } else { row.get(3)? }))
                })?;
                let counted = rows.map(|row| {
                    let (mut value, bytes): (Value, Vec<u8>) = row?;
                    if !all {
                        value.count = bitmap(&bytes)?.intersection_len(&found.claims);
                    }
                    Ok(value)
                });
                values.push((facet.name(), counted.collect::<Result<Vec<_>, ReviewError>>()?));
            }
            Ok(Facets { values })
        })
    }

    /// The commonest values of a long facet, for a list of suggestions.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn commonest(&self, facet: &str, most: usize) -> Result<Vec<Value>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT value, label, count FROM postings WHERE facet = ? ORDER BY count DESC LIMIT ?",
            )?;
            let rows = statement.query_map(params![facet, most], |row| {
                Ok(Value { value: row.get(0)?, label: row.get(1)?, count: row.get(2)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn bitmap(bytes: &[u8]) -> Result<RoaringBitmap, ReviewError> {
    RoaringBitmap::deserialize_from(bytes).map_err(|_| ReviewError::Broken("index"))
}

fn any_of(connection: &Connection, facet: &str, values: &[&str]) -> Result<RoaringBitmap, ReviewError> {
    let mut all = RoaringBitmap::new();
    let mut statement =
        connection.prepare_cached("SELECT claims FROM postings WHERE facet = ? AND value = ?")?;
    // Names are filed without regard to capitals.
    let folds = matches!(facet, "source" | "person");
    for value in values {
        let value = if folds { value.to_lowercase() } else { (*value).to_owned() };
        let found: Option<Vec<u8>> = statement.query_row([facet, &value], |row| row.get(0)).optional()?;
        if let Some(bytes) = found {
            all |= bitmap(&bytes)?;
        }
    }
    Ok(all)
}

/// Values from `from` to `to` in the order of letters; `to` takes in what begins with it (2023 has 2023-12).
fn between(connection: &Connection, facet: &str, from: &str, to: &str) -> Result<RoaringBitmap, ReviewError> {
    let mut statement = connection.prepare_cached(
        "SELECT claims FROM postings WHERE facet = ?1 AND value >= ?2 AND (?3 = '' OR value < ?3 || '~')",
    )?;
    let mut all = RoaringBitmap::new();
    let mut rows = statement.query([facet, from, to])?;
    while let Some(row) = rows.next()? {
        all |= bitmap(row.get_ref(0)?.as_blob().map_err(|_| ReviewError::Broken("index"))?)?;
    }
    Ok(all)
}

/// Claims with one figure that is of a wanted kind and within the bounds.
fn with_figures(connection: &Connection, filter: &Filter) -> Result<RoaringBitmap, ReviewError> {
    let kinds: Vec<&str> =
        filter.values.iter().filter(|(facet, _)| *facet == "figure_kind").map(|(_, kind)| &**kind).collect();
    let (least, most) = (filter.least.unwrap_or(f64::MIN), filter.most.unwrap_or(f64::MAX));
    let mut statement =
        connection.prepare_cached("SELECT kind, entries FROM figure_values WHERE high >= ? AND low <= ?")?;
    let mut rows = statement.query([least, most])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        if !kinds.is_empty() && !kinds.contains(&&*kind) {
            continue;
        }
        let entries = row.get_ref(1)?.as_blob().map_err(|_| ReviewError::Broken("index"))?;
        for entry in entries.chunks_exact(12) {
            let (value, claim) = entry.split_at(8);
            let value = f64::from_le_bytes(value.try_into().unwrap_or_default());
            if least <= value && value <= most {
                claims.push(u32::from_le_bytes(claim.try_into().unwrap_or_default()));
            }
        }
    }
    claims.sort_unstable();
    Ok(claims.into_iter().collect())
}

fn of_document(connection: &Connection, document: u32) -> Result<RoaringBitmap, ReviewError> {
    let range: Option<(u32, u32)> = connection
        .prepare_cached("SELECT first_claim, claims FROM documents WHERE id = ?")?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(range.map(|(first, count)| (first..first + count).collect()).unwrap_or_default())
}

fn with_words(
    connection: &Connection,
    expression: &str,
    place: SearchIn,
) -> Result<RoaringBitmap, ReviewError> {
    let mut all = RoaringBitmap::new();
    match place {
        SearchIn::Claims => {
            let mut statement =
                connection.prepare_cached("SELECT rowid - 1 FROM claim_words WHERE claim_words MATCH ?")?;
            let mut rows = statement.query([expression])?;
            while let Some(row) = rows.next()? {
                all.insert(row.get(0)?);
            }
        }
        SearchIn::Documents => {
            let mut statement = connection.prepare_cached(
                "SELECT first_claim, claims FROM document_words JOIN documents ON documents.id = document_words.rowid
                 WHERE document_words MATCH ?",
            )?;
            let mut rows = statement.query([expression])?;
            while let Some(row) = rows.next()? {
                let (first, count): (u32, u32) = (row.get(0)?, row.get(1)?);
                all.insert_range(first..first + count);
            }
        }
    }
    Ok(all)
}

fn narrow_by_people(
    connection: &Connection,
    filter: &Filter,
    narrow: &mut impl FnMut(RoaringBitmap),
) -> Result<(), ReviewError> {
    let subjects = [
        (&filter.reviewer, "SELECT claim FROM opinions JOIN subjects ON id = subject WHERE reviewer = ?"),
        (&filter.assigned, "SELECT claim FROM states JOIN subjects ON id = subject WHERE assigned = ?"),
        (&filter.tag, "SELECT claim FROM tags JOIN subjects ON id = subject WHERE tag = ?"),
    ];
    for (value, sql) in subjects {
        if !value.is_empty() {
            narrow(claims_of(connection, sql, params![value])?);
        }
    }
    if filter.second_opinion {
        let sql = "SELECT claim FROM states JOIN subjects ON id = subject WHERE second_opinion";
        narrow(claims_of(connection, sql, params![])?);
    }
    Ok(())
}

fn claims_of(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<RoaringBitmap, ReviewError> {
    let mut statement = connection.prepare_cached(sql)?;
    let claims = statement.query_map(parameters, |row| row.get::<_, Option<u32>>(0))?;
    Ok(claims.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The `claims` that have come so far; what nobody acted on is open.
fn in_states(
    connection: &Connection,
    states: &[Status],
    claims: &RoaringBitmap,
) -> Result<RoaringBitmap, ReviewError> {
    let mut kept = RoaringBitmap::new();
    let sql = "SELECT claim FROM states JOIN subjects ON id = subject WHERE status = ?";
    for status in states {
        if *status == Status::Open {
            let acted = "SELECT claim FROM states JOIN subjects ON id = subject WHERE status <> 'open'";
            kept |= claims - claims_of(connection, acted, params![])?;
        } else {
            kept |= claims & claims_of(connection, sql, params![status.name()])?;
        }
    }
    Ok(kept)
}
