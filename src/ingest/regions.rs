//! What a part of a page is for, told by its element and its class names.

use super::element::Element;
use super::markup::Attributes;

/// What holds for text inside an element: a set of flags that the elements inside inherit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// Nobody sees it.
    pub(super) const UNSEEN: Self = Self(1);
    /// The site's and not the author's, by the element: `<nav>`, `<footer>`, `<form>`.
    pub(super) const SITE: Self = Self(1 << 1);
    /// The site's, by a class name: `newsletter`, `related-posts`.
    pub(super) const SITE_BY_CLASS: Self = Self(1 << 2);
    /// Beside the text: `<aside>`, a page header. It may belong to the author.
    pub(super) const BESIDE: Self = Self(1 << 3);
    /// Readers' comments.
    pub(super) const COMMENTS: Self = Self(1 << 4);
    /// Who wrote it and when.
    pub(super) const BYLINE: Self = Self(1 << 5);
    /// The caption of a picture.
    pub(super) const CAPTION: Self = Self(1 << 6);
    /// In a block quotation, at any depth.
    pub(super) const QUOTED: Self = Self(1 << 7);
    /// In a block quotation, not in a list inside it.
    pub(super) const QUOTATION: Self = Self(1 << 8);
    /// In a list item, not in a quotation inside it.
    pub(super) const ITEM: Self = Self(1 << 9);
    /// A heading.
    pub(super) const HEADING: Self = Self(1 << 10);
    /// A heading of the first level.
    pub(super) const FIRST_HEADING: Self = Self(1 << 11);
    /// Lines stay lines.
    pub(super) const PREFORMATTED: Self = Self(1 << 12);
    /// Bold, or a table heading.
    pub(super) const BOLD: Self = Self(1 << 13);
    /// In a link.
    pub(super) const LINKED: Self = Self(1 << 14);

    /// A box of facts, the author's although it stands beside the text. Not inherited.
    const FACTS: Self = Self(1 << 15);

    /// Both sets together.
    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the other.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether any of the flags of `other` is set.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What holds inside `element` when `self` holds around it.
    pub(super) fn inside(self, element: Element) -> Self {
        use Element as E;
        match element {
            E::A => self.with(Self::LINKED),
            E::Blockquote => self.with(Self::QUOTED).with(Self::QUOTATION).without(Self::ITEM),
            E::FigCaption => self.with(Self::CAPTION),
            E::Heading(1) => self.with(Self::HEADING).with(Self::FIRST_HEADING),
            E::Heading(_) => self.with(Self::HEADING),
            E::ListItem => self.with(Self::ITEM).without(Self::QUOTATION),
            E::Preformatted => self.with(Self::PREFORMATTED),
            E::Strong | E::TableHeading => self.with(Self::BOLD),
            _ if element.is_unseen() => self.with(Self::UNSEEN),
            _ => self,
        }
    }

    /// What holds inside `element` of a mail: styles hide what only the list of mails shows, and mail programs mark the
    /// mail that is answered.
    pub(super) fn inside_mail(self, element: Element, attributes: Attributes<'_>) -> Self {
        const ANSWERED: [&str; 6] = [
            "gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "zmail_extra",
            "divrplyfwdmsg",
        ];
        let mut marks = self.inside(element);
        if element == Element::Body || element == Element::Html {
            return marks;
        }
        for (name, value) in attributes.raw() {
            let hides = name.eq_ignore_ascii_case("hidden")
                || name.eq_ignore_ascii_case("style") && is_hidden_style(value);
            if hides {
                marks = marks.with(Self::UNSEEN);
            } else if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id") {
                let answered = value
                    .split_ascii_whitespace()
                    .any(|class| ANSWERED.iter().any(|known| class.eq_ignore_ascii_case(known)));
                marks = if answered { marks.with(Self::QUOTED) } else { marks };
            }
        }
        marks
    }

    /// What holds inside `element` of a whole page, where elements and class names tell parts of the site.
    pub(super) fn inside_page(self, element: Element, attributes: Attributes<'_>, in_article: bool) -> Self {
        let own = match element {
            Element::Nav | Element::Form => Self::SITE,
            Element::Footer if !self.has(Self::QUOTED.with(Self::COMMENTS)) => Self::SITE,
            Element::Header if !in_article => Self::BESIDE,
            Element::Aside => Self::BESIDE,
            Element::Address => Self::BYLINE,
            _ => Self::default(),
        };
        let by_names = by_attributes(element, attributes);
        let own = if by_names.has(Self::FACTS) { own.without(Self::BESIDE) } else { own };
        self.inside(element).with(own).with(by_names.without(Self::FACTS))
    }
}

