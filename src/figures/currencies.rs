//! The currencies of the world: signs, codes of ISO 4217, and words.

use super::units::Unit;
use crate::document::FigureKind::Money;

const fn word(name: &'static str, words: &'static str) -> Unit {
    Unit { name, kind: Money, scale: 1.0, words, symbols: "", glued: "" }
}

const fn hundredth(name: &'static str, words: &'static str, glued: &'static str) -> Unit {
    Unit { name, kind: Money, scale: 0.01, words, symbols: "", glued }
}

/// Words that name one currency by themselves. Dollars, pounds, francs and the like are those of the best known
/// country, unless [`NATIONAL`] knows better.
pub(super) const UNITS: &[Unit] = &[
    word("GBP", "pound pounds quid gbp"),
    hundredth("GBP", "pence penny", "p"),
    word("USD", "dollar dollars buck bucks usd greenbacks"),
    hundredth("USD", "cent cents", "¢"),
    word("EUR", "euro euros eur"),
    word("JPY", "yen jpy"),
    word("CHF", "chf franc francs"),
    word("INR", "rupee rupees inr"),
    word("RUB", "rouble roubles ruble rubles"),
    word("CNY", "yuan renminbi rmb"),
    word("ZAR", "rand zar"),
    word("SEK", "krona kronor sek"),
    word("NOK", "kroner"),
    word("DKK", "dkk"),
    word("ISK", "kronur"),
    word("PLN", "zloty zlotys zlotych pln"),
    word("TRY", "lira liras"),
    word("AED", "dirham dirhams aed"),
    word("MXN", "peso pesos"),
    word("KRW", "won krw"),
    word("THB", "baht thb"),
    word("ILS", "shekel shekels"),
    word("NGN", "naira ngn"),
    word("GHS", "cedi cedis"),
    word("KES", "shilling shillings"),
    word("MYR", "ringgit myr"),
    word("SAR", "riyal riyals"),
    word("IRR", "rial rials"),
    word("KWD", "dinar dinars"),
    word("HUF", "forint forints huf"),
    word("CZK", "koruna korunas koruny czk"),
    word("BRL", "reais brl"),
    word("IDR", "rupiah rupiahs"),
    word("VND", "dong"),
    word("UAH", "hryvnia hryvnias"),
    word("RON", "leu lei"),
    word("BGN", "lev leva"),
    word("BDT", "taka"),
    word("ETB", "birr"),
    word("KZT", "tenge"),
    word("PHP", "php"),
    word("AUD", "aud"),
    word("CAD", "cad loonie loonies"),
    word("NZD", "nzd"),
    word("SGD", "sgd"),
    word("HKD", "hkd"),
    word("BTC", "bitcoin bitcoins btc"),
];

