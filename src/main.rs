//! The binary: parse, dispatch, exit code.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use sayso::cli::{Cli, Command, EvalArgs, ExplainArgs, Group, TagArgs};
use sayso::config::{Config, Lines, Settings};
use sayso::error::Error;
use sayso::eval::{ByGenre, Evaluation, evaluate, evaluate_by_genre};
use sayso::explain::explain;
use sayso::ingest::{self, RawResult, Selection};
use sayso::record;
use sayso::tag::{Run, tag};
use serde::Serialize;

/// What the shell is told. The help text lists the same.
#[derive(Clone, Copy)]
enum Exit {
    Complete = 0,
    Failed = 1,
    Usage = 2,
    SomeUnread = 3,
}

fn main() -> ExitCode {
    let exit = match run(Cli::parse().command) {
        Ok(exit) => exit,
        Err(error) => {
            let kind = error.downcast_ref::<Error>();
            if kind.is_some_and(Error::is_broken_pipe) || is_broken_pipe(&error) {
                // Whoever read our output has seen enough, as `head` does.
                Exit::Complete
            } else {
                let _ = writeln!(io::stderr(), "sayso: {error:#}");
                if kind.is_some_and(Error::is_usage) { Exit::Usage } else { Exit::Failed }
            }
        }
    };
    ExitCode::from(exit as u8)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Tag(args) => run_tag(args),
        Command::Explain(args) => run_explain(&args),
        Command::Eval(args) => run_eval(&args),
        Command::Schema { lines } => {
            let schema = match lines {
                Lines::Document => record::schema(),
                Lines::Claim => record::claim_line_schema(),
            };
            print(&(serde_json::to_string_pretty(&schema).context("the schema as JSON")? + "\n"))
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "sayso", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Exit::Complete)
        }
        Command::Man => {
            let mut page = Vec::new();
            let mut command = Cli::command();
            command.build();
            clap_mangen::Man::new(command.clone()).render(&mut page)?;
            for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
                let man = clap_mangen::Man::new(part.clone());
                man.render_name_section(&mut page)?;
                man.render_options_section(&mut page)?;
            }
            io::stdout().write_all(&page)?;
            Ok(Exit::Complete)
        }
    }
}

fn run_tag(args: TagArgs) -> anyhow::Result<Exit> {
    let file = args.config.as_deref().map(Config::read).transpose()?.unwrap_or_default();
    let settings = args.typed().or(file).settings();
    let counts =
        tag(&Run { paths: args.paths, output: args.output, force: args.force, quiet: args.quiet, settings })?;
    Ok(if counts.failures == 0 { Exit::Complete } else { Exit::SomeUnread })
}

fn run_explain(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let files = ingest::find(std::slice::from_ref(&args.file), &Selection::default())?;
    let mut left = args.record;
    let mut found: Option<RawResult> = None;
    let _ = ingest::read_file(&files[0], Settings::default().max_document_bytes, &mut |raw| {
        if left == 0 {
            found = Some(raw);
            return ControlFlow::Break(());
        }
        left -= 1;
        ControlFlow::Continue(())
    });
    let raw =
        found.with_context(|| format!("{}: there is no record {}", args.file.display(), args.record))??;
    let record = args.settings().pipeline()?.process(&raw)?;
    let width = io::stdout().is_terminal().then(textwrap::termwidth);
    print(&explain(&record, width))
}

fn run_eval(args: &EvalArgs) -> anyhow::Result<Exit> {
    match args.by {
        None => {
            let evaluation = evaluate(&args.gold, &args.pred)?;
            print_scores(args.json, &evaluation, Evaluation::table)
        }
        Some(Group::Genre) => {
            let summaries = evaluate_by_genre(&args.gold, &args.pred)?;
            print_scores(args.json, &summaries, ByGenre::table)
        }
    }
}

fn print_scores<T: Serialize>(json: bool, scores: &T, table: fn(&T) -> String) -> anyhow::Result<Exit> {
    if json {
        let json = serde_json::to_string_pretty(scores).context("the scores as JSON")?;
        return print(&(json + "\n"));
    }
    print(&table(scores))
}

fn print(text: &str) -> anyhow::Result<Exit> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Complete)
}
