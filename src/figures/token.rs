//! Text to tokens: one pass, spans in the document's text.

use super::lexicon::{self, Word};
use super::{currencies, decimal};
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits with their groups and decimals, or one character such as `½`.
    Number,
    /// Letters and digits, as in `M25`.
    Code,
    /// One character that is none of the above.
    Symbol,
    /// An address, e-mail address, hashtag or file name.
    Opaque,
}

/// A number as its digits spell it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numeral {
    /// The value.
    pub(super) value: f64,
    /// How many digits stand before the decimal point.
    pub(super) digits: usize,
    /// How many stand after it.
    pub(super) decimals: usize,
    /// Whether its thousands are set apart.
    pub(super) grouped: bool,
    /// Whether it starts with a zero that another digit follows, as telephone numbers do.
    pub(super) padded: bool,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// What it is made of.
    pub(super) kind: Kind,
    /// Where it stands in the document.
    pub(super) span: Span,
    /// Whether no white space stands before it.
    pub(super) glued: bool,
    /// Whether it starts with a capital letter.
    pub(super) capital: bool,
    /// The character of a symbol, `\0` for the others.
    pub(super) symbol: char,
    /// The number, zero for the others.
    pub(super) numeral: Numeral,
    /// What the lexicon knows of a word.
    pub(super) word: &'static Word,
}

/// The tokens of one stretch of text. Looking beyond either end finds nothing.
pub(super) struct Tokens<'a> {
    text: &'a str,
    base: usize,
    lower: String,
    list: Vec<Token>,
    /// Whether nearly all words are capitalised, as in some headlines.
    pub(super) title_case: bool,
    /// Whether there is anything that a quantity or a period can start with.
    pub(super) promising: bool,
}

static NOTHING: Word = Word::EMPTY;

impl<'a> Tokens<'a> {
    /// Reads the tokens of `stretch`.
    pub(super) fn new(text: &'a str, stretch: Span) -> Self {
        let mut reader = Reader {
            bytes: text.as_bytes(),
            text,
            end: stretch.end,
            tokens: Self {
                text,
                base: stretch.start,
                lower: stretch.of(text).to_ascii_lowercase(),
                list: Vec::with_capacity(stretch.len() / 5 + 4),
                title_case: false,
                promising: false,
            },
        };
        reader.read(stretch.start);
        let mut tokens = reader.tokens;
        tokens.title_case = tokens.promising && tokens.mostly_capitals();
        tokens
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The text of the token in ASCII lower case; empty beyond the ends.
    pub(super) fn lower(&self, index: usize) -> &str {
        self.get(index)
            .map_or("", |token| &self.lower[token.span.start - self.base..token.span.end - self.base])
    }

    /// The text of the token.
    pub(super) fn raw(&self, index: usize) -> &'a str {
        self.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// What the lexicon knows of the token.
    pub(super) fn word(&self, index: usize) -> &'static Word {
        self.get(index).map_or(&NOTHING, |token| token.word)
    }

    /// The character of the symbol at `index`, else `\0`.
    pub(super) fn symbol(&self, index: usize) -> char {
        self.get(index).map_or('\0', |token| token.symbol)
    }

    /// The number at `index`, if digits stand there.
    pub(super) fn numeral(&self, index: usize) -> Option<Numeral> {
        self.get(index).filter(|token| token.kind == Kind::Number).map(|token| token.numeral)
    }

    /// Whether the token is this word, given in lower case.
    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.lower(index) == word
    }

    /// Whether the token is one of these words.
    pub(super) fn is_any(&self, index: usize, words: &[&str]) -> bool {
        let lower = self.lower(index);
        !lower.is_empty() && words.contains(&lower)
    }

    /// Whether these words stand from `index` on.
    pub(super) fn phrase(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(step, word)| self.is(index + step, word))
    }

    /// Whether the token exists and follows the one before without a space.
    pub(super) fn glued(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.glued)
    }

    /// Whether exactly one space stands before the token.
    pub(super) fn spaced(&self, index: usize) -> bool {
        match (self.get(index.wrapping_sub(1)), self.get(index)) {
            (Some(before), Some(token)) => &self.text[before.span.end..token.span.start] == " ",
            _ => false,
        }
    }

    /// Whether a word (or code) stands at `index`.
    pub(super) fn is_word(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Code))
    }

    /// Whether the token starts with a capital letter.
    pub(super) fn capital(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.capital)
    }

    /// Whether a hyphen joins the tokens around `index` without spaces.
    pub(super) fn joins(&self, index: usize) -> bool {
        matches!(self.symbol(index), '-' | '\u{2010}' | '\u{2011}')
            && self.glued(index)
            && self.glued(index + 1)
    }

    /// Whether a hyphen or a dash joins the tokens around `index` without spaces.
    pub(super) fn joins_any(&self, index: usize) -> bool {
        self.joins(index)
            || matches!(self.symbol(index), '\u{2012}' | '\u{2013}' | '\u{2014}')
                && self.glued(index)
                && self.glued(index + 1)
    }

    /// The index after a joining hyphen at `index`, or `index` itself.
    pub(super) fn over_hyphen(&self, index: usize) -> usize {
        index + usize::from(self.joins(index))
    }

    /// Whether a number or a word for one stands at `index`.
    pub(super) fn is_promising(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| match token.kind {
            Kind::Word => token.word.is_promising(),
            Kind::Number | Kind::Code => true,
            Kind::Symbol | Kind::Opaque => false,
        })
    }

    /// The text from the token `first` up to, not including, the token `end`.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        let last = end.max(first + 1) - 1;
        match (self.get(first), self.get(last)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::new(self.base, self.base),
        }
    }

    fn mostly_capitals(&self) -> bool {
        let long = |token: &&Token| token.kind == Kind::Word && token.span.len() >= 4;
        let words = self.list.iter().filter(long).count();
        let capitals = self.list.iter().filter(long).filter(|t| t.capital).count();
        words >= 5 && capitals * 10 >= words * 7
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    end: usize,
    tokens: Tokens<'a>,
}

