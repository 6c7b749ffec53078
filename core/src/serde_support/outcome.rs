//! What was answered, kept.

use core::fmt;

use heapless::String;
use serde::de::{Error as _, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::kept::{KeptMessage, KeptStatus, Outcome, TaskStatus, prefix};
use crate::response::MAX_ERROR_CODE_LEN;
use crate::status::{MAX_STATUS_LEN, Status};

/// The fields of an outcome as they stand in an object. `error_message_len` is
/// the length of the whole message, there where it was cut.
#[derive(Deserialize)]
pub(super) struct Fields<const MESSAGE: usize> {
    #[serde(default)]
    pub(super) index: Option<usize>,
    #[serde(default)]
    pub(super) id: Option<String<{ crate::JOB_ID_LEN }, u8>>,
    #[serde(default)]
    status: Option<KeptStatus>,
    #[serde(default)]
    error_code: Option<String<MAX_ERROR_CODE_LEN, u8>>,
    #[serde(default, alias = "error_msg")]
    error_message: Option<KeptMessage<MESSAGE>>,
    #[serde(default)]
    error_message_len: Option<u32>,
}

impl<const MESSAGE: usize> Fields<MESSAGE> {
    pub(super) fn outcome(self) -> Outcome<MESSAGE> {
        let mut outcome = Outcome {
            status: self.status,
            error_code: self.error_code,
            error_message: self.error_message,
        };
        if let (Some(message), Some(len)) = (&mut outcome.error_message, self.error_message_len) {
            message.full_len = message.full_len.max(len);
        }
        outcome
    }
}

/// How many fields [`serialize_fields`] writes.
pub(super) fn fields_of<const MESSAGE: usize>(outcome: &Outcome<MESSAGE>) -> usize {
    let message = outcome.error_message();
    usize::from(outcome.status().is_some())
        + usize::from(outcome.error_code().is_some())
        + usize::from(message.is_some())
        + usize::from(message.is_some_and(|message| message.is_cut()))
}

pub(super) fn serialize_fields<S: SerializeStruct, const MESSAGE: usize>(
    object: &mut S,
    outcome: &Outcome<MESSAGE>,
) -> Result<(), S::Error> {
    if let Some(status) = outcome.status() {
        object.serialize_field("status", &status)?;
    }
    if let Some(code) = outcome.error_code() {
        object.serialize_field("error_code", code)?;
    }
    if let Some(message) = outcome.error_message() {
        object.serialize_field("error_message", message.text().as_str())?;
        if message.is_cut() {
            object.serialize_field("error_message_len", &message.full_len())?;
        }
    }
    Ok(())
}

impl<const MESSAGE: usize> Serialize for Outcome<MESSAGE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Outcome", fields_of(self))?;
        serialize_fields(&mut object, self)?;
        object.end()
    }
}

impl<'de, const MESSAGE: usize> Deserialize<'de> for Outcome<MESSAGE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Fields::deserialize(deserializer).map(Fields::outcome)
    }
}

impl<const MESSAGE: usize> Serialize for TaskStatus<MESSAGE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 1 + fields_of(&self.outcome);
        let mut object = serializer.serialize_struct("TaskStatus", fields)?;
        object.serialize_field("index", &self.index)?;
        serialize_fields(&mut object, &self.outcome)?;
        object.end()
    }
}

impl<'de, const MESSAGE: usize> Deserialize<'de> for TaskStatus<MESSAGE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        let index = fields
            .index
            .ok_or_else(|| D::Error::missing_field("index"))?;
        Ok(Self {
            index,
            outcome: fields.outcome(),
        })
    }
}

impl<'de> Deserialize<'de> for KeptStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = KeptStatus;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a status of at most {MAX_STATUS_LEN} bytes")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<KeptStatus, E> {
                if text.len() > MAX_STATUS_LEN {
                    return Err(E::invalid_length(text.len(), &self));
                }
                Ok(KeptStatus::of(Status::from_text(text)))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl<'de, const MESSAGE: usize> Deserialize<'de> for KeptMessage<MESSAGE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<const MESSAGE: usize>;
        impl<const MESSAGE: usize> Visitor<'_> for Text<MESSAGE> {
            type Value = KeptMessage<MESSAGE>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a message")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(KeptMessage {
                    text: prefix(text),
                    full_len: u32::try_from(text.len()).unwrap_or(u32::MAX),
                })
            }
        }
        deserializer.deserialize_str(Text)
    }
}
