//! One claim, with everything that was said of it, and what can be done with it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::query::Query;
use super::{Asked, Frame, Pairs, decide, go, only, show as answer, value};
use crate::document::{ClaimType, FigureKind, Sourcing};
use crate::record::{Attribution, Case, Check, Claim, Figure, Offsets, Reason, Record, name_of};
use crate::report::view;
use crate::review::decision::{Action, Event, RejectReason};
use crate::review::desk::Desk;
use crate::review::error::ReviewError;
use crate::review::highlight::{BlockView, Drawing, Layer, draw};
use crate::review::state::State;
use crate::review::store::{ClaimView, Role};

/// Who says so, as a card.
struct Who {
    name: String,
    text: String,
    kind: String,
    cue: String,
    content: String,
    scope: String,
    confidence: f64,
    url: Option<String>,
    given: Vec<String>,
    resolved_from: Option<String>,
    reasons: Vec<Reason>,
}

/// A figure as a row.
struct FigureRow {
    figure: Figure,
    kind: String,
    modifier: String,
    direction: String,
    missing: Vec<String>,
    unresolved: String,
}

/// A check as a row.
struct CheckRow {
    check: Check,
    kind: String,
    status: String,
}

#[derive(Template)]
#[template(path = "claim.html", config = ".askama.toml")]
struct ClaimPage {
    frame: Frame,
    id: u32,
    document: u32,
    record: Record,
    claim: Claim,
    verdict: String,
    types: Vec<String>,
    flags: Vec<String>,
    chain: Vec<Who>,
    policy: Option<[(&'static str, String); 4]>,
    cases: Vec<Case>,
    blocks: Vec<BlockView>,
    figures: Vec<FigureRow>,
    checks: Vec<CheckRow>,
    state: State,
    events: Vec<Event>,
    matched: Option<&'static str>,
    back: String,
    before: Option<u32>,
    after: Option<u32>,
    left: u64,
    did: Option<String>,
    mine: Option<Action>,
    may_adjudicate: bool,
    reviewers: Vec<String>,
    tags: Vec<String>,
    spans: [(&'static str, &'static str, Option<Offsets>); 4],
    kinds: Vec<String>,
    conflict: Option<Conflict>,
}

/// A decision that came too late.
struct Conflict {
    message: String,
    fields: Pairs,
}

/// The verdicts, as the form lists them.
const VERDICTS: [Sourcing; 4] =
    [Sourcing::Sourced, Sourcing::Attributed, Sourcing::Vague, Sourcing::Unsourced];
const SOURCE_KINDS: [&str; 7] =
    ["dataset", "document", "organisation", "person", "publication", "anonymous", "first_hand"];
const KINDS: [FigureKind; 10] = [
    FigureKind::Count,
    FigureKind::Percent,
    FigureKind::Money,
    FigureKind::Rate,
    FigureKind::Ratio,
    FigureKind::Change,
    FigureKind::Duration,
    FigureKind::Age,
    FigureKind::Measure,
    FigureKind::Rank,
];

/// The page of a claim.
///
/// # Errors
///
/// When there is no such claim.
pub fn show(desk: &Desk, asked: &Asked) -> Result<Response, ReviewError> {
    page(desk, asked, &asked.pairs, None)
}

fn page(
    desk: &Desk,
    asked: &Asked,
    pairs: &Pairs,
    conflict: Option<Conflict>,
) -> Result<Response, ReviewError> {
    let query = Query::read(pairs)?;
    let found = desk.store.find(&query.filter)?;
    let (before, after) = desk.store.beside(&found, asked.number);
    let ClaimView { id, document, place, state, events, matched } = desk.store.claim(asked.number)?;
    let drawing = drawing(&document.record, place);
    let blocks = draw(&document, &drawing);
    let record = document.record;
    let claim = record.claims[place].clone();
    let attribution = attribution_of(&record, &claim);
    let chain: Vec<Who> = attribution
        .into_iter()
        .chain(attribution.into_iter().flat_map(|one| record.outward(one)))
        .take(8)
        .map(|one| who(&record, one))
        .collect();
    let title = claim.text.chars().take(60).collect::<String>();
    let status = if conflict.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = ClaimPage {
        frame: Frame::new(desk, asked, "queue", title),
        id,
        document: document.id,
        verdict: name_of(&claim.sourcing),
        types: claim.types.iter().map(name_of).collect(),
        flags: claim.flags.iter().map(name_of).collect(),
        chain,
        policy: claim.policy.as_ref().map(|policy| {
            [
                ("actor", policy.actor_name.clone().or(policy.actor.clone()).unwrap_or_default()),
                ("does", policy.action.clone()),
                ("how firmly", view::words(&name_of(&policy.modality))),
                ("when", policy.date.clone().unwrap_or_default()),
            ]
        }),
        cases: record.cases.iter().filter(|case| claim.cases.contains(&case.id)).cloned().collect(),
        blocks,
        figures: figures_of(&record, &claim),
        checks: checks_of(&record, &claim),
        mine: state.opinions.get(&asked.account.name).cloned(),
        matched: match matched.as_deref() {
            Some("moved") => Some("The sentence has moved within its document since it was decided on."),
            Some("changed document") => {
                Some("The document has changed since this was decided on; the sentence is the same.")
            }
            _ => None,
        },
        left: found.count(),
        back: query.address(),
        before,
        after,
        did: did(desk, asked)?,
        may_adjudicate: asked.account.role >= Role::Adjudicator && state.opinions.len() > 1,
        reviewers: desk.store.reviewers()?,
        tags: desk.store.tags()?,
        spans: spans_of(&claim, attribution),
        kinds: KINDS.iter().map(name_of).collect(),
        state,
        events,
        conflict,
        claim,
        record,
    };
    Ok(answer(status, &page))
}

/// What was just done, for the line at the top of the next page.
///
/// # Errors
///
/// When the database cannot be read.
pub fn did(desk: &Desk, asked: &Asked) -> Result<Option<String>, ReviewError> {
    let Ok(event) = asked.value("did").parse::<i64>() else { return Ok(None) };
    let line = desk.store.history(Some(event.saturating_add(1)), &asked.account.name, 1)?;
    let line = line.into_iter().find(|line| line.event.id == event);
    Ok(line.map(|line| {
        let quote: String = line.quote.chars().take(80).collect();
        let more = if line.quote.chars().count() > 80 { "…" } else { "" };
        let name = line.event.action.name();
        format!("You {name}: “{quote}{more}”")
    }))
}

fn attribution_of<'r>(record: &'r Record, claim: &Claim) -> Option<&'r Attribution> {
    let id = claim.attribution.as_ref()?;
    record.attributions.iter().find(|one| one.id == *id)
}

