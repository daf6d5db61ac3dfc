//! Bylines and date lines: who wrote it, and when.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::shape::is_name;

/// A date as British and American papers and ISO 8601 write it.
const DATE: &str = r"(?i)(?-u:\b)(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?[ -](?P<year>[0-9]{4})|(?P<us_month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? (?P<us_day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<us_year>[0-9]{4})|(?P<iso_year>[0-9]{4})-(?P<iso_month>[0-9]{2})-(?P<iso_day>[0-9]{2})|(?P<uk_day>[0-9]{1,2})[/.](?P<uk_month>[0-9]{1,2})[/.](?P<uk_year>[0-9]{4}))(?-u:\b)";

static DATES: LazyLock<Regex> = LazyLock::new(|| Regex::new(DATE).expect("a valid pattern"));

/// What comes right before the names.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:.{0,40}(?-u:\b))?(?:by|words|original|authors?|reporter|writer)(?-u:\b):?\s+(?:the )?",
    )
    .expect("a valid pattern")
});

/// What comes right behind the names.
static AFTER_NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:[|•·(\t/]|\s{2}|\s[–—-]\s|[0-9]|\s(?:for|in|at|on|from|is|via|published|updated|posted)\s|\sof the\s|$)")
        .expect("a valid pattern")
});

/// Words of an office or a trade, which are no part of a name.
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:correspondent|editor|reporter|writer|columnist|journalist|contributor|chief|political|home affairs|producer|staff|team leader|health|crime|education|economics|business)(?-u:\b)")
        .expect("a valid pattern")
});

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names, in order.
    pub(super) authors: Vec<String>,
    /// When it was first published, ISO 8601.
    pub(super) published: Option<String>,
    /// When it was last changed, ISO 8601.
    pub(super) updated: Option<String>,
}

/// What one byline or date line says.
pub(super) fn read(line: &str) -> Byline {
    let mut byline = Byline { authors: authors(line), ..Byline::default() };
    let mut end = 0;
    for found in DATES.captures_iter(line) {
        let (Some(date), Some(whole)) = (iso(&found), found.get(0)) else {
            continue;
        };
        let label = line[end..whole.start()].to_ascii_lowercase();
        end = whole.end();
        let slot = if label.contains("updated") || label.contains("modified") {
            &mut byline.updated
        } else {
            &mut byline.published
        };
        slot.get_or_insert(date);
    }
    byline
}

/// The first date in `line`, ISO 8601.
pub(super) fn date(line: &str) -> Option<String> {
    DATES.captures_iter(line).find_map(|found| iso(&found))
}

/// The date under the match, when there is such a day.
fn iso(found: &Captures<'_>) -> Option<String> {
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse().ok());
    let (year, month, day) = if let Some(name) = found.name("month") {
        (number("year")?, month(name.as_str())?, number("day")?)
    } else if let Some(name) = found.name("us_month") {
        (number("us_year")?, month(name.as_str())?, number("us_day")?)
    } else if found.name("iso_year").is_some() {
        (number("iso_year")?, number("iso_month")?, number("iso_day")?)
    } else {
        (number("uk_year")?, number("uk_month")?, number("uk_day")?)
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

fn month(name: &str) -> Option<i16> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let key = name.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.find(&key)?;
    i16::try_from(at / 3 + 1).ok()
}

fn authors(line: &str) -> Vec<String> {
    let (names, said) = match BY.find(line) {
        Some(found) => (&line[keep_article(line, found.end())..], true),
        None => (line, false),
    };
    let end = AFTER_NAMES.find(names).map_or(names.len(), |found| found.start());
    let names = names[..end].trim_end_matches(['.', ',', ' ']);
    if !said {
        return bare_author(names);
    }
    let (first, rest) = names.split_once(',').unwrap_or((names, ""));
    let mut parts = joined(first);
    // A comma is followed by more names or by an office; a list of names ends in "and".
    if rest.contains(" and ") || rest.contains(" & ") {
        parts.extend(rest.split(',').flat_map(joined));
    }
    let alone = parts.len() == 1;
    parts
        .into_iter()
        .filter(|part| is_name(part) || (alone && is_one_name(part)))
        .filter(|part| !ROLE.is_match(part))
        .map(as_name)
        .collect()
}

