//! What the bytes of a file are: told by their beginning, with the name as a hint.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// How many bytes tell a format. A PDF may have as many bytes of anything in front.
pub(super) const HEAD_BYTES: usize = 4096;

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object a line.
    JsonLines,
    /// JSON values one after the other, or one array of them.
    Json,
    /// A PDF.
    Pdf,
    /// A document of Word and its like.
    Docx,
    /// A text of `OpenDocument`.
    Odt,
    /// A mail.
    Mail,
    /// A web page saved with its pictures, as a mail of many parts.
    Mhtml,
    /// A text in the markup of the Text Encoding Initiative.
    Tei,
    /// A day of debates or written answers as `ParlParse` marks them up.
    Hansard,
    /// One item of a feed.
    FeedItem,
    /// Many mails, one after the other.
    Mbox,
    /// A feed of RSS or Atom.
    Feed,
    /// Captures of web pages.
    Warc,
    /// A table of comma-, tab- or semicolon-separated values, a document a row.
    Csv,
    /// A table in columns, a document a row.
    Parquet,
    /// Another file, compressed by gzip.
    Gzip,
    /// Another file, compressed by Zstandard.
    Zstd,
    /// An archive of other files.
    Zip,
    /// XML of a kind that only its root tells.
    Xml,
    /// To be told by the first bytes, as for standard input.
    Unknown,
}

impl Format {
    /// The format that a file's name promises. A compressed file is taken for what it is when the name inside
    /// promises something or nothing, and not when it promises what sayso does not read (`dump.sql.gz`).
    pub(crate) fn of(name: &Path) -> Self {
        let extension = name.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let compressed = |format| {
            let inside = Path::new(name.file_stem().unwrap_or_default());
            let readable = inside.extension().is_none() || Self::of(inside) != Self::Unknown;
            if readable { format } else { Self::Unknown }
        };
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" => Self::JsonLines,
            "json" => Self::Json,
            "pdf" => Self::Pdf,
            "docx" | "docm" | "dotx" => Self::Docx,
            "odt" | "ott" => Self::Odt,
            "eml" => Self::Mail,
            "mbox" | "mbx" => Self::Mbox,
            "mhtml" | "mht" => Self::Mhtml,
            "rss" | "atom" | "rdf" => Self::Feed,
            "warc" => Self::Warc,
            "csv" | "tsv" => Self::Csv,
            "parquet" => Self::Parquet,
            "tei" | "xml" => Self::Xml,
            "zip" => Self::Zip,
            "gz" | "gzip" => compressed(Self::Gzip),
            "zst" | "zstd" => compressed(Self::Zstd),
            _ => Self::Unknown,
        }
    }

    /// The format that the name of a compressed file promises for what is inside.
    pub(super) fn inside(name: &str) -> Self {
        Self::of(Path::new(Path::new(name).file_stem().unwrap_or_default()))
    }

    /// Its name, as `--dry-run` shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Mail => "mail",
            Self::Mhtml => "mhtml",
            Self::Tei => "tei",
            Self::Hansard => "hansard",
            Self::FeedItem => "feed-item",
            Self::Mbox => "mbox",
            Self::Feed => "feed",
            Self::Warc => "warc",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
            Self::Xml => "xml",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the bytes are one document, and not a file of several or of another.
    #[must_use]
    pub fn is_document(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Markdown
                | Self::Html
                | Self::Json
                | Self::Pdf
                | Self::Docx
                | Self::Odt
                | Self::Mail
                | Self::Mhtml
                | Self::Tei
                | Self::Hansard
                | Self::FeedItem
        )
    }

    /// Whether a parser of somebody else walks through a tree that the bytes lay out, so that hostile bytes may take
    /// its stack or its memory; such documents are better read in a process of their own.
    #[must_use]
    pub fn is_risky(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx | Self::Odt | Self::Mail | Self::Mhtml)
    }

    /// The format of a file that begins with `head`, where its name promises `self`. What the bytes show for certain
    /// wins over the name; a name wins where bytes may be anything, as for text.
    pub(super) fn sniff(self, head: &[u8]) -> Self {
        if let Some(format) = by_magic(head) {
            return format;
        }
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let first = head.iter().position(|byte| !byte.is_ascii_whitespace());
        let text = &head[first.unwrap_or(head.len())..];
        if let Some(format) = by_root(text) {
            return format;
        }
        if let Some(format) = self.by_headers(text) {
            return format;
        }
        match self {
            Self::Text | Self::Markdown | Self::Html | Self::JsonLines | Self::Json | Self::Csv => self,
            Self::Xml if text.first() == Some(&b'<') => Self::Xml,
            _ => match text.first() {
                Some(b'{') => Self::JsonLines,
                Some(b'[') => Self::Json,
                Some(b'<') => Self::Html,
                _ => Self::Text,
            },
        }
    }

    /// Mails, told by their headers. A text needs more of them to be one.
    fn by_headers(self, text: &[u8]) -> Option<Self> {
        let is_text = matches!(self, Self::Text | Self::Markdown | Self::Csv | Self::JsonLines | Self::Json);
        if text.starts_with(b"From ") && !is_text {
            let (first, rest) = text.split_at(text.iter().position(|byte| *byte == b'\n')? + 1);
            let dated = first.split(|byte| *byte == b':').count() > 2;
            return (dated && header_names(rest).next().is_some()).then_some(Self::Mbox);
        }
        let names: Vec<String> = header_names(text).collect();
        let counts = |known: &[&str]| names.iter().filter(|name| known.contains(&name.as_str())).count();
        let technical = counts(&[
            "message-id", "mime-version", "received", "return-path", "delivered-to", "content-type",
        ]);
        let ordinary = counts(&["from", "to", "subject", "date", "sender", "reply-to", "cc"]);
        let needed = if is_text { 2 } else { 1 };
        let promised = matches!(self, Self::Mail | Self::Mhtml | Self::Mbox) && ordinary > 0;
        if !promised && (technical < needed || technical + ordinary < 3) {
            return None;
        }
        let head = String::from_utf8_lossy(text).to_lowercase();
        let saved = head.contains("snapshot-content-location:")
            || head.contains("<saved by")
            || self == Self::Mhtml && head.contains("multipart/related");
        Some(if saved { Self::Mhtml } else { Self::Mail })
    }
}

