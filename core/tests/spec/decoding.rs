//! Pushes responses through a decoder and keeps what comes out.

use drs_status_core::{DecodeError, Decoder, Item, ResponseEnd};

/// Room for a message that no vector but the long one fills.
pub(crate) const ROOM: usize = 256;

/// An [`Item`] that outlives its decoder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct KeptItem {
    pub(crate) id: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) error_code: Option<String>,
    /// What was stored of the message, and how long it was.
    pub(crate) error_message: Option<(String, usize)>,
}

impl KeptItem {
    fn of(item: Item<'_>) -> Self {
        Self {
            id: item.id().map(|id| id.as_str().into()),
            status: item.status().map(|status| status.as_str().into()),
            error_code: item.error_code().map(|code| code.as_str().into()),
            error_message: item.error_message().map(|message| {
                assert_eq!(
                    message.is_cut(),
                    message.text().as_str().len() < message.full_len()
                );
                (message.text().as_str().into(), message.full_len())
            }),
        }
    }
}

/// All that a response said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Decoded {
    pub(crate) items: Vec<KeptItem>,
    pub(crate) end: ResponseEnd,
}

/// Decodes a response that arrives in `pieces`, with `room` bytes for a message.
///
/// Shows of each error that it is final: it comes again whatever is pushed, and
/// at the end.
pub(crate) fn decode_pieces<'p>(
    room: usize,
    pieces: impl IntoIterator<Item = &'p [u8]>,
) -> Result<Decoded, DecodeError> {
    let mut message = vec![0; room];
    let mut decoder = Decoder::new(&mut message);
    let mut items = Vec::new();
    for mut piece in pieces {
        loop {
            match decoder.decode(&mut piece) {
                Ok(Some(item)) => items.push(KeptItem::of(item)),
                Ok(None) => break,
                Err(error) => {
                    for mut more in [&b""[..], b"}", b"{\"results\":[]}"] {
                        assert_eq!(decoder.decode(&mut more), Err(error));
                    }
                    assert_eq!(decoder.finish(), Err(error));
                    return Err(error);
                }
            }
        }
        assert!(piece.is_empty(), "all of a piece is read");
    }
    decoder.finish().map(|end| Decoded { items, end })
}

/// Decodes a response that arrives at once.
pub(crate) fn decode(body: &[u8]) -> Result<Decoded, DecodeError> {
    decode_pieces(ROOM, [body])
}

/// Decodes `body` whole, byte by byte and split in two at every byte, demands
/// the same each time, and returns it.
pub(crate) fn decode_in_all_ways(name: &str, body: &[u8]) -> Result<Decoded, DecodeError> {
    let whole = decode(body);
    assert_eq!(
        decode_pieces(ROOM, body.chunks(1)),
        whole,
        "{name}, byte by byte"
    );
    // An interpreter runs a thousand times slower.
    let step = if cfg!(miri) { 67 } else { 1 };
    for at in (0..=body.len()).step_by(step) {
        let (front, back) = body.split_at(at);
        assert_eq!(
            decode_pieces(ROOM, [front, back]),
            whole,
            "{name}, split at {at}"
        );
    }
    whole
}
