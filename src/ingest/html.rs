//! Web pages and pieces of HTML.

use super::extraction::{MainText, main_text};
use super::html_blocks::{BlockOrigin, Extent, read_blocks};
use super::meta::{PageMeta, fill, read_meta, without_site};
use super::notes::bind_notes;
use super::page::Page;
use super::published::{Evidence, offer_lines, offer_stamps};
use super::regions::Marks;
use super::selection::{Fate, Wording, choose, choose_without_article, keep};
use super::taming::tame;
use super::text_builder::TextBuilder;
use crate::document::{Block, BlockKind, Meta, Warning};

/// Pages above this many bytes are not searched for their main text, which takes seconds and much memory there.
const LARGEST_SEARCHED: usize = 8 << 20;

/// As are pages with more tags than this.
const MOST_TAGS: usize = 200_000;

/// Letters of a heading that is part of the page's title and not by chance.
const SHORTEST_HEADLINE: usize = 15;

/// Bytes that a script holds more than twice what the page shows, for the script to be believed.
const LEAST_HIDDEN: usize = 500;

/// A byline is one short line.
const LONGEST_BYLINE: usize = 200;

/// Reads a whole web page: its main text, structure, links, and what it says of itself.
///
/// `url` is the address that the page was fetched from, for pages that do not name their own. The title comes first when
/// it is known. Readers' comments come last and are marked; menus, banners and the like are left out. This cannot fail:
/// a page without any text gives an empty text and the warning `no_text`.
#[must_use]
pub(super) fn read_page(html: &str, url: Option<&str>) -> Page {
    let mut warnings = Vec::new();
    let mut described = read_meta(html, url);
    let found = search(html, &mut warnings);
    let mut page = content(html, found.as_ref(), &mut described);
    if page.text.is_empty() {
        warnings.push(warning("no_text", "The page holds no text; it may be made by a script."));
    }
    bind_notes(&mut page, 0);
    Page { meta: described.meta, warnings, ..page }
}

/// Reads a piece of HTML that is all content, such as the text of a written answer, into `into`.
///
/// Running text becomes blocks of kind `paragraph_kind`; headings, lists, quotations and tables keep their own. Text
/// without any markup is cut at blank lines and keeps its lines.
pub(super) fn read_fragment(html: &str, paragraph_kind: BlockKind, into: &mut TextBuilder) {
    into.close();
    let first = into.outline().len();
    if html.contains(['<', '&']) {
        read_blocks(html, Extent::Fragment, paragraph_kind, into);
    } else {
        read_plain(html, paragraph_kind, into);
    }
    bind_notes(into.page_mut(), first);
}

/// Reads the HTML of a mail into `into`. All of it is content but what is hidden, and what a mail program marked as the
/// mail that is answered is quoted.
pub(super) fn read_mail_fragment(html: &str, into: &mut TextBuilder) {
    into.close();
    let first = into.outline().len();
    read_blocks(html, Extent::Mail, BlockKind::Paragraph, into);
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
    let tame = tame(html);
    if tame.cut {
        warnings.push(warning(
            "deep_markup",
            "Elements are nested hundreds deep; the innermost were read without their structure, and everything outside \
             menus, headers and footers was kept.",
        ));
        return None;
    }
    let tags = html.bytes().filter(|byte| *byte == b'<').count();
    if html.len() > LARGEST_SEARCHED || tags > MOST_TAGS {
        warnings.push(warning(
            "large_page",
            "The page is too large to search for its main text; everything outside menus, headers and footers was kept.",
        ));
        return None;
    }
    main_text(&tame.html).unwrap_or_else(|failure| {
        warnings.push(failure);
        None
    })
}

