//! What is wrong is told by its name, by where it stands, and by why.

use super::bench::{Bench, TLS, with};
use crate::image::Image;

/// The setting, the line that takes its place, and what is said of it.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "endpoint",
        "",
        "`endpoint` is missing: neither is it in drs-status.toml nor DRS_STATUS_ENDPOINT in the environment",
    ),
    (
        "endpoint",
        r#"endpoint = "drs.example""#,
        "`endpoint` (drs-status.toml, line 10): the endpoint must begin with https://",
    ),
    (
        "endpoint",
        r#"endpoint = "http://drs.example""#,
        "`endpoint` (drs-status.toml, line 10): this image speaks TLS only: https:// is wanted",
    ),
    (
        "endpoint",
        r#"endpoint = "https://drs.example:0""#,
        "`endpoint` (drs-status.toml, line 10): the endpoint's port is not a number from 1 to 65535",
    ),
    (
        "endpoint",
        "endpoint = 1",
        "`endpoint` (drs-status.toml, line 10): a text in quotes is wanted",
    ),
    (
        "project",
        "",
        "`project` is missing: neither is it in drs-status.toml nor DRS_STATUS_PROJECT in the environment",
    ),
    (
        "project",
        r#"project = "../admin""#,
        "`project` (drs-status.toml, line 10): a character that may not stand at byte 0",
    ),
    (
        "jobs",
        "",
        "`jobs` is missing: neither is it in drs-status.toml nor DRS_STATUS_JOBS in the environment",
    ),
    (
        "jobs",
        "jobs = []",
        "`jobs` (drs-status.toml, line 10): there is no job in it",
    ),
    (
        "jobs",
        "jobs = [1]",
        "`jobs` (drs-status.toml, line 10): a list of texts in quotes is wanted",
    ),
    (
        "jobs",
        r#"jobs = "9a470239-2308-4bb5-a6bc-1040402fjb21""#,
        "`jobs` (drs-status.toml, line 10): a list of texts in quotes is wanted",
    ),
    (
        "jobs",
        r#"jobs = ["9a470239-2308-4bb5-a6bc-1040402fjb21", "9a470239"]"#,
        "`jobs` (drs-status.toml, line 10): id 2 of 2: 8 bytes long where 36 are allowed",
    ),
    (
        "jobs",
        r#"jobs = ["9a470239-2308-4bb5-a6bc-1040402fjb21", "9a470239-2308-4bb5-a6bc-1040402fjb21"]"#,
        "`jobs` (drs-status.toml, line 10): id 2 is the same as id 1",
    ),
    (
        "every",
        r#"every = "0s""#,
        "`every` (drs-status.toml, line 11): a time is a number with s, m or h, from 1s to 24h",
    ),
    (
        "every",
        r#"every = "25h""#,
        "`every` (drs-status.toml, line 11): a time is a number with s, m or h, from 1s to 24h",
    ),
    (
        "every",
        r#"every = "60""#,
        "`every` (drs-status.toml, line 11): a time is a number with s, m or h, from 1s to 24h",
    ),
    (
        "every",
        r#"every = "-5m""#,
        "`every` (drs-status.toml, line 11): a time is a number with s, m or h, from 1s to 24h",
    ),
    (
        "every",
        r#"every = """#,
        "`every` (drs-status.toml, line 11): a time is a number with s, m or h, from 1s to 24h",
    ),
    (
        "ntp-server",
        "",
        "`ntp-server` is missing: neither is it in drs-status.toml nor DRS_STATUS_NTP_SERVER in the environment",
    ),
    (
        "ntp-server",
        r#"ntp-server = "ntp.example:123""#,
        "`ntp-server` (drs-status.toml, line 10): a host name or an address is wanted, without a port",
    ),
    (
        "ntp-server",
        r#"ntp-server = "ntp.example/x""#,
        "`ntp-server` (drs-status.toml, line 10): a host name or an address is wanted, without a port",
    ),
    (
        "access-key-id",
        "",
        "`access-key-id` is missing: neither is it in drs-status.toml nor DRS_STATUS_ACCESS_KEY_ID in the environment",
    ),
    (
        "access-key-id",
        r#"access-key-id = "A B""#,
        "`access-key-id` (drs-status.toml, line 10): the access key's id has a character that no id has at byte 1",
    ),
    (
        "secret-key",
        "",
        "`secret-key` is missing: neither is it in drs-status.toml nor DRS_STATUS_SECRET_KEY in the environment",
    ),
    (
        "secret-key",
        r#"secret-key = """#,
        "`secret-key` (drs-status.toml, line 10): the access key's secret is empty",
    ),
    (
        "token",
        r#"token = "HUSH""#,
        "who asks is said in more than one way, and one is wanted: `token` (drs-status.toml, line 11), `access-key-id` (drs-status.toml, line 7), `secret-key` (drs-status.toml, line 8)",
    ),
    (
        "ca-file",
        "",
        "`ca-file` is missing: neither is it in drs-status.toml nor DRS_STATUS_CA_FILE in the environment",
    ),
    (
        "wifi-ssid",
        "",
        "`wifi-ssid` is missing: neither is it in drs-status.toml nor DRS_STATUS_WIFI_SSID in the environment",
    ),
    (
        "wifi-ssid",
        r#"wifi-ssid = "this name is longer than any of them""#,
        "`wifi-ssid` (drs-status.toml, line 10): the name of a network has 1 to 32 bytes",
    ),
    (
        "wifi-password",
        "",
        "`wifi-password` is missing: neither is it in drs-status.toml nor DRS_STATUS_WIFI_PASSWORD in the environment",
    ),
    (
        "wifi-password",
        r#"wifi-password = "short""#,
        "`wifi-password` (drs-status.toml, line 10): the password of a network has 8 to 63 printable ASCII characters",
    ),
    (
        "wifi-password",
        "wifi-password = \"tab\\ttab\\ttab\"",
        "`wifi-password` (drs-status.toml, line 10): the password of a network has 8 to 63 printable ASCII characters",
    ),
    (
        "interval",
        r#"interval = "60s""#,
        "`interval` (drs-status.toml, line 11): no such setting",
    ),
    (
        "nothing",
        "x",
        "drs-status.toml, line 11: key with no value, expected `=`",
    ),
];

