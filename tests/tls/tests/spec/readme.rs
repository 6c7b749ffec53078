//! The page has the table.

use std::fmt::Write as _;

use drs_status_tls::{Attack, Client, attacks};

const README: &str = include_str!("../../README.md");

#[test]
fn the_page_names_each_attack_and_what_a_host_says() {
    let mut table = String::new();
    for row in attacks() {
        let Attack {
            name,
            expected,
            on_device,
            host_says,
            ..
        } = &row;
        let says = match row.clients.contains(&Client::Host) {
            true if host_says.is_empty() => "nothing: it has its answer",
            true => host_says,
            false => "",
        };
        writeln!(
            table,
            "| {name} | `{expected:?}` | {says} | `{on_device:?}` |"
        )
        .unwrap();
    }
    assert!(README.contains(&table), "the page should have:\n{table}");
}
