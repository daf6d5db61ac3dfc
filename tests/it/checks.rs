//! The checks of arithmetic, from text to record: what adds up, what does not, and what nobody can know.
//!
//! A row is a text in Markdown and its checks, `kind status: note` each. Rows without checks matter as much as the
//! others: a false conflict costs a fact-checker more than a missed one.

use proptest::prelude::*;
use sayso::document::CheckStatus;
use sayso::ingest::Format;
use sayso::record::{Check, Record};

use crate::properties::process;
use crate::support::{each, same};

type Row = (&'static str, &'static [&'static str]);

/// Two figures and the change between them.
#[rustfmt::skip]
const CHANGES: &[Row] = &[
    ("Thefts rose by 31% between 2022 and 2024, from 254 to 333.", &[
        "change ok: 254 → 333 is 31.1 %; the text says 31 %",
    ]),
    ("Thefts rose by 41% between 2022 and 2024, from 254 to 333.", &[
        "change conflict: 254 → 333 is 31.1 %; the text says 41 %",
    ]),
    ("Burglaries went up 23% from 335,400 to 412,600.", &[
        "change ok: 335,400 → 412,600 is 23.02 %; the text says 23 %",
    ]),
    ("Burglaries went up 13% from 335,400 to 412,600.", &[
        "change conflict: 335,400 → 412,600 is 23.02 %; the text says 13 %",
    ]),
    ("Complaints more than doubled from 402 to 871.", &[
        "change ok: 402 → 871 is 2.17 times; the text says 2 times",
    ]),
    ("Complaints more than doubled from 402 to 771.", &[
        "change ok: 402 → 771 is 1.92 times; the text says 2 times",
    ]),
    ("The number of stations halved from 120 to 61.", &[
        "change ok: 120 → 61 is 0.51 times; the text says 0.5 times",
    ]),
    ("Waiting lists more than halved from 500 to 210.", &[
        "change ok: 500 → 210 is 0.42 times; the text says 0.5 times",
    ]),
    ("Waiting lists more than halved from 500 to 310.", &[
        "change conflict: 500 → 310 is 0.62 times; the text says 0.5 times",
    ]),
    ("The force was down 4% to 2,950 from 3,073.", &[
        "change ok: 3,073 → 2,950 is 4 %; the text says 4 %",
    ]),
    ("The force was down 9% to 2,950 from 3,073.", &[
        "change conflict: 3,073 → 2,950 is 4 %; the text says 9 %",
    ]),
    ("The average bill is £6,793, £299 more than last year's £6,494.", &[
        "change ok: 6,494 → 6,793 is 299; the text says 299",
    ]),
    ("The mean bill is £6,793, £299 more than last year's £6,494.", &[
        "change ok: 6,494 → 6,793 is 299; the text says 299",
    ]),
    ("The bill is £6,793, £399 more than last year's £6,494.", &[
        "change conflict: 6,494 → 6,793 is 299; the text says 399",
    ]),
    ("The rate fell from 11.5% to 8.6%, a drop of 2.9 percentage points.", &[
        "change ok: 11.5 → 8.6 is 2.9 points; the text says 2.9 points",
    ]),
    ("The rate fell from 11.5% to 8.6%, a drop of 3.9 percentage points.", &[
        "change conflict: 11.5 → 8.6 is 2.9 points; the text says 3.9 points",
    ]),
    ("The rate fell by 2.9 percentage points, from 11.5% to 8.6%.", &[
        "change ok: 11.5 → 8.6 is 2.9 points; the text says 2.9 points",
    ]),
    ("Support fell from 50% to 40%, a drop of 20%.", &[
        "change ok: 50 → 40 is 20 %; the text says 20 %",
    ]),
    ("Support fell from 50% to 40%, a drop of 10%.", &[
        "change ok: 50 → 40 is 10 points; the text says 10 points",
    ]),
    ("Support fell from 50% to 40%, a drop of 30%.", &[]),
    ("There were 14,110 starts in 2022, an increase of 56% compared to 9,020 starts in 2018.", &[
        "change ok: 9,020 → 14,110 is 56.43 %; the text says 56 %",
    ]),
    ("There were 14,110 starts in 2022, an increase of 66% compared to 9,020 starts in 2018.", &[
        "change conflict: 9,020 → 14,110 is 56.43 %; the text says 66 %",
    ]),
    ("The wage will increase by 18% from £6.40 to £7.55.", &[
        "change ok: 6.4 → 7.55 is 17.97 %; the text says 18 %",
    ]),
    ("The wage will increase by 28% from £6.40 to £7.55.", &[
        "change conflict: 6.4 → 7.55 is 17.97 %; the text says 28 %",
    ]),
    ("Staffing rose from 21,617 to 23,058 – an increase of 1,441.", &[
        "change ok: 21,617 → 23,058 is 1,441; the text says 1,441",
    ]),
    ("Staffing rose from 21,617 to 23,058 – an increase of 1,541.", &[
        "change conflict: 21,617 → 23,058 is 1,441; the text says 1,541",
    ]),
    ("Staff numbers increased by 12,900 (or 4%) from 334,400 in 2022 to 347,300 in 2023.", &[
        "change ok: 334,400 → 347,300 is 12,900; the text says 12,900",
        "change ok: 334,400 → 347,300 is 3.86 %; the text says 4 %",
    ]),
    ("Staff numbers increased by 12,900 (or 6%) from 334,400 in 2022 to 347,300 in 2023.", &[
        "change ok: 334,400 → 347,300 is 12,900; the text says 12,900",
        "change conflict: 334,400 → 347,300 is 3.86 %; the text says 6 %",
    ]),
    ("In March there were 14,100 recruits, an increase of 1,650 (13 per cent) on the year before.", &[
        "change ok: 1,650 of 12,450 is 13.25 %; the text says 13 %",
    ]),
    ("Funding will increase by 150% from £800 million in 2023 to £2 billion by 2028.", &[
        "change ok: 800,000,000 → 2,000,000,000 is 150 %; the text says 150 %",
    ]),
    ("Funding will increase by 350% from £800 million in 2023 to £2 billion by 2028.", &[
        "change conflict: 800,000,000 → 2,000,000,000 is 150 %; the text says 350 %",
    ]),
    ("Costs dropped by £0.9 million (from £4.7 million in 2023 to £3.8 million in 2024).", &[
        "change ok: 4,700,000 → 3,800,000 is 900,000; the text says 900,000",
    ]),
    ("Costs dropped by £1.9 million (from £4.7 million in 2023 to £3.8 million in 2024).", &[
        "change conflict: 4,700,000 → 3,800,000 is 900,000; the text says 1,900,000",
    ]),
    ("The budget tripled from £500m to £1.5bn.", &[
        "change ok: 500,000,000 → 1,500,000,000 is 3 times; the text says 3 times",
    ]),
    ("The fee rose by a third, from £90 to £120.", &[
        "change ok: 90 → 120 is 33.33 %; the text says 33.33 %",
    ]),
    ("The fee rose by a third, from £90 to £150.", &[
        "change conflict: 90 → 150 is 66.67 %; the text says 33.33 %",
    ]),
    ("The fee rose by nearly a third, from £90 to £118.", &[
        "change ok: 90 → 118 is 31.11 %; the text says 33.33 %",
    ]),
    ("Arrests fell by over 20 per cent, from 500 to 390.", &[
        "change ok: 500 → 390 is 22 %; the text says 20 %",
    ]),
    ("Arrests fell by over 20 per cent, from 500 to 430.", &[
        "change conflict: 500 → 430 is 14 %; the text says 20 %",
    ]),
    ("Arrests fell by about 20 per cent, from 500 to 405.", &[
        "change ok: 500 → 405 is 19 %; the text says 20 %",
    ]),
    ("Sales jumped 50% to 900, up from 600 a year earlier.", &[
        "change ok: 600 → 900 is 50 %; the text says 50 %",
    ]),
    ("There were 14,100 recruits this year a decrease of 1,220 (8 per cent) on the year before.", &[
        "change ok: 1,220 of 15,320 is 7.96 %; the text says 8 %",
    ]),
    ("The number of patients rose by 50 basis points, from 1.5% to 2%.", &[
        "change ok: 1.5 → 2 is 50 points; the text says 50 points",
    ]),
    ("Support fell in August from 71 per cent to 55 per cent, a drop outside the poll's 10 percentage-point margin of error.", &[]),
    ("Visits grew from 569,000 to 612,000, up 7.5%.", &[
        "change ok: 569,000 → 612,000 is 7.56 %; the text says 7.5 %",
    ]),
    ("Thefts rose by 31% a year on average, from 254 to 533.", &[]),
    ("Thefts rose from 254 to 333 while burglaries fell by 12%.", &[]),
    ("Thefts rose from 254 to 333 and burglaries from 120 to 130, up 31% and 8% respectively.", &[]),
    ("The office is open from 9 to 5 and saw visits rise by 12%.", &[]),
    ("Spending rose by 5% in real terms, from £100m to £140m.", &[]),
    ("Wages rose by 12% in the past year, and by £3 from £9 to £12 since 2010.", &[]),
    ("The trust more than doubled investment, increasing the number of clinics from seven to 12.", &[]),
    ("Prices rose by 10%.", &[]),
    ("Some 31% of thefts rose to court, from 254 cases to 333 cases.", &[]),
];

/// Part, whole and share.
#[rustfmt::skip]
const SHARES: &[Row] = &[
    ("Of the 300 staff, 120 (40 per cent) were women.", &[
        "share ok: 120 of 300 is 40 %; the text says 40 %",
    ]),
    ("Of the 300 staff, 120 (45 per cent) were women.", &[
        "share conflict: 120 of 300 is 40 %; the text says 45 %",
    ]),
    ("120 of the 300 staff (40 per cent) were women.", &[
        "share ok: 120 of 300 is 40 %; the text says 40 %",
    ]),
    ("120 of 300 (40%) were women.", &[
        "share ok: 120 of 300 is 40 %; the text says 40 %",
    ]),
    ("120 of 300 (45%) were women.", &[
        "share conflict: 120 of 300 is 40 %; the text says 45 %",
    ]),
    ("Last year 134 (61%) of the 221 plans were carried out.", &[
        "share ok: 134 of 221 is 60.63 %; the text says 61 %",
    ]),
    ("Last year 134 (71%) of the 221 plans were carried out.", &[
        "share conflict: 134 of 221 is 60.63 %; the text says 71 %",
    ]),
    ("One in five (60 of 300) failed.", &[
        "share ok: 60 of 300 is 0.2; the text says 0.2",
    ]),
    ("One in five (90 of 300) failed.", &[
        "share conflict: 90 of 300 is 0.3; the text says 0.2",
    ]),
    ("73 per cent (1,264 of 1,730) of claims were small.", &[
        "share ok: 1,264 of 1,730 is 73.06 %; the text says 73 %",
    ]),
    ("83 per cent (1,264 of 1,730) of claims were small.", &[
        "share conflict: 1,264 of 1,730 is 73.06 %; the text says 83 %",
    ]),
    ("Almost three-quarters (1,260 of 1,780) will pay nothing more.", &[
        "share ok: 1,260 of 1,780 is 0.71; the text says 0.75",
    ]),
    ("In Leeds it was 29 of 213, or 14%.", &[
        "share ok: 29 of 213 is 13.62 %; the text says 14 %",
    ]),
    ("In Leeds it was 29 of 213, or 24%.", &[
        "share conflict: 29 of 213 is 13.62 %; the text says 24 %",
    ]),
    ("Out of a total of £285m, £13m (4%) went to new churches.", &[
        "share ok: 13,000,000 of 285,000,000 is 4.56 %; the text says 4 %",
    ]),
    ("Of the 492 requests, 62 (11%) are late, 276 (56%) are on time and 154 (31%) were withdrawn.", &[
        "share conflict: 62 of 492 is 12.6 %; the text says 11 %",
        "share ok: 276 of 492 is 56.1 %; the text says 56 %",
        "share ok: 154 of 492 is 31.3 %; the text says 31 %",
    ]),
    ("There were 380 claims in 2024. Of these, 95 (25%) failed.", &[
        "share ok: 95 of 380 is 25 %; the text says 25 %",
    ]),
    ("20 of the 22 decisions were successfully defended (91%).", &[
        "share ok: 20 of 22 is 90.91 %; the text says 91 %",
    ]),
    ("About 120 of the 300 staff (50 per cent) were women.", &[
        "share unbound: 120 of 300 is 40 %; the text says 50 %",
    ]),
    ("Of the 300 staff, 120 left and turnout at the meeting was (45 per cent).", &[]),
    ("Of the 300 staff, 120 (up 45 per cent) were women.", &[]),
    ("Some 40% of the 300 staff left in 2019.", &[]),
    ("Of the 300 staff, 45 per cent were women.", &[]),
    ("The rate was 12% in 2019, when 300 of 900 staff stayed.", &[]),
];

/// Parts and total in sentences.
#[rustfmt::skip]
const SUMS: &[Row] = &[
    ("There were 30 assaults: 12 on staff and 18 on prisoners.", &[
        "sum ok: 12 + 18 = 30; the text says 30",
    ]),
    ("There were 30 assaults: 12 on staff and 28 on prisoners.", &[
        "sum unbound: 12 + 28 = 40; the text says 30",
    ]),
    ("There were 30 assaults: 12 on staff and 13 on prisoners.", &[
        "sum unbound: 12 + 13 = 25; the text says 30",
    ]),
    ("The prison has 120 staff, of whom 80 are men and 40 women.", &[
        "sum ok: 80 + 40 = 120; the text says 120",
    ]),
    ("The prison has 120 staff, of whom 80 are men and 30 women.", &[
        "sum conflict: 80 + 30 = 110; the text says 120",
    ]),
    ("The prison has 120 staff, of whom 80 were hired last year and 30 this year.", &[]),
    ("It was a total of 45 (20 + 25).", &[
        "sum ok: 20 + 25 = 45; the text says 45",
    ]),
    ("It was a total of 45 (20 + 35).", &[
        "sum conflict: 20 + 35 = 55; the text says 45",
    ]),
    ("The fund paid £912.25, made up of £750.35 for travel and £161.90 for rooms.", &[
        "sum ok: 750.35 + 161.9 = 912.25; the text says 912.25",
    ]),
    ("The fund paid £912.25, made up of £750.35 for travel and £262 for rooms.", &[
        "sum conflict: 750.35 + 262 = 1,012.35; the text says 912.25",
    ]),
    ("The programme supports 40 schemes, comprising 15 new services and 25 expansions.", &[
        "sum ok: 15 + 25 = 40; the text says 40",
    ]),
    ("The programme supports 40 schemes, comprising 15 new services and 35 expansions.", &[
        "sum conflict: 15 + 35 = 50; the text says 40",
    ]),
    ("The programme supports 40 schemes, comprising, for example, 15 new services and 5 expansions.", &[]),
    ("The scheme gave £502 million to councils and £13 million to authorities, totalling £515 million.", &[
        "sum ok: 502,000,000 + 13,000,000 = 515,000,000; the text says 515,000,000",
    ]),
    ("The scheme gave £502 million to councils and £13 million to authorities, totalling £615 million.", &[
        "sum conflict: 502,000,000 + 13,000,000 = 515,000,000; the text says 615,000,000",
    ]),
    ("The club sold 12 shirts and 18 scarves, a total of 30.", &[
        "sum ok: 12 + 18 = 30; the text says 30",
    ]),
    ("The club sold 12 shirts and 18 scarves, a total of 40.", &[
        "sum conflict: 12 + 18 = 30; the text says 40",
    ]),
    ("The club sold 12 shirts and 18 scarves, and a total of 400 people came.", &[]),
    ("There were 12 men and 18 women, 30 in total.", &[
        "sum ok: 12 + 18 = 30; the text says 30",
    ]),
    ("There are 118 offices: 98 in towns and 20 in villages.", &[
        "sum ok: 98 + 20 = 118; the text says 118",
    ]),
    ("The court heard 300 appeals. Of these, 120 were allowed. The remaining 180 were dismissed.", &[
        "sum ok: 120 + 180 = 300; the text says 300",
    ]),
    ("The court heard 300 appeals. Of these, 120 were allowed. The remaining 150 were dismissed.", &[
        "sum conflict: 120 + 150 = 270; the text says 300",
    ]),
    ("The court heard 300 appeals. Of these, 120 were allowed and 180 were dismissed.", &[
        "sum ok: 120 + 180 = 300; the text says 300",
    ]),
    ("The court heard 300 appeals. Of these, 120 were allowed and 30 were heard twice.", &[]),
    ("60 per cent men and 40 per cent women took part.", &[
        "sum ok: 60 % + 40 % = 100 %",
    ]),
    ("60 per cent men and 45 per cent women took part.", &[]),
    ("About 300 people came, of whom 120 were men and 150 women.", &[
        "sum ok: 120 + 150 = 270; the text says 300",
    ]),
    ("The town has 500 trees, including 200 oaks and 100 limes.", &[]),
    ("The bill came to £2.5 million, split between £1.2 million for rent and £1.3 million for pay.", &[
        "sum ok: 1,200,000 + 1,300,000 = 2,500,000; the text says 2,500,000",
    ]),
    ("The bill came to £2.5 million, split between £1.2 million for rent and £1.9 million for pay.", &[
        "sum conflict: 1,200,000 + 1,900,000 = 3,100,000; the text says 2,500,000",
    ]),
    ("The unit made three appointments: 1) Jane Doe and 2) Ann Roe.", &[]),
];

/// Parts and total in lists.
#[rustfmt::skip]
const LISTS: &[Row] = &[
    ("The council spent a total of £60 on:\n\n- paper: £10\n- pens: £20\n- stamps: £30\n", &[
        "sum ok: 10 + 20 + 30 = 60; the text says 60",
    ]),
    ("The council spent a total of £60 on:\n\n- paper: £10\n- pens: £20\n- stamps: £40\n", &[
        "sum unbound: 10 + 20 + 40 = 70; the text says 60",
    ]),
    ("Spending by kind:\n\n- paper: £10\n- pens: £20\n- stamps: £30\n- Total: £60\n", &[
        "sum ok: 10 + 20 + 30 = 60; the text says 60",
    ]),
    ("Spending by kind:\n\n- paper: £10\n- pens: £20\n- stamps: £30\n- Total: £70\n", &[
        "sum conflict: 10 + 20 + 30 = 60; the text says 70",
    ]),
    ("The council has 900 trees in these parks:\n\n- Mill Park: 100 oaks\n- Bridge Park: 200 limes\n", &[]),
];

/// Count, base and rate.
#[rustfmt::skip]
const RATES: &[Row] = &[
    ("There were 12 deaths in a population of 240,000, a rate of 5 per 100,000.", &[
        "rate ok: 12 over 240,000 is 5 for each 100,000; the text says 5",
    ]),
    ("There were 12 deaths in a population of 240,000, a rate of 7 per 100,000.", &[
        "rate conflict: 12 over 240,000 is 5 for each 100,000; the text says 7",
    ]),
    ("The trust shared £1.2m between 400 patients, or £3,000 each.", &[
        "rate ok: 1,200,000 over 400 is 3,000 for each 1; the text says 3,000",
    ]),
    ("The trust shared £1.2m between 400 patients, or £4,000 each.", &[
        "rate conflict: 1,200,000 over 400 is 3,000 for each 1; the text says 4,000",
    ]),
    ("The trust shared £1.2m between 400 patients, an average of £3,000 per patient.", &[
        "rate ok: 1,200,000 over 400 is 3,000 for each 1; the text says 3,000",
    ]),
    ("There were 12 deaths among 240 patients and a bill of 7 per 100,000.", &[]),
];

/// Totals, shares and changes of tables.
#[rustfmt::skip]
const TABLES: &[Row] = &[
    ("| Area | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| North | 10 | 21 | 31 |\n| South | 12 | 22 | 33 |\n| Total | 22 | 43 | 64 |\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
        "sum ok: 21 + 22 = 43; the text says 43",
        "sum ok: 31 + 33 = 64; the text says 64",
    ]),
    ("| Area | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| North | 10 | 21 | 31 |\n| South | 12 | 22 | 33 |\n| Total | 22 | 43 | 74 |\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
        "sum ok: 21 + 22 = 43; the text says 43",
        "sum conflict: 31 + 33 = 64; the text says 74",
    ]),
    ("| Area | 2022 |\n|---|---|\n| North | 10 |\n| South | 12 |\n| Total | 22 |\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
    ]),
    ("| Area | 2022 |\n|---|---|\n| North | 10 |\n| South | 12 |\n| Total | 32 |\n", &[
        "sum unbound: 10 + 12 = 22; the text says 32",
    ]),
    ("| Area | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| North | 10 | * | 31 |\n| South | 12 | 22 | 33 |\n| Total | 22 | 43 | 64 |\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
        "sum ok: 31 + 33 = 64; the text says 64",
    ]),
    ("| Year | Men | Women | Total |\n|---|---|---|---|\n| 2021 | 10 | 21 | 31 |\n| 2022 | 12 | 22 | 34 |\n| 2023 | 15 | 25 | 40 |\n| 2024 | 11 | 29 | 41 |\n", &[
        "sum ok: 10 + 21 = 31; the text says 31",
        "sum ok: 12 + 22 = 34; the text says 34",
        "sum ok: 15 + 25 = 40; the text says 40",
        "sum conflict: 11 + 29 = 40; the text says 41",
    ]),
    ("| Year | All staff | Men | Women |\n|---|---|---|---|\n| 2021 | 31 | 10 | 21 |\n| 2022 | 34 | 12 | 22 |\n| 2023 | 40 | 15 | 25 |\n", &[
        "sum ok: 10 + 21 = 31; the text says 31",
        "sum ok: 12 + 22 = 34; the text says 34",
        "sum ok: 15 + 25 = 40; the text says 40",
    ]),
    ("| Area | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| Women |  |  |   |\n| North | 10 | 21 | 31 |\n| South | 12 | 22 | 33 |\n| Subtotal | 22 | 43 | 64 |\n| Men |  |  |  |\n| North | 1 | 2 | 3 |\n| South | 4 | 5 | 6 |\n| Subtotal | 5 | 7 | 9 |\n| Grand total | 27 | 50 | 73 |\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
        "sum ok: 21 + 22 = 43; the text says 43",
        "sum ok: 31 + 33 = 64; the text says 64",
        "sum ok: 1 + 4 = 5; the text says 5",
        "sum ok: 2 + 5 = 7; the text says 7",
        "sum ok: 3 + 6 = 9; the text says 9",
        "sum ok: 10 + 12 + 1 + 4 = 27; the text says 27",
        "sum ok: 21 + 22 + 2 + 5 = 50; the text says 50",
        "sum ok: 31 + 33 + 3 + 6 = 73; the text says 73",
    ]),
    ("| Reason | Number | % |\n|---|---|---|\n| Theft | 20 | 20 |\n| Fraud | 30 | 30 |\n| Arson | 45 | 45 |\n| Other | 5 | 5 |\n| Total | 100 | 100 |\n", &[
        "share ok: 20 of 100 is 20 %; the text says 20 %",
        "share ok: 30 of 100 is 30 %; the text says 30 %",
        "share ok: 45 of 100 is 45 %; the text says 45 %",
        "share ok: 5 of 100 is 5 %; the text says 5 %",
        "sum ok: 20 + 30 + 45 + 5 = 100; the text says 100",
        "share ok: 100 of 100 is 100 %; the text says 100 %",
        "sum ok: 20 + 30 + 45 + 5 = 100; the text says 100",
    ]),
    ("| Month | Cases | Open | % open |\n|---|---|---|---|\n| May | 383 | 1 | 0.3% |\n| June | 343 | 5 | 1.5% |\n| July | 402 | 4 | 1.0% |\n| August | 385 | 19 | 4.9% |\n| September | 382 | 45 | 21.8% |\n", &[
        "share ok: 1 of 383 is 0.26 %; the text says 0.3 %",
        "share ok: 5 of 343 is 1.46 %; the text says 1.5 %",
        "share ok: 4 of 402 is 1 %; the text says 1 %",
        "share ok: 19 of 385 is 4.94 %; the text says 4.9 %",
        "share conflict: 45 of 382 is 11.78 %; the text says 21.8 %",
    ]),
    ("| Class | 2023 (£m) | 2024 (£m) | % change |\n|---|---|---|---|\n| A | 8,725 | 9,151 | 4.9% |\n| B | 11,194 | 11,844 | 5.8% |\n| C | 36,067 | 38,564 | 6.9% |\n| D | 8,996 | 9,326 | 3.7% |\n", &[
        "change ok: 8,725,000,000 → 9,151,000,000 is 4.88 %; the text says 4.9 %",
        "change ok: 11,194,000,000 → 11,844,000,000 is 5.81 %; the text says 5.8 %",
        "change ok: 36,067,000,000 → 38,564,000,000 is 6.92 %; the text says 6.9 %",
        "change ok: 8,996,000,000 → 9,326,000,000 is 3.67 %; the text says 3.7 %",
    ]),
    ("| Month | Number |\n|---|---|\n| 2023 | 30 |\n| May | 10 |\n| June | 20 |\n| Total | 30 |\n", &[
        "sum ok: 10 + 20 = 30; the text says 30",
        "sum ok: 10 + 20 = 30; the text says 30",
    ]),
    ("| Month | Open | Closed |\n|---|---|---|\n| 2023 | 30 | 12 |\n| May | 10 | 4 |\n| June | 20 | 8 |\n| 2024 | 20 | 9 |\n| March | 5 | 4 |\n| April | 15 | 5 |\n| Total | 50 | 21 |\n", &[
        "sum ok: 10 + 20 = 30; the text says 30",
        "sum ok: 4 + 8 = 12; the text says 12",
        "sum ok: 5 + 15 = 20; the text says 20",
        "sum ok: 4 + 5 = 9; the text says 9",
        "sum ok: 10 + 20 + 5 + 15 = 50; the text says 50",
        "sum ok: 4 + 8 + 4 + 5 = 21; the text says 21",
    ]),
    ("| Group | Volume | Share |\n|---|---|---|\n| A | 70,000 | 33% |\n| B | 587,000 | 48% |\n", &[]),
    ("| Group | Claims | Paid | % |\n|---|---|---|---|\n| A | 70,000 | 23,000 | 33% |\n| B | 587,000 | 282,000 | 48% |\n| C | 206,000 | 13,000 | 6% |\n| D | 188,000 | 7,000 | 3% |\n| E | 75,000 | 14,000 | 29% |\n", &[
        "share ok: 23,000 of 70,000 is 32.86 %; the text says 33 %",
        "share ok: 282,000 of 587,000 is 48.04 %; the text says 48 %",
        "share ok: 13,000 of 206,000 is 6.31 %; the text says 6 %",
        "share ok: 7,000 of 188,000 is 3.72 %; the text says 3 %",
        "share conflict: 14,000 of 75,000 is 18.67 %; the text says 29 %",
    ]),
    ("| Item | Price each (£) |\n|---|---|\n| Chair | 10 |\n| Desk | 25 |\n| Total | 135 |\n", &[]),
    ("| Branch | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| Navy | 3,100 | 3,200 | 3,000 |\n| Army | 7,300 | 7,100 | 7,200 |\n| Air | 3,300 | 3,400 | 3,100 |\n| Total | 13,700 | 13,600 | 13,200 |\n", &[
        "sum ok: 3,100 + 7,300 + 3,300 = 13,700; the text says 13,700",
        "sum ok: 3,200 + 7,100 + 3,400 = 13,700; the text says 13,600",
        "sum ok: 3,000 + 7,200 + 3,100 = 13,300; the text says 13,200",
    ]),
    ("| Area | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| North | 10 | 21 | 31 |\n| South | 12 | 22 | 33 |\n| Total | 22 | 43 | 66 |\n\nFigures may not sum because of rounding.\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
        "sum ok: 21 + 22 = 43; the text says 43",
    ]),
    ("| Area | 2022 | 2023 |\n|---|---|---|\n| Total | 22 | 43 |\n| North | 10 | 21 |\n| South | 12 | 22 |\n", &[
        "sum ok: 10 + 12 = 22; the text says 22",
        "sum ok: 21 + 22 = 43; the text says 43",
    ]),
];

