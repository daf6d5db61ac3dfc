//! What reviewers do, and what follows from it: events are all that is kept, the state of a claim is their replay.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::document::{ClaimType, FigureKind, SourceKind, Sourcing};
use crate::record::Offsets;

/// One thing that somebody did with one claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// The record is right as it stands.
    Accept,
    /// It is not worth keeping, for a reason.
    Reject {
        /// Why.
        reason: RejectReason,
        /// In the reviewer's words.
        note: String,
    },
    /// It is right with these corrections.
    Edit(Box<Edit>),
    /// Not now.
    Skip,
    /// A remark.
    Note {
        /// Its words.
        text: String,
    },
    /// A tag is put on.
    Tag {
        /// The tag.
        tag: String,
    },
    /// A tag is taken off.
    Untag {
        /// The tag.
        tag: String,
    },
    /// A rating is marked, with the page of the fact-check: what becomes a `ClaimReview`.
    Rate {
        /// Such as "False" or "Half true".
        rating: String,
        /// Where the fact-check stands, `http` or `https`; empty while there is none.
        link: String,
    },
    /// Somebody is to look at it; empty takes that back.
    Assign {
        /// Who.
        to: String,
    },
    /// A second opinion is asked for.
    SecondOpinion,
    /// Opinions that differ are settled.
    Adjudicate {
        /// Whose opinion holds.
        upheld: String,
        /// Why.
        note: String,
    },
    /// An earlier event does not count.
    Undo {
        /// Its number.
        event: i64,
    },
}

impl Action {
    /// The word for it in histories.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject { .. } => "rejected",
            Self::Edit(_) => "edited",
            Self::Skip => "skipped",
            Self::Note { .. } => "noted",
            Self::Tag { .. } => "tagged",
            Self::Untag { .. } => "untagged",
            Self::Rate { .. } => "rated",
            Self::Assign { .. } => "assigned",
            Self::SecondOpinion => "asked for a second opinion",
            Self::Adjudicate { .. } => "adjudicated",
            Self::Undo { .. } => "undid",
        }
    }

    /// Whether it is an opinion on the record, of which each reviewer has one.
    #[must_use]
    pub fn is_opinion(&self) -> bool {
        matches!(self, Self::Accept | Self::Reject { .. } | Self::Edit(_) | Self::Skip)
    }

    /// It in a line, for histories.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Accept | Self::Skip | Self::SecondOpinion => String::new(),
            Self::Reject { reason, note } if note.is_empty() => reason.words().to_owned(),
            Self::Reject { reason, note } => format!("{}: {note}", reason.words()),
            Self::Edit(edit) => edit.detail(),
            Self::Note { text } => text.clone(),
            Self::Tag { tag } | Self::Untag { tag } => tag.clone(),
            Self::Rate { rating, link } if link.is_empty() => rating.clone(),
            Self::Rate { rating, link } => format!("{rating} ({link})"),
            Self::Assign { to } if to.is_empty() => "to nobody".to_owned(),
            Self::Assign { to } => format!("to {to}"),
            Self::Adjudicate { upheld, note } if note.is_empty() => format!("for {upheld}"),
            Self::Adjudicate { upheld, note } => format!("for {upheld}: {note}"),
            Self::Undo { event } => format!("event {event}"),
        }
    }
}

/// Why a record is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// The sentence asserts nothing that could be checked.
    NotAClaim,
    /// True or false, nobody's day is worth it.
    NotWorthChecking,
    /// The text says it in another place.
    Duplicate,
    /// It is menu, caption, counter.
    Furniture,
    /// What the tool says of it is wrong beyond mending.
    Misread,
    /// Anything else; the note says what.
    Other,
}

impl RejectReason {
    /// All of them, as the form lists them.
    pub const ALL: [Self; 6] = [
        Self::NotAClaim,
        Self::NotWorthChecking,
        Self::Duplicate,
        Self::Furniture,
        Self::Misread,
        Self::Other,
    ];

    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotAClaim => "not a claim",
            Self::NotWorthChecking => "not worth checking",
            Self::Duplicate => "a duplicate",
            Self::Furniture => "page furniture",
            Self::Misread => "misread",
            Self::Other => "another reason",
        }
    }
}

