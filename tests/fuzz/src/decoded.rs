//! What the decoder makes of bytes.

use drs_status_core::{DecodeError, Decoder, Item, ResponseEnd};

/// A task, field by field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct KeptItem {
    pub(crate) id: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) error_code: Option<String>,
    /// What was stored of the message, and how long it was.
    pub(crate) error_message: Option<(String, usize)>,
}

/// All that a response says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Decoded {
    pub(crate) items: Vec<KeptItem>,
    pub(crate) end: ResponseEnd,
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

/// Decodes what arrives in `pieces`, with `room` bytes for a message. Of each
/// error it demands that it is final.
pub(crate) fn decode_pieces<'p>(
    room: usize,
    pieces: impl IntoIterator<Item = &'p [u8]>,
) -> Result<Decoded, DecodeError> {
    let mut message = vec![0xA5; room];
    let mut decoder = Decoder::new(&mut message);
    let mut items = Vec::new();
    for mut piece in pieces {
        loop {
            match decoder.decode(&mut piece) {
                Ok(Some(item)) => items.push(KeptItem::of(item)),
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(decoder.decode(&mut &b"}"[..]), Err(error));
                    assert_eq!(decoder.finish(), Err(error));
                    return Err(error);
                }
            }
        }
        assert!(piece.is_empty(), "all of a piece is read");
    }
    decoder.finish().map(|end| Decoded { items, end })
}
