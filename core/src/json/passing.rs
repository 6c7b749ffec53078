//! A way past what nobody wants: values of fields that are not known.
//!
//! Token by token, where a slice has whole ones. What is not whole, and what is
//! wrong, is left to [`Scanner::next`], which judges it byte by byte and says what
//! it is: nothing is accepted here that would be refused there.

use super::nesting::{Level, Nesting};
use super::number::Number;
use super::{Scanner, State, pass_white, run};

impl Scanner {
    /// Whether what comes stands in a value inside `depth` containers, behind its key
    /// or inside it.
    pub(crate) const fn is_in_value(&self, depth: u16) -> bool {
        matches!(self.state, State::COLON | State::VALUE) || self.nesting.depth() > depth
    }

    /// Passes over whole tokens from the start of `input`, up to the end of such a
    /// value, which nobody wants; and over the members behind it whose keys are not
    /// known either.
    #[inline(never)]
    pub(crate) fn pass_value(
        &mut self,
        input: &mut &[u8],
        depth: u16,
        is_known: impl Fn(&[u8]) -> bool,
    ) {
        self.pass_tokens(input, depth);
        while self.is_after_value(depth) {
            match behind_key(input) {
                Some((key, behind)) if !is_known(key) => {
                    *input = behind;
                    self.state = State::VALUE;
                    self.pass_tokens(input, depth);
                }
                _ => break,
            }
        }
    }

    /// Passes over whole tokens, up to the end of a value inside `depth` containers.
    fn pass_tokens(&mut self, input: &mut &[u8], depth: u16) {
        if !self.state.is_between() {
            return;
        }
        while let Some(behind) = pass_token(input, &mut self.state, &mut self.nesting) {
            *input = behind;
            if self.is_after_value(depth) {
                break;
            }
        }
    }
}

/// Behind a member: the key of the next one, and what is behind its colon, if it is
/// there as a whole, has no escapes and no white space about it.
#[inline(always)]
fn behind_key(input: &[u8]) -> Option<(&[u8], &[u8])> {
    let [b',', b'"', key @ ..] = input else {
        return None;
    };
    let mut behind = key;
    let len = run::pass_plain(&mut behind);
    match behind {
        [b'"', b':', behind @ ..] => Some((key.get(..len)?, behind)),
        _ => None,
    }
}

/// What may come behind a comma.
pub(super) const fn behind_comma(level: Level) -> State {
    match level {
        Level::Object => State::KEY,
        Level::Array => State::VALUE,
    }
}

/// What may come behind the bracket that opens a container.
pub(super) const fn behind_opening(level: Level) -> State {
    match level {
        Level::Object => State::KEY_OR_END,
        Level::Array => State::VALUE_OR_END,
    }
}

/// What is behind the token at the start of `input`, if it is there as a whole and
/// may stand where this is expected.
#[inline(always)]
fn pass_token<'i>(
    mut input: &'i [u8],
    state: &mut State,
    nesting: &mut Nesting,
) -> Option<&'i [u8]> {
    pass_white(&mut input);
    let (&byte, rest) = input.split_first()?;
    let (rest, next) = match byte {
        b',' if state.has(State::COMMA) => (rest, behind_comma(nesting.level())),
        b':' if state.has(State::COLON) => (rest, State::VALUE),
        b'"' if state.has(State::KEY) => (pass_string(rest)?, State::COLON),
        b'}' | b']' if state.has(State::END) => {
            if nesting.level() != Level::of(byte) {
                return None;
            }
            nesting.close();
            (rest, State::COMMA_OR_END)
        }
        _ if !state.has(State::VALUE) => return None,
        b'"' => (pass_string(rest)?, State::COMMA_OR_END),
        b'{' | b'[' => {
            let level = Level::of(byte);
            nesting.open(level).ok()?;
            (rest, behind_opening(level))
        }
        b't' => (rest.strip_prefix(b"rue")?, State::COMMA_OR_END),
        b'f' => (rest.strip_prefix(b"alse")?, State::COMMA_OR_END),
        b'n' => (rest.strip_prefix(b"ull")?, State::COMMA_OR_END),
        b'-' | b'0'..=b'9' => (pass_number(byte, rest)?, State::COMMA_OR_END),
        _ => return None,
    };
    *state = next;
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
        if !number.take(byte).ok()? {
            return Some(input);
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
        let mut passes = false;
        for mut piece in pieces {
            scanner.arrived(piece.len());
            loop {
                if passes && way == Way::Short && scanner.is_in_value(1) {
                    scanner.pass_value(&mut piece, 1, |key| key == b"next");
                }
                let event = scanner.next(&mut piece, &mut []);
                match event {
                    Ok(None) => break,
                    Ok(Some(Event::Key)) if scanner.depth() == 1 => {
                        keys.push(scanner.key().to_vec());
                        passes = true;
                    }
                    Ok(Some(_)) => {}
                    Err(fault) => {
                        scanner.left(piece.len());
                        return (keys, Some(fault), scanner.offset());
                    }
                }
            }
            scanner.left(piece.len());
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
            "-01",
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
            // An interpreter is given some thirty places of each.
            let step = if cfg!(miri) { 1 + body.len() / 30 } else { 1 };
            for at in (0..=body.len()).step_by(step) {
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
