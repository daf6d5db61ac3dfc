//! The database of a review, and all of its SQL.
//!
//! One `SQLite` file beside the output holds two things: the run, which can be read in again at any time, and what people
//! did, which cannot. The second is events, appended and never changed; every state is their replay. Claims are numbered
//! from 0 in the order of the run. Which claims a filter keeps is a bitmap: each value of each facet has one, and a page
//! of the queue is the first claims of the best-first order that are in the intersection, however many filters combine.

mod accounts;
mod carry;
mod events;
mod filters;
mod import;
mod prepare;
mod read;
mod schema;
mod upkeep;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags};

pub use self::accounts::{Account, Role};
pub use self::events::{Unmatched, Written};
pub use self::filters::{Facets, Filter, Found, SearchIn, Value};
pub use self::import::Imported;
pub use self::read::{ClaimLine, ClaimView, DocumentView, HistoryLine, SourceLine};
pub use self::upkeep::{Checked, backup, check};
use super::error::ReviewError;

/// Connections that read at the same time.
const READERS: usize = 8;

/// The database of one output.
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    /// The claims best first.
    order: Vec<u32>,
    /// The place of each claim in `order`.
    rank: Vec<u32>,
    /// Held while the store is open, so that no two servers have one database.
    _lock: File,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The database of an output: `out.jsonl.review.sqlite`.
#[must_use]
pub fn database_of(output: &Path) -> PathBuf {
    beside(output, ".review.sqlite")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// UTC, to the second, as RFC 3339.
#[must_use]
pub fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_else(|_| jiff::Timestamp::now()).to_string()
}

impl Store {
    /// Opens the database of `output`. Where there is none, or the output has changed since it was made, the run is read in,
    /// and what people did is carried over; then the second value says what came in.
    ///
    /// # Errors
    ///
    /// When the output cannot be read or is no output of `sayso tag`, when the database is another server's or cannot
    /// be written.
    pub fn open(output: &Path) -> Result<(Self, Option<Imported>), ReviewError> {
        let path = database_of(output);
        let lock = lock(&beside(output, ".review.lock"))?;
        let print = import::fingerprint(output)?;
        let imported = if Self::holds(&path, print)? { None } else { Some(Self::renew(output, &path)?) };
        Ok((Self::of(path, lock)?, imported))
    }

    /// Opens the database of `output` as it is, also while a server has it open.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be read.
    pub fn open_to_read(output: &Path) -> Result<Self, ReviewError> {
        let path = database_of(output);
        let lock = File::open(&path).map_err(|error| ReviewError::io("read", &path, error))?;
        Self::of(path, lock)
    }

    fn of(path: PathBuf, lock: File) -> Result<Self, ReviewError> {
        let writer = Connection::open(&path)?;
        // A decision that was acknowledged is on the disk, also when the power goes.
        writer.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA busy_timeout = 10000; PRAGMA trusted_schema = OFF;",
        )?;
        schema::migrate(&writer)?;
        let order: Vec<u8> = writer.query_row("SELECT claims FROM claim_order", [], |row| row.get(0))?;
        let order: Vec<u32> = order
            .chunks_exact(4)
            .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        let mut rank = vec![0; order.len()];
        for (place, claim) in (0..).zip(&order) {
            *rank.get_mut(*claim as usize).ok_or(ReviewError::Broken("order"))? = place;
        }
        Ok(Self { path, writer: Mutex::new(writer), readers: Mutex::default(), order, rank, _lock: lock })
    }

    /// Whether the database is there and has the run of this fingerprint.
    fn holds(path: &Path, print: (i64, i64)) -> Result<bool, ReviewError> {
        if !path.exists() {
            return Ok(false);
        }
        let connection = Connection::open(path)?;
        if schema::is_newer(&connection)? {
            return Err(ReviewError::Newer(path.to_path_buf()));
        }
        schema::migrate(&connection)?;
        let found = connection.query_row("SELECT bytes, modified FROM runs", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })?;
        Ok(found == print)
    }

    /// A new database of the run, with what people did in the old one, put in its place when it is whole.
    fn renew(output: &Path, path: &Path) -> Result<Imported, ReviewError> {
        let part = beside(path, ".part");
        remove(&part)?;
        let mut connection = Connection::open(&part)?;
        restrict(&part)?;
        let mut imported = import::import(&mut connection, output, &now())?;
        if path.exists() {
            // Nothing may stay behind in the write-ahead log of the old file.
            Connection::open(path)?.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
            (imported.matched, imported.unmatched) = carry::carry(&mut connection, path)?;
        }
        connection.close().map_err(|(_, error)| error)?;
        let failed = |error| ReviewError::io("replace", path, error);
        File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
        for log in ["-wal", "-shm"] {
            remove(&beside(path, log))?;
        }
        fs::rename(&part, path).map_err(failed)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        }
        Ok(imported)
    }

    /// Where the database lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of claims in the run.
    #[must_use]
    pub fn claims(&self) -> u32 {
        u32::try_from(self.order.len()).unwrap_or(u32::MAX)
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A transaction of somebody who panicked was rolled back when it was dropped.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on a connection that only reads.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, ReviewError>) -> Result<T, ReviewError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.new_reader()?,
        };
        let result = work(&connection);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(connection);
        }
        result
    }

    fn new_reader(&self) -> Result<Connection, ReviewError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.execute_batch(
            "PRAGMA busy_timeout = 10000; PRAGMA cache_size = -32000; PRAGMA mmap_size = 1073741824;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}

/// Takes the lock of an output, or says that another has it.
fn lock(path: &Path) -> Result<File, ReviewError> {
    let failed = |error| ReviewError::io("create", path, error);
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ReviewError::Busy(path.to_path_buf())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Only the owner reads a database: it holds documents, password hashes, and who decided what.
fn restrict(path: &Path) -> Result<(), ReviewError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
            .map_err(|error| ReviewError::io("protect", path, error))?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), ReviewError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ReviewError::io("remove", path, error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
