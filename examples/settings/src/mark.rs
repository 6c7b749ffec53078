//! A number that is another one for other credentials.

/// FNV-1a of 32 bits, over texts that are told apart from one another. It stands beside
/// the credentials in the image, and hides nothing.
pub(crate) struct Mark(u32);

impl Mark {
    pub(crate) const fn new() -> Self {
        Self(0x811C_9DC5)
    }

    pub(crate) fn add(&mut self, texts: &[&str]) {
        for text in texts {
            // A byte that no text has ends each of them.
            for byte in text.bytes().chain([0xFF]) {
                self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
    }

    pub(crate) const fn get(self) -> u32 {
        self.0
    }
}
