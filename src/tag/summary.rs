//! The few lines at the end of a run.

use std::fmt::Write as _;

use indicatif::{HumanBytes, HumanCount};

use crate::output::{Paths, State};
use crate::record::Summary;

/// Files that changed and are told by name; of more, only how many.
const CHANGED_SHOWN: usize = 5;

/// What was done, found and written.
pub(super) fn of(state: &State, paths: Option<&Paths>) -> String {
    let counts = &state.counts;
    let Summary { claims, by_type, by_sourcing, by_check } = counts.summary;
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate for the eye"
    )]
    let rate = HumanBytes((counts.bytes as f64 / counts.seconds.max(1e-3)) as u64);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}, {} in {:.2} s ({rate}/s)",
        counted(counts.documents, "document"),
        counted(claims, "claim"),
        counts.seconds
    );
    let _ = writeln!(
        text,
        "  types     figure {} · case {} · policy {} · assertion {}",
        by_type.figure, by_type.case, by_type.policy, by_type.assertion
    );
    let _ = writeln!(
        text,
        "  verdicts  sourced {} · attributed {} · vague {} · unsourced {}",
        by_sourcing.sourced, by_sourcing.attributed, by_sourcing.vague, by_sourcing.unsourced
    );
    let _ = writeln!(
        text,
        "  checks    ok {} · conflict {} · unbound {}",
        by_check.ok, by_check.conflict, by_check.unbound
    );
    if let Some(paths) = paths {
        let _ = writeln!(text, "  written   {}", paths.records.display());
    }
    if counts.skipped > 0 {
        let _ = writeln!(text, "  skipped   {} of an earlier date", counted(counts.skipped, "document"));
    }
    if counts.failures > 0 {
        let place = paths.map_or_else(String::new, |paths| format!(": see {}", paths.errors.display()));
        let _ =
            writeln!(text, "  failures  {} could not be read{place}", counted(counts.failures, "document"));
    }
    changed(&mut text, &state.changed);
    text
}

fn changed(text: &mut String, changed: &[String]) {
    if changed.is_empty() {
        return;
    }
    let files = counted(changed.len() as u64, "file");
    let names = changed.iter().take(CHANGED_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = if changed.len() > CHANGED_SHOWN { ", …" } else { "" };
    let _ =
        writeln!(text, "  changed   {files} changed or went during the run, read them again: {names}{more}");
}

/// "1 document", "2,600 documents".
pub(super) fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", HumanCount(count), if count == 1 { "" } else { "s" })
}