#[test]
fn each_setting_that_is_wrong_says_so() {
    for (key, line, said) in WRONG {
        let bench = Bench::new(&with(key, line));
        let wrong = bench.read(TLS.wifi()).err().unwrap_or_default();
        assert_eq!(wrong.first().map(String::as_str), Some(*said), "{line}");
        if *key != "nothing" {
            assert_eq!(wrong.len(), 1, "{line}: {wrong:?}");
        }
    }
}

#[test]
fn a_login_is_whole_and_over_the_same_scheme() {
    let login = |lines: &str| {
        let key = with("access-key-id", lines);
        key.replace("secret-key = \"HUSH-OF-KEY\"\n", "")
    };
    for (lines, said) in [
        (
            "user = \"reader\"\ndomain = \"example\"",
            &[
                "`iam-endpoint` is missing: neither is it in drs-status.toml nor DRS_STATUS_IAM_ENDPOINT in the environment",
                "`password` is missing: neither is it in drs-status.toml nor DRS_STATUS_PASSWORD in the environment",
            ][..],
        ),
        (
            "user = \"\"\ndomain = \"a\\nb\"\npassword = \"HUSH\\n\"\niam-endpoint = \"http://iam.example\"",
            &[
                "`iam-endpoint` (drs-status.toml, line 12): this image speaks TLS only: https:// is wanted",
                "`user` (drs-status.toml, line 9): it is empty",
                "`domain` (drs-status.toml, line 10): it has a line end or another control character",
                "`password` (drs-status.toml, line 11): it has a line end or another control character",
            ],
        ),
        (
            "",
            &[
                "who asks is missing: `access-key-id` and `secret-key`; `iam-endpoint`, `user`, `domain` and `password`; or `token`: neither is it in drs-status.toml nor DRS_STATUS_TOKEN in the environment",
            ],
        ),
    ] {
        let wrong = Bench::new(&login(lines))
            .read(TLS)
            .err()
            .unwrap_or_default();
        assert_eq!(wrong, said, "{lines}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let wrong = Bench::new("every = \"x\"").read(TLS.wifi()).err();
    let wrong = wrong.unwrap_or_default();
    assert_eq!(wrong.len(), 9, "{wrong:#?}");
}

#[test]
fn an_image_for_a_simulator_speaks_plaintext_and_needs_no_authority() {
    let image = Image::plaintext_for_simulator();
    let plain = with("endpoint", "endpoint = \"http://192.0.2.2:8080\"");
    let plain = plain.replace("ca-file = \"authority.pem\"\n", "");
    assert!(Bench::new(&plain).read(image).is_ok());
    let wrong = Bench::new(&with("", "")).read(image).err();
    assert_eq!(
        wrong.unwrap_or_default(),
        [
            "`endpoint` (drs-status.toml, line 2): this image speaks plaintext to a simulator: http:// is wanted"
        ]
    );
}
