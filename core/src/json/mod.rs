//! An incremental JSON scanner: strict (RFC 8259), iterative, in constant memory.
//!
//! It is handed slices of any length and reports one [`Event`] at a time. It
//! knows JSON and nothing of what the JSON means: the decoders above it decide
//! into which room a value's text goes, or that it goes nowhere.

mod character;
mod literal;
mod nesting;
mod number;
mod passing;
pub(crate) mod run;
mod shortcut;
mod string;
pub(crate) mod word;

pub use nesting::MAX_DEPTH;
pub(crate) use shortcut::behind_spaced;

use crate::stored::TextLen;

use character::Partial;
use literal::Literal;
use nesting::{Level, Nesting};
use number::Number;
use word::WIDE;

/// Longest key that can be told from others; longer ones are no key we know.
const MAX_KEY_LEN: usize = 16;

/// What the scanner came upon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Event {
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    /// A member's name: see [`Scanner::key`].
    Key,
    /// A string: its text went into the room given.
    String,
    /// A number: its text went into the room given.
    Number,
    /// `true` or `false`.
    Bool,
    Null,
    /// What comes is no JSON. Nothing follows.
    Fault(Fault),
}

/// Why bytes are not JSON. The offset is the scanner's, [`Scanner::offset`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// A byte that may not stand here.
    Unexpected,
    /// A control character inside a string.
    Control,
    /// A backslash before something that is no escape.
    Escape,
    /// Half of a surrogate pair.
    Surrogate,
    /// Bytes that are not UTF-8.
    Utf8,
    /// A number that JSON does not write so.
    Number,
    /// Neither `true`, `false` nor `null`.
    Literal,
    /// More levels than [`MAX_DEPTH`].
    Depth,
    /// Something after the end of the value.
    Trailing,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Between the texts, where this may come.
    Between(Expected),
    /// Inside a string.
    InString,
    /// Inside a character of a string that is written with several bytes.
    InCharacter(Partial),
    InNumber(Number),
    InLiteral(Literal),
}

/// What may come between the texts, as a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Expected(u8);

impl Expected {
    const VALUE: Self = Self(1);
    const KEY: Self = Self(2);
    const COLON: Self = Self(4);
    const COMMA: Self = Self(8);
    /// The end of the innermost container.
    const END: Self = Self(16);
    /// Nobody wants the value behind the colon: see [`Scanner::pass_over`].
    const PASSED_OVER: Self = Self(32);
    const VALUE_OR_END: Self = Self::VALUE.or(Self::END);
    const KEY_OR_END: Self = Self::KEY.or(Self::END);
    const COMMA_OR_END: Self = Self::COMMA.or(Self::END);
    /// Nothing but white space, after the outermost value.
    const NOTHING: Self = Self(0);

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a string is; a word, so that no hole is left beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
enum Kind {
    Key,
    Value,
}

/// What is small stands first, within reach of the short loads and stores that
/// small cores have.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Scanner {
    state: State,
    /// What the string is that is being read.
    kind: Kind,
    /// The length of the last key, string or number.
    text: TextLen,
    /// Bytes consumed so far; of a fault, the offset of its byte.
    offset: usize,
    /// Where the last key or value began.
    token_at: usize,
    nesting: Nesting,
    key: [u8; MAX_KEY_LEN],
}

impl Scanner {
    pub(crate) const fn new() -> Self {
        Self {
            state: State::Between(Expected::VALUE),
            kind: Kind::Value,
            nesting: Nesting::NONE,
            offset: 0,
            token_at: 0,
            text: TextLen::NOTHING,
            key: [0; MAX_KEY_LEN],
        }
    }

    /// Bytes consumed so far; after a fault, the offset of the byte at fault.
    pub(crate) const fn offset(&self) -> usize {
        self.offset
    }

    /// The offset at which the last key or value began.
    pub(crate) const fn token_at(&self) -> usize {
        self.token_at
    }

    /// How many containers are open.
    pub(crate) const fn depth(&self) -> u16 {
        self.nesting.depth()
    }

    /// Whether the outermost value is complete if nothing more comes: a number
    /// has no end of its own.
    pub(crate) const fn is_done(&self) -> bool {
        match self.state {
            State::Between(Expected::NOTHING) => true,
            State::InNumber(number) => self.depth() == 0 && number.may_end(),
            _ => false,
        }
    }

    /// The last key, until the next event; empty also if it was longer than any
    /// that is known.
    pub(crate) fn key(&self) -> &[u8] {
        let whole = self.text.whole();
        whole.map(|len| len.bytes_of(&self.key)).unwrap_or_default()
    }

    /// The length of the string or number that was the last event.
    pub(crate) const fn text(&self) -> TextLen {
        self.text
    }

