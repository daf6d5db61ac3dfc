//! A form as an action. What the form does not know is refused.

use serde::de::DeserializeOwned;

use super::{Pairs, value};
use crate::record::{Figure, Offsets, Record};
use crate::review::decision::{Action, Edit, FigureEdit, RejectReason, SourceEdit};
use crate::review::error::ReviewError;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 5000;
/// The longest name, tag, rating or slot.
const LONGEST_NAME: usize = 300;

/// Names that every form on a claim may have beside its own.
const COMMON: [&str; 3] = ["action", "version", "back"];

/// What a form on the claim `place` of `record` asks for.
///
/// # Errors
///
/// [`ReviewError::Refused`] with what is wrong with it.
pub fn action_of(record: &Record, place: usize, form: &Pairs) -> Result<Action, ReviewError> {
    let name = value(form, "action");
    let text = |field: &str, most: usize| limited(value(form, field), field, most);
    let (action, fields): (Action, &[&str]) = match name {
        "accept" => (Action::Accept, &[]),
        "skip" => (Action::Skip, &[]),
        "second_opinion" => (Action::SecondOpinion, &[]),
        "reject" => {
            let reason: RejectReason = label(value(form, "reason"), "reason")?;
            (Action::Reject { reason, note: text("note", LONGEST_NOTE)? }, &["reason", "note"])
        }
        "note" => (Action::Note { text: required(text("text", LONGEST_NOTE)?, "note")? }, &["text"]),
        "tag" => (Action::Tag { tag: required(text("tag", LONGEST_NAME)?, "tag")? }, &["tag"]),
        "untag" => (Action::Untag { tag: text("tag", LONGEST_NAME)? }, &["tag"]),
        "assign" => (Action::Assign { to: text("to", LONGEST_NAME)? }, &["to"]),
        "rate" => (rating(text("rating", LONGEST_NAME)?, text("link", 2000)?)?, &["rating", "link"]),
        "adjudicate" => {
            let upheld = required(text("upheld", LONGEST_NAME)?, "reviewer")?;
            (Action::Adjudicate { upheld, note: text("note", LONGEST_NOTE)? }, &["upheld", "note"])
        }
        "edit" => return edit(record, place, form).map(|edit| Action::Edit(Box::new(edit))),
        _ => return Err(refused("There is no such action.")),
    };
    match form.iter().find(|(name, _)| !COMMON.contains(&&**name) && !fields.contains(&&**name)) {
        Some((unknown, _)) => Err(refused(&format!("The form has an unknown field “{unknown}”."))),
        None => Ok(action),
    }
}

/// The version of the claim that the reviewer saw.
///
/// # Errors
///
/// [`ReviewError::Refused`] when the form does not say.
pub fn version_of(form: &Pairs) -> Result<u64, ReviewError> {
    value(form, "version")
        .parse()
        .map_err(|_| refused("The form does not say which version of the claim was seen."))
}

fn refused(message: &str) -> ReviewError {
    ReviewError::Refused(message.to_owned())
}

fn required(text: String, what: &str) -> Result<String, ReviewError> {
    if text.is_empty() { Err(refused(&format!("The {what} is empty."))) } else { Ok(text) }
}

/// Without control characters but line ends, and no longer than `most`.
fn limited(text: &str, what: &str, most: usize) -> Result<String, ReviewError> {
    let text: String =
        text.replace("\r\n", "\n").chars().filter(|one| !one.is_control() || *one == '\n').collect();
    if text.chars().count() > most {
        return Err(refused(&format!("The {what} has more than {most} characters.")));
    }
    Ok(text.trim().to_owned())
}

fn rating(rating: String, link: String) -> Result<Action, ReviewError> {
    if !link.is_empty() && crate::report::view::web_address(&link).is_none() {
        return Err(refused("The link is not an address of the web: it begins with https:// or http://."));
    }
    if rating.is_empty() && !link.is_empty() {
        return Err(refused("A link needs a rating."));
    }
    Ok(Action::Rate { rating, link })
}

/// A label of the wire, such as `organisation`.
fn label<T: DeserializeOwned>(name: &str, what: &str) -> Result<T, ReviewError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| refused(&format!("There is no {what} “{name}”.")))
}

