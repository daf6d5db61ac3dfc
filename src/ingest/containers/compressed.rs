//! Compressed files, and the guard against those that swell without end.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::{Entry, Input};
use crate::ingest::format::Format;

/// A file may swell to this size whatever its compressed size is.
const HARMLESS_BYTES: u64 = 4 << 20;

/// A file became larger than its compressed size allows.
#[derive(Debug)]
struct Swells(usize);

impl fmt::Display for Swells {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "it becomes more than {} times as large as its compressed bytes, as a decompression bomb does; raise \
             --max-ratio if it is honest",
            self.0
        )
    }
}

impl std::error::Error for Swells {}

/// A decompressed stream that ends with an error when it swells.
pub(in crate::ingest) struct Guarded<R> {
    input: R,
    compressed: Rc<Cell<u64>>,
    out: u64,
    most: usize,
}

impl<R> Guarded<R> {
    /// `input` as the decompressed form of what `compressed` counts, at most `most` times as large.
    pub(in crate::ingest) fn new(input: R, compressed: Rc<Cell<u64>>, most: usize) -> Self {
        Self { input, compressed, out: 0, most }
    }

    /// Whether a stream ended with `error` because it swells.
    pub(in crate::ingest) fn swells(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Swells>)
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.out += read as u64;
        let allowed = self.compressed.get().saturating_mul(self.most as u64).max(HARMLESS_BYTES);
        if self.out > allowed { Err(io::Error::other(Swells(self.most))) } else { Ok(read) }
    }
}

/// Counts the bytes that go through.
struct Counted<R> {
    input: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl Entry<'_, '_> {
    /// Reads what a gzip file holds; several members one after the other are one file.
    pub(super) fn gzip(&mut self, input: Input<'_>) -> ControlFlow<()> {
        self.decompress(input, |input| Box::new(MultiGzDecoder::new(io::BufReader::new(input))))
    }

    /// Reads what a Zstandard file holds; several frames one after the other are one file.
    pub(super) fn zstd(&mut self, input: Input<'_>) -> ControlFlow<()> {
        self.decompress(input, |input| {
            let input = io::BufReader::new(input);
            Box::new(Frames { input, decoder: FrameDecoder::new(), in_frame: false })
        })
    }

    fn decompress(
        &mut self,
        input: Input<'_>,
        decoder: impl FnOnce(Box<dyn Read + '_>) -> Box<dyn Read + '_>,
    ) -> ControlFlow<()> {
        if let Err(flow) = self.may_open() {
            return flow;
        }
        let count = Rc::new(Cell::new(0));
        let counted = Counted { input, count: Rc::clone(&count) };
        let guarded = Guarded::new(decoder(Box::new(counted)), count, self.options.limits.ratio);
        let promised = Format::inside(&self.place.path);
        self.inside(None, promised, Box::new(guarded))
    }
}

/// The frames of a Zstandard file as one stream.
struct Frames<R> {
    input: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.in_frame && !self.next_frame()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.input, one).map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.in_frame = false;
        }
        Ok(0)
    }
}

impl<R: BufRead> Frames<R> {
    /// Goes to the next frame that holds data; `false` at the end.
    fn next_frame(&mut self) -> io::Result<bool> {
        use FrameDecoderError::ReadFrameHeaderError as Header;
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.input) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                Err(Header(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.input).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}
