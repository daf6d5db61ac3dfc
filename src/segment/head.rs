//! The top of a page: what the site calls itself, the headline, who wrote it and when.

use super::Piece;
use super::byline::{self, Byline};
use super::marks::{Mark, Marks};
use super::shape::{ends_with_full_stop, ends_with_stop, is_name, is_prose, is_title_case};
use crate::document::{BlockKind, Meta};

/// A head has at most so many blocks.
const LONGEST: usize = 24;

/// A headline has at most so many bytes.
const LONGEST_TITLE: usize = 250;

/// Sets the kinds of the blocks above the text, completes `meta`, and returns the index of the first block below
/// the head.
pub(super) fn read(text: &str, pieces: &mut [Piece], meta: &mut Meta) -> usize {
    let body = body_start(text, pieces);
    let known = pieces.iter().position(|piece| piece.block.kind == BlockKind::Title);
    let title = known.or_else(|| find_title(text, pieces, meta, body));
    if let Some(title) = title.filter(|title| known != Some(*title)) {
        pieces[title].settle(BlockKind::Title);
        settle_masthead(text, &mut pieces[..title], meta);
    }
    if let Some(title) = title {
        meta.title.get_or_insert_with(|| {
            pieces[title].words(text).split_whitespace().collect::<Vec<_>>().join(" ")
        });
    }
    let below = title.map_or(0, |title| title + 1);
    settle_names(text, pieces, below..body.max(below));
    settle_counts(text, &mut pieces[..body]);
    complete(text, pieces, meta, body);
    body.max(below)
}

/// The first block of running text. A standfirst that is followed by the byline still belongs to the head.
fn body_start(text: &str, pieces: &[Piece]) -> usize {
    let body = |piece: &Piece| {
        let kind = matches!(
            piece.block.kind,
            BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Question | BlockKind::Answer
        );
        let table = piece.block.kind == BlockKind::Table;
        let start = piece.marks.has(Mark::RepostStart);
        let ours = piece.marks.is_furniture() || piece.marks.has(Mark::Byline);
        table || start || (kind && !ours && is_prose(piece.words(text)))
    };
    let first = pieces.iter().position(body).unwrap_or_else(|| {
        // A page of short lines: the first that is a sentence.
        pieces
            .iter()
            .skip(1)
            .position(|piece| {
                !piece.marks.is_furniture()
                    && !piece.marks.has(Mark::Byline)
                    && ends_with_full_stop(piece.words(text))
            })
            .map_or(pieces.len().min(2), |index| index + 1)
    });
    let byline = (first + 1..=first + 4).rev().find(|index| {
        pieces.get(*index).is_some_and(|piece| piece.marks.has(Mark::Byline))
            && !pieces[first + 1..*index].iter().any(body)
    });
    let standfirst =
        (1..16).contains(&first) && !pieces[first.min(pieces.len() - 1)].marks.has(Mark::RepostStart);
    match byline {
        Some(byline) if standfirst => byline + 1,
        _ => first.min(LONGEST),
    }
}

/// The headline: the first block that can be one, below the site's menu and above the byline.
fn find_title(text: &str, pieces: &[Piece], meta: &Meta, body: usize) -> Option<usize> {
    if let Some(title) = &meta.title {
        let same = pieces[..body.min(pieces.len())].iter().position(|piece| piece.words(text) == title);
        if same.is_some() {
            return same;
        }
    }
    let byline = pieces[..body].iter().position(|piece| piece.marks.has(Mark::Byline));
    let end = byline.unwrap_or(body);
    let first = (0..end).find(|index| pieces[*index].marks == Marks::default())?;
    let can_be = |index: &usize| can_be_title(text, &pieces[*index]);
    if !can_be(&first) || pieces.len() < first + 2 {
        return None;
    }
    let words = pieces[first].words(text);
    if !is_site_name(words) && !is_masthead(words) {
        return Some(first);
    }
    // The name of the site stands above its menu, or right above a longer line.
    let menu = (first..end).rev().find(|index| pieces[*index].marks.has(Mark::Furniture));
    let below = menu.and_then(|menu| (menu + 1..end).find(can_be));
    let longer =
        (first + 1..end).take(1).find(|index| can_be(index) && !is_site_name(pieces[*index].words(text)));
    Some(below.or(longer).unwrap_or(first))
}

fn can_be_title(text: &str, piece: &Piece) -> bool {
    let words = piece.words(text);
    let kind = matches!(piece.block.kind, BlockKind::Paragraph | BlockKind::Heading);
    let ours = piece.marks.is_furniture()
        || piece.marks.any(&[Mark::Byline, Mark::CommentHeading, Mark::RepostStart]);
    let sentence = ends_with_full_stop(words) && !is_title_case(words);
    let path = words.contains(['|', '»', '›']) && words.split_whitespace().count() <= 8;
    kind && !ours
        && !path
        && words.len() <= LONGEST_TITLE
        && !sentence
        && !words.ends_with([',', ';', ':'])
        && words.chars().any(char::is_alphabetic)
}

