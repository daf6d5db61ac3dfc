//! Which blocks of a page are its content.
//!
//! The whole page is read with all of its structure; `trafilatura` says which text is the article. What overlaps with
//! that text stays, and so does what stands among it and is clearly the author's: the headline, tables, captions,
//! source lines, standfirsts. So nothing that the extraction drops or mangles on its way is lost.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::html_blocks::{BlockOrigin, Origins};
use super::notes::{is_note, is_source_line};
use super::page::Page;
use super::regions::Marks;
use super::text_builder::TextBuilder;
use crate::document::{Block, BlockKind, Link};
use crate::span::Span;

/// Words a run: long enough to be telling, short enough to survive a lost space.
const RUN: usize = 3;

/// A block stays when at least this share of its runs of words is in the article.
const ENOUGH: f64 = 0.6;

/// An article of fewer blocks has no holder to speak of.
const FEWEST_HELD: usize = 3;

/// The fewest words of a list item that is more than a label.
const ITEM: usize = 4;

/// Words that make a line a sentence rather than a label or a button.
const SENTENCE: usize = 8;

/// The words of a text, for telling what else is part of it.
#[derive(Debug, Default)]
pub(super) struct Wording {
    runs: HashSet<u64>,
    /// Whole blocks.
    blocks: HashSet<u64>,
}

impl Wording {
    /// The words of `page`.
    pub(super) fn of(page: &Page) -> Self {
        let mut wording = Self::default();
        for block in &page.outline {
            let words = words(block.span.of(&page.text));
            wording.blocks.insert(hash(&words));
            wording.runs.extend(words.windows(RUN).map(hash));
        }
        for cell in page.tables.iter().flat_map(|table| table.rows.iter().flatten()) {
            wording.blocks.insert(hash(&self::words(cell.of(&page.text))));
        }
        wording
    }

    /// Whether `text` belongs to it.
    fn holds(&self, text: &str) -> bool {
        let words = words(text);
        if words.is_empty() {
            return false;
        }
        if self.blocks.contains(&hash(&words)) {
            return true;
        }
        let runs = words.len().saturating_sub(RUN - 1);
        let known = words.windows(RUN).filter(|run| self.runs.contains(&hash(run))).count();
        runs > 0 && to_share(known, runs) >= ENOUGH
    }
}

/// Each word as a number.
fn words(text: &str) -> Vec<u64> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| hash(word.to_lowercase().as_str()))
        .collect()
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    // `DefaultHasher::new` has fixed keys: the same page gives the same text in every run.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn to_share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What happens to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is left out.
    Dropped,
    /// It is content.
    Content,
    /// It is a reader's comment.
    Comment,
    /// It says who commented and when.
    Commenter,
}

/// The fate of each block of `page`, given the words of its article and of its comments; `None` when most of the article
/// is not on the page (it came from a script), so that it cannot be told there.
///
/// `headline` is the index of the block that is the page's title.
pub(super) fn choose(
    page: &Page,
    origins: &Origins,
    headline: Option<usize>,
    article: &Wording,
    comments: &Wording,
) -> Option<Vec<Fate>> {
    let views: Vec<View<'_>> = views(page, &origins.blocks);
    if article.runs.len() > 20 && seen_runs(&views, article) * 2 < article.runs.len() {
        return None;
    }
    let found: Vec<bool> = views.iter().map(|view| article.holds(view.text)).collect();
    let site = site_marks(&views, &found);
    let mut core: Vec<bool> = views
        .iter()
        .zip(&found)
        .map(|(view, found)| *found && !view.is_sites(site) && !view.marks.has(Marks::COMMENTS))
        .collect();
    leave_out_strays(&views, origins, headline, &mut core);
    let first = core.iter().position(|kept| *kept)?;
    let last = core.iter().rposition(|kept| *kept)?;
    let range = headline.unwrap_or(first).min(first)..=last;
    let fate = |(index, view): (usize, &View<'_>)| {
        let among = || range.contains(&index) && !view.is_sites(site) && view.is_authors();
        if view.marks.has(Marks::COMMENTS) {
            let said = found[index] || comments.holds(view.text) || view.is_sentence();
            comment_if(said && view.kind != BlockKind::Heading && !view.is_sites(site))
        } else if core[index] || Some(index) == headline || among() {
            Fate::Content
        } else {
            comment_if(comments.holds(view.text) && view.is_sentence() && !view.is_sites(site))
        }
    };
    let mut fates: Vec<Fate> = views.iter().enumerate().map(fate).collect();
    keep_lines_under(&views, last, &mut fates);
    keep_commenters(&views, &mut fates);
    Some(fates)
}