/// Changes whose numbers stand in two sentences, and factors between two levels.
#[rustfmt::skip]
const CHANGES_NEAR: &[Row] = &[
    ("Thefts in the county rose by 31% last year.\n\nThere were 333 thefts in 2024, up from 254 in 2023.", &[
        "change ok: 254 → 333 is 31.1 %; the text says 31 %",
    ]),
    ("# Thefts soar by 31%\n\nThere were 333 thefts in 2024, up from 254 in 2023.", &[
        "change ok: 254 → 333 is 31.1 %; the text says 31 %",
    ]),
    ("Thefts in the county rose by 51% last year.\n\nThere were 333 burglaries in 2024, up from 254 in 2023.", &[]),
    ("Thefts in the county fell by 31% last year.\n\nThere were 333 thefts in 2024, up from 254 in 2023.", &[]),
    ("The number of nurses has more than doubled.\n\nThere are 640 nurses, up from 310 in 2019.", &[
        "change ok: 310 → 640 is 2.06 times; the text says 2 times",
    ]),
    ("The number of nurses has more than doubled.\n\nThere are 640 boats, up from 310 in 2019.", &[]),
    ("Libraries are open 500 fewer hours a week than in 2010.\n\nThey opened for 2,100 hours a week, down from 2,600 in 2010.", &[
        "change ok: 2,600 → 2,100 is 500; the text says 500",
    ]),
    ("The force had 260 dogs last year, up from 200 in 2019. That is a rise of 30%.", &[
        "change ok: 200 → 260 is 30 %; the text says 30 %",
    ]),
    ("The force had 260 dogs last year, up from 200, according to answers from 7 of the 9 stations.", &[]),
    ("The club has 120 members, twice the number in the previous year (60).", &[
        "change ok: 60 → 120 is 2 times; the text says 2 times",
    ]),
    ("The club has 120 members, twice the 60 that it had in 2019.", &[
        "change ok: 60 → 120 is 2 times; the text says 2 times",
    ]),
    ("The club has 120 members, three times the number in the previous year (60).", &[
        "change conflict: 60 → 120 is 2 times; the text says 3 times",
    ]),
    ("Rents rose by 10%, from £500 a month to £550 a month.", &[
        "change ok: 500 → 550 is 10 %; the text says 10 %",
    ]),
    ("Rents rose by 20%, from £500 a month to £550 a month.", &[
        "change conflict: 500 → 550 is 10 %; the text says 20 %",
    ]),
    ("The club has 332 members, 62 more than the 270 it needs.", &[
        "change ok: 270 → 332 is 62; the text says 62",
    ]),
    ("The share rose from 47% to 55%. The number of clinics also rose by about 14%.", &[]),
];

