//! Lengths of time.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("He got four years and six months.", &["four years and six months | four years and six | 4.5 | Duration year"]),
    ("He got 18 months.", &["18 months | 18 | 18 | Duration month"]),
    ("He got five years, four months and two days.", &["five years, four months and two days | five years, four months and two | 5.338813 | Duration year"]),
    ("He got life with a minimum of 20 years.", &["a minimum of 20 years | 20 | 20[20..] | Duration year AtLeast"]),
    ("The wait is two hours and 30 minutes.", &["two hours and 30 minutes | two hours and 30 | 2.5 | Duration hour"]),
    ("The wait is 2 hours 30 minutes.", &["2 hours 30 minutes | 2 hours 30 | 2.5 | Duration hour"]),
    ("The wait is 2hrs 30mins.", &["2hrs 30mins | 2hrs 30 | 2.5 | Duration hour"]),
    ("The wait was 90 minutes.", &["90 minutes | 90 | 90 | Duration minute"]),
    ("It takes three and a half years.", &["three and a half years | three and a half | 3.5 | Duration year"]),
    ("It takes a year and a half to build.", &["a year and a half | a year and a half | 1.5 | Duration year"]),
    ("It takes two years and a half.", &["two years and a half | two | 2.5 | Duration year"]),
    ("The ban runs for six weeks.", &["six weeks | six | 6 | Duration week"]),
    ("The ban runs for a fortnight.", &[]),
    ("It ran for two decades.", &["two decades | two | 2 | Duration decade"]),
    ("It ran for two centuries.", &["two centuries | two | 2 | Duration century"]),
    ("It took 30 seconds.", &["30 seconds | 30 | 30 | Duration second"]),
    ("It took 3.5 seconds.", &["3.5 seconds | 3.5 | 3.5 | Duration second"]),
    ("It took 300 milliseconds.", &["300 milliseconds | 300 | 300 | Duration millisecond"]),
    ("It took 5 working days.", &["5 working days | 5 | 5 | Duration day"]),
    ("It took 5 consecutive days.", &["5 consecutive days | 5 | 5 | Duration day"]),
    ("They spent three nights there.", &["three nights | three | 3 | Duration night"]),
    ("A 24-hour helpline opened.", &[]),
    ("A 24-hour strike began.", &["24-hour | 24 | 24 | Duration hour"]),
    ("A 48-hour walkout began.", &["48-hour | 48 | 48 | Duration hour"]),
    ("A 12-week wait is common.", &["12-week | 12 | 12 | Duration week"]),
    ("A 12-week-long strike ended.", &["12-week | 12 | 12 | Duration week"]),
    ("A three-year-old law was cut.", &["three-year-old | three | 3 | Age year"]),
    ("A two-and-a-half-year ban was imposed.", &["two-and-a-half-year | two-and-a-half | 2.5 | Duration year"]),
    ("A 10-year, £3bn plan was agreed.", &["10-year | 10 | 10 | Duration year", "£3bn | 3bn | 3000000000 | Money GBP"]),
    ("They work 35 hours a week.", &["35 hours a week | 35 | 35 | Rate hour"]),
    ("They work a 35-hour week.", &["35-hour | 35 | 35 | Duration hour"]),
    ("It was 100 days ago.", &[]),
    ("The shift lasts 12 hours.", &["12 hours | 12 | 12 | Duration hour"]),
    ("Terms of two, three and five years were given.", &["two | two | 2 | Duration year", "three | three | 3 | Duration year", "five years | five | 5 | Duration year"]),
    ("They got two years and 18 months respectively.", &["two years | two | 2 | Duration year", "18 months | 18 | 18 | Duration month"]),
    ("It lasted less than 24 hours.", &["less than 24 hours | 24 | 24[..24] | Duration hour LessThan"]),
    ("It lasted for more than three years.", &["more than three years | three | 3[3..] | Duration year MoreThan"]),
    ("He served half of a 10-year term.", &["half | half | 0.5 | Ratio", "10-year | 10 | 10 | Duration year"]),
    ("A half-hour talk was given.", &["half-hour | half | 0.5 | Duration hour"]),
    ("A quarter of an hour passed.", &["A quarter of an hour | A quarter | 0.25 | Duration hour"]),
    ("Three quarters of an hour passed.", &["Three quarters of an hour | Three quarters | 0.75 | Duration hour"]),
    ("The term is 5-10 years.", &["5-10 years | 5-10 | [5..10] | Duration year Between"]),
    ("The nine-month probe ended.", &["nine-month | nine | 9 | Duration month"]),
    ("It came two and a half weeks late.", &["two and a half weeks | two and a half | 2.5 | Duration week"]),
    ("Two full days were lost.", &["Two full days | Two | 2 | Duration day"]),
    ("The record is 2 minutes 14 seconds.", &["2 minutes 14 seconds | 2 minutes 14 | 2.233333 | Duration minute"]),
];

#[test]
fn durations() {
    check(ROWS, described);
}
