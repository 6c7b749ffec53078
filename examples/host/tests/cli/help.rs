//! What a person reads first.

use insta::assert_snapshot;

use crate::program::drs_status;

#[cfg(feature = "demo")]
#[test]
fn help() {
    assert_snapshot!(drs_status(&["--help"]).end());
}

#[cfg(feature = "demo")]
#[test]
fn short_help() {
    assert_snapshot!(drs_status(&["-h"]).end());
}

#[test]
fn query_help() {
    assert_snapshot!(drs_status(&["query", "--help"]).end());
}

#[test]
fn watch_help() {
    assert_snapshot!(drs_status(&["watch", "--help"]).end());
}

#[test]
fn login_help() {
    assert_snapshot!(drs_status(&["login", "--help"]).end());
}

#[test]
fn the_readme_has_the_same_exit_codes() {
    let help = drs_status(&["--help"]).end().stdout;
    let readme = include_str!("../../README.md");
    let table = help.split_once("Exit codes:\n").unwrap().1;
    let table = table.split_once("\n\n").unwrap().0;
    assert_eq!(table.lines().count(), 13);
    for line in table.lines() {
        let (code, meaning) = line.trim().split_once(' ').unwrap();
        let meaning = meaning.trim().replace('|', "\\|");
        let row = format!("| {code} | {meaning} |\n");
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn the_version_is_the_packages() {
    let ended = drs_status(&["--version"]).end();
    let expected = concat!("drs-status ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!((ended.code, ended.stdout.as_str()), (0, expected));
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = drs_status(&["completions", shell]).end();
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{shell}");
        for word in [
            "drs-status",
            "query",
            "watch",
            "login",
            "token-file",
            "until",
        ] {
            assert!(ended.stdout.contains(word), "{shell} lacks {word}");
        }
    }
}
