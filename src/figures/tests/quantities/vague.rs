//! Words for no certain number.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("Dozens of homes were lost.", &["Dozens | Dozens | [24..] | Count"]),
    ("Scores of homes were lost.", &["Scores | Scores | [40..] | Count"]),
    ("Hundreds of people fled.", &["Hundreds | Hundreds | [200..1000] | Count person"]),
    ("Thousands fled.", &["Thousands | Thousands | [2000..] | Count"]),
    ("Tens of thousands fled.", &["Tens of thousands | Tens of thousands | [20000..100000] | Count"]),
    ("Hundreds of thousands of people fled.", &["Hundreds of thousands | Hundreds of thousands | [200000..1000000] | Count person"]),
    ("Millions of pounds were lost.", &["Millions of pounds | Millions | [2000000..] | Money GBP"]),
    ("Several hundred people fled.", &["Several hundred | Several hundred | [200..1000] | Count person"]),
    ("Several thousand people fled.", &["Several thousand | Several thousand | [2000..] | Count person"]),
    ("A few hundred people fled.", &["A few hundred | A few hundred | [200..1000] | Count person"]),
    ("A few dozen people fled.", &["A few dozen | A few dozen | [24..] | Count person"]),
    ("Many thousands fled.", &["thousands | thousands | [2000..] | Count"]),
    ("A handful of people fled.", &["A handful | A handful |  | Count person"]),
    ("A couple of people fled.", &["A couple | A couple | [2..] | Count person"]),
    ("A couple of thousand people fled.", &["A couple of thousand | A couple of thousand | [2000..] | Count person"]),
    ("Several people fled.", &[]),
    ("Many people fled.", &[]),
    ("Half a dozen people fled.", &["Half a dozen | Half a dozen | 6 | Count person"]),
    ("Some dozens fled.", &["dozens | dozens | [24..] | Count"]),
    ("Hundreds of millions of dollars were lost.", &["Hundreds of millions of dollars | Hundreds of millions | [200000000..1000000000] | Money USD"]),
    ("Billions of pounds were lost.", &["Billions of pounds | Billions | [2000000000..] | Money GBP"]),
    ("A dozen people fled.", &["A dozen | A dozen | 12 | Count person"]),
    ("Two dozen people fled.", &["Two dozen | Two dozen | 24 | Count person"]),
    ("Dozens more fled.", &["Dozens | Dozens | [24..] | Count"]),
    ("A number of people fled.", &[]),
    ("Thousands upon thousands fled.", &["Thousands upon thousands | Thousands upon thousands | [2000..] | Count"]),
];

#[test]
fn vague_numbers() {
    check(ROWS, described);
}
