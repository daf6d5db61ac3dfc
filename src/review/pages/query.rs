//! The filter of the queue as it stands in an address.

use std::fmt::Write;

use super::Pairs;
use crate::review::error::ReviewError;
use crate::review::search;
use crate::review::state::Status;
use crate::review::store::{Filter, SearchIn};

/// Facets that an address may name.
const FACETS: [&str; 11] = [
    "type", "verdict", "flag", "genre", "publisher", "source", "source_kind", "scope", "person",
    "figure_kind", "unit",
];

/// The longest value that an address may have for one name.
const LONGEST: usize = 500;

/// A filter, and what was typed for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What holds.
    pub filter: Filter,
    /// What was typed into the search box.
    pub typed: String,
    /// What the words were read as: facet and value of each that named one.
    pub read_as: Vec<(&'static str, &'static str)>,
    /// Whether the words are to be looked for as they stand.
    pub literal: bool,
    /// Where the page goes on.
    pub after: Option<u32>,
    /// The parts of the address that are not empty, without `after`.
    pairs: Pairs,
}

impl Query {
    /// Reads an address. Without a state, open claims are meant; `any` is all.
    ///
    /// # Errors
    ///
    /// [`ReviewError::Refused`] for a name or a value that there is not.
    pub fn read(pairs: &Pairs) -> Result<Self, ReviewError> {
        let mut query = Self::default();
        let mut states = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if value.chars().count() > LONGEST {
                return Err(ReviewError::Refused(format!("What is asked for as {name} is too long.")));
            }
            query.take(name, value, &mut states)?;
            if !matches!(name.as_str(), "after" | "did") {
                query.pairs.push((name.clone(), value.to_owned()));
            }
        }
        query.filter.states = match states.as_slice() {
            [] => vec![Status::Open],
            states if states.iter().any(Option::is_none) => Vec::new(),
            states => states.iter().copied().flatten().collect(),
        };
        let request = if query.literal {
            search::Request { words: query.typed.clone(), ..search::Request::default() }
        } else {
            search::read(&query.typed)
        };
        query.filter.words = request.words;
        query
            .filter
            .values
            .extend(request.filters.iter().map(|(facet, value)| (*facet, (*value).to_owned())));
        query.read_as = request.filters;
        Ok(query)
    }

    fn take(&mut self, name: &str, value: &str, states: &mut Vec<Option<Status>>) -> Result<(), ReviewError> {
        let refuse = |what: &str| Err(ReviewError::Refused(format!("There is no {what} “{value}”.")));
        let filter = &mut self.filter;
        if let Some(facet) = FACETS.into_iter().find(|facet| *facet == name) {
            filter.values.push((facet, value.to_owned()));
            return Ok(());
        }
        match name {
            "q" => value.clone_into(&mut self.typed),
            "in" if value == "documents" => filter.search_in = SearchIn::Documents,
            "literal" => self.literal = true,
            "least" | "most" => {
                let Ok(number) = value.replace(',', "").parse::<f64>() else { return refuse("number") };
                let bound = if name == "least" { &mut filter.least } else { &mut filter.most };
                *bound = Some(number).filter(|number| number.is_finite());
            }
            "from" => value.clone_into(&mut filter.published_from),
            "to" => value.clone_into(&mut filter.published_to),
            "about_from" => value.clone_into(&mut filter.about_from),
            "about_to" => value.clone_into(&mut filter.about_to),
            "document" => match value.parse() {
                Ok(number) => filter.document = Some(number),
                Err(_) => return refuse("document"),
            },
            "state" if value == "any" => states.push(None),
            "state" => match Status::ALL.into_iter().find(|status| status.name() == value) {
                Some(wanted) => states.push(Some(wanted)),
                None => return refuse("state"),
            },
            "reviewer" => value.clone_into(&mut filter.reviewer),
            "assigned" => value.clone_into(&mut filter.assigned),
            "tag" => value.clone_into(&mut filter.tag),
            "second" => filter.second_opinion = true,
            "after" => match value.parse() {
                Ok(place) => self.after = Some(place),
                Err(_) => return refuse("page"),
            },
            "in" | "did" => {}
            _ => return Err(ReviewError::Refused(format!("There is no filter “{name}”."))),
        }
        Ok(())
    }

    /// The query as it stands in an address, without its page; empty or with a `?` before it.
    #[must_use]
    pub fn address(&self) -> String {
        address(&self.pairs)
    }

    /// The same with one more part.
    #[must_use]
    pub fn address_with(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs.clone();
        pairs.push((name.to_owned(), value.to_owned()));
        address(&pairs)
    }

    /// The same without one part.
    #[must_use]
    pub fn address_without(&self, name: &str, value: &str) -> String {
        let kept = self.pairs.iter().filter(|(one, other)| one != name || other != value);
        address(&kept.cloned().collect())
    }

    /// Each part of the filter as people read it, with the address that leaves it out.
    #[must_use]
    pub fn parts(&self) -> Vec<(String, String)> {
        let shown = self.pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "q" | "in" | "literal"));
        shown
            .map(|(name, value)| {
                let label = match name.as_str() {
                    "least" => format!("value ≥ {value}"),
                    "most" => format!("value ≤ {value}"),
                    "from" => format!("published from {value}"),
                    "to" => format!("published to {value}"),
                    "about_from" => format!("about {value} or later"),
                    "about_to" => format!("about {value} or earlier"),
                    "second" => "second opinion wanted".to_owned(),
                    _ => {
                        format!("{}: {}", crate::report::view::words(name), crate::report::view::words(value))
                    }
                };
                (label, self.address_without(name, value))
            })
            .collect()
    }

    /// Whether the facet's value is asked for.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(one, other)| one == name && other == value)
    }

    /// The first value of a name; empty where there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        super::value(&self.pairs, name)
    }

    /// Whether claims in this state are asked for.
    #[must_use]
    pub fn has_state(&self, state: &str) -> bool {
        match state {
            "any" => self.filter.states.is_empty(),
            state => self.filter.states.iter().any(|status| status.name() == state),
        }
    }
}

/// Pairs as they stand in an address.
#[must_use]
pub fn address(pairs: &Pairs) -> String {
    let mut address = String::new();
    for (name, value) in pairs {
        address.push(if address.is_empty() { '?' } else { '&' });
        encode(&mut address, name);
        address.push('=');
        encode(&mut address, value);
    }
    address
}

fn encode(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn addresses_are_read_and_written() {
        let query = Query::read(&pairs(&[
            ("q", "knife crime"),
            ("verdict", "vague"),
            ("verdict", ""),
            ("publisher", "A & B"),
            ("after", "7"),
            ("least", "1,000"),
        ]))
        .expect("a query");
        assert_eq!(query.address(), "?q=knife%20crime&verdict=vague&publisher=A%20%26%20B&least=1%2C000");
        assert_eq!((query.after, query.filter.least), (Some(7), Some(1000.0)));
        assert_eq!(query.filter.states, [Status::Open]);
        assert_eq!(
            query.address_without("verdict", "vague"),
            "?q=knife%20crime&publisher=A%20%26%20B&least=1%2C000"
        );
    }

    #[test]
    fn what_there_is_not_is_refused() {
        for (name, value) in
            [("least", "x"), ("state", "x"), ("document", "../x"), ("x", "y"), ("after", "-1")]
        {
            assert!(Query::read(&pairs(&[(name, value)])).is_err(), "{name}={value}");
        }
        assert!(Query::read(&pairs(&[("q", &"x".repeat(501))])).is_err());
    }
}
