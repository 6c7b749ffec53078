//! A whole response in memory of fixed size, by any serde deserializer.

use core::fmt;
use core::ops::Deref;

use heapless::{String, Vec};
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::outcome::{Fields, fields_of, serialize_fields};
use crate::job::JOB_ID_LEN;
use crate::kept::Outcome;

/// A response with room for `N` items and `MESSAGE` bytes of each message.
///
/// This is for programs that hold the whole body in memory and decode with
/// serde; [`Decoder`](crate::Decoder) needs neither the body nor the items at
/// once, and is stricter. With `serde_json_core`:
///
/// - unknown fields are passed over by recursion, so their depth is bounded by
///   the stack, and what stands in them is not judged;
/// - `from_slice` leaves escapes in strings as they are;
///   `from_slice_escaped` undoes them but for surrogate pairs, which it refuses;
/// - a `count` in quotes is refused.
///
/// # Memory
///
/// [`seed`](Self::seed) fills a response where it stands, with one item on the
/// stack beside it. `from_slice` builds the whole response on the stack, and
/// more than once: see *Memory* in the crate's documentation.
///
/// ```
/// use drs_status_core::{BatchStatusResponse, Status};
/// use serde::de::DeserializeSeed;
///
/// let body = br#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"PAUSING"}],"count":1}"#;
/// let mut response = BatchStatusResponse::<8, 64>::new();
/// let mut deserializer = serde_json_core::de::Deserializer::new(body, None);
/// response.seed().deserialize(&mut deserializer)?;
/// deserializer.end()?;
/// assert_eq!(response.results[0].status(), Some(Status::Pausing));
///
/// let (again, _) = serde_json_core::from_slice::<BatchStatusResponse<8, 64>>(body)?;
/// assert_eq!(again, response);
/// # Ok::<(), serde_json_core::de::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct BatchStatusResponse<const N: usize, const MESSAGE: usize = 128> {
    /// The items, in the order of the response.
    pub results: Vec<ResponseItem<MESSAGE>, N>,
    /// The field `count`, where there was one; nothing is made of it.
    pub count: Option<u32>,
}

/// An item of a [`BatchStatusResponse`].
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ResponseItem<const MESSAGE: usize = 128> {
    id: Option<String<JOB_ID_LEN, u8>>,
    outcome: Outcome<MESSAGE>,
}

impl<const MESSAGE: usize> ResponseItem<MESSAGE> {
    /// The id, whatever it is. No document declares it required.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

impl<const MESSAGE: usize> Deref for ResponseItem<MESSAGE> {
    type Target = Outcome<MESSAGE>;

    fn deref(&self) -> &Self::Target {
        &self.outcome
    }
}

impl<const N: usize, const MESSAGE: usize> BatchStatusResponse<N, MESSAGE> {
    /// An empty response.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            results: Vec::new(),
            count: None,
        }
    }

    /// Fills this response in place; what was in it is gone.
    pub const fn seed(&mut self) -> ResponseSeed<'_, N, MESSAGE> {
        ResponseSeed(self)
    }
}

/// Fills a [`BatchStatusResponse`] in place.
#[derive(Debug)]
pub struct ResponseSeed<'r, const N: usize, const MESSAGE: usize>(
    &'r mut BatchStatusResponse<N, MESSAGE>,
);

impl<'de, const N: usize, const MESSAGE: usize> DeserializeSeed<'de>
    for ResponseSeed<'_, N, MESSAGE>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.results.clear();
        self.0.count = None;
        deserializer.deserialize_struct("BatchGetJobStatusResp", &["results", "count"], self)
    }
}

impl<'de, const N: usize, const MESSAGE: usize> Visitor<'de> for ResponseSeed<'_, N, MESSAGE> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response with results")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut has_results = false;
        let mut has_count = false;
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "results" if has_results => return Err(A::Error::duplicate_field("results")),
                "results" => {
                    has_results = true;
                    map.next_value_seed(ResultsSeed(&mut self.0.results))?;
                }
                "count" if has_count => return Err(A::Error::duplicate_field("count")),
                "count" => {
                    has_count = true;
                    self.0.count = map.next_value()?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_results {
            Ok(())
        } else {
            Err(A::Error::missing_field("results"))
        }
    }
}

struct ResultsSeed<'r, const N: usize, const MESSAGE: usize>(&'r mut Vec<ResponseItem<MESSAGE>, N>);

impl<'de, const N: usize, const MESSAGE: usize> DeserializeSeed<'de>
    for ResultsSeed<'_, N, MESSAGE>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, const N: usize, const MESSAGE: usize> Visitor<'de> for ResultsSeed<'_, N, MESSAGE> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at most {N} results")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(item) = seq.next_element()? {
            if self.0.push(item).is_err() {
                return Err(A::Error::invalid_length(N + 1, &self));
            }
        }
        Ok(())
    }
}

impl<'de, const N: usize, const MESSAGE: usize> Deserialize<'de>
    for BatchStatusResponse<N, MESSAGE>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut response = Self::new();
        response.seed().deserialize(deserializer)?;
        Ok(response)
    }
}

impl<'de, const MESSAGE: usize> Deserialize<'de> for ResponseItem<MESSAGE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Fields::deserialize(deserializer)?;
        Ok(Self {
            id: fields.id.take(),
            outcome: fields.outcome(),
        })
    }
}

impl<const N: usize, const MESSAGE: usize> Serialize for BatchStatusResponse<N, MESSAGE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 1 + usize::from(self.count.is_some());
        let mut object = serializer.serialize_struct("BatchGetJobStatusResp", fields)?;
        object.serialize_field("results", &self.results)?;
        if let Some(count) = self.count {
            object.serialize_field("count", &count)?;
        }
        object.end()
    }
}

impl<const MESSAGE: usize> Serialize for ResponseItem<MESSAGE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = usize::from(self.id.is_some()) + fields_of(&self.outcome);
        let mut object = serializer.serialize_struct("QueryJobStatusResp", fields)?;
        if let Some(id) = self.id() {
            object.serialize_field("id", id)?;
        }
        serialize_fields(&mut object, &self.outcome)?;
        object.end()
    }
}
