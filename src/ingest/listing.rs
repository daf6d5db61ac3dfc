//! The files of a run as they were when it began, so that it can tell which have changed since.

use std::fs::{self, Metadata};
use std::time::UNIX_EPOCH;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::files::{InputFile, STANDARD_INPUT};

/// Size and time of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its bytes.
    pub bytes: u64,
    /// When it was written last, in nanoseconds since 1970; `None` where the file system does not say.
    pub modified: Option<i64>,
}

impl Stamp {
    /// The stamp of a file as it is now; `None` when there is none, or when it is standard input.
    #[must_use]
    pub fn of(file: &InputFile) -> Option<Self> {
        if file.id == STANDARD_INPUT {
            return None;
        }
        fs::metadata(&file.path).ok().as_ref().map(Self::new)
    }

    fn new(data: &Metadata) -> Self {
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self { bytes: data.len(), modified: modified.and_then(|since| i64::try_from(since.as_nanos()).ok()) }
    }

    /// The day it was written last, in universal time.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        let time = Timestamp::from_nanosecond(self.modified?.into()).ok()?;
        Some(time.to_zoned(TimeZone::UTC).date())
    }
}

/// A file to read, with its stamp when the run began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub file: InputFile,
    /// What it was then.
    pub stamp: Option<Stamp>,
}

impl Listed {
    /// Lists `file` as it is now.
    #[must_use]
    pub fn now(file: InputFile) -> Self {
        let stamp = Stamp::of(&file);
        Self { file, stamp }
    }

    /// Whether the file is another than it was; one that has gone is.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        Stamp::of(&self.file) != self.stamp
    }
}