fn by_magic(head: &[u8]) -> Option<Format> {
    const MAGIC: [(&[u8], Format); 6] = [
        (b"\x1F\x8B", Format::Gzip),
        (b"\x28\xB5\x2F\xFD", Format::Zstd),
        (b"PK\x03\x04", Format::Zip),
        (b"PK\x05\x06", Format::Zip),
        (b"PAR1", Format::Parquet),
        (b"WARC/", Format::Warc),
    ];
    let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, format)| *format);
    let is_skippable = matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..]);
    known.or(is_skippable.then_some(Format::Zstd)).or_else(|| {
        // Readers of PDF take it as such when the mark stands in the first kilobyte; a text that speaks of it does not
        // begin a line with it among control characters.
        let near = head.get(..head.len().min(1024)).unwrap_or_default();
        let at = near.windows(5).position(|window| window == b"%PDF-")?;
        let binary = at == 0 || near[..at].iter().all(u8::is_ascii_whitespace) || near[..at].contains(&0);
        binary.then_some(Format::Pdf)
    })
}

/// What the root element of XML tells.
fn by_root(text: &[u8]) -> Option<Format> {
    let root = root_name(text)?;
    let local = root.rsplit(':').next().unwrap_or(&root);
    match local.to_ascii_lowercase().as_str() {
        "rss" | "feed" | "rdf" => Some(Format::Feed),
        "tei" | "tei.2" | "teicorpus" => Some(Format::Tei),
        "publicwhip" => Some(Format::Hansard),
        _ => None,
    }
}

