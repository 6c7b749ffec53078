//! What the client does about each fault: the table in `docs/faults.md`.
//!
//! Each row is a fault of the real service, or of the way to it, over real
//! sockets. The page must say what happened; `cargo xtask faults` writes it.

mod rows;
mod run;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::{env, fs, thread};

use run::{Fault, Observed};

/// An access key, and its secret.
const KEY: &str = "QTWAOYTTINDUT2QVKYUC";
const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

/// The page, from where the tests of this package run.
const PAGE: &str = "../docs/faults.md";

const BEGIN: &str = "<!-- table: written by `cargo xtask faults` -->\n";
const END: &str = "<!-- end of table -->\n";

/// Where this is set, the page is written rather than read.
const WRITE: &str = "WRITE_FAULTS";

#[test]
fn the_page_says_what_happens() {
    let sections = rows::sections().map(|(heading, faults)| {
        let rows = thread::spawn(|| faults.into_iter().map(row).collect::<String>());
        (heading, rows)
    });
    let mut table = String::new();
    for (heading, rows) in sections {
        let rows = rows.join().unwrap();
        write!(table, "\n### {heading}\n\n{}{rows}", run::HEADER).unwrap();
    }
    table.push('\n');

    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (stands, after) = rest.split_once(END).unwrap();
    if env::var_os(WRITE).is_some() {
        return fs::write(PAGE, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    }
    for (stands, happens) in stands.lines().zip(table.lines()) {
        assert_eq!(stands, happens, "docs/faults.md: run `cargo xtask faults`");
    }
    assert_eq!(stands, table, "docs/faults.md: run `cargo xtask faults`");
}

fn row(fault: Fault) -> String {
    let name = fault.name;
    let observed = fault.run();
    assert_sound(name, &observed);
    format!("| {name} {observed}\n")
}

/// No hang, no wrong success, nothing twice.
fn assert_sound(name: &str, observed: &Observed) {
    assert!(
        observed.took < run::NO_HANG,
        "{name}: took {:?}",
        observed.took
    );
    let delivered: BTreeSet<_> = observed.delivered.iter().collect();
    assert_eq!(
        delivered.len(),
        observed.delivered.len(),
        "{name}: delivered twice"
    );
    if let Ok(summary) = &observed.outcome {
        assert!(summary.is_exact(), "{name}: {summary:?}");
        assert_eq!(observed.delivered, [0, 1], "{name}");
    }
}
