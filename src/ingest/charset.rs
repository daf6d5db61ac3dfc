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
    (b"PK\x03\x04", "a ZIP archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ", "xz data"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"\x7FELF", "a program"),
    (b"\xD0\xCF\x11\xE0", "an old or encrypted Office file"),
];

/// Decoded text and what the user should know of the decoding.
pub(super) type Decoded = (String, Option<Warning>);

/// Decodes `bytes`: by their byte order mark, as UTF-8, by the character set that was declared, or as what they look
/// like. CRLF becomes LF.
///
/// # Errors
///
/// What the bytes are, when they are not text.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let warning = broken.then(|| replaced(encoding.name(), &text));
        return Ok((unix_lines(text.into_owned()), warning));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("it is {what}, not text"));
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Err("it is a tar archive; unpack it first".to_owned());
    }
    if bytes[..bytes.len().min(SNIFFED_BYTES)].contains(&0) {
        return Err(
            "it holds NUL bytes, which text does not; it is binary data or UTF-16 without a mark".to_owned()
        );
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((unix_lines(text.to_owned()), None));
    }
    let (encoding, sure) = match declared {
        Some(encoding) => (encoding, true),
        None if is_damaged_utf8(bytes) => (UTF_8, false),
        None => (guess(bytes), false),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let warning = match (broken, sure) {
        (true, _) => Some(replaced(encoding.name(), &text)),
        (false, false) => Some(Warning {
            code: "charset".into(),
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
        code: "invalid_bytes".into(),
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

/// The character set that `label` names.
pub(super) fn declared_outside(label: Option<&str>) -> Option<&'static Encoding> {
    label.and_then(|label| Encoding::for_label(label.as_bytes()))
}

/// The character set that `outside` names, as a server's answer does, else the one that the page does.
pub(super) fn declared_in_page(bytes: &[u8], outside: Option<&str>) -> Option<&'static Encoding> {
    declared_outside(outside).or_else(|| declared(bytes))
}

/// The character set in `<?xml … encoding="…"?>`.
pub(super) fn declared_in_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].trim_ascii_start();
    let end = head.windows(2).position(|window| window == b"?>")?;
    let declaration = head.get(..end).filter(|head| head.starts_with(b"<?xml"))?;
    let name = b"encoding";
    let at = declaration.windows(name.len()).position(|window| window == name)? + name.len();
    let label: Vec<u8> =
        declaration[at..].iter().copied().filter(|byte| !b"=\"' \t\r\n".contains(byte)).collect();
    Encoding::for_label(&label)
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
            let declared = if *is_page { declared_in_page(bytes, None) } else { None };
            let (text, warning) = decode(bytes, declared).expect("it is text");
            assert_eq!(text, *expected);
            assert_eq!(warning.as_ref().map(|warning| &*warning.code), *code, "{expected}");
        }
    }

    #[test]
    fn what_is_not_text_is_named() {
        for (bytes, expected) in
            [(&b"%PDF-1.7"[..], "a PDF file"), (b"PK\x03\x04rest", "a ZIP archive"), (b"a\0b", "NUL bytes")]
        {
            let message = decode(bytes, None).expect_err("it is not text");
            assert!(message.contains(expected), "{message}");
        }
    }
}
