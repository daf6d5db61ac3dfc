//! Tables of Parquet: a document a row.

use std::fs::File;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::ChunkReader;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::parquet_pages::RowGroup;
use super::row::{Columns, Role};
use super::{Entry, Seekable};
use crate::error::Stage;

/// A column that swells beyond the ratio is harmless below this size.
const HARMLESS_BYTES: i64 = 64 << 20;

impl Entry<'_, '_> {
    /// Hands every row on whose text is not empty.
    pub(super) fn parquet(&mut self, input: Seekable) -> ControlFlow<()> {
        match input {
            Seekable::File(file) => self.table::<File>(file),
            Seekable::Memory(bytes) => self.table::<Bytes>(Bytes::from(bytes)),
        }
    }

    fn table<R: ChunkReader + 'static>(&mut self, input: R) -> ControlFlow<()> {
        let metadata = guarded(|| ParquetMetaDataReader::new().parse_and_finish(&input));
        let metadata = match metadata {
            Ok(metadata) => metadata,
            Err(error) => return self.no_parquet(None, &error),
        };
        let (fields, headings) = flat_columns(&metadata);
        let columns = match Columns::choose(&headings, &self.options.fields) {
            Ok(columns) => columns,
            Err(message) => return self.fail(None, None, Stage::Ingest, "no_text", message),
        };
        let input = Arc::new(input);
        let root = metadata.file_metadata().schema().name();
        let mut record = 0;
        for group in metadata.row_groups() {
            let most = i64::try_from(self.options.limits.ratio).unwrap_or(i64::MAX);
            let swells = group.columns().iter().any(|column| {
                column.uncompressed_size() > HARMLESS_BYTES.max(column.compressed_size().saturating_mul(most))
            });
            if swells {
                let message = format!(
                    "a column becomes more than {most} times as large as its compressed bytes; raise --max-ratio if it is honest"
                );
                return self.fail(Some(record), None, Stage::Open, "ratio", message);
            }
            let group = RowGroup::new(Arc::clone(&input), group);
            let chosen: Vec<_> =
                columns.chosen().iter().map(|(_, index)| Arc::clone(&fields[*index])).collect();
            // The rows come with their columns in the order of the file.
            let wanted = Type::group_type_builder(root).with_fields(chosen).build();
            let rows = guarded(|| RowIter::from_row_group(Some(wanted?), &group));
            let mut rows = match rows {
                Ok(rows) => rows,
                Err(error) => return self.no_parquet(Some(record), &error),
            };
            while let Some(row) = guarded(|| rows.next().transpose()).transpose() {
                match row {
                    Ok(row) => self.parquet_row(&row, &columns, &headings, record)?,
                    Err(error) => return self.no_parquet(Some(record), &error),
                }
                record += 1;
            }
        }
        ControlFlow::Continue(())
    }

    fn parquet_row(
        &mut self,
        row: &Row,
        columns: &Columns,
        headings: &[String],
        record: usize,
    ) -> ControlFlow<()> {
        let field = |role: Role| {
            let (_, index) = columns.chosen().iter().find(|(known, _)| *known == role)?;
            row.get_column_iter().find(|(name, _)| *name == &headings[*index]).map(|(_, field)| field)
        };
        let text = field(Role::Text).map(bytes).unwrap_or_default();
        if text.len() > self.options.limits.document_bytes {
            return self.too_large(Some(record), None);
        }
        let value = |role| field(role).map(|field| String::from_utf8_lossy(&bytes(field)).into_owned());
        match Self::row(columns, record, text, value) {
            Some(found) => self.found(found),
            None => ControlFlow::Continue(()),
        }
    }

    fn no_parquet(&mut self, record: Option<usize>, error: &ParquetError) -> ControlFlow<()> {
        let message =
            format!("not a table of Parquet that can be read: {error}; what comes behind it was not read");
        self.fail(record, None, Stage::Ingest, "parquet", message)
    }
}

/// The columns that hold one value a row, and their names.
fn flat_columns(metadata: &ParquetMetaData) -> (Vec<Arc<Type>>, Vec<String>) {
    let root = metadata.file_metadata().schema_descr().root_schema_ptr();
    let flat: Vec<Arc<Type>> =
        root.get_fields().iter().filter(|field| field.is_primitive()).map(Arc::clone).collect();
    let names = flat.iter().map(|field| field.name().to_owned()).collect();
    (flat, names)
}

/// A value as text.
fn bytes(field: &Field) -> Vec<u8> {
    match field {
        Field::Null => Vec::new(),
        Field::Str(text) => text.as_bytes().to_vec(),
        Field::Bytes(bytes) => bytes.data().to_vec(),
        other => other.to_string().into_bytes(),
    }
}

/// Runs `read`, in which broken files make the crate panic now and then.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    // A reader that panicked is not used again.
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ParquetError::General("its parts do not fit together".to_owned())))
}
