//! What `serde_json` makes of a response: the second opinion.

use drs_status_core::Status;
use serde_json::Value;

use crate::decoding::{Decoded, KeptItem};

/// What the oracle says.
pub(crate) enum Opinion {
    Json(Value),
    NotJson,
    /// It has bounds of its own: numbers that no `f64` holds, and 128 levels.
    Unknown,
}

pub(crate) fn ask(body: &[u8]) -> Opinion {
    match serde_json::from_slice(body) {
        Ok(value) => Opinion::Json(value),
        Err(error) => {
            let said = error.to_string();
            if said.contains("number out of range") || said.contains("recursion limit") {
                Opinion::Unknown
            } else {
                Opinion::NotJson
            }
        }
    }
}

/// Whether `decoded` is what `value` says, walked by hand.
pub(crate) fn agrees(value: &Value, decoded: &Decoded) -> bool {
    let Some(results) = value["results"].as_array() else {
        return false;
    };
    results.len() == decoded.items.len()
        && decoded.end.items as usize == results.len()
        && decoded.end.count == count(&value["count"])
        && results
            .iter()
            .zip(&decoded.items)
            .all(|(value, item)| item_agrees(value, item))
}

fn count(value: &Value) -> Option<u32> {
    match value {
        Value::String(digits) => digits.parse().ok(),
        number => number.as_u64().and_then(|number| number.try_into().ok()),
    }
}

fn item_agrees(value: &Value, item: &KeptItem) -> bool {
    let text = |key: &str| value[key].as_str();
    let status = text("status").map(|text| Status::from_text(text).as_str().to_owned());
    // The order of fields is lost here: which of two messages came first.
    let messages = [text("error_message"), text("error_msg")];
    let message = item.error_message.as_ref();
    value.is_object()
        && item.id.as_deref() == text("id")
        && item.status == status
        && item.error_code.as_deref() == text("error_code")
        && match message {
            None => messages == [None, None],
            Some((kept, full_len)) => messages
                .iter()
                .flatten()
                .any(|text| text.starts_with(kept.as_str()) && text.len() == *full_len),
        }
}
