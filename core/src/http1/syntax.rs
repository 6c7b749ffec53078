//! Which bytes stand where.

/// A character of a token (RFC 9110, section 5.6.2).
pub(super) const fn is_token(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_'
        | b'`' | b'|' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z'
    )
}

/// A character of a value that can be seen, and what is not ASCII (RFC 9110,
/// section 5.5).
pub(super) const fn is_visible(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0x80..)
}

/// A space or a tab (RFC 9110, section 5.6.3).
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A character of a reason, or of a chunk's extension (RFC 9112, sections 4 and
/// 7.1.1).
pub(super) const fn is_text(byte: u8) -> bool {
    is_visible(byte) || is_blank(byte)
}
