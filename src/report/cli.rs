//! `sayso report`: what can be typed, and what it does.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::read;
use crate::error::Error;

/// `sayso report`
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The output of `sayso tag` to report on
    #[arg(value_name = "OUTPUT")]
    pub records: PathBuf,

    /// Write the page to this file; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace a page that exists
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// Makes the page; what is left to print is returned.
///
/// # Errors
///
/// When the output cannot be read, or the page cannot be written.
pub fn run(args: &ReportArgs) -> Result<Option<String>, Error> {
    let html = read(&args.records)?
        .html()
        .map_err(|error| Error::io("draw", &args.records, std::io::Error::other(error.to_string())))?;
    let Some(path) = &args.output else { return Ok(Some(html)) };
    if path.exists() && !args.force {
        return Err(Error::OutputExists(path.clone()));
    }
    fs::write(path, html).map_err(|error| Error::io("write", path, error))?;
    Ok(None)
}