impl Reader<'_> {
    fn read(&mut self, start: usize) {
        let mut at = start;
        let mut glued = false;
        let mut chunk = (start, 0);
        let mut swallowed = false;
        while at < self.end {
            let byte = self.bytes[at];
            let character = self.character(at);
            if character.is_whitespace() {
                at += character.len_utf8();
                glued = false;
                chunk = (at, self.tokens.list.len());
                swallowed = false;
                continue;
            }
            at = if byte.is_ascii_digit() {
                self.number(at, glued)
            } else if character.is_alphabetic() {
                self.word(at, glued)
            } else {
                self.symbol(at, character, glued)
            };
            glued = true;
            if !swallowed && self.is_address(at, chunk) {
                at = self.swallow(chunk).max(at);
                swallowed = true;
            }
        }
    }

    fn character(&self, at: usize) -> char {
        if self.bytes[at].is_ascii() {
            return char::from(self.bytes[at]);
        }
        self.text[at..self.end].chars().next().unwrap_or(' ')
    }

    fn push(&mut self, kind: Kind, span: Span, glued: bool) -> &mut Token {
        let capital = self.bytes[span.start].is_ascii_uppercase()
            || !self.bytes[span.start].is_ascii() && self.character(span.start).is_uppercase();
        self.tokens.list.push(Token {
            kind,
            span,
            glued,
            capital,
            symbol: '\0',
            numeral: Numeral::default(),
            word: &NOTHING,
        });
        let last = self.tokens.list.len() - 1;
        &mut self.tokens.list[last]
    }

    fn symbol(&mut self, at: usize, character: char, glued: bool) -> usize {
        let mut end = at + character.len_utf8();
        if let Some(value) = decimal::vulgar_fraction(character) {
            let token = self.push(Kind::Number, Span::new(at, end), glued);
            token.numeral.value = value;
            token.numeral.decimals = 2;
            self.tokens.promising = true;
            return end;
        }
        let apostrophe = matches!(character, '\'' | '\u{2019}');
        if apostrophe && glued && self.is_possessive(end) {
            end += 1;
        }
        let token = self.push(Kind::Symbol, Span::new(at, end), glued);
        token.symbol = if apostrophe { '\'' } else { character };
        end
    }

    /// Whether a lone `s` stands at `at`.
    fn is_possessive(&self, at: usize) -> bool {
        at < self.end
            && self.bytes[at].eq_ignore_ascii_case(&b's')
            && !(at + 1 < self.end && self.character(at + 1).is_alphanumeric())
    }

    fn word(&mut self, start: usize, glued: bool) -> usize {
        let mut at = start;
        let mut digits = false;
        loop {
            at += self.bytes[at..self.end].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if at >= self.end {
                break;
            }
            let character = self.character(at);
            if character.is_alphabetic() || is_mark(character) {
                at += character.len_utf8();
            } else if character.is_ascii_digit() || matches!(character, '²' | '³' | '₂') {
                if !digits && at - start <= 4 && currencies::glued(&self.text[start..at]).is_some() {
                    break;
                }
                digits |= character.is_ascii_digit();
                at += character.len_utf8();
            } else if let Some(next) = self.inner_apostrophe(at, character) {
                at = next;
            } else {
                break;
            }
        }
        let kind = if digits { Kind::Code } else { Kind::Word };
        let word = lexicon::look_up(&self.tokens.lower[start - self.tokens.base..at - self.tokens.base]);
        self.tokens.promising |= word.is_promising() || digits;
        self.push(kind, Span::new(start, at), glued).word = word;
        at
    }

    /// The index after an apostrophe that belongs to the word, as in `o'clock`, and not to a possessive.
    fn inner_apostrophe(&self, at: usize, character: char) -> Option<usize> {
        let next = at + character.len_utf8();
        (matches!(character, '\'' | '\u{2019}')
            && next < self.end
            && self.character(next).is_alphabetic()
            && !self.is_possessive(next))
        .then_some(next)
    }

    fn number(&mut self, start: usize, glued: bool) -> usize {
        let mut at = self.digits_from(start);
        let mut digits = at - start;
        let mut grouped = false;
        if digits <= 3
            && let Some(separator) = self.separator(at)
        {
            while self.is_group(at, separator) {
                at += separator.len() + 3;
                digits += 3;
                grouped = true;
            }
            if !grouped && let Some(end) = self.lakhs(at) {
                digits += (end - at) - (end - at - 4) / 3 - 1;
                at = end;
                grouped = true;
            }
        }
        let mut decimals = 0;
        if at + 1 < self.end && self.bytes[at] == b'.' && self.bytes[at + 1].is_ascii_digit() {
            let end = self.digits_from(at + 1);
            decimals = end - at - 1;
            at = end;
        }
        let numeral = Numeral {
            value: decimal::value_of(&self.text[start..at], decimals),
            digits,
            decimals,
            grouped,
            padded: digits > 1 && self.bytes[start] == b'0',
        };
        self.push(Kind::Number, Span::new(start, at), glued).numeral = numeral;
        self.tokens.promising = true;
        at
    }

    fn digits_from(&self, start: usize) -> usize {
        let run = self.bytes[start..self.end].iter().take_while(|byte| byte.is_ascii_digit());
        start + run.count()
    }

    /// What sets thousands apart at `at`: a comma, a thin space, a narrow or a plain no-break space.
    fn separator(&self, at: usize) -> Option<&'static str> {
        let rest = &self.bytes[at..self.end];
        [",", "\u{2009}", "\u{202F}", "\u{A0}"]
            .into_iter()
            .find(|separator| rest.starts_with(separator.as_bytes()))
    }

    fn is_group(&self, at: usize, separator: &str) -> bool {
        let rest = &self.bytes[at..self.end];
        let Some(rest) = rest.strip_prefix(separator.as_bytes()) else {
            return false;
        };
        rest.len() >= 3
            && rest[..3].iter().all(u8::is_ascii_digit)
            && !rest.get(3).is_some_and(u8::is_ascii_digit)
    }

    /// The end of groups of two digits and a last one of three, as in 1,20,00,000.
    fn lakhs(&self, start: usize) -> Option<usize> {
        let is_pair = |at: usize| {
            let rest = &self.bytes[at..self.end];
            rest.len() >= 7
                && rest[0] == b','
                && rest[1].is_ascii_digit()
                && rest[2].is_ascii_digit()
                && rest[3] == b','
        };
        let mut at = start;
        while is_pair(at) {
            at += 3;
        }
        (at > start && self.is_group(at, ",")).then_some(at + 4)
    }

    /// Whether what was read since the last space is the start of an address.
    fn is_address(&self, at: usize, chunk: (usize, usize)) -> bool {
        let count = self.tokens.list.len();
        let last = count - 1;
        let rest = &self.bytes[at..self.end];
        let dotted = || last > chunk.1 && self.tokens.symbol(last - 1) == '.';
        match self.tokens.symbol(last) {
            '@' => last > chunk.1 || rest.first().is_some_and(u8::is_ascii_alphabetic),
            '#' => last == chunk.1 && rest.first().is_some_and(u8::is_ascii_alphanumeric),
            ':' => last > chunk.1 && rest.starts_with(b"//"),
            '\0' if rest.first() == Some(&b'/') => {
                dotted() && lexicon::DOMAINS.contains(&self.tokens.lower(last))
            }
            '\0' if rest.first() == Some(&b'.') => self.tokens.is(last, "www"),
            '\0' => dotted() && lexicon::FILE_ENDINGS.contains(&self.tokens.lower(last)),
            _ => false,
        }
    }

    /// Replaces the tokens since the last space by one that reaches to the next.
    fn swallow(&mut self, (start, first): (usize, usize)) -> usize {
        let chunk = self.text[start..self.end].split(char::is_whitespace).next().unwrap_or_default();
        let kept = chunk.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '/');
        let end = start + if kept.is_empty() { chunk } else { kept }.len();
        self.tokens.list.truncate(first);
        self.push(Kind::Opaque, Span::new(start, end), false);
        end
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200D}')
}
