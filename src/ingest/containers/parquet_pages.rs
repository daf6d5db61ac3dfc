//! The pages of a Parquet column, with Zstandard read in pure Rust: the `parquet` crate knows that codec only through a
//! library in C. It reads such a column as if nothing were compressed, and the pages are decompressed on the way out.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::bloom_filter::Sbbf;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{ChunkReader, RowGroupReader};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use ruzstd::decoding::StreamingDecoder;

/// The largest page that is decompressed; writers make them a thousand times smaller.
const LARGEST_PAGE: u64 = 1 << 30;

/// A group of rows whose columns may be compressed by Zstandard.
pub(super) struct RowGroup<'m, R> {
    input: Arc<R>,
    metadata: &'m RowGroupMetaData,
}

impl<'m, R> RowGroup<'m, R> {
    /// The group of `input` that `metadata` describes.
    pub(super) fn new(input: Arc<R>, metadata: &'m RowGroupMetaData) -> Self {
        Self { input, metadata }
    }
}

impl<R: ChunkReader + 'static> RowGroupReader for RowGroup<'_, R> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.metadata
    }

    fn num_columns(&self) -> usize {
        self.metadata.num_columns()
    }

    fn get_column_page_reader(&self, index: usize) -> Result<Box<dyn PageReader>> {
        let rows = usize::try_from(self.metadata.num_rows())?;
        let column = self.metadata.column(index);
        let input = Arc::clone(&self.input);
        if !matches!(column.compression(), Compression::ZSTD(_)) {
            return Ok(Box::new(SerializedPageReader::new(input, column, rows, None)?));
        }
        let plain = column.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        Ok(Box::new(ZstdPages { pages: SerializedPageReader::new(input, &plain, rows, None)? }))
    }

    fn get_column_bloom_filter(&self, _: usize) -> Option<&Sbbf> {
        None
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

/// Pages that come compressed, and leave decompressed.
struct ZstdPages<R: ChunkReader> {
    pages: SerializedPageReader<R>,
}

impl<R: ChunkReader> PageReader for ZstdPages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let Some(mut page) = self.pages.get_next_page()? else { return Ok(None) };
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = decompressed(buf, 0)?,
            Page::DataPageV2 { buf, is_compressed, def_levels_byte_len, rep_levels_byte_len, .. } => {
                if *is_compressed {
                    *buf = decompressed(buf, (*def_levels_byte_len + *rep_levels_byte_len) as usize)?;
                    *is_compressed = false;
                }
            }
        }
        Ok(Some(page))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl<R: ChunkReader> Iterator for ZstdPages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// `bytes` with all behind the first `plain` of them decompressed.
fn decompressed(bytes: &Bytes, plain: usize) -> Result<Bytes> {
    let broken = |error: &dyn std::fmt::Display| ParquetError::General(format!("Zstandard: {error}"));
    let (levels, values) = bytes.split_at_checked(plain).ok_or_else(|| broken(&"a page is too short"))?;
    let mut whole = levels.to_vec();
    if !values.is_empty() {
        let decoder = StreamingDecoder::new(values).map_err(|error| broken(&error))?;
        decoder.take(LARGEST_PAGE).read_to_end(&mut whole).map_err(|error| broken(&error))?;
    }
    Ok(Bytes::from(whole))
}
