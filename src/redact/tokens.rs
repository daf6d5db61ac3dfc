//! The words of a string, as names are compared by.

use std::ops::Range;

/// A word without a possessive ending: letters, digits and the apostrophes inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub(super) bytes: Range<usize>,
    /// Where it stands, in code points.
    pub(super) points: Range<usize>,
    /// In lower case, with one sort of apostrophe.
    pub(super) folded: String,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
    /// Whether "’s" follows.
    pub(super) possessive: bool,
}

/// A word as names are compared by.
pub(super) fn fold(word: &str) -> String {
    word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Letters, digits, and the marks that a decomposed letter carries.
pub(super) fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&character)
}

/// The words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut characters = text.char_indices().enumerate().peekable();
    while let Some((point, (byte, character))) = characters.next() {
        let next = characters.peek().is_some_and(|(_, (_, next))| is_letter(*next));
        let inside = open.is_some() && next && matches!(character, '\'' | '’');
        if is_letter(character) || inside {
            open.get_or_insert((byte, point));
        } else if let Some((byte_start, point_start)) = open.take() {
            words.push(word(text, byte_start..byte, point_start));
        }
    }
    if let Some((byte_start, point_start)) = open {
        words.push(word(text, byte_start..text.len(), point_start));
    }
    words
}

fn word(text: &str, bytes: Range<usize>, first_point: usize) -> Word {
    let whole = &text[bytes.clone()];
    let bare = ["’s", "'s", "’S", "'S"].iter().find_map(|ending| whole.strip_suffix(ending)).unwrap_or(whole);
    Word {
        points: first_point..first_point + bare.chars().count(),
        folded: fold(bare),
        capital: bare.starts_with(char::is_uppercase),
        possessive: bare.len() < whole.len(),
        bytes: bytes.start..bytes.start + bare.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_without_their_possessive() {
        let rows: [(&str, &[&str]); 6] = [
            ("Colin Harte’s van", &["colin", "harte", "van"]),
            ("HARTE'S", &["harte"]),
            ("the officers’ pay", &["the", "officers", "pay"]),
            ("O’Brien-Smith, 33", &["o'brien", "smith", "33"]),
            ("Jose\u{301} Núñez", &["jose\u{301}", "núñez"]),
            ("‘’s", &["s"]),
        ];
        for (text, expected) in rows {
            let found = words(text);
            assert_eq!(found.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>(), expected, "{text}");
            for word in found {
                let by_points: String =
                    text.chars().skip(word.points.start).take(word.points.len()).collect();
                assert_eq!(by_points, text[word.bytes], "{text}");
            }
        }
    }
}
