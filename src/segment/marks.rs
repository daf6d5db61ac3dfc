//! What the line rules say of a line, as a set.

use crate::rules::{RuleSet, Tag};
use crate::span::Span;

/// Rules of lines are about short ones: a prose paragraph does not pay for them.
const LONGEST: usize = 200;

/// A set of [`Mark`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

/// What a rule may say of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Mark {
    /// The site put it there.
    Furniture = 1,
    /// Everything below is the site's too.
    Foot = 1 << 1,
    /// The lines right below lead to other pages.
    Teaser = 1 << 2,
    /// Who wrote it, when.
    Byline = 1 << 3,
    /// Where data come from.
    SourceLine = 1 << 4,
    /// It opens the notes.
    NoteHeading = 1 << 5,
    /// It is a note.
    Note = 1 << 6,
    /// It heads the readers' comments.
    CommentHeading = 1 << 7,
    /// It heads one comment, and nothing else could look like it.
    CommentOpening = 1 << 8,
    /// It heads one comment, once it is known that comments stand here.
    CommentEntry = 1 << 9,
    /// A passage from elsewhere begins below.
    RepostStart = 1 << 10,
    /// A passage from elsewhere is over.
    RepostEnd = 1 << 11,
}

impl Marks {
    /// What the rules say of `line`.
    pub(super) fn of(text: &str, line: Span, rules: &RuleSet) -> Self {
        let mut marks = Self::default();
        if line.len() <= LONGEST {
            for hit in rules.on_line(text, line) {
                marks.0 |= bits(hit.rule.tag, &hit.rule.label);
            }
        }
        marks
    }

    /// Whether the mark is in the set.
    pub(super) fn has(self, mark: Mark) -> bool {
        self.0 & mark as u16 != 0
    }

    /// Whether any of the marks is in the set.
    pub(super) fn any(self, marks: &[Mark]) -> bool {
        marks.iter().any(|mark| self.has(*mark))
    }

    /// Whether the line is the site's.
    pub(super) fn is_furniture(self) -> bool {
        self.any(&[Mark::Furniture, Mark::Foot, Mark::Teaser])
    }
}

fn bits(tag: Tag, label: &str) -> u16 {
    let mark = match (tag, label) {
        (Tag::Furniture, "foot") => Mark::Foot,
        (Tag::Furniture, "teaser") => Mark::Teaser,
        (Tag::Furniture, _) => Mark::Furniture,
        (Tag::Byline, _) => Mark::Byline,
        (Tag::SourceLine, _) => Mark::SourceLine,
        (Tag::Note, "heading") => Mark::NoteHeading,
        (Tag::Note, _) => Mark::Note,
        (Tag::Comment, "heading") => Mark::CommentHeading,
        (Tag::Comment, "opening") => Mark::CommentOpening,
        (Tag::Comment, _) => Mark::CommentEntry,
        (Tag::Repost, "end") => Mark::RepostEnd,
        (Tag::Repost, _) => Mark::RepostStart,
        _ => return 0,
    };
    mark as u16
}