/// One to four words, most of them capitalised: "The Daily Planet".
fn is_site_name(words: &str) -> bool {
    words.split_whitespace().count() <= 4
        && words.len() <= 40
        && is_title_case(words)
        && !ends_with_stop(words)
}

/// "THE DAILY PLANET – the paper for you": a site with its motto.
fn is_masthead(words: &str) -> bool {
    [" – ", " — ", " - ", " | "].iter().find_map(|dash| words.split_once(dash)).is_some_and(
        |(name, motto)| {
            is_site_name(name)
                && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
                && motto.starts_with(char::is_lowercase)
        },
    )
}

/// What stands above the headline is the site's; its name is the publisher's.
fn settle_masthead(text: &str, above: &mut [Piece], meta: &mut Meta) {
    let name = above
        .iter()
        .filter(|piece| !piece.marks.is_furniture())
        .map(|piece| piece.words(text))
        .map(|words| words.split([' ', '|']).next().map_or(words, |_| site_part(words)))
        .find(|words| is_site_name(words));
    if let Some(name) = name {
        meta.publisher.get_or_insert_with(|| as_publisher(name));
    }
    for piece in above {
        let kind = if piece.marks.has(Mark::Byline) { BlockKind::Byline } else { BlockKind::Furniture };
        piece.settle(kind);
    }
}

fn site_part(words: &str) -> &str {
    [" – ", " — ", " - ", " | ", ": "]
        .iter()
        .find_map(|dash| words.split_once(dash))
        .map_or(words, |(name, _)| name)
}

/// A name in capitals only, as in a masthead, with its words capitalised; others as they are.
pub(super) fn as_publisher(name: &str) -> String {
    let shouted = name.chars().count() > 5 && !name.chars().any(char::is_lowercase);
    if !shouted {
        return name.to_owned();
    }
    name.split_whitespace()
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The publisher whom the copyright line at the foot names.
pub(super) fn publisher_below(text: &str, pieces: &[Piece], meta: &mut Meta) {
    if meta.publisher.is_some() {
        return;
    }
    meta.publisher = pieces
        .iter()
        .rev()
        .filter(|piece| piece.marks.has(Mark::Foot) && !piece.block.quoted)
        .find_map(|piece| copyright_holder(piece.words(text)));
}

/// "© 2012–2024 The Planet. All rights reserved." → "The Planet".
fn copyright_holder(words: &str) -> Option<String> {
    let rest = ["Copyright ©", "Copyright (c)", "©", "(c)", "(C)", "Copyright"]
        .iter()
        .find_map(|mark| words.strip_prefix(mark))?;
    let is_year = |c: char| c.is_ascii_digit() || matches!(c, '–' | '-' | ' ' | ',');
    let rest = rest.trim_start_matches(is_year);
    let end = rest
        .find(['.', '|', ',', '·'])
        .into_iter()
        .chain(rest.find(" All rights"))
        .min()
        .unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches(is_year);
    (!name.is_empty() && name.split_whitespace().count() <= 6 && is_title_case(name))
        .then(|| as_publisher(name))
}

/// A bare name between headline and text, next to a date or right below the headline, is the author's.
fn settle_names(text: &str, pieces: &mut [Piece], zone: std::ops::Range<usize>) {
    let end = zone.end.min(pieces.len());
    for index in zone.start..end {
        let name = pieces[index].block.kind == BlockKind::Paragraph
            && pieces[index].marks == Marks::default()
            && is_name(pieces[index].words(text))
            && !ends_with_full_stop(pieces[index].words(text));
        let near = index == zone.start
            || pieces[index - 1].marks.has(Mark::Byline)
            || pieces.get(index + 1).is_some_and(|next| next.marks.has(Mark::Byline));
        if name && near {
            pieces[index].settle(BlockKind::Byline);
        }
    }
}

/// A bare number in the head counts comments or shares.
fn settle_counts(text: &str, head: &mut [Piece]) {
    for piece in head {
        let words = piece.words(text);
        if words.len() <= 12 && !words.contains(char::is_alphabetic) && piece.marks == Marks::default() {
            piece.settle(BlockKind::Furniture);
        }
    }
}

/// Completes authors and date from the bylines of the head, or else from one below the text.
fn complete(text: &str, pieces: &[Piece], meta: &mut Meta, body: usize) {
    let ours = |piece: &&Piece| {
        (piece.marks.has(Mark::Byline) || piece.block.kind == BlockKind::Byline)
            && !piece.block.quoted
            && !piece.block.comment
    };
    let head: Vec<Byline> = pieces[..body.min(pieces.len())]
        .iter()
        .filter(ours)
        .map(|piece| byline::read(piece.words(text)))
        .collect();
    if meta.authors.is_empty() {
        meta.authors = head
            .iter()
            .find(|byline| !byline.authors.is_empty())
            .map(|byline| byline.authors.clone())
            .unwrap_or_default();
    }
    let published = head.iter().find_map(|byline| byline.published.clone());
    let updated = head.iter().find_map(|byline| byline.updated.clone());
    if meta.published.is_none() {
        meta.published = published.or(updated);
    }
}