/// Blocks of the article above its headline or below it, and outside of what holds nearly all of it, are the site's.
fn leave_out_strays(views: &[View<'_>], origins: &Origins, headline: Option<usize>, core: &mut [bool]) {
    let tree = &origins.elements;
    let mut kept = views.iter().zip(&origins.blocks).zip(core.iter()).filter(|(_, core)| **core);
    let holder = tree.holder(kept.by_ref().map(|((view, origin), _)| (origin.element, view.text.len())));
    let inside = |index: usize| tree.is_in(origins.blocks[index].element, holder);
    let held = || (0..core.len()).filter(|index| core[*index] && inside(*index));
    let (Some(first), Some(last)) = (held().next(), held().next_back()) else {
        return;
    };
    if held().count() < FEWEST_HELD {
        return;
    }
    let length = |range: std::ops::Range<usize>| -> usize {
        range.filter(|index| core[*index]).map(|index| views[index].text.len()).sum()
    };
    // A heading far down may repeat the title; then what stands above it is the article.
    let title = headline.filter(|headline| length(0..*headline) * 4 < length(0..core.len()));
    let above = title.unwrap_or(first);
    let mut in_notes = false;
    for index in 0..core.len() {
        let view = &views[index];
        if index > last && view.kind == BlockKind::Heading {
            in_notes = is_note(view.text) || opens_notes(view.text);
        }
        let keeps =
            in_notes || view.kind == BlockKind::Table || is_source_line(view.text) || is_note(view.text);
        let held = inside(index) && (title.is_none() || index >= above);
        core[index] &= held || (above..=last).contains(&index) || index > last && keeps;
    }
}

/// "Notes to editors", "Background information"
fn opens_notes(heading: &str) -> bool {
    const OPENINGS: [&str; 8] = [
        "note", "background", "source", "method", "footnote", "reference", "correction",
        "further information",
    ];
    let heading = heading.to_lowercase();
    OPENINGS.iter().any(|opening| heading.starts_with(opening))
}

fn comment_if(kept: bool) -> Fate {
    if kept { Fate::Comment } else { Fate::Dropped }
}

/// The fate of each block when nothing is known of the article: everything outside the site's own parts stays.
pub(super) fn choose_without_article(
    page: &Page,
    origins: &[BlockOrigin],
    headline: Option<usize>,
) -> Vec<Fate> {
    let views = views(page, origins);
    let strict = Marks::SITE.with(Marks::SITE_BY_CLASS).with(Marks::BESIDE);
    let keeps = |except: Marks| -> Vec<Fate> {
        let fate = |(index, view): (usize, &View<'_>)| {
            let site = view.is_sites(except);
            match (site && Some(index) != headline, view.marks.has(Marks::COMMENTS)) {
                (true, _) => Fate::Dropped,
                (false, true) => Fate::Comment,
                (false, false) => Fate::Content,
            }
        };
        views.iter().enumerate().map(fate).collect()
    };
    let kept_bytes = |fates: &[Fate]| -> usize {
        let kept = views.iter().zip(fates).filter(|(_, fate)| **fate != Fate::Dropped);
        kept.map(|(view, _)| view.text.len()).sum()
    };
    let fates = keeps(strict);
    // Whole pages stand inside a `<form>` or a `<div class="widget">` at times.
    if kept_bytes(&fates) * 10 < page.text.len() { keeps(Marks::default()) } else { fates }
}

/// `page` with the blocks that `fates` keeps, and nothing else.
pub(super) fn keep(page: &Page, fates: &[Fate], into: &mut TextBuilder) {
    let mut links = page.links.iter().peekable();
    let mut tables = page.tables.iter().peekable();
    for (block, fate) in page.outline.iter().zip(fates) {
        let moved = (*fate != Fate::Dropped).then(|| {
            let comment = matches!(fate, Fate::Comment | Fate::Commenter);
            let kind = if *fate == Fate::Commenter { BlockKind::Byline } else { block.kind };
            let start = into.append(Block { kind, comment, ..*block }, block.span.of(&page.text));
            move |span: Span| {
                Span::new(start + span.start - block.span.start, start + span.end - block.span.start)
            }
        });
        while let Some(link) = links.next_if(|link| link.span.start < block.span.end) {
            if let Some(moved) = moved.as_ref().filter(|_| block.span.contains(link.span)) {
                let url = link.url.clone();
                into.add_link(Link { span: moved(link.span), url });
            }
        }
        while let Some(table) =
            tables.next_if(|table| table.span.is_none_or(|span| span.start < block.span.end))
        {
            if let Some(moved) = &moved {
                let mut table = table.clone();
                table.span = table.span.map(moved);
                table.caption = table.caption.map(moved);
                // Those in rows of the table; what stands below it is bound again.
                table.source = table.source.filter(|source| block.span.contains(*source)).map(moved);
                table.notes.retain(|note| block.span.contains(*note));
                table.notes.iter_mut().for_each(|note| *note = moved(*note));
                let cells = table.rows.iter_mut().chain(&mut table.heads).flatten().chain(&mut table.header);
                cells.for_each(|cell| *cell = moved(*cell));
                into.add_table(table);
            }
        }
    }
}

/// A block with what choosing looks at.
#[derive(Debug)]
struct View<'a> {
    kind: BlockKind,
    text: &'a str,
    marks: Marks,
    linked: usize,
    links: usize,
}

