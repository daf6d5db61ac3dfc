//! How a superscript reads on a line of plain text: a power, an ordinal's ending, or a footnote mark.

/// Units that are squared and cubed.
const UNITS: [&str; 16] = [
    "m", "km", "cm", "mm", "ft", "in", "yd", "mi", "mile", "miles", "metre", "metres", "kilometre",
    "kilometres", "s", "nm",
];

/// What to write for the superscript `content` that follows `before`: "km²", "5th", "10^6", "staff \[1\]".
///
/// `before` is the text of the block so far; white space around `content` is the caller's.
pub(super) fn superscript(before: &str, content: &str) -> String {
    let spaced = before.is_empty() || before.ends_with(char::is_whitespace);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if is_ordinal_ending(content) && word.ends_with(|c: char| c.is_ascii_digit()) {
        return content.to_owned();
    }
    if let Some(power) = power(word, content) {
        return power.to_owned();
    }
    if word == "10"
        && is_scientific(before)
        && content.trim_start_matches(['-', '−']).bytes().all(|b| b.is_ascii_digit())
    {
        return format!("^{content}");
    }
    if let Some(mark) = footnote_mark(content) {
        let space = if spaced { "" } else { " " };
        return format!("{space}[{mark}]");
    }
    let joins =
        !spaced && before.ends_with(char::is_alphanumeric) && content.starts_with(char::is_alphanumeric);
    if joins && content.contains(char::is_whitespace) {
        return format!(" {content}");
    }
    content.to_owned()
}

fn is_ordinal_ending(content: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| content.eq_ignore_ascii_case(ending))
}

fn power(word: &str, content: &str) -> Option<&'static str> {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if !UNITS.contains(&unit) {
        return None;
    }
    match content {
        "2" => Some("²"),
        "3" => Some("³"),
        _ => None,
    }
}

fn is_scientific(before: &str) -> bool {
    before.trim_end_matches("10").trim_end().ends_with(['x', '×', '*'])
}

/// The mark without its brackets: digits, one letter, or several of them between commas.
fn footnote_mark(content: &str) -> Option<&str> {
    let mark = content.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let part_is_mark = |part: &str| {
        let part = part.trim();
        let digits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits || part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    (content.len() <= 12 && mark.split(',').all(part_is_mark)).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn superscripts_read_as_meant() {
        let failures: Vec<_> = [
            ("on the 5", "th", "th"),
            ("the 21", "ST", "ST"),
            ("an area of 12 km", "2", "²"),
            ("30m", "3", "³"),
            ("the staff", "1", " [1]"),
            ("a figure of 1,204", "2", " [2]"),
            ("1.5 x 10", "6", "^6"),
            ("of all 10", "6", " [6]"),
            ("staff", "[1]", " [1]"),
            ("staff", "(a)", " [a]"),
            ("staff", "1,2", " [1,2]"),
            ("", "1", "[1]"),
            ("staff ", "3", "[3]"),
            ("Brand", "™", "™"),
            ("number", "*", "*"),
            ("total", "see the notes", " see the notes"),
        ]
        .into_iter()
        .filter(|(before, content, expected)| superscript(before, content) != *expected)
        .map(|(before, content, expected)| {
            format!("{before:?} {content:?}: {:?}, not {expected:?}", superscript(before, content))
        })
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }
}
