//! `sayso explain`: one record in the terminal, readable without colour.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::document::{BlockKind, CheckStatus, Direction, Sourcing};
use crate::record::{Attribution, Block, Check, Claim, Figure, Period, Reason, Record, name_of};

/// Columns that the text is wrapped to when the terminal does not say.
const WIDTH: usize = 100;

/// The margin beside the text.
const MARGIN: &str = "    ";

/// Keeps the number of a claim and its sign on one line.
const NO_BREAK: &str = "\u{A0}";

/// The record as text with ANSI colours, wrapped to `width` columns.
///
/// Claims carry their number and the sign of their verdict, so that nothing is told by colour alone; what was found
/// stands under the paragraph.
#[must_use]
pub fn explain(record: &Record, width: Option<usize>) -> String {
    let page = Page {
        record,
        characters: record.text.chars().collect(),
        width: width.unwrap_or(WIDTH).clamp(40, 120),
    };
    let mut out = String::new();
    page.head(&mut out);
    for (index, block) in record.blocks.iter().enumerate() {
        page.block(&mut out, index, block);
    }
    page.foot(&mut out);
    out
}

struct Page<'r> {
    record: &'r Record,
    /// Offsets of a record count code points.
    characters: Vec<char>,
    width: usize,
}

impl Page<'_> {
    fn slice(&self, start: usize, end: usize) -> String {
        self.characters[start..end].iter().collect()
    }

    fn head(&self, out: &mut String) {
        let record = self.record;
        let meta = &record.meta;
        let bold = Style::new().bold();
        let title = meta.title.as_deref().unwrap_or(&record.id);
        let _ = writeln!(out, "{bold}{title}{bold:#}");
        let known = [
            Some(record.id.clone()),
            Some(format!("{} ({:.2})", name_of(&record.genre.label), record.genre.score)),
            meta.publisher.clone(),
            (!meta.authors.is_empty()).then(|| meta.authors.join(", ")),
            meta.published.clone(),
        ];
        let _ = writeln!(out, "{}\n", known.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }

    fn foot(&self, out: &mut String) {
        let verdicts = [Sourcing::Sourced, Sourcing::Attributed, Sourcing::Vague, Sourcing::Unsourced];
        let legend: Vec<String> = verdicts
            .iter()
            .map(|verdict| {
                let style = style(*verdict);
                format!("{style}{} {}{style:#}", sign(*verdict), name_of(verdict))
            })
            .collect();
        let _ = writeln!(out, "{} claims   {}", self.record.summary.claims, legend.join("   "));
        for warning in &self.record.warnings {
            let _ = writeln!(out, "warning: {} ({})", warning.message, warning.code);
        }
    }

    fn block(&self, out: &mut String, index: usize, block: &Block) {
        let mark = mark(block);
        match block.kind {
            BlockKind::Furniture => return,
            BlockKind::Table => self.table(out, block),
            _ => {
                let text = self.marked_text(index, block);
                self.wrapped(out, &mark, &text);
            }
        }
        let claims: Vec<&Claim> = self.claims_in(block).collect();
        for claim in claims {
            self.claim(out, claim);
        }
        for check in self.checks_in(block) {
            self.check(out, check);
        }
        out.push('\n');
    }

    /// The checks whose stated result stands in `block`.
    fn checks_in<'s>(&'s self, block: &'s Block) -> impl Iterator<Item = &'s Check> {
        self.record.checks.iter().filter(|check| {
            check.inputs.last().is_some_and(|stated| block.start <= stated.start && stated.end <= block.end)
        })
    }

    fn check(&self, out: &mut String, check: &Check) {
        let (sign, colour) = match check.status {
            CheckStatus::Ok => ("=", AnsiColor::Green),
            CheckStatus::Conflict => ("≠", AnsiColor::Red),
            CheckStatus::Unbound => ("?", AnsiColor::Yellow),
        };
        let style = colour.on_default();
        let line = format!("{} {}: {}", name_of(&check.kind), name_of(&check.status), check.note);
        let options = textwrap::Options::new(self.width.saturating_sub(8)).break_words(false);
        for (index, line) in textwrap::wrap(&line, options).iter().enumerate() {
            let sign = if index == 0 { sign } else { " " };
            let _ = writeln!(out, "      {style}{sign} {line}{style:#}");
        }
    }

    fn claims_in<'s>(&'s self, block: &'s Block) -> impl Iterator<Item = &'s Claim> {
        self.record.claims.iter().filter(|claim| block.start <= claim.start && claim.end <= block.end)
    }

    /// The text of a block with its claims numbered and coloured.
    fn marked_text(&self, index: usize, block: &Block) -> String {
        let mut text = String::new();
        let mut at = block.start;
        for claim in
            self.claims_in(block).filter(|claim| self.record.sentences[claim.sentence].block == index)
        {
            let style = style(claim.sourcing);
            let _ = write!(
                text,
                "{}{style}[{}{NO_BREAK}{}]{style:#} {style}{}{style:#}",
                self.slice(at, claim.start),
                claim.id,
                sign(claim.sourcing),
                self.slice(claim.start, claim.end)
            );
            at = claim.end;
        }
        text + &self.slice(at, block.end)
    }

    fn wrapped(&self, out: &mut String, mark: &str, text: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent(mark)
            .subsequent_indent(MARGIN)
            .break_words(false);
        for line in textwrap::wrap(&text.split_ascii_whitespace().collect::<Vec<_>>().join(" "), options) {
            let _ = writeln!(out, "{}", line.replace(NO_BREAK, " "));
        }
    }

    fn table(&self, out: &mut String, block: &Block) {
        let tables = self.record.tables.iter();
        for table in tables.filter(|table| block.start <= table.start && table.end <= block.end) {
            if let Some(caption) = &table.caption {
                self.wrapped(out, "  ▦ ", caption);
            }
            let columns = table.rows.iter().chain([&table.header]).map(Vec::len).max().unwrap_or(0);
            let widths: Vec<usize> = (0..columns).map(|column| column_width(table, column)).collect();
            let header = (!table.header.is_empty()).then_some(&table.header);
            for row in header.into_iter().chain(&table.rows) {
                let cells: Vec<String> = row
                    .iter()
                    .zip(&widths)
                    .map(|(cell, width)| format!("{:width$}", cell.chars().take(*width).collect::<String>()))
                    .collect();
                let _ = writeln!(out, "    {}", cells.join("  ").trim_end());
            }
            if let Some(source) = &table.source {
                self.wrapped(out, "  § ", source);
            }
            for note in &table.notes {
                self.wrapped(out, "  * ", note);
            }
        }
    }

    /// What is known of a claim, a line a fact.
    fn claim(&self, out: &mut String, claim: &Claim) {
        let style = style(claim.sourcing);
        let types: Vec<String> = claim.types.iter().map(name_of).collect();
        let flags: Vec<String> = claim.flags.iter().map(name_of).collect();
        let flags = if flags.is_empty() { String::new() } else { format!("  ⚑ {}", flags.join(", ")) };
        let _ = writeln!(
            out,
            "      {style}{} {} {}{style:#} · {} · worth {:.2}{flags}",
            claim.id,
            sign(claim.sourcing),
            name_of(&claim.sourcing),
            types.join(", "),
            claim.check_worthiness
        );
        let attribution =
            self.record.attributions.iter().find(|one| Some(&one.id) == claim.attribution.as_ref());
        if let Some(attribution) = attribution {
            self.fact(out, "who", &who(attribution));
            for outer in self.record.outward(attribution) {
                self.fact(out, "through", &who(outer));
            }
        }
        for figure in self.record.figures.iter().filter(|figure| claim.figures.contains(&figure.id)) {
            self.fact(out, "figure", &quantity(figure));
        }
        for caveat in &claim.caveats {
            self.fact(out, "caveat", &caveat.text);
        }
        for case in self.record.cases.iter().filter(|case| claim.cases.contains(&case.id)) {
            let people: Vec<&str> = case.people.iter().map(|person| person.name.as_str()).collect();
            let status = &case.status_evidence.text;
            self.fact(out, "case", &format!("{}: {} (“{status}”)", people.join(", "), name_of(&case.status)));
        }
        if let Some(policy) = &claim.policy {
            let actor = policy.actor.as_deref().unwrap_or("?");
            self.fact(out, "policy", &format!("{actor}: {} [{}]", policy.action, name_of(&policy.modality)));
        }
        for reason in &claim.reasons {
            self.fact(out, "why", &self.reason(reason));
        }
    }

    fn reason(&self, reason: &Reason) -> String {
        const LONGEST: usize = 60;
        let words = self.slice(reason.start, reason.end.min(reason.start + LONGEST));
        let more = if reason.end > reason.start + LONGEST { "…" } else { "" };
        format!("{} “{words}{more}” {:.2}: {}", reason.rule, reason.score, reason.note)
    }

    fn fact(&self, out: &mut String, name: &str, fact: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent("        ")
            .subsequent_indent("                ")
            .break_words(false);
        let fact = fact.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in textwrap::wrap(&format!("{name:<7} {fact}"), options) {
            let _ = writeln!(out, "{line}");
        }
    }
}

