//! The decoder of this project, in pieces of 64 bytes.

#![no_std]
#![no_main]

use core::hint::black_box;

use drs_status_bench_device::{Ledger, count_read, image};
use drs_status_core::{Decoder, Text};

image!(count_read(read));

fn read(body: &[u8], ledger: &mut Ledger) -> bool {
    let mut message = [0; 128];
    let mut decoder = Decoder::new(&mut message);
    for mut chunk in body.chunks(black_box(64)) {
        loop {
            let item = match decoder.decode(&mut chunk) {
                Ok(Some(item)) => item,
                Ok(None) => break,
                Err(_) => return false,
            };
            if let (Some(id), Some(status)) = (item.id(), item.status()) {
                let code = item.error_code().map(Text::as_bytes);
                let message = item
                    .error_message()
                    .map(|message| message.text().as_bytes());
                ledger.take(id.as_bytes(), status, code, message);
            }
        }
    }
    decoder.finish().is_ok()
}
