//! What people did, carried into the database of a new run: each claim that was acted on is looked for again.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, params};

use super::schema::PEOPLE;
use crate::review::error::ReviewError;

/// A claim that somebody acted on, as it stood then.
struct Subject {
    id: i64,
    sha256: String,
    document: String,
    quote: String,
    start: i64,
}

/// Copies the tables of people from the database `old` and matches the claims again. Returns how many were found and
/// how many were not.
pub(super) fn carry(connection: &mut Connection, old: &Path) -> Result<(u64, u64), ReviewError> {
    connection.execute("ATTACH DATABASE ? AS old", [old.display().to_string()])?;
    let transaction = connection.transaction()?;
    for table in PEOPLE {
        transaction.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM old.{table};"))?;
    }
    transaction.execute("UPDATE subjects SET claim = NULL, matched = 'unmatched'", [])?;
    transaction.commit()?;
    connection.execute_batch("DETACH DATABASE old;")?;
    rematch(connection)
}

/// Finds each subject's claim: in a document of the same bytes first, else in one of the same name; there by the same
/// words, and of several the nearest that no other has taken.
fn rematch(connection: &mut Connection) -> Result<(u64, u64), ReviewError> {
    let transaction = connection.transaction()?;
    let subjects: Vec<Subject> = transaction
        .prepare("SELECT id, sha256, document, quote, start FROM subjects ORDER BY id")?
        .query_map([], |row| {
            Ok(Subject {
                id: row.get(0)?,
                sha256: row.get(1)?,
                document: row.get(2)?,
                quote: row.get(3)?,
                start: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut taken = BTreeSet::new();
    let mut left = Vec::new();
    // Exact places first, so that a moved sentence cannot take the place of one that stayed.
    for exact in [true, false] {
        let round = if exact { subjects.iter().collect() } else { std::mem::take(&mut left) };
        for subject in round {
            let found = find(&transaction, subject, exact, &taken)?;
            let Some((claim, how)) = found else {
                left.push(subject);
                continue;
            };
            taken.insert(claim);
            transaction
                .prepare_cached("UPDATE subjects SET claim = ?, matched = ? WHERE id = ?")?
                .execute(params![claim, how, subject.id])?;
        }
    }
    transaction.commit()?;
    Ok((taken.len() as u64, left.len() as u64))
}

fn find(
    connection: &Connection,
    subject: &Subject,
    exact: bool,
    taken: &BTreeSet<i64>,
) -> Result<Option<(i64, &'static str)>, ReviewError> {
    let documents = "SELECT id, first_claim, claims, sha256 = ?1, name = ?2 FROM documents WHERE sha256 = ?1
         UNION SELECT id, first_claim, claims, sha256 = ?1, 1 FROM documents WHERE name = ?2
         ORDER BY 4 DESC, 5 DESC";
    let mut documents = connection.prepare_cached(documents)?;
    let mut rows = documents.query(params![subject.sha256, subject.document])?;
    while let Some(row) = rows.next()? {
        let (first, count, same): (i64, i64, bool) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let mut claims = connection.prepare_cached(
            "SELECT id, abs(start - ?4) FROM claims WHERE id >= ?1 AND id < ?2 AND text = ?3 ORDER BY 2, 1",
        )?;
        let found = claims.query_map(params![first, first + count, subject.quote, subject.start], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
        for claim in found {
            let (claim, distance) = claim?;
            if taken.contains(&claim) || (exact && (distance != 0 || !same)) {
                continue;
            }
            let how = match (same, distance) {
                (true, 0) => "same",
                (true, _) => "moved",
                (false, _) => "changed document",
            };
            return Ok(Some((claim, how)));
        }
    }
    Ok(None)
}