/// The sign in the margin that says what a block is.
fn mark(block: &Block) -> String {
    let sign = match block.kind {
        BlockKind::Title | BlockKind::Heading => "#",
        BlockKind::Byline => "✎",
        BlockKind::ListItem => "•",
        BlockKind::Quotation => "“",
        BlockKind::Question => "?",
        BlockKind::Answer => "=",
        BlockKind::SourceLine => "§",
        BlockKind::Note => "*",
        BlockKind::Paragraph | BlockKind::Table | BlockKind::Furniture => " ",
    };
    let origin = match (block.quoted, block.comment) {
        (_, true) => "c",
        (true, false) => ">",
        (false, false) => " ",
    };
    format!("{origin} {sign} ")
}

fn column_width(table: &crate::record::Table, column: usize) -> usize {
    const WIDEST: usize = 32;
    let cells = table.rows.iter().chain([&table.header]).filter_map(|row| row.get(column));
    cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(WIDEST)
}

fn sign(sourcing: Sourcing) -> char {
    match sourcing {
        Sourcing::Sourced => '✓',
        Sourcing::Attributed => '@',
        Sourcing::Vague => '~',
        Sourcing::Unsourced => '!',
    }
}

fn style(sourcing: Sourcing) -> Style {
    let colour = match sourcing {
        Sourcing::Sourced => AnsiColor::Green,
        Sourcing::Attributed => AnsiColor::Cyan,
        Sourcing::Vague => AnsiColor::Yellow,
        Sourcing::Unsourced => AnsiColor::Red,
    };
    colour.on_default()
}

