//! What is counted, of what, when, and what is missing.

use super::*;
use crate::document::Missing;

/// `number | subject | denominator | period | place | missing`
#[rustfmt::skip]
const SLOTS: &[(&str, &[&str])] = &[
    // Counts
    ("2,600 sexual assault allegations were made.", &["2,600 | sexual assault allegations | | | | Period"]),
    ("In 2018, 17 of the officers were dismissed.", &["17 | officers | | 2018 | |"]),
    ("12 convicted prisoners and 5 moved.", &["12 | convicted prisoners | | | | Period", "5 | convicted prisoners | | | | Period"]),
    ("There were 5 cases of measles in 2019.", &["5 | cases of measles | | 2019 | |"]),
    ("There were 12 members of staff.", &["12 | members of staff | | | | Period"]),
    ("The number of prisoners rose to 88,000 in 2024.", &["88,000 | prisoners | | 2024 | |"]),
    ("Prisoner numbers stood at 88,000 in 2024.", &["88,000 | Prisoner numbers | | 2024 | |"]),
    ("The total number of pupils was 4,200 in 2024.", &["4,200 | pupils | | 2024 | |"]),
    ("In 2024 recorded thefts reached 4,200.", &["4,200 | thefts | | 2024 | |"]),
    ("It had 40 General and Acute beds in 2024.", &["40 | General and Acute beds | | 2024 | |"]),
    ("He was paid 6 legacy IT grants in 2015.", &["6 | legacy IT grants | | 2015 | |"]),
    ("It rose to 4,200 in 2024.", &["4,200 | | | 2024 | |"]),
    // Shares
    ("40 per cent of prisoners said so in 2019.", &["40 | prisoners | prisoners | 2019 | |"]),
    ("About 40 per cent said so in 2019.", &["40 | | | 2019 | | Denominator"]),
    ("One in five officers left.", &["One in five | officers | officers | | | Period"]),
    ("Two-thirds of victims were men.", &["Two-thirds | victims | victims | | | Period"]),
    ("The proportion of prisoners who work was 40 per cent in 2019.", &["40 | prisoners | prisoners | 2019 | |"]),
    ("Over 50% (20 out of 38) of areas have one.", &["50 | areas | areas | | | Period", "20 out of 38 | areas | areas | | | Period"]),
    ("Staff spend 60% of their working time there.", &["60 | their working time | their working time | | | Period"]),
    ("Unemployment was 4.2 per cent in 2019.", &["4.2 | Unemployment | | 2019 | |"]),
    ("The rate was 7.2% in 2019.", &["7.2 | The rate | | 2019 | |"]),
    ("Turnout was 60% in 2019.", &["60 | Turnout | | 2019 | |"]),
    ("Loans carry a 5% interest rate.", &["5 | interest rate | | | | Period"]),
    ("In May there were 12 deaths per 100,000 people.", &["12 | deaths | 100,000 people | May | |"]),
    ("It is 3.1 per 100 staff in 2024.", &["3.1 | | 100 staff | 2024 | |"]),
    ("The rate was 3.1 per 100 staff in 2024.", &["3.1 | The rate | 100 staff | 2024 | |"]),
    ("It costs £20 per person per day.", &["20 | | person per day | | | Period"]),
    // Money
    ("The scheme costs £2bn.", &["2bn | The scheme | | | | Period"]),
    ("It has a £3bn budget.", &["3bn | budget | | | | Period"]),
    ("It has spending of £3bn in 2019.", &["3bn | spending | | 2019 | |"]),
    ("It gave £3bn in funding in 2019.", &["3bn | funding | | 2019 | |"]),
    ("It gave £1 billion of new funding in 2019.", &["1 billion | new funding | | 2019 | |"]),
    ("The average fine was £300 in 2019.", &["300 | The average fine | | 2019 | |"]),
    ("It gave £3bn for schools in 2019.", &["3bn | | | 2019 | |"]),
    ("It will spend £3bn over five years.", &["3bn | | | over five years | |", "five | | | | |"]),
    // Changes
    ("Thefts rose by 15% last year.", &["15 | Thefts | | last year | | Baseline"]),
    ("Thefts rose by 15% from 2010 to 2015.", &["15 | Thefts | | from 2010 to 2015 | |"]),
    ("Thefts rose by 15% last year compared with 2019.", &["15 | Thefts | | last year | |"]),
    ("Thefts rose by 15% since 2010.", &["15 | Thefts | | since 2010 | |"]),
    ("Thefts rose by 15% over the past three years.", &["15 | Thefts | | the past three years | |", "three | | | | |"]),
    ("Thefts rose 15% year on year.", &["15 | Thefts | | | | Period"]),
    ("Thefts and robberies rose by 15% in 2019.", &["15 | Thefts and robberies | | 2019 | | Baseline"]),
    ("In 2019 there was a 15 per cent rise in thefts.", &["15 | thefts | | 2019 | | Baseline"]),
    ("In 2019 there was a fall in crime of 5%.", &["5 | crime | | 2019 | | Baseline"]),
    ("In 2019 there was an increase of 5% in the number of assaults.", &["5 | assaults | | 2019 | | Baseline"]),
    ("There was a rise of 5% on the previous year in thefts.", &["5 | | | | | Period"]),
    ("Thefts were up 5% on 2019.", &["5 | Thefts | | | | Period"]),
    ("Thefts were up 5% from a year earlier.", &["5 | Thefts | | | | Period"]),
    ("Thefts doubled.", &["doubled | Thefts | | | | Period Baseline"]),
    ("Thefts doubled in 2019.", &["doubled | Thefts | | 2019 | | Baseline"]),
    // Which time
    ("In 2010 there were 5 cases, and in 2015 there were 9.", &["5 | cases | | 2010 | |", "9 | cases | | 2015 | |"]),
    ("There were 14 deaths in 2015, 16 in 2016 and 20 in 2017.", &["14 | deaths | | 2015 | |", "16 | deaths | | 2016 | |", "20 | deaths | | 2017 | |"]),
    ("There were 14 deaths in 2015 and a further 14 in 2016.", &["14 | deaths | | 2015 | |", "14 | deaths | | 2016 | |"]),
    ("Thefts rose from 254 in 2010 to 333 in 2015.", &["254 | Thefts | | 2010 | |", "333 | Thefts | | 2015 | |"]),
    ("In 2015 thefts rose to 333, up from 254.", &["333 | thefts | | 2015 | |", "254 | thefts | | | | Period"]),
    ("In 2015 there were 333 thefts, compared with 254 in 2010.", &["333 | thefts | | 2015 | |", "254 | thefts | | 2010 | |"]),
    ("There were 333 thefts in 2015, compared with 254 the previous year.", &["333 | thefts | | 2015 | |", "254 | thefts | | the previous year | |"]),
    ("There were 333 thefts in 2015 while 254 people were hurt.", &["333 | thefts | | 2015 | |", "254 | people | | | | Period"]),
    ("In 2018, 12 men died and 30 women were hurt.", &["12 | men | | 2018 | |", "30 | women | | 2018 | |"]),
    ("In 2018, 12 men died; 30 women were hurt.", &["12 | men | | 2018 | |", "30 | women | | 2018 | |"]),
    ("12 men and nine women died in 2018.", &["12 | men | | 2018 | |", "nine | women | | 2018 | |"]),
    ("There were 14 and 16 deaths in May and July 2015, respectively.", &["14 | | | May | |", "16 | deaths | | July 2015 | |"]),
    ("There were 14 and 16 deaths in 2015 and 2016 respectively.", &["14 | | | 2015 | |", "16 | deaths | | 2016 | |"]),
    ("The 2015 total was 12 deaths.", &["12 | deaths | | 2015 | |"]),
    ("It must fill 30 posts by 2030.", &["30 | posts | | by 2030 | |"]),
    ("Spending was 2018/19 £47m, 2019/20 £45m and 2020/21 £44m.", &["47m | | | 2018/19 | |", "45m | | | 2019/20 | |", "44m | | | 2020/21 | |"]),
    ("A report published in May 2019 found 12 deaths.", &["12 | deaths | | | | Period"]),
    ("12 reports were published in May 2019.", &["12 | reports | | May 2019 | |"]),
    ("Police said on 3 May 2019 that 12 men had died.", &["12 | men | | | | Period"]),
    ("On 3 May 2019 police said 12 men had died.", &["12 | men | | | | Period"]),
    ("The minister, who took office in 2015, faces 12 charges.", &["12 | charges | | | | Period"]),
    ("Smith (2013) found 12 deaths.", &["12 | deaths | | | | Period"]),
    ("The rates fell to 9.9% (£759m) for 2022 compared to 17.6% for 2021.", &["9.9 | The rates | | 2022 | |", "759m | | | 2022 | |", "17.6 | The rates | | 2021 | |"]),
    ("Jones, a president of clubs from 1994 to 2005, has paid 12 fines.", &["12 | fines | | | | Period"]),
    ("Of those who replied as of 31 May 2025, there are 39 men.", &["39 | men | | as of 31 May 2025 | |"]),
    ("It made 12 loans totalling £3m in 2019.", &["12 | loans | | 2019 | |", "3m | loans | | 2019 | |"]),
    ("Employers will receive payments of £2,000 in 2019.", &["2,000 | payments | | 2019 | |"]),
    ("In 2019 32% call themselves free.", &["32 | | | 2019 | | Denominator"]),
    ("She said in an interview on Friday that 12 men died.", &["12 | men | | | | Period"]),
    ("12 men died, police said in a statement on Monday.", &["12 | men | | | | Period"]),
    ("Offences involving a knife fell by 4% in 2019.", &["4 | Offences involving a knife | | 2019 | | Baseline"]),
    ("Thefts double in jails.", &["double | Thefts | | | | Period Baseline"]),
    ("On 1 January there were 500, a 44 per cent increase on the year before.", &["500 | | | 1 January | |", "44 | | | 1 January | |"]),
    ("They accepted payments of £500 in 2019.", &["500 | payments | | 2019 | |"]),
    ("Dismissals stand at 3.1 per 100 staff, the highest rate since 2010.", &["3.1 | Dismissals | 100 staff | | | Period"]),
    ("In 2019 more than half of these were closed.", &["half | these | these | 2019 | |"]),
    ("About 4 in 10 want one.", &["4 in 10 | | | | | Period Denominator"]) ,
    ("In 2019 38% of likely voters left.", &["38 | likely voters | likely voters | 2019 | |"]),
    ("Further to the answer of 12 February 2026, there are 12 men.", &["12 | men | | | | Period"]),
    // Where
    ("There were 12 murders in London in 2019.", &["12 | murders | | 2019 | London |"]),
    ("There were 12 murders in London and nine in Leeds in 2019.", &["12 | murders | | 2019 | London |", "nine | murders | | 2019 | Leeds |"]),
    ("In England and Wales 12 men died in 2019.", &["12 | men | | 2019 | England and Wales |"]),
    ("Across the UK, 12 men died in 2019.", &["12 | men | | 2019 | UK |"]),
    ("In 2019 12 men died at HMP Wealdham.", &["12 | men | | 2019 | HMP Wealdham |"]),
    ("Nationally, 12 men died in 2019.", &["12 | men | | 2019 | Nationally |"]),
    ("In 2019 12 men died in the North East.", &["12 | men | | 2019 | North East |"]),
    ("In 2019 12 men died in Greater Manchester.", &["12 | men | | 2019 | Greater Manchester |"]),
    ("In 2019 it spent £5m in R&D grants.", &["5m | | | 2019 | |"]),
    ("In 2019, 12 nurses worked in National Health Service trusts.", &["12 | nurses | | 2019 | |"]),
    ("Scotland's 12 prisons were full in 2019.", &["12 | prisons | | 2019 | Scotland |"]),
    ("Scotland recorded 12 deaths in 2019.", &["12 | deaths | | 2019 | Scotland |"]),
    ("In 2019 the Bank of England lost 12 staff.", &["12 | staff | | 2019 | |"]),
    ("NHS England lost 12 staff in 2019.", &["12 | staff | | 2019 | |"]),
    ("In 2019 NHS England lost 12 staff.", &["12 | staff | | 2019 | |"]),
    ("In Parliament 12 members left in 2019.", &["12 | members | | 2019 | |"]),
    ("In March, 12 members left in the Commons.", &["12 | members | | March | |"]),
    ("In 2019 12 men died in Stoke-on-Trent.", &["12 | men | | 2019 | Stoke-on-Trent |"]),
    ("In 2019 12 men died on the Isle of Wight.", &["12 | men | | 2019 | |"]),
    ("The council later gave £3m to those Local Authorities in the North East in 2019.", &["3m | | | 2019 | North East |"]),
    ("Pride in Place gave 12 men work in 2019.", &["12 | men | | 2019 | |"]),
    ("There were 12 emails in Clinton's account in 2019.", &["12 | emails | | 2019 | |"]),
    ("In 2019 12 men died in the US.", &["12 | men | | 2019 | US |"]),
    // Ages
    ("Maureen Sallow, 71, left.", &["71 | Maureen Sallow | | | |"]),
    ("Retired Maureen Sallow, 71, left.", &["71 | Maureen Sallow | | | |"]),
    ("Gardener Tom Okafor-Bligh (44) left.", &["44 | Tom Okafor-Bligh | | | |"]),
    ("She went with her son, 24, and her cat.", &["24 | her son | | | |"]),
    ("It was a porter, aged 54, who fell.", &["54 | a porter | | | |"]),
    ("A 63-year-old man fell.", &["63 | man | | | |"]),
    ("The winner was 19-year-old Kyle Amberley of Stroud.", &["19 | Kyle Amberley | | | |"]),
    ("Police sought a suspect aged under 18.", &["18 | a suspect | | | |"]),
    ("Orla Finch, who was 82, fell.", &["82 | Orla Finch | | | |"]),
    ("Most were children under 10.", &["10 | children | | | |"]),
    ("Donna Sampson Rawlings, 59, left.", &["59 | Donna Sampson Rawlings | | | |"]),
    ("Painter Donna Rawlings, 59, left.", &["59 | Donna Rawlings | | | |"]),
    // Changes and levels
    ("The average fare was £280, 1.8 per cent higher than before.", &["280 | The average fare | | | | Period", "1.8 | The average fare | | | | Period"]),
    ("Thefts rose by 31%, from 254 to 333.", &["31 | Thefts | | | | Period", "254 | Thefts | | | | Period", "333 | Thefts | | | | Period"]),
    ("Attacks more than doubled from 402 to 871.", &["doubled | Attacks | | | | Period", "402 | Attacks | | | | Period", "871 | Attacks | | | | Period"]),
    ("Visits fell by 46 per cent, to 1.1 million.", &["46 | Visits | | | | Period Baseline", "1.1 million | Visits | | | | Period"]),
    ("The rate of thefts has fallen to 42 per 1,000, down from 57.", &["42 | thefts | 1,000 | | | Period", "57 | thefts | | | | Period"]),
    ("Sales to pubs fell by 4%.", &["4 | Sales to pubs | | | | Period Baseline"]),
    ("Pub sales down £2bn.", &["2bn | Pub sales | | | | Period Baseline"]),
    ("Visits rose fivefold.", &["fivefold | Visits | | | | Period Baseline"]),
    ("We doubled the size of the unit.", &["doubled | the size of the unit | | | | Period Baseline"]),
    // Clauses
    ("The longest delay was 211 days.", &["211 | The longest delay | | | |"]),
    ("Fitting takes two to five days.", &["two to five | Fitting | | | |"]),
    ("The trial lasted three weeks.", &["three | The trial | | | |"]),
    ("Bills average £396 a year.", &["396 | Bills | year | | | Period"]),
    ("The trade gap widened to £6.6 billion.", &["6.6 billion | The trade gap | | | | Period"]),
    ("Strikes cost the council £2m.", &["2m | Strikes | | | | Period"]),
    ("The record, set by a Dane, is 41 hours.", &["41 | The record | | | |"]),
    ("The firm was fined £90 million.", &["90 million | The firm | | | | Period"]),
    ("He is 5ft 11in.", &["5ft 11 | He | | | |"]),
    ("There were waves above 1.5 metres.", &["1.5 | waves | | | |"]),
    ("He got 27 months’ imprisonment.", &["27 | imprisonment | | | |"]),
    ("He was out for four weeks late on.", &["four | | | | |"]),
    ("In the same period the bill for guards trebled.", &["trebled | the bill for guards | | the same period | | Baseline"]),
    ("Mending a wall costs £65.", &["65 | Mending a wall | | | | Period"]),
    ("The rent was £900 and the average bill £164.", &["900 | The rent | | | | Period", "164 | the average bill | | | | Period"]),
    ("They lost £53 a week.", &["53 | They | week | | | Period"]),
    ("The council aims to save £3m.", &["3m | The council | | | | Period"]),
    ("A 12 week consultation was held.", &["12 | consultation | | | |"]),
    ("Their starting pay, £29,100, is low.", &["29,100 | Their starting pay | | | | Period"]),
    // What money goes on, and what is put at a level
    ("It spent £125m on new locks in 2019.", &["125m | new locks | | 2019 | |"]),
    ("Drivers spend £90 a week on diesel.", &["90 | diesel | | | | Period"]),
    ("There was £18,350 spent on fuel vouchers.", &["18,350 | fuel vouchers | | | | Period"]),
    ("There is £12m set aside for the surgical hub.", &["12m | the surgical hub | | | | Period"]),
    ("The report puts the number of strays at 812.", &["812 | strays | | | | Period"]),
    ("Figures put cancellations at 3.8 per cent in 2019.", &["3.8 | cancellations | | 2019 | | Denominator"]),
    // Groups
    ("Of the 2,310 nurses surveyed, 58 per cent left.", &["2,310 | nurses | | | | Period", "58 | the 2,310 nurses surveyed | the 2,310 nurses surveyed | | | Period"]),
    ("A survey of 8,600 porters found that 34% left.", &["8,600 | porters | | | | Period", "34 | porters | porters | | | Period"]),
    ("Three of my clients left.", &["Three | my clients | | | | Period"]),
    ("They saw 900 trains, or 4.9 per cent.", &["900 | trains | | | | Period", "4.9 | trains | trains | | | Period"]),
    ("She lost half of them.", &["half | them | them | | | Period"]),
    ("He saw 23 patients, nine of them at home.", &["23 | patients | | | | Period", "nine | patients | | | | Period"]),
    ("There were 72 dead, nine of them children.", &["72 | | | | | Period", "nine | children | | | | Period"]),
    ("One in three nurses plans to go.", &["One in three | nurses | nurses | | | Period"]),
    ("It ran 40% of its trains.", &["40 | its trains | its trains | | | Period"]),
    ("A gang of five broke in.", &["five | gang | | | | Period"]),
    ("They ran six “soft start” rooms.", &["six | “soft start” rooms | | | | Period"]),
    ("It hired 40 extra officers.", &["40 | extra officers | | | | Period"]),
    ("They were called 31 times.", &["31 | | | | | Period"]),
    ("The groups were Afghans (5,012) and Iranians (4,127).", &["5,012 | Afghans | | | | Period", "4,127 | Iranians | | | | Period"]),
];

