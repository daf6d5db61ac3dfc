//! The marks that tie a note to what it is about: "1", "*", "b", written as `[1]`, "(1)", "¹", "*" or "note 1".

/// The mark that a note begins with and the length of it, white space after it included.
pub(super) fn leading_mark(note: &str) -> Option<(String, usize)> {
    let spaced = |mark: String, end: usize| {
        let rest = &note[end..];
        let rest = rest.trim_start_matches([':', '.', '=']).trim_start_matches([' ', '\t', '\u{a0}']);
        let rest = rest
            .strip_prefix("= ")
            .or_else(|| rest.strip_prefix("- "))
            .or_else(|| rest.strip_prefix("– "))
            .unwrap_or(rest);
        Some((mark, note.len() - rest.len()))
    };
    let signs = note.len() - note.trim_start_matches(['*', '†', '‡', '~', '#', '^']).len();
    if (1..=6).contains(&signs) {
        return spaced(note[..signs].to_owned(), signs);
    }
    let raised = note.len() - note.trim_start_matches(is_superscript).len();
    if raised > 0 {
        return spaced(lowered(&note[..raised]), raised);
    }
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((inside, _)) = note.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            return name(inside).and_then(|mark| spaced(mark, inside.len() + 2));
        }
    }
    let word = note.get(..5).filter(|word| word.eq_ignore_ascii_case("note ")).map_or(0, str::len);
    let label = note[word..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let mark = name(&note[word..word + label])?;
    let after = &note[word + label..];
    let letter = !mark.starts_with(|c: char| c.is_ascii_digit());
    let closed = after.starts_with([')', '.', ':'])
        || [" = ", " - ", " – ", ": "].iter().any(|sign| after.starts_with(sign));
    let bare = !letter && after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase);
    let end = word + label + usize::from(after.starts_with(')'));
    (closed && !(letter && after.starts_with('.')) || bare).then(|| spaced(mark, end)).flatten()
}

/// The marks at the end of a cell or heading, and a sign at its beginning.
pub(super) fn marks_of_cell(cell: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut rest = cell.trim_end();
    for _ in 0..4 {
        let before = without_last_mark(rest, &mut marks);
        if before.len() == rest.len() {
            break;
        }
        rest = before.trim_end();
    }
    let sign = rest.len() - rest.trim_start_matches(['*', '†', '‡', '^']).len();
    if sign > 0 {
        marks.push(rest[..sign].to_owned());
    }
    marks
}

fn without_last_mark<'a>(cell: &'a str, marks: &mut Vec<String>) -> &'a str {
    for (open, close) in [('[', ']'), ('(', ')')] {
        let Some((head, inside)) = cell.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) else {
            continue;
        };
        let names: Vec<String> = inside.split([',', ';', '&']).filter_map(name).collect();
        marks.extend(names);
        // Behind a remark in brackets, as in "Staff1 (full time)", a mark may stand too.
        return if inside.len() <= 40 { head } else { cell };
    }
    let head = cell.trim_end_matches(['*', '†', '‡', '^', '~', '#']);
    if head.len() < cell.len() {
        marks.push(cell[head.len()..].to_owned());
        return head;
    }
    let head = cell.trim_end_matches(is_superscript);
    if head.len() < cell.len() {
        marks.push(lowered(&cell[head.len()..]));
        return head;
    }
    let head = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let glued = (1..=2).contains(&(cell.len() - head.len()))
        && head.ends_with(|c: char| c.is_alphabetic() || c == ')');
    if glued {
        marks.push(cell[head.len()..].to_owned());
        return head;
    }
    match cell.rsplit_once(' ') {
        Some((head, letter @ ("r" | "p" | "e" | "u")))
            if head.ends_with(|c: char| c.is_ascii_digit() || c == '%') =>
        {
            marks.push(letter.to_owned());
            head
        }
        _ => cell,
    }
}

