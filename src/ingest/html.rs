//! Web pages and pieces of HTML.

use super::extraction::{MainText, main_text};
use super::html_blocks::{BlockOrigin, Extent, read_blocks};
use super::meta::{PageMeta, fill, read_meta, without_site};
use super::nesting::without_deep_markup;
use super::notes::bind_notes;
use super::page::Page;
use super::regions::Marks;
use super::selection::{Fate, Wording, choose, choose_without_article, keep};
use super::text_builder::TextBuilder;
use crate::document::{Block, BlockKind, Meta, Warning};

/// Pages above this many bytes are not searched for their main text, which takes seconds and much memory there.
const LARGEST_SEARCHED: usize = 8 << 20;

/// A byline is one short line.
const LONGEST_BYLINE: usize = 200;

/// Reads a whole web page: its main text, structure, links, and what it says of itself.
///
/// `url` is the address that the page was fetched from, for pages that do not name their own. The title comes first when
/// it is known. Readers' comments come last and are marked; menus, banners and the like are left out. This cannot fail:
/// a page without any text gives an empty text and the warning `no_text`.
#[must_use]
pub fn read_page(html: &str, url: Option<&str>) -> Page {
    let mut warnings = Vec::new();
    let shallow = without_deep_markup(html);
    if shallow.is_some() {
        warnings.push(warning(
            "deep_markup",
            "Elements are nested hundreds deep; the innermost were read without their structure.",
        ));
    }
    let html = shallow.as_deref().unwrap_or(html);
    let mut described = read_meta(html, url);
    let found = search(html, &mut warnings);
    let mut page = content(html, found.as_ref(), &mut described);
    if page.text.is_empty() {
        warnings.push(warning(
            "no_text",
            "The page holds no text; it may be made by a script.",
        ));
    }
    bind_notes(&mut page, 0);
    Page {
        meta: described.meta,
        warnings,
        ..page
    }
}

/// Reads a piece of HTML that is all content, such as the text of a written answer, into `into`.
///
/// Running text becomes blocks of kind `paragraph_kind`; headings, lists, quotations and tables keep their own. Text
/// without any markup is cut at blank lines.
pub fn read_fragment(html: &str, paragraph_kind: BlockKind, into: &mut TextBuilder) {
    into.close();
    let first = into.outline().len();
    if html.contains(['<', '&']) {
        read_blocks(html, Extent::Fragment, paragraph_kind, into);
    } else {
        read_plain(html, paragraph_kind, into);
    }
    bind_notes(into.page_mut(), first);
}

fn read_plain(text: &str, kind: BlockKind, into: &mut TextBuilder) {
    into.open(kind, false, false);
    for line in text.lines() {
        if line.trim().is_empty() {
            into.open(kind, false, false);
        }
        into.push(line);
        into.line_break();
    }
    into.close();
}

fn search(html: &str, warnings: &mut Vec<Warning>) -> Option<MainText> {
    if html.len() > LARGEST_SEARCHED {
        warnings.push(warning(
            "large_page",
            "The page is too large to search for its main text; everything outside menus, headers and footers was kept.",
        ));
        return None;
    }
    main_text(html).unwrap_or_else(|failure| {
        warnings.push(failure);
        None
    })
}

/// The blocks of the page that are content, title first.
fn content(html: &str, found: Option<&MainText>, described: &mut PageMeta) -> Page {
    let mut builder = TextBuilder::new();
    let origins = read_blocks(html, Extent::Page, BlockKind::Paragraph, &mut builder);
    let mut whole = builder.finish();
    let headline = headline(&whole, &origins, described);
    if let Some(index) = headline {
        whole.outline[index].kind = BlockKind::Title;
    }
    let title = headline.map(|index| whole.outline[index].span.of(&whole.text).replace('\n', " "));
    complete(described, title, found);
    let meta = &described.meta;
    name_roles(&mut whole, &origins, meta);
    let chosen = found.and_then(|found| {
        let fragment = |html: &str| {
            let mut builder = TextBuilder::new();
            read_fragment(html, BlockKind::Paragraph, &mut builder);
            builder.finish()
        };
        let (article, comments) = (
            fragment(&found.content_html),
            fragment(&found.comments_html),
        );
        let fates = choose(
            &whole,
            &origins,
            headline,
            &Wording::of(&article),
            &Wording::of(&comments),
        );
        // The article may come from a script; then the markup that was found is all there is of it.
        fates
            .or_else(|| (!article.text.is_empty()).then(Vec::new))
            .map(|fates| (fates, article))
    });
    let (fates, page) = match chosen {
        Some((fates, article)) if fates.is_empty() => {
            (vec![Fate::Content; article.outline.len()], article)
        }
        Some((fates, _)) => (fates, whole),
        None => (choose_without_article(&whole, &origins, headline), whole),
    };
    let mut text = TextBuilder::new();
    if !opens_with_title(&page, &fates)
        && let Some(title) = &meta.title
    {
        text.block(BlockKind::Title, title);
    }
    keep(&page, &fates, &mut text);
    text.finish()
}

