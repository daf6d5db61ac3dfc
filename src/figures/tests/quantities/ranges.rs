//! Two numbers that are one quantity.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("Between five and ten vans were seen.", &["Between five and ten | five and ten | [5..10] | Count Between"]),
    ("From 5 to 10 vans were seen.", &["From 5 to 10 | 5 to 10 | [5..10] | Count Between"]),
    ("Between £5m and £10m was lost.", &["Between £5m and £10m | 5m and £10m | [5000000..10000000] | Money GBP Between"]),
    ("They ask for 5-10 people.", &["5-10 | 5-10 | [5..10] | Count person Between"]),
    ("They ask for 5 – 10 people.", &["5 – 10 | 5 – 10 | [5..10] | Count person Between"]),
    ("A 5–10% share is lost.", &["5–10% | 5–10 | [5..10] | Percent % Between"]),
    ("A 5%-10% share is lost.", &["5%-10% | 5%-10 | [5..10] | Percent % Between"]),
    ("Some 5% to 10% is lost.", &["Some 5% to 10% | 5% to 10 | [5..10] | Percent % Between"]),
    ("Ten or twelve vans came.", &["Ten or twelve | Ten or twelve | [10..12] | Count Between"]),
    ("Two or three people came.", &["Two or three | Two or three | [2..3] | Count person Between"]),
    ("It takes 5 or 6 days.", &["5 or 6 days | 5 or 6 | [5..6] | Duration day Between"]),
    ("It takes five or six days.", &["five or six days | five or six | [5..6] | Duration day Between"]),
    ("It takes anywhere between 5 and 10 days.", &["anywhere between 5 and 10 days | 5 and 10 | [5..10] | Duration day Between"]),
    ("It takes anything from two to four hours.", &["anything from two to four hours | two to four | [2..4] | Duration hour Between"]),
    ("It takes 18 to 24 months.", &["18 to 24 months | 18 to 24 | [18..24] | Duration month Between"]),
    ("It takes 18-24 months.", &["18-24 months | 18-24 | [18..24] | Duration month Between"]),
    ("The 18-to-24-month wait is common.", &["18-to-24-month | 18-to-24 | [18..24] | Duration month Between"]),
    ("The job pays £25,000-£30,000.", &["£25,000-£30,000 | 25,000-£30,000 | [25000..30000] | Money GBP Between"]),
    ("The job pays £25,000 to £30,000 a year.", &["£25,000 to £30,000 a year | 25,000 to £30,000 | [25000..30000] | Rate GBP Between"]),
    ("The job pays £25-30,000.", &["£25-30,000 | 25-30,000 | [25000..30000] | Money GBP Between"]),
    ("The job pays between £25,000 and £30,000.", &["between £25,000 and £30,000 | 25,000 and £30,000 | [25000..30000] | Money GBP Between"]),
    ("The firm expects 1-2 million orders.", &["1-2 million | 1-2 million | [1000000..2000000] | Count Between"]),
    ("The firm expects one to two million orders.", &["one to two million | one to two million | [1000000..2000000] | Count Between"]),
    ("The firm expects 1 to 2 million orders.", &["1 to 2 million | 1 to 2 million | [1000000..2000000] | Count Between"]),
    ("The firm expects 1 million to 2 million orders.", &["1 million to 2 million | 1 million to 2 million | [1000000..2000000] | Count Between"]),
    ("Some 200-300 people came.", &["Some 200-300 | 200-300 | [200..300] | Count person Between"]),
    ("About 40 to 50 people came.", &["About 40 to 50 | 40 to 50 | [40..50] | Count person Between"]),
    ("Around 40–50 people came.", &["Around 40–50 | 40–50 | [40..50] | Count person Between"]),
    ("The store has 3,000-4,000 lines.", &["3,000-4,000 | 3,000-4,000 | [3000..4000] | Count Between"]),
    ("The dose is 5 to 10 mg.", &["5 to 10 mg | 5 to 10 | [5..10] | Measure milligram Between"]),
    ("The dose is 5mg to 10mg.", &["5mg to 10mg | 5mg to 10 | [5..10] | Measure milligram Between"]),
    ("The lake is between 7 and 9 metres deep.", &["between 7 and 9 metres | 7 and 9 | [7..9] | Measure metre Between"]),
    ("It will hit between 28C and 30C.", &["between 28C and 30C | 28C and 30 | [28..30] | Measure degree Celsius Between"]),
    ("It will hit 28-30°C.", &["28-30°C | 28-30 | [28..30] | Measure degree Celsius Between"]),
    ("The age range is 18-24.", &["18-24 | 18-24 | [18..24] | Count Between"]),
    ("Winds of 40-50mph are due.", &["40-50mph | 40-50 | [40..50] | Measure mile per hour Between"]),
    ("They plan 2- and 3-bedroom homes.", &[]),
    ("He gave two to three hours.", &["two to three hours | two to three | [2..3] | Duration hour Between"]),
    ("The scheme has between 1.5 and 2 million users.", &["between 1.5 and 2 million | 1.5 and 2 million | [1500000..2000000] | Count person Between"]),
    ("The score was 3-1.", &[]),
    ("The poll puts them on 30 to 35 per cent.", &["30 to 35 per cent | 30 to 35 | [30..35] | Percent % Between"]),
    ("The vote was 52-48.", &[]),
    ("The 2- to 3-year delay was costly.", &["2- to 3-year | 2- to 3 | [2..3] | Duration year Between"]),
    ("They need six to eight weeks, not ten.", &["six to eight weeks | six to eight | [6..8] | Duration week Between", "ten | ten | 10 | Count"]),
    ("The cost is between 5 and 6 billion pounds.", &["between 5 and 6 billion pounds | 5 and 6 billion | [5000000000..6000000000] | Money GBP Between"]),
    ("Prices range from 50p to £2.", &["from 50p to £2 | 50p to £2 | [0.5..2] | Money GBP Between"]),
];

#[test]
fn ranges() {
    check(ROWS, described);
}
