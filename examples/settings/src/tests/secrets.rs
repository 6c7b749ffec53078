//! No value of a secret is repeated, and who else may read what is written.

use super::bench::{Bench, RIGHT, TLS};
use crate::key::Key;
use crate::output;

/// Each is wrong in its own way, and none may be told.
#[test]
fn what_is_wrong_is_told_without_its_value() {
    for (settings, variable) in [
        (RIGHT.replace("HUSH-OF-KEY", "HUSH OF KEY"), None),
        (RIGHT.replace("\"HUSH-OF-KEY\"", "[\"HUSH-OF-KEY\"]"), None),
        (RIGHT.replace("\"HUSH-OF-KEY\"", "\"HUSH-OF-KEY"), None),
        (RIGHT.replace("\"HUSH-OF-KEY\"", "HUSH-OF-KEY"), None),
        (RIGHT.replace("secret-key =", "secret-key"), None),
        (RIGHT.replace("secret-key", "secretkey"), None),
        (RIGHT.replace("HUSH-OF-WIFI", "HUSH"), None),
        (RIGHT.replace("HUSH-OF-WIFI", "HUSH\\t-OF-WIFI"), None),
        (format!("{RIGHT}\ntoken = \"HUSH\""), None),
        (format!("{RIGHT}\npassword = \"HUSH\""), None),
        (
            RIGHT.to_owned(),
            Some(("DRS_STATUS_TOKEN", "HUSH WITH SPACE")),
        ),
        (RIGHT.to_owned(), Some(("DRS_STATUS_PASSWORD", "HUSH\n"))),
    ] {
        let mut bench = Bench::new(&settings);
        if let Some((name, value)) = variable {
            bench = bench.variable(name, value);
        }
        let wrong = bench.read(TLS.wifi()).err().unwrap_or_default().join("\n");
        assert!(!wrong.is_empty(), "{settings}");
        assert!(!wrong.contains("HUSH"), "{wrong}");
    }
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_what_is_written() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let path = folder.path().join("settings.rs");
    output::write(&path, "HUSH").unwrap();
    assert_eq!(mode(&path), 0o600);
    assert!(!output::is_open_to_others(&path));
    // What is there is not written over: it may be open.
    assert!(output::write(&path, "HUSH").is_err());
    output::remove(&path).unwrap();
    output::remove(&path).unwrap();
    assert!(!path.exists());

    let out = folder.path().join("release/build/image-0123/out");
    fs::create_dir_all(&out).unwrap();
    let profile = folder.path().join("release");
    fs::set_permissions(&profile, fs::Permissions::from_mode(0o755)).unwrap();
    output::close_profile(&out).unwrap();
    assert_eq!(mode(&profile), 0o700);
    assert!(output::close_profile(folder.path()).is_err());

    for (mode, is_open) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(output::is_open_to_others(&path), is_open, "{mode:o}");
        output::remove(&path).unwrap();
    }
}

/// The table of the front page is what a user goes by.
#[test]
fn the_front_page_names_each_setting_and_which_are_secret() {
    let page = include_str!("../../README.md");
    for key in Key::all() {
        let (name, variable) = (format!("`{}`", key.name()), format!("`{}`", key.variable()));
        let row = page
            .lines()
            .find(|line| line.contains(&name) && line.contains(&variable));
        let row = row.unwrap_or_else(|| panic!("{name} is not there"));
        assert_eq!(row.ends_with("secret |"), key.is_secret(), "{row}");
    }
}
