//! Strings: keys and values, up to the closing quote.

use super::{Event, Expected, Fault, Kind, Scanner, State, run};

impl Scanner {
    /// Reads on in a string, up to its end or to a character that is not taken
    /// at once.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn in_string(
        &mut self,
        input: &mut &[u8],
        room: &mut [u8],
    ) -> Result<Option<Event>, Fault> {
        let room = self.kind.room(&mut self.key, room);
        let mut is_full = true;
        match self.text.free(room) {
            None | Some([]) => {}
            Some(free) => {
                is_full = false;
                self.text.add(run::take(input, free));
            }
        }
        let Some((&byte, rest)) = input.split_first() else {
            return Ok(None);
        };
        if byte == b'"' {
            *input = rest;
            return Ok(Some(self.end_of_string()));
        }
        if is_full || run::stands_for_itself(byte) {
            // Had there been room, what is passed over would have been taken.
            let passed = run::pass(input);
            if passed > 0 {
                self.text.miss(passed);
                return Ok(None);
            }
        }
        self.begin_character(byte)?;
        *input = rest;
        Ok(None)
    }

    /// The closing quote was taken.
    fn end_of_string(&mut self) -> Event {
        match self.kind {
            Kind::Key => {
                self.state = State::Between(Expected::COLON);
                Event::Key
            }
            Kind::Value => {
                self.after_value();
                Event::String
            }
        }
    }
}

impl Kind {
    /// Where the text of such a string goes.
    pub(super) const fn room<'r>(self, key: &'r mut [u8], value: &'r mut [u8]) -> &'r mut [u8] {
        match self {
            Self::Key => key,
            Self::Value => value,
        }
    }
}
