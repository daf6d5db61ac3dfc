//! Mails, newsletters above all, and web pages saved as mails of many parts.

use std::borrow::Cow;

use mail_parser::{Addr, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::html::{read_mail_fragment, read_page};
use super::names::is_person;
use super::page::{FileDate, Page, Refusal};
use super::text_builder::TextBuilder;
use crate::document::{BlockKind, Meta, Warning};

/// Reads a mail. The text of its HTML part is preferred; the subject is its title, the sender of a mailing list its
/// publisher, and quoted replies and forwarded mails are marked as quoted. Attachments are not read, which the warning
/// `attachments` says.
///
/// # Errors
///
/// `mail` when the bytes are none.
pub(super) fn read_mail(bytes: &[u8]) -> Result<Page, Refusal> {
    let message = parse(bytes)?;
    let mut meta = meta(&message);
    let subject = meta.title.clone().unwrap_or_default();
    let mut warnings: Vec<Warning> = attachments(&message).into_iter().collect();
    let html: Vec<&str> = message.html_bodies().filter_map(html_of).collect();
    let mut page = if html.is_empty() {
        let mut text = subject;
        for body in message.text_bodies().filter_map(text_of) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&body.replace("\r\n", "\n"));
        }
        Page { text, ..Page::default() }
    } else {
        let mut text = TextBuilder::new();
        if !subject.trim().is_empty() {
            text.block(BlockKind::Title, &subject);
        }
        for body in html {
            read_mail_fragment(body, &mut text);
        }
        let mut page = text.finish();
        mark_quoted(&mut page);
        mark_furniture(&mut page);
        page
    };
    if page.text.trim().is_empty() && !warnings.is_empty() {
        warnings.push(Warning {
            code: "no_text".into(),
            message: "the mail has no text beside what is attached".to_owned(),
        });
    }
    meta.url = meta.url.or_else(|| online_version(&page));
    page.meta = meta;
    page.warnings.extend(warnings);
    Ok(page)
}

