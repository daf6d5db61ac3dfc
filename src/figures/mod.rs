//! Quantities and the times they hold for: from text to normalised figures.
//!
//! [`find`] reads a stretch of text in five steps, one a file: tokens → number phrase → quantity with its unit →
//! range, modifiers, rate and direction → slots (what is counted, of what, when). Dates and periods are read first
//! and taken out, so that no year is ever a count. Every step is a hand-written parser that looks a bounded number
//! of tokens ahead and back, so the whole is linear in the text.

mod token;

mod lexicon;
mod units;

mod numbers;
mod vague;

mod quantity;

mod ages;
mod changes;
mod modifiers;
mod ranges;
mod rates;
mod veto;

mod stamp;

mod calendar;

mod periods;

mod phrases;
mod slots;

mod cells;
mod grammar;

use jiff::civil::Date;

pub use self::cells::find_in_cell;
use self::grammar::Step;
use self::token::Tokens;
use crate::document::{Figure, Period};
use crate::span::Span;

/// What the surroundings of a stretch of text say about its figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The day that "last month" counts from.
    pub reference: Option<Date>,
    /// The period of figures that name none of their own, as a caption or heading gives it.
    pub period: Option<&'a Period>,
}

/// All quantities of one stretch of text (a sentence, headline or list item), in text order, not overlapping.
///
/// # Panics
///
/// When `sentence` does not lie on character boundaries inside `text`.
#[must_use]
pub fn find(text: &str, sentence: Span, context: &Context<'_>) -> Vec<Figure> {
    let tokens = Tokens::new(text, sentence);
    if !tokens.promising {
        return Vec::new();
    }
    let named = periods::find(&tokens, context.reference);
    let periods: Vec<Period> = named.iter().map(|named| named.period.clone()).collect();
    let mut figures = Vec::new();
    let mut taken = named.iter().peekable();
    let (mut at, mut floor) = (0, 0);
    while at < tokens.len() {
        while taken.next_if(|named| named.end <= at).is_some() {}
        if let Some(named) = taken.peek().filter(|named| named.first <= at) {
            at = named.end;
            floor = at;
            continue;
        }
        match grammar::read(&tokens, at, floor) {
            Step::Found(quantity, resume) => {
                figures.push(slots::fill(&tokens, quantity, &periods, context));
                at = resume.max(at + 1);
                floor = at;
            }
            Step::Skipped(end) => {
                at = end.max(at + 1);
                floor = at;
            }
            Step::Nothing => at += 1,
        }
    }
    figures
}