impl View<'_> {
    fn word_count(&self) -> usize {
        self.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    }

    /// Whether it is the site's and not the author's.
    fn is_sites(&self, site: Marks) -> bool {
        self.marks.has(site) || self.is_row_of_links()
    }

    fn is_mostly_links(&self) -> bool {
        self.linked * 10 > self.text.len() * 7
    }

    /// "Home | Comment | Puzzles"
    fn is_row_of_links(&self) -> bool {
        self.kind != BlockKind::Table
            && self.links > 1
            && self.is_mostly_links()
            && self.word_count() < 4 * self.links
    }

    fn is_sentence(&self) -> bool {
        self.kind != BlockKind::Heading && self.word_count() >= SENTENCE && !self.is_mostly_links()
    }

    /// Whether a block among the article's own is the author's too.
    fn is_authors(&self) -> bool {
        match self.kind {
            BlockKind::Table | BlockKind::Byline => true,
            BlockKind::Note | BlockKind::Furniture if self.marks.has(Marks::CAPTION) => true,
            BlockKind::Heading | BlockKind::Quotation => {
                !self.marks.has(Marks::BESIDE) && !self.is_mostly_links()
            }
            BlockKind::ListItem if self.linked == 0 && self.word_count() >= ITEM => {
                !self.marks.has(Marks::BESIDE)
            }
            _ => {
                let line = is_source_line(self.text) || is_note(self.text);
                line || !self.marks.has(Marks::BESIDE) && self.is_sentence()
            }
        }
    }
}

fn views<'a>(page: &'a Page, origins: &[BlockOrigin]) -> Vec<View<'a>> {
    let mut links = page.links.iter().peekable();
    let blocks = page.outline.iter().zip(origins);
    blocks
        .map(|(block, origin)| {
            let mut count = 0;
            while links.next_if(|link| link.span.start < block.span.end).is_some() {
                count += 1;
            }
            View {
                kind: block.kind,
                text: block.span.of(&page.text),
                marks: origin.marks,
                linked: origin.linked,
                links: count,
            }
        })
        .collect()
}

/// What marks the site's own parts. Class names may lie: when they would cost a third of the article, they do.
fn site_marks(views: &[View<'_>], found: &[bool]) -> Marks {
    let article = || views.iter().zip(found).filter(|(_, found)| **found).map(|(view, _)| view);
    let all: usize = article().map(|view| view.text.len()).sum();
    let lost: usize =
        article().filter(|view| view.marks.has(Marks::SITE_BY_CLASS)).map(|view| view.text.len()).sum();
    if lost * 3 < all { Marks::SITE.with(Marks::SITE_BY_CLASS) } else { Marks::SITE }
}

fn seen_runs(views: &[View<'_>], article: &Wording) -> usize {
    let mut seen = HashSet::new();
    for view in views {
        let words = words(view.text);
        seen.extend(words.windows(RUN).map(hash).filter(|run| article.runs.contains(run)));
    }
    seen.len()
}

/// Source lines and notes right under the last block belong to it.
fn keep_lines_under(views: &[View<'_>], last: usize, fates: &mut [Fate]) {
    let under = views.iter().zip(fates).skip(last + 1);
    for (_, fate) in under.take_while(|(view, _)| is_source_line(view.text) || is_note(view.text)) {
        *fate = Fate::Content;
    }
}

/// The line with a commenter's name stays above the comment.
fn keep_commenters(views: &[View<'_>], fates: &mut [Fate]) {
    for index in 1..fates.len() {
        let above = &views[index - 1];
        let short = (1..=12).contains(&above.word_count());
        let names = above.marks.has(Marks::COMMENTS)
            && !matches!(above.kind, BlockKind::Heading | BlockKind::Table)
            && !above.is_mostly_links()
            && short;
        let may_name =
            fates[index - 1] == Fate::Dropped || above.marks.has(Marks::BYLINE) || has_clock(above.text);
        if fates[index] == Fate::Comment && names && may_name {
            fates[index - 1] = Fate::Commenter;
        }
    }
}

/// Whether a line tells a time or a year: "22 Jan, 10:02", "3 May 2024", "2 hours ago".
fn has_clock(line: &str) -> bool {
    if line.ends_with(['.', '!', '?']) {
        return false;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    line.ends_with(" ago")
        || line.split(|c: char| c.is_whitespace() || c == ',').any(|word| {
            let clock = word.split_once(':').is_some_and(|(hour, minute)| {
                digits(hour) && minute.len() >= 2 && digits(&minute[..minute.floor_char_boundary(2)])
            });
            clock || word.len() == 4 && word.starts_with("20") && digits(word)
        })
}
