//! The bar that a person sees while a run is under way. When nobody watches, nothing is shown.

use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// How often the bar is drawn a second; more would cost time and help nobody.
const FRAMES: u8 = 8;

/// The bar of a run. It counts input bytes, which are known beforehand, and shows documents and claims beside them.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    documents: u64,
    claims: u64,
}

impl Progress {
    /// A bar over `total` bytes, of which `behind` are done; without a total it only counts. It is drawn on standard
    /// error, and hidden when `quiet` or when standard error is no terminal.
    #[must_use]
    pub fn new(total: Option<u64>, behind: u64, quiet: bool) -> Self {
        let bar = if quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(FRAMES))
        };
        bar.set_style(style(total.is_some()));
        bar.enable_steady_tick(Duration::from_millis(250));
        bar.set_position(behind);
        bar.reset_eta();
        Self { bar, documents: 0, claims: 0 }
    }

    /// A document of `bytes` input bytes is not wanted.
    pub fn skipped(&self, bytes: usize) {
        self.bar.inc(bytes as u64);
    }

    /// One more document of `bytes` input bytes with `claims` claims is done.
    pub fn done(&mut self, bytes: usize, claims: u64) {
        self.documents += 1;
        self.claims += claims;
        self.bar.inc(bytes as u64);
        if !self.bar.is_hidden() {
            let rate = per_second(self.documents, self.bar.elapsed());
            self.bar.set_message(format!("{} documents ({rate}/s), {} claims", self.documents, self.claims));
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(known_length: bool) -> ProgressStyle {
    let template = if known_length {
        "{wide_bar:.cyan/dim} {percent:>3}%  {msg}  {rate}  {eta} left"
    } else {
        "{spinner} {bytes}  {msg}  {rate}"
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).with_key(
        "rate",
        |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "bytes a second for the eye"
            )]
            let rate = HumanBytes(state.per_sec() as u64);
            let _ = write!(out, "{rate}/s");
        },
    )
}

fn per_second(count: u64, elapsed: Duration) -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a rate for the eye"
    )]
    let rate = (count as f64 / elapsed.as_secs_f64().max(1e-3)) as u64;
    rate
}
