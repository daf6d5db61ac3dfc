//! `sayso review`: what can be typed, and what it does.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use super::desk::Options;
use super::error::ReviewError;
use super::out::{self, Form};
use super::server::Server;
use super::store::{self, Imported, Store, database_of};
use crate::stop::Stop;

/// `sayso review`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ReviewArgs {
    /// What to do instead of serving
    #[command(subcommand)]
    pub task: Option<Task>,

    /// The output of `sayso tag` to review; its database is made beside it
    #[arg(required = true, value_name = "OUTPUT")]
    pub output: Option<PathBuf>,

    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8765")]
    pub listen: SocketAddr,

    /// Everybody has an account, with a role: reviewer, adjudicator, admin
    #[arg(long)]
    pub multi_user: bool,

    /// The address that browsers see, of a proxy with TLS before the server: <https://desk.example.org>
    #[arg(long, value_name = "ADDRESS", requires = "multi_user")]
    pub public_address: Option<String>,

    /// The name under which your decisions stand; with --multi-user, that of the first admin
    #[arg(long, value_name = "NAME")]
    pub reviewer: Option<String>,
}

/// What can be done with a review beside serving it.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Copy the database while it may be in use: one consistent state
    Backup {
        /// The output of `sayso tag` under review
        output: PathBuf,
        /// The copy to write
        target: PathBuf,
    },
    /// Check the file, the chain of events, and every state against its events
    Check {
        /// The output of `sayso tag` under review, or a backup of its database
        output: PathBuf,
    },
    /// Write records with decisions, a table, `ClaimReview`, or gold labels
    Export {
        /// The output of `sayso tag` under review
        output: PathBuf,
        /// What to write
        #[arg(long = "as", value_enum, value_name = "FORM")]
        form: ExportForm,
        /// The file to write, for gold labels a folder; standard output without it
        #[arg(short = 'o', long, value_name = "FILE")]
        target: Option<PathBuf>,
    },
}

/// What an export writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// The records, each claim with its review
    Jsonl,
    /// A row a claim that somebody acted on
    Csv,
    /// JSON-LD of schema.org for claims with a rating
    Claimreview,
    /// Labels for `sayso eval` and scripts/train.py
    Gold,
    /// Decisions whose claims the run of today does not have
    Unmatched,
}

impl From<ExportForm> for Form {
    fn from(form: ExportForm) -> Self {
        match form {
            ExportForm::Jsonl => Self::Records,
            ExportForm::Csv => Self::Table,
            ExportForm::Claimreview => Self::ClaimReview,
            ExportForm::Gold => Self::Gold,
            ExportForm::Unmatched => Self::Unmatched,
        }
    }
}

/// Runs the command until `stop` is asked for; what it has to say goes to `told`. Returns false when a check found something wrong.
///
/// # Errors
///
/// When the call is wrong, the output cannot be read, or the address is taken.
pub fn run(args: ReviewArgs, stop: &Stop, told: &mut impl Write) -> Result<bool, ReviewError> {
    match args.task {
        None => serve(args, stop, told).map(|()| true),
        Some(Task::Backup { output, target }) => store::backup(&database_of(&output), &target).map(|()| true),
        Some(Task::Check { output }) => check(&output, told),
        Some(Task::Export { output, form, target }) => {
            export(&output, form.into(), target.as_deref()).map(|()| true)
        }
    }
}

fn serve(args: ReviewArgs, stop: &Stop, told: &mut impl Write) -> Result<(), ReviewError> {
    let output =
        args.output.ok_or_else(|| ReviewError::Usage("name the output of `sayso tag`".to_owned()))?;
    let options = Options {
        listen: args.listen,
        public: args.public_address,
        multi_user: args.multi_user,
        reviewer: args.reviewer.unwrap_or_else(user_name),
        name: output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    };
    options.check()?;
    let (store, imported) = Store::open(&output)?;
    tell_imported(imported.as_ref(), told);
    let failed = |error| ReviewError::io("start", Path::new("the server"), error);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let server = Server::bind(store, options).await?;
        let _ = writeln!(told, "Review at {}", server.address());
        let _ = writeln!(told, "Stop with Ctrl-C; every decision is saved as it is made.");
        let _ = told.flush();
        server.serve(asked(stop.clone())).await;
        Ok(())
    })
}

/// Ends when somebody asks the process to.
async fn asked(stop: Stop) {
    while !stop.is_asked() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn tell_imported(imported: Option<&Imported>, told: &mut impl Write) {
    let Some(Imported { documents, claims, matched, unmatched }) = imported else { return };
    let _ = writeln!(told, "Read in {documents} documents with {claims} claims.");
    if matched + unmatched > 0 {
        let _ = writeln!(
            told,
            "{matched} claims with decisions were found again; {unmatched} were not and are listed under “History”."
        );
    }
}

/// The name of whoever is logged in here.
fn user_name() -> String {
    let known = ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    known.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "reviewer".to_owned())
}

fn check(output: &Path, told: &mut impl Write) -> Result<bool, ReviewError> {
    let beside = database_of(output);
    let checked = store::check(if beside.exists() { &beside } else { output })?;
    let _ = writeln!(told, "{} events on {} claims", checked.events, checked.subjects);
    for problem in &checked.problems {
        let _ = writeln!(told, "{problem}");
    }
    let _ =
        writeln!(told, "{}", if checked.problems.is_empty() { "all is well" } else { "something is wrong" });
    Ok(checked.problems.is_empty())
}

fn export(output: &Path, form: Form, target: Option<&Path>) -> Result<(), ReviewError> {
    let store = Store::open_to_read(output)?;
    match target {
        Some(folder) if form == Form::Gold => out::write_gold_folder(&store, folder).map(|_| ()),
        Some(path) => {
            let failed = |error| ReviewError::io("write", path, error);
            let mut file = BufWriter::new(File::create(path).map_err(failed)?);
            out::write(&store, form, &mut file)?;
            file.flush().map_err(failed)
        }
        None => {
            let mut lines = BufWriter::new(io::stdout().lock());
            out::write(&store, form, &mut lines)?;
            lines.flush().map_err(|error| ReviewError::io("write", Path::new("standard output"), error))
        }
    }
}
