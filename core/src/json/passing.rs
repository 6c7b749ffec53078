//! A way past what nobody wants: values of fields that are not known.
//!
//! Token by token, where a slice has whole ones. What is not whole, and what is
//! wrong, is left to [`Scanner::next`], which judges it byte by byte and says what
//! it is: nothing is accepted here that would be refused there.

use super::nesting::{Level, Nesting};
use super::number::Number;
use super::word::WIDE;
use super::{Expected, Scanner, State, pass_white, run};

impl Scanner {
    /// Behind a key: nobody wants its value.
    pub(crate) fn pass_over(&mut self) {
        if WIDE {
            self.state = State::Between(Expected::COLON.or(Expected::PASSED_OVER));
        }
    }

    /// Passes over whole tokens from the start of `input`, up to the end of a value
    /// inside `depth` containers that nobody wants: behind its key, or inside it.
    #[inline(never)]
    pub(super) fn pass_value(&mut self, input: &mut &[u8], depth: u16) {
        let State::Between(mut expected) = self.state else {
            return;
        };
        if expected.has(Expected::PASSED_OVER) {
            expected = Expected::COLON;
        }
        let mut rest = *input;
        while let Some(behind) = pass_token(rest, &mut expected, &mut self.nesting) {
            rest = behind;
            if expected == Expected::COMMA_OR_END && self.nesting.depth() == depth {
                break;
            }
        }
        self.state = State::Between(expected);
        self.pass_to(input, rest);
    }
}

/// What is behind the token at the start of `input`, if it is there as a whole and
/// may stand where this is expected.
#[inline(always)]
fn pass_token<'i>(
    mut input: &'i [u8],
    expected: &mut Expected,
    nesting: &mut Nesting,
) -> Option<&'i [u8]> {
    pass_white(&mut input);
    let (&byte, rest) = input.split_first()?;
    let (rest, next) = match byte {
        b',' if expected.has(Expected::COMMA) => {
            let next = match nesting.level() {
                Level::Object => Expected::KEY,
                Level::Array => Expected::VALUE,
            };
            (rest, next)
        }
        b':' if expected.has(Expected::COLON) => (rest, Expected::VALUE),
        b'"' if expected.has(Expected::KEY) => (pass_string(rest)?, Expected::COLON),
        b'}' | b']' if expected.has(Expected::END) => {
            if nesting.level() != Level::of(byte) {
                return None;
            }
            nesting.close();
            (rest, Expected::COMMA_OR_END)
        }
        _ if !expected.has(Expected::VALUE) => return None,
        b'"' => (pass_string(rest)?, Expected::COMMA_OR_END),
        b'{' | b'[' => {
            let level = Level::of(byte);
            nesting.open(level).ok()?;
            let next = match level {
                Level::Object => Expected::KEY_OR_END,
                Level::Array => Expected::VALUE_OR_END,
            };
            (rest, next)
        }
        b't' => (rest.strip_prefix(b"rue")?, Expected::COMMA_OR_END),
        b'f' => (rest.strip_prefix(b"alse")?, Expected::COMMA_OR_END),
        b'n' => (rest.strip_prefix(b"ull")?, Expected::COMMA_OR_END),
        b'-' | b'0'..=b'9' => (pass_number(byte, rest)?, Expected::COMMA_OR_END),
        _ => return None,
    };
    *expected = next;
    Some(rest)
}

/// What is behind the string whose opening quote was taken.
#[inline(always)]
fn pass_string(mut input: &[u8]) -> Option<&[u8]> {
    run::pass(&mut input);
    input.strip_prefix(b"\"")
}

/// What is behind the number that begins with `first`.
#[inline(always)]
fn pass_number(first: u8, mut input: &[u8]) -> Option<&[u8]> {
    let mut number = Number::beginning(first);
    loop {
        // Only the byte behind it shows that it has ended.
        let (&byte, rest) = input.split_first()?;
        match number.after(byte).ok()? {
            Some(next) => number = next,
            None => return Some(input),
        }
        input = rest;
        // Where another digit may follow, any number of them may.
        while let (true, [b'0'..=b'9', rest @ ..]) = (number.may_go_on(), input) {
            input = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Event, Fault};
    use super::*;
    use std::format;
    use std::prelude::v1::*;

    /// The keys of an object of two members, of which nobody wants the first, how
    /// it ended, and how much was read.
    fn read(pieces: [&[u8]; 2], way: Way) -> (Vec<Vec<u8>>, Option<Fault>, usize) {
        let mut scanner = Scanner::new();
        let mut keys = Vec::new();
        for mut piece in pieces {
            while let Some(event) = scanner.next(&mut piece, &mut [], 1) {
                match event {
                    Event::Fault(fault) => return (keys, Some(fault), scanner.offset()),
                    Event::Key => {
                        keys.push(scanner.key().to_vec());
                        if way == Way::Short {
                            scanner.pass_over();
                        }
                    }
                    _ => {}
                }
            }
        }
        (keys, None, scanner.offset())
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Way {
        Short,
        Long,
    }

    #[test]
    fn nothing_is_accepted_that_would_be_refused_byte_by_byte() {
        let deep = format!("{}{}", "[{\"\":".repeat(127), "0");
        for value in [
            r#""a \"text\" \u00e9 💾""#,
            "-12.5e+3",
            "1700000000000",
            "0",
            "true",
            "[]",
            "{ }",
            r#" [ 1 , [ "a" , null ] , { "b" : false , "c" : { } } ] "#,
            r#"{"a":[{"b":[[[]]]}]}"#,
            &deep,
            // What is wrong, and where.
            "tru",
            "nul1",
            "01",
            "1.e3",
            "--1",
            "\"\u{1}\"",
            r#""\x""#,
            r#""\ud800""#,
            "[1,]",
            "[,1]",
            "[1 2]",
            "{1:2}",
            r#"{"a" 1}"#,
            r#"{"a":1,}"#,
            "[}",
            "{]",
            "]",
            ":",
        ] {
            let body = format!("{{\"passed\":{value},\"next\":1}}");
            for at in 0..=body.len() {
                let (first, second) = body.as_bytes().split_at(at);
                assert_eq!(
                    read([first, second], Way::Short),
                    read([first, second], Way::Long),
                    "{body} at {at}"
                );
            }
        }
    }
}
