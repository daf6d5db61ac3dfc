//! From bytes to text: byte order marks, declared and guessed character sets, line ends.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::document::Warning;

/// How many bytes of a page are searched for the character set that it declares, as browsers do.
const DECLARATION_BYTES: usize = 1024;

/// How many bytes are looked at to tell text from binary data.
const SNIFFED_BYTES: usize = 8192;

/// Formats that people rename to `.txt`, by their first bytes.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB are such)"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"\x7FELF", "a program"),
    (b"\xD0\xCF\x11\xE0", "an old Office file"),
];

/// Decoded text and what the user should know of the decoding.
pub(super) type Decoded = (String, Option<Warning>);

/// Decodes `bytes`: by their byte order mark, by the character set that a page declares (`is_page`), as UTF-8, or as
/// what they look like. CRLF becomes LF.
///
/// # Errors
///
/// What the bytes are, when they are not text.
pub(super) fn decode(bytes: &[u8], is_page: bool) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let warning = broken.then(|| replaced(encoding.name(), &text));
        return Ok((unix_lines(text.into_owned()), warning));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("it is {what}, not text"));
    }
    if bytes[..bytes.len().min(SNIFFED_BYTES)].contains(&0) {
        return Err(
            "it holds NUL bytes, which text does not; it is binary data or UTF-16 without a mark".to_owned()
        );
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((unix_lines(text.to_owned()), None));
    }
    let declared = if is_page { declared(bytes) } else { None };
    let (encoding, sure) = match declared {
        Some(encoding) => (encoding, true),
        None if is_damaged_utf8(bytes) => (UTF_8, false),
        None => (guess(bytes), false),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let warning = match (broken, sure) {
        (true, _) => Some(replaced(encoding.name(), &text)),
        (false, false) => Some(Warning {
            code: "charset",
            message: format!("not UTF-8; read as {}, which its bytes look like", encoding.name()),
        }),
        (false, true) => None,
    };
    Ok((unix_lines(text.into_owned()), warning))
}

fn unix_lines(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

fn replaced(encoding: &str, text: &str) -> Warning {
    let count = text.matches('\u{FFFD}').count();
    Warning {
        code: "invalid_bytes",
        message: format!(
            "read as {encoding}; {count} sequences of bytes that it does not know became U+FFFD"
        ),
    }
}

/// Whether there is more well-formed UTF-8 beyond ASCII than there is damage, so that it is UTF-8 with a flaw and not
/// another character set.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0_usize;
    let mut broken = 0_usize;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Short texts fit many character sets; British pages are the likely ones.
    detector.guess(Some(b"uk"), Utf8Detection::Deny)
}

/// The character set in `<meta charset=…>` or `<meta http-equiv … content="…; charset=…">`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    let name = b"charset=";
    let at = head.windows(name.len()).position(|window| window == name)? + name.len();
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|byte| b"\"' ".contains(byte))
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(byte))
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text() {
        let rows: &[(&[u8], bool, &str, Option<&str>)] = &[
            (b"plain", false, "plain", None),
            (b"\xEF\xBB\xBFmark\r\nline", false, "mark\nline", None),
            ("£5 – “café”".as_bytes(), false, "£5 – “café”", None),
            (b"\xFF\xFEa\0b\0", false, "ab", None),
            (
                b"the cost was \xA35m \x96 \x93too much\x94",
                false,
                "the cost was £5m – “too much”",
                Some("charset"),
            ),
            (b"caf\xC3\xA9 \xC2\xA35 \xFF!", false, "café £5 \u{FFFD}!", Some("invalid_bytes")),
            (b"<meta charset=\"windows-1252\"><p>\xA35", true, "<meta charset=\"windows-1252\"><p>£5", None),
            (b"", false, "", None),
        ];
        for (bytes, is_page, expected, code) in rows {
            let (text, warning) = decode(bytes, *is_page).expect("it is text");
            assert_eq!(text, *expected);
            assert_eq!(warning.map(|warning| warning.code), *code, "{expected}");
        }
    }

    #[test]
    fn what_is_not_text_is_named() {
        for (bytes, expected) in
            [(&b"%PDF-1.7"[..], "a PDF file"), (b"PK\x03\x04rest", "a ZIP archive"), (b"a\0b", "NUL bytes")]
        {
            let message = decode(bytes, false).expect_err("it is not text");
            assert!(message.contains(expected), "{message}");
        }
    }
}
