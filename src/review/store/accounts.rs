//! Accounts, sessions, one-time links. Of tokens and passwords only hashes are kept.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Store, now};
use crate::review::error::ReviewError;

/// Seconds without a request after which a session ends.
const IDLE: i64 = 12 * 3600;
/// Seconds after which it ends in any case.
const LONGEST: i64 = 7 * 24 * 3600;
/// Seconds that an invitation holds.
const INVITATION: i64 = 3 * 24 * 3600;
/// The fewest characters of a password.
pub(crate) const SHORTEST_PASSWORD: usize = 12;

/// What an account may do; each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Decide.
    Reviewer,
    /// And settle opinions that differ, see agreement, assign work.
    Adjudicator,
    /// And invite, change roles, close accounts.
    Admin,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Reviewer, Self::Adjudicator, Self::Admin];

    /// As in the database and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Adjudicator => "adjudicator",
            Self::Admin => "admin",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A person who reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name, as in every event.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// False once it is closed; its decisions stay.
    pub active: bool,
    /// Whether it has set a password.
    pub has_password: bool,
}

/// 256 bits that nobody guesses, as hexadecimal.
pub(crate) fn new_token() -> Result<String, ReviewError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|_| ReviewError::Refused("the system gives no random numbers".to_owned()))?;
    let mut token = String::with_capacity(64);
    for byte in bytes {
        let _ = write!(token, "{byte:02x}");
    }
    Ok(token)
}

