//! The lines of a page: its head above the running text and its foot below, where papers say whose they are.

use crate::reading::Reading;
use crate::span::Span;

/// Words from which on a line is running text.
const RUNNING: usize = 14;

/// Lines that a head or a foot has at most.
const HEAD: usize = 14;
const FOOT: usize = 10;

/// The lines of the text that are not empty, without white space around them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len() + 1;
        let words = line.trim();
        (!words.is_empty()).then(|| Span::new(start, start + words.len()))
    })
}

/// Whether a line is running text: many words with a full stop, or a sentence's end. A menu is none.
pub(super) fn runs(words: &str) -> bool {
    if words.contains(['|', '»', '›']) {
        return false;
    }
    let count = words.split_whitespace().count();
    count >= RUNNING && words.contains(['.', ',', '?']) || count >= RUNNING * 2
}

/// The lines above the first that runs.
pub(super) fn head(reading: &Reading<'_>) -> Vec<Span> {
    let text = reading.text();
    lines(text).take_while(|line| !runs(line.of(text))).take(HEAD).collect()
}

/// The last lines, in text order.
pub(super) fn foot(reading: &Reading<'_>) -> Vec<Span> {
    let all: Vec<Span> = lines(reading.text()).collect();
    all[all.len().saturating_sub(FOOT)..].to_vec()
}

/// The parts of a line between the marks that heads put between them: "Council | News | 3 May".
pub(super) fn parts(text: &str, line: Span) -> impl Iterator<Item = Span> {
    const BETWEEN: [&str; 9] = [" | ", " > ", " » ", " / ", " · ", " – ", " — ", "  ", "\t"];
    let words = line.of(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        if at > words.len() {
            return None;
        }
        let rest = &words[at..];
        let cut = BETWEEN.iter().filter_map(|mark| Some((rest.find(mark)?, mark.len()))).min();
        let (end, next) = cut.map_or((rest.len(), words.len() + 1), |(cut, width)| (cut, at + cut + width));
        let part = &rest[..end];
        let start = line.start + at + (part.len() - part.trim_start().len());
        at = next;
        Some(Span::new(start, start + part.trim().len()))
    })
    .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_their_parts() {
        let text = "  Ribble Council | News\n\nBins   are late \n";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["Ribble Council | News", "Bins   are late"]);
        let of = |line: &'static str| {
            parts(line, Span::new(0, line.len())).map(|part| part.of(line)).collect::<Vec<_>>()
        };
        assert_eq!(of("Ribble Council | News"), ["Ribble Council", "News"]);
        assert_eq!(of("Audit Office   Flood defences   5"), ["Audit Office", "Flood defences", "5"]);
        assert_eq!(of("One part"), ["One part"]);
        assert!(of("").is_empty());
    }
}
