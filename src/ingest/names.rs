//! Bylines → names of people.

/// Words in front of a byline.
const LEAD_INS: [&str; 9] = [
    "by", "written by", "words by", "posted by", "published by", "reported by", "report by", "from",
    "author:",
];

/// Words in front of somebody who is not the author.
const OTHERS: [&str; 6] =
    ["reviewed by", "edited by", "updated by", "checked by", "fact checked by", "photographs by"];

/// Words that tell an office from a name.
const ROLES: [&str; 14] = [
    "editor", "correspondent", "reporter", "writer", "journalist", "columnist", "chief", "desk", "staff",
    "producer", "reviewer", "admin", "editor-at-large", "anonymous",
];

/// Lower-case words inside names.
const PARTICLES: [&str; 14] =
    ["de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "al", "bin", "ap", "of"];

/// The people that a byline names, in order: "By Jane Doe and John Roe, health correspondent" → Jane Doe, John Roe.
///
/// A byline that names an organisation gives that.
pub(super) fn people(byline: &str) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for (index, part) in without_lead_in(byline.trim()).split([',', ';', '|', '·', '\n']).enumerate() {
        let part = without_lead_in(part.trim());
        if part.is_empty()
            || part.contains(['@', '/'])
            || index > 0 && !is_full_name(at_and(part)[0])
            || is_role(part)
        {
            continue;
        }
        for name in at_and(part) {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if !people.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                people.push(name);
            }
        }
    }
    people
}

fn without_lead_in(byline: &str) -> &str {
    LEAD_INS
        .iter()
        .filter_map(|lead_in| {
            let rest = byline.get(lead_in.len()..)?;
            let begins = byline[..lead_in.len()].eq_ignore_ascii_case(lead_in)
                && rest.starts_with([' ', ':', '\u{a0}']);
            begins.then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
        })
        .min_by_key(|rest| rest.len())
        .unwrap_or(byline)
}

/// Cuts "Jane Doe and John Roe" in two, but not "Department for Work and Pensions".
fn at_and(part: &str) -> Vec<&str> {
    let names: Vec<&str> = part.split(" and ").flat_map(|part| part.split(" & ")).map(str::trim).collect();
    let all_names = names.iter().all(|name| is_full_name(name));
    if all_names { names } else { vec![part] }
}

/// Whether `name` looks like that of a person: not like an outlet's, which begins with "The" or has a word for one.
pub(super) fn is_person(name: &str) -> bool {
    const OUTLETS: [&str; 10] =
        ["the", "news", "newsletter", "daily", "weekly", "times", "post", "press", "team", "briefing"];
    is_full_name(name) && !name.split_whitespace().any(|word| OUTLETS.contains(&word.to_lowercase().as_str()))
}

/// Two to five words, all but the particles with a capital.
fn is_full_name(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let capital = |word: &str| PARTICLES.contains(&word) || word.starts_with(char::is_uppercase);
    (2..=5).contains(&words.clone().count()) && words.all(capital)
}

fn is_role(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.split_whitespace().any(|word| ROLES.contains(&word))
        || OTHERS.iter().any(|other| lower.starts_with(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        let failures: Vec<_> = [
            ("By Jane Doe", "Jane Doe"),
            ("Jane Doe and John van Roe", "Jane Doe|John van Roe"),
            ("Written by Jane Doe, Health Correspondent", "Jane Doe"),
            ("Jane Doe, John Roe & Ann O’Neil", "Jane Doe|John Roe|Ann O’Neil"),
            ("Department for Work and Pensions", "Department for Work and Pensions"),
            ("Jane Doe, in Leeds", "Jane Doe"),
            ("jane doe", "jane doe"),
            ("https://social.example/jane", ""),
            ("Jane  Doe\u{a0}; JANE DOE", "Jane Doe"),
            ("The Example Team · Reviewed by Ann Roe", "The Example Team"),
            ("admin", ""),
            ("Bye Lane", "Bye Lane"),
            ("by", "by"),
            ("", ""),
        ]
        .into_iter()
        .filter(|(byline, expected)| people(byline).join("|") != *expected)
        .map(|(byline, expected)| format!("{byline:?}: {:?}, not {expected:?}", people(byline)))
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }
}
