//! What every stage above segmentation reads: the layout, and of each sentence its words and its rule hits.

use crate::document::{Block, Document, Layout, Sentence, SourceKind};
use crate::phrase::Phrases;
use crate::rules::{Hit, RuleSet, Tag};
use crate::span::Span;

/// One document, read sentence by sentence. Lists are parallel to [`Layout::sentences`].
#[derive(Debug)]
pub struct Reading<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its blocks, sentences and tables.
    pub layout: &'a Layout,
    /// The words of each sentence.
    pub phrases: Vec<Phrases<'a>>,
    /// What the rules say of each sentence of prose, in order of position; of questions, notes and source lines, which
    /// claim nothing, they are not asked.
    pub hits: Vec<Vec<Hit<'a>>>,
}

impl<'a> Reading<'a> {
    /// Reads every sentence once.
    #[must_use]
    pub fn new(document: &'a Document, layout: &'a Layout, rules: &'a RuleSet) -> Self {
        let text = document.text.as_str();
        let spans = || layout.sentences.iter().map(|sentence| sentence.span);
        Self {
            document,
            layout,
            phrases: spans().map(|span| Phrases::new(text, span)).collect(),
            hits: layout.sentences.iter().map(|sentence| hits(layout, rules, text, sentence)).collect(),
        }
    }

    /// The document's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// The number of sentences.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layout.sentences.len()
    }

    /// Whether there is no sentence.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.layout.sentences.is_empty()
    }

    /// Where a sentence stands.
    #[must_use]
    pub fn sentence(&self, index: usize) -> Span {
        self.layout.sentences[index].span
    }

    /// The block that a sentence belongs to.
    #[must_use]
    pub fn block(&self, sentence: usize) -> &'a Block {
        &self.layout.blocks[self.layout.sentences[sentence].block]
    }

    /// The hits of one tag in a sentence.
    pub fn tagged(&self, sentence: usize, tag: Tag) -> impl Iterator<Item = &Hit<'a>> {
        self.hits[sentence].iter().filter(move |hit| hit.is(tag))
    }

    /// The address that the words of `span` link to.
    #[must_use]
    pub fn link_on(&self, span: Span) -> Option<String> {
        let links = &self.document.links;
        let next = links.partition_point(|link| link.span.end <= span.start);
        links.get(next).filter(|link| link.span.overlaps(span)).map(|link| link.url.clone())
    }

    /// The source rule that decides what the noun phrase `span` of a sentence names: one that matches its head, else
    /// the heaviest, of equals the first.
    #[must_use]
    pub fn source_hit(&self, sentence: usize, span: Span) -> Option<(&Hit<'a>, SourceKind)> {
        /// More than any rule weighs.
        const HEAD: f64 = 100.0;
        let head = self.phrases[sentence].head(span);
        let weight = |hit: &Hit<'_>| hit.rule.weight + if hit.span.overlaps(head) { HEAD } else { 0.0 };
        self.tagged(sentence, Tag::Source)
            .filter(|hit| span.overlaps(hit.span) && hit.span.start + 1 >= span.start)
            .reduce(|best, hit| if weight(hit) > weight(best) { hit } else { best })
            .and_then(|hit| Some((hit, label(&hit.rule.label)?)))
    }
}

fn hits<'a>(layout: &Layout, rules: &'a RuleSet, text: &str, sentence: &Sentence) -> Vec<Hit<'a>> {
    let prose = layout.blocks[sentence.block].kind.is_prose();
    if prose { rules.on_sentence(text, sentence.span) } else { Vec::new() }
}

/// The label of a rule as a value of the vocabulary.
#[must_use]
pub fn label<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        serde::de::IntoDeserializer::into_deserializer(name);
    T::deserialize(name).ok()
}