/// Shares whose whole or part stands in the sentence before, or behind the share.
#[rustfmt::skip]
const SHARES_NEAR: &[Row] = &[
    ("Almost 120 people were waiting. That is 40% of the 300 patients on the list.", &[
        "share ok: 120 of 300 is 40 %; the text says 40 %",
    ]),
    ("Some 120 flats were empty. This represents 50% of the 300 flats in the block.", &[
        "share unbound: 120 of 300 is 40 %; the text says 50 %",
    ]),
    ("The trust had 300 bookings in May. About 12 of them, or 4%, were missed.", &[
        "share ok: 12 of 300 is 4 %; the text says 4 %",
    ]),
    ("The trust had 300 bookings. Of these, 12 (9%) were missed.", &[
        "share conflict: 12 of 300 is 4 %; the text says 9 %",
    ]),
    ("The trust had 300 bookings and 40 calls. Of these, 12 (9%) were missed.", &[]),
    ("A third of the 900 bookings were late. Of these, 12 (4%) were missed.", &[]),
    ("The charge was £6.2 billion, or 30% of the £20.7 billion lent.", &[
        "share ok: 6,200,000,000 of 20,700,000,000 is 29.95 %; the text says 30 %",
    ]),
    ("The charge was £6.2 billion, or 40% of the £20.7 billion lent.", &[
        "share conflict: 6,200,000,000 of 20,700,000,000 is 29.95 %; the text says 40 %",
    ]),
    ("There were 120 complaints, and 40% of the 900 calls were lost.", &[]),
    ("About one in five (60 of 300) failed.", &[
        "share ok: 60 of 300 is 0.2; the text says 0.2",
    ]),
];

