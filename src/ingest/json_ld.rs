//! What a page says of itself in `<script type="application/ld+json">`.

use std::collections::HashMap;

use serde_json::Value;

use super::date_text::field_date;
use super::names::people;
use super::published::{Dates, Evidence};
use crate::document::Meta;

/// The most objects that are looked at in one page.
const MOST_OBJECTS: usize = 10_000;

/// What the scripts of a page say.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// All but the date.
    pub(super) meta: Meta,
    /// The text of the article, where it is given: some pages show only its beginning.
    pub(super) body: Option<String>,
}

/// Reads the article that the `scripts` of a page describe; everything unknown stays empty. The dates go to `dates`.
///
/// A `WebPage` is asked only for what the article does not say, and never for the title: it is often the site's.
pub(super) fn read_json_ld(scripts: &[&str], dates: &mut Dates) -> Described {
    let roots: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let objects = objects(&roots);
    let by_id: HashMap<&str, &Value> = objects
        .iter()
        .filter(|object| object.get("name").is_some())
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let mut meta = Meta::default();
    let mut body = None;
    for object in objects.iter().filter(|object| has_type(object, is_article)) {
        super::meta::fill(&mut meta, &describe(object, &by_id));
        offer_dates(object, Evidence::Article, dates);
        body = body.or_else(|| object.get("articleBody")?.as_str().map(str::to_owned));
    }
    for object in objects.iter().filter(|object| has_type(object, |name| name.ends_with("Page"))) {
        let page = describe(object, &by_id);
        super::meta::fill(&mut meta, &Meta { title: None, ..page });
    }
    for object in objects.iter().filter(|object| has_type(object, is_dated)) {
        offer_dates(object, Evidence::Data, dates);
    }
    Described { meta, body }
}

/// Things that are published with the page that describes them.
fn is_dated(name: &str) -> bool {
    name.ends_with("Page")
        || matches!(
            name,
            "Recipe"
                | "HowTo"
                | "Question"
                | "CreativeWork"
                | "VideoObject"
                | "Review"
                | "ClaimReview"
                | "Dataset"
                | "PodcastEpisode"
                | "JobPosting"
        )
}

fn offer_dates(object: &Value, evidence: Evidence, dates: &mut Dates) {
    let first =
        |names: &[&str]| names.iter().find_map(|name| field_date(&text(object.get(*name)?)?, dates.order));
    let (published, changed) =
        (first(&["datePublished", "dateCreated", "datePosted", "uploadDate"]), first(&["dateModified"]));
    dates.offer(evidence, published);
    dates.offer(Evidence::Changed, changed);
}

/// Scripts wrapped in comments or CDATA, and those with raw line ends in their strings, are read too.
fn parse(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//")
        .trim_start_matches("/*")
        .trim_start_matches("<![CDATA[")
        .trim_start_matches("*/")
        .trim_end_matches("-->")
        .trim_end_matches("*/")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim_end_matches("/*")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(script)
        .or_else(|_| serde_json::from_str(&script.replace(|c: char| c.is_control(), " ")))
        .ok()
}

/// All objects, outer ones first.
fn objects(roots: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut level: Vec<&Value> = roots.iter().collect();
    while !level.is_empty() && found.len() < MOST_OBJECTS {
        let mut next = Vec::new();
        for value in level {
            match value {
                Value::Array(items) => next.extend(items),
                Value::Object(fields) => {
                    found.push(value);
                    next.extend(fields.iter().filter(|(name, _)| leads_on(name)).map(|(_, field)| field));
                }
                _ => {}
            }
        }
        level = next;
    }
    found
}

/// Fields that hold the article itself, not what it mentions.
fn leads_on(name: &str) -> bool {
    matches!(name, "@graph" | "mainEntity" | "mainEntityOfPage" | "author" | "publisher")
}

fn has_type(object: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(name)) => wanted(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || matches!(
            name,
            "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting" | "DiscussionForumPosting"
        )
}

fn describe(object: &Value, by_id: &HashMap<&str, &Value>) -> Meta {
    let first_text = |names: &[&str]| names.iter().find_map(|name| text(object.get(*name)?));
    let mut authors = Vec::new();
    for value in ["author", "creator"].iter().filter_map(|name| object.get(*name)) {
        names_in(value, by_id, &mut authors);
    }
    Meta {
        title: first_text(&["headline", "name"]),
        publisher: object.get("publisher").and_then(|publisher| {
            let mut names = Vec::new();
            names_in(publisher, by_id, &mut names);
            names.into_iter().next()
        }),
        authors: authors.iter().flat_map(|name| people(name)).collect(),
        url: address(object),
        language: first_text(&["inLanguage"]),
        ..Meta::default()
    }
}

fn address(object: &Value) -> Option<String> {
    let main = object.get("mainEntityOfPage");
    let found = [object.get("url"), main.and_then(|main| main.get("@id")), main];
    found.into_iter().flatten().filter_map(text).find(|url| url.starts_with("http"))
}

/// Names of people or organisations: a string, an object with a name, a reference to one, or a list of these.
fn names_in(value: &Value, by_id: &HashMap<&str, &Value>, names: &mut Vec<String>) {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    for item in items {
        let name = match item {
            Value::Object(fields) => fields.get("name").and_then(text).or_else(|| {
                let referred = by_id.get(fields.get("@id")?.as_str()?)?;
                text(referred.get("name")?)
            }),
            other => text(other),
        };
        names.extend(name);
    }
}

/// A string without markup, or the first one of a list.
fn text(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(text) => text,
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let plain = super::meta::plain(found);
    (!plain.is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_described() {
        let failures: Vec<_> = [
            (
                r#"{"@type":"NewsArticle","headline":"Bins &amp; bans","author":{"@type":"Person","name":"Jane Doe"},
                    "publisher":{"name":"The Post"},"datePublished":"2024-02-22T07:45Z","inLanguage":"en-GB"}"#,
                "Bins & bans/Jane Doe/2024-02-22/The Post/en-GB/",
            ),
            (
                r#"{"@graph":[{"@type":"WebPage","name":"Site","datePublished":"2023-01-01","url":"https://a.example/x"},
                    {"@type":["Article","BlogPosting"],"headline":"Real","author":{"@id":"jd"}},
                    {"@type":"Person","@id":"jd","name":"Jane Doe"}]}"#,
                "Real/Jane Doe/2023-01-01///https://a.example/x",
            ),
            (r#"[{"@type":"Report","headline":["One","Two"],"author":["By Jane Doe",{"name":"John Roe"}]}]"#, "One/Jane Doe,John Roe////"),
            ("/*<![CDATA[*/{\"@type\":\"Article\",\"headline\":\"Line\nbreak\"};/*]]>*/", "Line break/////"),
            (r#"{"@type":"Organization","name":"Site","author":"x"}"#, "/////"),
            (r#"{"@type":"NewsArticle","headline":7,"author":[[["x"]]],"publisher":null}"#, "/////"),
            ("{broken", "/////"),
        ]
        .into_iter()
        .filter_map(|(script, expected)| {
            let mut dates = Dates::default();
            let meta = read_json_ld(&[script], &mut dates).meta;
            let known = |value: Option<String>| value.unwrap_or_default();
            let found = format!(
                "{}/{}/{}/{}/{}/{}",
                known(meta.title),
                meta.authors.join(","),
                known(dates.believed()),
                known(meta.publisher),
                known(meta.language),
                known(meta.url)
            );
            (found != expected).then(|| format!("{script}\n  gave {found}\n  not  {expected}"))
        })
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
