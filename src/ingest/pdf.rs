//! PDF files that have a text layer.

use pdfboss_core::{Document, Error};
use pdfboss_output::{
    LayoutOptions, PageLayout, Pitch, ReadingOrder, document_layout_opts, retain_rulings_on_page,
    retain_spans_on_page,
};
use pdfboss_text::{FontCache, Ruling, TextSpan, extract_spans_and_rulings_reporting_cached, placed_images};

use super::iso_date::iso_date;
use super::limits::Limits;
use super::names::people;
use super::page::{FileDate, Page, Refusal};
use super::pdf_lines::text_of;
use crate::document::{Meta, Warning};

/// Above this share of characters that no font explains, in hundredths, the text cannot be relied on.
const MOST_UNKNOWN: usize = 5;

/// What one page shows: its text in pieces, its lines, and the order of the pieces.
type Shown = (Vec<TextSpan>, Vec<Ruling>, ReadingOrder);

/// Reads a PDF: its columns one after the other, headings by their size, lists, tables, words put together again that
/// were hyphenated at line ends. Running heads and page numbers are furniture.
///
/// # Errors
///
/// `pdf` when it cannot be opened, `encrypted`, `no_text_layer` when its pages are pictures.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Page, Refusal> {
    let document = open(bytes)?;
    let count = document.page_count();
    if count == 0 {
        return Err(("pdf", "the PDF has no pages; it may be cut off".to_owned()));
    }
    let mut warnings = Vec::new();
    if count > limits.pages {
        warnings.push(Warning {
            code: "truncated".into(),
            message: format!("it has {count} pages; the first {} were read (--max-pages)", limits.pages),
        });
    }
    let (pages, pictures) = pages(&document, count.min(limits.pages), &mut warnings);
    if pages.iter().all(|(spans, ..)| spans.iter().all(|span| span.text.trim().is_empty())) {
        let message = format!(
            "{count} pages without a text layer: they are pictures of text; recognise the text first, as `ocrmypdf` does"
        );
        return Err(("no_text_layer", message));
    }
    if !pictures.is_empty() {
        let numbers: Vec<String> = pictures.iter().take(20).map(ToString::to_string).collect();
        let more = if pictures.len() > 20 { " …" } else { "" };
        warnings.push(Warning {
            code: "pages_without_text".into(),
            message: format!("pages without a text layer were not read: {}{more}", numbers.join(", ")),
        });
    }
    let options = LayoutOptions {
        header_footer_min_pages: 2,
        // Half a line of white space parts paragraphs, also where there are few lines to measure their pitch by.
        paragraph_gap: 1.3,
        paragraph_pitch: Pitch::LowerHalfMedian,
        min_pitch_steps: 2,
        list_min_lines: 1,
        ..LayoutOptions::default()
    };
    let layouts: Vec<PageLayout> = document_layout_opts(&pages, &options);
    let mut page = text_of(&layouts);
    warnings.extend(garbled(&page.text));
    let title = page.meta.title.take();
    let (meta, file_date) = properties(&document, title);
    page.meta = meta;
    page.file_date = file_date;
    page.warnings.extend(warnings);
    Ok(page)
}

fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    let locked = || ("encrypted", "it is encrypted; save it without its password".to_owned());
    match Document::load(bytes.to_vec()) {
        Ok(document) if document.is_locked() => Err(locked()),
        Ok(document) => Ok(document),
        Err(Error::Encrypted) => Err(locked()),
        Err(error) => Err(("pdf", format!("cannot be opened as a PDF: {error}; it may be cut off"))),
    }
}

/// What the pages show, and the numbers of those that show pictures alone.
fn pages(document: &Document, count: usize, warnings: &mut Vec<Warning>) -> (Vec<Shown>, Vec<usize>) {
    let fonts = FontCache::default();
    let mut pages = Vec::new();
    let mut pictures = Vec::new();
    let mut unread = Vec::new();
    for index in 0..count {
        let Ok(page) = document.page(index) else {
            unread.push(index + 1);
            continue;
        };
        let read =
            extract_spans_and_rulings_reporting_cached(document, &page, &fonts, ReadingOrder::StructureTree);
        let Ok((mut spans, mut rulings, report)) = read else {
            unread.push(index + 1);
            continue;
        };
        retain_spans_on_page(&mut spans, &page);
        retain_rulings_on_page(&mut rulings, &page);
        spans.iter_mut().for_each(show_bullet);
        if spans.is_empty() && placed_images(document, &page).is_ok_and(|images| !images.is_empty()) {
            pictures.push(index + 1);
        }
        pages.push((spans, rulings, report.order));
    }
    if !unread.is_empty() {
        warnings.push(Warning {
            code: "pages_unread".into(),
            message: format!("{} pages are broken and were not read, page {} first", unread.len(), unread[0]),
        });
    }
    (pages, pictures)
}

/// Makes a bullet of the sign that stands for one: fonts of symbols have it in the private area, and in the encoding of
/// Windows every unused code is one (ISO 32000-1, annex D.2, note 3).
fn show_bullet(span: &mut TextSpan) {
    const SIGNS: [char; 6] = ['\u{FFFD}', '\u{F0B7}', '\u{F0A7}', '\u{F06E}', '\u{F076}', '\u{F0D8}'];
    let mut rest = span.text.chars();
    if rest.next().is_some_and(|first| SIGNS.contains(&first)) && rest.next().is_none_or(char::is_whitespace)
    {
        span.text = span.text.replacen(SIGNS, "\u{2022}", 1);
    }
}

/// What the file says of itself. Titles that programs make up from file names are none.
fn properties(document: &Document, title: Option<String>) -> (Meta, Option<FileDate>) {
    let said = document.metadata();
    let known =
        |value: Option<String>| value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let is_title = |title: &String| {
        let lower = title.to_lowercase();
        let file = [".doc", ".docx", ".indd", ".pdf", ".qxd", ".odt", ".pages", ".rtf", ".ppt"];
        !lower.starts_with("microsoft word")
            && !lower.starts_with("untitled")
            && !file.iter().any(|end| lower.ends_with(end))
    };
    let date = |written: Option<String>| {
        let written = written?;
        iso_date(written.trim_start_matches("D:").get(..8)?)
    };
    let meta = Meta {
        title: known(said.title).filter(is_title).or(title),
        authors: known(said.author).map(|author| people(&author)).unwrap_or_default(),
        language: document.language().filter(|language| !language.is_empty()),
        ..Meta::default()
    };
    (meta, FileDate::saved(date(said.creation_date).or_else(|| date(said.mod_date))))
}

/// The warning that the fonts do not say which characters they show.
fn garbled(text: &str) -> Option<Warning> {
    let is_unknown = |c: &char| *c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(c);
    let unknown = text.chars().filter(is_unknown).count();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    (unknown * 100 > all * MOST_UNKNOWN).then(|| Warning {
        code: "garbled".into(),
        message: format!("the fonts do not say what {unknown} of {all} characters are; recognise the text anew, as `ocrmypdf --force-ocr` does"),
    })
}
