//! What a rule says about the words that it matches.

use serde::Deserialize;

/// The decision that a rule feeds, and with it the unit of text that its pattern is run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// A line that the site put there. Label `line`; `foot` where everything below is the site's too, `teaser` where
    /// the lines right below lead to other pages.
    Furniture,
    /// Who wrote it, when.
    Byline,
    /// Where the data of a table come from.
    SourceLine,
    /// A note or caveat. Label `heading` for a line that only opens the notes.
    Note,
    /// Readers' comments begin. Label `heading` for the section; `entry` for one comment's head, `opening` for a head
    /// that nothing but a comment could have.
    Comment,
    /// A passage reproduced from elsewhere. Label `start` or `end`.
    Repost,
    /// A number that counts nothing; the label says what it is.
    NotFigure,
    /// Words that tie a source to a content; the label says how, or `none` where such words tie nothing.
    Cue,
    /// A noun phrase that names a source; the label is its [`SourceKind`](crate::document::SourceKind).
    Source,
    /// Words by which a sentence goes on reporting the record of the sentence before.
    Carry,
    /// What an authority does; the label is the [`Modality`](crate::document::Modality).
    Policy,
    /// Procedural status; the label is the [`CaseStatus`](crate::document::CaseStatus), or `none`.
    Status,
    /// What a checker sorts by; the label is the [`Flag`](crate::document::Flag), or `none`.
    Flag,
    /// The sentence asserts nothing that evidence could settle.
    NotClaim,
    /// The sentence asserts something checkable; the label says which sort.
    Assertion,
    /// It makes a claim more (or, with a negative weight, less) worth checking.
    Worth,
    /// It speaks for a genre; the label is the genre.
    Genre,
}

/// What a pattern is run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One line or block of text without its white space; `^` and `$` are its ends.
    Line,
    /// One sentence.
    Sentence,
    /// One sentence in which a cue stands.
    AttributedSentence,
}

impl Tag {
    /// What patterns of this tag are run on.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Furniture | Self::Byline | Self::SourceLine | Self::Note | Self::Comment | Self::Repost => {
                Unit::Line
            }
            Self::Source => Unit::AttributedSentence,
            _ => Unit::Sentence,
        }
    }

    /// The labels that rules of this tag may carry; empty where a rule carries none.
    #[must_use]
    pub fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Furniture => &["line", "foot", "teaser"],
            Self::Note => &["heading", "line"],
            Self::Comment => &["heading", "opening", "entry"],
            Self::Repost => &["start", "end"],
            Self::NotFigure => &["name", "idiom"],
            Self::Cue => {
                &["speech", "told", "record", "according", "passive", "impersonal", "noun", "colon", "none"]
            }
            Self::Source => {
                &["dataset", "document", "organisation", "person", "publication", "anonymous", "first_hand"]
            }
            Self::Policy => &["in_force", "commitment", "proposal", "requirement", "prediction"],
            Self::Status => &[
                "alleged", "investigated", "arrested", "charged", "convicted", "sentenced", "dismissed",
                "acquitted", "other", "none",
            ],
            Self::Flag => &[
                "hedged", "allegation", "superlative", "absolute", "loaded_language", "anonymous_source",
                "single_anecdote", "none",
            ],
            Self::NotClaim => &["question", "meta", "courtesy", "opinion", "instruction", "hypothetical"],
            Self::Assertion => &["generalisation", "cause", "trend", "event", "superlative", "comparison"],
            Self::Genre => &["news", "tabloid", "opinion", "parliamentary_answer", "official", "other"],
            Self::Byline | Self::SourceLine | Self::Worth | Self::Carry => &[],
        }
    }
}
