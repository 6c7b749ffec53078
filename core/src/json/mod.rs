//! An incremental JSON scanner: strict (RFC 8259), iterative, in constant memory.
//!
//! It is handed slices of any length and reports one [`Event`] at a time. It
//! knows JSON and nothing of what the JSON means: the decoders above it decide
//! into which room a value's text goes, or that it goes nowhere.
//!
//! Nesting is kept as one bit a level (object or array), so that skipping an
//! unknown value costs no stack whatever its depth.

mod literal;
mod number;
pub(crate) mod run;
mod shortcut;
mod string;

use crate::text::{Text, TextLen};

use literal::Word;
use number::Number;

/// Deepest nesting that is followed.
pub const MAX_DEPTH: usize = 256;

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
    /// A value must come.
    Value,
    /// A value or `]`, after `[`.
    ValueOrEnd,
    /// A key or `}`, after `{`.
    KeyOrEnd,
    /// A key, after a comma.
    Key,
    /// `:`, after a key.
    Colon,
    /// `,` or the end of the container, after a value.
    CommaOrEnd,
    /// Nothing but white space, after the outermost value.
    Done,
    InString,
    Escape,
    /// `\u`, with the hex digits that are still to come.
    Hex(u8),
    /// A high surrogate was read: `\` must come.
    LowBackslash,
    /// A high surrogate and `\` were read: `u` must come.
    LowU,
    /// Inside a character of several bytes.
    Utf8,
    Number(Number),
    /// Inside a literal, with the number of its letters that were read.
    Literal(Word, u8),
}

impl State {
    /// What may come after a value inside `depth` containers.
    const fn after_value(depth: u16) -> Self {
        if depth == 0 {
            Self::Done
        } else {
            Self::CommaOrEnd
        }
    }
}

#[derive(Debug)]
pub(crate) struct Scanner {
    state: State,
    /// Whether the string being read is a key.
    in_key: bool,
    /// Bytes consumed so far; of a fault, the offset of its byte.
    offset: usize,
    /// Where the last key or value began.
    token_at: usize,
    depth: u16,
    /// One bit a level: set for an object.
    levels: [u32; MAX_DEPTH / 32],
    key: [u8; MAX_KEY_LEN],
    key_len: TextLen,
    /// The bytes of a character that is not yet complete.
    partial: [u8; 4],
    partial_len: u8,
    /// The length that the character will have.
    partial_needed: u8,
    /// The UTF-16 unit of a `\u` escape as far as it was read.
    unit: u16,
    /// The high surrogate that waits for its other half, or 0.
    high: u16,
}

impl Scanner {
    pub(crate) const fn new() -> Self {
        Self {
            state: State::Value,
            in_key: false,
            offset: 0,
            token_at: 0,
            depth: 0,
            levels: [0; MAX_DEPTH / 32],
            key: [0; MAX_KEY_LEN],
            key_len: TextLen::NOTHING,
            partial: [0; 4],
            partial_len: 0,
            partial_needed: 0,
            unit: 0,
            high: 0,
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
        self.depth
    }

    /// Whether the outermost value is complete if nothing more comes: a number
    /// has no end of its own.
    pub(crate) const fn is_done(&self) -> bool {
        match self.state {
            State::Done => true,
            State::Number(number) => self.depth == 0 && number.may_end(),
            _ => false,
        }
    }

    /// The last key; empty also if it was longer than any that is known.
    pub(crate) fn key(&self) -> &[u8] {
        let whole = self.key_len.whole();
        whole.map(|len| len.bytes_of(&self.key)).unwrap_or_default()
    }

    /// Reads on to the next event, or to the end of `input`: then `None`.
    ///
    /// The text of a string or number is added to `text`, which must be the
    /// same again if the value goes on in the next slice; it is cleared when a
    /// value begins.
    pub(crate) fn next(
        &mut self,
        input: &mut &[u8],
        text: &mut Text<'_>,
    ) -> Result<Option<Event>, Fault> {
        loop {
            let event = match self.state {
                State::InString => self.in_string(input, text)?,
                State::Number(number) => self.in_number(number, input, text)?,
                _ => {
                    if self.is_structural() {
                        self.pass_white(input);
                    }
                    let Some((&byte, rest)) = input.split_first() else {
                        return Ok(None);
                    };
                    let event = self.step(byte, text)?;
                    self.take(input, rest);
                    event
                }
            };
            if event.is_some() || input.is_empty() {
                return Ok(event);
            }
        }
    }

    /// Whether white space may stand here.
    const fn is_structural(&self) -> bool {
        matches!(
            self.state,
            State::Value
                | State::ValueOrEnd
                | State::KeyOrEnd
                | State::Key
                | State::Colon
                | State::CommaOrEnd
                | State::Done
        )
    }

    /// Passes over white space.
    fn pass_white(&mut self, input: &mut &[u8]) {
        while let Some((&byte, rest)) = input.split_first() {
            if byte > b' ' || !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                break;
            }
            self.take(input, rest);
        }
    }