/// The blocks of the page that are content, title first.
fn content(html: &str, found: Option<&MainText>, described: &mut PageMeta) -> Page {
    let mut builder = TextBuilder::new();
    let read = read_blocks(html, Extent::Page, BlockKind::Paragraph, &mut builder);
    let origins = &read.blocks;
    let mut whole = builder.finish();
    let headline = headline(&whole, origins, described);
    if let Some(index) = headline {
        whole.outline[index].kind = BlockKind::Title;
    }
    let title = headline.map(|index| whole.outline[index].span.of(&whole.text).replace('\n', " "));
    let opened_by_title = title.is_some();
    complete(described, title, found);
    offer_stamps(&read.stamps, &mut described.dates);
    let dated = offer_lines(&whole, origins, headline, &mut described.dates);
    // The crate makes the first of January of a lone year, be it that of a copyright.
    let guess = found.and_then(|found| found.meta.published.clone()).filter(|date| !date.ends_with("-01-01"));
    described.dates.offer(Evidence::Guess, guess);
    described.meta.published = described.dates.believed();
    let meta = &described.meta;
    name_roles(&mut whole, origins, meta);
    if opened_by_title {
        for index in dated {
            let block = &mut whole.outline[index];
            if block.kind == BlockKind::Paragraph && block.span.len() <= LONGEST_BYLINE {
                block.kind = BlockKind::Byline;
            }
        }
    }
    let chosen = found.and_then(|found| {
        let fragment = |html: &str| {
            let mut builder = TextBuilder::new();
            read_fragment(html, BlockKind::Paragraph, &mut builder);
            builder.finish()
        };
        let (article, comments) = (fragment(&found.content_html), fragment(&found.comments_html));
        let fates = choose(&whole, &read, headline, &Wording::of(&article), &Wording::of(&comments));
        // The article may come from a script; then the markup that was found is all there is of it.
        fates.or_else(|| (!article.text.is_empty()).then(Vec::new)).map(|fates| (fates, article))
    });
    let (fates, page) = match chosen {
        Some((fates, article)) if fates.is_empty() => (vec![Fate::Content; article.outline.len()], article),
        Some((fates, _)) => (fates, whole),
        None => (choose_without_article(&whole, origins, headline), whole),
    };
    let (fates, page) = instead_of_teaser(described.body.as_deref(), fates, page);
    let mut text = TextBuilder::new();
    if !opens_with_title(&page, &fates)
        && let Some(title) = &meta.title
    {
        text.block(BlockKind::Title, title);
    }
    keep(&page, &fates, &mut text);
    text.finish()
}

/// The article as a script holds it, when the page shows only its beginning.
fn instead_of_teaser(body: Option<&str>, fates: Vec<Fate>, page: Page) -> (Vec<Fate>, Page) {
    let kept = page.outline.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Content);
    let shown: usize = kept.map(|(block, _)| block.span.len()).sum();
    match body.filter(|body| body.len() > LEAST_HIDDEN + 2 * shown) {
        Some(body) => {
            let mut builder = TextBuilder::new();
            read_fragment(body, BlockKind::Paragraph, &mut builder);
            let article = builder.finish();
            (vec![Fate::Content; article.outline.len()], article)
        }
        None => (fates, page),
    }
}

/// Fills in what the page's own description leaves open.
fn complete(described: &mut PageMeta, headline: Option<String>, found: Option<&MainText>) {
    let from_headline = Meta { title: headline, ..Meta::default() };
    fill(&mut described.meta, &from_headline);
    if let Some(found) = found {
        fill(&mut described.meta, &Meta { published: None, ..found.meta.clone() });
    }
    if described.meta.title.is_none() {
        let publisher = described.meta.publisher.as_deref();
        described.meta.title = described.window_title.as_deref().map(|title| without_site(title, publisher));
    }
}

