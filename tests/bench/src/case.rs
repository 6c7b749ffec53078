//! The cases: who reads what, and in which pieces.

use std::error::Error;

use drs_status_core::BatchStatusRequest;

use crate::ledger::Ledger;
use crate::ours;
use crate::payload::Shape;
#[cfg(feature = "peers")]
use crate::peers;

/// Why a case failed.
pub(crate) type Failure = Box<dyn Error>;

/// Reads the response and hands each job to the ledger.
pub(crate) type Read = fn(&[u8], &mut Ledger<'_>) -> Result<(), Failure>;

/// Writes the request to the buffer and returns its length.
pub(crate) type Write = fn(&BatchStatusRequest<'_>, &mut [u8]) -> Result<usize, Failure>;

/// What a case is made of.
pub(crate) enum Work {
    /// Reading a response.
    Decode(Shape, Read),
    /// Writing a request with as many ids as a response has jobs.
    Encode(Write),
}

/// A case, named `who/payload/pieces`.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) work: Work,
}

const fn decode(name: &'static str, shape: Shape, read: Read) -> Case {
    Case {
        name,
        work: Work::Decode(shape, read),
    }
}

const fn encode(name: &'static str, write: Write) -> Case {
    Case {
        name,
        work: Work::Encode(write),
    }
}

#[cfg(not(feature = "peers"))]
const PEERS: &[Case] = &[];

/// All that can be run.
pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    OURS.iter().chain(PEERS)
}

const OURS: &[Case] = &[
    decode("ours/page/whole", Shape::Page, ours::whole),
    decode("ours/page/1460", Shape::Page, ours::chunks_of_1460),
    decode("ours/page/64", Shape::Page, ours::chunks_of_64),
    decode("ours/page/1", Shape::Page, ours::chunks_of_1),
    decode("ours/chinese/64", Shape::Chinese, ours::chunks_of_64),
    decode("ours/pretty/64", Shape::Pretty, ours::chunks_of_64),
    decode("ours/extra/64", Shape::Extra, ours::chunks_of_64),
    encode("ours/encode/100", ours::encode),
];

/// Those of the libraries that it is compared with.
#[cfg(feature = "peers")]
const PEERS: &[Case] = &[
    decode(
        "serde_json/page/whole",
        Shape::Page,
        peers::serde_json::read,
    ),
    decode(
        "serde_json/pretty/whole",
        Shape::Pretty,
        peers::serde_json::read,
    ),
    decode(
        "serde_json/extra/whole",
        Shape::Extra,
        peers::serde_json::read,
    ),
    encode("serde_json/encode/100", peers::serde_json::encode),
    decode("sonic-rs/page/whole", Shape::Page, peers::sonic::read),
    decode("sonic-rs/pretty/whole", Shape::Pretty, peers::sonic::read),
    decode("sonic-rs/extra/whole", Shape::Extra, peers::sonic::read),
    decode(
        "serde-json-core-seed/page/whole",
        Shape::Page,
        peers::seed::read,
    ),
    decode(
        "serde-json-core-seed/pretty/whole",
        Shape::Pretty,
        peers::seed::read,
    ),
    decode(
        "serde-json-core-seed/extra/whole",
        Shape::Extra,
        peers::seed::read,
    ),
    decode(
        "serde-json-core-derive/page/whole",
        Shape::Page,
        peers::derive::read,
    ),
    decode(
        "serde-json-core-derive/pretty/whole",
        Shape::Pretty,
        peers::derive::read,
    ),
    decode(
        "serde-json-core-derive/extra/whole",
        Shape::Extra,
        peers::derive::read,
    ),
    encode("serde-json-core/encode/100", peers::derive::encode),
    decode(
        "picojson/page/1460",
        Shape::Page,
        peers::picojson::chunks_of_1460,
    ),
    decode(
        "picojson/page/64",
        Shape::Page,
        peers::picojson::chunks_of_64,
    ),
    decode("picojson/page/1", Shape::Page, peers::picojson::chunks_of_1),
    decode(
        "picojson/pretty/64",
        Shape::Pretty,
        peers::picojson::chunks_of_64,
    ),
    decode(
        "picojson/extra/64",
        Shape::Extra,
        peers::picojson::chunks_of_64,
    ),
];
