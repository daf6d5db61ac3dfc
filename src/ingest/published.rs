//! When a page was published: every place that tells, and which of them is believed.
//!
//! A field for machines outranks a line for readers, a line that says what its date is outranks a date that only stands
//! there, and a date of change counts where there is no other. Years of copyright notices are never looked at.

use std::sync::LazyLock;

use regex::Regex;

use super::date_text::{DateOrder, first_date};
use super::html_blocks::BlockOrigin;
use super::page::Page;
use super::regions::Marks;
use crate::document::BlockKind;

/// Pages older than the web or from a far future are mistakes.
const PLAUSIBLE: std::ops::RangeInclusive<&str> = "1991"..="2049-12-31";

/// A line that tells the date of the page is short.
const LONGEST_LINE: usize = 240;

/// The most words beside its date in a line that only tells date, place and author.
const OTHER_WORDS: usize = 14;

/// How many blocks around the headline may hold the line with the date.
const BEFORE_HEADLINE: usize = 4;
const AFTER_HEADLINE: usize = 8;

/// How a date was told, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// The `datePublished` of an article in JSON-LD.
    Article,
    /// A meta tag.
    Tag,
    /// An element that is marked as the date of publication.
    Marked,
    /// The page's address.
    Address,
    /// "Published 3 March 2024".
    Said,
    /// A date beside the headline, in a line of few other words.
    BesideHeadline,
    /// The `datePublished` of something else in JSON-LD, or a field of a script's data.
    Data,
    /// A line that is marked as a byline.
    Byline,
    /// A `<time>` outside the site's own parts.
    Time,
    /// The title.
    Title,
    /// A meta tag, JSON-LD or a line that tells when the page was changed.
    Changed,
    /// What another reader of the page guesses.
    Guess,
    /// A `<time>` in a part of the site.
    SiteTime,
    /// The month in the page's address.
    Month,
}

/// The dates that a page tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    told: Vec<(Evidence, String)>,
    /// How the page writes "3/4/2024".
    pub(super) order: DateOrder,
}

impl Dates {
    /// No dates yet, of a page that writes them in this order.
    pub(super) fn new(order: DateOrder) -> Self {
        Self { told: Vec::new(), order }
    }

    /// Adds a date in ISO 8601, unless it cannot be one of a web page.
    pub(super) fn offer(&mut self, evidence: Evidence, date: Option<String>) {
        self.told.extend(date.filter(|date| PLAUSIBLE.contains(&date.as_str())).map(|date| (evidence, date)));
    }

    /// The date that is believed: of the best evidence the first full date, else a month or a year.
    pub(super) fn believed(&self) -> Option<String> {
        let is_full = |date: &str| date.len() == 10;
        let full = self.told.iter().filter(|(_, date)| is_full(date)).min_by_key(|(evidence, _)| *evidence);
        let best = self.told.iter().min_by_key(|(evidence, _)| *evidence)?;
        Some(full.unwrap_or(best).1.clone())
    }
}

/// What an element with a date for machines says of that date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StampRole {
    /// It was published then.
    Published,
    /// It was changed then.
    Changed,
    /// Nothing.
    Plain,
}

/// A date for machines in the body of a page: `<time datetime="…">`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) role: StampRole,
    /// What holds where it stands.
    pub(super) marks: Marks,
    /// In ISO 8601.
    pub(super) date: String,
}

/// Adds the dates of elements.
pub(super) fn offer_stamps(stamps: &[Stamp], dates: &mut Dates) {
    for stamp in stamps.iter().filter(|stamp| !stamp.marks.has(Marks::COMMENTS)) {
        let site = stamp.marks.has(Marks::SITE.with(Marks::SITE_BY_CLASS));
        let evidence = match stamp.role {
            _ if site => Evidence::SiteTime,
            StampRole::Published => Evidence::Marked,
            StampRole::Changed => Evidence::Changed,
            StampRole::Plain => Evidence::Time,
        };
        dates.offer(evidence, Some(stamp.date.clone()));
    }
}

static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:^|\W)(?:(?:first )?(?:published|posted|issued|released|added|uploaded|submitted|created|written)|answered|publication date|release date|date(?: published| posted| of publication)?)\b[^\d\n]{0,40}?$",
    )
});
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:^|\W)(?:(?:last )?(?:updated|modified|reviewed|changed|edited|amended|revised|checked)|last update|update)\b[^\d\n]{0,30}?$",
    )
});
static NOT_OF_PAGE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:©|copyright|\(c\)|\bjoined\b|\bnext\b|tabled|last visit|\bsince\b|due date|to date|up to date|published on behalf)",
    )
});