/// Corrections; what is absent stays as the record has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edit {
    /// The types that hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<ClaimType>>,
    /// The verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sourcing: Option<Sourcing>,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceEdit>,
    /// Where the claim stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_span: Option<Offsets>,
    /// Where the source stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_span: Option<Offsets>,
    /// Where the cue stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue_span: Option<Offsets>,
    /// Where the content stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_span: Option<Offsets>,
    /// Slots of figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureEdit>,
    /// Why, in the reviewer's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Edit {
    fn detail(&self) -> String {
        let mut parts = Vec::new();
        if let Some(types) = &self.types {
            let names: Vec<String> = types.iter().map(crate::record::name_of).collect();
            parts.push(format!(
                "types {}",
                if names.is_empty() { "none".to_owned() } else { names.join(", ") }
            ));
        }
        if let Some(verdict) = &self.sourcing {
            parts.push(format!("verdict {}", crate::record::name_of(verdict)));
        }
        if let Some(source) = &self.source {
            parts.push(if source.name.is_empty() {
                "no source".to_owned()
            } else {
                format!("source {}", source.name)
            });
        }
        let spans = [
            ("claim", self.claim_span),
            ("source", self.source_span),
            ("cue", self.cue_span),
            ("content", self.content_span),
        ];
        parts.extend(
            spans
                .iter()
                .filter_map(|(name, span)| span.map(|[start, end]| format!("{name} at {start}–{end}"))),
        );
        parts.extend(self.figures.iter().map(|figure| format!("figure {}", figure.id)));
        if !self.note.is_empty() {
            parts.push(self.note.clone());
        }
        parts.join("; ")
    }
}

/// Another source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEdit {
    /// The name; empty where nobody says so.
    pub name: String,
    /// What sort it is.
    pub kind: Option<SourceKind>,
}

/// Other slots of one figure; what is absent stays, what is an empty string becomes unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FigureEdit {
    /// Which figure of the record.
    pub id: String,
    /// The value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The sort of quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<FigureKind>,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// First day, month or year of its period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// An action with who, when and where in the order of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number in the order of all events.
    pub id: i64,
    /// Who.
    pub reviewer: String,
    /// When: UTC, RFC 3339.
    pub at: String,
    /// What.
    pub action: Action,
}

/// How far a claim has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has decided.
    #[default]
    Open,
    /// The record is right.
    Accepted,
    /// It is right with corrections.
    Edited,
    /// It is not worth keeping.
    Rejected,
    /// Left for later.
    Skipped,
    /// Reviewers differ.
    Disputed,
}

impl Status {
    /// All of them, as filters list them.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Accepted, Self::Edited, Self::Rejected, Self::Skipped, Self::Disputed];

    /// As in addresses and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Edited => "edited",
            Self::Rejected => "rejected",
            Self::Skipped => "skipped",
            Self::Disputed => "disputed",
        }
    }

    /// Whether somebody has decided and nobody differs.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Accepted | Self::Edited | Self::Rejected)
    }
}

/// What the events of one claim come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The number of events so far: whoever acts says which he saw.
    pub version: u64,
    /// Each reviewer's opinion.
    pub opinions: BTreeMap<String, Action>,
    /// Remarks.
    pub notes: Vec<(String, String)>,
    /// Tags.
    pub tags: BTreeSet<String>,
    /// Rating and link.
    pub rating: Option<(String, String)>,
    /// Who is to look at it.
    pub assigned: Option<String>,
    /// Whether a second opinion was asked for and has not come.
    pub second_opinion: bool,
    /// Whose opinion holds where they differ.
    pub upheld: Option<String>,
}

impl State {
    /// What a claim's events come to, in their order.
    #[must_use]
    pub fn replay(events: &[Event]) -> Self {
        let undone: BTreeSet<i64> = events
            .iter()
            .filter_map(|event| match event.action {
                Action::Undo { event } => Some(event),
                _ => None,
            })
            .collect();
        let mut state = Self::default();
        for event in events.iter().filter(|event| !undone.contains(&event.id)) {
            state.apply(event);
        }
        state.version = events.len() as u64;
        state
    }

    fn apply(&mut self, event: &Event) {
        let who = event.reviewer.clone();
        match &event.action {
            Action::Accept | Action::Reject { .. } | Action::Edit(_) | Action::Skip => {
                if self.second_opinion && self.opinions.keys().any(|other| *other != who) {
                    self.second_opinion = false;
                }
                // Whoever thinks again reopens what was settled before.
                if self.opinions.insert(who, event.action.clone()).as_ref() != Some(&event.action) {
                    self.upheld = None;
                }
            }
            Action::Note { text } => self.notes.push((who, text.clone())),
            Action::Tag { tag } => drop(self.tags.insert(tag.clone())),
            Action::Untag { tag } => drop(self.tags.remove(tag)),
            Action::Rate { rating, .. } if rating.is_empty() => self.rating = None,
            Action::Rate { rating, link } => self.rating = Some((rating.clone(), link.clone())),
            Action::Assign { to } => self.assigned = (!to.is_empty()).then(|| to.clone()),
            Action::SecondOpinion => self.second_opinion = true,
            Action::Adjudicate { upheld, .. } => self.upheld = Some(upheld.clone()),
            Action::Undo { .. } => {}
        }
    }

