//! Captures of the web (WARC): every page that a server answered with is a document.

use std::io::{self, Read};
use std::ops::ControlFlow;

use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::compressed::Guarded;
use super::{Entry, Found, Input, line};
use crate::error::Stage;
use crate::ingest::format::Format;
use crate::ingest::iso_date::iso_date;
use crate::ingest::raw::Capture;

/// Longer header lines, and more of them, are no honest header.
const HEADER_LINE: usize = 1 << 16;
const MOST_HEADERS: usize = 1000;

/// What an HTTP answer may say before its body.
const HTTP_HEAD: usize = 1 << 16;

/// The headers of a record, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Entry<'_, '_> {
    /// Hands every answered page on, and every resource that was saved without the talk around it.
    pub(super) fn warc(&mut self, input: &mut Input<'_>) -> ControlFlow<()> {
        let mut record = 0;
        loop {
            let headers = match headers(input) {
                Ok(Some(headers)) => headers,
                Ok(None) => return ControlFlow::Continue(()),
                Err(error) => return self.unreadable(Some(record), &error),
            };
            let length = headers.get("content-length").and_then(|length| length.parse::<u64>().ok());
            let Some(length) = length else {
                let message = "a record does not say how long it is; what comes behind it was not read";
                return self.fail(Some(record), None, Stage::Open, "warc", message.to_owned());
            };
            let limit = self.options.limits.document_bytes;
            let is_wanted = matches!(headers.get("warc-type"), Some("response" | "resource" | "conversion"));
            let mut block = Vec::new();
            let mut body = (&mut *input).take(length);
            let most = if is_wanted { (limit + HTTP_HEAD) as u64 } else { 0 };
            let read = (&mut body).take(most).read_to_end(&mut block);
            // Whatever became of the block, the next record stands behind it.
            if let Err(error) = read.and_then(|_| io::copy(&mut body, &mut io::sink())) {
                return self.unreadable(Some(record), &error);
            }
            let cut = body.limit() > 0;
            if cut {
                let message = "the file ends inside a record; it may be half a download".to_owned();
                return self.fail(Some(record), None, Stage::Open, "warc", message);
            }
            if !is_wanted {
                continue;
            }
            match page(&headers, block, limit, self.options.limits.ratio) {
                Ok(None) => {}
                Ok(Some(found)) if length <= most && found.bytes.len() <= limit => {
                    self.found(Found { record: Some(record), ..found })?;
                    record += 1;
                }
                _ if length > most => {
                    self.too_large(Some(record), None)?;
                    record += 1;
                }
                Ok(Some(_)) => {
                    self.too_large(Some(record), None)?;
                    record += 1;
                }
                Err(error) => {
                    let message =
                        format!("{}: {error}", headers.get("warc-target-uri").unwrap_or("a record"));
                    self.fail(Some(record), None, Stage::Open, "warc", message)?;
                    record += 1;
                }
            }
        }
    }
}

