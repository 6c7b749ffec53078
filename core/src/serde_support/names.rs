//! Names, requests and what is said in one word.

use serde::de::{Error as _, Unexpected};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::endpoint::Endpoint;
use crate::job::{JobId, ProjectId};
use crate::language::Language;
use crate::page::Page;
use crate::request::BatchStatusRequest;
use crate::status::Status;

impl Serialize for JobId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// From a string that is borrowed from the input and has no escapes.
impl<'de: 'a, 'a> Deserialize<'de> for JobId<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&'a str>::deserialize(deserializer)?;
        Self::new(text)
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(text), &"a job id, 8-4-4-4-12"))
    }
}

impl Serialize for ProjectId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// From a string that is borrowed from the input and has no escapes.
impl<'de: 'a, 'a> Deserialize<'de> for ProjectId<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&'a str>::deserialize(deserializer)?;
        Self::new(text).map_err(|_| D::Error::invalid_value(Unexpected::Str(text), &"a project id"))
    }
}

impl Serialize for Endpoint<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string that is borrowed from the input and has no escapes.
impl<'de: 'a, 'a> Deserialize<'de> for Endpoint<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&'a str>::deserialize(deserializer)?;
        Self::new(text)
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(text), &"an https:// endpoint"))
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match <&str>::deserialize(deserializer)? {
            "en-us" => Ok(Self::EnUs),
            "zh-cn" => Ok(Self::ZhCn),
            other => Err(D::Error::unknown_variant(other, &["en-us", "zh-cn"])),
        }
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_struct("PageReq", 2)?;
        page.serialize_field("cur_page", &self.current())?;
        page.serialize_field("per_page", &self.per_page())?;
        page.end()
    }
}

impl<'de> Deserialize<'de> for Page {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct PageReq {
            cur_page: u32,
            per_page: u8,
        }
        let page = PageReq::deserialize(deserializer)?;
        Self::new(page.cur_page, page.per_page).map_err(D::Error::custom)
    }
}

/// As `encode` writes it, byte for byte.
impl Serialize for BatchStatusRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 1 + usize::from(self.page().is_some());
        let mut body = serializer.serialize_struct("BatchQueryJobReqPage", fields)?;
        body.serialize_field("jobs", self.jobs())?;
        if let Some(page) = self.page() {
            body.serialize_field("page_req", &page)?;
        }
        body.end()
    }
}

impl Serialize for Status<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// From a string that is borrowed from the input and has no escapes.
impl<'de: 'a, 'a> Deserialize<'de> for Status<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'a str>::deserialize(deserializer).map(Self::from_text)
    }
}
