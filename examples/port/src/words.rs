//! What a modem says among the bytes of a call.
//!
//! In transparent mode there is one line for both: when the call is over, its words
//! stand where the next byte of the service would. They have the line to themselves
//! then, so they end the stream; and a body that lacks some bytes is not to take them
//! for its own.

/// What is said when a call is over, line ends included.
const WORDS: [&[u8]; 2] = [b"\r\nNO CARRIER\r\n", b"\r\nCLOSED\r\n"];

/// Where such words stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Words {
    /// Nowhere.
    None,
    /// What begins here, and has not ended, may become some.
    Perhaps(usize),
    /// They begin here.
    At(usize),
}

impl Words {
    /// The first of them in `heard`.
    pub(crate) fn find(heard: &[u8]) -> Self {
        for at in 0..heard.len() {
            let rest = heard.get(at..).unwrap_or_default();
            if WORDS.iter().any(|words| rest.starts_with(words)) {
                return Self::At(at);
            }
            if WORDS.iter().any(|words| words.starts_with(rest)) {
                return Self::Perhaps(at);
            }
        }
        Self::None
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_whole_begun_and_not_at_all() {
        for (heard, expected) in [
            ("", Words::None),
            ("{}", Words::None),
            ("{}\r", Words::Perhaps(2)),
            ("{}\r\n", Words::Perhaps(2)),
            ("0\r\n\r\n", Words::Perhaps(3)),
            ("\r\nNO CARR", Words::Perhaps(0)),
            ("\r\nNO CARE\r\n", Words::Perhaps(9)),
            ("\r\nNO CARRIER\r\n", Words::At(0)),
            ("{}\r\nCLOSED\r\n", Words::At(2)),
            ("\r\n\r\nCLOSED\r\nCLOSED\r\n", Words::At(2)),
            ("CLOSED", Words::None),
        ] {
            assert_eq!(Words::find(heard.as_bytes()), expected, "{heard:?}");
        }
    }
}