/// Whose, which and the code: "500 Canadian dollars".
const NATIONAL: &[(&str, &str, &str)] = &[
    ("us", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("canadian", "dollar", "CAD"),
    ("australian", "dollar", "AUD"),
    ("zealand", "dollar", "NZD"),
    ("kong", "dollar", "HKD"),
    ("singapore", "dollar", "SGD"),
    ("taiwan", "dollar", "TWD"),
    ("jamaican", "dollar", "JMD"),
    ("zimbabwean", "dollar", "ZWL"),
    ("namibian", "dollar", "NAD"),
    ("british", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("lebanese", "pound", "LBP"),
    ("syrian", "pound", "SYP"),
    ("sudanese", "pound", "SDG"),
    ("irish", "pound", "IEP"),
    ("cypriot", "pound", "CYP"),
    ("swiss", "franc", "CHF"),
    ("french", "franc", "FRF"),
    ("belgian", "franc", "BEF"),
    ("congolese", "franc", "CDF"),
    ("rwandan", "franc", "RWF"),
    ("cfa", "franc", "XOF"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("pakistan", "rupee", "PKR"),
    ("lankan", "rupee", "LKR"),
    ("nepalese", "rupee", "NPR"),
    ("mauritian", "rupee", "MUR"),
    ("mexican", "peso", "MXN"),
    ("argentine", "peso", "ARS"),
    ("argentinian", "peso", "ARS"),
    ("colombian", "peso", "COP"),
    ("chilean", "peso", "CLP"),
    ("cuban", "peso", "CUP"),
    ("philippine", "peso", "PHP"),
    ("uruguayan", "peso", "UYU"),
    ("kuwaiti", "dinar", "KWD"),
    ("iraqi", "dinar", "IQD"),
    ("jordanian", "dinar", "JOD"),
    ("libyan", "dinar", "LYD"),
    ("bahraini", "dinar", "BHD"),
    ("algerian", "dinar", "DZD"),
    ("tunisian", "dinar", "TND"),
    ("serbian", "dinar", "RSD"),
    ("moroccan", "dirham", "MAD"),
    ("uae", "dirham", "AED"),
    ("saudi", "riyal", "SAR"),
    ("qatari", "riyal", "QAR"),
    ("omani", "rial", "OMR"),
    ("yemeni", "rial", "YER"),
    ("iranian", "rial", "IRR"),
    ("swedish", "kron", "SEK"),
    ("norwegian", "kron", "NOK"),
    ("danish", "kron", "DKK"),
    ("icelandic", "kron", "ISK"),
    ("czech", "koruna", "CZK"),
    ("czech", "crown", "CZK"),
    ("swedish", "crown", "SEK"),
    ("norwegian", "crown", "NOK"),
    ("danish", "crown", "DKK"),
    ("turkish", "lira", "TRY"),
    ("italian", "lir", "ITL"),
    ("syrian", "lira", "SYP"),
    ("kenyan", "shilling", "KES"),
    ("ugandan", "shilling", "UGX"),
    ("tanzanian", "shilling", "TZS"),
    ("somali", "shilling", "SOS"),
    ("russian", "r", "RUB"),
    ("belarusian", "r", "BYN"),
    ("south", "won", "KRW"),
    ("korean", "won", "KRW"),
    ("brazilian", "rea", "BRL"),
    ("african", "rand", "ZAR"),
    ("polish", "zlot", "PLN"),
    ("hungarian", "forint", "HUF"),
    ("romanian", "le", "RON"),
    ("bulgarian", "lev", "BGN"),
    ("german", "mark", "DEM"),
    ("chinese", "yuan", "CNY"),
    ("japanese", "yen", "JPY"),
    ("israeli", "shekel", "ILS"),
    ("nigerian", "naira", "NGN"),
    ("ghanaian", "cedi", "GHS"),
    ("malaysian", "ringgit", "MYR"),
    ("indonesian", "rupiah", "IDR"),
    ("thai", "baht", "THB"),
    ("peruvian", "sol", "PEN"),
];

/// The currency that a nationality makes of a noun: `canadian`, `dollars`.
pub(super) fn national(nationality: &str, noun: &str) -> Option<&'static str> {
    NATIONAL
        .iter()
        .find(|(whose, which, _)| *whose == nationality && noun.starts_with(which))
        .map(|(_, _, code)| *code)
}

/// The currency of a sign, with the letters in lower case that may stand glued before it.
pub(super) fn sign(letters: &str, sign: char) -> Option<&'static str> {
    Some(match (letters, sign) {
        ("a" | "au" | "aus", '$') => "AUD",
        ("c" | "ca" | "can" | "cdn", '$') => "CAD",
        ("nz", '$') => "NZD",
        ("hk", '$') => "HKD",
        ("s" | "sg", '$') => "SGD",
        ("r", '$') => "BRL",
        ("nt", '$') => "TWD",
        ("mx" | "mex", '$') => "MXN",
        ("j", '$') => "JMD",
        ("tt", '$') => "TTD",
        ("z", '$') => "ZWL",
        (_, '$') => "USD",
        ("e", '£') => "EGP",
        ("ir", '£') => "IEP",
        (_, '£' | '￡') => "GBP",
        (_, '€') => "EUR",
        ("cn" | "rmb", '¥') => "CNY",
        (_, '¥' | '￥') => "JPY",
        (_, '₹' | '₨') => "INR",
        (_, '₽') => "RUB",
        (_, '₩') => "KRW",
        (_, '₺') => "TRY",
        (_, '₪') => "ILS",
        (_, '₦') => "NGN",
        (_, '฿') => "THB",
        (_, '₴') => "UAH",
        (_, '₫') => "VND",
        (_, '₱') => "PHP",
        (_, '₡') => "CRC",
        (_, '₲') => "PYG",
        (_, '₵') => "GHS",
        (_, '₸') => "KZT",
        (_, '₼') => "AZN",
        (_, '₾') => "GEL",
        (_, '₿') => "BTC",
        _ => return None,
    })
}

/// The currency of an abbreviation that stands before its number and may be glued to it: `Rs`, `EUR`.
pub(super) fn glued(word: &str) -> Option<&'static str> {
    const OFTEN: &[&str] = &[
        "GBP", "USD", "EUR", "CHF", "AUD", "CAD", "NZD", "HKD", "SGD", "JPY", "CNY", "INR", "SEK", "NOK",
        "DKK", "PLN", "ZAR", "AED", "KES", "NGN",
    ];
    Some(match word {
        "RMB" => "CNY",
        "Rs" => "INR",
        "Rp" => "IDR",
        "KSh" | "Ksh" | "KSH" => "KES",
        "USh" | "UShs" => "UGX",
        "Tk" => "BDT",
        "Dh" | "Dhs" => "AED",
        _ => return OFTEN.iter().find(|code| **code == word).copied(),
    })
}

/// The currency of a code that stands apart, before or after its number.
pub(super) fn code(word: &str) -> Option<&'static str> {
    if let Some(code) = glued(word) {
        return Some(code);
    }
    if word.len() != 3 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    CODES.binary_search(&word).ok().and_then(|index| CODES.get(index)).copied()
}

/// ISO 4217, without the codes that are words (ALL, TOP, CUP, SOS, BOB, MOP, PEN, COP, MAD).
const CODES: &[&str] = &[
    "AED", "AFN", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BRL", "BSD", "BTC", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNH", "CNY",
    "CRC", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL",
    "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP",
    "LKR", "LRD", "LSL", "LYD", "MDL", "MGA", "MKD", "MMK", "MNT", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR",
    "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR",
    "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SRD", "SSP", "STN",
    "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU",
    "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
];
