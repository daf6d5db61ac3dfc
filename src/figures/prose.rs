//! The figures of a document's sentences in order, each sentence with what those before it say for it.
//!
//! A sentence takes a period, a place and what is counted from outside in two cases only: as the item of a list whose
//! lead-in, heading or question names them, and when its first words go on with the sentence before ("Of these, …").

use jiff::civil::Date;

use super::token::Tokens;
use super::{Context, Found, find, periods, places};
use crate::document::{Block, BlockKind, Figure, FigureKind, Layout, Period};
use crate::span::Span;

/// What [`find`] finds in every sentence of `layout`, a [`Found`] a sentence.
///
/// # Panics
///
/// When a sentence does not lie on character boundaries inside `text`.
#[must_use]
pub fn find_in_prose(text: &str, layout: &Layout) -> Vec<Found> {
    let mut reader = Reader {
        text,
        layout,
        reference: layout.meta.reference_date(),
        asked: Vec::new(),
        lead: Topic::default(),
        heading: Topic::default(),
        last: Topic::default(),
        block: usize::MAX,
    };
    (0..layout.sentences.len()).map(|index| reader.read(index)).collect()
}

/// What figures can be about without saying so.
#[derive(Clone, Debug, Default)]
struct Topic {
    period: Option<Period>,
    place: Option<Span>,
    subject: Option<Span>,
    /// The last period named, which "the previous year" leans on.
    named: Option<Period>,
}

struct Reader<'a> {
    text: &'a str,
    layout: &'a Layout,
    reference: Option<Date>,
    /// The periods that the question of a written answer names, as far as there is at most one; else two of them.
    asked: Vec<Period>,
    /// From the sentence that leads in the list at hand.
    lead: Topic,
    /// From the heading over the list at hand.
    heading: Topic,
    /// From the sentence before.
    last: Topic,
    block: usize,
}

impl Reader<'_> {
    fn read(&mut self, index: usize) -> Found {
        let sentence = self.layout.sentences[index];
        let block = self.layout.blocks[sentence.block];
        let same_block = sentence.block == self.block;
        if !same_block {
            self.enter(sentence.block, block);
        }
        let goes_on = goes_on(sentence.span.of(self.text), same_block);
        let topic = self.topic(block, goes_on);
        let context = Context {
            reference: self.reference,
            period: topic.period.as_ref(),
            place: topic.place,
            subject: topic.subject.filter(|_| goes_on),
            before: self.last.named.as_ref(),
        };
        let found = find(self.text, sentence.span, &context);
        if block.kind == BlockKind::Question {
            self.ask(&found);
        }
        self.leave(sentence.span, block, &found, &topic);
        found
    }

    /// Forgets what the block before leaves to its own sentences only.
    fn enter(&mut self, index: usize, block: Block) {
        let adjacent = self.block != usize::MAX && index <= self.block + 1;
        if !adjacent || !matches!(block.kind, BlockKind::Paragraph | BlockKind::Answer) {
            self.last = Topic::default();
        }
        if block.kind != BlockKind::ListItem {
            self.lead = Topic::default();
        }
        if !matches!(block.kind, BlockKind::ListItem | BlockKind::Heading)
            && index > self.block.wrapping_add(1)
        {
            self.heading = Topic::default();
        }
        self.block = index;
    }

    /// What the surroundings of a sentence say for it.
    fn topic(&self, block: Block, goes_on: bool) -> Topic {
        if goes_on {
            return self.last.clone();
        }
        if block.kind != BlockKind::ListItem {
            return Topic::default();
        }
        // A second period leaves open which one holds.
        let question = || self.asked.first().filter(|_| self.asked.len() == 1).cloned();
        let period = self.lead.period.clone().or_else(|| self.heading.period.clone()).or_else(question);
        Topic { period, place: self.lead.place.or(self.heading.place), ..Topic::default() }
    }

    /// Keeps what the sentence leaves for the next ones.
    fn leave(&mut self, sentence: Span, block: Block, found: &Found, topic: &Topic) {
        let leads = block.kind != BlockKind::ListItem && sentence.of(self.text).trim_end().ends_with(':');
        if block.kind == BlockKind::Heading {
            self.heading = lead_in(self.text, sentence, self.reference);
        } else if leads {
            self.lead = lead_in(self.text, sentence, self.reference);
        }
        let main = found.figures.iter().find(|figure| is_statistic(figure));
        let resolved = |period: &&Period| period.from.is_some() && period.to.is_some();
        let named = found.periods.iter().rev().find(resolved).cloned();
        self.last = Topic {
            period: main.and_then(|figure| figure.period.clone()).or_else(|| topic.period.clone()),
            place: main.and_then(|figure| figure.place).or(topic.place),
            subject: main.and_then(|figure| figure.subject).or(topic.subject),
            named: named.or_else(|| topic.period.clone()).or_else(|| self.last.named.take()),
        };
    }

    fn ask(&mut self, found: &Found) {
        // "The answer of 9 September" is no period of what is asked.
        let spans_days = |period: &&Period| {
            period.from != period.to || period.from.as_ref().is_some_and(|from| from.len() < 10)
        };
        let room = 2_usize.saturating_sub(self.asked.len());
        self.asked.extend(found.periods.iter().filter(spans_days).take(room).cloned());
    }
}

