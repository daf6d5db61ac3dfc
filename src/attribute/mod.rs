//! Who says so: source, cue and content of every attribution, and how far each source carries.
//!
//! A cue of the catalogue finds its source beside it and its content around it (`cue.rs`); quotations of several
//! sentences, records that go on, tables and ministers' answers extend the source over further sentences (`scope.rs`).

mod cue;
mod quotes;
mod scope;
mod source;

use crate::document::{Attribution, Genre};
use crate::names::Names;
use crate::reading::Reading;

/// All attributions of a document, in text order.
///
/// `genre` tells whose document it is: a minister's answer is the minister's own from end to end.
#[must_use]
pub fn attribute(reading: &Reading<'_>, names: &Names<'_>, genre: Genre) -> Vec<Attribution> {
    let quotes = quotes::quotations(reading);
    let mut found = Found {
        by_sentence: (0..reading.len())
            .map(|sentence| cue::in_sentence(reading, names, &quotes, sentence))
            .collect(),
        beyond: Vec::new(),
    };
    scope::quotations(reading, &quotes, &mut found);
    scope::records(reading, &mut found);
    scope::tables(reading, &mut found);
    if genre == Genre::ParliamentaryAnswer {
        scope::answer(reading, names, &mut found);
    }
    found.into_sorted()
}

/// What has been found so far.
#[derive(Debug)]
struct Found {
    /// For each sentence, what its own words or the scope of an earlier source attribute.
    by_sentence: Vec<Vec<Attribution>>,
    /// Attributions of tables and of the whole document.
    beyond: Vec<Attribution>,
}

impl Found {
    fn into_sorted(self) -> Vec<Attribution> {
        let mut all: Vec<Attribution> = self.by_sentence.into_iter().flatten().chain(self.beyond).collect();
        all.retain(|attribution| !attribution.content.is_empty());
        all.sort_by_key(|attribution| (attribution.content.first().copied(), attribution.cue));
        all
    }
}
