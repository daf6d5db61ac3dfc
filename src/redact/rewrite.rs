//! A record with its text replaced: every span moved, every string without the names.
//!
//! Each type is taken apart field by field and without `..`, so that a field added to the record later does not compile
//! here until somebody says whether it can hold a name.

use super::finder::{Finder, Found, Name};
use super::offsets::{Offsets, Replaced, Text};
use crate::record::{
    Attribution, Block, Case, Check, CheckInput, Claim, Cue, Figure, InputSource, Meta, NumberSpan, Passage,
    Period, Person, Policy, Reason, Record, ResolvedFrom, Sentence, Source, Spans, Table, TextSpan, Warning,
};

/// The names of one record, what stands for them, and the text in which it does.
pub(super) struct Rewriter<'f> {
    finder: &'f Finder,
    /// Of each name the lowest number of those whom it may stand for.
    lowest: Vec<usize>,
    text: Text,
    offsets: Offsets,
}

impl<'f> Rewriter<'f> {
    /// Replaces what was `found` in `text`, of people with these `numbers`.
    pub(super) fn new(finder: &'f Finder, numbers: &[usize], text: &str, found: &[Found]) -> Self {
        let lowest =
            |name: &Name| name.people.iter().map(|person| numbers[*person]).min().unwrap_or_default();
        let lowest = finder.names().iter().map(lowest).collect();
        let mut rewriter = Self { finder, lowest, text: Text::default(), offsets: Offsets::default() };
        let (new, offsets) = rewriter.replace(text, found);
        rewriter.text = Text::new(new);
        rewriter.offsets = offsets;
        rewriter
    }

    fn replace(&self, text: &str, found: &[Found]) -> (String, Offsets) {
        let mut new = String::with_capacity(text.len());
        let mut offsets = Offsets::default();
        let (mut byte, mut old_point, mut point) = (0, 0, 0);
        for name in found {
            let pseudonym = self.pseudonym(name);
            new.push_str(&text[byte..name.bytes.start]);
            new.push_str(&pseudonym);
            let start = point + (name.points.start - old_point);
            point = start + pseudonym.len();
            offsets.push(Replaced { old: (name.points.start, name.points.end), new: (start, point) });
            (byte, old_point) = (name.bytes.end, name.points.end);
        }
        new.push_str(&text[byte..]);
        (new, offsets)
    }

    /// "Person 1", in an address "person-1". ASCII, so that its bytes are its code points.
    fn pseudonym(&self, found: &Found) -> String {
        let people = &self.finder.names()[found.name].people;
        let number = self.lowest[found.name];
        match (people.len(), found.slug) {
            (..2, false) => format!("Person {number}"),
            (..2, true) => format!("person-{number}"),
            (_, false) => format!("Person {number} or another"),
            (_, true) => format!("person-{number}-or-another"),
        }
    }

    pub(super) fn record(&self, record: &mut Record) {
        let Record {
            schema: _,
            id,
            source,
            meta,
            genre: _,
            passages,
            text,
            blocks,
            sentences,
            tables,
            figures,
            periods,
            attributions,
            cases,
            claims,
            checks,
            summary: _,
            warnings,
            tool: _,
        } = record;
        self.slug(id);
        let InputSource { path, media_type: _, bytes: _, sha256: _, record: _ } = source;
        self.slug(path);
        self.meta(meta);
        text.clone_from(self.text.whole());
        for Passage { start, end, genre: _, score: _, reason: _ } in passages {
            self.span(start, end);
        }
        for block in blocks {
            self.block(block);
        }
        for sentence in sentences {
            self.sentence(sentence);
        }
        for table in tables {
            self.table(table);
        }
        for figure in figures {
            self.figure(figure);
        }
        for period in periods {
            self.period(period);
        }
        for attribution in attributions {
            self.attribution(attribution);
        }
        for case in cases {
            self.case(case);
        }
        for claim in claims {
            self.claim(claim);
        }
        for check in checks {
            self.check(check);
        }
        for Warning { code: _, message } in warnings {
            self.words(message);
        }
    }

    /// A string of running text.
    fn words(&self, words: &mut String) {
        let found = self.finder.in_prose(words, &[]);
        if !found.is_empty() {
            *words = self.replace(words, &found).0;
        }
    }

    fn maybe(&self, words: &mut Option<String>) {
        for words in words.iter_mut() {
            self.words(words);
        }
    }

    /// An id or a path.
    fn slug(&self, slug: &mut String) {
        let found = self.finder.in_slug(slug);
        if !found.is_empty() {
            *slug = self.replace(slug, &found).0;
        }
    }

    /// An address with a name in it would be a dead link without it, and is dropped.
    fn url(&self, url: &mut Option<String>) {
        if url.as_deref().is_some_and(|url| !self.finder.in_slug(url).is_empty()) {
            *url = None;
        }
    }

    fn span(&self, start: &mut usize, end: &mut usize) {
        (*start, *end) = (self.offsets.start(*start), self.offsets.end(*end));
    }

    fn spans(&self, spans: &mut [[usize; 2]]) {
        for [start, end] in spans {
            self.span(start, end);
        }
    }

