//! Any line of output: it is refused, or reads and writes the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::record::Record;

fuzz_target!(|line: &str| {
    if let Ok(record) = serde_json::from_str::<Record>(line) {
        let written = serde_json::to_string(&record).expect("a record can be written");
        let again: Record = serde_json::from_str(&written).expect("a record can be read");
        assert_eq!(serde_json::to_string(&again).expect("a record can be written"), written);
        let _ = record.into_claim_lines();
    }
});