/// The name of the first element, behind declarations and comments.
pub(super) fn root_name(text: &[u8]) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start().strip_prefix(b"<")?;
        let end: &[u8] = match rest {
            [b'?', ..] => b"?>",
            [b'!', b'-', b'-', ..] => b"-->",
            [b'!', ..] => b">",
            _ => break,
        };
        let at = rest.windows(end.len()).position(|window| window == end)?;
        rest = &rest[at + end.len()..];
    }
    let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?;
    Some(String::from_utf8_lossy(&rest[..end]).into_owned()).filter(|name| !name.is_empty())
}

/// The names of the header lines that `text` begins with, in lower case.
fn header_names(text: &[u8]) -> impl Iterator<Item = String> {
    text.split(|byte| *byte == b'\n')
        .map_while(|line| {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
                return Some(None);
            }
            let name = line.split(|byte| *byte == b':').next().filter(|name| name.len() < line.len())?;
            let is_name = !name.is_empty()
                && name.len() < 60
                && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
            is_name.then(|| Some(String::from_utf8_lossy(name).to_ascii_lowercase()))
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_win_over_names_where_they_are_certain() {
        use Format as F;
        let mail = b"Message-ID: <a@b.example>\nFrom: a@b.example\nSubject: Bins\n\nText.".as_slice();
        let mhtml = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example\nSubject: x\nMIME-Version: 1.0\n";
        let rows: &[(&str, &[u8], Format)] = &[
            ("a.txt", b"%PDF-1.7\n", F::Pdf),
            ("a.pdf", b"<!doctype html><title>Not found", F::Html),
            ("a.pdf", b"", F::Text),
            ("a.txt", b"The mark %PDF-1.7 begins a PDF.", F::Text),
            ("a", b"\x1F\x8B\x08", F::Gzip),
            ("a.json", b"\x28\xB5\x2F\xFD", F::Zstd),
            ("a.txt", b"PK\x03\x04", F::Zip),
            ("a", b"PAR1", F::Parquet),
            ("a", b"WARC/1.0\r\n", F::Warc),
            ("a.html", b"\xEF\xBB\xBF<?xml version='1.0'?><!-- b --><rss version='2.0'>", F::Feed),
            ("a.xml", b"<feed xmlns='http://www.w3.org/2005/Atom'>", F::Feed),
            ("a.xml", b"<?xml version='1.0'?>\n<TEI xmlns='x'>", F::Tei),
            ("a.xml", b"<publicwhip scraperversion='a'>", F::Hansard),
            ("a.xml", b"<sitemap>", F::Xml),
            ("a.html", b"<html>", F::Html),
            ("-", b"<p>", F::Html),
            ("-", b" {\"a\":1}", F::JsonLines),
            ("-", b"[1]", F::Json),
            ("a.json", b"[1]", F::Json),
            ("a.csv", b"a,b", F::Csv),
            ("a.eml", mail, F::Mail),
            ("-", mail, F::Mail),
            ("a.txt", mail, F::Text),
            ("a.eml", b"Subject: Bins\n\nText", F::Mail),
            ("-", b"Subject: Bins\n\nText", F::Text),
            ("a.md", b"Note: one\nSource: two\n", F::Markdown),
            ("-", mhtml, F::Mhtml),
            ("-", b"From a@b.example Mon May  6 10:00:00 2024\nSubject: x\n", F::Mbox),
            ("a.mbox", b"From the start it rained.\n", F::Text),
        ];
        let failures: Vec<_> = rows
            .iter()
            .map(|(name, head, expected)| (name, head, expected, Format::of(Path::new(name)).sniff(head)))
            .filter(|(.., expected, found)| *expected != found)
            .map(|(name, head, expected, found)| {
                format!("{name} {:?}: {found:?}, not {expected:?}", String::from_utf8_lossy(head))
            })
            .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn names_promise_what_is_inside() {
        for (name, expected) in [
            ("a.jsonl.gz", Format::Gzip),
            ("a.gz", Format::Gzip),
            ("a.sql.gz", Format::Unknown),
            ("CC-NEWS-2024.warc.zst", Format::Zstd),
            ("a.PDF", Format::Pdf),
            ("a.log", Format::Unknown),
            ("a", Format::Unknown),
        ] {
            assert_eq!(Format::of(Path::new(name)), expected, "{name}");
        }
    }
}
