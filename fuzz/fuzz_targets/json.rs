#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| readerly_fuzz::json(data));
