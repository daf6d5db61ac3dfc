//! What a page says of itself: JSON-LD first, then Open Graph and meta tags, then its own markup.

use super::character_references::decode;
use super::date_text::{DateOrder, address_date, address_month, field_date};
use super::element::Element;
use super::json_ld::read_json_ld;
use super::markup::{Attributes, Token, Tokens};
use super::names::people;
use super::published::{CHANGED_TAGS, Dates, Evidence, PUBLISHED_TAGS, script_date};
use crate::document::Meta;

/// Meta tags by what they tell, the best name first.
const TITLES: [&str; 7] =
    ["og:title", "twitter:title", "citation_title", "parsely-title", "dc.title", "dcterms.title", "headline"];
const AUTHORS: [&str; 8] = [
    "author", "article:author", "parsely-author", "citation_author", "dc.creator", "dcterms.creator", "byl",
    "sailthru.author",
];
const PUBLISHERS: [&str; 6] = [
    "og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher",
    "application-name",
];
const LANGUAGES: [&str; 4] = ["og:locale", "content-language", "dc.language", "language"];

/// What a page says of itself, and the title of its window, which often names the site too.
#[derive(Debug, Default)]
pub(super) struct PageMeta {
    /// Without a title that only the window has.
    pub(super) meta: Meta,
    /// The text of `<title>`.
    pub(super) window_title: Option<String>,
    /// The dates that are told outside the body.
    pub(super) dates: Dates,
    /// The text of the article, where a script holds it.
    pub(super) body: Option<String>,
}

/// Reads the meta data of a whole page. `url` is used when the page does not name its own address.
pub(super) fn read_meta(html: &str, url: Option<&str>) -> PageMeta {
    let seen = look(html);
    let mut dates = Dates::new(seen.date_order());
    let described = read_json_ld(&seen.scripts, &mut dates);
    let mut meta = described.meta;
    let from_tags = Meta {
        title: seen.tagged(&TITLES),
        publisher: seen.tagged(&PUBLISHERS),
        authors: seen.authors(),
        url: seen
            .canonical
            .clone()
            .or_else(|| seen.tagged(&["og:url"]))
            .filter(|url| url.starts_with("http")),
        language: seen.language.clone().or_else(|| seen.tagged(&LANGUAGES)),
        ..Meta::default()
    };
    fill(&mut meta, &from_tags);
    fill(&mut meta, &Meta { url: url.map(str::to_owned), ..Meta::default() });
    seen.offer_dates(meta.url.as_deref(), &mut dates);
    meta.language = meta.language.map(|language| language.replace('_', "-"));
    let publisher = meta.publisher.clone();
    meta.authors.retain(|author| Some(author) != publisher.as_ref());
    PageMeta { meta, window_title: seen.window_title, dates, body: described.body }
}

/// Takes from `other` what `meta` does not know.
pub(super) fn fill(meta: &mut Meta, other: &Meta) {
    let fields = [
        (&mut meta.title, &other.title),
        (&mut meta.publisher, &other.publisher),
        (&mut meta.published, &other.published),
        (&mut meta.url, &other.url),
        (&mut meta.language, &other.language),
    ];
    for (known, offered) in fields {
        if known.is_none() {
            known.clone_from(offered);
        }
    }
    if meta.authors.is_empty() {
        meta.authors.clone_from(&other.authors);
    }
}

/// A window's title without the site's name: "Bins are back | The Post" → "Bins are back".
pub(super) fn without_site(title: &str, publisher: Option<&str>) -> String {
    let separators = [" | ", " – ", " — ", " - ", " « ", " » ", " :: "];
    let cut = separators
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, separator.len())))
        .max();
    let Some((at, length)) = cut else {
        return title.to_owned();
    };
    let (headline, site) = (&title[..at], &title[at + length..]);
    let names_site = publisher.is_some_and(|publisher| site.trim().eq_ignore_ascii_case(publisher));
    let short = site.split_whitespace().count() <= 4 && headline.split_whitespace().count() > 3;
    if names_site || short { headline.trim().to_owned() } else { title.to_owned() }
}

/// A value without markup, references and needless white space.
pub(super) fn plain(value: &str) -> String {
    let decoded = decode(value);
    let text: Vec<&str> = Tokens::new(&decoded)
        .filter_map(|token| if let Token::Text(text) = token { Some(text) } else { None })
        .flat_map(str::split_whitespace)
        .collect();
    text.join(" ")
}

/// What stands in the markup.
#[derive(Default)]
struct Seen<'a> {
    scripts: Vec<&'a str>,
    /// Names in lower case, in the order of the page.
    tags: Vec<(String, String)>,
    /// Those that hold dates, by the letters of their names.
    dates: Vec<(String, String)>,
    canonical: Option<String>,
    language: Option<String>,
    window_title: Option<String>,
    /// The first date of publication in the data of other scripts.
    data: Option<String>,
}

