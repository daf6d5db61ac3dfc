//! The binary: parse, dispatch, exit code.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use sayso::cli::{Cli, Command, EvalArgs, ExplainArgs, Group, Log, LogLevel, TagArgs};
use sayso::config::{Config, Lines, Settings};
use sayso::error::Error;
use sayso::eval::{ByGenre, Evaluation, evaluate, evaluate_by_genre};
use sayso::explain::explain;
use sayso::ingest::child::{self, Allowance};
use sayso::ingest::{self, RawResult, Selection};
use sayso::output::Existing;
use sayso::record;
use sayso::report;
use sayso::sample;
use sayso::stop::Stop;
use sayso::tag::{Ended, Run, list, tag};
use serde::Serialize;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What the shell is told. The help text lists the same.
#[derive(Clone, Copy)]
enum Exit {
    Complete = 0,
    Failed = 1,
    Usage = 2,
    SomeUnread = 3,
    Stopped = 130,
}

fn main() -> ExitCode {
    // First of all: a signal must not find a run without its handler.
    let stop = stop_on_signals();
    let exit = match run(Cli::parse(), &stop) {
        Ok(exit) => exit,
        Err(error) => {
            let kind = error.downcast_ref::<Error>();
            if kind.is_some_and(Error::is_broken_pipe) || is_broken_pipe(&error) {
                // Whoever read our output has seen enough, as `head` does.
                Exit::Complete
            } else {
                let _ = writeln!(io::stderr(), "sayso: {error:#}");
                if kind.is_some_and(Error::is_usage) || is_usage_of_review(&error) {
                    Exit::Usage
                } else {
                    Exit::Failed
                }
            }
        }
    };
    ExitCode::from(exit as u8)
}

/// Sends the log of the library to standard error.
fn log_to_standard_error(form: Log, level: LogLevel) {
    let level = match level {
        LogLevel::Error => tracing::Level::ERROR,
        LogLevel::Warn => tracing::Level::WARN,
        LogLevel::Info => tracing::Level::INFO,
        LogLevel::Debug => tracing::Level::DEBUG,
    };
    // Of us alone; what the libraries below have to say helps nobody at a fact-checking desk.
    let ours = Targets::new().with_target("sayso", level);
    // A stream that is full or gone must not end the run.
    let lines =
        tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false).log_internal_errors(false);
    let lines = match form {
        Log::Text => lines.boxed(),
        Log::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(ours)).init();
}

/// A wish to stop that the first SIGINT, SIGTERM or SIGHUP voices; the second ends the process at once.
fn stop_on_signals() -> Stop {
    let stop = Stop::default();
    let asked = stop.clone();
    let installed = ctrlc::set_handler(move || {
        if asked.ask() {
            #[allow(
                clippy::exit,
                reason = "whoever asks twice does not want to wait; the journal is safe at any moment"
            )]
            std::process::exit(Exit::Stopped as i32);
        }
        // The bar is drawn over it, and a stream that is full is no reason to fail.
        let _ = writeln!(io::stderr(), "\nsayso: stopping after this batch; once more to stop at once");
    });
    if let Err(error) = installed {
        let _ = writeln!(io::stderr(), "sayso: signals end the run at once: {error}");
    }
    stop
}

fn dry_run(paths: &[PathBuf], settings: &Settings) -> anyhow::Result<Exit> {
    let (files, _) = list(paths, &Selection::new(&settings.include, &settings.exclude)?)?;
    let mut out = anstream::stdout().lock();
    let (mut documents, mut bytes) = (0, 0);
    for file in &files {
        let count = sample::count(file, &settings.reading());
        let size = file.stamp.map_or(0, |stamp| stamp.bytes);
        let path = on_one_line(&file.file.path.display().to_string());
        writeln!(out, "{}\t{count}\t{size}\t{path}", file.file.format.name())?;
        documents += count;
        bytes += size;
    }
    writeln!(out, "{} files\t{documents} documents\t{bytes} bytes", files.len())?;
    out.flush()?;
    Ok(Exit::Complete)
}

/// A path whose control characters can neither break a line nor reach the terminal.
fn on_one_line(path: &str) -> String {
    let escaped = |one: char| {
        if one.is_control() { one.escape_default().to_string() } else { one.to_string() }
    };
    path.chars().map(escaped).collect()
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(feature = "review")]
fn is_usage_of_review(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<sayso::review::error::ReviewError>()
        .is_some_and(sayso::review::error::ReviewError::is_usage)
}

#[cfg(not(feature = "review"))]
fn is_usage_of_review(_: &anyhow::Error) -> bool {
    false
}

fn run(cli: Cli, stop: &Stop) -> anyhow::Result<Exit> {
    match cli.command {
        Command::Tag(args) => run_tag(*args, stop),
        Command::Explain(args) => run_explain(&args),
        Command::Eval(args) => run_eval(&args),
        Command::Report(args) => match report::cli::run(&args)? {
            Some(page) => print(&page),
            None => Ok(Exit::Complete),
        },
        #[cfg(feature = "review")]
        Command::Review(args) => {
            let well = sayso::review::cli::run(*args, stop, &mut io::stderr())?;
            Ok(if well { Exit::Complete } else { Exit::Failed })
        }
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
        Command::ReadDocuments { seconds, memory } => {
            child::serve(Allowance { seconds, memory })?;
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

fn run_tag(args: TagArgs, stop: &Stop) -> anyhow::Result<Exit> {
    let file = Config::find(args.config.as_deref(), args.no_config)?;
    let settings = args.typed().or(file).settings();
    if let Some(log) = args.log {
        log_to_standard_error(log, args.log_level);
    }
    if args.dry_run {
        return dry_run(&args.paths, &settings);
    }
    let existing = match (args.force, args.resume) {
        (true, _) => Existing::Replace,
        (false, true) => Existing::Resume,
        (false, false) => Existing::Keep,
    };
    let run = Run {
        paths: args.paths,
        output: args.output,
        existing,
        quiet: args.quiet || args.log.is_some(),
        stats: args.stats,
        settings,
    };
    Ok(match tag(&run, stop)? {
        Ended::Stopped(_) => Exit::Stopped,
        Ended::Complete(counts) if counts.failures > 0 => Exit::SomeUnread,
        Ended::Complete(_) => Exit::Complete,
    })
}

fn run_explain(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let files = ingest::find(std::slice::from_ref(&args.file), &Selection::default())?.files;
    let file =
        files.first().with_context(|| format!("{}: a folder; name a file in it", args.file.display()))?;
    let mut left = args.record;
    let mut found: Option<RawResult> = None;
    let _ = ingest::read_file(file, &args.settings().reading(), &mut |raw| {
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
