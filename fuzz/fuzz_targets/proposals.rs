#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    rcoi_fuzz::doors::proposals(bytes);
});