/// The text around the claim: its block and two on either side, and the blocks in which its source and caveats stand.
fn drawing(record: &Record, place: usize) -> Drawing {
    let claim = &record.claims[place];
    let mut layers = Vec::new();
    if let Some(attribution) = attribution_of(record, claim) {
        let source = attribution.source.iter().flat_map(|source| &source.spans);
        layers.extend(source.map(|span| (*span, Layer::Source)));
        layers.extend(attribution.cue.iter().flat_map(|cue| &cue.spans).map(|span| (*span, Layer::Cue)));
        layers.extend(attribution.content.spans.iter().map(|span| (*span, Layer::Content)));
    }
    let figures: Vec<&Figure> = record.figures.iter().filter(|one| claim.figures.contains(&one.id)).collect();
    layers.extend(figures.iter().map(|figure| ([figure.start, figure.end], Layer::Figure)));
    layers.extend(claim.caveats.iter().map(|caveat| ([caveat.start, caveat.end], Layer::Caveat)));
    let holds = |at: usize| record.blocks.iter().position(|block| block.start <= at && at < block.end);
    let own = holds(claim.start).unwrap_or_default();
    let mut blocks: Vec<usize> = (own.saturating_sub(2)..=own + 2).collect();
    let evidence = layers.iter().filter(|(_, layer)| matches!(layer, Layer::Source | Layer::Caveat));
    blocks.extend(evidence.filter_map(|([start, _], _)| holds(*start)));
    // A claim that a check rests on is read with the numbers of that check, which may stand in a table.
    let checked = record.checks.iter().filter(|check| touches_check(check, claim));
    blocks.extend(checked.flat_map(|check| &check.inputs).filter_map(|input| holds(input.start)));
    blocks.retain(|block| *block < record.blocks.len());
    blocks.sort_unstable();
    blocks.dedup();
    blocks.truncate(40);
    let cells = figures.iter().filter_map(|figure| figure.cell.as_ref());
    let cells = cells.map(|cell| (cell.table, cell.row, cell.column)).collect();
    Drawing { blocks, focus: Some(place), layers, cells }
}

fn touches_check(check: &Check, claim: &Claim) -> bool {
    check.inputs.iter().any(|input| claim.start <= input.start && input.end <= claim.end)
}

fn who(record: &Record, attribution: &Attribution) -> Who {
    let source = attribution.source.as_ref();
    let text = source.and_then(|source| source.text.clone()).unwrap_or_default();
    let content: Vec<String> =
        attribution.content.spans.iter().map(|[start, end]| cut(record, *start, *end)).collect();
    Who {
        name: source.and_then(|source| source.name.clone()).unwrap_or_default(),
        kind: source.map(|source| name_of(&source.kind)).unwrap_or_default(),
        cue: attribution.cue.as_ref().map(|cue| cue.text.clone()).unwrap_or_default(),
        content: content.join(" … "),
        scope: name_of(&attribution.scope),
        confidence: attribution.confidence,
        url: source.and_then(|source| source.url.clone()),
        given: source
            .map(|source| source.verifiability.given.iter().map(name_of).collect())
            .unwrap_or_default(),
        resolved_from: source.and_then(|one| one.resolved_from.as_ref()).map(|from| from.text.clone()),
        reasons: attribution.reasons.clone(),
        text,
    }
}

