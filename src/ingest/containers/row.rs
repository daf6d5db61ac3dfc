//! Rows of tables as documents: which column is what.

use super::{Entry, Found};
use crate::document::Meta;
use crate::ingest::format::Format;
use crate::ingest::iso_date::iso_date;
use crate::ingest::limits::Fields;
use crate::ingest::names::people;

/// What a column holds, by its name in lower case; the same names as the keys of a JSON record, and common others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Text,
    Id,
    Title,
    Url,
    Published,
    Publisher,
    Author,
    Language,
}

const ROLES: [(Role, &[&str]); 8] = [
    (Role::Text, &["text", "html", "body", "content", "article", "maintext", "plain_text"]),
    (Role::Id, &["id"]),
    (Role::Title, &["title", "headline"]),
    (Role::Url, &["url", "link"]),
    (Role::Published, &["published", "date", "date_publish", "publish_date", "pubdate", "publication_date"]),
    (Role::Publisher, &["publisher", "source_domain", "domain", "outlet", "publication", "source"]),
    (Role::Author, &["author", "authors", "byline"]),
    (Role::Language, &["language", "lang"]),
];

/// Which columns are read.
#[derive(Debug)]
pub(super) struct Columns {
    /// Role and index; of a role the best name there is.
    chosen: Vec<(Role, usize)>,
    /// Whether the text is markup by the name of its column.
    is_html: bool,
}

impl Columns {
    /// The columns of a table with these headings.
    ///
    /// # Errors
    ///
    /// A sentence that names the columns there are, when none of them holds the text or one that was asked for is not
    /// there.
    pub(super) fn choose(headings: &[String], fields: &Fields) -> Result<Self, String> {
        let lower: Vec<String> = headings.iter().map(|heading| heading.trim().to_lowercase()).collect();
        let among =
            || headings.iter().take(30).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let mut chosen = Vec::new();
        for (role, names) in ROLES {
            let asked = match role {
                Role::Text => fields.text.as_ref().map(|name| (name, "--text-field")),
                Role::Id => fields.id.as_ref().map(|name| (name, "--id-field")),
                _ => None,
            };
            let index = match asked {
                Some((name, option)) => {
                    let exact = headings.iter().position(|heading| heading.trim() == name.trim());
                    let found =
                        exact.or_else(|| lower.iter().position(|heading| *heading == name.to_lowercase()));
                    Some(found.ok_or_else(|| {
                        format!("there is no column `{name}`, which {option} asks for; there are {}", among())
                    })?)
                }
                None => names.iter().find_map(|name| lower.iter().position(|heading| heading == name)),
            };
            match index {
                Some(index) => chosen.push((role, index)),
                None if role == Role::Text => {
                    return Err(format!(
                        "no column is called `text` or `html`; name the one with the text by --text-field: there are {}",
                        among()
                    ));
                }
                None => {}
            }
        }
        let is_html = chosen.first().is_some_and(|(_, index)| lower[*index].contains("html"));
        Ok(Self { chosen, is_html })
    }

    /// The columns in the order of the table, each with what it holds.
    pub(super) fn chosen(&self) -> &[(Role, usize)] {
        &self.chosen
    }
}

impl Entry<'_, '_> {
    /// A row as a document: the bytes of its text, and what the other columns say. `None` when there is no text in it.
    pub(super) fn row(
        columns: &Columns,
        record: usize,
        text: Vec<u8>,
        value: impl Fn(Role) -> Option<String>,
    ) -> Option<Found> {
        let begins = text.trim_ascii_start();
        if begins.is_empty() {
            return None;
        }
        let known = |role| value(role).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let is_html = columns.is_html || begins.first() == Some(&b'<');
        let meta = Meta {
            title: known(Role::Title),
            url: known(Role::Url),
            published: known(Role::Published).and_then(|date| iso_date(&date)),
            publisher: known(Role::Publisher),
            authors: known(Role::Author).map(|authors| people(&authors)).unwrap_or_default(),
            language: known(Role::Language),
            ..Meta::default()
        };
        let format = if is_html { Format::Html } else { Format::Text };
        Some(Found { id: known(Role::Id), meta, ..Found::record(format, record, text) })
    }
}
