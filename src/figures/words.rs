//! Words for changes, and the roles of all other words, a list a role.

use super::lexicon::Roles;
use crate::document::Direction;

/// Changes without a number, as factors.
pub(super) const FACTORS: &[(&str, f64)] = &[
    ("double doubled doubles doubling twice", 2.0),
    ("treble trebled trebles trebling triple tripled triples tripling", 3.0),
    ("quadruple quadrupled quadruples quadrupling", 4.0),
    ("quintupled quintuple quintuples quintupling", 5.0),
    ("sextupled", 6.0),
    ("halve halved halves halving", 0.5),
    ("twofold", 2.0),
    ("threefold", 3.0),
    ("fourfold", 4.0),
    ("fivefold", 5.0),
    ("sixfold", 6.0),
    ("sevenfold", 7.0),
    ("eightfold", 8.0),
    ("ninefold", 9.0),
    ("tenfold", 10.0),
    ("twelvefold", 12.0),
    ("twentyfold", 20.0),
    ("thirtyfold", 30.0),
    ("fiftyfold", 50.0),
    ("hundredfold", 100.0),
    ("thousandfold", 1000.0),
];

/// Words for going up and down.
pub(super) const TRENDS: &[(Direction, Roles, &str)] = &[
    (
        Direction::Up,
        Roles::TREND_VERB,
        "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing
         climb climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soars soared
         soaring gain gains gained up rocketed skyrocketed raise raises raised raising extend extended
         lengthened spiked swelled ballooned doubled trebled expanded expands expanding leapt leaped leap leaps
         crept mushroomed rallied rebounded escalated accelerated lifted lifts hiked hikes uprated strengthened
         appreciated rocket rocketing swell swollen upped quadrupled tripled",
    ),
    (
        Direction::Up,
        Roles::COMPARATIVE,
        "higher more greater larger bigger longer faster growth uplift hike boost upturn increase rise spike
         likelier heavier hotter warmer taller dearer stronger",
    ),
    (
        Direction::Down,
        Roles::TREND_VERB,
        "fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined
         declining drop drops dropped dropping reduce reduces reduced reducing cut cuts cutting slash slashed
         shrink shrank shrunk shrinking plunge plunged plunging plummet plummeted plummeting slump slumped
         down dip dipped tumble tumbled lowered halved slashes slashing tumbling slumping slid slide sliding
         slipped slipping sank sunk sinking contracted contracting dwindled dwindling nosedived
         shortened weakened depreciated lowers lowering trimmed trim crashed crashing",
    ),
    (
        Direction::Down,
        Roles::COMPARATIVE,
        "lower fewer less smaller shorter slower cheaper reduction reductions decrease drop fall decline
         discount downturn contraction shrinkage cooler colder lighter slump
         dip plunge",
    ),
];