/// The block that is the title: the heading that says what the page's title says, else the only first-level heading.
fn headline(page: &Page, origins: &[BlockOrigin], described: &PageMeta) -> Option<usize> {
    let headings = || {
        page.outline.iter().zip(origins).enumerate().filter(|(_, (block, origin))| {
            block.kind == BlockKind::Heading && !origin.marks.has(Marks::SITE.with(Marks::COMMENTS))
        })
    };
    let meta = &described.meta;
    let title = meta.title.as_ref().or(described.window_title.as_ref());
    let title = title.map(|title| letters(title)).unwrap_or_default();
    let site = meta.publisher.as_deref().map(letters).unwrap_or_default();
    let own = |block: &Block| letters(block.span.of(&page.text));
    let named = headings().find(|(_, (block, _))| !title.is_empty() && own(block) == title);
    // Titles carry the name of the site or of the author before or behind.
    let named = named.or_else(|| {
        headings().find(|(_, (block, _))| {
            let own = own(block);
            own.len() >= SHORTEST_HEADLINE
                && own != site
                && (title.starts_with(&own) || title.ends_with(&own))
        })
    });
    let mut first_level = headings().filter(|(_, (block, origin))| {
        origin.marks.has(Marks::FIRST_HEADING) && own(block) != site && origin.linked < block.span.len()
    });
    let only = first_level.next().filter(|_| first_level.next().is_none());
    named.or(only).map(|(index, _)| index)
}

/// The letters and digits of a text in lower case, by which two wordings of a title are compared.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Gives bylines and captions their kinds.
fn name_roles(page: &mut Page, origins: &[BlockOrigin], meta: &Meta) {
    let text = &page.text;
    for (block, origin) in page.outline.iter_mut().zip(origins) {
        let line = block.span.of(text);
        if origin.marks.has(Marks::CAPTION) && block.kind == BlockKind::Note {
            block.kind = if is_picture_credit(line) { BlockKind::Furniture } else { BlockKind::Note };
        } else if block.kind == BlockKind::Paragraph && line.len() <= LONGEST_BYLINE {
            let named = meta.authors.iter().any(|author| author == line.trim_start_matches("By ").trim());
            if origin.marks.has(Marks::BYLINE) || named {
                block.kind = BlockKind::Byline;
            }
        }
    }
}

/// "(Image: Getty)", "Photograph: Jane Doe/PA"
fn is_picture_credit(caption: &str) -> bool {
    const WORDS: [&str; 9] =
        ["image", "images", "photo", "photos", "photograph", "picture", "pictures", "pic", "credit"];
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
    let mut kept = page.outline.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Content);
    kept.any(|(block, _)| block.kind == BlockKind::Title)
}