/// The dates and periods that a stretch of text names, in text order, not overlapping.
///
/// Those that lean on the day of writing, such as "last month", have no dates when the context has no reference.
///
/// # Panics
///
/// When `sentence` does not lie on character boundaries inside `text`.
#[must_use]
pub fn periods(text: &str, sentence: Span, context: &Context<'_>) -> Vec<Period> {
    let tokens = Tokens::new(text, sentence);
    if !tokens.promising {
        return Vec::new();
    }
    periods::find(&tokens, context.reference).into_iter().map(|named| named.period).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Missing;
    use proptest::prelude::*;

    /// `span | number | value[low..high] | kind unit modifier direction`
    fn describe(text: &str, figure: &Figure) -> String {
        let shown = |bound: Option<f64>| bound.map(|b| rounded(b).to_string()).unwrap_or_default();
        let bounds = if figure.low.is_some() || figure.high.is_some() {
            format!("[{}..{}]", shown(figure.low), shown(figure.high))
        } else {
            String::new()
        };
        let words = format!(
            "{:?} {} {} {}",
            figure.kind,
            figure.unit.unwrap_or_default(),
            figure.modifier.map(|m| format!("{m:?}")).unwrap_or_default(),
            figure.direction.map(|d| format!("{d:?}")).unwrap_or_default(),
        );
        let words: Vec<&str> = words.split_whitespace().collect();
        format!(
            "{} | {} | {}{bounds} | {}",
            figure.span.of(text),
            figure.number.of(text),
            shown(figure.value),
            words.join(" ")
        )
    }

    fn rounded(value: f64) -> f64 {
        (value * 1e6).round() / 1e6
    }

    /// Compares what `read` says of every sentence with what the row expects, and shows all rows that differ.
    fn check(rows: &[(&str, &[&str])], read: impl Fn(&str) -> Vec<String>) {
        let failed: Vec<String> = rows
            .iter()
            .map(|(text, expected)| (text, expected, read(text)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, expected, found)| format!("{text}\n  expected {expected:?}\n  found    {found:?}"))
            .collect();
        assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    }

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    fn figures_of(text: &str) -> Vec<Figure> {
        find(text, whole(text), &Context::default())
    }

    fn described(text: &str) -> Vec<String> {
        figures_of(text).iter().map(|figure| describe(text, figure)).collect()
    }

    fn reference() -> Context<'static> {
        Context { reference: Some(jiff::civil::date(2024, 6, 15)), period: None }
    }

    #[rustfmt::skip]
    const QUANTITIES: &[(&str, &[&str])] = &[
        ("The force dismissed 17 officers.", &["17 | 17 | 17 | Count person"]),
        ("It holds 2,600 men.", &["2,600 | 2,600 | 2600 | Count person"]),
        ("The pass mark was 3.75.", &["3.75 | 3.75 | 3.75 | Count"]),
        ("Two thousand six hundred and sixty-six complaints were upheld.", &["Two thousand six hundred and sixty-six | Two thousand six hundred and sixty-six | 2666 | Count"]),
        ("A hundred cells stood empty.", &["A hundred | A hundred | 100 | Count"]),
        ("One hundred and five wardens and two hundred guards resigned.", &["One hundred and five | One hundred and five | 105 | Count", "two hundred | two hundred | 200 | Count person"]),
        ("Twenty-three lorries were stopped.", &["Twenty-three | Twenty-three | 23 | Count"]),
        ("Nine hundred thousand leaflets were printed.", &["Nine hundred thousand | Nine hundred thousand | 900000 | Count"]),
        ("One and a half million households were written to.", &["One and a half million | One and a half million | 1500000 | Count"]),
        ("They waited two and a half hours.", &["two and a half hours | two and a half | 2.5 | Duration hour"]),
        ("About two point five million forms were lost.", &["About two point five million | two point five million | 2500000 | Count Approximately"]),
        ("The fund paid out 2.5 million vouchers.", &["2.5 million | 2.5 million | 2500000 | Count"]),
        ("The town has 120k residents.", &["120k | 120k | 120000 | Count person"]),
        ("The firm printed 3bn labels.", &["3bn | 3bn | 3000000000 | Count"]),
        ("It lost £100m in a day.", &["£100m | 100m | 100000000 | Money GBP"]),
        ("The grant was £2.5bn.", &["£2.5bn | 2.5bn | 2500000000 | Money GBP"]),
        ("It cost $4.2 billion.", &["$4.2 billion | 4.2 billion | 4200000000 | Money USD"]),
        ("He was fined US$5m.", &["US$5m | 5m | 5000000 | Money USD"]),
        ("She paid A$300 for it.", &["A$300 | 300 | 300 | Money AUD"]),
        ("The stamp costs 85p.", &["85p | 85 | 0.85 | Money GBP"]),
        ("A loaf costs 90 pence.", &["90 pence | 90 | 0.9 | Money GBP"]),
        ("They owe five million pounds.", &["five million pounds | five million | 5000000 | Money GBP"]),
        ("The bill came to €12,000.", &["€12,000 | 12,000 | 12000 | Money EUR"]),
        ("The contract is worth GBP 40 million.", &["GBP 40 million | 40 million | 40000000 | Money GBP"]),
        ("He found 20 euros.", &["20 euros | 20 | 20 | Money EUR"]),
        ("The watch was sold for 300 dollars.", &["300 dollars | 300 | 300 | Money USD"]),
        ("Half of the cells were empty.", &["Half | Half | 0.5 | Ratio"]),
        ("Half the boats sank.", &["Half | Half | 0.5 | Ratio"]),
        ("Two-thirds of tenants are in arrears.", &["Two-thirds | Two-thirds | 0.666667 | Ratio"]),
        ("A quarter of the budget is spent.", &["A quarter | A quarter | 0.25 | Ratio"]),
        ("Three quarters of a million leaflets were sent.", &["Three quarters of a million | Three quarters of a million | 750000 | Count"]),
        ("Nearly a third of claims failed.", &["Nearly a third | a third | 0.333333[..0.333333] | Ratio Nearly"]),
        ("It took three quarters of an hour.", &["three quarters of an hour | three quarters | 0.75 | Duration hour"]),
        ("It took half an hour.", &["half an hour | half | 0.5 | Duration hour"]),
        ("One in five inmates is on remand.", &["One in five | One in five | 0.2 | Ratio"]),
        ("1 in 10 vans was overloaded.", &["1 in 10 | 1 in 10 | 0.1 | Ratio"]),
        ("One out of ten said yes.", &["One out of ten | One out of ten | 0.1 | Ratio"]),
        ("Six in 10 agreed.", &["Six in 10 | Six in 10 | 0.6 | Ratio"]),
        ("Three in every four homes were damp.", &["Three in every four | Three in every four | 0.75 | Ratio"]),
        ("Two in 2015 and three in 2016 were closed.", &["Two | Two | 2 | Count", "three | three | 3 | Count"]),
        ("They were seen 3 in 24 hours.", &["3 | 3 | 3 | Count", "24 hours | 24 | 24 | Duration hour"]),
        ("40 per cent of prisoners reoffend.", &["40 per cent | 40 | 40 | Percent %"]),
        ("The rate was 7.2%.", &["7.2% | 7.2 | 7.2 | Percent %"]),
        ("Turnout was 61pc.", &["61pc | 61 | 61 | Percent %"]),
        ("It rose by three percentage points.", &["three percentage points | three | 3 | Percent percentage point Up"]),
        ("The bank cut rates by 25 basis points.", &["25 basis points | 25 | 25 | Percent basis point Down"]),
        ("Between 5 and 10 per cent of staff left.", &["Between 5 and 10 per cent | 5 and 10 | [5..10] | Percent % Between"]),
        ("10 to 15 per cent of claims fail.", &["10 to 15 per cent | 10 to 15 | [10..15] | Percent % Between"]),
        ("Some 5–10 per cent of meters fail.", &["5–10 per cent | 5–10 | [5..10] | Percent % Between"]),
        ("Prices went from £800,000 to £1.3 million.", &["from £800,000 to £1.3 million | 800,000 to £1.3 million | [800000..1300000] | Money GBP Between"]),
        ("Offers of £1-2 million were turned down.", &["£1-2 million | 1-2 million | [1000000..2000000] | Money GBP Between"]),
        ("The term is 5-10 years.", &["5-10 years | 5-10 | [5..10] | Duration year Between"]),
        ("Two or three vans were parked outside.", &["Two or three | Two or three | [2..3] | Count Between"]),
        ("The wait is 12 to 18 weeks.", &["12 to 18 weeks | 12 to 18 | [12..18] | Duration week Between"]),
        ("Sales rose from 100 to 200.", &["100 | 100 | 100 | Count", "200 | 200 | 200 | Count Up"]),
        ("The rate fell from 11.5% to 8.6%.", &["11.5% | 11.5 | 11.5 | Percent %", "8.6% | 8.6 | 8.6 | Percent % Down"]),
        ("There are 3.1 vacancies per 100 staff.", &["3.1 | 3.1 | 3.1 | Rate"]),
        ("The rate was 3.1 per 100 staff.", &["3.1 per 100 staff | 3.1 | 3.1 | Rate"]),
        ("There were 12 deaths per 100,000 people.", &["12 | 12 | 12 | Rate"]),
        ("The allowance is £94.25 a week.", &["£94.25 a week | 94.25 | 94.25 | Rate GBP"]),
        ("It is a £50,000-a-year post.", &["£50,000-a-year | 50,000 | 50000 | Rate GBP"]),
        ("They drink five cups a day.", &["five | five | 5 | Rate"]),
        ("They work 40 hours a week.", &["40 hours a week | 40 | 40 | Rate hour"]),
        ("It spends £12 per head.", &["£12 per head | 12 | 12 | Rate GBP"]),
        ("The ratio was 4:1.", &["4:1 | 4:1 | 4 | Ratio"]),
        ("Remain was outnumbered by two to one.", &["two to one | two to one | 2 | Ratio"]),
        ("Thefts doubled.", &["doubled | doubled | 2 | Change Up"]),
        ("Assaults have more than doubled since May.", &["more than doubled | doubled | 2[2..] | Change MoreThan Up"]),
        ("Waiting times were halved.", &["halved | halved | 0.5 | Change Down"]),
        ("Twice as many men as women applied.", &["Twice | Twice | 2 | Change Up"]),
        ("Girls were three times more likely to reply.", &["three times | three | 3 | Change Up"]),
        ("Costs grew tenfold.", &["tenfold | tenfold | 10 | Change Up"]),
        ("There was a 10-fold rise.", &["10-fold | 10 | 10 | Change Up"]),
        ("Complaints fell by a third.", &["a third | a third | 0.333333 | Ratio Down"]),
        ("Fees are up 23% from 10,666.", &["23% | 23 | 23 | Percent % Up", "10,666 | 10,666 | 10666 | Count"]),
        ("There was a 15 per cent rise in thefts.", &["15 per cent | 15 | 15 | Percent % Up"]),
        ("An increase of 15% was recorded.", &["15% | 15 | 15 | Percent % Up"]),
        ("It saw a fall in the use of agency staff of 2.9 percentage points.", &["2.9 percentage points | 2.9 | 2.9 | Percent percentage point Down"]),
        ("Output was 14% higher than expected.", &["14% | 14 | 14 | Percent % Up"]),
        ("Use fell by 5% to 9,000.", &["5% | 5 | 5 | Percent % Down", "9,000 | 9,000 | 9000 | Count Down"]),
        ("Numbers dropped 12 per cent.", &["12 per cent | 12 | 12 | Percent % Down"]),
        ("They raised £5,000 for charity.", &["£5,000 | 5,000 | 5000 | Money GBP"]),
        ("They are made up 5% of clay.", &["5% | 5 | 5 | Percent %"]),
        ("It has the third highest rate.", &["third highest | third | 3 | Rank"]),
        ("It is the second-largest jail.", &["second-largest | second | 2 | Rank"]),
        ("The council ranked 17th.", &["17th | 17th | 17 | Rank"]),
        ("He was jailed for 18 months.", &["18 months | 18 | 18 | Duration month"]),
        ("She got four years and six months.", &["four years | four | 4 | Duration year", "six months | six | 6 | Duration month"]),
        ("It takes 5 working days.", &["5 working days | 5 | 5 | Duration day"]),
        ("There is a 12-week wait.", &["12-week | 12 | 12 | Duration week"]),
        ("It lasted over five hours.", &["over five hours | five | 5[5..] | Duration hour MoreThan"]),
        ("The scheme costs £2bn over five years.", &["£2bn | 2bn | 2000000000 | Money GBP", "five years | five | 5 | Duration year"]),
        ("A 17-year-old boy was hurt.", &["17-year-old | 17 | 17 | Age year"]),
        ("He was 17 years old.", &["17 years old | 17 | 17 | Age year"]),
        ("Those aged 65 and over may apply.", &["65 and over | 65 | 65[65..] | Age year AtLeast"]),
        ("Boyd, 24, denies it.", &["24 | 24 | 24 | Age year"]),
        ("Jean Smith (43) was fined.", &["43 | 43 | 43 | Age year"]),
        ("It is open to under-18s.", &["under-18s | 18 | 18[..18] | Age year LessThan"]),
        ("16- to 24-year-olds were asked.", &["16- to 24-year-olds | 16- to 24 | [16..24] | Age year Between"]),
        ("Children aged between 5 and 10 go free.", &["between 5 and 10 | 5 and 10 | [5..10] | Age year Between"]),
        ("The 50 to 64 age group fared worst.", &["50 to 64 | 50 to 64 | [50..64] | Age year Between"]),
        ("The road is 12 miles long.", &["12 miles | 12 | 12 | Measure mile"]),
        ("The site covers 40 hectares and 3 square miles.", &["40 hectares | 40 | 40 | Measure hectare", "3 square miles | 3 | 3 | Measure square mile"]),
        ("It reached -5°C at night and 20 degrees Celsius by noon.", &["-5°C | -5 | -5 | Measure degree Celsius", "20 degrees Celsius | 20 | 20 | Measure degree Celsius"]),
        ("He drove at 90mph, not 60 miles per hour.", &["90mph | 90 | 90 | Measure mile per hour", "60 miles per hour | 60 | 60 | Measure mile per hour"]),
        ("It weighs 3.5 tonnes.", &["3.5 tonnes | 3.5 | 3.5 | Measure tonne"]),
        ("The farm makes 50MW.", &["50MW | 50 | 50 | Measure megawatt"]),
        ("It holds 16GB.", &["16GB | 16 | 16 | Measure gigabyte"]),
        ("Dozens of officers left.", &["Dozens | Dozens | [24..] | Count person"]),
        ("Scores of homes were lost.", &["Scores | Scores | [40..] | Count"]),
        ("Hundreds of thousands of pounds were wasted.", &["Hundreds of thousands of pounds | Hundreds of thousands | [200000..1000000] | Money GBP"]),
        ("Tens of thousands marched.", &["Tens of thousands | Tens of thousands | [20000..100000] | Count"]),
        ("Several hundred cells are shut.", &["Several hundred | Several hundred | [200..1000] | Count"]),
        ("A few thousand came.", &["A few thousand | A few thousand | [2000..] | Count"]),
        ("Half a dozen men and a dozen women sat.", &["Half a dozen | Half a dozen | 6 | Count person", "a dozen | a dozen | 12 | Count person"]),
        ("A handful of cases remain.", &["A handful | A handful |  | Count"]),
        ("A couple of vans were seen.", &["A couple | A couple | [2..] | Count"]),
        ("More than 2,600 men were held.", &["More than 2,600 | 2,600 | 2600[2600..] | Count person MoreThan"]),
        ("No fewer than 30 staff left.", &["No fewer than 30 | 30 | 30[30..] | Count person AtLeast"]),
        ("Up to 50 jobs will go.", &["Up to 50 | 50 | 50[..50] | Count AtMost"]),
        ("At most 12 can sit.", &["At most 12 | 12 | 12[..12] | Count AtMost"]),
        ("Fewer than 10 applied.", &["Fewer than 10 | 10 | 10[..10] | Count LessThan"]),
        ("Just under 10,000 were sent.", &["Just under 10,000 | 10,000 | 10000[..10000] | Count Nearly"]),
        ("Close to 400 came.", &["Close to 400 | 400 | 400[..400] | Count Nearly"]),
        ("It lost as many as 300 posts.", &["as many as 300 | 300 | 300[..300] | Count AtMost"]),
        ("A minimum of 20 hours is required.", &["A minimum of 20 hours | 20 | 20[20..] | Duration hour AtLeast"]),
        ("An estimated 4,000 eels died.", &["An estimated 4,000 | 4,000 | 4000 | Count Approximately"]),
        ("It has 50+ rooms and 40-odd doors.", &["50+ | 50 | 50[50..] | Count AtLeast", "40-odd | 40 | 40 | Count Approximately"]),
        ("Fines of £20 or more apply.", &["£20 or more | 20 | 20[20..] | Money GBP AtLeast"]),
        ("Ten or so were hurt.", &["Ten or so | Ten | 10 | Count Approximately"]),
        ("<5 cases were seen and ~30 were not.", &["<5 | 5 | 5[..5] | Count LessThan", "~30 | 30 | 30 | Count Approximately"]),
        ("A 300-bed unit will open.", &["300 | 300 | 300 | Count"]),
        ("The service answered 1\u{2009}204\u{2009}333 calls.", &["1\u{2009}204\u{2009}333 | 1\u{2009}204\u{2009}333 | 1204333 | Count"]),
        ("Some 12\u{a0}500 tickets and 12\u{202f}500 coats went.", &["Some 12\u{a0}500 | 12\u{a0}500 | 12500 | Count Approximately", "12\u{202f}500 | 12\u{202f}500 | 12500 | Count"]),
    ];

    #[test]
    fn quantities_are_found_and_normalised() {
        check(QUANTITIES, described);
    }

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
            periods(text, whole(text), &reference())
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
            let found = periods(text, whole(text), &Context::default());
            let spans: Vec<&str> = found.iter().map(|period| period.span.of(text)).collect();
            assert_eq!(spans, [text]);
            assert_eq!((&found[0].from, &found[0].to), (&None, &None), "{text}");
        }
    }

    /// `number | subject | denominator | period | missing`
    #[rustfmt::skip]
    const SLOTS: &[(&str, &[&str])] = &[
        ("2,600 sexual assault allegations were made.", &["2,600 | sexual assault allegations | | | Period"]),
        ("In 2018, 17 of the officers were dismissed.", &["17 | officers | | 2018 |"]),
        ("12 convicted prisoners and 5 moved.", &["12 | convicted prisoners | | | Period", "5 | | | | Period"]),
        ("40 per cent of prisoners said so in 2019.", &["40 | prisoners | prisoners | 2019 |"]),
        ("About 40 per cent said so in 2019.", &["40 | | | 2019 | Denominator"]),
        ("One in five officers left.", &["One in five | officers | officers | | Period"]),
        ("In May there were 12 deaths per 100,000 people.", &["12 | deaths | 100,000 people | May |"]),
        ("It is 3.1 per 100 staff in 2024.", &["3.1 | | 100 staff | 2024 |"]),
        ("It costs £20 per person per day.", &["20 | | person per day | | Period"]),
        ("Thefts rose by 15% last year.", &["15 | | | last year | Baseline"]),
        ("Thefts rose by 15% from 2010 to 2015.", &["15 | | | from 2010 to 2015 |"]),
        ("Thefts rose by 15% last year compared with 2019.", &["15 | | | last year |"]),
        ("Thefts doubled.", &["doubled | | | | Baseline"]),
        ("In 2010 there were 5 cases, and in 2015 there were 9.", &["5 | cases | | 2010 |", "9 | | | 2015 |"]),
        ("He was paid 6 legacy IT grants in 2015.", &["6 | legacy IT grants | | 2015 |"]),
    ];

    #[test]
    fn slots_are_filled() {
        check(SLOTS, |text| figures_of(text).iter().map(|figure| slots_of(text, figure)).collect());
    }

    fn slots_of(text: &str, figure: &Figure) -> String {
        let shown = |span: Option<Span>| span.map(|span| format!(" {}", span.of(text))).unwrap_or_default();
        let missing: Vec<String> = figure.missing.iter().map(|m: &Missing| format!(" {m:?}")).collect();
        format!(
            "{} |{} |{} |{} |{}",
            figure.number.of(text),
            shown(figure.subject),
            shown(figure.denominator),
            shown(figure.period.as_ref().map(|period| period.span)),
            missing.concat()
        )
    }

    #[test]
    fn the_context_gives_the_period_that_the_sentence_lacks() {
        let caption = Period { span: Span::new(0, 0), from: Some("2018".into()), to: Some("2018".into()) };
        let context = Context { reference: None, period: Some(&caption) };
        let text = "17 officers left.";
        assert_eq!(find(text, whole(text), &context)[0].period.as_ref(), Some(&caption));
    }

    #[test]
    fn spans_refer_to_the_whole_document() {
        let text = "Été. In 2015, 17 men left. End.";
        let sentence = Span::new(6, 28);
        let found = find(text, sentence, &Context::default());
        assert_eq!(found[0].span.of(text), "17");
        assert_eq!(found[0].period.as_ref().map(|p| p.span.of(text)), Some("2015"));
    }

    /// A reader that looked far ahead from every number would take minutes here.
    #[test]
    fn hostile_input_is_read_in_linear_time() {
        let started = std::time::Instant::now();
        for unit in [
            "5 ",
            "1,",
            "5-",
            "one ",
            "two hundred and ",
            "million ",
            "from 5 to ",
            "a ",
            "5 a-",
            "@",
            "a@",
            "half a ",
            "per 5 ",
            "2015 ",
            "May ",
            "9".repeat(400).as_str(),
            "in 1 ",
            "section 5, ",
            "the year to ",
            "between ",
            "-",
            "5 of the ",
            "point five ",
            "020 ",
            "up by ",
            "£",
            "½",
            "last ",
            "(1)",
            "1.2.",
            "Jones, 24, ",
        ] {
            let text = unit.repeat(20_000 / unit.len().min(20));
            let _ = find(&text, whole(&text), &reference());
        }
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }

    const WORDS: &[&str] = &[
        "5", "1,204", "2.5", "٣", "½", "one", "two", "hundred", "million", "half", "third", "a", "of", "and",
        "in", "per", "cent", "%", "£", "$", "-", "–", "to", "between", "from", "2015", "2015/16", "May",
        "year", "last", "the", "old", "aged", ",", ".", "(", ")", ":", "/", "’s", "e\u{301}", "👩‍👩‍👧", "\r\n",
        "\u{a0}", "m", "k", "bn", "doubled", "dozens", "section", "people", "officers", "rose", "by", "than",
        "more", "@", "www", "#", "°", "C", "ago", "00", "3rd", "²",
    ];

    fn spans_of(figure: &Figure) -> Vec<Span> {
        let period = figure.period.as_ref().map(|period| period.span);
        let others = [figure.subject, figure.denominator, figure.place, period];
        [figure.span, figure.number].into_iter().chain(others.into_iter().flatten()).collect()
    }

    fn obeys_the_laws(text: &str) -> Result<(), TestCaseError> {
        let found = find(text, whole(text), &reference());
        for figure in &found {
            for span in spans_of(figure) {
                prop_assert!(
                    text.get(span.start..span.end).is_some_and(|t| !t.is_empty()),
                    "{text:?} {figure:?}"
                );
            }
            prop_assert!(figure.span.contains(figure.number), "{text:?} {figure:?}");
            if let (Some(low), Some(high)) = (figure.low, figure.high) {
                prop_assert!(low <= high, "{text:?} {figure:?}");
            }
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {pair:?}");
        }
        for pair in periods(text, whole(text), &reference()).windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {pair:?}");
        }
        let cell = find_in_cell(text, whole(text), None, None, &reference());
        prop_assert!(cell.is_none_or(|figure| whole(text).contains(figure.span)));
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_obeys_the_laws(text in "(?s).{0,200}") {
            obeys_the_laws(&text)?;
        }

        #[test]
        fn any_words_obey_the_laws(
            words in prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(&[" ", "", "-"][..])), 0..30)
        ) {
            let text: String = words.iter().flat_map(|(word, space)| [*word, *space]).collect();
            obeys_the_laws(&text)?;
        }
    }
}