/// Sums of parts that stand beside their total or sentences before it.
#[rustfmt::skip]
const SUMS_NEAR: &[Row] = &[
    ("The panel of 15, eight women and seven men, met in May.", &[
        "sum ok: 8 + 7 = 15; the text says 15",
    ]),
    ("The panel of 15, eight women and nine men, met in May.", &[
        "sum conflict: 8 + 9 = 17; the text says 15",
    ]),
    ("In 2019, 13 guards left and 27 joined the queue to go. A further 21 went in May. Of the 61, most were new.", &[
        "sum ok: 13 + 27 + 21 = 61; the text says 61",
    ]),
    ("The town gave £16m to roads and £5m to parks. In total, this is £21m of new money.", &[
        "sum ok: 16,000,000 + 5,000,000 = 21,000,000; the text says 21,000,000",
    ]),
    ("The town gave £16m to roads and £5m to parks. In total, this is £51m of new money.", &[]),
    ("Signals made up 56.4% of delay minutes, and crews caused 43.6% of delay minutes.", &[
        "sum ok: 56.4 % + 43.6 % = 100 %",
    ]),
    ("Over 75% of posts are held by women and over 25% of posts by graduates.", &[]),
    ("The share rose from 40% of posts to 60% of posts.", &[]),
];

/// Rates over what the words name, and amounts for another length of time.
#[rustfmt::skip]
const RATES_NEAR: &[Row] = &[
    ("Some 900 people crossed last year. They came in 20 boats, at an average of 45 people a boat.", &[
        "rate ok: 900 over 20 is 45 for each 1; the text says 45",
    ]),
    ("Some 900 people crossed last year. They came in 20 boats, at an average of 65 people a boat.", &[]),
    ("There were 10,281 fires in the 12 months to December. That is equivalent to about 28 a day.", &[
        "rate ok: 10,281 a year is 28.17 a day; the text says 28",
    ]),
    ("There were 10,281 fires in the 12 months to December. That is equivalent to about 48 a day.", &[]),
    ("The cap is £50 a month (£600 a year).", &[
        "rate ok: 50 a month is 600 a year; the text says 600",
    ]),
    ("The cap is £50 a month (£900 a year).", &[]),
];