/// Fills in what the page's own description leaves open.
fn complete(described: &mut PageMeta, headline: Option<String>, found: Option<&MainText>) {
    let from_headline = Meta {
        title: headline,
        ..Meta::default()
    };
    fill(&mut described.meta, &from_headline);
    if let Some(found) = found {
        fill(&mut described.meta, &found.meta);
    }
    if described.meta.title.is_none() {
        let publisher = described.meta.publisher.as_deref();
        described.meta.title = described
            .window_title
            .as_deref()
            .map(|title| without_site(title, publisher));
    }
}

/// The block that is the title: the heading that says what the page's title says, else the only first-level heading.
fn headline(page: &Page, origins: &[BlockOrigin], described: &PageMeta) -> Option<usize> {
    let headings = || {
        page.outline
            .iter()
            .zip(origins)
            .enumerate()
            .filter(|(_, (block, origin))| {
                block.kind == BlockKind::Heading
                    && !origin.marks.has(Marks::SITE.with(Marks::COMMENTS))
            })
    };
    let meta = &described.meta;
    let title = meta.title.as_ref().or(described.window_title.as_ref());
    let title = title.map(|title| letters(title)).unwrap_or_default();
    let site = meta.publisher.as_deref().map(letters).unwrap_or_default();
    let own = |block: &Block| letters(block.span.of(&page.text));
    let named = headings().find(|(_, (block, _))| !title.is_empty() && own(block) == title);
    let mut first_level = headings().filter(|(_, (block, origin))| {
        origin.marks.has(Marks::FIRST_HEADING)
            && own(block) != site
            && origin.linked < block.span.len()
    });
    let only = first_level.next().filter(|_| first_level.next().is_none());
    named.or(only).map(|(index, _)| index)
}

/// The letters and digits of a text in lower case, by which two wordings of a title are compared.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Gives bylines and captions their kinds.
fn name_roles(page: &mut Page, origins: &[BlockOrigin], meta: &Meta) {
    let text = &page.text;
    for (block, origin) in page.outline.iter_mut().zip(origins) {
        let line = block.span.of(text);
        if origin.marks.has(Marks::CAPTION) && block.kind == BlockKind::Note {
            block.kind = if is_picture_credit(line) {
                BlockKind::Furniture
            } else {
                BlockKind::Note
            };
        } else if block.kind == BlockKind::Paragraph && line.len() <= LONGEST_BYLINE {
            let named = meta
                .authors
                .iter()
                .any(|author| author == line.trim_start_matches("By ").trim());
            if origin.marks.has(Marks::BYLINE) || named {
                block.kind = BlockKind::Byline;
            }
        }
    }
}

/// "(Image: Getty)", "Photograph: Jane Doe/PA"
fn is_picture_credit(caption: &str) -> bool {
    const WORDS: [&str; 9] = [
        "image",
        "images",
        "photo",
        "photos",
        "photograph",
        "picture",
        "pictures",
        "pic",
        "credit",
    ];
    let caption = caption.trim_start_matches(['(', '[']).trim();
    let Some((label, rest)) = caption.split_once(':') else {
        return caption.starts_with('©') || caption.eq_ignore_ascii_case("getty images");
    };
    let label = label.trim().to_lowercase();
    let mut words = label.split(' ').rev();
    let names_picture = words.next().is_some_and(|word| WORDS.contains(&word));
    names_picture && words.count() < 3 && rest.len() <= 60
}

fn opens_with_title(page: &Page, fates: &[Fate]) -> bool {
    let mut kept = page
        .outline
        .iter()
        .zip(fates)
        .filter(|(_, fate)| **fate == Fate::Content);
    kept.any(|(block, _)| block.kind == BlockKind::Title)
}

fn warning(code: &'static str, message: &str) -> Warning {
    Warning {
        code,
        message: message.to_owned(),
    }
}
