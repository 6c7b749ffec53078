//! The tables: which cases stand beside each other, and what is to be reached.

use crate::goal::Goal;

/// One row of figures: instructions for each byte, or bytes.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) what: &'static str,
    pub(super) ours: &'static str,
    pub(super) goal: Option<Goal>,
    pub(super) peers: &'static [&'static str],
}

/// Reading a response.
pub(super) const DECODE: &[Row] = &[
    Row {
        what: "`page`, whole",
        ours: "ours/page/whole",
        goal: Some(Goal::new(6.0, 5.0)),
        peers: &[
            "sonic-rs/page/whole",
            "serde_json/page/whole",
            "serde-json-core-seed/page/whole",
            "serde-json-core-derive/page/whole",
        ],
    },
    Row {
        what: "`page`, pieces of 1460",
        ours: "ours/page/1460",
        goal: Some(Goal::new(11.0, 9.0)),
        peers: &["picojson/page/1460"],
    },
    Row {
        what: "`page`, pieces of 64",
        ours: "ours/page/64",
        goal: Some(Goal::new(13.0, 11.0)),
        peers: &["picojson/page/64"],
    },
    Row {
        what: "`page`, byte by byte",
        ours: "ours/page/1",
        goal: Some(Goal::new(63.0, 45.0)),
        peers: &["picojson/page/1"],
    },
    Row {
        what: "`chinese`, pieces of 64",
        ours: "ours/chinese/64",
        goal: None,
        peers: &[],
    },
    Row {
        what: "`pretty`, pieces of 64",
        ours: "ours/pretty/64",
        goal: Some(Goal::new(18.0, 14.0)),
        peers: &[
            "picojson/pretty/64",
            "sonic-rs/pretty/whole",
            "serde_json/pretty/whole",
            "serde-json-core-seed/pretty/whole",
            "serde-json-core-derive/pretty/whole",
        ],
    },
    Row {
        what: "`extra`, pieces of 64",
        ours: "ours/extra/64",
        goal: Some(Goal::new(21.0, 16.0)),
        peers: &[
            "picojson/extra/64",
            "sonic-rs/extra/whole",
            "serde_json/extra/whole",
            "serde-json-core-seed/extra/whole",
            "serde-json-core-derive/extra/whole",
        ],
    },
];

/// Writing a request.
pub(super) const ENCODE: &[Row] = &[Row {
    what: "100 ids",
    ours: "ours/encode/100",
    goal: Some(Goal::new(0.5, 0.5)),
    peers: &["serde_json/encode/100", "serde-json-core/encode/100"],
}];

/// Both on emulated cores.
pub(super) const DEVICE: &[Row] = &[
    Row {
        what: "thumbv6m, reading `page` in pieces of 64",
        ours: "ours/thumbv6m/read/64",
        goal: Some(Goal::new(24.0, 20.0)),
        peers: &["serde-json-core-seed/thumbv6m/read/whole"],
    },
    Row {
        what: "thumbv6m, writing 100 ids",
        ours: "ours/thumbv6m/write",
        goal: Some(Goal::new(7.5, 4.0)),
        peers: &["serde-json-core/thumbv6m/write"],
    },
    Row {
        what: "riscv32imc, reading `page` in pieces of 64",
        ours: "ours/riscv32imc/read/64",
        goal: None,
        peers: &["serde-json-core-seed/riscv32imc/read/whole"],
    },
    Row {
        what: "riscv32imc, writing 100 ids",
        ours: "ours/riscv32imc/write",
        goal: None,
        peers: &["serde-json-core/riscv32imc/write"],
    },
];

/// What they weigh there.
pub(super) const FLASH: &[Row] = &[
    Row {
        what: "thumbv6m, decoder with its table of statuses",
        ours: "ours/thumbv6m/read/flash",
        goal: Some(Goal::new(4500.0, 3600.0)),
        peers: &["serde-json-core-seed/thumbv6m/read/flash"],
    },
    Row {
        what: "thumbv6m, encoder",
        ours: "ours/thumbv6m/write/flash",
        goal: Some(Goal::new(1500.0, 800.0)),
        peers: &["serde-json-core/thumbv6m/write/flash"],
    },
    Row {
        what: "riscv32imc, decoder with its table of statuses",
        ours: "ours/riscv32imc/read/flash",
        goal: None,
        peers: &["serde-json-core-seed/riscv32imc/read/flash"],
    },
    Row {
        what: "riscv32imc, encoder",
        ours: "ours/riscv32imc/write/flash",
        goal: None,
        peers: &["serde-json-core/riscv32imc/write/flash"],
    },
];
