//! Reading in a process of its own.
//!
//! Parsers of formats such as PDF can hang, eat all memory or overflow the stack on one document, and nothing inside a
//! process can be sure to end that. So they run in a child of the same binary, which reads one document after the other
//! from its standard input and is replaced when it dies: a bad document costs that document.
//!
//! A request is the document's description as JSON and then its bytes, an answer the document or its error as JSON; each
//! part has its length before it, 8 bytes, little-endian.

use std::env;
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{RawDocument, read};
use crate::document::Document;
use crate::error::{DocumentError, Stage};

/// The command that makes the binary a child.
pub const COMMAND: &str = "read-documents";

/// With this the child says that a document took too long.
const TOO_LONG: i32 = 124;

/// How often the child looks at the clock.
const TICK: Duration = Duration::from_millis(50);

/// What one document may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Seconds of wall-clock time.
    pub seconds: u64,
    /// Bytes of memory of the whole child. Only Unix keeps it.
    pub memory: u64,
}

impl Default for Allowance {
    /// Half a minute, and 2 GiB: a hundred times what an honest document takes.
    fn default() -> Self {
        Self { seconds: 30, memory: 2 << 30 }
    }
}

/// The children of a run: as many as threads read at the same time. They end with it.
#[derive(Debug)]
pub struct Children {
    program: PathBuf,
    allowance: Allowance,
    idle: Mutex<Vec<Running>>,
}

impl Children {
    /// Children of the binary that is running. None is started yet.
    ///
    /// # Errors
    ///
    /// When the system does not say which binary that is.
    pub fn new(allowance: Allowance) -> io::Result<Self> {
        Ok(Self { program: env::current_exe()?, allowance, idle: Mutex::default() })
    }

    /// Reads one document in a child.
    ///
    /// # Errors
    ///
    /// As [`read`]; `too_slow` and `reader_died` when the child ended instead.
    pub fn read(&self, raw: &RawDocument) -> Result<Document, DocumentError> {
        let idle = self.idle().pop();
        let refuse = |code: &'static str, message: String| DocumentError {
            path: raw.place(),
            stage: Stage::Ingest,
            code: code.into(),
            message,
        };
        let mut child = match idle.map_or_else(|| Running::start(&self.program, self.allowance), Ok) {
            Ok(child) => child,
            Err(error) => {
                return Err(refuse("no_reader", format!("no process can be started to read it: {error}")));
            }
        };
        if let Ok(answer) = child.ask(raw) {
            self.idle().push(child);
            return answer;
        }
        let Allowance { seconds, memory } = self.allowance;
        Err(match child.end() {
            Some(status) if status.code() == Some(TOO_LONG) => refuse(
                "too_slow",
                format!("took longer than {seconds} s to read; raise --max-seconds to wait for it"),
            ),
            _ => refuse(
                "reader_died",
                format!(
                    "its reader broke down, or wanted more than {memory} bytes of memory (--max-reader-memory)"
                ),
            ),
        })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Running>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A child that waits for a document.
#[derive(Debug)]
struct Running {
    process: Child,
    /// `None` once nothing more is asked.
    to: Option<BufWriter<ChildStdin>>,
    from: BufReader<ChildStdout>,
}

impl Running {
    fn start(program: &PathBuf, allowance: Allowance) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(COMMAND)
            .arg(allowance.seconds.to_string())
            .arg(allowance.memory.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("it has no pipes"));
        };
        Ok(Self { process, to: Some(BufWriter::new(to)), from: BufReader::new(from) })
    }

    fn ask(&mut self, raw: &RawDocument) -> io::Result<Result<Document, DocumentError>> {
        let to = self.to.as_mut().ok_or(ErrorKind::BrokenPipe)?;
        send(to, &serde_json::to_vec(raw)?)?;
        send(to, &raw.bytes)?;
        to.flush()?;
        let answer = receive(&mut self.from)?.ok_or(ErrorKind::UnexpectedEof)?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// How it ended, now that it does not answer.
    fn end(&mut self) -> Option<ExitStatus> {
        self.to = None;
        if let Ok(Some(status)) = self.process.try_wait() {
            return Some(status);
        }
        // It answered nonsense, or is about to end: it is no longer wanted in either case.
        thread::sleep(TICK);
        if let Ok(Some(status)) = self.process.try_wait() {
            return Some(status);
        }
        let _ = self.process.kill();
        self.process.wait().ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.to = None;
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a child does: it answers until nobody asks any more.
///
/// A document that takes longer than its allowance ends the process.
///
/// # Errors
///
/// [`io::Error`] when the pipes break or a request is none.
pub fn serve(allowance: Allowance) -> io::Result<()> {
    limit_memory(allowance.memory)?;
    let clock = Clock::start(allowance.seconds)?;
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    while let Some(header) = receive(&mut input)? {
        let mut raw: RawDocument = serde_json::from_slice(&header)?;
        raw.bytes = receive(&mut input)?.ok_or(ErrorKind::UnexpectedEof)?;
        clock.begin();
        let answer = catch_unwind(AssertUnwindSafe(|| read(&raw))).unwrap_or_else(|_| {
            Err(DocumentError {
                path: raw.place(),
                stage: Stage::Ingest,
                code: "reader_died".into(),
                message: "its reader broke down".to_owned(),
            })
        });
        clock.end();
        send(&mut output, &serde_json::to_vec(&answer)?)?;
        output.flush()?;
    }
    Ok(())
}

/// Ends the process when a document takes too long.
struct Clock {
    started: Instant,
    /// Milliseconds after `started` at which the document in hand is too late; 0 for none.
    due: Arc<AtomicU64>,
    allowed: u64,
}

impl Clock {
    fn start(seconds: u64) -> io::Result<Self> {
        let started = Instant::now();
        let due = Arc::new(AtomicU64::new(0));
        let watched = Arc::clone(&due);
        thread::Builder::new().name("clock".to_owned()).spawn(move || {
            loop {
                thread::sleep(TICK);
                let due = watched.load(Ordering::SeqCst);
                if due > 0 && milliseconds(started) > due {
                    #[allow(clippy::exit, reason = "no other way ends a thread that does not come back")]
                    std::process::exit(TOO_LONG);
                }
            }
        })?;
        Ok(Self { started, due, allowed: seconds.saturating_mul(1000) })
    }

    fn begin(&self) {
        let due = milliseconds(self.started).saturating_add(self.allowed).max(1);
        self.due.store(due, Ordering::SeqCst);
    }

    fn end(&self) {
        self.due.store(0, Ordering::SeqCst);
    }
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(unix)]
fn limit_memory(bytes: u64) -> io::Result<()> {
    rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes)
}

#[cfg(not(unix))]
fn limit_memory(_bytes: u64) -> io::Result<()> {
    Ok(())
}

fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// The next part; `None` at the end.
fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    let read = from.take(length).read_to_end(&mut bytes)?;
    if read as u64 == length { Ok(Some(bytes)) } else { Err(ErrorKind::UnexpectedEof.into()) }
}
