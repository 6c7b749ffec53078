//! Pushes responses through a decoder and holds what comes out to a vector.

use drs_status_core::{DecodeError, Decoder, Item, ResponseEnd, Text};

use crate::vectors::{self, Response};

/// Room for a message that no vector but the long one fills.
pub(crate) const ROOM: usize = 256;

/// Hands each item of a response that arrives in `pieces` to `each`, with `room`
/// bytes for a message.
pub(crate) fn decode<'p>(
    room: usize,
    pieces: impl IntoIterator<Item = &'p [u8]>,
    mut each: impl FnMut(&Item<'_>),
) -> Result<ResponseEnd, DecodeError> {
    let mut message = [0; ROOM];
    let mut decoder = Decoder::new(&mut message[..room]);
    for mut piece in pieces {
        while let Some(item) = decoder.decode(&mut piece)? {
            each(&item);
        }
        assert!(piece.is_empty(), "all of a piece is read");
    }
    decoder.finish()
}

/// That `pieces` say what `vector` says to a decoder with `room` bytes for a
/// message.
#[track_caller]
pub(crate) fn says<'p>(vector: &Response, room: usize, pieces: impl IntoIterator<Item = &'p [u8]>) {
    let mut expected = vector.items.iter();
    let end = decode(room, pieces, |item| {
        let expected = expected.next().expect(vector.name);
        item_says(vector.name, *item, expected, room);
    });
    let items = u32::try_from(vector.items.len()).expect(vector.name);
    let count = vector.count;
    assert_eq!(end, Ok(ResponseEnd { items, count }), "{}", vector.name);
}

#[track_caller]
fn item_says(name: &str, item: Item<'_>, expected: &vectors::Item, room: usize) {
    let id = item.id().map(Text::as_str);
    assert_eq!(id, expected.id, "{name}");
    let status = item.status().map(|status| status.as_str());
    assert_eq!(status, expected.status, "{name}");
    let code = item.error_code().map(Text::as_str);
    assert_eq!(code, expected.error_code, "{name}");
    let message = item
        .error_message()
        .map(|message| (message.text().as_str(), message.full_len()));
    let whole = expected.error_message;
    assert_eq!(
        message,
        whole.map(|text| (cut(text, room), text.len())),
        "{name}"
    );
}

/// As much of `text` as `room` bytes hold of whole characters.
fn cut(text: &str, room: usize) -> &str {
    let mut ends = (0..=room.min(text.len())).rev();
    let end = ends.find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}
