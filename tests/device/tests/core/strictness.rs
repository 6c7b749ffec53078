//! The page of what is accepted and refused, row by row.

use core::fmt::Write;

use drs_status_core::{DecodeError, DecodeErrorKind, Decoder, ResponseEnd};
use drs_status_device::{Case, bytes, each_case};
use heapless::{String, Vec};

use crate::decoding::ROOM;

const PAGE: &str = include_str!("../../../../docs/strictness.md");

/// Bytes of a piece. The first is shorter by each number in turn, so that every
/// body is split at every byte.
const PIECE: usize = 64;

pub(crate) fn each_row_of_the_page_is_so() {
    let cases = each_case(PAGE, is_so);
    assert!(cases >= 200, "the page has only {cases} cases");
}

/// That a row says what becomes of its value between two texts.
fn is_so(case: &Case<'_>) {
    let Case {
        line,
        before,
        value,
        after,
        outcome,
        at,
    } = *case;
    let byte_by_byte = [(1, 1)];
    let split = (1..=PIECE).map(|first| (first, PIECE));
    for (first, others) in byte_by_byte.into_iter().chain(split) {
        let mut message = [0; ROOM];
        let mut pieces = Pieces::new(&mut message, first, others);
        before.bytes().for_each(|byte| pieces.push(byte));
        bytes(value).for_each(|byte| pieces.push(byte));
        after.bytes().for_each(|byte| pieces.push(byte));
        let (found, offset) = match pieces.finish() {
            Ok(_) => (text("accepted"), None),
            Err(error) => (kind(error), error.offset().checked_sub(before.len())),
        };
        assert_eq!((&*found, offset), (outcome, at), "{line}: {before}▢{after}");
    }
}

/// An error's kind as the page writes it.
fn kind(error: DecodeError) -> String<32> {
    match error.kind() {
        DecodeErrorKind::Capacity { what, .. } => text(format_args!("Capacity({what:?})")),
        kind => text(format_args!("{kind:?}")),
    }
}

fn text(what: impl core::fmt::Display) -> String<32> {
    let mut text = String::new();
    write!(text, "{what}").expect("no outcome is longer");
    text
}

/// A decoder that is pushed pieces of a body, which need not be in memory whole.
struct Pieces<'m> {
    decoder: Decoder<'m>,
    piece: Vec<u8, PIECE>,
    /// When the piece is pushed.
    len: usize,
    /// Of those behind it.
    others: usize,
    pushed: Result<(), DecodeError>,
}

impl<'m> Pieces<'m> {
    fn new(message: &'m mut [u8], first: usize, others: usize) -> Self {
        Self {
            decoder: Decoder::new(message),
            piece: Vec::new(),
            len: first,
            others,
            pushed: Ok(()),
        }
    }

    fn push(&mut self, byte: u8) {
        if self.pushed.is_err() {
            return;
        }
        self.piece.push(byte).expect("a piece is pushed when full");
        if self.piece.len() == self.len {
            self.pushed = self.decode();
            self.len = self.others;
        }
    }

    fn decode(&mut self) -> Result<(), DecodeError> {
        let mut input = &*self.piece;
        while self.decoder.decode(&mut input)?.is_some() {}
        self.piece.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<ResponseEnd, DecodeError> {
        self.pushed?;
        self.decode()?;
        self.decoder.finish()
    }
}