/// Tables that lost their lines, and what sentences say of tables.
#[rustfmt::skip]
const TABLES_NEAR: &[Row] = &[
    ("Reason\n\n2022\n\n2023\n\nTheft\n\n31\n\n44\n\nFraud\n\n22\n\n25\n\nArson\n\n9\n\n11\n\nTotal\n\n62\n\n80\n", &[
        "sum ok: 31 + 22 + 9 = 62; the text says 62",
        "sum ok: 44 + 25 + 11 = 80; the text says 80",
    ]),
    ("Reason\n\n2022\n\n2023\n\nTheft\n\n31\n\n44\n\nFraud\n\n22\n\n25\n\nArson\n\n9\n\n11\n", &[]),
    ("| Speed | Devices |\n|---|---|\n| Slow | 31,910 |\n| Fast | 15,204 |\n| Rapid | 10,786 |\n\nIn total there were 57,900 devices in May.\n", &[
        "sum ok: 31,910 + 15,204 + 10,786 = 57,900; the text says 57,900",
    ]),
    ("| Speed | Devices |\n|---|---|\n| Slow | 31,910 |\n| Fast | 15,204 |\n| Rapid | 10,786 |\n\nIn total there were 67,900 devices in May.\n", &[]),
    ("In 2024, 184 guards were dismissed, an increase of 30 per cent on the previous year.\n\n| Reason | 2023 | 2024 |\n|---|---|---|\n| Theft | 95 | 139 |\n| Fraud | 47 | 45 |\n| Total | 142 | 184 |\n", &[
        "change ok: 142 → 184 is 29.58 %; the text says 30 %",
        "sum ok: 95 + 47 = 142; the text says 142",
        "sum ok: 139 + 45 = 184; the text says 184",
    ]),
    ("| Year | Homes | Shops | Total |\n|---|---|---|---|\n| 2021 | 12 | 3 | 15 |\n| 2022 | 0 | 0 | 0 |\n| 2023 | 58 | 9 | 67 |\n", &[
        "sum ok: 12 + 3 = 15; the text says 15",
        "sum ok: 0 + 0 = 0; the text says 0",
        "sum ok: 58 + 9 = 67; the text says 67",
    ]),
    ("| Year | Homes | Shops | Total |\n|---|---|---|---|\n| 2021 | 0 | 3 | 3 |\n", &[]),
];

