//! The words of a sentence, and the noun phrases around a cue. No parser: English news keeps the subject between
//! the start of the clause and its verb, and closed classes of words tell where a clause starts.

use crate::span::Span;

/// One word or mark of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word or number; apostrophes and hyphens inside belong to it.
    Word,
    /// An opening quotation mark.
    Open,
    /// A closing quotation mark.
    Close,
    /// Any other mark.
    Mark,
}

/// Auxiliaries and adverbs that stand between a subject and its verb.
const BETWEEN: &[&str] = &[
    "has", "have", "had", "also", "later", "then", "now", "previously", "recently", "repeatedly", "today",
    "yesterday", "always", "often", "even", "further", "earlier", "himself", "herself", "themselves",
    "itself", "first", "just", "already", "once", "since", "separately", "openly", "publicly", "privately",
    "rightly", "clearly", "reportedly", "is", "are", "was", "were", "do", "does", "did", "not", "never",
    "would", "will", "could", "may", "might", "should", "must", "can", "still", "long", "both", "all",
    "only", "simply", "angrily", "proudly", "reluctantly", "consistently", "initially", "finally",
    "eventually", "there", "been", "being", "last", "week", "month", "year", "night",
];

/// Words that a clause starts with, so that a subject cannot hold them.
const CLAUSE_START: &[&str] = &[
    "that", "but", "because", "although", "though", "while", "whereas", "when", "if", "unless", "until",
    "before", "after", "since", "as", "who", "which", "whom", "whose", "where", "so", "yet", "nor", "what",
    "how", "why", "whether", "than",
];

/// Words that lead a sentence in and are no part of its subject.
const LEAD_IN: &[&str] = &[
    "and", "but", "or", "so", "yet", "then", "now", "however", "meanwhile", "moreover", "furthermore",
    "also", "still", "indeed", "today", "yesterday", "earlier", "later", "overall", "nationally", "locally",
    "crucially", "worryingly", "sadly", "instead", "similarly", "nevertheless", "nonetheless",
    "additionally", "yes", "no", "well", "separately",
];

/// Verbs that no apposition holds: "according to the paper, the inspector *claimed* nothing".
const SAYING: &[&str] =
    &["claimed", "claims", "warned", "warns", "admitted", "found", "showed", "argued", "denied"];

const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "i", "we", "you", "who", "this", "these", "those", "that", "one", "others",
    "many", "some", "most", "few", "several", "everyone", "everybody", "nobody", "somebody", "someone",
    "critics",
];

const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "by", "for", "with", "from", "to", "of", "during", "under", "over", "between",
    "against", "among", "across", "through", "within", "without", "towards", "into", "about", "despite",
    "following", "per", "via", "around", "amid", "since", "after", "before", "until", "last", "next",
];

/// Participles that follow the noun they belong to.
const AFTER_NOUN: &[&str] = &[
    "released", "obtained", "published", "seen", "compiled", "produced", "issued", "provided", "collected",
    "held", "commissioned", "conducted", "carried", "gathered", "shared", "written", "sent", "based",
    "covering", "showing", "called", "entitled", "named", "given", "analysed", "shown", "using", "working",
    "living", "close",
];

/// The tokens of `sentence`, in order.
#[must_use]
pub fn tokens(text: &str, sentence: Span) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(sentence.len() / 5 + 1);
    let mut word: Option<usize> = None;
    let words = sentence.of(text);
    let mut previous = ' ';
    let mut characters = words.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let offset = sentence.start + at;
        if is_word(previous, character, next) {
            word.get_or_insert(offset);
        } else {
            if let Some(start) = word.take() {
                tokens.push(Token { span: Span::new(start, offset), kind: TokenKind::Word });
            }
            if !character.is_whitespace() {
                let span = Span::new(offset, offset + character.len_utf8());
                tokens.push(Token { span, kind: mark(previous, character, next) });
            }
        }
        previous = character;
    }
    if let Some(start) = word {
        tokens.push(Token { span: Span::new(start, sentence.end), kind: TokenKind::Word });
    }
    tokens
}

/// Whether `character` belongs to a word, given its neighbours: "Smith-Jones", "don't", "1.5", "2,600", "No. 10".
fn is_word(previous: char, character: char, next: char) -> bool {
    match character {
        '\'' | '’' | '-' | '‑' | '&' | '/' => previous.is_alphanumeric() && next.is_alphanumeric(),
        '.' | ',' => previous.is_ascii_digit() && next.is_ascii_digit(),
        '£' | '$' | '€' => true,
        '%' => previous.is_ascii_digit(),
        _ => character.is_alphanumeric(),
    }
}

