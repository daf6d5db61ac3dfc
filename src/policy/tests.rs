use super::Modality::{Commitment, InForce, Prediction, Proposal, Requirement};
use super::*;
use crate::attribute::attribute;
use crate::document::{Document, Genre, Meta};
use crate::figures;
use crate::rules::RuleSet;
use crate::segment::segment;

/// A sentence, its actor, how firm, from when, with what money.
type Row = (&'static str, &'static str, Modality, &'static str, &'static [&'static str]);

/// What is found in the sentence of `text` that ends it, in a document of 20 November 2025.
fn read<T>(rules: &RuleSet, text: &str, look: impl Fn(&str, Option<(Policy, Vec<&Figure>)>) -> T) -> T {
    let meta = Meta { published: Some("2025-11-20".to_owned()), ..Meta::default() };
    let document = Document { text: text.to_owned(), meta, ..Document::default() };
    let layout = segment(&document, rules);
    let reading = Reading::new(&document, &layout, rules);
    let names = Names::new(&reading, None);
    let mut figures = Vec::new();
    let mut periods = Vec::new();
    for found in figures::find_in_prose(text, &layout) {
        figures.extend(found.figures);
        periods.extend(found.periods);
    }
    let genre = match text {
        _ if text.contains("PRESS RELEASE") => Genre::Official,
        _ if text.contains("To ask the") => Genre::ParliamentaryAnswer,
        _ => Genre::News,
    };
    let attributions = attribute(&reading, &names, genre, &[], None);
    let voices = Voices::new(text, &attributions, None);
    let found = Found { figures: &figures, periods: &periods, names: &names, voices: &voices };
    let policy = policy(&reading, reading.len() - 1, found).map(|(policy, _)| {
        let money = policy.money.iter().map(|index| &figures[*index]).collect();
        (policy, money)
    });
    look(text, policy)
}

/// Everything of a policy on one line.
fn shown(text: &str, policy: Option<(Policy, Vec<&Figure>)>) -> String {
    let Some((policy, money)) = policy else { return "no policy".to_owned() };
    let money: Vec<&str> = money.iter().map(|figure| figure.number.of(text)).collect();
    let actor = policy.actor.map_or("", |actor| actor.of(text));
    format!("{actor} | {:?} | {} | {}", policy.modality, policy.date.unwrap_or_default(), money.join(", "))
}

// Invented but for the bodies of government.
const ROWS: [Row; 69] = [
    ("The minister vowed on Wednesday to scrap the charge.", "The minister", Commitment, "", &[]),
    ("We have strengthened the law on leaks that are made safe within 24 hours.", "We", InForce, "", &[]),
    (
        "From April 2026, landlords must register every let property.",
        "landlords",
        Requirement,
        "2026-04",
        &[],
    ),
    ("From April 2026 landlords must register every let property.", "landlords", Requirement, "2026-04", &[]),
    (
        "The government will recruit 2,000 officers by the end of the Parliament.",
        "The government",
        Commitment,
        "by the end of the Parliament",
        &[],
    ),
    ("The ban is expected to apply from next month.", "The ban", Prediction, "2025-12", &[]),
    ("The new law will come into force on 1 May.", "The new law", Commitment, "2026-05-01", &[]),
    (
        "The ministry will spend £40m over three years to rebuild the estate.",
        "The ministry",
        Commitment,
        "",
        &["40m"],
    ),
    ("The scheme will open in spring 2027, the department said.", "The scheme", Commitment, "2027-03", &[]),
    ("Councils must publish their plans by 31 March 2026.", "Councils", Requirement, "2026-03-31", &[]),
    ("The levy will be introduced in the 2026-27 financial year.", "", Commitment, "2026-04-01", &[]),
    (
        "The agency will close the depot within six months.",
        "The agency",
        Commitment,
        "within six months",
        &[],
    ),
    ("The Treasury has allocated £3m, up from £2m, to the fund.", "The Treasury", InForce, "", &["3m"]),
    (
        "The council, which has banned parking there, will close the road in June 2026.",
        "The council",
        Commitment,
        "2026-06",
        &[],
    ),
    (
        "The council will close the road after ministers announced a review in 2024.",
        "The council",
        Commitment,
        "",
        &[],
    ),
    ("Landlords who are required to register will be fined up to £5,000.", "", Commitment, "", &["5,000"]),
    ("Ministers announced that fares will be frozen from March 2026.", "", Commitment, "2026-03", &[]),
    ("If the bill passes, landlords must join an ombudsman scheme.", "landlords", Requirement, "", &[]),
    ("When councils must act, the regulator will publish a notice.", "the regulator", Commitment, "", &[]),
    ("Under plans published in May, schools must check every visitor.", "", Proposal, "", &[]),
    ("The union called for a ban on night shifts by 2028.", "The union", Proposal, "2028", &[]),
    ("The review recommended a cap of £500 on fees.", "The review", Proposal, "", &["500"]),
    ("The Home Office has launched a fund worth £12m for victims.", "The Home Office", InForce, "", &["12m"]),
    ("Ofwat will fine the firm £6.5m, it said.", "Ofwat", Commitment, "", &["6.5m"]),
    ("The council, which lost £3m to fraud, will close two libraries.", "The council", Commitment, "", &[]),
    ("The council, once £3m in debt, will close two libraries.", "The council", Commitment, "", &[]),
    ("A further £8m has been set aside for flood defences.", "", InForce, "", &["8m"]),
    (
        "Under a £25m scheme, the department will insulate 4,000 homes.",
        "the department",
        Commitment,
        "",
        &["25m"],
    ),
    (
        "The trust will spend £2m on agency staff, compared with £1m last year.",
        "The trust",
        Commitment,
        "",
        &["2m"],
    ),
    (
        "The minimum charge will be raised from £20 to £30 in October 2026.",
        "",
        Commitment,
        "2026-10",
        &["30"],
    ),
    (
        "NHS England will fund 300 posts from the start of the next financial year.",
        "NHS England",
        Commitment,
        "2026-04-01",
        &[],
    ),
    (
        "The government will legislate when parliamentary time allows.",
        "The government",
        Commitment,
        "when parliamentary time allows",
        &[],
    ),
    ("The department will publish its response in due course.", "The department", Commitment, "", &[]),
    ("The rules came into force on 6 April 2024.", "The rules", InForce, "2024-04-06", &[]),
    ("Parliament introduced the duty in 2019.", "Parliament", InForce, "2019", &[]),
    ("Dogs must wear a collar in public.", "Dogs", Requirement, "", &[]),
    ("Employers are required to offer a pension to all staff.", "Employers", Requirement, "", &[]),
    (
        "The bill is due to become law before the summer recess.",
        "The bill",
        Prediction,
        "before the summer recess",
        &[],
    ),
    ("The DfT plans to cut speed limits on rural roads from 2027.", "The DfT", Commitment, "2027", &[]),
    ("Defra is consulting on a ban until 14 January 2026.", "Defra", InForce, "", &[]),
    ("The police force is recruiting 60 officers this year.", "The police force", InForce, "2025", &[]),
    ("We are investing £1.2bn in repairs to classrooms.", "We", InForce, "", &["1.2bn"]),
    ("We will also recruit 6,500 teachers by 2029.", "We", Commitment, "2029", &[]),
    ("The mayor has pledged to build 900 homes by March 2028.", "The mayor", Commitment, "2028-03", &[]),
    ("The regulator has banned the practice since January 2023.", "The regulator", InForce, "2023-01", &[]),
    (
        "The programme will run for three years from September 2026.",
        "The programme",
        Commitment,
        "2026-09",
        &[],
    ),
    (
        "The prison service will end the contract at the end of March 2026.",
        "The prison service",
        Commitment,
        "2026-03-31",
        &[],
    ),
    (
        "The police said on Monday that they will close the station in July 2026.",
        "they",
        Commitment,
        "2026-07",
        &[],
    ),
    ("In March the council said it would build 90 homes.", "the council", Commitment, "", &[]),
    ("The council would spend £90,000 a year on wardens.", "The council", Commitment, "", &["90,000"]),
    (
        "Campaigners urged ministers to scrap the charge by Christmas 2026.",
        "Campaigners",
        Proposal,
        "2026-12-25",
        &[],
    ),
    ("Passengers can claim compensation of £50 for long delays.", "Passengers", InForce, "", &["50"]),
    (
        "Water companies must pay £168m in refunds by April 2026.",
        "Water companies",
        Requirement,
        "2026-04",
        &["168m"],
    ),
    ("The department will cut its £4m deficit.", "The department", Commitment, "", &[]),
    ("The board will recruit nurses, saving £700,000 on agency fees.", "The board", Commitment, "", &[]),
    (
        "The fund will pay each farmer up to £300 from January 2027.",
        "The fund",
        Commitment,
        "2027-01",
        &["300"],
    ),
    (
        "The Welsh Government will extend free breakfasts from September 2026.",
        "The Welsh Government",
        Commitment,
        "2026-09",
        &[],
    ),
    ("The ban is set to start in 2027.", "The ban", Prediction, "2027", &[]),
    (
        "Schools must not sell energy drinks from the start of next term.",
        "Schools",
        Requirement,
        "from the start of next term",
        &[],
    ),
    ("The company will repay £11m that it owed to customers.", "The company", Commitment, "", &["11m"]),
    (
        "Skippers should always wait at the quay and the council will pay them.",
        "the council",
        Commitment,
        "",
        &[],
    ),
    (
        "Pupils in Reception, Year 1 and Year 2 in Tarnshire schools are entitled to a free lunch.",
        "Pupils in Reception, Year 1 and Year 2 in Tarnshire schools",
        InForce,
        "",
        &[],
    ),
    (
        "In Northmoor, pupils and teachers are required to wear a badge.",
        "pupils and teachers",
        Requirement,
        "",
        &[],
    ),
    ("The council has consulted on a levy for moorings.", "The council", InForce, "", &[]),
    ("Money for the next school year will be provided by May 2026.", "", Commitment, "2026-05", &[]),
    ("Ofgem will lower the cap on 1 January 2026, it confirmed.", "Ofgem", Commitment, "2026-01-01", &[]),
    ("HMRC requires firms to keep records for six years.", "HMRC", InForce, "", &[]),
    ("Since 2015 the law requires shops to charge for bags.", "the law", InForce, "2015", &[]),
    (
        "The committee voted to refuse the application on 3 June 2025.",
        "The committee",
        InForce,
        "2025-06-03",
        &[],
    ),
];

#[test]
fn policies_have_an_actor_a_modality_a_date_and_money() {
    let rules = RuleSet::builtin().expect("every rule compiles");
    let wrong: Vec<String> = ROWS
        .iter()
        .filter_map(|(sentence, actor, modality, date, money)| {
            let expected = format!("{actor} | {modality:?} | {date} | {}", money.join(", "));
            let found = read(&rules, sentence, shown);
            (found != expected).then(|| format!("{sentence}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ROWS.len(), wrong.join("\n"));
}

#[test]
fn actors_lead_to_names() {
    let rows = [
        (
            "Northmoor County Council met on Monday. It will close the depot.",
            Some("Northmoor County Council"),
        ),
        (
            "Northmoor County Council met on Monday. The council will close the depot.",
            Some("Northmoor County Council"),
        ),
        (
            "The Department for Transport (DfT) runs it. The DfT will publish a plan.",
            Some("Department for Transport"),
        ),
        ("The Home Office will publish a plan.", Some("Home Office")),
        ("The council will close the depot.", None),
        ("Northmoor County Council met. They will recruit teachers.", None),
        ("The Department will publish a plan.", None),
        ("We will recruit 6,500 teachers.", None),
    ];
    let more = [
        ("“We will run six boats,” said Northmoor Ferries Ltd.", Some("Northmoor Ferries Ltd")),
        ("“We will run six boats,” said Dana Whitlow.", None),
    ];
    let asked = [
        (
            "To ask the Secretary of State for Transport, how many piers closed.\n\nWe will publish a list of the piers.",
            Some("Department for Transport"),
        ),
        (
            "To ask the Secretary of State for Justice, how many left.\n\nThe Department will publish a list.",
            Some("Ministry of Justice"),
        ),
        (
            "To ask the Secretary of State for Justice, how many left.\n\nOur officers must not be asked to pay.",
            Some("Ministry of Justice"),
        ),
        (
            "To ask the Secretary of State for Justice, how many left.\n\nLocal government will publish a list.",
            None,
        ),
    ];
    let rules = RuleSet::builtin().expect("every rule compiles");
    for (text, expected) in rows.into_iter().chain(more).chain(asked) {
        let found = read(&rules, text, |_, policy| policy.and_then(|(policy, _)| policy.actor_name));
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

/// A sentence that no rule knows, its actor, how firm, and what is done.
const BY_VERB: &[(&str, &str, Modality, &str)] = &[
    (
        "Firms in Ostmark must give time off by law.",
        "Firms in Ostmark",
        Requirement,
        "must give time off by law",
    ),
    ("The levy costs £30 a crossing.", "The levy", InForce, "costs £30 a crossing"),
    ("The Lorne Act obliges owners to keep a log.", "The Lorne Act", InForce, "obliges owners to keep a log"),
    (
        "Guidance published by the trust covers all visits.",
        "Guidance published by the trust",
        InForce,
        "covers all visits",
    ),
    ("The ministry said the fee would be halved.", "", Commitment, "the fee would be halved"),
    ("Adults should be seen within a week.", "Adults", Proposal, "should be seen within a week"),
    ("Skippers will have to sit a test.", "Skippers", Requirement, "will have to sit a test"),
    ("If a child is alone, the carer has to stay.", "the carer", Requirement, "has to stay"),
    ("A bill that would cap rents is expected to pass.", "A bill", Prediction, "is expected to pass"),
    ("The Harbour Guild (HG) oversees all pilots.", "The Harbour Guild", InForce, "oversees all pilots"),
    ("This applies to boats under ten metres.", "", InForce, "applies to boats under ten metres"),
    ("It is for skippers to log each haul.", "", InForce, "is for skippers to log each haul"),
    ("Northmoor council to close two depots", "Northmoor council", Commitment, "to close two depots"),
    ("The panel nevertheless backs the merger.", "The panel", InForce, "backs the merger"),
    ("The council rejected the first two bids.", "The council", InForce, "rejected the first two bids"),
    ("Boats must:\n\n- carry two lamps at night", "Boats", Requirement, "carry two lamps at night"),
    (
        "Permits are signed in May by the harbour master.",
        "the harbour master",
        InForce,
        "Permits are signed in May by the harbour master",
    ),
    (
        "A permit is given by the harbour board once it has met.",
        "the harbour board",
        InForce,
        "A permit is given by the harbour board once it has met",
    ),
    ("This is to give skippers a view of the fees.", "", InForce, "is to give skippers a view of the fees"),
    ("Harbours usually charge a fee (a berth levy).", "Harbours", InForce, "charge a fee (a berth levy)"),
    (
        "Whilst the guild has no view, the ministry publishes a list.",
        "the ministry",
        InForce,
        "publishes a list",
    ),
    ("The guild will:\n\n- end the cull of gulls", "The guild", Commitment, "end the cull of gulls"),
    ("There is no mandatory fee for moorings.", "", InForce, "is no mandatory fee for moorings"),
    (
        "The levy is considered compatible with the code.",
        "",
        InForce,
        "The levy is considered compatible with the code",
    ),
    (
        "A new levy is being considered by the guild.",
        "the guild",
        Proposal,
        "A new levy is being considered by the guild",
    ),
    ("We are, however, planning a levy.", "We", InForce, "are, however, planning a levy"),
];

#[test]
fn main_verbs_state_policies() {
    let rules = RuleSet::builtin().expect("every rule compiles");
    let shown = |text: &str, policy: Option<Policy>| {
        let Some(policy) = policy else { return "no policy".to_owned() };
        let actor = policy.actor.map_or("", |actor| actor.of(text));
        format!("{actor} | {:?} | {}", policy.modality, policy.action.of(text))
    };
    let found = |text: &str| {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, &rules);
        let reading = Reading::new(&document, &layout, &rules);
        let names = Names::new(&reading, None);
        let voices = Voices::default();
        let found = Found { figures: &[], periods: &[], names: &names, voices: &voices };
        shown(text, by_main_verb(&reading, reading.len() - 1, found).map(|(policy, _)| policy))
    };
    let wrong: Vec<String> = BY_VERB
        .iter()
        .map(|(text, actor, modality, action)| {
            (text, format!("{actor} | {modality:?} | {action}"), found(text))
        })
        .filter(|(_, expected, found)| expected != found)
        .map(|(text, expected, found)| format!("{text}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for text in ["Field trials entered a third phase.", "A quiet street.", "Nobody's boat sank."] {
        assert_eq!(found(text), "no policy", "{text}");
    }
}
