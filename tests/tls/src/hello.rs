//! The bytes of a `ClientHello` and a `ServerHello`, for whoever changes them
//! (RFC 8446, sections 4.1.2 and 4.1.3).

use std::io::{self, Read};

/// Before what a hello says: the head of a record, that of a message.
const HEADS: usize = 5 + 4;
const RANDOM: usize = 32;
const SUPPORTED_VERSIONS: u16 = 43;

/// A whole record, with its head.
pub(crate) fn read_record(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut record = vec![0; 5];
    from.read_exact(&mut record)?;
    let length = usize::from(u16::from_be_bytes([record[3], record[4]]));
    record.resize(5 + length, 0);
    from.read_exact(&mut record[5..])?;
    Ok(record)
}

/// Whether it is a hello, and not an alert.
pub(crate) fn is_hello(record: &[u8]) -> bool {
    matches!(record, [22, _, _, _, _, 1 | 2, ..])
}

/// Lets a `ClientHello` offer `version` alone.
pub(crate) fn offer(record: &mut [u8], version: [u8; 2]) -> io::Result<()> {
    let (_, after_suites) = suites(record)?;
    put(record, HEADS, version)?;
    let compressions = byte(record, after_suites)?;
    let extensions = after_suites + 1 + compressions;
    let Some((at, length)) = extension(record, extensions)? else {
        // Then the version above is all that is offered.
        return Ok(());
    };
    // A list with its length before it.
    for entry in (at + 1..at + length).step_by(2) {
        put(record, entry, version)?;
    }
    Ok(())
}

/// Lets a `ClientHello` offer `suite` alone.
pub(crate) fn offer_suite(record: &mut [u8], suite: [u8; 2]) -> io::Result<()> {
    let (from, until) = suites(record)?;
    for entry in (from..until).step_by(2) {
        put(record, entry, suite)?;
    }
    Ok(())
}

/// Lets a `ServerHello` take `version`.
pub(crate) fn take(record: &mut [u8], version: [u8; 2]) -> io::Result<()> {
    let session = HEADS + 2 + RANDOM;
    // A suite and a compression follow.
    let extensions = session + 1 + byte(record, session)? + 3;
    match extension(record, extensions)? {
        Some((at, _)) => put(record, at, version),
        None => put(record, HEADS, version),
    }
}

/// From where to where the suites stand.
fn suites(record: &[u8]) -> io::Result<(usize, usize)> {
    let session = HEADS + 2 + RANDOM;
    let length = session + 1 + byte(record, session)?;
    let from = length + 2;
    Ok((from, from + number(record, length)?))
}

/// Where what the extension of versions says begins, and how long it is.
fn extension(record: &[u8], extensions: usize) -> io::Result<Option<(usize, usize)>> {
    let mut at = extensions + 2;
    let end = at + number(record, extensions)?;
    while at < end {
        let length = number(record, at + 2)?;
        if number(record, at)? == usize::from(SUPPORTED_VERSIONS) {
            return Ok(Some((at + 4, length)));
        }
        at += 4 + length;
    }
    Ok(None)
}

fn byte(record: &[u8], at: usize) -> io::Result<usize> {
    record.get(at).map(|&byte| byte.into()).ok_or_else(short)
}

fn number(record: &[u8], at: usize) -> io::Result<usize> {
    let bytes = record.get(at..at + 2).ok_or_else(short)?;
    Ok(u16::from_be_bytes([bytes[0], bytes[1]]).into())
}

fn put(record: &mut [u8], at: usize, value: [u8; 2]) -> io::Result<()> {
    let place = record.get_mut(at..at + 2).ok_or_else(short)?;
    place.copy_from_slice(&value);
    Ok(())
}

fn short() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a hello is cut short")
}
