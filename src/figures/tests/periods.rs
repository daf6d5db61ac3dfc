//! Dates and stretches of time.

use super::*;

#[rustfmt::skip]
const PERIODS: &[(&str, &[&str])] = &[
    ("In 2015 it closed.", &["2015 | 2015..2015"]),
    ("In 2015/16 it grew.", &["2015/16 | 2015-04-01..2016-03-31"]),
    ("The 2015-16 accounts are late.", &["2015-16 | 2015-04-01..2016-03-31"]),
    ("It held for the academic year 2015/16.", &["2015/16 | 2015-09-01..2016-08-31"]),
    ("It ran from 2013-2018.", &["from 2013-2018 | 2013..2018"]),
    ("In the year to March 2018 it fell.", &["the year to March 2018 | 2017-04..2018-03"]),
    ("In the year ending 31 March 2018 it fell.", &["the year ending 31 March 2018 | 2017-04-01..2018-03-31"]),
    ("Over the 12 months to the end of June 2024 it fell.", &["the 12 months to the end of June 2024 | 2023-07..2024-06"]),
    ("Between 2013 and 2018 it rose.", &["Between 2013 and 2018 | 2013..2018"]),
    ("Between mid-2013 and mid-2018 it rose.", &["Between mid-2013 and mid-2018 | 2013-06..2018-07"]),
    ("Since 2010 it has doubled.", &["Since 2010 | 2010.."]),
    ("From 2010 to 2015 it rose.", &["From 2010 to 2015 | 2010..2015"]),
    ("As of 31 December 2018 it stood.", &["As of 31 December 2018 | 2018-12-31..2018-12-31"]),
    ("It met in May 2024.", &["May 2024 | 2024-05..2024-05"]),
    ("It met on 3 May 2024.", &["3 May 2024 | 2024-05-03..2024-05-03"]),
    ("It met on May 3rd, 2024.", &["May 3rd, 2024 | 2024-05-03..2024-05-03"]),
    ("It was published on 03/05/2024.", &["03/05/2024 | 2024-05-03..2024-05-03"]),
    ("It was published on 2024-05-03.", &["2024-05-03 | 2024-05-03..2024-05-03"]),
    ("It sat from 3-5 May 2024.", &["from 3-5 May 2024 | 2024-05-03..2024-05-05"]),
    ("It sat from January to March 2024.", &["from January to March 2024 | 2024-01..2024-03"]),
    ("The January-March 2024 figures are out.", &["January-March 2024 | 2024-01..2024-03"]),
    ("In Q3 2024 it fell.", &["Q3 2024 | 2024-07..2024-09"]),
    ("In Q1 2024/25 it fell.", &["Q1 2024/25 | 2024-04..2024-06"]),
    ("In the first half of 2018 it rose.", &["first half of 2018 | 2018-01..2018-06"]),
    ("In the 1990s it stood.", &["1990s | 1990..1999"]),
    ("In summer 2024 it rained.", &["summer 2024 | 2024-06..2024-08"]),
    ("In winter 2024-25 it snowed.", &["winter 2024-25 | 2024-12..2025-02"]),
    ("It must act by 2030.", &["by 2030 | ..2030"]),
    ("It opened before 2015.", &["before 2015 | ..2014"]),
    ("Last month it closed.", &["Last month | 2024-05..2024-05"]),
    ("Last year it closed.", &["Last year | 2023..2023"]),
    ("It closed yesterday.", &["yesterday | 2024-06-14..2024-06-14"]),
    ("In the past three years it grew.", &["the past three years | 2021-06-15..2024-06-15"]),
    ("It opened five years ago.", &["five years ago | 2019..2019"]),
    ("Over the next two years it will grow.", &["the next two years | 2024-06-15..2026-06-15"]),
    ("This financial year it grew.", &["This financial year | 2024-04-01..2025-03-31"]),
    ("It met on Tuesday.", &["Tuesday | 2024-06-11..2024-06-11"]),
    ("It met on Thursday 27 November 2025.", &["Thursday 27 November 2025 | 2025-11-27..2025-11-27"]),
    ("It met on 5 September.", &["5 September | 2024-09-05..2024-09-05"]),
    ("The Children Act 1989 and the 1991 Act apply.", &[]),
    ("In February 2023 and 31 February 2023.", &["February 2023 | 2023-02..2023-02", "31 February 2023 | .."]),
];

#[test]
fn periods_are_found_and_resolved() {
    check(PERIODS, |text| {
        find(text, whole(text), &reference())
            .periods
            .iter()
            .map(|period| {
                let shown = |end: &Option<String>| end.clone().unwrap_or_default();
                format!("{} | {}..{}", period.span.of(text), shown(&period.from), shown(&period.to))
            })
            .collect()
    });
}

#[test]
fn without_a_reference_relative_periods_keep_their_span_only() {
    for text in ["last month", "yesterday", "the past three years", "five years ago", "this year"] {
        let found = find(text, whole(text), &Context::default()).periods;
        let spans: Vec<&str> = found.iter().map(|period| period.span.of(text)).collect();
        assert_eq!(spans, [text]);
        assert_eq!((&found[0].from, &found[0].to), (&None, &None), "{text}");
    }
}