#[test]
fn slots_are_filled() {
    check(SLOTS, |text| figures_of(text).iter().map(|figure| slots_of(text, figure)).collect());
}

fn slots_of(text: &str, figure: &Figure) -> String {
    let shown = |span: Option<Span>| span.map(|span| format!(" {}", span.of(text))).unwrap_or_default();
    let missing: Vec<String> = figure.missing.iter().map(|m: &Missing| format!(" {m:?}")).collect();
    format!(
        "{} |{} |{} |{} |{} |{}",
        figure.number.of(text),
        shown(figure.subject),
        shown(figure.denominator),
        shown(figure.period.as_ref().map(|period| period.span)),
        shown(figure.place),
        missing.concat()
    )
}

#[test]
fn the_context_gives_the_period_that_the_sentence_lacks() {
    let caption = Period {
        span: Span::new(0, 0),
        from: Some("2018".into()),
        to: Some("2018".into()),
        unresolved: None,
    };
    let context = Context { period: Some(&caption), ..Context::default() };
    let text = "17 officers left.";
    assert_eq!(find(text, whole(text), &context).figures[0].period.as_ref(), Some(&caption));
}

#[test]
fn spans_refer_to_the_whole_document() {
    let text = "Été. In 2015, 17 men left. End.";
    let sentence = Span::new(6, 28);
    let found = find(text, sentence, &Context::default()).figures;
    assert_eq!(found[0].span.of(text), "17");
    assert_eq!(found[0].period.as_ref().map(|p| p.span.of(text)), Some("2015"));
}
