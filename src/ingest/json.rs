//! One JSON record: an article with `text` or `html`, or a written answer with `question_text` and `answer_text`.

use serde::Deserialize;
use serde_json::Value;

use super::html;
use super::iso_date::iso_date;
use super::limits::Fields as Chosen;
use super::page::{Page, Refusal};
use super::text_builder::TextBuilder;
use crate::document::{BlockKind, Meta};

/// The fields that sayso knows; others are left alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    id: Option<Value>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    author: Option<Value>,
    authors: Option<Value>,
    language: Option<String>,
    question_text: Option<String>,
    answer_text: Option<String>,
    heading: Option<String>,
    month: Option<String>,
    #[serde(rename = "dateTabled")]
    date_tabled: Option<String>,
    #[serde(rename = "dateAnswered")]
    date_answered: Option<String>,
    #[serde(rename = "answeringBody", alias = "department")]
    answering_body: Option<String>,
    #[serde(rename = "askedBy", alias = "asked_by")]
    asked_by: Option<String>,
    #[serde(rename = "answeredBy", alias = "answered_by")]
    answered_by: Option<String>,
}

/// A record read: its own id, if it has one, and its page.
pub(super) struct Record {
    pub(super) id: Option<String>,
    pub(super) media_type: &'static str,
    pub(super) page: Page,
}

/// Reads one JSON object.
///
/// # Errors
///
/// `json` when it does not parse, `no_text` when it holds nothing to read.
pub(super) fn read(bytes: &[u8], chosen: &Chosen) -> Result<Record, Refusal> {
    // A struct can be read from an array too, which would pass every array for a record without fields.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(("json", "not a JSON record: it does not begin with {".to_owned()));
    }
    let broken = |error: serde_json::Error| {
        let cut = if error.is_eof() { "; the record is cut off" } else { "" };
        ("json", format!("not a JSON record: {error}{cut}"))
    };
    let mut fields: Fields = serde_json::from_slice(bytes).map_err(broken)?;
    if *chosen != Chosen::default() {
        fields.choose(&serde_json::from_slice(bytes).map_err(broken)?, chosen);
    }
    let id = fields.id.as_ref().and_then(scalar);
    let meta = fields.meta();
    let (media_type, mut page) = if let Some(answer) = filled(fields.answer_text) {
        let question = fields.question_text.unwrap_or_default();
        ("application/json", written_answer(fields.heading.as_deref(), &question, &answer))
    } else if let Some(html) = filled(fields.html) {
        ("text/html", html::read_page(&html, fields.url.as_deref()))
    } else if let Some(text) = filled(fields.text) {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n");
        ("text/plain", Page { text, ..Page::default() })
    } else {
        let message = match &chosen.text {
            Some(key) => format!("the record has no text under `{key}`, which --text-field asks for"),
            None => "the record has no `text`, no `html` and no `answer_text`; name its key by --text-field"
                .to_owned(),
        };
        return Err(("no_text", message));
    };
    page.meta = meta.or(page.meta);
    Ok(Record { id, media_type, page })
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim_start_matches('\u{FEFF}').trim().is_empty())
}

/// A string or number as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A name, a list of names, or a list of objects with a `name`.
fn names(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| scalar(value.get("name").unwrap_or(value));
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

impl Fields {
    /// Takes text and id from the keys that the user named.
    fn choose(&mut self, record: &Value, chosen: &Chosen) {
        if let Some(key) = &chosen.id {
            self.id = record.get(key).cloned();
        }
        if let Some(key) = &chosen.text {
            let text = record.get(key).and_then(Value::as_str).map(str::to_owned);
            let is_html = text.as_ref().is_some_and(|text| text.trim_start().starts_with('<'));
            (self.text, self.html) = if is_html { (None, text) } else { (text, None) };
            self.answer_text = None;
        }
    }

    fn meta(&self) -> Meta {
        Meta {
            title: self.title.clone().or_else(|| self.heading.clone()),
            publisher: self.publisher.clone(),
            authors: names(self.author.as_ref().or(self.authors.as_ref())),
            published: [&self.published, &self.date_answered, &self.month]
                .into_iter()
                .find_map(|written| date(written.as_ref())),
            url: self.url.clone(),
            language: self.language.clone(),
            asked: date(self.date_tabled.as_ref()),
            answered: date(self.date_answered.as_ref()),
            asked_by: self.asked_by.clone(),
            answered_by: self.answered_by.clone(),
            answering_body: self.answering_body.clone(),
        }
    }
}

/// The date as ISO 8601; `None` where it cannot be read as one.
fn date(written: Option<&String>) -> Option<String> {
    iso_date(written?)
}

/// Heading, question and answer as one text.
fn written_answer(heading: Option<&str>, question: &str, answer: &str) -> Page {
    let mut text = TextBuilder::new();
    if let Some(heading) = heading.filter(|heading| !heading.trim().is_empty()) {
        text.block(BlockKind::Title, heading);
    }
    html::read_fragment(question, BlockKind::Question, &mut text);
    html::read_fragment(answer, BlockKind::Answer, &mut text);
    text.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_become_pages() {
        for (record, id, text) in [
            (r#"{"id":"a","text":"One.\r\nTwo."}"#, Some("a"), "One.\nTwo."),
            (r#"{"id":7,"text":"One."}"#, Some("7"), "One."),
            (r#"{"text":" ","html":"<p>One <b>two</b>.</p>"}"#, None, "One two."),
            (
                r#"{"question_text":"To ask?","answer_text":"<p>It is.</p><p>So.</p>"}"#,
                None,
                "To ask?\n\nIt is.\n\nSo.",
            ),
        ] {
            let read = read(record.as_bytes(), &Chosen::default())
                .unwrap_or_else(|(code, _)| panic!("{code}: {record}"));
            assert_eq!(read.id.as_deref(), id, "{record}");
            assert_eq!(read.page.text, text, "{record}");
        }
    }

    #[test]
    fn records_without_text_are_refused() {
        for (record, expected) in [
            (r#"{"text":""}"#, "no_text"),
            (r#"{"text":"a"#, "json"),
            ("[]", "json"),
            ("7", "json"),
            (r#"{"question_text":"To ask?"}"#, "no_text"),
        ] {
            let refusal = read(record.as_bytes(), &Chosen::default()).err().map(|(code, _)| code);
            assert_eq!(refusal, Some(expected), "{record}");
        }
    }

    #[test]
    fn metadata_comes_from_the_record() {
        let record =
            r#"{"text":"a","author":["Jane Doe",{"name":"John Roe"}],"published":"2024-05-03T10:00:00Z"}"#;
        let meta = read(record.as_bytes(), &Chosen::default())
            .unwrap_or_else(|(code, _)| panic!("{code}"))
            .page
            .meta;
        assert_eq!(meta.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(meta.published.as_deref(), Some("2024-05-03"));
    }
}