#[expect(clippy::expect_used, reason = "the patterns are constants that the tests compile")]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// What a line tells of the page's date: how, and the date.
fn line_date(line: &str, order: DateOrder) -> Option<(Evidence, String)> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let mut rest = line;
    let mut found = None;
    while let Some((span, date)) = first_date(rest, order) {
        let before = &rest[..span.start];
        let before_words = before.rsplit(['|', '\n']).next().unwrap_or(before);
        rest = &rest[span.end..];
        if NOT_OF_PAGE.is_match(before) {
            continue;
        }
        let evidence = if CHANGED.is_match(before_words) || CHANGED.is_match(before) {
            Evidence::Changed
        } else if PUBLISHED.is_match(before) {
            Evidence::Said
        } else {
            Evidence::BesideHeadline
        };
        if found.as_ref().is_none_or(|(known, _)| evidence < *known) {
            found = Some((evidence, date));
        }
    }
    let few_words =
        line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count() <= OTHER_WORDS;
    found.filter(|(evidence, _)| few_words || *evidence == Evidence::Said)
}

/// Adds the dates that lines of the page tell, and returns the blocks that tell nothing else.
pub(super) fn offer_lines(
    page: &Page,
    origins: &[BlockOrigin],
    headline: Option<usize>,
    dates: &mut Dates,
) -> Vec<usize> {
    let elsewhere = Marks::COMMENTS.with(Marks::SITE).with(Marks::SITE_BY_CLASS);
    let near = |index: usize| {
        headline.map_or(index < AFTER_HEADLINE, |headline| {
            index + BEFORE_HEADLINE >= headline && index <= headline + AFTER_HEADLINE
        })
    };
    let mut lines = Vec::new();
    for (index, (block, origin)) in page.outline.iter().zip(origins).enumerate() {
        let text = block.span.of(&page.text);
        if origin.marks.has(elsewhere) || block.kind == BlockKind::Table || origin.linked * 2 > text.len() {
            continue;
        }
        let Some((evidence, date)) = line_date(text, dates.order) else {
            continue;
        };
        let is_byline = origin.marks.has(Marks::BYLINE);
        let is_sentence = text.ends_with(['.', '!', '?', '”']) && text.split_whitespace().count() > 5;
        match evidence {
            Evidence::BesideHeadline if Some(index) == headline => dates.offer(Evidence::Title, Some(date)),
            Evidence::BesideHeadline if near(index) && !is_sentence => {
                dates.offer(Evidence::BesideHeadline, Some(date));
                lines.push(index);
            }
            Evidence::BesideHeadline if is_byline => dates.offer(Evidence::Byline, Some(date)),
            Evidence::BesideHeadline => {}
            told => {
                dates.offer(told, Some(date));
                if near(index) && !is_sentence {
                    lines.push(index);
                }
            }
        }
    }
    lines
}

/// Names of meta tags without case and punctuation, the best first: `article:published_time` is `articlepublishedtime`.
pub(super) const PUBLISHED_TAGS: [&str; 48] = [
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "articlepublished",
    "ogpublishedtime",
    "ogpubdate",
    "ogregdate",
    "parselypubdate",
    "govukfirstpublishedat",
    "datepublished",
    "publisheddate",
    "publishedtime",
    "publishedat",
    "publishedon",
    "publishdate",
    "publishtime",
    "publicationdate",
    "publishingdate",
    "pubdate",
    "rbpubdate",
    "dateofpublication",
    "firstpublished",
    "originalpublicationdate",
    "articledateoriginal",
    "articledate",
    "postdate",
    "displaydate",
    "releasedate",
    "sailthrudate",
    "cxenseparserecspublishtime",
    "cxenseparsepublishtime",
    "citationpublicationdate",
    "citationonlinedate",
    "citationdate",
    "dcdateissued",
    "dcissued",
    "dctermsissued",
    "dcdatepublished",
    "dctermsdate",
    "dcdate",
    "dctermsavailable",
    "shareaholicarticlepublishedtime",
    "ptime",
    "datecreated",
    "dcdatecreated",
    "dccreated",
    "dctermscreated",
    "created",
    "date",
];