    /// Takes one byte.
    fn take<'i>(&mut self, input: &mut &'i [u8], rest: &'i [u8]) {
        *input = rest;
        self.offset += 1;
    }

    /// Judges one byte.
    fn step(&mut self, byte: u8, text: &mut Text<'_>) -> Result<Option<Event>, Fault> {
        match self.state {
            State::Value | State::ValueOrEnd => self.value(byte, text),
            State::Key | State::KeyOrEnd => self.key_or_end(byte),
            State::Colon if byte == b':' => {
                self.state = State::Value;
                Ok(None)
            }
            State::CommaOrEnd => self.comma_or_end(byte),
            State::Utf8 => self.in_character(byte, text),
            State::Escape | State::Hex(_) | State::LowBackslash | State::LowU => {
                self.in_escape(byte, text)
            }
            State::Literal(word, read) => self.in_literal(word, read, byte),
            State::Done => Err(Fault::Trailing),
            // Strings and numbers have their own loops.
            State::Colon | State::InString | State::Number(_) => Err(Fault::Unexpected),
        }
    }

    fn value(&mut self, byte: u8, text: &mut Text<'_>) -> Result<Option<Event>, Fault> {
        self.token_at = self.offset;
        let event = match byte {
            b'{' => {
                self.open(Level::Object)?;
                self.state = State::KeyOrEnd;
                Some(Event::ObjectStart)
            }
            b'[' => {
                self.open(Level::Array)?;
                self.state = State::ValueOrEnd;
                Some(Event::ArrayStart)
            }
            b']' if self.state == State::ValueOrEnd => return self.close(Level::Array),
            b'"' => {
                self.in_key = false;
                text.clear();
                self.state = State::InString;
                None
            }
            b'-' | b'0'..=b'9' => {
                text.clear();
                text.push(&[byte]);
                self.state = State::Number(match byte {
                    b'-' => Number::Minus,
                    b'0' => Number::Zero,
                    _ => Number::Integer,
                });
                None
            }
            _ => {
                let word = Word::beginning(byte).ok_or(Fault::Unexpected)?;
                self.state = State::Literal(word, 1);
                None
            }
        };
        Ok(event)
    }

    fn key_or_end(&mut self, byte: u8) -> Result<Option<Event>, Fault> {
        self.token_at = self.offset;
        match byte {
            b'"' => {
                self.in_key = true;
                self.key_len = TextLen::NOTHING;
                self.state = State::InString;
                Ok(None)
            }
            b'}' if self.state == State::KeyOrEnd => self.close(Level::Object),
            _ => Err(Fault::Unexpected),
        }
    }

    fn comma_or_end(&mut self, byte: u8) -> Result<Option<Event>, Fault> {
        match (byte, self.level()) {
            (b',', Level::Object) => self.state = State::Key,
            (b',', Level::Array) => self.state = State::Value,
            (b'}', _) => return self.close(Level::Object),
            (b']', _) => return self.close(Level::Array),
            _ => return Err(Fault::Unexpected),
        }
        Ok(None)
    }

    fn open(&mut self, level: Level) -> Result<(), Fault> {
        let depth = usize::from(self.depth);
        let word = self.levels.get_mut(depth / 32).ok_or(Fault::Depth)?;
        let bit = 1 << (depth % 32);
        match level {
            Level::Object => *word |= bit,
            Level::Array => *word &= !bit,
        }
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self, level: Level) -> Result<Option<Event>, Fault> {
        if self.depth == 0 || self.level() != level {
            return Err(Fault::Unexpected);
        }
        self.leave();
        Ok(Some(match level {
            Level::Object => Event::ObjectEnd,
            Level::Array => Event::ArrayEnd,
        }))
    }

    /// The innermost container ends.
    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.state = State::after_value(self.depth);
    }

    /// What the innermost open container is.
    fn level(&self) -> Level {
        let innermost = usize::from(self.depth.saturating_sub(1));
        let word = self.levels.get(innermost / 32).copied().unwrap_or_default();
        if word >> (innermost % 32) & 1 == 1 {
            Level::Object
        } else {
            Level::Array
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Level {
    Object,
    Array,
}
