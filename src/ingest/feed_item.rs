//! One item of a feed: RSS or Atom.

use super::html::read_fragment;
use super::iso_date::iso_date;
use super::names::people;
use super::page::Page;
use super::text_builder::TextBuilder;
use super::xml::{Part, Tag, Xml};
use crate::document::{BlockKind, Meta, Warning};

/// An item read: its own id, if it has one, and its page.
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) page: Page,
}

/// What an item says of itself.
#[derive(Default)]
struct Said {
    id: Option<String>,
    title: Option<String>,
    url: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    language: Option<String>,
    summary: Option<String>,
    content: Option<String>,
}

/// Reads the markup of one item. Its text is the whole content where the feed has it, else the summary, which the warning
/// `summary_only` says.
pub(super) fn read(source: &str) -> Item {
    let mut said = Said::default();
    let mut xml = Xml::new(source);
    let mut depth = 0;
    while let Some(part) = xml.next() {
        match part {
            Part::Open(tag) if depth == 0 => {
                said.language = tag.get("lang");
                depth += 1;
            }
            Part::Open(tag) => said.element(&tag, source, &mut xml),
            Part::Close(_) => break,
            Part::Text(_) => {}
        }
    }
    let warning = xml.warning();
    let mut page = said.page();
    page.warnings.extend(warning);
    Item { id: said.id, page }
}

impl Said {
    /// Takes an element in, its end included.
    fn element(&mut self, tag: &Tag<'_>, source: &str, xml: &mut Xml<'_>) {
        // `media:title`, `itunes:summary` and the like speak of something else.
        let is_own = match tag.name().split_once(':') {
            None => true,
            Some((prefix, _)) => matches!(prefix, "atom" | "content" | "dc" | "dcterms" | "rss"),
        };
        match tag.local() {
            _ if !is_own => xml.skip_element(),
            "title" => set(&mut self.title, text_of(tag, source, xml)),
            "guid" | "id" => {
                let id = xml.text();
                let is_address = tag.get("isPermaLink").as_deref() != Some("false") && id.starts_with("http");
                if is_address && self.url.is_none() && tag.local() == "guid" {
                    self.url = Some(id.clone());
                }
                set(&mut self.id, id);
            }
            "link" => {
                let relation = tag.get("rel").unwrap_or_else(|| "alternate".to_owned());
                let address = tag.get("href");
                let text = xml.text();
                if relation == "alternate" {
                    // A link wins over an address that only the id gave.
                    self.url = address.or(Some(text).filter(|text| !text.is_empty())).or(self.url.take());
                }
            }
            "author" | "creator" => {
                let name = author(xml);
                self.authors.extend(
                    people(&name).into_iter().filter(|name| !self.authors.contains(name)).collect::<Vec<_>>(),
                );
            }
            "pubDate" | "published" | "date" | "issued" => set(&mut self.published, xml.text()),
            "updated" | "modified" => set(&mut self.updated, xml.text()),
            "encoded" | "content" => set(&mut self.content, text_of(tag, source, xml)),
            "description" | "summary" => set(&mut self.summary, text_of(tag, source, xml)),
            _ => xml.skip_element(),
        }
    }

    fn page(&self) -> Page {
        let mut text = TextBuilder::new();
        let title = self.title.as_deref().map(super::meta::plain).filter(|title| !title.is_empty());
        if let Some(title) = &title {
            text.block(BlockKind::Title, title);
        }
        // Some feeds have the whole article in the description and a teaser in the content.
        let long = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let (body, is_summary) = match (&self.content, &self.summary) {
            (Some(content), _) if long(&self.content) >= long(&self.summary) => (Some(content), false),
            (_, Some(summary)) => (Some(summary), self.content.is_none()),
            (content, None) => (content.as_ref(), false),
        };
        if let Some(body) = body {
            read_fragment(body, BlockKind::Paragraph, &mut text);
        }
        let date = |written: &Option<String>| written.as_deref().and_then(iso_date);
        let meta = Meta {
            title,
            authors: self.authors.clone(),
            published: date(&self.published).or_else(|| date(&self.updated)),
            url: self.url.clone().filter(|url| url.starts_with("http")),
            language: self.language.clone(),
            ..Meta::default()
        };
        let warnings = if is_summary {
            let message =
                "the feed has only the description of this item, which may be a part of the article"
                    .to_owned();
            vec![Warning { code: "summary_only".into(), message }]
        } else {
            Vec::new()
        };
        Page { meta, warnings, ..text.finish() }
    }
}

