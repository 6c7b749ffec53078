//! The memory of TLS, as the log tells of it.

/// How full it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Arena {
    /// Bytes in use.
    pub(crate) used: u32,
    pub(crate) size: u32,
    /// Bytes that were in use at once, at most, since the chip started.
    pub(crate) peak: u32,
    /// How often there was no room.
    pub(crate) failed: u32,
}

impl Arena {
    /// `None` if the line tells of something else.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let told = line.strip_prefix("arena: ")?;
        let numbers = told.split(|c: char| !c.is_ascii_digit());
        let numbers: Result<Vec<u32>, _> = numbers
            .filter(|digits| !digits.is_empty())
            .map(str::parse)
            .collect();
        let [used, size, peak, failed] = numbers.ok()?[..] else {
            return None;
        };
        Some(Self {
            used,
            size,
            peak,
            failed,
        })
    }
}

/// Whether more is in use in the second half of `rests`, moments with a connection that
/// is idle, than ever in the first.
pub(crate) fn leaks(rests: &[Arena]) -> bool {
    let (first, second) = rests.split_at(rests.len() / 2);
    let most = |rests: &[Arena]| rests.iter().map(|arena| arena.used).max();
    most(second) > most(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_tells_of_it() {
        let line = "arena: 5120 bytes of 49136 in use, 30112 at most, no room 0 times";
        let arena = Arena {
            used: 5120,
            size: 49_136,
            peak: 30_112,
            failed: 0,
        };
        assert_eq!(Arena::parse(line), Some(arena));
        for other in ["arena: full", "address 192.0.2.15/24", "arena: 1 2 3 4 5"] {
            assert_eq!(Arena::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_leak_is_more_than_there_ever_was() {
        let rest = |used| Arena {
            used,
            size: 49_136,
            peak: 30_112,
            failed: 0,
        };
        for (used, is_leak) in [
            (&[5, 7, 5, 7][..], false),
            (&[7, 5, 5], false),
            (&[5, 5, 5, 6], true),
            (&[5, 6, 7], true),
        ] {
            let rests: Vec<_> = used.iter().map(|used| rest(*used)).collect();
            assert_eq!(leaks(&rests), is_leak, "{used:?}");
        }
    }
}