    /// Reads on to the next event, or to the end of `input`: then `None`.
    ///
    /// Events inside more than `told` containers are passed over. The text of a
    /// string or number goes into `room`, which must be the same again if the
    /// value goes on in the next slice.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn next(&mut self, input: &mut &[u8], room: &mut [u8], told: u16) -> Option<Event> {
        // Offsets are counted from behind, so that nothing need be added up on
        // the way.
        let end = self.offset.wrapping_add(input.len());
        let event = self.read(input, room, told, end);
        self.offset = end.wrapping_sub(input.len());
        event.unwrap_or_else(|fault| Some(Event::Fault(fault)))
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn read(
        &mut self,
        input: &mut &[u8],
        room: &mut [u8],
        told: u16,
        end: usize,
    ) -> Result<Option<Event>, Fault> {
        loop {
            if WIDE {
                self.pass_usual(input, end);
            }
            let event = match self.state {
                State::InString => self.in_string(input, room)?,
                State::InNumber(number) => self.in_number(number, input, room)?,
                state => {
                    if let State::Between(expected) = state {
                        if WIDE && expected.has(Expected::PASSED_OVER) {
                            self.pass_value(input, told);
                            continue;
                        }
                        pass_white(input);
                    }
                    let Some((&byte, rest)) = input.split_first() else {
                        return Ok(None);
                    };
                    let event = match state {
                        State::Between(expected) => {
                            let at = end.wrapping_sub(input.len());
                            self.between(expected, byte, at, room)?
                        }
                        State::InLiteral(literal) => self.in_literal(literal, byte)?,
                        State::InCharacter(partial) => {
                            self.in_character(partial, byte, room)?;
                            None
                        }
                        State::InString | State::InNumber(_) => None,
                    };
                    *input = rest;
                    event
                }
            };
            match event {
                // It has just opened the container that it is about.
                Some(Event::ObjectStart | Event::ArrayStart) if self.depth() <= told + 1 => {
                    return Ok(event);
                }
                Some(_) if self.depth() <= told => return Ok(event),
                _ if input.is_empty() => return Ok(None),
                Some(_) if WIDE => self.pass_value(input, told),
                _ => {}
            }
        }
    }

    /// Passes over what usually leads from one string to the next.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn pass_usual(&mut self, input: &mut &[u8], end: usize) {
        let State::Between(expected) = self.state else {
            return;
        };
        let kind = match (expected, *input) {
            (Expected::COMMA_OR_END, [b',', b'"', ..]) if self.nesting.level() == Level::Object => {
                Kind::Key
            }
            (Expected::COLON, [b':', b'"', ..]) => Kind::Value,
            _ => return,
        };
        *input = input.get(2..).unwrap_or_default();
        self.token_at = end.wrapping_sub(input.len() + 1);
        self.start_string(kind);
    }

    /// Judges a byte between the texts, which stands at offset `at`.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn between(
        &mut self,
        expected: Expected,
        byte: u8,
        at: usize,
        room: &mut [u8],
    ) -> Result<Option<Event>, Fault> {
        match byte {
            b',' if expected.has(Expected::COMMA) => {
                self.state = State::Between(match self.nesting.level() {
                    Level::Object => Expected::KEY,
                    Level::Array => Expected::VALUE,
                });
                return Ok(None);
            }
            b':' if expected.has(Expected::COLON) => {
                self.state = State::Between(Expected::VALUE);
                return Ok(None);
            }
            b'}' if expected.has(Expected::END) => return self.close(Level::Object),
            b']' if expected.has(Expected::END) => return self.close(Level::Array),
            _ => {}
        }
        self.token_at = at;
        if byte == b'"' && expected.has(Expected::KEY) {
            self.start_string(Kind::Key);
            return Ok(None);
        }
        if !expected.has(Expected::VALUE) {
            return Err(match expected {
                Expected::NOTHING => Fault::Trailing,
                _ => Fault::Unexpected,
            });
        }
        self.value(byte, room)
    }

    /// Begins the value whose first byte is `byte`.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn value(&mut self, byte: u8, room: &mut [u8]) -> Result<Option<Event>, Fault> {
        self.state = match byte {
            b'"' => {
                self.start_string(Kind::Value);
                return Ok(None);
            }
            b'{' => return self.open(Level::Object),
            b'[' => return self.open(Level::Array),
            b'-' | b'0'..=b'9' => {
                self.start_text();
                self.text.push(room, u32::from(byte));
                State::InNumber(Number::beginning(byte))
            }
            _ => State::InLiteral(Literal::beginning(byte)?),
        };
        Ok(None)
    }

    fn start_string(&mut self, kind: Kind) {
        self.kind = kind;
        self.start_text();
        self.state = State::InString;
    }

    fn start_text(&mut self) {
        self.text = TextLen::NOTHING;
    }

    fn open(&mut self, level: Level) -> Result<Option<Event>, Fault> {
        self.nesting.open(level)?;
        let (expected, event) = match level {
            Level::Object => (Expected::KEY_OR_END, Event::ObjectStart),
            Level::Array => (Expected::VALUE_OR_END, Event::ArrayStart),
        };
        self.state = State::Between(expected);
        Ok(Some(event))
    }

    fn close(&mut self, level: Level) -> Result<Option<Event>, Fault> {
        if self.nesting.level() != level {
            return Err(Fault::Unexpected);
        }
        self.nesting.close();
        self.after_value();
        Ok(Some(match level {
            Level::Object => Event::ObjectEnd,
            Level::Array => Event::ArrayEnd,
        }))
    }

    fn in_literal(&mut self, mut literal: Literal, byte: u8) -> Result<Option<Event>, Fault> {
        let event = literal.take(byte)?;
        match event {
            Some(_) => self.after_value(),
            None => self.state = State::InLiteral(literal),
        }
        Ok(event)
    }

    /// A value has ended.
    fn after_value(&mut self) {
        self.state = State::Between(match self.depth() {
            0 => Expected::NOTHING,
            _ => Expected::COMMA_OR_END,
        });
    }
}

/// Passes over white space (RFC 8259, section 2).
fn pass_white(input: &mut &[u8]) {
    while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = *input {
        *input = rest;
        if WIDE {
            word::pass_spaces(input);
        }
    }
}
