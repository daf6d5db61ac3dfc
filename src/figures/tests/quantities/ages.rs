//! Ages.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("A 17-year-old boy was hurt.", &["17-year-old | 17 | 17 | Age year"]),
    ("The boy, 17, was hurt.", &["17 | 17 | 17 | Age year"]),
    ("Ms Hall, 43, denies it.", &["43 | 43 | 43 | Age year"]),
    ("Jean Hall (43) was fined.", &["43 | 43 | 43 | Age year"]),
    ("He is 43 years old.", &["43 years old | 43 | 43 | Age year"]),
    ("He is aged 43.", &["43 | 43 | 43 | Age year"]),
    ("Those aged 65 and over may apply.", &["65 and over | 65 | 65[65..] | Age year AtLeast"]),
    ("Those aged 18-24 may apply.", &["18-24 | 18-24 | [18..24] | Age year Between"]),
    ("Those aged 18 to 24 may apply.", &["18 to 24 | 18 to 24 | [18..24] | Age year Between"]),
    ("Those aged between 18 and 24 may apply.", &["between 18 and 24 | 18 and 24 | [18..24] | Age year Between"]),
    ("Those aged under 18 may not.", &["under 18 | 18 | 18[..18] | Age year LessThan"]),
    ("It is open to under-18s and over-65s.", &["under-18s | 18 | 18[..18] | Age year LessThan", "over-65s | 65 | 65[65..] | Age year MoreThan"]),
    ("The 18-24 age group fared worst.", &["18-24 | 18-24 | [18..24] | Age year Between"]),
    ("18 to 24 year olds fared worst.", &["18 to 24 year olds | 18 to 24 | [18..24] | Age year Between"]),
    ("18- to 24-year-olds fared worst.", &["18- to 24-year-olds | 18- to 24 | [18..24] | Age year Between"]),
    ("16-24s fared worst.", &["16-24s | 16-24 | [16..24] | Age year Between"]),
    ("He is in his 20s.", &["20s | 20 | [20..29] | Age year Between"]),
    ("She is in her mid-40s.", &["mid-40s | 40 | [44..46] | Age year Between"]),
    ("They are in their early 30s.", &["early 30s | 30 | [30..33] | Age year Between"]),
    ("He died in his late sixties.", &["late sixties | sixties | [67..69] | Age year Between"]),
    ("He is in his eighties.", &["eighties | eighties | [80..89] | Age year Between"]),
    ("A man in his 50s was held.", &["50s | 50 | [50..59] | Age year Between"]),
    ("Twins of six months old were found.", &["six months old | six | 6 | Age month"]),
    ("A six-month-old baby was found.", &["six-month-old | six | 6 | Age month"]),
    ("A three-week-old puppy was found.", &["three-week-old | three | 3 | Age week"]),
    ("She left school at the age of 16.", &["16 | 16 | 16 | Age year"]),
    ("She turned 18 in May.", &["18 | 18 | 18 | Age year"]),
    ("Children over the age of five must go.", &["over the age of five | five | 5[5..] | Age year MoreThan"]),
    ("Children under five years old go free.", &["under five years old | five | 5[..5] | Age year LessThan"]),
    ("People 45 and older may go.", &["45 and older | 45 | 45[45..] | Age year AtLeast"]),
    ("An 85-year-old was hurt.", &["85-year-old | 85 | 85 | Age year"]),
    ("Two 14-year-olds were held.", &["Two | Two | 2 | Count", "14-year-olds | 14 | 14 | Age year"]),
    ("Three girls aged 12, 13 and 14 were held.", &["Three | Three | 3 | Count person", "12 | 12 | 12 | Age year", "13 | 13 | 13 | Age year", "14 | 14 | 14 | Age year"]),
    ("The over-75s get it free.", &["over-75s | 75 | 75[75..] | Age year MoreThan"]),
    ("Hall, who is 43, denies it.", &["43 | 43 | 43 | Age year"]),
    ("The mother-of-two, 31, was hurt.", &["31 | 31 | 31 | Age year"]),
    ("The 200-year-old tree fell.", &["200-year-old | 200 | 200 | Age year"]),
    ("A 10 year old boy was hurt.", &["10 year old | 10 | 10 | Age year"]),
];

#[test]
fn ages() {
    check(ROWS, described);
}
