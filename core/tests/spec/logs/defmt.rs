//! By `defmt`, which writes the number of a text that stands in the program, and
//! the bytes of what does not.

use defmt::Format;
use defmt::export::{fetch_bytes, make_formatter};
use drs_status_core::{JobId, Token};

/// The number of a text.
const TEXT: usize = size_of::<u16>();

/// The length of bytes.
const LEN: usize = size_of::<u32>();

/// What is written of `value`.
fn written(value: &impl Format) -> Vec<u8> {
    assert!(fetch_bytes().is_empty(), "the thread is the test's own");
    value.format(make_formatter());
    fetch_bytes()
}

#[test]
fn a_token_is_one_text_of_the_program_whatever_it_is() {
    for token in ["MIIE-secret", "x"] {
        let token = Token::new(token).unwrap();
        assert_eq!(written(&token).len(), TEXT);
    }
}

#[test]
fn a_job_id_is_written_as_text() {
    let id = "9a470239-2308-4bb5-a6bc-1040402fjb21";
    let written = written(&JobId::literal(id));
    assert_eq!(written.len(), TEXT + LEN + id.len());
    assert!(written.ends_with(id.as_bytes()));
}
