//! What is right, and the code that comes of it.

use super::bench::{Bench, RIGHT, TLS};
use crate::code;
use crate::credentials::Credentials;

#[test]
fn what_stands_in_the_file_is_what_is_read() {
    let checked = Bench::new(RIGHT).read(TLS.wifi()).ok().unwrap();
    assert_eq!(checked.endpoint, "https://drs.eu-de.otc.t-systems.com");
    assert_eq!(checked.project, "054ba152d480d55b2f5dc0069e7ddef0");
    assert_eq!(checked.jobs.len(), 2);
    assert_eq!(checked.every, None);
    let wifi = checked.wifi.as_ref().unwrap();
    assert_eq!((&*wifi.0, &*wifi.1), ("example", "HUSH-OF-WIFI"));
    assert!(matches!(
        checked.credentials,
        Credentials::AccessKey { id, secret } if id.starts_with("EXAMPLE") && secret == "HUSH-OF-KEY"
    ));
}

#[test]
fn the_example_is_right() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example");
    let read = |name| std::fs::read_to_string(folder.join(name)).unwrap();
    let bench = Bench::new(&read("drs-status.toml"));
    // That one is good from the day on which it was made.
    bench.write("authority.pem", super::bench::authority(2020, 2040).0);
    assert!(bench.read(TLS.wifi()).is_ok());
    let now = std::time::Duration::from_secs(1_795_700_000);
    let authorities = crate::authorities::read(&folder.join("authority.pem"), now);
    assert_eq!(authorities.map(|all| all.len()), Ok(1));
}

#[test]
fn a_text_cannot_break_out_of_the_code() {
    let name = r#""; panic!(); \u{202e}"#;
    let bench = Bench::new(RIGHT).variable("DRS_STATUS_WIFI_SSID", name);
    let code = code::of(&bench.read(TLS.wifi()).ok().unwrap());
    let line = code
        .lines()
        .find(|line| line.contains("WIFI_SSID"))
        .unwrap();
    assert_eq!(
        line,
        r#"pub const WIFI_SSID: &str = "\"; panic!(); \\u{202e}";"#
    );
}

#[test]
fn other_credentials_have_another_mark() {
    let mark = |settings: &str| {
        let checked = Bench::new(settings).read(TLS).ok().unwrap();
        checked.credentials.mark()
    };
    let same = mark(RIGHT);
    assert_eq!(mark(&RIGHT.replace("ntp.example", "ntp2.example")), same);
    let other = mark(&RIGHT.replace("HUSH-OF-KEY", "HUSH-OF-KEX"));
    assert_ne!(other, same);
    // What stands in one is not taken for what stands in the other.
    let moved = RIGHT
        .replace("EXAMPL\"", "EXAMP\"")
        .replace("HUSH-OF-KEY", "LHUSH-OF-KEY");
    assert_ne!(mark(&moved), same);
}
