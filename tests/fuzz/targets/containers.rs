//! Any bytes as a file: told by their content, taken out of archives and tables, read one by one.
#![no_main]

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso::ingest::{Format, InputFile, Options, read, read_file};
use sayso_fuzz::document;

/// One file a process, which is all that libFuzzer works on at a time.
static PATH: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("sayso-fuzz-{}", std::process::id())));

fuzz_target!(|bytes: &[u8]| {
    fs::write(&*PATH, bytes).expect("a temporary file");
    let file = InputFile { path: PATH.clone(), id: "a".to_owned(), format: Format::Unknown };
    let mut left = 200;
    let _ = read_file(&file, &Options::default(), &mut |raw| {
        if let Ok(found) = raw.and_then(|raw| read(&raw)) {
            document(&found);
        }
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
});