impl Seen<'_> {
    fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.tags.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    fn tagged(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// Americans write the month first.
    fn date_order(&self) -> DateOrder {
        let language = self.language.as_deref().or_else(|| self.all("og:locale").next()).unwrap_or_default();
        if language.replace('_', "-").eq_ignore_ascii_case("en-us") {
            DateOrder::MonthFirst
        } else {
            DateOrder::DayFirst
        }
    }

    fn offer_dates(&self, url: Option<&str>, dates: &mut Dates) {
        let first = |names: &[&str]| {
            let mut values =
                names.iter().flat_map(|name| self.dates.iter().filter(move |(found, _)| found == name));
            values.find_map(|(_, value)| field_date(value, dates.order))
        };
        let (published, changed) = (first(&PUBLISHED_TAGS), first(&CHANGED_TAGS));
        dates.offer(Evidence::Tag, published);
        dates.offer(Evidence::Changed, changed);
        dates.offer(Evidence::Data, self.data.clone());
        dates.offer(Evidence::Address, url.and_then(address_date));
        dates.offer(Evidence::Month, url.and_then(address_month));
    }

    fn authors(&self) -> Vec<String> {
        let named = |name: &&str| -> Vec<String> { self.all(name).flat_map(people).collect() };
        AUTHORS.iter().map(named).find(|names| !names.is_empty()).unwrap_or_default()
    }

    fn tag(&mut self, attributes: Attributes<'_>) {
        let content = attributes.get("content").or_else(|| attributes.get("datetime"));
        let Some(content) = content.map(|content| plain(&content)).filter(|content| !content.is_empty())
        else {
            return;
        };
        let names = ["property", "name", "itemprop", "http-equiv", "pubdate"];
        if let Some(name) = names.iter().find_map(|name| attributes.get(name)) {
            let name = name.trim().to_lowercase();
            let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
            if PUBLISHED_TAGS.contains(&letters.as_str()) || CHANGED_TAGS.contains(&letters.as_str()) {
                self.dates.push((letters, content.clone()));
            }
            self.tags.push((name, content));
        }
    }
}

fn look(html: &str) -> Seen<'_> {
    let mut seen = Seen::default();
    let mut is_json_ld = false;
    for token in Tokens::new(html) {
        match token {
            Token::Open(Element::Meta, attributes) => seen.tag(attributes),
            Token::Open(Element::Html, attributes) => {
                seen.language =
                    attributes.get("lang").map(|lang| lang.trim().to_owned()).filter(|lang| !lang.is_empty());
            }
            Token::Open(Element::Link, attributes) if seen.canonical.is_none() => {
                let canonical =
                    attributes.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                seen.canonical =
                    attributes.get("href").filter(|_| canonical).map(|href| href.trim().to_owned());
            }
            Token::Open(Element::Script, attributes) => {
                is_json_ld = attributes
                    .get("type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
            }
            Token::Raw(Element::Script, script) if is_json_ld => seen.scripts.push(script),
            Token::Raw(Element::Script, script) if seen.data.is_none() => seen.data = script_date(script),
            Token::Raw(Element::Title, title) if seen.window_title.is_none() => {
                seen.window_title = Some(plain(title)).filter(|title| !title.is_empty());
            }
            _ => {}
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let PageMeta { meta, window_title, dates, .. } = read_meta(html, Some("https://fetched.example/"));
        let known = |value: Option<String>| value.unwrap_or_default();
        format!(
            "{}/{}/{}/{}/{}/{}/{}",
            known(window_title),
            known(meta.title),
            meta.authors.join(","),
            known(dates.believed()),
            known(meta.publisher),
            known(meta.language),
            known(meta.url)
        )
    }

    #[test]
    fn pages_describe_themselves() {
        let failures: Vec<_> = [
            (
                "<html lang=en-GB><title>A &amp; B\n| Post</title><meta property=og:title content='A &amp; B'>\
                 <meta name=Author content='By Jane Doe'><link rel=canonical href=https://post.example/a>\
                 <meta property='article:published_time' content='2024-02-22T07:45'><meta property=og:site_name content=Post>",
                "A & B | Post/A & B/Jane Doe/2024-02-22/Post/en-GB/https://post.example/a",
            ),
            (
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"From JSON\"}</script>\
                 <meta property=og:title content='From tag'><meta property=og:locale content=en_GB>",
                "/From JSON////en-GB/https://fetched.example/",
            ),
            ("<meta name=dc.Date.Issued content='1 May 2024'><meta itemprop=dateModified datetime=2024-06-01>", "///2024-05-01///https://fetched.example/"),
            ("<html lang=en-US><meta name=pubdate content='5/1/2024'>", "///2024-05-01//en-US/https://fetched.example/"),
            ("<meta property=og:updated_time content=2024-05-01T10:00>", "///2024-05-01///https://fetched.example/"),
            ("<link rel=canonical href=https://a.example/2024/05/01/x>", "///2024-05-01///https://a.example/2024/05/01/x"),
            ("<script>window.page={\"publishedAt\":\"2024-05-01T10:00\"}</script>", "///2024-05-01///https://fetched.example/"),
            ("<meta name=author content=Post><meta name=publisher content=Post><link rel=canonical href=/a>", "////Post//https://fetched.example/"),
            ("<meta name=citation_author content='Jane Doe'><meta name=citation_author content='John Roe'>", "//Jane Doe,John Roe////https://fetched.example/"),
            ("<meta name=date content='no date'><meta name=pubdate content='1 May 2024'>", "///2024-05-01///https://fetched.example/"),
            ("", "//////https://fetched.example/"),
        ]
        .into_iter()
        .filter(|(html, expected)| shown(html) != *expected)
        .map(|(html, expected)| format!("{html}\n  gave {}\n  not  {expected}", shown(html)))
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn the_site_leaves_the_title() {
        let failures: Vec<_> = [
            ("Bins are back in town | The Post", None, "Bins are back in town"),
            ("Bins | The Post", Some("the post"), "Bins"),
            ("Bins – bags – and a very long tale of woe", None, "Bins – bags – and a very long tale of woe"),
            ("Bins are back", None, "Bins are back"),
        ]
        .into_iter()
        .filter(|(title, publisher, expected)| without_site(title, *publisher) != *expected)
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }
}
