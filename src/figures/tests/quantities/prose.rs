//! Sentences as news and official answers write them.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("Staff numbers rose by 5,900 (2 per cent), from 328,500 to 334,400.", &["5,900 | 5,900 | 5900 | Change Up", "2 per cent | 2 | 2 | Change % Up", "328,500 | 328,500 | 328500 | Count", "334,400 | 334,400 | 334400 | Count"]),
    ("Staff numbers rose by 5,900 (or 2 per cent).", &["5,900 | 5,900 | 5900 | Change Up", "2 per cent | 2 | 2 | Change % Up"]),
    ("Parents of 1 and 2 year olds may apply.", &["1 | 1 | 1 | Age year", "2 year olds | 2 | 2 | Age year"]),
    ("More than nine of 10 voters agree.", &["More than nine of 10 | nine of 10 | 0.9[0.9..] | Ratio MoreThan"]),
    ("She leads by a 31-point margin.", &["31-point | 31 | 31 | Percent percentage point"]),
    ("The index rose 3.54 points, or 0.2 percent, to 2,173.60.", &["3.54 | 3.54 | 3.54 | Change Up", "0.2 percent | 0.2 | 0.2 | Change % Up", "2,173.60 | 2,173.60 | 2173.6 | Count"]),
    ("At least $1 million more was donated by friends.", &["At least $1 million | 1 million | 1000000[1000000..] | Money USD AtLeast"]),
    ("It freed 16 nationals, 10 of whom are minors.", &["16 | 16 | 16 | Count person", "10 | 10 | 10 | Count person"]),
    ("She was paid sixteen dollars and fifty-one cents.", &["sixteen dollars and fifty-one cents | sixteen dollars and fifty-one | 16.51 | Money USD"]),
    ("The ticket costs five pounds and 50 pence.", &["five pounds and 50 pence | five pounds and 50 | 5.5 | Money GBP"]),
    ("The baby, aged four months, is well.", &["four months | four | 4 | Age month"]),
    ("Crime is down 51% on the year to March, though shoplifting rose 25%.", &["51% | 51 | 51 | Change % Down", "25% | 25 | 25 | Change % Up"]),
    ("Norfolk gets £5,723 a pupil, a 5.7% increase.", &["£5,723 a pupil | 5,723 | 5723 | Rate GBP", "5.7% | 5.7 | 5.7 | Change % Up"]),
    ("The department spent £8.3m per day on hotels, against £5.6m a day a year ago.", &["£8.3m per day | 8.3m | 8300000 | Rate GBP", "£5.6m a day | 5.6m | 5600000 | Rate GBP"]),
    ("Some 22 providers ran over 100 short courses for 3,000 learners.", &["Some 22 | 22 | 22 | Count Approximately", "over 100 | 100 | 100[100..] | Count MoreThan", "3,000 | 3,000 | 3000 | Count person"]),
    ("The prize of between $10 million and $25 million was shared by three teams.", &["between $10 million and $25 million | 10 million and $25 million | [10000000..25000000] | Money USD Between", "three | three | 3 | Count"]),
    ("Cattle herds shrank by about a tenth to 9.4 million animals.", &["about a tenth | a tenth | 0.1 | Change Approximately Down", "9.4 million | 9.4 million | 9400000 | Count"]),
    ("Two in five of the 1,200 people polled backed the plan, up 6 points.", &["Two in five | Two in five | 0.4 | Ratio", "1,200 | 1,200 | 1200 | Count person", "6 points | 6 | 6 | Change percentage point Up"]),
    ("Fuel fell 3.2p to 142.1p a litre, the third lowest price of the year.", &["3.2p | 3.2 | 0.032 | Change GBP Down", "142.1p a litre | 142.1 | 1.421 | Rate GBP", "third lowest | third | 3 | Rank"]),
    ("A typical bill will rise by £149 (10 per cent) to £1,717 a year.", &["£149 | 149 | 149 | Change GBP Up", "10 per cent | 10 | 10 | Change % Up", "£1,717 a year | 1,717 | 1717 | Rate GBP"]),
    ("Of 640 claims, 17 per cent were paid within 30 days.", &["640 | 640 | 640 | Count", "17 per cent | 17 | 17 | Percent %", "30 days | 30 | 30 | Duration day"]),
    ("The trust's deficit more than doubled to £42m.", &["more than doubled | doubled | 2[2..] | Change MoreThan Up", "£42m | 42m | 42000000 | Money GBP"]),
    ("The queue is 7.6 million long, 12,000 fewer than a month ago.", &["7.6 million | 7.6 million | 7600000 | Count", "12,000 | 12,000 | 12000 | Change Down"]),
    ("Absence was 6.9 per cent, 0.4 percentage points lower than last autumn.", &["6.9 per cent | 6.9 | 6.9 | Percent %", "0.4 percentage points | 0.4 | 0.4 | Change percentage point Down"]),
    ("Officers seized 1.2 tonnes of cannabis worth £12m and held six men aged between 19 and 54.", &["1.2 tonnes | 1.2 | 1.2 | Measure tonne", "£12m | 12m | 12000000 | Money GBP", "six | six | 6 | Count person", "between 19 and 54 | 19 and 54 | [19..54] | Age year Between"]),
    ("Each mast can serve up to 1,500 homes within a 5km radius.", &["up to 1,500 | 1,500 | 1500[..1500] | Count AtMost", "5km | 5 | 5 | Measure kilometre"]),
    ("The jail holds 1,150 men, 240 more than it was built for.", &["1,150 | 1,150 | 1150 | Count person", "240 | 240 | 240 | Change Up"]),
    ("A man in his 60s and a 17-year-old girl were among the five dead.", &["60s | 60 | [60..69] | Age year Between", "17-year-old | 17 | 17 | Age year", "five | five | 5 | Count"]),
    ("One person in eight waits more than 18 weeks.", &["One person in eight | One person in eight | 0.125 | Ratio", "more than 18 weeks | 18 | 18[18..] | Duration week MoreThan"]),
    ("It loses £4 for every £10 it spends.", &["£4 | 4 | 4 | Money GBP", "£10 | 10 | 10 | Money GBP"]),
    ("The 3,400-seat arena cost $1.2bn, four times the original estimate.", &["3,400 | 3,400 | 3400 | Count", "$1.2bn | 1.2bn | 1200000000 | Money USD", "four times | four | 4 | Change Up"]),
    ("They are raising the number of advisers, including those for children, by 300 to over 1,000.", &["300 | 300 | 300 | Change Up", "over 1,000 | 1,000 | 1000[1000..] | Count MoreThan"]),
    ("Support falls four points short of the mark set by voters.", &["four points | four | 4 | Percent percentage point"]),
    ("The answer (Official Report, column 245WH) named 12 firms.", &["12 | 12 | 12 | Count"]),
    ("Some 70 babies a year are born with it, or 1 in every 10,000 live births.", &["Some 70 | 70 | 70 | Rate person Approximately", "1 in every 10,000 | 1 in every 10,000 | 0.0001 | Ratio"]),
];

#[test]
fn figures_in_prose() {
    check(ROWS, described);
}