fn cut(record: &Record, start: usize, end: usize) -> String {
    record.text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

fn figures_of(record: &Record, claim: &Claim) -> Vec<FigureRow> {
    let figures = record.figures.iter().filter(|figure| claim.figures.contains(&figure.id));
    figures
        .map(|figure| FigureRow {
            kind: name_of(&figure.kind),
            modifier: figure.modifier.as_ref().map(|one| view::words(&name_of(one))).unwrap_or_default(),
            direction: figure.direction.as_ref().map(name_of).unwrap_or_default(),
            missing: figure.missing.iter().map(name_of).collect(),
            unresolved: figure
                .period
                .as_ref()
                .and_then(|period| period.unresolved.as_ref())
                .map(|why| view::words(&name_of(why)))
                .unwrap_or_default(),
            figure: figure.clone(),
        })
        .collect()
}

fn checks_of(record: &Record, claim: &Claim) -> Vec<CheckRow> {
    let checks = record.checks.iter().filter(|check| touches_check(check, claim));
    checks
        .map(|check| CheckRow {
            kind: name_of(&check.kind),
            status: name_of(&check.status),
            check: check.clone(),
        })
        .collect()
}

fn spans_of(
    claim: &Claim,
    attribution: Option<&Attribution>,
) -> [(&'static str, &'static str, Option<Offsets>); 4] {
    let first = |spans: &Vec<Offsets>| spans.first().copied();
    [
        ("claim", "Claim", Some([claim.start, claim.end])),
        (
            "source",
            "Source",
            attribution.and_then(|one| one.source.as_ref()).and_then(|one| first(&one.spans)),
        ),
        ("cue", "Cue", attribution.and_then(|one| one.cue.as_ref()).and_then(|cue| first(&cue.spans))),
        ("content", "Content", attribution.and_then(|one| first(&one.content.spans))),
    ]
}

/// Takes a decision, a note, a tag … and goes on: after an opinion to the next claim of the queue.
///
/// # Errors
///
/// When the form is wrong, or the role does not allow it. A decision that came too late is shown with what came before it.
pub fn act(desk: &Desk, asked: &Asked, form: &Pairs) -> Result<Response, ReviewError> {
    let seen = desk.store.claim(asked.number)?;
    let action = decide::action_of(&seen.document.record, seen.place, form)?;
    check_role(desk, asked, &action, &seen.state)?;
    // Where to go on is found before the decision takes the claim out of the queue.
    let query = Query::read(&asked.pairs)?;
    let found = desk.store.find(&query.filter)?;
    let (_, after) = desk.store.beside(&found, asked.number);
    match desk.store.act(asked.number, decide::version_of(form)?, &asked.account.name, &action) {
        Ok(written) => {
            let did = query.address_with("did", &written.event.to_string());
            let next = match after {
                _ if !action.is_opinion() => format!("/claim/{}{did}", asked.number),
                Some(next) => format!("/claim/{next}{did}"),
                None => format!("/{did}"),
            };
            Ok(go(&next))
        }
        Err(error @ ReviewError::Conflict { .. }) => {
            let fields = form.iter().filter(|(name, _)| name != "version").cloned().collect();
            page(desk, asked, &asked.pairs, Some(Conflict { message: error.to_string(), fields }))
        }
        Err(error) => Err(error),
    }
}

fn check_role(desk: &Desk, asked: &Asked, action: &Action, state: &State) -> Result<(), ReviewError> {
    match action {
        Action::Adjudicate { upheld, .. } => {
            only(&asked.account, Role::Adjudicator, "adjudicators settle opinions that differ")?;
            if !state.opinions.contains_key(upheld) {
                return Err(ReviewError::Refused("That reviewer has no opinion on this claim.".to_owned()));
            }
        }
        Action::Assign { to } if !to.is_empty() && !desk.store.reviewers()?.contains(to) => {
            return Err(ReviewError::Refused(format!("There is no reviewer “{to}”.")));
        }
        _ => {}
    }
    Ok(())
}

/// Takes back the newest thing that the reviewer did and shows its claim.
///
/// # Errors
///
/// When there is nothing to take back.
pub fn undo(desk: &Desk, asked: &Asked, form: &Pairs) -> Result<Response, ReviewError> {
    let query = Query::read(&asked.pairs)?;
    let claim = match value(form, "claim") {
        "" => None,
        claim => Some(claim.parse().map_err(|_| ReviewError::Missing("claim"))?),
    };
    let written = desk.store.undo(claim, &asked.account.name)?;
    let did = query.address_with("did", &written.event.to_string());
    Ok(go(&match written.claim {
        Some(claim) => format!("/claim/{claim}{did}"),
        None => "/unmatched".to_owned(),
    }))
}
