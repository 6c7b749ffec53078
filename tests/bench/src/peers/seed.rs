//! `serde-json-core` with seeds written by hand: each job is handed on as soon
//! as it was read, and none is kept.

use core::fmt;

use heapless::String;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::case::Failure;
use crate::ledger::Ledger;

#[inline(never)]
pub(crate) fn read(body: &[u8], ledger: &mut Ledger<'_>) -> Result<(), Failure> {
    let mut unescaped = [0; 128];
    let mut deserializer = serde_json_core::de::Deserializer::new(body, Some(&mut unescaped));
    Response(ledger).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(())
}

struct Response<'s, 'i>(&'s mut Ledger<'i>);
struct Results<'s, 'i>(&'s mut Ledger<'i>);
struct Job<'s, 'i>(&'s mut Ledger<'i>);

macro_rules! seed {
    ($name:ident, $deserialize:ident, $expected:literal, $visit:item) => {
        impl<'de> DeserializeSeed<'de> for $name<'_, '_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.$deserialize(self)
            }
        }

        impl<'de> Visitor<'de> for $name<'_, '_> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expected)
            }

            $visit
        }
    };
}

seed! {
    Response, deserialize_map, "a response",
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut has_results = false;
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "results" => {
                    map.next_value_seed(Results(self.0))?;
                    has_results = true;
                }
                "count" => {
                    map.next_value::<u32>()?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_results { Ok(()) } else { Err(A::Error::missing_field("results")) }
    }
}

seed! {
    Results, deserialize_seq, "jobs",
    fn visit_seq<A: SeqAccess<'de>>(self, mut jobs: A) -> Result<(), A::Error> {
        while jobs.next_element_seed(Job(self.0))?.is_some() {}
        Ok(())
    }
}

seed! {
    Job, deserialize_map, "a job",
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut id, mut status, mut code) = (None, None, None);
        let mut message = None;
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "id" => id = Some(map.next_value::<&str>()?),
                "status" => status = Some(map.next_value::<&str>()?),
                "error_code" => code = Some(map.next_value::<&str>()?),
                "error_message" => message = Some(map.next_value::<Message>()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let (Some(id), Some(status)) = (id, status) {
            let message = message.as_ref().map(|message| message.0.as_str());
            self.0.take_text(id, status, code, message);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Message(String<128>);