/// The marks in running text with where each ends: signs behind a word, brackets and raised digits.
pub(super) fn marks_in_prose(text: &str) -> Vec<(String, usize)> {
    let mut marks = Vec::new();
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let behind = !before.is_whitespace() && !matches!(before, '(' | '[' | '*' | '“' | '‘');
        if matches!(character, '*' | '†' | '‡') && behind {
            let run = text[at..].len() - text[at..].trim_start_matches(character).len();
            let end = at + run;
            if !text[end..].starts_with(char::is_alphanumeric) {
                marks.push((text[at..end].to_owned(), end));
            }
        } else if is_superscript(character) && behind && !is_superscript(before) {
            let end = text.len() - text[at..].trim_start_matches(is_superscript).len();
            marks.push((lowered(&text[at..end]), end));
        } else if matches!(character, '[' | '(') {
            let close = if character == '[' { ']' } else { ')' };
            let window = &text[at + 1..text.floor_char_boundary(at + 10)];
            if let Some((inside, _)) = window.split_once(close) {
                let end = at + inside.len() + 2;
                marks.extend(inside.split(',').filter_map(name).map(|mark| (mark, end)));
            }
        }
        before = character;
    }
    marks
}

/// "1", "12", "b", "note 1" → the mark.
fn name(inside: &str) -> Option<String> {
    let lower = inside.trim().to_ascii_lowercase();
    let mark =
        ["footnote ", "notes ", "note "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let digits = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    let letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_alphabetic());
    let signs = (1..=4).contains(&mark.len()) && mark.bytes().all(|byte| byte == b'*');
    (digits || letter || signs).then(|| mark.to_owned())
}

fn is_superscript(character: char) -> bool {
    matches!(character, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn lowered(raised: &str) -> String {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    raised
        .chars()
        .filter_map(|raised| DIGITS.chars().position(|digit| digit == raised))
        .filter_map(|value| char::from_digit(u32::try_from(value).ok()?, 10))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn notes_begin_with_their_marks() {
        for (note, expected) in [
            ("1. Rounded.", "1|Rounded."),
            ("(1) Rounded.", "1|Rounded."),
            ("[2] Rounded.", "2|Rounded."),
            ("3 Rounded.", "3|Rounded."),
            ("* Rounded.", "*|Rounded."),
            ("**Rounded.", "**|Rounded."),
            ("¹² Rounded.", "12|Rounded."),
            ("(a) Rounded.", "a|Rounded."),
            ("[c] means confidential", "c|means confidential"),
            ("r = revised", "r|revised"),
            ("Note 1: Rounded.", "1|Rounded."),
            ("12 officers left.", ""),
            ("2019 saw a rise.", ""),
            ("A. Smith said so.", ""),
            ("Rounded.", ""),
            ("(see below) Rounded.", ""),
        ] {
            let found =
                leading_mark(note).map(|(mark, end)| format!("{mark}|{}", &note[end..])).unwrap_or_default();
            assert_eq!(found, expected, "{note:?}");
        }
    }

    #[test]
    fn cells_end_with_their_marks() {
        for (cell, expected) in [
            ("2024(1)", "1"),
            ("2024 (1, 2)", "1 2"),
            ("Staff [note 3]", "3"),
            ("Staff¹", "1"),
            ("Staff7", "7"),
            ("Staff1 (full time)", "1"),
            ("Spend (£m)2 (d)", "d 2"),
            ("45*", "*"),
            ("*January", "*"),
            ("45 r", "r"),
            ("12%", ""),
            ("1,313", ""),
            ("2024", ""),
            ("Phase 2", ""),
            ("", ""),
        ] {
            assert_eq!(marks_of_cell(cell).join(" "), expected, "{cell:?}");
        }
    }

    #[test]
    fn prose_carries_marks() {
        for (text, expected) in [
            ("It rose to 45* in May.", "*"),
            ("It rose.[1] Then it fell [2].", "1 2"),
            ("It rose¹ again.", "1"),
            ("They f**k about.", ""),
            ("It rose (see below) * again.", ""),
            ("It rose** (and fell).", "**"),
        ] {
            let marks: Vec<String> = marks_in_prose(text).into_iter().map(|(mark, _)| mark).collect();
            assert_eq!(marks.join(" "), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "(?s)[*\\[(¹ 1a)\\]e😀]{0,12}.{0,40}[*\\[(¹ 1a)\\]e😀]{0,12}") {
            if let Some((_, end)) = leading_mark(&text) {
                prop_assert!(text.is_char_boundary(end));
            }
            marks_of_cell(&text);
            for (_, end) in marks_in_prose(&text) {
                prop_assert!(text.is_char_boundary(end), "{text:?} {end}");
            }
        }
    }
}