fn by_attributes(element: Element, attributes: Attributes<'_>) -> Marks {
    let mut marks = Marks::default();
    // A class on the frame of the page says how it is laid out (`has-sidebar`), not what it is.
    let frame = matches!(element, Element::Html | Element::Body | Element::Main | Element::Article);
    for (name, value) in attributes.raw() {
        let name = name.as_bytes();
        let hides = name.eq_ignore_ascii_case(b"hidden")
            || name.eq_ignore_ascii_case(b"style") && is_hidden_style(value);
        if hides && !frame {
            marks = marks.with(Marks::UNSEEN);
        } else if name.eq_ignore_ascii_case(b"role") {
            marks = marks.with(by_role(value));
        } else if (name.eq_ignore_ascii_case(b"rel") || name.eq_ignore_ascii_case(b"itemprop"))
            && value == "author"
        {
            marks = marks.with(Marks::BYLINE);
        } else if (name.eq_ignore_ascii_case(b"class") || name.eq_ignore_ascii_case(b"id")) && !frame {
            let each = value.split_ascii_whitespace().map(by_class);
            marks = each.fold(marks, Marks::with);
        }
    }
    if marks.has(Marks::COMMENTS) { marks.without(Marks::BYLINE) } else { marks }
}

fn is_hidden_style(style: &str) -> bool {
    let compact: String = style.chars().filter(|c| !c.is_ascii_whitespace()).take(200).collect();
    compact.contains("display:none") || compact.contains("visibility:hidden")
}

fn by_role(role: &str) -> Marks {
    match role {
        "navigation" | "search" | "menu" | "menubar" | "contentinfo" => Marks::SITE,
        "dialog" | "alertdialog" | "complementary" | "banner" => Marks::BESIDE,
        _ => Marks::default(),
    }
}

/// What one class name or id says. Names are read in parts: `c-related__links` is `c`, `related`, `links`.
fn by_class(class: &str) -> Marks {
    let mut lower = [0; 48];
    let Some(lower) = lower.get_mut(..class.len()) else {
        return Marks::default();
    };
    lower.copy_from_slice(class.as_bytes());
    lower.make_ascii_lowercase();
    if let Some(marks) = by_whole_name(lower) {
        return marks;
    }
    let mut parts = lower.split(|byte| matches!(byte, b'-' | b'_')).filter(|part| !part.is_empty());
    let first = parts.clone().next().unwrap_or_default();
    if matches!(first, b"has" | b"with" | b"no" | b"is" | b"not") {
        return Marks::default();
    }
    if parts.clone().any(|part| matches!(part, b"byline" | b"dateline")) {
        return Marks::BYLINE;
    }
    if parts.any(is_part_of_site) { Marks::SITE_BY_CLASS } else { Marks::default() }
}

