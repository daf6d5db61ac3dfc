//! So many for each.

use super::*;

#[rustfmt::skip]
const ROWS: &[(&str, &[&str])] = &[
    ("It costs £310,000 a year.", &["£310,000 a year | 310,000 | 310000 | Rate GBP"]),
    ("It costs £12 per head.", &["£12 per head | 12 | 12 | Rate GBP"]),
    ("It costs £12 a head.", &["£12 a head | 12 | 12 | Rate GBP"]),
    ("It costs £5 an hour.", &["£5 an hour | 5 | 5 | Rate GBP"]),
    ("It costs £5 per person per day.", &["£5 per person per day | 5 | 5 | Rate GBP"]),
    ("There were 3.1 per 100 staff.", &["3.1 per 100 staff | 3.1 | 3.1 | Rate"]),
    ("There were 12 deaths per 100,000 people.", &["12 | 12 | 12 | Rate"]),
    ("They work 40 hours a week.", &["40 hours a week | 40 | 40 | Rate hour"]),
    ("They drink five cups a day.", &["five | five | 5 | Rate"]),
    ("He earns £30,000-a-year.", &["£30,000-a-year | 30,000 | 30000 | Rate GBP"]),
    ("He earns $20 per hour.", &["$20 per hour | 20 | 20 | Rate USD"]),
    ("He earns more than £30,000 a year.", &["more than £30,000 a year | 30,000 | 30000[30000..] | Rate GBP MoreThan"]),
    ("He earns between £20,000 and £30,000 a year.", &["between £20,000 and £30,000 a year | 20,000 and £30,000 | [20000..30000] | Rate GBP Between"]),
    ("It flies three times a week.", &["three | three | 3 | Rate"]),
    ("It fails twice a day.", &["twice a day | twice | 2 | Rate"]),
    ("It pumps 300 litres a minute.", &["300 litres a minute | 300 | 300 | Rate litre"]),
    ("It pumps 300 litres per second.", &["300 litres per second | 300 | 300 | Rate litre"]),
    ("Rain fell at 30mm an hour.", &["30mm an hour | 30 | 30 | Rate millimetre"]),
    ("It burns 5 tonnes of coal a day.", &["5 tonnes | 5 | 5 | Rate tonne"]),
    ("They see 300 patients a day.", &["300 | 300 | 300 | Rate person"]),
    ("They see 300 patients each day.", &["300 | 300 | 300 | Rate person"]),
    ("They build 300,000 homes a year.", &["300,000 | 300,000 | 300000 | Rate"]),
    ("It loses £2m every week.", &["£2m every week | 2m | 2000000 | Rate GBP"]),
    ("It is 5 per 1,000 live births.", &["5 per 1,000 live births | 5 | 5 | Rate"]),
    ("Rent is £900pcm.", &["£900pcm | 900 | 900 | Rate GBP"]),
    ("It takes 3p in the pound.", &["3p in the pound | 3 | 0.03 | Rate GBP"]),
    ("They charge £5/hour.", &["£5/hour | 5 | 5 | Rate GBP"]),
    ("They charge 15p a mile.", &["15p a mile | 15 | 0.15 | Rate GBP"]),
    ("It costs 30p per kWh.", &["30p per kWh | 30 | 0.3 | Rate GBP"]),
    ("It does 40 miles a day.", &["40 miles a day | 40 | 40 | Rate mile"]),
    ("They get 25 days a year.", &["25 days a year | 25 | 25 | Rate day"]),
    ("It pays 50p per child per week.", &["50p per child per week | 50 | 0.5 | Rate GBP"]),
];

#[test]
fn rates() {
    check(ROWS, described);
}