/// Reads the page that a browser saved with all its parts.
///
/// # Errors
///
/// `mail` when the bytes are no such file, `no_text` when there is no page in it.
pub(super) fn read_saved_page(bytes: &[u8]) -> Result<Page, Refusal> {
    let message = parse(bytes)?;
    let pages = || message.parts.iter().filter(|part| matches!(part.body, PartType::Html(_)));
    let start =
        message.content_type().and_then(|kind| kind.attribute("start")).map(|id| id.trim_matches(['<', '>']));
    let root = pages().find(|part| start.is_some() && part.content_id() == start).or_else(|| pages().next());
    let Some(root) = root else {
        return Err(("no_text", "there is no web page among its parts".to_owned()));
    };
    let header = message.header(HeaderName::Other(Cow::Borrowed("Snapshot-Content-Location")));
    let address = header.and_then(HeaderValue::as_text).or_else(|| root.content_location());
    let address = address.filter(|address| address.starts_with("http"));
    let html = html_of(root).unwrap_or_default();
    let captured = message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    Ok(Page { file_date: FileDate::captured(captured), ..read_page(html, address) })
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, Refusal> {
    MessageParser::default()
        .parse(bytes)
        .filter(|message| !message.parts.is_empty())
        .ok_or_else(|| ("mail", "not a mail: it has no headers".to_owned()))
}

fn html_of<'m>(part: &'m mail_parser::MessagePart<'_>) -> Option<&'m str> {
    if let PartType::Html(html) = &part.body { Some(html) } else { None }
}

fn text_of<'m>(part: &'m mail_parser::MessagePart<'_>) -> Option<&'m str> {
    if let PartType::Text(text) = &part.body { Some(text) } else { None }
}

/// What the headers say. The sender of a mailing list is an outlet, unless a person writes "for" or "from" one.
fn meta(message: &Message<'_>) -> Meta {
    let is_list =
        message.header(HeaderName::ListId).is_some() || message.header(HeaderName::ListUnsubscribe).is_some();
    let sender = message.from().and_then(|from| from.first()).and_then(Addr::name).unwrap_or_default();
    let sender = sender.split_whitespace().collect::<Vec<_>>().join(" ");
    let cuts = [" from ", " at ", " for ", " | ", " - ", " – ", " (", ", "];
    let cut = cuts.iter().find_map(|cut| sender.split_once(cut).filter(|(person, _)| is_person(person)));
    let (authors, publisher) = match cut {
        Some((person, outlet)) => (vec![person.to_owned()], Some(outlet.trim_end_matches(')').to_owned())),
        None if is_list => (Vec::new(), Some(sender)),
        None => (vec![sender], None),
    };
    let language = match message.header(HeaderName::ContentLanguage) {
        Some(HeaderValue::Text(language)) => Some(language.to_string()),
        _ => None,
    };
    Meta {
        title: message.subject().map(plain_subject).filter(|subject| !subject.is_empty()),
        publisher: publisher.filter(|name| !name.is_empty()),
        authors: authors.into_iter().filter(|name| !name.is_empty()).collect(),
        published: message
            .date()
            .filter(|date| date.year >= 1970 && date.month >= 1 && date.day >= 1)
            .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        language,
        ..Meta::default()
    }
}

/// "Re: Fwd: Bins" → "Bins".
fn plain_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((_, behind)) = ["re:", "fw:", "fwd:", "aw:", "wg:"]
        .iter()
        .find_map(|mark| rest.get(..mark.len()).filter(|head| head.eq_ignore_ascii_case(mark)))
        .map(|mark| rest.split_at(mark.len()))
    {
        rest = behind.trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attachments(message: &Message<'_>) -> Option<Warning> {
    let names: Vec<&str> = message
        .attachments()
        .filter(|part| {
            !matches!(part.body, PartType::InlineBinary(_)) && !part.is_content_type("image", "gif")
        })
        .map(|part| part.attachment_name().unwrap_or("one without a name"))
        .collect();
    (!names.is_empty()).then(|| Warning {
        code: "attachments".into(),
        message: format!("what is attached was not read: {}", names.join(", ")),
    })
}

/// Marks everything behind the headers of a forwarded or answered mail as quoted.
fn mark_quoted(page: &mut Page) {
    let text = &page.text;
    let mut quoted = false;
    for block in &mut page.outline {
        let words = block.span.of(text);
        quoted |= is_mail_header(words);
        block.quoted |= quoted;
    }
}

/// "From: … Sent: … To: …", "---------- Forwarded message".
fn is_mail_header(words: &str) -> bool {
    let dashes = words.trim_start_matches(['-', '_', '*', ' ']);
    let has = |label: &str| words.contains(label);
    dashes.starts_with("Original Message")
        || dashes.starts_with("Forwarded message")
        || dashes.starts_with("Begin forwarded message")
        || dashes.starts_with("From:") && has("Subject:") && (has("Sent:") || has("Date:"))
}

/// The lines that the sender's system puts into every issue.
const SYSTEM_LINES: [&str; 16] = [
    "view this email in your browser",
    "view in browser",
    "view in your browser",
    "view online",
    "view this email online",
    "read online",
    "open in browser",
    "open in app",
    "web version",
    "unsubscribe",
    "manage your preferences",
    "update your preferences",
    "update your profile",
    "you are receiving this email because",
    "you received this email because",
    "forward to a friend",
];

fn mark_furniture(page: &mut Page) {
    let text = &page.text;
    for block in &mut page.outline {
        let words = block.span.of(text);
        if matches!(block.kind, BlockKind::Title | BlockKind::Table) || words.len() > 300 {
            continue;
        }
        let lower = words.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let short = words.len() <= 90 && SYSTEM_LINES.iter().any(|line| lower.contains(line));
        if short || SYSTEM_LINES.iter().any(|line| lower.starts_with(line)) || lower.starts_with('©') {
            block.kind = BlockKind::Furniture;
        }
    }
}

/// The address of "View in browser".
fn online_version(page: &Page) -> Option<String> {
    let link = page.links.iter().find(|link| {
        let words = link.span.of(&page.text).to_lowercase();
        words.len() < 60 && ["browser", "online", "web version"].iter().any(|word| words.contains(word))
    });
    link.map(|link| link.url.clone()).filter(|url| url.starts_with("http"))
}