/// What is kept of a token. It is looked up by hash, so that no comparison tells how much of a guess was right.
fn hashed(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Whether a name can be an account's: letters, digits, and `. _ - ' ` or spaces inside, 1 to 40 characters.
fn is_name(name: &str) -> bool {
    let inside = |one: char| one.is_alphanumeric() || " ._-'’".contains(one);
    (1..=40).contains(&name.chars().count()) && name.trim() == name && name.chars().all(inside)
}

impl Store {
    /// Makes the account, or gives it this role; its password stays.
    ///
    /// # Errors
    ///
    /// [`ReviewError::Refused`] when the name cannot be one.
    pub fn set_account(&self, name: &str, role: Role, active: bool) -> Result<(), ReviewError> {
        if !is_name(name) {
            let message = "A name has 1 to 40 letters, digits, spaces, dots, dashes or apostrophes.";
            return Err(ReviewError::Refused(message.to_owned()));
        }
        let connection = self.writer();
        connection.execute(
            "INSERT INTO users VALUES (?1, ?2, NULL, ?3, ?4) ON CONFLICT(name) DO UPDATE SET role = ?2, active = ?3",
            params![name, role.name(), active, now()],
        )?;
        if !active {
            connection.execute("DELETE FROM sessions WHERE user = ?", [name])?;
            connection.execute("DELETE FROM links WHERE user = ?", [name])?;
        }
        Ok(())
    }

    /// All accounts by name.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn accounts(&self) -> Result<Vec<Account>, ReviewError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT name, role, active, password IS NOT NULL FROM users ORDER BY name")?;
            let rows = statement.query_map([], |row| {
                let role: String = row.get(1)?;
                let role = Role::named(&role).unwrap_or(Role::Reviewer);
                Ok(Account { name: row.get(0)?, role, active: row.get(2)?, has_password: row.get(3)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The account of this name.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn account(&self, name: &str) -> Result<Option<Account>, ReviewError> {
        Ok(self.accounts()?.into_iter().find(|account| account.name == name))
    }

    /// A link by which the account can be entered once, within three days.
    pub(crate) fn invite(&self, name: &str) -> Result<String, ReviewError> {
        let token = new_token()?;
        let connection = self.writer();
        connection.execute("DELETE FROM links WHERE user = ? OR expires < ?", params![name, seconds()])?;
        connection.execute(
            "INSERT INTO links VALUES (?,?,?)",
            params![hashed(&token), name, seconds() + INVITATION],
        )?;
        Ok(token)
    }

    /// Whose link this is, without using it up.
    pub(crate) fn invited(&self, token: &str) -> Result<Option<String>, ReviewError> {
        let name = self.read(|connection| {
            let found = connection
                .prepare_cached("SELECT user FROM links WHERE token = ? AND expires >= ?")?
                .query_row(params![hashed(token), seconds()], |row| row.get(0))
                .optional()?;
            Ok(found)
        })?;
        Ok(name)
    }

    /// Uses a link up and says whose it was.
    pub(crate) fn use_link(&self, token: &str) -> Result<Option<String>, ReviewError> {
        let connection = self.writer();
        let user = connection
            .prepare_cached("DELETE FROM links WHERE token = ? AND expires >= ? RETURNING user")?
            .query_row(params![hashed(token), seconds()], |row| row.get(0))
            .optional()?;
        Ok(user)
    }

    /// Sets the password of an account and ends its sessions.
    pub(crate) fn set_password(&self, name: &str, password: &str) -> Result<(), ReviewError> {
        let length = password.chars().count();
        if !(SHORTEST_PASSWORD..=200).contains(&length) {
            return Err(ReviewError::Refused(format!(
                "A password has {SHORTEST_PASSWORD} to 200 characters."
            )));
        }
        let hash = Argon2::default()
            .hash_password(password.as_bytes())
            .map_err(|_| ReviewError::Broken("password"))?
            .to_string();
        let connection = self.writer();
        connection.execute("UPDATE users SET password = ? WHERE name = ?", params![hash, name])?;
        connection.execute("DELETE FROM sessions WHERE user = ?", [name])?;
        Ok(())
    }

    /// Whether this is the password of an open account. Takes as long when there is none.
    pub(crate) fn is_password(&self, name: &str, password: &str) -> Result<bool, ReviewError> {
        let stored: Option<String> = self.read(|connection| {
            let found = connection
                .prepare_cached(
                    "SELECT password FROM users WHERE name = ? AND active AND password IS NOT NULL",
                )?
                .query_row([name], |row| row.get(0))
                .optional()?;
            Ok(found)
        })?;
        let known = stored.is_some();
        // The hash of nobody's password, of the same cost.
        let nobody = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$bC9JtPzXlHcXnTZKb2ZlRZ2jyRN4bGzqkTjyvRzGd2I";
        let stored = stored.unwrap_or_else(|| nobody.to_owned());
        let hash = PasswordHash::new(&stored).map_err(|_| ReviewError::Broken("password"))?;
        let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(right && known)
    }

    /// Begins a session and gives its token.
    pub(crate) fn begin_session(&self, user: &str) -> Result<String, ReviewError> {
        let token = new_token()?;
        let connection = self.writer();
        let time = seconds();
        connection.execute(
            "DELETE FROM sessions WHERE seen < ? OR created < ?",
            params![time - IDLE, time - LONGEST],
        )?;
        connection
            .execute("INSERT INTO sessions VALUES (?,?,?,?)", params![hashed(&token), user, time, time])?;
        Ok(token)
    }

    /// The account of an open session.
    pub(crate) fn session(&self, token: &str) -> Result<Option<Account>, ReviewError> {
        let (hash, time) = (hashed(token), seconds());
        let found: Option<(Account, i64)> = self.read(|connection| {
            let found = connection
                .prepare_cached(
                    "SELECT name, role, active, password IS NOT NULL, seen FROM sessions JOIN users ON user = name
                     WHERE token = ? AND active AND seen >= ? AND sessions.created >= ?",
                )?
                .query_row(params![hash, time - IDLE, time - LONGEST], |row| {
                    let role: String = row.get(1)?;
                    let role = Role::named(&role).unwrap_or(Role::Reviewer);
                    let account =
                        Account { name: row.get(0)?, role, active: row.get(2)?, has_password: row.get(3)? };
                    Ok((account, row.get(4)?))
                })
                .optional()?;
            Ok(found)
        })?;
        let Some((account, seen)) = found else { return Ok(None) };
        if time - seen > 60 {
            self.writer().execute("UPDATE sessions SET seen = ? WHERE token = ?", params![time, hash])?;
        }
        Ok(Some(account))
    }

    /// Ends a session.
    pub(crate) fn end_session(&self, token: &str) -> Result<(), ReviewError> {
        self.writer().execute("DELETE FROM sessions WHERE token = ?", [hashed(token)])?;
        Ok(())
    }
}
