//! Texts that nobody can guess.

use std::io;

use ring::rand::{SecureRandom, SystemRandom};

/// So many characters of an alphabet that needs no escape in a header or a URL,
/// 6 bits each.
pub(crate) fn text(length: usize) -> io::Result<String> {
    characters(
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        length,
    )
}

/// 32 hexadecimal digits: the form of ids of projects, users and requests.
pub(crate) fn id() -> io::Result<String> {
    characters(b"0123456789abcdef", 32)
}

/// As evenly chosen as the alphabet's length divides 256.
fn characters(alphabet: &[u8], length: usize) -> io::Result<String> {
    let mut bytes = vec![0; length];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| io::Error::other("the system gives no random numbers"))?;
    let character = |byte: &u8| char::from(alphabet[usize::from(*byte) % alphabet.len()]);
    Ok(bytes.iter().map(character).collect())
}
