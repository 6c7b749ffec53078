//! What the host hands in: words such as `do=ask`, by semihosting.

use core::str::FromStr;

use semihosting::experimental::env::{self, Args};
use static_cell::{ConstStaticCell, StaticCell};

/// Bytes of all words, with a space between each and the next.
const ROOM: usize = 4096;

/// How many there may be.
const WORDS: usize = 32;

/// The arguments of a run. They stay for as long as it lasts.
#[derive(Clone, Copy, Debug)]
pub struct Arguments {
    words: &'static [&'static str],
}

/// An argument that is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, defmt::Format)]
pub enum Wrong {
    /// The host hands in nothing, or more than there is room for.
    Unreadable,
    /// The one of this name must be there.
    Missing(&'static str),
    /// The one of this name has a value that it cannot have.
    Unusable(&'static str),
}

impl Arguments {
    /// Asks the host. There is one place to keep them: a second call panics.
    ///
    /// What it takes of the stack is given back, which [`boot`](crate::boot()), that
    /// never returns, would not do.
    #[inline(never)]
    pub(crate) fn read() -> Result<Self, Wrong> {
        static LINE: StaticCell<Args<ROOM>> = StaticCell::new();
        static LIST: ConstStaticCell<[&str; WORDS]> = ConstStaticCell::new([""; WORDS]);
        let line = env::args().map_err(|_| Wrong::Unreadable)?;
        // These can be gone through once only.
        let mut words = LINE.init(line).into_iter();
        let list = LIST.take();
        let mut len = 0;
        for (place, word) in list.iter_mut().zip(&mut words) {
            *place = word.map_err(|_| Wrong::Unreadable)?;
            len += 1;
        }
        if words.next().is_some() {
            return Err(Wrong::Unreadable);
        }
        Ok(Self {
            words: &list[..len],
        })
    }

    /// What stands behind `name=`, the first time that it is there.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'static str> {
        let mut words = self.words.iter();
        words.find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// The same as a value of another type, if it is there.
    ///
    /// # Errors
    ///
    /// [`Wrong::Unusable`] if it is there and no such value.
    pub fn value<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Wrong> {
        self.text(name)
            .map(|text| text.parse().map_err(|_| Wrong::Unusable(name)))
            .transpose()
    }

    /// The same, where it must be there.
    ///
    /// # Errors
    ///
    /// [`Wrong::Missing`] too, if it is not.
    pub fn needed<T: FromStr>(&self, name: &'static str) -> Result<T, Wrong> {
        self.value(name)?.ok_or(Wrong::Missing(name))
    }
}