/// All other roles.
pub(super) const ROLES: &[(Roles, &str)] = &[
    (
        Roles::BREAK,
        "a an the this that these those his her its their my your our whose
         of in on at by for from to with without within into onto over under above below between among
         amongst during since until till before after about against across around through throughout per than
         via despite towards toward upon as because if when while where which who whom what why how whether
         and or but nor so yet then not no also only just even still already again ago too now today yesterday
         tomorrow he she it they we i you him them us me there here
         is are was were be been being am has have had having do does did will would shall should can could may
         might must cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't
         said says say told tell tells died made make makes took take takes taken left came come comes went go
         goes got get gets saw see sees seen gave give gives given found find finds began begin begun became
         become becomes held hold holds led lead leads ran run runs show shows showed shown according including
         compared each every apart away back out off up down along together respectively however although
         though unless except like rather instead later earlier once both either neither all any some such
         used worked lived needed wanted called named asked killed injured arrested charged convicted jailed
         sentenced dismissed suspended took received reported recorded identified spent paid won lost sent met
         kept knew know think thought felt feel believe believed remain remained remains stood stand stands
         work worth total overall nationally annually yearly alone remain appeared appear continue continued
         rose fell increased decreased dropped risen fallen grew declined aged last next using set based due covering working using living relating involving regarding having making doing
         getting seeking waiting awaiting leaving",
    ),
    (
        Roles::LABEL,
        "section sections clause clauses article articles chapter chapters part parts table tables figure fig
         figures page pages pp para paras paragraph paragraphs annex annexes appendix schedule schedules
         regulation regulations rule rules order line column columns col vol volume issue no nos number step
         steps phase phases stage stages tier tiers level levels grade grades band bands category categories
         class room unit block route platform gate terminal flight form version question questions answer
         radio channel formula type types group groups code ref reference resolution amendment amendments
         option options note notes footnote item items box zone zones day week year years key scope pillar
         lot apartment flat house hc hl cm cmnd cp covid bbc itv war junction junctions titles title subsection
         subsections ward wing area division league strand theme principle recommendation recommendations
         objective goal target scenario model series season episode round rounds lane pier highway top plan release age ages
         chart exhibit slide sdg uin pq pqs isbn issn sub-paragraph tranche tranches wave windows iphone
         android apollo quarter instrument lines size sizes isa iso
         boeing airbus flight highway studio proposition fortune ftse nasdaq stoxx nikkei dax cac russell forbes
         apollo catch tel fax phone batch cohort playstation xbox galaxy interstate hangar sector",
    ),
    (
        Roles::SUPERLATIVE,
        "most least best worst highest lowest largest biggest smallest greatest fewest longest shortest oldest
         youngest richest poorest busiest deadliest fastest slowest tallest deepest strongest weakest latest
         commonest heaviest cheapest safest hottest coldest wettest driest warmest closest nearest widest
         happiest unhappiest fattest thinnest cleanest dirtiest hardest easiest lowest-paid",
    ),
    (
        Roles::PERSON,
        "people person persons men man women woman children child boys boy girls girl adults adult kids kid
         officers officer prisoners prisoner inmates inmate offenders offender patients patient staff employees
         employee workers worker teachers teacher nurses nurse doctors doctor pupils pupil students student
         residents resident victims victim migrants migrant immigrants immigrant refugees refugee soldiers
         soldier civilians civilian members member voters voter customers customer passengers passenger drivers
         driver detainees detainee suspects suspect defendants defendant constables constable guards guard
         wardens warden claimants claimant pensioners pensioner applicants applicant mps lawmakers police troops
         personnel babies baby teenagers teenager youths youth males females ministers minister managers manager
         governors governor apprentices apprentice trainees trainee graduates graduate recruits recruit
         volunteers volunteer tenants tenant homeowners landlords shoppers commuters tourists visitors visitor
         holidaymakers motorists motorist cyclists cyclist pedestrians pedestrian citizens citizen nationals
         foreigners taxpayers taxpayer savers borrowers carers carer councillors councillor peers judges judge
         lawyers lawyer barristers solicitors solicitor magistrates gps dentists dentist surgeons surgeon
         physicians clinicians consultants midwives midwife paramedics paramedic firefighters firefighter
         pharmacists psychologists psychiatrists therapists academics scientists researchers researcher
         journalists journalist reporters fans supporters supporter protesters protester demonstrators activists
         campaigners rioters militants terrorists fighters gunmen gunman insurgents hostages hostage survivors
         survivor casualties sufferers mothers mother fathers father mums dads parents parent brothers sisters
         sons daughters siblings twins toddlers infants youngsters users addicts smokers drinkers respondents
         respondent participants participant delegates delegate electors candidates candidate senators senator
         congressmen congresswomen legislators followers subscribers viewers listeners readers players athletes
         athlete clerks executives executive bankers farmers farmer builders engineers engineer cleaners chefs
         pilots pilot sailors marines reservists veterans veteran servicemen personnel deportees evacuees souls
         individuals individual learners learner starters leavers recipients beneficiaries dependants
         dependents spouses guests detectives detective sergeants inspectors trustees professionals
         practitioners educators lecturers professors headteachers undergraduates postgraduates grandchildren
         orphans widows bystanders witnesses jurors criminals thieves murderers rapists paedophiles perpetrators
         attackers hackers traffickers smugglers christians muslims jews hindus sikhs catholics palestinians
         israelis syrians iraqis afghans ukrainians russians americans britons brits germans poles romanians
         albanians mexicans canadians australians indians pakistanis hispanics latinos republicans democrats
         millennials newborns billionaires millionaires musicians actors artists jobseekers seekers earners
         helpers aides diplomats troopers cops policemen firemen fishermen rebels jihadists backpackers
         worshippers mourners revellers spectators delegates backbenchers colleagues adolescents centenarians
         retirees consumers householders leaseholders renters buyers operatives technicians instructors",
    ),
    (
        Roles::STREET,
        "street road avenue lane square drive terrace crescent close court gardens boulevard row way hill
         mews yard",
    ),
    (
        Roles::PLURAL,
        "tens dozens scores hundreds thousands millions billions trillions several few many couple handful double
         single twenties thirties forties fifties sixties seventies eighties nineties teens",
    ),
    (Roles::OPENS, "a an point minus negative"),
    (Roles::GAINS, "gained gain gains gaining shed sheds shedding added adds adding lost loses losing lose"),
    (
        Roles::TREND_NOUN,
        "rise rises increase increases growth jump jumps surge surges hike hikes uplift spike spikes leap leaps
         gain gains cut cuts fall falls drop drops decrease decreases decline declines reduction reductions slump
         slumps plunge plunges dip dips slide tumble discount discounts contraction raise raises upturn downturn",
    ),
    (
        Roles::TIME,
        "year years month months week weeks day days today yesterday tomorrow decade decades fortnight tonight
         spring summer autumn winter last past monday tuesday wednesday thursday friday saturday sunday
         quarter century hours hour",
    ),
    (
        Roles::OPENER,
        "between from since until till by before after as end start beginning the a an this next previous following
         current early mid late final recent financial fiscal coming three-month",
    ),
    (
        Roles::PREPOSITION,
        "in since by of from until till before after during between the early late mid for circa to on
         throughout around about and or this last next to",
    ),
];