/// Meta tags that tell when a page was changed.
pub(super) const CHANGED_TAGS: [&str; 18] = [
    "articlemodifiedtime", "ogarticlemodifiedtime", "articleupdatedtime", "ogupdatedtime", "ogmodifiedtime",
    "datemodified", "dateupdated", "dateupdate", "dcdatemodified", "dcmodified", "dctermsmodified",
    "govukpublicupdatedat", "lastmodified", "lastmod", "lastupdated", "modificationdate", "modified",
    "revised",
];

/// Dates in the data of scripts: `"publishedAt":"2024-03-05T…"`. The latest field names of content systems.
static SCRIPT_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"(?i)["'](?:date_?published|first_?published(?:_?at|_?date)?|published_?(?:at|on|date|time)|publish_?(?:date|time)|publication_?date|pub_?date|display_?date)["']\s*:\s*["']?(\d{4}-\d\d-\d\d|\d{13}|\d{10})(?:T|\b)"#,
    )
});

/// The first date of publication in a script's data.
pub(super) fn script_date(script: &str) -> Option<String> {
    let found = SCRIPT_FIELD.captures(script)?;
    super::date_text::field_date(&found[1], DateOrder::DayFirst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_dates() {
        let failures: Vec<_> = [
            ("Published 3 March 2024", Some((Evidence::Said, "2024-03-03"))),
            ("PUBLISHED: May 7, 2024 at 5:12 p.m. | UPDATED: May 8, 2024 at 6 a.m.", Some((Evidence::Said, "2024-05-07"))),
            ("Updated 10th March 2023, published 9th March 2023", Some((Evidence::Said, "2023-03-09"))),
            ("Posted on Tuesday the 31st of January 2023 by Duncan Frew. Filed under: fire, lifts.", Some((Evidence::Said, "2023-01-31"))),
            ("Submitted by twray on Mon, 11/07/2022 - 09:15", Some((Evidence::Said, "2022-07-11"))),
            ("Last updated: 5 April 2023", Some((Evidence::Changed, "2023-04-05"))),
            ("By Jane Doe, Wednesday, 8 November 2023", Some((Evidence::BesideHeadline, "2023-11-08"))),
            ("12 Mar 1999 : Column 301", Some((Evidence::BesideHeadline, "1999-03-12"))),
            ("© 1 January 2026 The Post", None),
            ("Joined: Mon Feb 03, 2014", None),
            ("Next release: 9 May 2024", None),
            ("UIN 18204, tabled on 4 March 2024", None),
            ("The council said on 4 March 2024 that the bins would be emptied twice a week from then on and never again.", None),
            ("Copyright 2026", None),
            ("", None),
        ]
        .into_iter()
        .filter_map(|(line, expected)| {
            let found = line_date(line, DateOrder::DayFirst);
            let same = found.as_ref().map(|(evidence, date)| (*evidence, date.as_str())) == expected;
            (!same).then(|| format!("{line:?}: {found:?}, not {expected:?}"))
        })
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn scripts_tell_dates() {
        let failures: Vec<_> = [
            (r#"{"publishedAt":"2022-05-24T11:20","buildTime":"2026-01-04"}"#, Some("2022-05-24")),
            (r#"{"first_published_at": "2022-05-24"}"#, Some("2022-05-24")),
            (r#"{"pubDate":1653390000000}"#, Some("2022-05-24")),
            (r#"{"updatedAt":"2022-05-24"}"#, None),
        ]
        .into_iter()
        .filter(|(script, expected)| script_date(script).as_deref() != *expected)
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn the_best_evidence_is_believed() {
        let mut dates = Dates::default();
        dates.offer(Evidence::Changed, Some("2024-05-01".to_owned()));
        assert_eq!(dates.believed().as_deref(), Some("2024-05-01"));
        dates.offer(Evidence::Tag, Some("2024".to_owned()));
        dates.offer(Evidence::Said, Some("2024-04-01".to_owned()));
        dates.offer(Evidence::Said, Some("2024-04-02".to_owned()));
        dates.offer(Evidence::Article, Some("0200-04-02".to_owned()));
        assert_eq!(dates.believed().as_deref(), Some("2024-04-01"));
    }
}
