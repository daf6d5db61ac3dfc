//! Bylines → names of people.

/// Words in front of a byline.
const LEAD_INS: [&str; 9] = ["by", "written by", "words by", "posted by", "published by", "reported by", "report by", "from", "author:"];

/// Words that tell an office from a name.
const ROLES: [&str; 13] = [
    "editor", "correspondent", "reporter", "writer", "journalist", "columnist", "chief", "desk", "staff", "producer", "reviewer", "admin",
    "editor-at-large",
];

/// Lower-case words inside names.
const PARTICLES: [&str; 14] = ["de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "al", "bin", "ap", "of"];

/// The people that a byline names, in order: "By Jane Doe and John Roe, health correspondent" → Jane Doe, John Roe.
///
/// A byline that names an organisation gives that.
pub(super) fn people(byline: &str) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for (index, part) in without_lead_in(byline.trim()).split([',', ';', '|', '·', '\n']).enumerate() {
        let part = without_lead_in(part.trim());
        if part.is_empty() || part.contains(['@', '/']) || index > 0 && !is_name(part) || is_role(part) {
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
            let begins = byline[..lead_in.len()].eq_ignore_ascii_case(lead_in) && rest.starts_with([' ', ':', '\u{a0}']);
            begins.then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
        })
        .min_by_key(|rest| rest.len())
        .unwrap_or(byline)
}

/// Cuts "Jane Doe and John Roe" in two, but not "Department for Work and Pensions".
fn at_and(part: &str) -> Vec<&str> {
    let names: Vec<&str> = part.split(" and ").flat_map(|part| part.split(" & ")).map(str::trim).collect();
    let all_names = names.iter().all(|name| is_name(name) && (2..=5).contains(&name.split_whitespace().count()));
    if all_names { names } else { vec![part] }
}

fn is_name(part: &str) -> bool {
    part.split_whitespace().all(|word| PARTICLES.contains(&word) || word.starts_with(char::is_uppercase))
}

fn is_role(part: &str) -> bool {
    part.split_whitespace().any(|word| ROLES.contains(&word.to_lowercase().as_str()))
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