fn set(field: &mut Option<String>, value: String) {
    if field.is_none() && !value.trim().is_empty() {
        *field = Some(value);
    }
}

/// The markup of an element: what was escaped in it, or the elements in it as they stand (`type="xhtml"`).
fn text_of(tag: &Tag<'_>, source: &str, xml: &mut Xml<'_>) -> String {
    let is_inline = tag.get("type").is_some_and(|kind| kind.contains("xhtml") || kind.contains("xml"));
    let is_text = tag.get("type").as_deref() == Some("text");
    let start = xml.offset();
    let mut text = String::new();
    let mut depth = 1_usize;
    let mut end = start;
    while depth > 0 {
        match xml.next() {
            Some(Part::Open(_)) => depth += 1,
            Some(Part::Close(_)) => depth -= 1,
            Some(Part::Text(part)) => text.push_str(&part),
            None => break,
        }
        if depth > 0 {
            end = xml.offset();
        }
    }
    if is_inline {
        return source.get(start..end).unwrap_or_default().to_owned();
    }
    // Plain text that speaks of markup is no markup.
    if is_text { text.replace('&', "&amp;").replace('<', "&lt;") } else { text }
}

/// The name of an author: `<author><name>…`, a text, or an address with the name in brackets.
fn author(xml: &mut Xml<'_>) -> String {
    let mut name = String::new();
    let mut plain = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next() {
            Some(Part::Open(tag)) if tag.local() == "name" => name = xml.text(),
            Some(Part::Open(_)) => xml.skip_element(),
            Some(Part::Close(_)) => depth -= 1,
            Some(Part::Text(part)) => plain.push_str(&part),
            None => break,
        }
    }
    if !name.is_empty() {
        return name;
    }
    match plain.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end().trim_end_matches(')').to_owned(),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let Item { id, page } = read(source);
        let meta = page.meta;
        let known = |value: Option<String>| value.unwrap_or_default();
        let codes: Vec<_> = page.warnings.iter().map(|warning| warning.code.as_ref()).collect();
        format!(
            "{}|{}|{}|{}|{}|{}|{}",
            known(id),
            known(meta.title),
            meta.authors.join(","),
            known(meta.published),
            known(meta.url),
            page.text.replace('\n', "/"),
            codes.join(",")
        )
    }

    #[test]
    fn items_become_pages() {
        let rows = [
            (
                "<item><title>Bins &amp;amp; bags</title><link>https://a.example/1</link><guid isPermaLink='false'>g1</guid>\
                 <dc:creator>Jane Doe</dc:creator><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>\
                 <description>Short.</description><content:encoded><![CDATA[<p>One &amp; two.</p><p>Three.</p>]]></content:encoded></item>",
                "g1|Bins & bags|Jane Doe|2024-05-06|https://a.example/1|Bins & bags//One & two.//Three.|",
            ),
            (
                "<item><title>Bins</title><guid>https://a.example/2</guid><author>jane@a.example (Jane Doe)</author>\
                 <description>&lt;p&gt;Short &lt;b&gt;text&lt;/b&gt;.&lt;/p&gt;</description></item>",
                "https://a.example/2|Bins|Jane Doe||https://a.example/2|Bins//Short text.|summary_only",
            ),
            (
                "<entry xml:lang='en'><id>tag:a</id><title type='text'>1 &lt; 2</title><link rel='self' href='https://a.example/s'/>\
                 <link href='https://a.example/3'/><author><name>John Roe</name><uri>https://x.example</uri></author>\
                 <updated>2024-05-07T01:02:03Z</updated>\
                 <content type='xhtml'><div><p>One.</p><p>Two.</p></div></content></entry>",
                "tag:a|1 < 2|John Roe|2024-05-07|https://a.example/3|1 < 2//One.//Two.|",
            ),
            ("<item><media:title>Other</media:title><description>Text", "|||||Text|summary_only"),
        ];
        let failures: Vec<_> = rows
            .iter()
            .filter(|(source, expected)| shown(source) != *expected)
            .map(|(source, expected)| format!("{source}\n  gave {}\n  not  {expected}", shown(source)))
            .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
