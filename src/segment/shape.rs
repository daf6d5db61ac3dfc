//! What a stretch of text looks like: a list item, a name, a full sentence. Judged by its characters alone.

/// Whether the character is a bullet.
pub(super) fn is_bullet(character: char) -> bool {
    matches!(character, '•' | '●' | '▪' | '‣' | '◦' | '■' | '►' | '\u{f0b7}')
}

/// The length of the mark that makes a line a list item ("-", "•", "1.", "(a)", "iv)"), white space after it included.
pub(super) fn list_marker(line: &str) -> Option<usize> {
    let mark = bullet_length(line).or_else(|| number_length(line))?;
    let rest = &line[mark..];
    let space = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    (space > 0 && space < rest.len()).then_some(mark + space)
}

fn bullet_length(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    (is_bullet(first) || matches!(first, '-' | '*' | '–' | '·')).then(|| first.len_utf8())
}

/// The length of "1.", "12)", "(3)", "a)", "(b)" or "(iv)".
fn number_length(line: &str) -> Option<usize> {
    let inner = line.strip_prefix('(').or_else(|| line.strip_prefix('['));
    let body = inner.unwrap_or(line);
    let end = body.bytes().take(5).position(|byte| !byte.is_ascii_alphanumeric())?;
    let label = &body.as_bytes()[..end];
    let digits = (1..=2).contains(&end) && label.iter().all(u8::is_ascii_digit);
    let letter = end == 1 && label[0].is_ascii_lowercase();
    let roman = (1..=4).contains(&end) && label.iter().all(|byte| b"ivx".contains(byte));
    let close = body.as_bytes()[end];
    let closed = match inner {
        Some(_) => matches!(close, b')' | b']'),
        None => close == b')' || (close == b'.' && (digits || roman)),
    };
    ((digits || letter || roman) && closed).then_some(end + 1 + usize::from(inner.is_some()))
}

/// The length of the mark that numbers a note: a list number, "*", "¹", `[1]` or "1 " before a capital.
pub(super) fn note_marker(line: &str) -> Option<usize> {
    if let Some(length) = number_length(line) {
        let rest = &line[length..];
        return Some(length + rest.len() - rest.trim_start().len());
    }
    let mark = line.len()
        - line.trim_start_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '~']).len();
    if (1..=6).contains(&mark) {
        return Some(mark + line[mark..].len() - line[mark..].trim_start().len());
    }
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let bare = (1..=2).contains(&digits)
        && line[digits..].starts_with(' ')
        && line[digits..].trim_start().starts_with(char::is_uppercase);
    bare.then_some(digits + 1)
}

/// Whether the text ends as a sentence does, closing marks aside.
pub(super) fn ends_with_stop(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…'])
}

/// Whether the text ends with a full stop, closing marks aside: headlines may ask or cry out, but not this.
pub(super) fn ends_with_full_stop(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']).ends_with(['.', '…'])
}

/// Running text: long enough to be no headline or caption, and ending as a sentence does.
pub(super) fn is_prose(text: &str) -> bool {
    text.len() >= 250 || (text.len() >= 90 && ends_with_stop(text))
}

/// Whether every word that counts begins with a capital, as in many headlines.
pub(super) fn is_title_case(text: &str) -> bool {
    let mut long_words = text.split_whitespace().filter(|word| word.chars().count() > 3).peekable();
    long_words.peek().is_some()
        && long_words.all(|word| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
        })
}

/// Whether the text could be a person's name or a team's: two to five words, capitals, no digits.
pub(super) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=5).contains(&words) && text.len() <= 60 && text.split_whitespace().all(is_name_word)
}

fn is_name_word(word: &str) -> bool {
    const PARTICLES: &[&str] =
        &["al", "bin", "da", "de", "del", "den", "der", "di", "du", "la", "le", "of", "van", "von", "y"];
    let body = word.trim_end_matches('.');
    PARTICLES.contains(&word)
        || (body.starts_with(char::is_uppercase)
            && body.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks_are_told_from_text() {
        for (line, expected) in [
            ("- one", Some(2)),
            ("• one", Some(4)),
            ("1. one", Some(3)),
            ("12) one", Some(4)),
            ("(iv) one", Some(5)),
            ("(a)\tone", Some(4)),
            ("b) one", Some(3)),
            ("2021. one", None),
            ("1.5 per cent", None),
            ("-5 degrees", None),
            ("A. Smith", None),
            ("(see below) one", None),
            ("1.", None),
            ("", None),
        ] {
            assert_eq!(list_marker(line), expected, "{line:?}");
        }
    }

    #[test]
    fn notes_are_numbered_in_many_ways() {
        for (line, expected) in [
            ("1. Figures", Some(3)),
            ("(1) Figures", Some(4)),
            ("(1)Figures", Some(3)),
            ("[2] Figures", Some(4)),
            ("* Figures", Some(2)),
            ("¹ Figures", Some(3)),
            ("1 Figures", Some(2)),
            ("12 officers", None),
            ("Figures", None),
        ] {
            assert_eq!(note_marker(line), expected, "{line:?}");
        }
    }

    #[test]
    fn names_and_titles_are_told_from_sentences() {
        for (text, name, title) in [
            ("Jane Doe", true, true),
            ("Jean-Luc de la Tour", true, true),
            ("Jane said so", false, false),
            ("Why Nobody Tells You This", true, true),
            ("Jane Doe 3", false, true),
            ("Jane", false, true),
        ] {
            assert_eq!(is_name(text), name, "{text}");
            assert_eq!(is_title_case(text), title, "{text}");
        }
    }
}