fn who(attribution: &Attribution) -> String {
    let scope = name_of(&attribution.scope);
    let cue = attribution.cue.as_ref().map_or_else(String::new, |cue| format!(" “{}”", cue.text));
    let Some(source) = &attribution.source else {
        return format!("nobody is named{cue} [{scope}, {:.2}]", attribution.confidence);
    };
    let text = source.text.as_deref().unwrap_or("the document's own speaker");
    let name = match &source.name {
        Some(name) if name != text => format!(" = {name}"),
        _ => String::new(),
    };
    format!("{text}{name} ({}){cue} [{scope}, {:.2}]", name_of(&source.kind), attribution.confidence)
}

fn quantity(figure: &Figure) -> String {
    let kind = name_of(&figure.kind);
    let kind = match figure.direction {
        Some(Direction::Up) => format!("{kind} ↑"),
        Some(Direction::Down) => format!("{kind} ↓"),
        None => kind,
    };
    let mut facts = vec![format!("{} [{kind}]", figure.text)];
    let unit = figure.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    if let Some(value) = figure.value {
        facts.push(format!("= {value}{unit}"));
    } else {
        let range = [("≥", figure.low), ("≤", figure.high)];
        let bound = |(sign, bound): &(&str, Option<f64>)| bound.map(|bound| format!("{sign} {bound}{unit}"));
        facts.extend(range.iter().filter_map(bound));
    }
    let slots = [
        ("of what", &figure.subject),
        ("per", &figure.denominator),
        ("when", &figure.period.as_ref().map(dated)),
        ("where", &figure.place),
    ];
    facts.extend(slots.iter().filter_map(|(name, slot)| slot.as_ref().map(|slot| format!("{name}: {slot}"))));
    if !figure.missing.is_empty() {
        let missing: Vec<String> = figure.missing.iter().map(name_of).collect();
        facts.push(format!("missing: {}", missing.join(", ")));
    }
    facts.join(", ")
}

/// The words of a period and its dates: "last year (2023)".
fn dated(period: &Period) -> String {
    let dates = match (&period.from, &period.to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (None, None) => match &period.unresolved {
            Some(reason) => name_of(reason).replace('_', " "),
            None => return period.text.clone(),
        },
        (from, to) => {
            format!("{} to {}", from.as_deref().unwrap_or("…"), to.as_deref().unwrap_or("…"))
        }
    };
    if dates == period.text { dates } else { format!("{} ({dates})", period.text) }
}
