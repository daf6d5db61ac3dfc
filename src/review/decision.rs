//! What reviewers do: events are all that is kept.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_being_written() {
        for action in [
            Action::Accept,
            Action::Reject { reason: RejectReason::NotAClaim, note: String::new() },
            Action::Edit(Box::default()),
            Action::Undo { event: 4 },
        ] {
            let json = serde_json::to_string(&action).expect("JSON");
            assert_eq!(serde_json::from_str::<Action>(&json).expect("an action"), action, "{json}");
        }
        assert!(
            serde_json::from_str::<Action>(r#"{"action":"reject","reason":"other","note":"","x":1}"#)
                .is_err()
        );
    }
}
