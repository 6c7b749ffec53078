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

pub(crate) use nesting::Level;
use nesting::Nesting;
use number::Number;
use word::WIDE;

/// Longest key that can be told from others; longer ones are no key we know.
const MAX_KEY_LEN: usize = if WIDE { 16 } else { 14 };

/// What the scanner came upon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Event {
    /// A container begins.
    Start(Level),
    /// The innermost container ends.
    End,
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

/// Where the scanner stands: inside a text, or between two of them, as the set of
/// what may come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct State(u8);

impl State {
    const VALUE: Self = Self(1);
    const KEY: Self = Self(2);
    const COLON: Self = Self(4);
    const COMMA: Self = Self(8);
    /// The end of the innermost container.
    const END: Self = Self(16);
    const VALUE_OR_END: Self = Self::VALUE.or(Self::END);
    const KEY_OR_END: Self = Self::KEY.or(Self::END);
    const COMMA_OR_END: Self = Self::COMMA.or(Self::END);
    /// Nothing but white space, after the outermost value.
    const NOTHING: Self = Self(0);

    const IN_STRING: Self = Self(32);
    /// In a string, behind a backslash.
    const IN_ESCAPE: Self = Self(33);
    /// In a `\u` escape.
    const IN_UNIT: Self = Self(34);
    /// In a character of several bytes.
    const IN_UTF8: Self = Self(35);
    const IN_NUMBER: Self = Self(36);
    const IN_LITERAL: Self = Self(37);

    const fn or(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    const fn is_between(self) -> bool {
        self.0 < Self::IN_STRING.0
    }

    /// Whether that may come between the texts.
    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a string is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Value,
    Key,
}

/// What is small stands first, within reach of the short loads and stores that
/// small cores have.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Scanner {
    /// What the string is that is being read.
    kind: Kind,
    /// Of the number that is being read.
    number: Number,
    /// Of the character that is being read, how many bytes are to come.
    left: u8,
    state: State,
    /// The code of that character, as far as it is known; or the letters of a
    /// literal that are to come.
    code: u32,
    /// The length of the last key, string or number.
    text: TextLen,
    /// Bytes consumed so far, and of a fault the offset of its byte; while a slice is
    /// read, the offset of its end.
    offset: usize,
    /// Where the last key or value began.
    token_at: usize,
    nesting: Nesting,
    key: [u8; MAX_KEY_LEN],
}

impl Scanner {
    pub(crate) const fn new() -> Self {
        Self {
            state: State::VALUE,
            kind: Kind::Value,
            number: Number::NONE,
            left: 0,
            code: 0,
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
            State::NOTHING => true,
            State::IN_NUMBER => self.depth() == 0 && self.number.may_end(),
            _ => false,
        }
    }

    /// The last key, until the next event; empty also if it was longer than any
    /// that is known.
    pub(crate) fn key(&self) -> &[u8] {
        self.text.whole_of(&self.key).unwrap_or_default()
    }

    /// The length of the string or number that was the last event.
    pub(crate) const fn text(&self) -> TextLen {
        self.text
    }

    /// A slice of so many bytes arrived. Until it is [`left`](Self::left), offsets are
    /// counted from its end, so that nothing need be added up on the way.
    pub(crate) const fn arrived(&mut self, len: usize) {
        self.offset = self.offset.wrapping_add(len);
    }

    /// So many bytes of the slice that arrived are left over.
    pub(crate) const fn left(&mut self, len: usize) {
        self.offset = self.offset.wrapping_sub(len);
    }

    /// Reads on to the next event, or to the end of `input`: then `None`.
    ///
    /// The text of a string or number goes into `room`, which must be the same
    /// again if the value goes on in the next slice.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn next(
        &mut self,
        input: &mut &[u8],
        room: &mut [u8],
    ) -> Result<Option<Event>, Fault> {
        loop {
            if WIDE {
                self.pass_usual(input);
            }
            if self.state.is_between() {
                pass_white(input);
            }
            let Some((&byte, mut rest)) = input.split_first() else {
                return Ok(None);
            };
            let event = match self.state {
                State::IN_STRING => {
                    let is_whole = self.in_string(input, room)?;
                    rest = *input;
                    match self.kind {
                        _ if !is_whole => None,
                        Kind::Key => Some(Event::Key),
                        Kind::Value => Some(Event::String),
                    }
                }
                State::IN_NUMBER => {
                    if self.number.take(byte)? {
                        None
                    } else {
                        rest = *input;
                        Some(Event::Number)
                    }
                }
                State::IN_LITERAL => self.in_literal(byte)?,
                State::IN_ESCAPE | State::IN_UNIT | State::IN_UTF8 => {
                    if self.in_character(byte)? {
                        self.end_character(room);
                    }
                    None
                }
                _ => {
                    self.token_at = self.offset.wrapping_sub(input.len());
                    self.between(byte)?
                }
            };
            *input = rest;
            if let Some(event) = event {
                self.state = self.behind(event);
                return Ok(Some(event));
            }
            if self.state == State::IN_NUMBER {
                self.text.push(room, u32::from(byte));
            }
        }
    }

    /// What may come behind what was come upon.
    #[inline(always)]
    const fn behind(&self, event: Event) -> State {
        match event {
            Event::Start(level) => passing::behind_opening(level),
            Event::Key => State::COLON,
            _ if self.depth() == 0 => State::NOTHING,
            _ => State::COMMA_OR_END,
        }
    }

    /// Passes over what usually leads from one string to the next.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn pass_usual(&mut self, input: &mut &[u8]) {
        let kind = match (self.state, *input) {
            (State::COMMA_OR_END, [b',', b'"', ..]) if self.nesting.level() == Level::Object => {
                Kind::Key
            }
            (State::COLON, [b':', b'"', ..]) => Kind::Value,
            _ => return,
        };
        *input = input.get(2..).unwrap_or_default();
        self.token_at = self.offset.wrapping_sub(input.len() + 1);
        self.start_string(kind);
    }

    /// Judges a byte between the texts.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn between(&mut self, byte: u8) -> Result<Option<Event>, Fault> {
        self.text = TextLen::NOTHING;
        let level = self.nesting.level();
        self.state = match byte {
            b',' if self.state.has(State::COMMA) => passing::behind_comma(level),
            b':' if self.state.has(State::COLON) => State::VALUE,
            b'}' | b']' if self.state.has(State::END) && level == Level::of(byte) => {
                self.nesting.close();
                return Ok(Some(Event::End));
            }
            b'"' if self.state.has(State::KEY) => {
                self.kind = Kind::Key;
                State::IN_STRING
            }
            _ if self.state == State::NOTHING => return Err(Fault::Trailing),
            _ if !self.state.has(State::VALUE) => return Err(Fault::Unexpected),
            b'{' | b'[' => {
                let level = Level::of(byte);
                self.nesting.open(level)?;
                return Ok(Some(Event::Start(level)));
            }
            b'"' => {
                self.kind = Kind::Value;
                State::IN_STRING
            }
            b'-' | b'0'..=b'9' => {
                self.number = Number::beginning(byte);
                State::IN_NUMBER
            }
            _ => {
                self.code = literal::beginning(byte)?;
                State::IN_LITERAL
            }
        };
        Ok(None)
    }

    fn start_string(&mut self, kind: Kind) {
        self.kind = kind;
        self.text = TextLen::NOTHING;
        self.state = State::IN_STRING;
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
