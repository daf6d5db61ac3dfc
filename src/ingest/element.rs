//! The elements of HTML, as far as reading text needs to tell them apart.

/// An element by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Element {
    A,
    Abbreviation,
    Address,
    Article,
    Aside,
    Blockquote,
    Body,
    Br,
    Button,
    Caption,
    Cite,
    Definition,
    Details,
    Div,
    Embedded,
    FigCaption,
    Figure,
    Footer,
    Form,
    Formatting,
    Head,
    Header,
    Heading(u8),
    Hr,
    Html,
    Inline,
    Link,
    List,
    ListItem,
    Main,
    Meta,
    NoScript,
    Nav,
    Paragraph,
    Preformatted,
    Script,
    Section,
    Select,
    Strong,
    Style,
    Subscript,
    Superscript,
    Table,
    TableCell,
    TableHeading,
    TableRow,
    TableSection,
    TableHead,
    Template,
    Term,
    TextArea,
    Time,
    Title,
    Void,
    /// Anything else, custom elements too.
    Other,
}

impl Element {
    /// The element called `name`, whatever its case.
    pub(super) fn named(name: &str) -> Self {
        let mut lower = [0; 12];
        let Some(lower) = lower.get_mut(..name.len()) else {
            return Self::Other;
        };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        Self::lower_case(lower)
    }

    fn lower_case(name: &[u8]) -> Self {
        match name {
            b"a" => Self::A,
            b"abbr" | b"acronym" => Self::Abbreviation,
            b"address" => Self::Address,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"blockquote" | b"q-block" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"caption" => Self::Caption,
            b"cite" => Self::Cite,
            b"dd" => Self::Definition,
            b"details" | b"summary" => Self::Details,
            b"div" | b"center" | b"fieldset" | b"dl" | b"hgroup" | b"legend" | b"search" => Self::Div,
            b"audio" | b"canvas" | b"map" | b"object" | b"svg" | b"video" => Self::Embedded,
            b"figcaption" => Self::FigCaption,
            b"figure" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"big" | b"code" | b"em" | b"font" | b"i" | b"s" | b"small" | b"strike" | b"tt" | b"u" => {
                Self::Formatting
            }
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"bdi" | b"bdo" | b"data" | b"del" | b"dfn" | b"ins" | b"kbd" | b"label" | b"mark" | b"q"
            | b"samp" | b"span" | b"var" => Self::Inline,
            b"link" => Self::Link,
            b"ul" | b"ol" | b"menu" | b"dir" => Self::List,
            b"li" => Self::ListItem,
            b"main" => Self::Main,
            b"meta" => Self::Meta,
            b"noscript" => Self::NoScript,
            b"nav" => Self::Nav,
            b"p" => Self::Paragraph,
            b"pre" | b"listing" => Self::Preformatted,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"select" | b"datalist" | b"option" | b"optgroup" => Self::Select,
            b"strong" | b"b" => Self::Strong,
            b"style" | b"xmp" | b"iframe" | b"noembed" | b"noframes" => Self::Style,
            b"sub" => Self::Subscript,
            b"sup" => Self::Superscript,
            b"table" => Self::Table,
            b"td" => Self::TableCell,
            b"th" => Self::TableHeading,
            b"tr" => Self::TableRow,
            b"tbody" | b"tfoot" => Self::TableSection,
            b"thead" => Self::TableHead,
            b"template" => Self::Template,
            b"dt" => Self::Term,
            b"textarea" => Self::TextArea,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"area" | b"base" | b"col" | b"colgroup" | b"embed" | b"img" | b"input" | b"param"
            | b"source" | b"track" | b"wbr" => Self::Void,
            _ => Self::Other,
        }
    }

    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Br | Self::Hr | Self::Link | Self::Meta | Self::Void)
    }

    /// Whether what stands in it is text without markup, up to its end tag.
    pub(super) fn holds_raw_text(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::TextArea | Self::Title)
    }

    /// Whether it stands inside a line of text.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::Abbreviation
                | Self::Button
                | Self::Cite
                | Self::Embedded
                | Self::Formatting
                | Self::Inline
                | Self::NoScript
                | Self::Other
                | Self::Select
                | Self::Strong
                | Self::Subscript
                | Self::Superscript
                | Self::Template
                | Self::Time
        )
    }

    /// Whether nothing in it is text that a reader sees.
    pub(super) fn is_unseen(self) -> bool {
        matches!(
            self,
            Self::Button | Self::Embedded | Self::Head | Self::NoScript | Self::Select | Self::Template
        )
    }
}
