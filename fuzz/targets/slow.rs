#![no_main]

#[path = "../common.rs"]
#[expect(dead_code, reason = "each target is one of many")]
mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| common::slow(data));
