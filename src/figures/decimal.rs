//! Arithmetic on numbers as they are written, so that 1.1 million is 1100000 and nothing beside it.

/// The value of digits with separators. Beyond the reach of `f64` it is infinite.
pub(super) fn value_of(written: &str, decimals: usize) -> f64 {
    if written.len() > 15 {
        let plain: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        return plain.parse().unwrap_or(f64::INFINITY);
    }
    // At most 15 digits and a power of ten up to 10^15 are exact, so their quotient is correctly rounded.
    let mut value = 0.0;
    for byte in written.bytes().filter(u8::is_ascii_digit) {
        value = value * 10.0 + f64::from(byte - b'0');
    }
    let power = (0..decimals).fold(1.0, |power, _| power * 10.0);
    value / power
}

/// The product of two numbers that were written in decimals, free of binary dust.
pub(super) fn product(left: f64, right: f64) -> f64 {
    clean(left * right)
}

/// The nearest number of fifteen significant digits, which is what a decimal text can have meant.
pub(super) fn clean(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() || value.fract() == 0.0 && value.abs() < 1e15 {
        return value;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a finite number is below 400")]
    let places = 14 - value.abs().log10().floor() as i32;
    match places {
        // Powers of ten up to 10^22 are exact, and so is the division by them.
        0..=22 => (value * 10f64.powi(places)).round() / 10f64.powi(places),
        -22..0 => (value / 10f64.powi(-places)).round() * 10f64.powi(-places),
        _ => value,
    }
}

/// The value of the character of a fraction.
pub(super) fn vulgar_fraction(character: char) -> Option<f64> {
    let (above, below) = match character {
        '½' => (1.0, 2.0),
        '⅓' => (1.0, 3.0),
        '⅔' => (2.0, 3.0),
        '¼' => (1.0, 4.0),
        '¾' => (3.0, 4.0),
        '⅕' => (1.0, 5.0),
        '⅖' => (2.0, 5.0),
        '⅗' => (3.0, 5.0),
        '⅘' => (4.0, 5.0),
        '⅙' => (1.0, 6.0),
        '⅚' => (5.0, 6.0),
        '⅐' => (1.0, 7.0),
        '⅛' => (1.0, 8.0),
        '⅜' => (3.0, 8.0),
        '⅝' => (5.0, 8.0),
        '⅞' => (7.0, 8.0),
        '⅑' => (1.0, 9.0),
        '⅒' => (1.0, 10.0),
        _ => return None,
    };
    Some(above / below)
}

/// The value of a superscript digit.
pub(super) fn superscript(character: char) -> Option<i32> {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    (0..).zip(digits).find(|(_, digit)| *digit == character).map(|(value, _)| value)
}
