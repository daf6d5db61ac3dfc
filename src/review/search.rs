//! What somebody typed into the search box, as filters and as an expression of FTS5.

/// A request in words, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Facet and value of every word that names one.
    pub filters: Vec<(&'static str, &'static str)>,
    /// What is left to look for in texts.
    pub words: String,
}

/// Words that name a value of a facet.
const NAMES: [(&str, &str, &str); 34] = [
    ("unsourced", "verdict", "unsourced"),
    ("vague", "verdict", "vague"),
    ("attributed", "verdict", "attributed"),
    ("sourced", "verdict", "sourced"),
    ("percentage", "unit", "%"),
    ("percentages", "unit", "%"),
    ("percent", "unit", "%"),
    ("amounts", "figure_kind", "money"),
    ("money", "figure_kind", "money"),
    ("counts", "figure_kind", "count"),
    ("rates", "figure_kind", "rate"),
    ("ratios", "figure_kind", "ratio"),
    ("changes", "figure_kind", "change"),
    ("increases", "figure_kind", "change"),
    ("ranks", "figure_kind", "rank"),
    ("figure", "type", "figure"),
    ("figures", "type", "figure"),
    ("statistic", "type", "figure"),
    ("statistics", "type", "figure"),
    ("numbers", "type", "figure"),
    ("case", "type", "case"),
    ("cases", "type", "case"),
    ("policy", "type", "policy"),
    ("policies", "type", "policy"),
    ("promises", "type", "policy"),
    ("assertion", "type", "assertion"),
    ("assertions", "type", "assertion"),
    ("allegations", "flag", "allegation"),
    ("superlatives", "flag", "superlative"),
    ("hedged", "flag", "hedged"),
    ("conflicts", "flag", "conflict"),
    ("news", "genre", "news"),
    ("tabloid", "genre", "tabloid"),
    ("opinion", "genre", "opinion"),
];

/// Reads "unsourced percentages about asylum" as two filters and a word. Only words before "about" (or "on") are read so,
/// and only when all of them are names or say nothing; anything else is looked for as it stands.
#[must_use]
pub fn read(typed: &str) -> Request {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let cut = words.iter().position(|word| matches!(word.to_lowercase().as_str(), "about" | "on"));
    let literal = || Request { words: typed.trim().to_owned(), ..Request::default() };
    let (before, after) = match cut {
        Some(cut) => (&words[..cut], &words[cut + 1..]),
        None => (&words[..], &words[..0]),
    };
    let mut filters = Vec::new();
    for word in before {
        let word = word.to_lowercase();
        match NAMES.iter().find(|(name, ..)| *name == word) {
            Some((_, facet, value)) => filters.push((*facet, *value)),
            None if matches!(word.as_str(), "claims" | "claim" | "all" | "the" | "and" | "with") => {}
            None => return literal(),
        }
    }
    // One such word alone is more likely looked for than meant as a filter; so is what names nothing.
    if filters.is_empty() || (filters.len() == 1 && cut.is_none()) {
        return literal();
    }
    Request { filters, words: after.join(" ") }
}

/// The words as an expression that FTS5 takes without fail: quoted phrases stay together, `-word` is left out,
/// `word*` is a beginning; all others must be there. Empty when there is nothing to look for.
#[must_use]
pub fn expression(words: &str) -> String {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for (term, is_phrase) in terms(words) {
        let (term, list) = match term.strip_prefix('-') {
            Some(rest) if !is_phrase => (rest, &mut unwanted),
            _ => (term.as_str(), &mut wanted),
        };
        if !term.chars().any(char::is_alphanumeric) {
            continue;
        }
        let beginning = if !is_phrase && term.ends_with('*') { " *" } else { "" };
        let quoted = term.replace(['"', '\0'], " ");
        list.push(format!("\"{}\"{beginning}", quoted.trim_end_matches('*')));
    }
    if wanted.is_empty() {
        return String::new();
    }
    let mut expression = wanted.join(" AND ");
    for term in unwanted {
        expression = format!("({expression}) NOT {term}");
    }
    expression
}

/// Words and quoted phrases.
fn terms(words: &str) -> Vec<(String, bool)> {
    let mut terms = Vec::new();
    for (number, part) in words.split(['"', '“', '”']).enumerate() {
        if number % 2 == 1 {
            terms.push((part.to_owned(), true));
        } else {
            terms.extend(part.split_whitespace().map(|word| (word.to_owned(), false)));
        }
        if terms.len() > 32 {
            break;
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_filters_are_read_so() {
        type Row = (&'static str, &'static [(&'static str, &'static str)], &'static str);
        let rows: [Row; 8] = [
            ("unsourced percentages about asylum", &[("verdict", "unsourced"), ("unit", "%")], "asylum"),
            ("Vague claims about knife crime", &[("verdict", "vague")], "knife crime"),
            ("unsourced statistics", &[("verdict", "unsourced"), ("type", "figure")], ""),
            ("policies on housing", &[("type", "policy")], "housing"),
            ("cases", &[], "cases"),
            ("what he said about asylum", &[], "what he said about asylum"),
            ("prison officers", &[], "prison officers"),
            ("", &[], ""),
        ];
        for (typed, filters, words) in rows {
            assert_eq!(
                read(typed),
                Request { filters: filters.to_vec(), words: words.to_owned() },
                "{typed}"
            );
        }
    }

    #[test]
    fn nothing_that_is_typed_is_an_operator() {
        let rows = [
            ("prison officers", r#""prison" AND "officers""#),
            (r#""knife crime" london"#, r#""knife crime" AND "london""#),
            ("asylum -hotel", r#"("asylum") NOT "hotel""#),
            ("migr*", r#""migr" *"#),
            ("-only", ""),
            ("NEAR( a OR b ^", r#""NEAR(" AND "a" AND "OR" AND "b""#),
            (r#"text:"a" } ' ; DROP"#, r#""text:" AND "a" AND "DROP""#),
            ("**** - \" \"", ""),
        ];
        for (typed, expected) in rows {
            assert_eq!(expression(typed), expected, "{typed}");
        }
    }
}
