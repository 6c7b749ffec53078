//! `serde-json-core` with seeds written by hand, all at once.

#![no_std]
#![no_main]

use core::fmt;

use drs_status_bench_device::{Ledger, count_read, image};
use drs_status_core::Status;
use heapless::String;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

image!(count_read(read));

fn read(body: &[u8], ledger: &mut Ledger) -> bool {
    let mut unescaped = [0; 128];
    let mut deserializer = serde_json_core::de::Deserializer::new(body, Some(&mut unescaped));
    Response(ledger).deserialize(&mut deserializer).is_ok() && deserializer.end().is_ok()
}
struct Response<'s>(&'s mut Ledger);
struct Results<'s>(&'s mut Ledger);
struct Job<'s>(&'s mut Ledger);

macro_rules! seed {
    ($name:ident, $deserialize:ident, $expected:literal, $visit:item) => {
        impl<'de> DeserializeSeed<'de> for $name<'_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.$deserialize(self)
            }
        }

        impl<'de> Visitor<'de> for $name<'_> {
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
            let status = Status::from_text(status);
            let code = code.map(str::as_bytes);
            let message = message.as_ref().map(|message| message.0.as_bytes());
            self.0.take(id.as_bytes(), status, code, message);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Message(String<128>);
