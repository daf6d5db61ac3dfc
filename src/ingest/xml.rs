//! XML as a flat stream of tags and text, for the readers of every format that is made of it.
//!
//! Nothing is expanded but character references, so entities that multiply cost nothing, and nothing recurses, so
//! depth costs nothing. Broken markup ends the stream.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::character_references::decode;
use crate::document::Warning;

/// A part of the stream.
pub(super) enum Part<'x> {
    /// A tag that opens an element; one that is empty is followed by its end.
    Open(Tag<'x>),
    /// The end of an element, by its name without a prefix.
    Close(Name<'x>),
    /// Text with its references decoded. One run of text may come in several parts.
    Text(Cow<'x, str>),
}

/// The name at the end of an element.
pub(super) struct Name<'x>(BytesEnd<'x>);

impl Name<'_> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        local(self.0.name().into_inner())
    }
}

/// A tag with its attributes.
pub(super) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The name as written.
    pub(super) fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of the attribute called `name`, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| local(attribute.key.into_inner()) == name)?;
        Some(decode(&found.value).into_owned())
    }

    /// The value as a number.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Reads XML part by part.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    broken: Option<String>,
}

impl<'x> Xml<'x> {
    /// The parts of `source`.
    pub(super) fn new(source: &'x str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, broken: None }
    }

    /// How many bytes of the source have been read.
    pub(super) fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The warning that the markup broke off, when it did.
    pub(super) fn warning(&self) -> Option<Warning> {
        self.broken.as_ref().map(|why| Warning {
            code: "broken_markup".into(),
            message: format!("the markup breaks off ({why}); what comes behind was not read"),
        })
    }

    /// Reads over everything up to the end of the element that was opened last.
    pub(super) fn skip_element(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Some(Part::Open(_)) => depth += 1,
                Some(Part::Close(_)) => depth -= 1,
                Some(Part::Text(_)) => {}
                None => return,
            }
        }
    }

    /// The text up to the end of the element that was opened last.
    pub(super) fn text(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Some(Part::Open(_)) => depth += 1,
                Some(Part::Close(_)) => depth -= 1,
                Some(Part::Text(part)) => text.push_str(&part),
                None => break,
            }
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }
}

impl<'x> Iterator for Xml<'x> {
    type Item = Part<'x>;

    fn next(&mut self) -> Option<Part<'x>> {
        if self.broken.is_some() {
            return None;
        }
        loop {
            return Some(match self.reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => Part::Open(Tag(tag)),
                Ok(Event::End(end)) => Part::Close(Name(end)),
                Ok(Event::Text(text)) => Part::Text(text.into_inner()),
                Ok(Event::CData(text)) => Part::Text(text.into_inner()),
                Ok(Event::GeneralRef(name)) => {
                    Part::Text(Cow::Owned(decode(&format!("&{};", &*name)).into_owned()))
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => continue,
                Ok(Event::Eof) => return None,
                Err(error) => {
                    self.broken = Some(error.to_string());
                    return None;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let mut xml = Xml::new(source);
        let mut shown = String::new();
        for part in &mut xml {
            match part {
                Part::Open(tag) => {
                    shown.push('<');
                    shown.push_str(tag.local());
                    shown += &tag.get("a").map(|value| format!(" {value}")).unwrap_or_default();
                }
                Part::Close(name) => {
                    shown.push('>');
                    shown.push_str(name.local());
                }
                Part::Text(text) => shown += &text,
            }
        }
        shown + if xml.warning().is_some() { "!" } else { "" }
    }

    #[test]
    fn xml_is_a_stream() {
        for (source, expected) in [
            ("<a:b x:a='1 &amp; &pound;2'>T&#228;xt &amp; <c/></a:b>", "<b 1 & £2Täxt & <c>c>b"),
            ("<a><![CDATA[<p> & ]]></a>", "<a<p> & >a"),
            ("<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>", "<a&b;>a"),
            ("<a></b></c>", "<a>b>c"),
            ("<a>x & y<b", "<ax & y!"),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }
}