fn is_statistic(figure: &Figure) -> bool {
    !matches!(figure.kind, FigureKind::Age | FigureKind::Duration | FigureKind::Rank | FigureKind::Measure)
}

/// The one period and the one place that a lead-in or heading names.
fn lead_in(text: &str, sentence: Span, reference: Option<Date>) -> Topic {
    let tokens = Tokens::new(text, sentence);
    let mut named = periods::find(&tokens, reference);
    let taken: Vec<(usize, usize)> = named.iter().map(|named| (named.first, named.end)).collect();
    let sites = places::find(&tokens, &taken);
    let place = sites.first().filter(|_| sites.len() == 1).map(|(first, end)| tokens.span(*first, *end));
    let period = named.pop().filter(|_| named.is_empty()).map(|named| named.period);
    Topic { period, place, ..Topic::default() }
}

/// Whether the first words go on with the sentence before: "Of these", and within a paragraph "A further", "The figure
/// was" and the like.
fn goes_on(sentence: &str, same_block: bool) -> bool {
    const ANYWHERE: &[&str] = &["of these", "of those", "of them", "of which", "of the total"];
    const NEARBY: &[&str] = &[
        "a further", "another", "the figure was", "the figure rose", "the figure fell", "the figure is",
        "the figure for", "the remaining", "the rest", "the remainder", "this included", "these included",
        "this includes", "these include", "they included", "the others", "the other", "this was up",
        "this is up", "this was down", "this is down", "that was up", "that is up", "this compares",
        "this compared", "that compares", "this represents", "this represented", "in total", "some of these",
        "that is", "that was", "that equates", "this equates", "this is equivalent", "the total is",
        "the total was",
    ];
    let starts = |phrase: &&str| {
        sentence.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
            && !sentence[phrase.len()..].starts_with(char::is_alphanumeric)
    };
    ANYWHERE.iter().any(&starts) || same_block && NEARBY.iter().any(starts) || shares(sentence)
}

/// "Nearly two in five of those parcels": a share, by its first words, of what the sentence before counts.
fn shares(sentence: &str) -> bool {
    const FAR: usize = 8;
    let mut words = sentence.split_ascii_whitespace().take(FAR).peekable();
    while let Some(word) = words.next() {
        let back = words.peek().map(|next| next.trim_end_matches(|c: char| !c.is_alphanumeric()));
        if word == "of" && back.is_some_and(|back| matches!(back, "these" | "those" | "them")) {
            return true;
        }
        if word.ends_with([',', ';', ':']) {
            return false;
        }
    }
    false
}