/// Where the names begin: "The Nest Team" keeps its article.
fn keep_article(line: &str, end: usize) -> usize {
    let article = line[..end].len().saturating_sub("the ".len());
    match line.get(article..end) {
        Some(word) if word.eq_ignore_ascii_case("the ") => article,
        _ => end,
    }
}

fn joined(part: &str) -> Vec<&str> {
    part.split(" and ")
        .flat_map(|side| side.split(" AND "))
        .flat_map(|side| side.split(" & "))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

fn is_one_name(part: &str) -> bool {
    !part.contains(' ')
        && part.starts_with(char::is_uppercase)
        && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '’'))
}

/// "Jane Doe", "Jane Doe, Crime Correspondent" and "Jane Doe Crime correspondent".
fn bare_author(line: &str) -> Vec<String> {
    let head = line.split(',').next().unwrap_or_default().trim();
    if is_name(head) && !ROLE.is_match(head) {
        return vec![as_name(head)];
    }
    let Some(role) = ROLE.find(head) else {
        return Vec::new();
    };
    let words: Vec<&str> = head[..role.start()].split_whitespace().collect();
    // Between name and office stand the office's own words: "Jane Doe Migration correspondent".
    let name = words.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    if is_name(&name) { vec![as_name(&name)] } else { Vec::new() }
}

/// The name with shouting turned into capitals: "JANE DOE" → "Jane Doe".
fn as_name(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || name.chars().count() < 5 {
        return name.to_owned();
    }
    let mut result = String::with_capacity(name.len());
    let mut inside = false;
    for character in name.chars() {
        if inside {
            result.extend(character.to_lowercase());
        } else {
            result.push(character);
        }
        inside = character.is_alphabetic();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static str, &'static [&'static str], Option<&'static str>, Option<&'static str>);

    fn check(rows: &[Row]) {
        let mut failures = Vec::new();
        for (line, authors, published, updated) in rows {
            let found = read(line);
            if found.authors != *authors
                || found.published.as_deref() != *published
                || found.updated.as_deref() != *updated
            {
                failures.push(format!("{line}\n    {found:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn bylines_name_people_and_dates() {
        check(&[
            ("By Jane Doe", &["Jane Doe"], None, None),
            ("BY JANE DOE AND JOHN O'HARA", &["Jane Doe", "John O'Hara"], None, None),
            ("By Jane Doe, Crime Correspondent", &["Jane Doe"], None, None),
            ("By Jane Doe, Ann Lee and Bo Kay", &["Jane Doe", "Ann Lee", "Bo Kay"], None, None),
            ("By Jane Doe and Ann Lee for The Daily Planet", &["Jane Doe", "Ann Lee"], None, None),
            ("Jane Doe, Health Editor", &["Jane Doe"], None, None),
            ("Jane Doe Transport correspondent", &["Jane Doe"], None, None),
            (
                "Posted by The Nest Team | Last updated: 9 January 2024 | 6 min read",
                &["The Nest Team"],
                None,
                Some("2024-01-09"),
            ),
            (
                "Posted by Grumpy on Sunday 5 May 2024 at 9.14 pm | 6 comments",
                &["Grumpy"],
                Some("2024-05-05"),
                None,
            ),
            ("Posted on 18 May 2023 by admin", &[], Some("2023-05-18"), None),
            ("Original: Jane Doe, Sunday Planet", &["Jane Doe"], None, None),
            (
                "Published: 22:14, 3 May 2024  |  Updated: 07:02, 4 May 2024",
                &[],
                Some("2024-05-03"),
                Some("2024-05-04"),
            ),
            ("Thursday 25 April 2024, 00.01 BST", &[], Some("2024-04-25"), None),
            ("May 3rd, 2024", &[], Some("2024-05-03"), None),
            ("03/05/2024", &[], Some("2024-05-03"), None),
            ("31 February 2024", &[], None, None),
            ("", &[], None, None),
        ]);
    }
}
