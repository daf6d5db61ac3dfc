//! `&pound;`, `&#163;` and `&#xA3;` as characters.

use std::borrow::Cow;

use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name is 32 bytes with its semicolon; looking no further keeps decoding linear.
const LONGEST_NAME: usize = 32;

/// `source` with its character references decoded.
///
/// A name without its semicolon counts only when no letter, digit or `=` follows. HTML asks for that in attributes;
/// here it holds for text too, because unescaped addresses (`?a=1&reserved=0`) are commoner there than `&ampfoo`.
pub(super) fn decode(source: &str) -> Cow<'_, str> {
    let Some(mut at) = source.find('&') else {
        return Cow::Borrowed(source);
    };
    let mut decoded = String::with_capacity(source.len());
    let mut rest = source;
    loop {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = read_reference(rest, &mut decoded);
        rest = &rest[length..];
        match rest.find('&') {
            Some(next) => at = next,
            None => break,
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Decodes the reference that `source`, which begins with `&`, begins with; returns how many bytes were read.
fn read_reference(source: &str, into: &mut String) -> usize {
    let decoded = if source.as_bytes().get(1) == Some(&b'#') {
        numeric(source).map(|(character, length)| {
            into.push(character);
            length
        })
    } else {
        named(source).map(|(first, second, length)| {
            into.push(first);
            into.extend(second);
            length
        })
    };
    decoded.unwrap_or_else(|| {
        into.push('&');
        1
    })
}

fn numeric(source: &str) -> Option<(char, usize)> {
    let bytes = source.as_bytes();
    let (radix, start) = match bytes.get(2) {
        Some(b'x' | b'X') => (16, 3),
        _ => (10, 2),
    };
    let digits = bytes[start..].iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = start + digits;
    let value = u32::from_str_radix(&source[start..end], radix).unwrap_or(u32::MAX);
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    Some((character(value), length))
}

/// The character of a code point, where old pages mean Windows-1252 by 0x80–0x9F.
fn character(value: u32) -> char {
    if let Some(offset) = value.checked_sub(0x80)
        && let Some(Some(replacement)) = C1_REPLACEMENTS.get(offset as usize)
    {
        return *replacement;
    }
    match char::from_u32(value) {
        None | Some('\0') => char::REPLACEMENT_CHARACTER,
        Some(character) => character,
    }
}

fn named(source: &str) -> Option<(char, Option<char>, usize)> {
    let bytes = source.as_bytes();
    let letters =
        bytes[1..].iter().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let mut end = 1 + letters;
    match bytes.get(end) {
        Some(b';') => end += 1,
        Some(b'=') => return None,
        _ => {}
    }
    let (first, second) = NAMED_ENTITIES.get(&source[1..end]).copied()?;
    let first = char::from_u32(first).filter(|character| *character != '\0')?;
    let second = char::from_u32(second).filter(|character| *character != '\0');
    Some((first, second, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_become_characters() {
        let failures: Vec<_> = [
            ("no references", "no references"),
            ("&pound;5&nbsp;million", "£5\u{a0}million"),
            ("&#163;5 &#xA3;5 &#Xa3 5", "£5 £5 £ 5"),
            ("&#146;tis &#128;3", "’tis €3"),
            ("R&D, AT&T & co", "R&D, AT&T & co"),
            ("&amp;pound;", "&pound;"),
            ("fish &amp chips", "fish & chips"),
            ("?data=1&reserved=0&copy=2", "?data=1&reserved=0&copy=2"),
            ("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&unheard-of; &; &#; &#x;", "&unheard-of; &; &#; &#x;"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
        ]
        .into_iter()
        .filter(|(source, expected)| decode(source) != *expected)
        .map(|(source, expected)| format!("{source:?}: {:?}, not {expected:?}", decode(source)))
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }

    proptest! {
        #[test]
        fn text_without_ampersands_stays(text in "[^&]{0,80}") {
            prop_assert_eq!(decode(&text), text.as_str());
        }

        #[test]
        fn escaping_is_undone(text in "(?s).{0,80}") {
            let escaped = text.replace('&', "&amp;");
            prop_assert_eq!(decode(&escaped), text.as_str());
        }
    }
}
