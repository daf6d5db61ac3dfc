//! Labels of the wire as people read them.

/// `no_source` as "no source".
#[must_use]
pub fn words(label: &str) -> String {
    label.replace('_', " ")
}

/// A label of the wire as people read it.
#[must_use]
pub fn label(label: &impl serde::Serialize) -> String {
    words(&crate::record::name_of(label))
}

/// The sign of a verdict, as in `sayso explain`: it tells verdicts apart without colour.
#[must_use]
pub fn sign(verdict: &str) -> &'static str {
    match verdict {
        "sourced" => "✓",
        "attributed" => "@",
        "vague" => "~",
        _ => "!",
    }
}

/// `10281` as "10,281".
#[must_use]
pub fn thousands(number: &u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A value as it would be typed: without a tail of zeros.
#[must_use]
pub fn number(value: &f64) -> String {
    format!("{value}")
}

/// A score with two decimals.
#[must_use]
pub fn score(value: &f64) -> String {
    format!("{value:.2}")
}

/// An address that a link may lead to: that of a web page. Anything else (`javascript:`, `data:`) is only shown.
#[must_use]
pub fn web_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    (is_web && !address.chars().any(|one| one.is_control() || one.is_whitespace())).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_linked() {
        let rows = [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            (" https://example.org ", true),
            ("javascript:alert(1)", false),
            ("JaVaScRiPt:alert(1)//https://", false),
            ("data:text/html,<script>", false),
            ("//example.org", false),
            ("https://exa\nmple.org", false),
        ];
        for (address, linked) in rows {
            assert_eq!(web_address(address).is_some(), linked, "{address}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        let rows = [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")];
        for (number, expected) in rows {
            assert_eq!(thousands(&number), expected);
        }
    }
}
