//! Shares in hundredths, and points.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("Some 40 percent of tenants are in arrears.", &["Some 40 percent | 40 | 40 | Percent % Approximately"]),
    ("The share was 12.5 %.", &["12.5 % | 12.5 | 12.5 | Percent %"]),
    ("Turnout was 61pc in the north.", &["61pc | 61 | 61 | Percent %"]),
    ("Turnout was 61 pct in the north.", &["61 pct | 61 | 61 | Percent %"]),
    ("The rate is 4‰ of live births.", &["4‰ | 4 | 4 | Percent per mille"]),
    ("The rate is 4 per mille.", &["4 per mille | 4 | 4 | Percent per mille"]),
    ("A hundred per cent of the grant was spent.", &["A hundred per cent | A hundred | 100 | Percent %"]),
    ("Zero per cent of the sample failed.", &["Zero per cent | Zero | 0 | Percent %"]),
    ("Just one per cent of the forms were late.", &["one per cent | one | 1 | Percent %"]),
    ("The gap is five percentage points.", &["five percentage points | five | 5 | Percent percentage point"]),
    ("The gap narrowed by 5 percentage-points.", &["5 percentage-points | 5 | 5 | Change percentage point Down"]),
    ("The lead is 12 points in the latest poll.", &["12 points | 12 | 12 | Percent percentage point"]),
    ("She has a 12-point lead in the polls.", &["12-point | 12 | 12 | Percent percentage point"]),
    ("The Dow fell 200 points.", &["200 | 200 | 200 | Change Down"]),
    ("The vote share was 3 points below the poll.", &["3 points | 3 | 3 | Percent percentage point"]),
    ("The yield widened to 25 basis points.", &["25 basis points | 25 | 25 | Percent basis point"]),
    ("The Bank cut rates by 50bps.", &["50bps | 50 | 50 | Change basis point Down"]),
    ("The Bank raised rates by 25bp.", &["25bp | 25 | 25 | Change basis point Up"]),
    ("Support is up 4pp since May.", &["4pp | 4 | 4 | Change percentage point Up"]),
    ("The rates are 5, 10 and 15 per cent.", &["5 | 5 | 5 | Percent %", "10 | 10 | 10 | Percent %", "15 per cent | 15 | 15 | Percent %"]),
    ("The bands pay 20 and 40 per cent.", &["20 | 20 | 20 | Percent %", "40 per cent | 40 | 40 | Percent %"]),
    ("Members voted 52 per cent to 48 per cent.", &["52 per cent | 52 | 52 | Percent %", "48 per cent | 48 | 48 | Percent %"]),
    ("Between 10% and 15% of stock is lost.", &["Between 10% and 15% | 10% and 15 | [10..15] | Percent % Between"]),
    ("Some 10%-15% of stock is lost.", &["Some 10%-15% | 10%-15 | [10..15] | Percent % Between"]),
    ("Between two and three per cent of calls drop.", &["Between two and three per cent | two and three | [2..3] | Percent % Between"]),
    ("About one-third of 1 per cent of loans fail.", &["About one-third of 1 per cent | one-third | 0.333333 | Percent % Approximately"]),
    ("Half of one per cent of loans fail.", &["Half of one per cent | Half | 0.5 | Percent %"]),
    ("Twenty-five per cent of the pupils were absent.", &["Twenty-five per cent | Twenty-five | 25 | Percent %"]),
    ("Only 0.7 per cent of gross national income goes on aid.", &["0.7 per cent | 0.7 | 0.7 | Percent %"]),
    ("Nearly three per cent were spoiled.", &["Nearly three per cent | three | 3[..3] | Percent % Nearly"]),
    ("The tax takes 99.9% of it.", &["99.9% | 99.9 | 99.9 | Percent %"]),
    ("A 50 per cent discount applies.", &["50 per cent | 50 | 50 | Change % Down"]),
    ("A two per cent levy will apply.", &["two per cent | two | 2 | Percent %"]),
    ("The 5% VAT rate applies to fuel.", &["5% | 5 | 5 | Percent %"]),
    ("Attendance was 93.5 per cent, down from 95.1 per cent.", &["93.5 per cent | 93.5 | 93.5 | Percent %", "95.1 per cent | 95.1 | 95.1 | Percent %"]),
    ("Of these, 30% were women and 70% were men.", &["30% | 30 | 30 | Percent %", "70% | 70 | 70 | Percent %"]),
    ("Arrears stand at 4.2% (3.9% in May).", &["4.2% | 4.2 | 4.2 | Percent %", "3.9% | 3.9 | 3.9 | Percent %"]),
    ("Pay will go up by 5.5%, 6% or 7.2%.", &["5.5% | 5.5 | 5.5 | Change % Up", "6% | 6 | 6 | Percent %", "7.2% | 7.2 | 7.2 | Percent %"]),
    ("Fewer than 2% were traced.", &["Fewer than 2% | 2 | 2[..2] | Percent % LessThan"]),
    ("The target is 95% or higher.", &["95% or higher | 95 | 95[95..] | Percent % AtLeast"]),
    ("The swing was 7.5 points, the poll said.", &["7.5 points | 7.5 | 7.5 | Percent percentage point"]),
    ("Fifty-two percent backed the motion.", &["Fifty-two percent | Fifty-two | 52 | Percent %"]),
    ("Some 61.4 per-cent of the seats went.", &["Some 61.4 per-cent | 61.4 | 61.4 | Percent % Approximately"]),
    ("Interest of 3 per cent a year is charged.", &["3 per cent | 3 | 3 | Percent %"]),
    ("Up to 80% of the cost is met.", &["Up to 80% | 80 | 80[..80] | Percent % AtMost"]),
];

#[test]
fn percentages_and_points() {
    check(ROWS, described);
}