/// Figures that say nothing about each other.
#[rustfmt::skip]
const OTHER: &[Row] = &[
    ("She was 34 and he was 36, and they had 2 children.", &[]),
    ("In 2019 there were 12. In 2020 there were 18. In 2021 there were 30.", &[]),
];

/// The checks of a text in Markdown.
fn checks(text: &str) -> Vec<Check> {
    let record: Option<Record> = process(Format::Markdown, text.as_bytes().to_vec()).ok();
    record.map(|record| record.checks).unwrap_or_default()
}

fn in_words(check: &Check) -> String {
    let name = |value: serde_json::Result<String>| value.unwrap_or_default().replace('"', "");
    let kind = name(serde_json::to_string(&check.kind));
    let status = name(serde_json::to_string(&check.status));
    format!("{kind} {status}: {}", check.note)
}

fn agrees(row: &Row) -> Vec<String> {
    let (text, expected) = row;
    let expected: Vec<String> = expected.iter().map(|check| (*check).to_owned()).collect();
    same(text, &checks(text).iter().map(in_words).collect(), &expected)
}

/// What every check promises, whatever the text.
fn broken(check: &Check) -> Vec<String> {
    /// The wire format keeps four decimals.
    const ROUNDED: f64 = 2e-4;
    let distance =
        check.expected.zip(check.found).map_or(f64::NAN, |(expected, found)| (expected - found).abs());
    let result = check.inputs.last().map_or(0, |input| input.start);
    let parts = &check.inputs[..check.inputs.len().saturating_sub(1)];
    let promises = [
        ("at least one number and a result", check.inputs.len() >= 2),
        ("a tolerance that is a number", check.tolerance >= 0.0 && check.tolerance.is_finite()),
        ("both results", distance.is_finite()),
        ("numbers in text order", parts.is_sorted_by_key(|input| input.start)),
        ("a result that is no part", parts.iter().all(|part| part.start != result)),
        (
            "a status that is the distance against the tolerance",
            match check.status {
                CheckStatus::Ok => distance <= check.tolerance + ROUNDED,
                CheckStatus::Conflict | CheckStatus::Unbound => distance > check.tolerance - ROUNDED,
            },
        ),
        ("a note", !check.note.is_empty()),
    ];
    let failed = promises.iter().filter(|(_, kept)| !kept);
    failed.map(|(promise, _)| format!("{promise}: {check:?}")).collect()
}

