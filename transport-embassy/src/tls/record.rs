//! How long records are, and what fits into one.

use drs_status_core::MAX_IDS_PER_REQUEST;

/// The longest record of TLS that is received, in bytes of plaintext, by the features
/// `tls-records-…`. RFC 8446, section 5.1, lets a peer send 16384.
pub const MAX_RECORD_LEN: usize = if cfg!(feature = "tls-records-8192") {
    8192
} else if cfg!(feature = "tls-records-4096") {
    4096
} else {
    16_384
};

/// How many ids a request should have at most, so that its answer fits into a record of
/// [`MAX_RECORD_LEN`]: for `Config::ids_per_request`.
///
/// A peer puts into a record what it has, up to 16384 bytes, whatever this device can
/// take; so that answers are short is all that keeps records short. A task is taken to
/// have 192 bytes, with a message; those of the service's examples have 103 on average.
/// The head is taken to have 1024.
pub const IDS_PER_RECORD: usize = {
    const HEAD: usize = 1024;
    const TASK: usize = 192;
    let ids = (MAX_RECORD_LEN - HEAD) / TASK;
    if ids < MAX_IDS_PER_REQUEST {
        ids
    } else {
        MAX_IDS_PER_REQUEST
    }
};