fn mark(previous: char, character: char, next: char) -> TokenKind {
    match character {
        '“' | '‘' | '«' => TokenKind::Open,
        '"' | '\'' if !next.is_whitespace() && !previous.is_alphanumeric() && !".,!?".contains(previous) => {
            TokenKind::Open
        }
        // After a word a single mark closes or is a plural's apostrophe ("officers’ pay"), which no clause cares about.
        '”' | '»' | '’' | '"' | '\'' => TokenKind::Close,
        _ => TokenKind::Mark,
    }
}

/// A sentence with its tokens: what the questions below are asked of.
#[derive(Debug)]
pub struct Phrases<'a> {
    text: &'a str,
    sentence: Span,
    tokens: Vec<Token>,
}

impl<'a> Phrases<'a> {
    /// The tokens of `sentence`.
    #[must_use]
    pub fn new(text: &'a str, sentence: Span) -> Self {
        Self { text, sentence, tokens: tokens(text, sentence) }
    }

    /// In order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The text of a token.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens[index].span.of(self.text)
    }

    /// The index of the first token at or after `offset`.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }

    fn is_mark(&self, index: usize, marks: &str) -> bool {
        self.tokens[index].kind == TokenKind::Mark && marks.contains(self.word(index))
    }

    fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        self.tokens[index].kind == TokenKind::Word
            && words.iter().any(|word| word.eq_ignore_ascii_case(self.word(index)))
    }

    /// The noun phrase that ends before the verb at `verb` (a byte offset), its subject.
    ///
    /// `None` when no word stands there: a quotation or the start of the sentence, as in `“No,” said Smith`.
    #[must_use]
    pub fn subject_before(&self, verb: usize) -> Option<Span> {
        let mut end = self.at(verb);
        while end > 0 && self.is_between(end - 1) {
            end -= 1;
        }
        let last = end.checked_sub(1)?;
        if self.tokens[last].kind != TokenKind::Word {
            return if self.is_mark(last, ",") { self.head_before_aside(last) } else { None };
        }
        if self.is_one_of(last, PRONOUNS) {
            return Some(self.tokens[last].span);
        }
        self.noun_phrase(self.clause_start(last), last)
    }

    /// Whether a word may stand between a subject and its verb: "also", "last year", but not the year of "the school year".
    fn is_between(&self, index: usize) -> bool {
        const TIMES: &[&str] = &["week", "month", "year", "night"];
        let last = || index > 0 && self.is_one_of(index - 1, &["last"]);
        self.is_one_of(index, BETWEEN) && (!self.is_one_of(index, TIMES) || last())
    }

    /// The head of a noun phrase: its last word before a preposition, a participle or a comma, after the last
    /// possessive before that. "the union’s new *report* on pay", "*figures* released by the trust". A preposition
    /// inside a name does not end it: "the Department for Transport *statistics*".
    #[must_use]
    pub fn head(&self, phrase: Span) -> Span {
        let (first, end) = (self.at(phrase.start), self.at(phrase.end));
        let cut = (first + 1..end)
            .find(|index| self.tokens[*index].kind != TokenKind::Word || self.is_one_of(*index, AFTER_NOUN))
            .unwrap_or(end);
        let possessive =
            |index: &usize| self.word(*index).ends_with("’s") || self.word(*index).ends_with("'s");
        let first = (first..cut.saturating_sub(1)).rev().find(possessive).map_or(first, |owner| owner + 1);
        let stop = (first + 1..cut).find(|index| {
            let small = self.is_one_of(*index, PREPOSITIONS) || self.is_one_of(*index, CLAUSE_START);
            small && !self.is_inside_name(*index)
        });
        let last = stop.unwrap_or(cut).saturating_sub(1).max(first.min(self.tokens.len().saturating_sub(1)));
        self.tokens.get(last).map_or(phrase, |token| token.span)
    }

    /// Whether both neighbours of a small word are capitalised, the one before not only for opening the sentence.
    fn is_inside_name(&self, index: usize) -> bool {
        let capital = |index: usize| self.word(index).starts_with(char::is_uppercase);
        index > 1 && capital(index - 1) && index + 1 < self.tokens.len() && capital(index + 1)
    }

    /// `Jane Doe, the union's director,` — from the head to the end of the aside that the comma at `comma` closes.
    fn head_before_aside(&self, comma: usize) -> Option<Span> {
        let opening = (0..comma).rev().find(|index| self.is_mark(*index, ","))?;
        let inside = opening + 1..comma;
        let broken = inside
            .clone()
            .any(|index| self.tokens[index].kind != TokenKind::Word && !self.is_mark(index, "’'.&"));
        let last = opening.checked_sub(1)?;
        if inside.is_empty() || broken || self.tokens[last].kind != TokenKind::Word {
            return None;
        }
        let head = self.noun_phrase(self.clause_start(last), last)?;
        Some(Span::new(head.start, self.tokens[comma - 1].span.end))
    }

    /// The first token of the clause that the token at `last` belongs to.
    fn clause_start(&self, last: usize) -> usize {
        (0..=last)
            .rev()
            .find(|index| match self.tokens[*index].kind {
                TokenKind::Word => *index < last && self.is_one_of(*index, CLAUSE_START),
                TokenKind::Open | TokenKind::Close => true,
                TokenKind::Mark => self.is_mark(*index, ",;:–—()!?"),
            })
            .map_or(0, |index| index + 1)
    }

    /// The noun phrase from `first` to `last`, without what leads the sentence in.
    fn noun_phrase(&self, first: usize, last: usize) -> Option<Span> {
        let mut start = first;
        while start < last && self.is_one_of(start, LEAD_IN) {
            start += 1;
        }
        // "In May the council said": what a preposition opens is no subject, unless it is all there is.
        if start < last && self.is_one_of(start, PREPOSITIONS) && !self.is_dated(start) {
            let article = (start + 1..=last)
                .rev()
                .find(|index| self.is_one_of(*index, &["the", "a", "an", "he", "she"]));
            start = article.filter(|index| *index > start + 1)?;
        }
        if self.is_one_of(last, PREPOSITIONS) || self.is_one_of(last, &["and", "or", "the", "a", "an"]) {
            return None;
        }
        Some(Span::new(self.tokens[start].span.start, self.tokens[last].span.end))
    }

    /// "last month’s figures": no preposition.
    fn is_dated(&self, start: usize) -> bool {
        let possessive = |word: &str| word.ends_with("’s") || word.ends_with("'s");
        self.is_one_of(start, &["last", "next"]) && possessive(self.word(start + 1))
    }

    /// The noun phrase that starts at `from` (a byte offset): up to a comma, a stop, a quotation mark or a verb-like
    /// word that opens the next clause.
    #[must_use]
    pub fn phrase_after(&self, from: usize) -> Option<Span> {
        let first = self.at(from);
        let mut last = None;
        for index in first..self.tokens.len() {
            let word = self.tokens[index].kind == TokenKind::Word;
            let inside = word || self.is_mark(index, "’'.&(");
            let stop =
                word && index > first && (self.is_one_of(index, CLAUSE_START) || self.ends_phrase(index));
            let dot_ends = self.is_mark(index, ".") && !self.is_initial(index);
            let opens_with_bracket = index == first && self.is_mark(index, "(");
            if !inside || stop || dot_ends || opens_with_bracket {
                break;
            }
            if self.is_mark(index, "(") {
                let acronym = self.bracketed(index)?;
                return Some(Span::new(self.tokens[first].span.start, acronym));
            }
            if word {
                last = Some(index);
            }
        }
        last.map(|last| {
            Span::new(self.tokens[first].span.start, self.tokens[self.end_of_aside(last)].span.end)
        })
    }

    /// The last token of the apposition behind the token at `last`, or that token: "the guild's chair, *Jane Doe*",
    /// "Jane Doe, *the guild's chair*". It is as long as eight words, and a mark or the end stands behind it.
    fn end_of_aside(&self, last: usize) -> usize {
        const LONGEST: usize = 8;
        let first = last + 2;
        if first >= self.tokens.len() || !self.is_mark(last + 1, ",") {
            return last;
        }
        let words = self.tokens[first..].iter().take_while(|token| token.kind == TokenKind::Word).count();
        let end = first + words;
        let named = words >= 2 && (first..end).all(|index| self.word(index).starts_with(char::is_uppercase));
        let described = self.is_one_of(first, &["the", "a", "an", "its", "their"])
            && !(first..end)
                .any(|index| self.is_one_of(index, BETWEEN) || self.is_one_of(index, CLAUSE_START))
            && !(first + 1..end).any(|index| self.ends_phrase(index) || self.is_one_of(index, SAYING));
        let ends = end >= self.tokens.len() || self.is_mark(end, ",.;:!?)");
        if (1..=LONGEST).contains(&words) && ends && (named || described) { end - 1 } else { last }
    }

    /// The end of a bracket that holds one word, as in `Office for National Statistics (ONS)`, else of the word before.
    fn bracketed(&self, open: usize) -> Option<usize> {
        let closes = open + 2 < self.tokens.len() && self.is_mark(open + 2, ")");
        if closes {
            return Some(self.tokens[open + 2].span.end);
        }
        open.checked_sub(1).map(|before| self.tokens[before].span.end)
    }

    /// Whether the stop at `index` belongs to an initial or a short title: "J. Smith", "Dr. Lee".
    fn is_initial(&self, index: usize) -> bool {
        index > 0
            && index + 1 < self.tokens.len()
            && self.tokens[index - 1].span.len() <= 2
            && self.tokens[index - 1].span.end == self.tokens[index].span.start
    }

    /// Words that go on with the sentence after a source: "said Smith on Monday", "told the BBC it had".
    fn ends_phrase(&self, index: usize) -> bool {
        self.is_one_of(
            index,
            &[
                "on", "last", "yesterday", "today", "during", "adding", "he", "she", "they", "it", "there",
                "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "this", "but",
                "speaking", "told", "said", "says", "show", "shows", "earlier", "these", "we", "i",
            ],
        )
    }

    /// The words from `from` to the end of the sentence, without marks and quotation marks at both ends.
    #[must_use]
    pub fn rest_after(&self, from: usize) -> Option<Span> {
        self.bare(from, self.sentence.end)
    }

    /// The words from the start of the sentence to `to`, without marks at both ends.
    #[must_use]
    pub fn rest_before(&self, to: usize) -> Option<Span> {
        self.bare(self.sentence.start, to)
    }

    /// The stretch between two offsets from its first word to its last.
    fn bare(&self, from: usize, to: usize) -> Option<Span> {
        let mut words = self.tokens.iter().filter(|token| {
            token.kind == TokenKind::Word && from <= token.span.start && token.span.end <= to
        });
        let first = words.next()?;
        let last = words.next_back().unwrap_or(first);
        Some(Span::new(first.span.start, last.span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(text: &str) -> Phrases<'_> {
        Phrases::new(text, Span::new(0, text.len()))
    }

    #[test]
    fn subjects() {
        let rows = [
            ("Jane Doe has also |said that", Some("Jane Doe")),
            ("Figures obtained by the Clarion |show that", Some("Figures obtained by the Clarion")),
            ("Last month’s figures |show", Some("Last month’s figures")),
            ("However, the minister |said", Some("the minister")),
            ("Jane Doe, the union's director, |said", Some("Jane Doe, the union's director")),
            ("“No,” she |said", Some("she")),
            ("“No,” |said Jane Doe", None),
            ("In May the council |said", Some("the council")),
            ("Prices fell, but experts |warned", Some("experts")),
            ("|said", None),
        ];
        for (marked, expected) in rows {
            let verb = marked.find('|').expect("the verb is marked");
            let text = marked.replacen('|', "", 1);
            let found = phrases(&text).subject_before(verb).map(|span| span.of(&text).to_owned());
            assert_eq!(found.as_deref(), expected, "{marked}");
        }
    }

    #[test]
    fn heads() {
        for (text, expected) in [
            ("Separate figures released to the Ledger under the Act", "figures"),
            ("the HMPPS workforce bulletin", "bulletin"),
            ("the union’s new report on pay", "report"),
            ("the Department for Transport statistics", "statistics"),
            ("the Ministry of Justice’s Safety in Custody bulletin", "bulletin"),
            ("Jane Doe", "Doe"),
            ("it", "it"),
        ] {
            let phrases = phrases(text);
            assert_eq!(phrases.head(Span::new(0, text.len())).of(text), expected, "{text}");
        }
    }

    #[test]
    fn phrases_after_a_cue() {
        let rows = [
            (
                "according to |the Office for National Statistics (ONS), which",
                Some("the Office for National Statistics (ONS)"),
            ),
            ("said |Jane Doe on Monday", Some("Jane Doe")),
            ("said |Dr. Lee.", Some("Dr. Lee")),
            ("said |the guild’s chair, Jane Doe.", Some("the guild’s chair, Jane Doe")),
            ("said |Jane Doe, the guild’s chair.", Some("Jane Doe, the guild’s chair")),
            ("said |Jane Doe, the door was shut.", Some("Jane Doe")),
            ("according to |the paper, the guard said so.", Some("the paper")),
            ("according to |figures released under FOI.", Some("figures released under FOI")),
            ("said |", None),
        ];
        for (marked, expected) in rows {
            let from = marked.find('|').expect("the start is marked");
            let text = marked.replacen('|', "", 1);
            let found = phrases(&text).phrase_after(from).map(|span| span.of(&text).to_owned());
            assert_eq!(found.as_deref(), expected, "{marked}");
        }
    }

    #[test]
    fn tokens_keep_numbers_and_names_whole() {
        let text = "“Smith-Jones’s 2,600 fell 1.5%,” £3m";
        let words: Vec<&str> =
            tokens(text, Span::new(0, text.len())).iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, ["“", "Smith-Jones’s", "2,600", "fell", "1.5%", ",", "”", "£3m"]);
    }
}
