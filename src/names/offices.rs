//! Which body an office of government speaks for, and the words by which a body speaks of itself.

/// What an office is called to the left, the body to the right; longer names of offices stand first.
const OFFICES: &[(&str, &str)] = &[
    ("secretary of state for the home department", "Home Office"),
    ("home secretary", "Home Office"),
    (
        "secretary of state for foreign, commonwealth and development affairs",
        "Foreign, Commonwealth and Development Office",
    ),
    ("secretary of state for foreign and commonwealth affairs", "Foreign and Commonwealth Office"),
    ("secretary of state for justice", "Ministry of Justice"),
    ("secretary of state for defence", "Ministry of Defence"),
    ("secretary of state for health and social care", "Department of Health and Social Care"),
    ("secretary of state for health", "Department of Health"),
    (
        "secretary of state for housing, communities and local government",
        "Ministry of Housing, Communities and Local Government",
    ),
    ("secretary of state for scotland", "Scotland Office"),
    ("secretary of state for wales", "Wales Office"),
    ("secretary of state for northern ireland", "Northern Ireland Office"),
    ("chancellor of the exchequer", "HM Treasury"),
    ("chancellor of the duchy of lancaster", "Cabinet Office"),
    ("minister for the cabinet office", "Cabinet Office"),
    ("attorney general", "Attorney General’s Office"),
];

/// The body that the holder of an office speaks for: "Secretary of State for Transport" speaks for the "Department for
/// Transport", "Minister of State, Department for Transport" too. A body speaks for itself. `None` for a
/// person's name and for an office of no department.
#[must_use]
pub fn body_of(office: &str) -> Option<String> {
    const STATE: &str = "secretary of state for ";
    const BODIES: [&str; 5] = ["Department for ", "Department of ", "Ministry of ", " Office", "Treasury"];
    let office = office.trim();
    let office = office.strip_prefix("the ").or_else(|| office.strip_prefix("The ")).unwrap_or(office);
    let lower = office.to_lowercase();
    let known =
        OFFICES.iter().find(|(name, _)| lower.strip_prefix(name).is_some_and(|rest| rest.trim().is_empty()));
    if let Some((_, body)) = known {
        return Some((*body).to_owned());
    }
    if lower.starts_with(STATE) {
        // The prefix is ASCII, so that both strings agree on where it ends.
        return office.get(STATE.len()..).map(|charge| format!("Department for {charge}"));
    }
    // "Minister of State, Foreign, Commonwealth and Development Office"
    let holder = ["Minister", "Secretary", "Under-Secretary"].iter().any(|holder| office.contains(holder));
    let body = match office.split_once(", ") {
        Some((_, body)) if holder => body,
        _ if holder => return None,
        _ => office,
    };
    BODIES.iter().any(|part| body.contains(part)).then(|| body.to_owned())
}

/// Whether the words are those by which whoever speaks over a document speaks of itself.
#[must_use]
pub fn is_own_words(words: &str) -> bool {
    const OWN: &[&str] =
        &["we", "the department", "my department", "this department", "our department", "the ministry"];
    OWN.iter().any(|own| own.eq_ignore_ascii_case(words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_speak_for_bodies() {
        for (office, expected) in [
            ("Secretary of State for Transport", Some("Department for Transport")),
            (
                "the Secretary of State for Environment, Food and Rural Affairs",
                Some("Department for Environment, Food and Rural Affairs"),
            ),
            ("Secretary of State for Health", Some("Department of Health")),
            ("Secretary of State for the Home Department", Some("Home Office")),
            ("Chancellor of the Exchequer", Some("HM Treasury")),
            ("Minister of State, Department for Transport", Some("Department for Transport")),
            ("Ministry of Justice", Some("Ministry of Justice")),
            ("Prime Minister", None),
            ("Minister for Women and Equalities", None),
            ("Idris Fallow", None),
            ("", None),
        ] {
            assert_eq!(body_of(office).as_deref(), expected, "{office}");
        }
    }

    #[test]
    fn a_body_has_words_for_itself() {
        for (words, expected) in
            [("We", true), ("the Department", true), ("They", false), ("the Department for Transport", false)]
        {
            assert_eq!(is_own_words(words), expected, "{words}");
        }
    }
}