    /// A span with its own words, which are read anew.
    fn quoted(&self, start: &mut usize, end: &mut usize, text: &mut String) {
        self.span(start, end);
        self.text.slice(*start, *end).clone_into(text);
    }

    fn text_span(&self, TextSpan { start, end, text }: &mut TextSpan) {
        self.quoted(start, end, text);
    }

    /// Spans with the words of all of them: those of the text where it is one.
    fn pieces(&self, spans: &mut [[usize; 2]], text: &mut String) {
        match spans {
            [[start, end]] => self.quoted(start, end, text),
            spans => {
                self.spans(spans);
                self.words(text);
            }
        }
    }

    fn meta(&self, meta: &mut Meta) {
        let Meta {
            title,
            publisher,
            authors,
            published: _,
            url,
            language: _,
            asked: _,
            answered: _,
            asked_by,
            answered_by,
            answering_body,
        } = meta;
        for words in [title, publisher, asked_by, answered_by, answering_body] {
            self.maybe(words);
        }
        for author in authors.iter_mut() {
            self.words(author);
        }
        self.url(url);
    }

    fn block(&self, block: &mut Block) {
        let Block { kind: _, start, end, quoted: _, comment: _ } = block;
        self.span(start, end);
    }

    fn sentence(&self, sentence: &mut Sentence) {
        let Sentence { start, end, block: _, check_worthiness: _ } = sentence;
        self.span(start, end);
    }

    fn table(&self, table: &mut Table) {
        let Table { start, end, caption, header, heads, rows, source, notes } = table;
        self.span(start, end);
        self.maybe(caption);
        self.maybe(source);
        let cells = heads.iter_mut().chain(rows).flatten();
        header.iter_mut().chain(cells).chain(notes).for_each(|cell| self.words(cell));
    }

    fn figure(&self, figure: &mut Figure) {
        let Figure {
            id: _,
            start,
            end,
            text,
            sentence: _,
            cell: _,
            number: NumberSpan { start: number_start, end: number_end },
            value: _,
            low: _,
            high: _,
            kind: _,
            unit: _,
            modifier: _,
            direction: _,
            subject,
            denominator,
            period,
            place,
            missing: _,
            caveats,
        } = figure;
        self.quoted(start, end, text);
        self.span(number_start, number_end);
        for words in [subject, denominator, place] {
            self.maybe(words);
        }
        for period in period.iter_mut() {
            self.period(period);
        }
        for caveat in caveats.iter_mut() {
            self.text_span(caveat);
        }
    }

    fn period(&self, period: &mut Period) {
        let Period { from: _, to: _, text, start, end, unresolved: _ } = period;
        self.quoted(start, end, text);
    }

    fn check(&self, check: &mut Check) {
        let Check { kind: _, status: _, inputs, expected: _, found: _, tolerance: _, note } = check;
        for CheckInput { start, end, value: _ } in inputs {
            self.span(start, end);
        }
        self.words(note);
    }

    fn attribution(&self, attribution: &mut Attribution) {
        let Attribution {
            id: _,
            source,
            cue,
            content: Spans { spans },
            scope: _,
            confidence: _,
            within: _,
            reasons,
        } = attribution;
        for source in source.iter_mut() {
            self.source(source);
        }
        if let Some(Cue { spans, text }) = cue {
            self.pieces(spans, text);
        }
        self.spans(spans);
        for reason in reasons.iter_mut() {
            self.reason(reason);
        }
    }

    fn source(&self, source: &mut Source) {
        let Source { spans, text, kind: _, name, resolved_from, url, verifiability: _ } = source;
        match text {
            Some(text) => self.pieces(spans, text),
            None => self.spans(spans),
        }
        self.maybe(name);
        if let Some(ResolvedFrom { start, end, text }) = resolved_from {
            self.quoted(start, end, text);
        }
        self.url(url);
    }

    fn case(&self, case: &mut Case) {
        let Case { id: _, people, status: _, status_evidence, incident, place, date, claims: _ } = case;
        for Person { name, role, age: _, part: _, mentions } in people {
            self.words(name);
            self.maybe(role);
            self.spans(mentions);
        }
        self.text_span(status_evidence);
        self.words(incident);
        self.maybe(place);
        self.maybe(date);
    }

    fn claim(&self, claim: &mut Claim) {
        let Claim {
            id: _,
            start,
            end,
            text,
            sentence: _,
            types: _,
            scores: _,
            check_worthiness: _,
            figures: _,
            cases: _,
            policy,
            attribution: _,
            sourcing: _,
            flags: _,
            caveats,
            reasons,
        } = claim;
        self.quoted(start, end, text);
        if let Some(Policy { actor, actor_name, action, modality: _, date, money: _ }) = policy {
            self.maybe(actor);
            self.maybe(actor_name);
            self.words(action);
            self.maybe(date);
        }
        for caveat in caveats.iter_mut() {
            self.text_span(caveat);
        }
        for reason in reasons.iter_mut() {
            self.reason(reason);
        }
    }

    fn reason(&self, reason: &mut Reason) {
        let Reason { rule: _, start, end, score: _, note } = reason;
        self.span(start, end);
        self.words(note);
    }
}
