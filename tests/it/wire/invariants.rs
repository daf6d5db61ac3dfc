//! What holds of every record, whatever the document: the promises of the wire format, checked one by one.

use std::collections::{HashMap, HashSet};

use super::mirror::{
    Attribution, BlockKind, Case, Check, CheckStatus, Claim, ClaimType, Document, Figure, Period, Reason,
    Sourcing, Summary, TextSpan,
};

/// The promises that `document` breaks, a line each.
pub(crate) fn broken(document: &Document) -> Vec<String> {
    let mut reader = Reader {
        document,
        characters: document.text.chars().collect(),
        figures: document.figures.iter().map(|figure| (figure.id.as_str(), figure)).collect(),
        attributions: document.attributions.iter().map(|attribution| attribution.id.as_str()).collect(),
        complaints: Vec::new(),
    };
    reader.head();
    reader.blocks();
    reader.passages();
    reader.sentences();
    reader.tables();
    reader.ids();
    document.figures.iter().for_each(|figure| reader.figure(figure));
    document.periods.iter().for_each(|period| reader.period("a period", period));
    document.attributions.iter().for_each(|attribution| reader.attribution(attribution));
    document.cases.iter().for_each(|case| reader.case(case));
    document.claims.iter().for_each(|claim| reader.claim(claim));
    document.checks.iter().for_each(|check| reader.check(check));
    reader.summary();
    reader.complaints.iter().map(|complaint| format!("{}: {complaint}", document.id)).collect()
}

/// A reader who knows the contract and nothing else.
struct Reader<'d> {
    document: &'d Document,
    characters: Vec<char>,
    figures: HashMap<&'d str, &'d Figure>,
    attributions: HashSet<&'d str>,
    complaints: Vec<String>,
}