#[test]
fn changes() {
    each(CHANGES, agrees);
}

#[test]
fn shares() {
    each(SHARES, agrees);
}

#[test]
fn sums() {
    each(SUMS, agrees);
}

#[test]
fn lists() {
    each(LISTS, agrees);
}

#[test]
fn rates() {
    each(RATES, agrees);
}

#[test]
fn tables() {
    each(TABLES, agrees);
}

#[test]
fn changes_over_sentences() {
    each(CHANGES_NEAR, agrees);
}

#[test]
fn shares_over_sentences() {
    each(SHARES_NEAR, agrees);
}

#[test]
fn sums_over_sentences() {
    each(SUMS_NEAR, agrees);
}

#[test]
fn rates_over_sentences() {
    each(RATES_NEAR, agrees);
}

#[test]
fn tables_and_sentences() {
    each(TABLES_NEAR, agrees);
}

#[test]
fn other() {
    each(OTHER, agrees);
}

#[test]
fn every_check_of_the_rows_keeps_its_promises() {
    let near = [CHANGES_NEAR, SHARES_NEAR, SUMS_NEAR, RATES_NEAR, TABLES_NEAR].concat();
    let rows = [near, [CHANGES, SHARES, SUMS, LISTS, RATES, TABLES, OTHER].concat()].concat();
    each(&rows, |(text, _)| checks(text).iter().flat_map(broken).collect());
}

