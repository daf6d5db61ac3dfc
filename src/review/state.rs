//! What follows from the events of a claim: its state is their replay.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::decision::{Action, Edit, Event};

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
    use crate::document::Sourcing;
    use crate::review::decision::RejectReason;

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
}