impl Reader<'_> {
    fn expect(&mut self, holds: bool, complaint: impl FnOnce() -> String) {
        if !holds {
            self.complaints.push(complaint());
        }
    }

    fn slice(&self, start: usize, end: usize) -> Option<String> {
        self.characters.get(start..end).map(|part| part.iter().collect())
    }

    /// `text[start:end]` is `text`, and that is something.
    fn span(&mut self, what: &str, [start, end]: [usize; 2], text: &str) {
        let found = self.slice(start, end);
        self.expect(start < end && found.as_deref() == Some(text), || {
            format!("{what}: text[{start}:{end}] is {found:?} and not {text:?}")
        });
    }

    fn text_span(&mut self, what: &str, span: &TextSpan) {
        self.span(what, [span.start, span.end], &span.text);
    }

    fn in_bounds(&mut self, what: &str, [start, end]: [usize; 2]) {
        let length = self.characters.len();
        self.expect(start < end && end <= length, || format!("{what}: [{start}, {end}) in {length}"));
    }

    /// The text around a span, where most of what is said of it stands.
    fn near(&self, start: usize, end: usize) -> String {
        const AROUND: usize = 500;
        let to = (end + AROUND).min(self.characters.len());
        self.slice(start.saturating_sub(AROUND), to).unwrap_or_default()
    }

    /// In the text somewhere, for fields that come without offsets.
    fn words(&mut self, what: &str, words: Option<&String>) {
        let known =
            words.is_none_or(|words| !words.is_empty() && self.document.text.contains(words.as_str()));
        self.expect(known, || format!("{what}: {words:?} is not in the text"));
    }

    fn unit_interval(&mut self, what: &str, score: f64) {
        self.expect((0.0..=1.0).contains(&score), || format!("{what}: {score} is not in 0..1"));
        self.four_decimals(what, score);
    }

    fn four_decimals(&mut self, what: &str, value: f64) {
        // Rust writes the shortest digits that read back as the same float.
        let written = value.to_string();
        let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        self.expect(value.is_finite() && decimals <= 4, || format!("{what}: {value} has too many decimals"));
    }

    fn date(&mut self, what: &str, date: Option<&String>) {
        self.expect(date.is_none_or(|date| is_iso(date)), || format!("{what}: {date:?} is not ISO 8601"));
    }

    fn reasons(&mut self, what: &str, reasons: &[Reason]) {
        for reason in reasons {
            let what = format!("{what} reason {}", reason.rule);
            // What is said by a whole document rests on no words of it, so a reason may be empty.
            let length = self.characters.len();
            let within = reason.start <= reason.end && reason.end <= length;
            self.expect(within, || format!("{what}: [{}, {}) in {length}", reason.start, reason.end));
            self.unit_interval(&what, reason.score);
            self.expect(!reason.rule.is_empty() && !reason.note.is_empty(), || {
                format!("{what}: says nothing")
            });
        }
    }

    fn head(&mut self) {
        let document = self.document;
        let meta = &document.meta;
        self.expect(document.schema == "sayso/1", || format!("schema {}", document.schema));
        self.unit_interval("genre", document.genre.score);
        for (what, date) in
            [("published", &meta.published), ("asked", &meta.asked), ("answered", &meta.answered)]
        {
            self.date(what, date.as_ref());
        }
        let hash = &document.source.sha256;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        self.expect(is_hash, || format!("sha256 {hash}"));
    }

    fn blocks(&mut self) {
        let mut at = 0;
        for (index, block) in self.document.blocks.iter().enumerate() {
            let what = format!("block {index}");
            self.in_bounds(&what, [block.start, block.end]);
            let between = self.slice(at, block.start);
            self.expect(between.as_ref().is_some_and(|between| between.trim().is_empty()), || {
                format!("{what}: {between:?} stands before it, after {at}")
            });
            at = block.end;
        }
        let rest = self.slice(at, self.characters.len()).unwrap_or_default();
        self.expect(rest.trim().is_empty(), || format!("{rest:?} stands in no block"));
    }

    fn passages(&mut self) {
        let passages = &self.document.passages;
        for passage in passages {
            let what = format!("passage of {:?}", passage.genre);
            self.in_bounds(&what, [passage.start, passage.end]);
            self.unit_interval(&what, passage.score);
            self.expect(!passage.reason.is_empty(), || format!("{what}: has no reason"));
        }
        let apart =
            passages.windows(2).all(|pair| pair[0].end <= pair[1].start && pair[0].genre != pair[1].genre);
        self.expect(apart && passages.len() != 1, || format!("the passages are {passages:?}"));
    }

    fn sentences(&mut self) {
        let mut at = 0;
        for (index, sentence) in self.document.sentences.iter().enumerate() {
            let what = format!("sentence {index}");
            self.in_bounds(&what, [sentence.start, sentence.end]);
            self.unit_interval(&what, sentence.check_worthiness);
            self.expect(at <= sentence.start, || format!("{what}: overlaps the one before"));
            at = sentence.end;
            let inside = self.document.blocks.get(sentence.block).is_some_and(|block| {
                let silent =
                    matches!(block.kind, BlockKind::Furniture | BlockKind::Table | BlockKind::Byline);
                block.start <= sentence.start && sentence.end <= block.end && !silent
            });
            self.expect(inside, || format!("{what}: is not in block {}", sentence.block));
        }
    }

    fn tables(&mut self) {
        for (index, table) in self.document.tables.iter().enumerate() {
            let what = format!("table {index}");
            self.in_bounds(&what, [table.start, table.end]);
            let mut blocks = self.document.blocks.iter().filter(|block| block.kind == BlockKind::Table);
            let inside = blocks.any(|block| block.start <= table.start && table.end <= block.end);
            self.expect(inside, || format!("{what}: is in no block of that kind"));
            let grid = self.slice(table.start, table.end).unwrap_or_default();
            let mut at = 0;
            for cell in table
                .caption
                .iter()
                .chain(&table.header)
                .chain(table.heads.iter().chain(&table.rows).flatten())
            {
                // Cells mostly come in the order of the text, and a table may have many.
                match grid[at..].find(cell.as_str()) {
                    Some(found) => at += found,
                    None if grid.contains(cell.as_str()) => {}
                    None => self.complaints.push(format!("{what}: the cell {cell:?} is not in it")),
                }
            }
            self.words(&what, table.source.as_ref());
            table.notes.iter().for_each(|note| self.words(&what, Some(note)));
        }
    }

    fn ids(&mut self) {
        let document = self.document;
        let ids = (document.figures.iter().map(|figure| &figure.id))
            .chain(document.attributions.iter().map(|attribution| &attribution.id))
            .chain(document.cases.iter().map(|case| &case.id))
            .chain(document.claims.iter().map(|claim| &claim.id));
        let mut seen = HashSet::new();
        for id in ids.filter(|id| !seen.insert(*id)) {
            self.complaints.push(format!("the id {id} stands twice"));
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let what = format!("figure {}", figure.id);
        self.span(&what, [figure.start, figure.end], &figure.text);
        let number = &figure.number;
        self.in_bounds(&what, [number.start, number.end]);
        self.expect(figure.start <= number.start && number.end <= figure.end, || {
            format!("{what}: its number [{}, {}) is not in it", number.start, number.end)
        });
        let sentence = figure.sentence.map(|index| self.document.sentences.get(index));
        let inside = sentence.is_none_or(|sentence| {
            sentence.is_some_and(|sentence| sentence.start <= figure.start && figure.end <= sentence.end)
        });
        self.expect(inside, || format!("{what}: is not in sentence {:?}", figure.sentence));
        let cell = figure.cell.as_ref().map(|cell| {
            let table = self.document.tables.get(cell.table)?;
            table.rows.get(cell.row)?.get(cell.column)
        });
        let inside = cell.is_none_or(|cell| cell.is_some_and(|cell| cell.contains(&figure.text)));
        self.expect(inside, || format!("{what}: is not in its cell {cell:?}"));
        let known = figure.sentence.is_some() || figure.cell.is_some();
        self.expect(known, || format!("{what}: is neither in a sentence nor in a cell"));
        for value in [figure.value, figure.low, figure.high].into_iter().flatten() {
            self.four_decimals(&what, value);
        }
        let ordered = figure.low.zip(figure.high).is_none_or(|(low, high)| low <= high);
        self.expect(ordered, || format!("{what}: from {:?} to {:?}", figure.low, figure.high));
        let near = self.near(figure.start, figure.end);
        let elsewhere = |words: &&String| !near.contains(words.as_str());
        for words in [&figure.subject, &figure.denominator, &figure.place] {
            self.words(&what, words.as_ref().filter(elsewhere));
        }
        if let Some(period) = &figure.period {
            self.period(&what, period);
        }
        for caveat in &figure.caveats {
            self.span(&what, [caveat.start, caveat.end], &caveat.text);
        }
    }

    fn period(&mut self, what: &str, period: &Period) {
        self.span(what, [period.start, period.end], &period.text);
        self.date(what, period.from.as_ref());
        self.date(what, period.to.as_ref());
        let dated = period.from.is_some() || period.to.is_some();
        self.expect(dated != period.unresolved.is_some(), || {
            format!("{what}: {:?} has dates or a reason for having none", period.text)
        });
    }

    fn check(&mut self, check: &Check) {
        let what = format!("check {:?}", check.note);
        for input in &check.inputs {
            self.in_bounds(&what, [input.start, input.end]);
            self.four_decimals(&what, input.value);
        }
        self.expect(check.inputs.len() > 1, || format!("{what}: has {} numbers", check.inputs.len()));
        self.expect(check.tolerance >= 0.0, || format!("{what}: tolerance {}", check.tolerance));
        let holds = check.expected.zip(check.found).map(|(expected, found)| {
            // All three are cut to four decimals.
            (expected - found).abs() <= check.tolerance + 2e-4
        });
        self.expect(check.status != CheckStatus::Ok || holds != Some(false), || {
            format!("{what}: is ok and differs: {:?}, {:?}", check.expected, check.found)
        });
        let certain = check
            .expected
            .zip(check.found)
            .is_some_and(|(expected, found)| (expected - found).abs() > check.tolerance - 2e-4);
        self.expect(check.status != CheckStatus::Conflict || certain, || {
            format!("{what}: is a conflict within its tolerance {}", check.tolerance)
        });
    }

    fn attribution(&mut self, attribution: &Attribution) {
        let what = format!("attribution {}", attribution.id);
        self.unit_interval(&what, attribution.confidence);
        self.reasons(&what, &attribution.reasons);
        if let Some(cue) = &attribution.cue {
            self.pieces(&format!("{what} cue"), &cue.spans, Some(&cue.text));
        }
        if let Some(source) = &attribution.source {
            self.pieces(&format!("{what} source"), &source.spans, source.text.as_ref());
            self.unit_interval(&what, source.verifiability.score);
            if let Some(origin) = &source.resolved_from {
                self.text_span(&format!("{what} resolved from"), origin);
            }
        }
        let content = &attribution.content.spans;
        for span in content {
            self.in_bounds(&format!("{what} content"), *span);
        }
        let ordered = content.windows(2).all(|pair| pair[0][1] <= pair[1][0]);
        self.expect(ordered && !content.is_empty(), || format!("{what}: its content is {content:?}"));
        self.within(&what, attribution);
    }

    /// The chain leads outward and ends, and the next link holds every word of this one.
    fn within(&mut self, what: &str, attribution: &Attribution) {
        let Some(id) = &attribution.within else { return };
        let Some(outer) = self.document.attributions.iter().find(|one| one.id == *id) else {
            return self.complaints.push(format!("{what}: it stands within {id}, which is nowhere"));
        };
        let around = &outer.content.spans;
        let spans = attribution.content.spans.iter().chain(attribution.cue.iter().flat_map(|cue| &cue.spans));
        let from = around.first().map_or(0, |span| span[0]);
        let to = around.last().map_or(0, |span| span[1]);
        let inside = spans.into_iter().all(|span| from <= span[0] && span[1] <= to);
        self.expect(inside, || format!("{what}: it is not in the content of {id}"));
        let length =
            |one: &Attribution| one.content.spans.iter().map(|span| span[1] - span[0]).sum::<usize>();
        self.expect(length(outer) > length(attribution), || format!("{what}: it says as much as {id}"));
    }

    /// One span and its text, several and the words of all, or neither.
    fn pieces(&mut self, what: &str, spans: &[[usize; 2]], text: Option<&String>) {
        match (spans, text) {
            ([], None) => {}
            ([span], Some(text)) => self.span(what, *span, text),
            (spans, text) => {
                let pieces: Option<Vec<String>> =
                    spans.iter().map(|[start, end]| self.slice(*start, *end)).collect();
                let whole = pieces.zip(text).is_some_and(|(pieces, text)| {
                    !pieces.is_empty() && pieces.iter().all(|piece| text.contains(piece.as_str()))
                });
                self.expect(whole, || format!("{what}: {spans:?} with the text {text:?}"));
            }
        }
    }

    fn case(&mut self, case: &Case) {
        let what = format!("case {}", case.id);
        self.text_span(&what, &case.status_evidence);
        self.expect(!case.people.is_empty(), || format!("{what}: nobody is in it"));
        for person in &case.people {
            self.words(&what, person.role.as_ref());
            person.mentions.iter().for_each(|mention| self.in_bounds(&what, *mention));
            self.expect(!person.name.is_empty(), || format!("{what}: a person without a name"));
        }
        for words in [Some(&case.incident), case.place.as_ref(), case.date.as_ref()] {
            self.words(&what, words);
        }
        let claims = &self.document.claims;
        let refers =
            |id: &String| claims.iter().any(|claim| claim.id == *id && claim.cases.contains(&case.id));
        self.expect(case.claims.iter().all(refers), || format!("{what}: its claims are {:?}", case.claims));
    }

    fn claim(&mut self, claim: &Claim) {
        let document = self.document;
        let what = format!("claim {}", claim.id);
        self.span(&what, [claim.start, claim.end], &claim.text);
        let sentence = document.sentences.get(claim.sentence).map(|sentence| (sentence.start, sentence.end));
        self.expect(sentence == Some((claim.start, claim.end)), || {
            format!("{what}: its sentence {} is {sentence:?}", claim.sentence)
        });
        self.types(&what, claim);
        self.reasons(&what, &claim.reasons);
        claim.caveats.iter().for_each(|caveat| self.text_span(&what, caveat));
        let verdicts = claim.reasons.iter().filter(|reason| reason.rule.starts_with("verdict.")).count();
        self.expect(verdicts == 1, || format!("{what}: {verdicts} reasons for its verdict"));
        for id in &claim.figures {
            let inside = self
                .figures
                .get(id.as_str())
                .is_some_and(|figure| claim.start <= figure.start && figure.end <= claim.end);
            self.expect(inside, || format!("{what}: its figure {id} is not in it"));
        }
        for id in &claim.cases {
            let refers = document.cases.iter().any(|case| case.id == *id && case.claims.contains(&claim.id));
            self.expect(refers, || format!("{what}: its case {id} does not know it"));
        }
        let known = claim.attribution.as_ref().is_none_or(|id| self.attributions.contains(id.as_str()));
        self.expect(known, || format!("{what}: its attribution {:?} is nowhere", claim.attribution));
        if let Some(policy) = &claim.policy {
            self.words(&what, policy.actor.as_ref());
            self.words(&what, Some(&policy.action));
            // A date, or words such as "by the end of the Parliament".
            let date = policy.date.as_ref().filter(|date| !is_iso(date));
            self.words(&what, date);
            for id in &policy.money {
                let inside = claim.figures.contains(id);
                self.expect(inside, || {
                    format!("{what}: the money {id} of its policy is none of its figures")
                });
            }
        }
    }

    fn types(&mut self, what: &str, claim: &Claim) {
        let scores = &claim.scores;
        self.unit_interval(what, claim.check_worthiness);
        for (kind, score) in [
            (ClaimType::Figure, scores.figure),
            (ClaimType::Case, scores.case),
            (ClaimType::Policy, scores.policy),
            (ClaimType::Assertion, scores.assertion),
        ] {
            self.unit_interval(what, score);
            let times = claim.types.iter().filter(|given| **given == kind).count();
            self.expect(times <= 1, || format!("{what}: {kind:?} {times} times"));
            self.expect(times == 0 || score > 0.0, || format!("{what}: {kind:?} with the score {score}"));
        }
        self.expect(!claim.types.is_empty(), || format!("{what}: has no type"));
        let lone = !claim.types.contains(&ClaimType::Assertion) || claim.types.len() == 1;
        self.expect(lone, || format!("{what}: an assertion is none of the others, not {:?}", claim.types));
    }

    fn summary(&mut self) {
        let claims = &self.document.claims;
        let of_type = |kind| claims.iter().filter(|claim| claim.types.contains(&kind)).count();
        let of_verdict = |verdict| claims.iter().filter(|claim| claim.sourcing == verdict).count();
        let of_outcome = |status| self.document.checks.iter().filter(|check| check.status == status).count();
        let Summary { claims: all, by_type, by_sourcing, by_check } = &self.document.summary;
        let counts = [
            ("claims", *all, claims.len()),
            ("figure", by_type.figure, of_type(ClaimType::Figure)),
            ("case", by_type.case, of_type(ClaimType::Case)),
            ("policy", by_type.policy, of_type(ClaimType::Policy)),
            ("assertion", by_type.assertion, of_type(ClaimType::Assertion)),
            ("sourced", by_sourcing.sourced, of_verdict(Sourcing::Sourced)),
            ("attributed", by_sourcing.attributed, of_verdict(Sourcing::Attributed)),
            ("vague", by_sourcing.vague, of_verdict(Sourcing::Vague)),
            ("unsourced", by_sourcing.unsourced, of_verdict(Sourcing::Unsourced)),
            ("ok", by_check.ok, of_outcome(CheckStatus::Ok)),
            ("conflict", by_check.conflict, of_outcome(CheckStatus::Conflict)),
            ("unbound", by_check.unbound, of_outcome(CheckStatus::Unbound)),
        ];
        for (what, stated, counted) in counts {
            self.expect(stated == counted, || format!("summary: {stated} {what}, but there are {counted}"));
        }
    }
}

/// `2019`, `2019-05` or `2019-05-04`.
fn is_iso(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let within = |index: usize, most: u8| {
        parts
            .get(index)
            .is_none_or(|part| part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number)))
    };
    digits && [4, 2, 2].starts_with(&lengths) && !lengths.is_empty() && within(1, 12) && within(2, 31)
}