/// The headers of the next record; `None` at the end.
fn headers(input: &mut Input<'_>) -> io::Result<Option<Headers>> {
    let broken = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut begun = false;
    loop {
        let bytes =
            line(input, HEADER_LINE)?.ok_or_else(|| broken("a header line of a capture is too long"))?;
        if bytes.is_empty() {
            return if begun { Err(broken("the file ends inside a header")) } else { Ok(None) };
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end();
        if !begun {
            // Two empty lines end a record.
            if text.starts_with("WARC/") {
                begun = true;
            } else if !text.is_empty() {
                return Err(broken("no capture begins where one should"));
            }
        } else if text.is_empty() {
            return Ok(Some(Headers(headers)));
        } else if let (true, Some((_, value))) = (text.starts_with([' ', '\t']), headers.last_mut()) {
            value.push_str(text);
        } else if let Some((name, value)) = text.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        if headers.len() > MOST_HEADERS {
            return Err(broken("a capture has too many header lines"));
        }
    }
}

/// The page in a record; `None` when it is no page but a picture, a script, an error or a redirection.
fn page(headers: &Headers, block: Vec<u8>, limit: usize, ratio: usize) -> io::Result<Option<Found>> {
    let url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let mut capture = Capture { url, date: headers.get("warc-date").and_then(iso_date), charset: None };
    let declared = headers.get("content-type").unwrap_or_default();
    let is_answer = declared.starts_with("application/http") && headers.get("warc-type") == Some("response");
    let (kind, bytes) = if is_answer {
        let Some(answer) = answer(&block, limit, ratio)? else { return Ok(None) };
        answer
    } else {
        (declared.to_owned(), block)
    };
    let kind = kind.to_ascii_lowercase();
    capture.charset =
        kind.split_once("charset=").map(|(_, name)| name.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let promised = match kind.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => Format::Html,
        "text/plain" => Format::Text,
        "text/markdown" => Format::Markdown,
        "application/pdf" => Format::Pdf,
        "message/rfc822" => Format::Mail,
        "" => Format::Unknown,
        kind if kind.ends_with("officedocument.wordprocessingml.document") => Format::Docx,
        "application/vnd.oasis.opendocument.text" => Format::Odt,
        _ => return Ok(None),
    };
    let head = &bytes[..bytes.len().min(crate::ingest::format::HEAD_BYTES)];
    let format = match promised {
        // The bytes of an office document begin as those of any archive do.
        Format::Docx | Format::Odt => promised,
        promised => promised.sniff(head),
    };
    let is_page = format.is_document() && format != Format::Json && !bytes.trim_ascii().is_empty();
    Ok(is_page.then(|| Found { capture, ..Found::record(format, 0, bytes) }))
}

/// The media type and the body of an HTTP answer; `None` when it is no success.
fn answer(block: &[u8], limit: usize, ratio: usize) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut fields = [httparse::EMPTY_HEADER; 256];
    let mut answer = httparse::Response::new(&mut fields);
    let parser = {
        let mut config = httparse::ParserConfig::default();
        config
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .ignore_invalid_headers_in_responses(true);
        config
    };
    let parsed = parser.parse_response(&mut answer, block);
    let body = match parsed {
        Ok(httparse::Status::Complete(end)) => &block[end..],
        _ => return Err(io::Error::new(io::ErrorKind::InvalidData, "the answer of the server is not HTTP")),
    };
    if !answer.code.is_some_and(|code| (200..300).contains(&code)) {
        return Ok(None);
    }
    let field = |name: &str| {
        let found = answer.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_lowercase()).unwrap_or_default()
    };
    let joined = field("transfer-encoding").contains("chunked").then(|| unchunked(body)).flatten();
    let body = joined.as_deref().unwrap_or(body);
    Ok(Some((field("content-type"), decoded(body, &field("content-encoding"), limit, ratio)?)))
}

/// A body without the lengths of its chunks; `None` when it has none, as crawlers often take them out and leave the
/// header.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        if length == 0 {
            return Some(whole);
        }
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        whole.extend_from_slice(rest.get(start..end)?);
        rest = rest.get(end..)?.strip_prefix(b"\r\n")?;
    }
}

/// A body without its compression, at most one byte over `limit`. A body that is not what its header says is taken as
/// it is: crawlers decompress and leave the header.
fn decoded(body: &[u8], encoding: &str, limit: usize, ratio: usize) -> io::Result<Vec<u8>> {
    let decoder: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => Box::new(MultiGzDecoder::new(body)),
        "deflate" if body.first().is_some_and(|byte| byte & 0x0F == 8) => Box::new(ZlibDecoder::new(body)),
        "br" => Box::new(Decompressor::new(body, 4096)),
        _ => return Ok(body.to_vec()),
    };
    let compressed = std::rc::Rc::new(std::cell::Cell::new(body.len() as u64));
    let mut bytes = Vec::new();
    let read = Guarded::new(decoder, compressed, ratio).take(limit as u64 + 1).read_to_end(&mut bytes);
    match read {
        Err(_) if encoding == "br" && bytes.is_empty() => Ok(body.to_vec()),
        read => read.map(|_| bytes),
    }
}
