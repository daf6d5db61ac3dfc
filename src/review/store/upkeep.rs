//! Backups, and whether everything is as it was written.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::events::{events_of, link};
use crate::review::error::ReviewError;
use crate::review::state::State;

/// What `sayso review check` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Events in the chain.
    pub events: u64,
    /// Claims with decisions.
    pub subjects: u64,
    /// What is wrong, a line each; empty when all is well.
    pub problems: Vec<String>,
}

/// Copies the database to `target`, which must not exist, also while a server is running: one consistent state.
///
/// # Errors
///
/// When the database cannot be read or the target cannot be written.
pub fn backup(database: &Path, target: &Path) -> Result<(), ReviewError> {
    if target.exists() {
        return Err(ReviewError::Usage(format!("{}: exists already; choose another name", target.display())));
    }
    open(database)?.execute("VACUUM INTO ?", [target.display().to_string()])?;
    super::restrict(target)
}

/// Checks the file, the chain of events, and that every state is the replay of its events.
///
/// # Errors
///
/// When the database cannot be read at all.
pub fn check(database: &Path) -> Result<Checked, ReviewError> {
    let connection = open(database)?;
    let mut checked = Checked::default();
    let mut integrity = connection.prepare("PRAGMA integrity_check")?;
    for line in integrity.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            checked.problems.push(format!("the file: {line}"));
        }
    }
    check_chain(&connection, &mut checked)?;
    check_states(&connection, &mut checked)?;
    Ok(checked)
}

fn open(database: &Path) -> Result<Connection, ReviewError> {
    if !database.exists() {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(ReviewError::io("read", database, missing));
    }
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    Ok(connection)
}

fn check_chain(connection: &Connection, checked: &mut Checked) -> Result<(), ReviewError> {
    let mut statement =
        connection.prepare("SELECT id, subject, reviewer, at, action, hash FROM events ORDER BY id")?;
    let mut rows = statement.query([])?;
    let (mut before, mut expected) = (Vec::new(), 1);
    while let Some(row) = rows.next()? {
        let (id, subject, reviewer, at, action, hash): (i64, i64, String, String, String, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
        if id != expected {
            checked.problems.push(format!("event {expected} is missing"));
        }
        if link(&before, id, subject, &reviewer, &at, &action) != hash {
            checked.problems.push(format!("event {id} is not as it was written, or one before it is not"));
        }
        before = hash;
        expected = id + 1;
        checked.events += 1;
    }
    Ok(())
}

fn check_states(connection: &Connection, checked: &mut Checked) -> Result<(), ReviewError> {
    let mut statement = connection.prepare(
        "SELECT subjects.id, json FROM subjects LEFT JOIN states ON subject = subjects.id ORDER BY 1",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (subject, json): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
        let stored = json.and_then(|json| serde_json::from_str::<State>(&json).ok());
        if stored != Some(State::replay(&events_of(connection, subject)?)) {
            checked.problems.push(format!("the state of subject {subject} is not what its events come to"));
        }
        checked.subjects += 1;
    }
    Ok(())
}