#[test]
fn the_inputs_are_the_numbers_of_the_text() {
    let text = "Burglaries went up 23% from 335,400 to 412,600.";
    let found = checks(text);
    let inputs: Vec<(&str, f64)> = found
        .iter()
        .flat_map(|check| &check.inputs)
        .map(|input| (&text[input.start..input.end], input.value))
        .collect();
    assert_eq!(inputs, [("335,400", 335_400.0), ("412,600", 412_600.0), ("23%", 23.0)]);
}

#[test]
fn a_long_table_takes_one_pass() {
    let row = |row: usize| format!("| r{row} | {row} | 1 | {} |", row + 1);
    let rows: Vec<String> = (0..5_000).map(row).collect();
    let (head, total) =
        ("| Area | A | B | Total |\n|---|---|---|---|", "| Total | 12497500 | 5000 | 12502500 |");
    let table = format!("{head}\n{}\n{total}\n", rows.join("\n"));
    let found = checks(&table);
    assert!(found.iter().all(|check| check.status == CheckStatus::Ok));
    assert_eq!(found.iter().map(|check| check.inputs.len()).max(), Some(5_001));
}

/// Words that sums and changes are told with, and numbers.
const WORDS: &[&str] = &[
    " from ", " to ", " of ", " of the ", " a total of ", " (", ") ", ", ", ". ", "; ", ": ", " + ", " and ",
    " rose by ", " fell by ", " up ", " down ", "Of these, ", "The remaining ", " of whom ", " comprising ",
    " totalling ", " per cent ", "%", " men", " women", " staff ", " more than ", " nearly ", " doubled ",
    " halved ", " a third ", " one in five ", " per 100,000 ", " in a population of ", " between ", " each ",
    "£", "million ", "0", "1", "12", "18", "30", "300", "1,200", "2.5", "-3", "1e9", "٣", "½", "👍",
    "e\u{301}", "\u{A0}", "\n\n", "\n- ", "\n| ", " | ", "|---|---|\n", "| Total | ",
    "999999999999999999999",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn checks_of_any_text_keep_their_promises(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..60)
    ) {
        let complaints: Vec<String> = checks(&words.concat()).iter().flat_map(broken).collect();
        prop_assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}