    /// The opinion that holds: the upheld one, or the one that all share who did not skip.
    #[must_use]
    pub fn outcome(&self) -> Option<&Action> {
        if let Some(action) = self.upheld.as_ref().and_then(|who| self.opinions.get(who)) {
            return Some(action);
        }
        let mut decided = self.opinions.values().filter(|action| **action != Action::Skip);
        let first = decided.next()?;
        decided.all(|other| agree(first, other)).then_some(first)
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.outcome() {
            Some(Action::Accept) => Status::Accepted,
            Some(Action::Reject { .. }) => Status::Rejected,
            Some(Action::Edit(_)) => Status::Edited,
            Some(_) => Status::Skipped,
            None if self.opinions.is_empty() => Status::Open,
            None if self.opinions.values().all(|action| *action == Action::Skip) => Status::Skipped,
            None => Status::Disputed,
        }
    }
}

/// Whether two opinions come to the same; why somebody thinks so does not matter.
fn agree(one: &Action, other: &Action) -> bool {
    match (one, other) {
        (Action::Reject { .. }, Action::Reject { .. }) => true,
        (Action::Edit(one), Action::Edit(other)) => {
            let bare = |edit: &Edit| Edit { note: String::new(), ..edit.clone() };
            bare(one) == bare(other)
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(actions: &[(&str, Action)]) -> Vec<Event> {
        let numbered = actions.iter().zip(1..);
        numbered
            .map(|((who, action), id)| Event {
                id,
                reviewer: (*who).to_owned(),
                at: "2026-01-01T00:00:00Z".to_owned(),
                action: action.clone(),
            })
            .collect()
    }

    type Row<'r> = (&'r str, Vec<(&'r str, Action)>, Status);

    fn reject() -> Action {
        Action::Reject { reason: RejectReason::NotAClaim, note: String::new() }
    }

    #[test]
    fn the_state_follows_from_the_events() {
        let adjudicate = Action::Adjudicate { upheld: "ben".into(), note: String::new() };
        let verdict = |sourcing| Action::Edit(Box::new(Edit { sourcing: Some(sourcing), ..Edit::default() }));
        let rows: [Row<'_>; 11] = [
            ("nothing", vec![], Status::Open),
            ("accepted", vec![("ada", Action::Accept)], Status::Accepted),
            ("skipped", vec![("ada", Action::Skip)], Status::Skipped),
            ("a skip is no opinion", vec![("ada", Action::Skip), ("ben", reject())], Status::Rejected),
            ("second thoughts", vec![("ada", Action::Accept), ("ada", reject())], Status::Rejected),
            ("two agree", vec![("ada", reject()), ("ben", reject())], Status::Rejected),
            ("two differ", vec![("ada", Action::Accept), ("ben", reject())], Status::Disputed),
            (
                "settled",
                vec![("ada", Action::Accept), ("ben", reject()), ("eve", adjudicate.clone())],
                Status::Rejected,
            ),
            (
                "reopened",
                vec![
                    ("ada", Action::Accept),
                    ("ben", reject()),
                    ("eve", adjudicate),
                    ("ben", Action::Accept),
                ],
                Status::Accepted,
            ),
            (
                "undone",
                vec![("ada", Action::Accept), ("ada", reject()), ("ada", Action::Undo { event: 2 })],
                Status::Accepted,
            ),
            (
                "two corrections",
                vec![("ada", verdict(Sourcing::Vague)), ("ben", verdict(Sourcing::Sourced))],
                Status::Disputed,
            ),
        ];
        for (name, actions, expected) in rows {
            assert_eq!(State::replay(&events(&actions)).status(), expected, "{name}");
        }
    }

    #[test]
    fn an_event_survives_being_written() {
        for action in [Action::Accept, reject(), Action::Edit(Box::default()), Action::Undo { event: 4 }] {
            let json = serde_json::to_string(&action).expect("JSON");
            assert_eq!(serde_json::from_str::<Action>(&json).expect("an action"), action, "{json}");
        }
        assert!(
            serde_json::from_str::<Action>(r#"{"action":"reject","reason":"other","note":"","x":1}"#)
                .is_err()
        );
    }
}