/// Only what differs from the record goes into the edit.
fn edit(record: &Record, place: usize, form: &Pairs) -> Result<Edit, ReviewError> {
    let claim = record.claims.get(place).ok_or(ReviewError::Missing("claim"))?;
    let attribution = claim.attribution.as_ref();
    let attribution = attribution.and_then(|id| record.attributions.iter().find(|one| one.id == *id));
    let source = attribution.and_then(|one| one.source.as_ref());
    let types: Vec<_> = form
        .iter()
        .filter(|(name, _)| name == "type")
        .map(|(_, value)| label(value, "type"))
        .collect::<Result<_, _>>()?;
    let sourcing = label(value(form, "verdict"), "verdict")?;
    let name = limited(value(form, "source_name"), "source", LONGEST_NAME)?;
    let kind = match value(form, "source_kind") {
        "" => None,
        kind => Some(label(kind, "kind of source")?),
    };
    let old_name =
        source.and_then(|one| one.name.as_deref().or(one.text.as_deref())).unwrap_or_default().trim();
    let changed = name != old_name || kind != source.map(|one| one.kind);
    let spans = SpanFields { form, length: record.text.chars().count() };
    let first = |spans: Option<&Vec<Offsets>>| spans.and_then(|spans| spans.first().copied());
    let edit = Edit {
        types: (types != claim.types).then_some(types),
        sourcing: (sourcing != claim.sourcing).then_some(sourcing),
        source: changed.then_some(SourceEdit { name, kind }),
        claim_span: spans.changed("claim", Some([claim.start, claim.end]))?,
        source_span: spans.changed("source", first(source.map(|one| &one.spans)))?,
        cue_span: spans
            .changed("cue", first(attribution.and_then(|one| one.cue.as_ref()).map(|cue| &cue.spans)))?,
        content_span: spans.changed("content", first(attribution.map(|one| &one.content.spans)))?,
        figures: figures(record, form)?,
        note: limited(value(form, "note"), "note", LONGEST_NOTE)?,
    };
    if (Edit { note: String::new(), ..edit.clone() }) == Edit::default() {
        return Err(refused("Nothing was changed; accept the record if it is right."));
    }
    Ok(edit)
}

/// The fields `claim_start`, `claim_end` and so on.
struct SpanFields<'f> {
    form: &'f Pairs,
    length: usize,
}

impl SpanFields<'_> {
    fn changed(&self, name: &str, old: Option<Offsets>) -> Result<Option<Offsets>, ReviewError> {
        let (start, end) =
            (value(self.form, &format!("{name}_start")), value(self.form, &format!("{name}_end")));
        if start.is_empty() && end.is_empty() {
            return Ok(None);
        }
        let wrong = || refused(&format!("The {name} does not stand at {start} to {end} of the text."));
        let (start, end) =
            (start.parse::<usize>().map_err(|_| wrong())?, end.parse::<usize>().map_err(|_| wrong())?);
        if start >= end || end > self.length {
            return Err(wrong());
        }
        Ok((Some([start, end]) != old).then_some([start, end]))
    }
}

/// The fields `f3.value`, `f3.unit` and so on.
fn figures(record: &Record, form: &Pairs) -> Result<Vec<FigureEdit>, ReviewError> {
    let mut edits = Vec::new();
    for figure in &record.figures {
        let field = |slot: &str| {
            let name = format!("{}.{slot}", figure.id);
            form.iter().find(|(found, _)| *found == name).map(|(_, value)| value.trim())
        };
        if field("value").is_none() {
            continue;
        }
        let edit = figure_edit(figure, field)?;
        if (FigureEdit { id: String::new(), ..edit.clone() }) != FigureEdit::default() {
            edits.push(edit);
        }
    }
    Ok(edits)
}

fn figure_edit<'f>(
    figure: &Figure,
    field: impl Fn(&str) -> Option<&'f str>,
) -> Result<FigureEdit, ReviewError> {
    let text = |slot: &str, old: Option<&String>| -> Result<Option<String>, ReviewError> {
        let new = limited(field(slot).unwrap_or_default(), slot, LONGEST_NAME)?;
        Ok((new != old.map(|old| old.trim()).unwrap_or_default()).then_some(new))
    };
    let value = match field("value").unwrap_or_default() {
        "" => None,
        typed => {
            let value: f64 =
                typed.replace(',', "").parse().map_err(|_| refused("A value is not a number."))?;
            Some(value).filter(|value| value.is_finite() && Some(*value) != figure.value)
        }
    };
    let kind = label(field("kind").unwrap_or_default(), "kind of figure")?;
    let period = figure.period.as_ref();
    Ok(FigureEdit {
        id: figure.id.clone(),
        value,
        kind: (kind != figure.kind).then_some(kind),
        unit: text("unit", figure.unit.as_ref())?,
        subject: text("subject", figure.subject.as_ref())?,
        denominator: text("denominator", figure.denominator.as_ref())?,
        from: text("from", period.and_then(|period| period.from.as_ref()))?,
        to: text("to", period.and_then(|period| period.to.as_ref()))?,
        place: text("place", figure.place.as_ref())?,
    })
}
