//! Bytes from one slice to another.

/// Copies as much as there is and fits, and tells how much that is.
///
/// `copy_from_slice` would leave a panic: the optimiser does not see that both are
/// of one length.
pub(super) fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let mut len = 0_usize;
    for (place, byte) in to.iter_mut().zip(from) {
        *place = *byte;
        len = len.saturating_add(1);
    }
    len
}