fn warning(code: &'static str, message: &str) -> Warning {
    Warning { code: code.into(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use proptest::prelude::*;

    /// One line a block: a letter for its kind (`"` before a quoted one, `@` before a comment), then its text.
    fn shown(page: &Page) -> String {
        let line = |block: &Block| {
            let letter = match block.kind {
                BlockKind::Title => 'T',
                BlockKind::Heading => 'H',
                BlockKind::Byline => 'B',
                BlockKind::Paragraph => 'P',
                BlockKind::ListItem => 'I',
                BlockKind::Quotation => 'Q',
                BlockKind::Question => '?',
                BlockKind::Answer => 'A',
                BlockKind::Table => '#',
                BlockKind::SourceLine => 'S',
                BlockKind::Note => 'N',
                BlockKind::Furniture => 'F',
            };
            let quoted = if block.quoted { "\"" } else { "" };
            let comment = if block.comment { "@" } else { "" };
            let text = block.span.of(&page.text).replace('\n', "/").replace('\t', "|");
            format!("{comment}{quoted}{letter} {text}\n")
        };
        page.outline.iter().map(line).collect()
    }

    fn fragment(html: &str) -> Page {
        let mut builder = TextBuilder::new();
        read_fragment(html, BlockKind::Answer, &mut builder);
        builder.finish()
    }

    fn check(cases: &[(&str, &str)], read: impl Fn(&str) -> Page) {
        let failures: Vec<_> = cases
            .iter()
            .filter_map(|(html, expected)| {
                let lines: Vec<_> = expected.lines().map(str::trim_start).chain([""]).collect();
                let expected = lines.join("\n");
                let found = shown(&read(html));
                (found != expected).then(|| format!("{html}\n--- gave\n{found}--- not\n{expected}"))
            })
            .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn fragments_become_blocks() {
        check(
            &[
                ("Plain text,\nno markup.\n\nNext.", "A Plain text,/no markup.\nA Next."),
                ("<p>One  two\r\nthree</p><p>&nbsp;</p><p> Four</p>", "A One two three\nA Four"),
                ("<p>One<p>Two<div>Three</div>four", "A One\nA Two\nA Three\nA four"),
                ("<h1>A</h1><h3>B</h3>", "H A\nH B"),
                ("<p>Line<br>next<br/><br>new</p>", "A Line/next\nA new"),
                ("<ul><li>One<li><p>Two</p><ol><li>Inner</li></ol></li></ul>", "I One\nI Two\nI Inner"),
                (
                    "<blockquote><p>Said.</p><ul><li>Item</li></ul></blockquote><p>After</p>",
                    "\"Q Said.\n\"I Item\nA After",
                ),
                ("<p>CO<sub>2</sub>, 5<sup>th</sup>, 3 km<sup>2</sup>", "A CO2, 5th, 3 km²"),
                (
                    "<p>The staff<sup>1</sup> left. <sup><a href='#1'>[2]</a></sup></p><p><sup>1</sup> All.</p>",
                    "A The staff [1] left. [2]\nA [1] All.",
                ),
                ("<p>so<b>me</b> <i>it</i>alic<script>x</script></p>", "A some italic"),
                ("soft\u{ad}hy&shy;phen &#0;&zwnj;x", "A softhyphen \u{fffd}\u{200c}x"),
                ("<pre>one\n  two\n\nthree</pre>", "A one/two/three"),
                ("<p>&lt;b&gt; &amp;amp; &pound;5", "A <b> &amp; £5"),
                ("</p></div></table></li>x</sup>", "A x"),
                ("", ""),
                ("<p></p><br><br> <table><tr><td></td><td> </td></tr></table>", ""),
            ],
            fragment,
        );
    }

    #[test]
    fn tables_keep_their_lines() {
        check(
            &[
                (
                    "<table><caption>Leavers</caption><tr><th>Year<th>Staff<tr><td>2019<td><p>1</p><p>2</p></table>\
                     <p>Source: the register</p><p>Notes:<br>1. Provisional.</p>",
                    "# Leavers/Year|Staff/2019|1 2\nS Source: the register\nN Notes:/1. Provisional.",
                ),
                (
                    "<table><tr><td></td><td>Men</td></tr><tr><td></td><td></td></tr><tr><td>N</td><td>1</td></tr></table>",
                    "# Men/N|1",
                ),
                (
                    "<table><tr><td>A<table><tr><td>x<td>y</table></td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>",
                    "# A x y|B/C|D",
                ),
                (
                    "<table role=presentation><tr><td><p>Text</p><p>more</p></td><td>side</td></tr></table>",
                    "A Text\nA more\nA side",
                ),
                ("<table><tr><td>Boxed text.</td></tr></table>", "A Boxed text."),
                ("<table><sup><td><td>😀<tr><sup>1<td>b", "# 😀/1|b"),
                (
                    "<table><tr><td>Staff<sup>1</sup></td><td>4<sup>2</sup></td></tr><tr><td>a</td><td>b</td></tr></table>",
                    "# Staff [1]|4 [2]/a|b",
                ),
            ],
            fragment,
        );
        let page = fragment(
            "<p>x</p><table><tr><td colspan=2><b>Region</b></td><td><b>Total</b></td></tr>\
             <tr><td rowspan=2>North</td><td>a</td><td>1</td></tr><tr><td>b</td><td></td></tr></table><p>Note: rounded.</p>",
        );
        let cells = |row: &[Span]| row.iter().map(|cell| cell.of(&page.text)).collect::<Vec<_>>().join("|");
        let table = &page.tables[0];
        assert_eq!(cells(&table.header), "Region|Region|Total");
        assert_eq!(table.rows.iter().map(|row| cells(row)).collect::<Vec<_>>(), ["North|a|1", "North|b|"]);
        assert_eq!(cells(&table.notes), "Note: rounded.");
    }

    #[test]
    fn links_lie_on_their_words() {
        let page = fragment(
            "<p>See <a href='https://a.example/?x=1&amp;y=2'> the data </a>, <a href='#top'>up</a>, <a href=\"b\"><b>B</b>\
             </a></p><a href=c><p>one</p><p>two</p></a><table><tr><td><a href=d>D</a></td><td>e</td></tr><tr><td>f</td></tr></table>",
        );
        let links: Vec<_> =
            page.links.iter().map(|link| (link.span.of(&page.text), link.url.as_str())).collect();
        let expected =
            [("the data", "https://a.example/?x=1&y=2"), ("B", "b"), ("one", "c"), ("two", "c"), ("D", "d")];
        assert_eq!(links, expected);
    }

    const ARTICLE: &str = "<p>The county council lost more than 400 social workers in the year to March, figures released \
        under the Freedom of Information Act show.</p><p>The figures were first asked for by a parish councillor, who said \
        that he had waited eleven weeks for them and was still waiting for the rest.</p><p>A spokeswoman for the council \
        said that recruitment was hard everywhere and that a new scheme would begin in the autumn.</p>";

    #[test]
    fn pages_lose_the_site_and_keep_the_article() {
        let head = "<html lang=en><head><title>Workers leave | Post</title><meta name=author content='Jane Doe'></head><body>";
        let top = "<header><a href=/>Post</a><nav><ul><li><a href=/n>News</a></ul></nav></header><div class=cookie-bar>We use \
                   cookies to make this site work for you and our partners.</div><main><article><h1>Workers leave</h1><p>Hundreds gone \
                   within a year, and nobody to take their place</p><p class=byline>By <a rel=author href=/j>Jane Doe</a></p>";
        let table = "<table><caption>Leavers by team</caption><tr><th>Team</th><th>Left</th></tr><tr><td>North</td><td>12</td></tr>\
                     <tr><td>South</td><td>30</td></tr></table><p>Source: the council</p>";
        let bottom = "<div class=newsletter><p>Sign up to our newsletter for more stories like this every day.</p></div></article>\
                      <section id=comments><h3>2 comments</h3><div class=comment><p><b>Ted</b> 3 May 2024</p><p>They all left in 2016.</p></div><div class=comment><p><b>Ann</b> 09:14</p><p>My sister left and she \
                      says that nobody was asked why they went.</p><a href='#'>Reply</a></div></section></main>\
                      <footer><p>Registered in England, number 00000417, at the Old Tannery.</p></footer>";
        let figure = "<figure><img><figcaption>(Image: Post)</figcaption></figure>";
        let page = format!("{head}{top}{figure}{ARTICLE}{table}{bottom}");
        let paragraphs = fragment(ARTICLE);
        let article = format!("\n{}", shown(&paragraphs)).replace("\nA ", "\nP ");
        let expected = format!(
            "T Workers leave\nP Hundreds gone within a year, and nobody to take their place\nB By Jane Doe\nF (Image: Post){article}\
             # Leavers by team/Team|Left/North|12/South|30\nS Source: the council\n@B Ted 3 May 2024\n@P They all left in 2016.\n@B Ann 09:14\n@P My sister left and she says that \
             nobody was asked why they went."
        );
        check(&[(page.as_str(), expected.as_str())], |html| read_page(html, None));
        let read = read_page(&page, Some("https://post.example/a"));
        assert_eq!(read.meta.title.as_deref(), Some("Workers leave"));
        assert_eq!(read.meta.authors, ["Jane Doe"]);
        assert_eq!(read.meta.url.as_deref(), Some("https://post.example/a"));
        assert_eq!(read.warnings, []);
    }

    #[test]
    fn short_and_odd_pages_keep_what_they_have() {
        check(
            &[
                ("<article>Short.</article>", "P Short."),
                (
                    "<title>A tale of bins and bags | Post</title><p>Body.</p>",
                    "T A tale of bins and bags\nP Body.",
                ),
                (
                    "<form><p>All of this page stands inside a form.</p></form>",
                    "P All of this page stands inside a form.",
                ),
                ("no markup at all", "P no markup at all"),
                ("<nav>Home</nav>", "P Home"),
                ("", ""),
            ],
            |html| read_page(html, None),
        );
        let codes = |html: &str| {
            read_page(html, None).warnings.iter().map(|warning| warning.code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(codes("<script>1</script>"), ["no_text"]);
        assert_eq!(codes(&format!("{}x", "<div>".repeat(3000))), ["deep_markup"]);
    }

    /// What must hold of any page.
    fn laws(page: &Page) -> Result<(), TestCaseError> {
        let mut last = 0;
        for block in &page.outline {
            let between = page.text.get(last..block.span.start);
            prop_assert!(between.is_some_and(|text| text.trim().is_empty()), "{:?} {:?}", page.text, block);
            prop_assert!(!block.span.is_empty() && block.span.trim(&page.text) == block.span);
            last = block.span.end;
        }
        prop_assert!(page.text[last..].trim().is_empty());
        for table in &page.tables {
            let span = table.span.unwrap_or(Span::new(0, 0));
            prop_assert!(
                page.outline.iter().any(|block| block.kind == BlockKind::Table && block.span == span)
            );
            let width = table.rows.first().map_or(0, Vec::len);
            for cell in table.rows.iter().flatten().chain(&table.header).chain(&table.caption) {
                prop_assert!(span.contains(*cell) && page.text.get(cell.start..cell.end).is_some());
            }
            prop_assert!(table.rows.iter().all(|row| row.len() == width));
        }
        for link in &page.links {
            prop_assert!(
                page.outline.iter().any(|block| block.span.contains(link.span)),
                "{:?} {:?}",
                page,
                link
            );
            prop_assert!(
                page.text.get(link.span.start..link.span.end).is_some_and(|text| !text.trim().is_empty())
            );
        }
        Ok(())
    }

    const SOUP: &str = "(?s)(<p>|</p>|<table>|</table>|<tr>|<td>|<td colspan=3>|<th rowspan=2>|</td>|<caption>|<thead>|</thead>|<ul>|\
        <li>|</ul>|<a href=x>|</a>|<sup>|</sup>|<sub>|<br>|<blockquote>|</blockquote>|<b>|<nav>|<h1>|<pre>|<script>|</script>|\
        <figcaption>|<div class=comments>|Source: |\n|\r\n|&amp;|&nbsp;|e\u{301}|😀|[a-z1 <>]){0,60}";

    proptest! {
        #[test]
        fn any_fragment_is_well_formed(html in SOUP) {
            laws(&fragment(&html))?;
        }

        #[test]
        fn any_text_is_well_formed(text in "(?s).{0,120}") {
            laws(&fragment(&text))?;
            laws(&crate::ingest::markdown::read_markdown(&text))?;
        }

        #[test]
        fn escaped_text_comes_back(text in "[a-zA-Z0-9&<>\"' é😀]{0,80}") {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            let words: Vec<&str> = text.split_ascii_whitespace().collect();
            prop_assert_eq!(fragment(&format!("<p>{escaped}</p>")).text, words.join(" "));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_page_is_well_formed(html in SOUP) {
            laws(&read_page(&format!("<article>{ARTICLE}{html}"), None))?;
            laws(&read_page(&html, None))?;
        }
    }
}