fn by_whole_name(class: &[u8]) -> Option<Marks> {
    Some(match class {
        b"sr-only"
        | b"visually-hidden"
        | b"screen-reader-text"
        | b"visuallyhidden"
        | b"u-hidden"
        | b"hidden" => Marks::UNSEEN,
        b"comments" | b"comment" | b"comment-list" | b"commentlist" | b"comments-area" | b"comments-list"
        | b"comment-body" | b"comment-content" | b"disqus_thread" | b"comments-section"
        | b"comment-section" | b"reader-comments" => Marks::COMMENTS,
        b"author" | b"author-name" | b"article-author" | b"post-author" | b"entry-author" | b"entry-meta"
        | b"article-meta" | b"post-meta" | b"meta" | b"posted-on" | b"published" | b"pubdate"
        | b"timestamp" | b"publish-date" | b"article-date" | b"post-date" | b"entry-date" | b"vcard" => {
            Marks::BYLINE
        }
        b"author-box" | b"author-bio" | b"about-author" | b"post-tags" | b"tags" | b"tag-list" | b"share"
        | b"cta" | b"ad" | b"ads" | b"poll" | b"ticker" | b"see-more" | b"most-read" | b"read-more"
        | b"more-stories" | b"comments-link" | b"comment-respond" | b"respond" | b"back-to-top"
        | b"masthead" | b"contact-us" | b"contact-details" => Marks::SITE_BY_CLASS,
        b"wp-caption-text" | b"caption" | b"image-caption" | b"photo-caption" | b"media-caption" => {
            Marks::CAPTION
        }
        b"factbox" | b"fact-box" | b"key-points" | b"keypoints" | b"key-facts" | b"at-a-glance"
        | b"infobox" => Marks::FACTS,
        _ => return None,
    })
}

fn is_part_of_site(part: &[u8]) -> bool {
    matches!(
        part,
        b"newsletter"
            | b"nl"
            | b"cta"
            | b"donate"
            | b"donation"
            | b"disclosure"
            | b"disclaimer"
            | b"sponsors"
            | b"puff"
            | b"teasers"
            | b"feedback"
            | b"betting"
            | b"consent"
            | b"gdpr"
            | b"recirculation"
            | b"newsletters"
            | b"sharing"
            | b"sharedaddy"
            | b"sharebar"
            | b"social"
            | b"socials"
            | b"cookie"
            | b"cookies"
            | b"breadcrumb"
            | b"breadcrumbs"
            | b"related"
            | b"relatedposts"
            | b"promo"
            | b"promos"
            | b"advert"
            | b"adverts"
            | b"advertisement"
            | b"advertising"
            | b"sponsored"
            | b"subscribe"
            | b"subscription"
            | b"signup"
            | b"menu"
            | b"navbar"
            | b"navigation"
            | b"nav"
            | b"pagination"
            | b"pager"
            | b"toc"
            | b"skip"
            | b"skiplink"
            | b"popup"
            | b"modal"
            | b"paywall"
            | b"recommended"
            | b"recommendations"
            | b"trending"
            | b"taboola"
            | b"outbrain"
            | b"mpu"
            | b"sidebar"
            | b"widget"
            | b"widgets"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::markup::{Token, Tokens};

    #[test]
    fn class_names_tell_regions() {
        let failures: Vec<_> = [
            ("<div class='c-related__links'>", Marks::SITE_BY_CLASS),
            ("<div class='has-sidebar wide'>", Marks::default()),
            ("<body class='page widget sidebar'>", Marks::default()),
            ("<section ID=comments>", Marks::COMMENTS),
            ("<p class='article__byline'>", Marks::BYLINE),
            ("<a rel=author>", Marks::BYLINE.with(Marks::LINKED)),
            ("<div style='Display: none; display : none'>", Marks::UNSEEN),
            ("<p hidden>", Marks::UNSEEN),
            ("<nav>", Marks::SITE),
            ("<div role=navigation>", Marks::SITE),
            ("<aside class=newsletter-box>", Marks::BESIDE.with(Marks::SITE_BY_CLASS)),
            ("<aside class=factbox>", Marks::default()),
            ("<p class='share-price'>", Marks::default()),
            ("<p class='shared-housing'>", Marks::default()),
            ("<div class='entry-content'>", Marks::default()),
        ]
        .into_iter()
        .filter_map(|(source, expected)| {
            let Some(Token::Open(element, attributes)) = Tokens::new(source).next() else {
                return Some(format!("{source}: no tag"));
            };
            let marks = Marks::default().inside_page(element, attributes, false);
            (marks != expected).then(|| format!("{source}: {marks:?}, not {expected:?}"))
        })
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
