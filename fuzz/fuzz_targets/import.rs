//! Files of arbitrary bytes, through the door that recognises and reads them all.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match rcoi::import::read("file", bytes) {
        Ok(draft) => assert!(!draft.rows.is_empty()),
        Err(error) => assert!(!error.to_string().contains("not foreseen"), "{error}"),
    }
});
