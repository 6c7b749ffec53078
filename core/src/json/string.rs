//! Strings: keys and values, up to the closing quote.

use super::word::WIDE;
use super::{Fault, Kind, Scanner, run};

impl Scanner {
    /// Reads on in a string, up to its end or to a character that is not taken
    /// at once, and says whether that was its end.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn in_string(&mut self, input: &mut &[u8], room: &mut [u8]) -> Result<bool, Fault> {
        let room = self.kind.room(&mut self.key, room);
        let free = self.text.free(room).unwrap_or_default();
        let is_full = free.is_empty();
        if is_full && !WIDE {
            // No key is needed any more that is longer than its room, nor one
            // whose value has begun.
            self.text.miss(run::take(input, &mut self.key));
        } else {
            self.text.add(run::take(input, free));
        }
        let Some((&byte, rest)) = input.split_first() else {
            return Ok(false);
        };
        if byte == b'"' {
            *input = rest;
            return Ok(true);
        }
        if WIDE && is_full {
            // Had there been room, what is passed over would have been taken.
            let passed = run::pass(input);
            if passed > 0 {
                self.text.miss(passed);
                return Ok(false);
            }
        }
        if run::stands_for_itself(byte) {
            // There is no room for more.
            return Ok(false);
        }
        self.begin_character(byte)?;
        *input = rest;
        Ok(false)
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
