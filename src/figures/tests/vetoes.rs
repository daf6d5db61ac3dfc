//! Numbers that count nothing.

use super::*;

#[rustfmt::skip]
const NO_QUANTITIES: &[&str] = &[
    "It breached section 58 of the 1991 Act and clause 4.",
    "See Article 8, Question 12, Table 3, page 4, Chapter 2 and Part 3.",
    "Under paragraph 12(3) of Schedules 3, 4 and 5 it may.",
    "He left No. 10 for No 11.",
    "She was on Radio 4 and Channel 5.",
    "After 7/7 and 9/11 they work 24/7.",
    "They took the M25 and the A1.",
    "Band 3-5 posts and Category A jails differ.",
    "COVID-19 closed the G7 and every A-level course.",
    "Pupils in Year 7 are at Key Stage 2.",
    "Formula 1 resumed after World War Two.",
    "Call 999 or 020 7946 0018.",
    "Read https://example.org/2019/05/12 or write to ab12@example.org.",
    "The #metoo2018 tag was used.",
    "The file is report-2019.pdf.",
    "Version 1.2.3 is out.",
    "One of the officers left.",
    "One man was arrested.",
    "No one saw the one-off sale.",
    "It was the first time since the 21st century began.",
    "In 2015 it closed.",
    "The 2024 election was close.",
    "2015 figures were wrong.",
    "In the 1990s and the late 1980s it grew.",
    "The 2015/16 and 2015-16 accounts are late.",
    "On 3 May 2024 and on May 4th it met.",
    "It shut at 5.30pm, opened at 10:30 and shut at 11 a.m. again.",
    "1. The panel met.",
    "(2) The panel met again.",
    "He lives at 10 Downing Street.",
    "The two said nothing.",
    "It is near SW1A 1AA.",
    "It uses 5G and runs on Windows 10.",
    "Sums are rounded to the nearest 50.",
    "Case 12345678901 was shut.",
    "Annexes A.4 and A.5 were kept.",
    "She is a member of the Group of Seven.",
    "Scope 1 and 2 matter.",
    "The rate is given per 100,000 of the population.",
    "The 10-Year Health Plan is out.",
    "She was born in ’86 and left in ‘98.",
    "Zero-tolerance, two-tier, first-class and one-to-one rules apply.",
    "A 10-point plan was drawn up.",
    "He cut the cake in half and scored in the second half.",
    "He came a third time.",
    "City won 3-1 and then 2-0.",
    "Codes 1,2,3,4 and ٣ mean little.",
];

#[test]
fn numbers_that_count_nothing_are_left_alone() {
    let rows: Vec<(&str, &[&str])> = NO_QUANTITIES.iter().map(|text| (*text, &[] as &[&str])).collect();
    check(&rows, described);
}
