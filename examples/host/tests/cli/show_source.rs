//! `--show-source`: where each setting comes from, and never what it is.

use insta::assert_snapshot;

use crate::program::{Variables, drs_status, file};

/// What stands in each setting.
const VALUE: &str = "nobody-may-see-this";

#[test]
fn each_setting_is_named_and_none_is_shown() {
    let token = file("token-of-show-source", VALUE);
    let cases: [(&str, &[&str], Variables<'_>); 5] = [
        (
            "sources_arguments",
            &[
                "--endpoint",
                "https://nobody-may-see-this.example.com",
                "--project",
                VALUE,
                "--token-file",
                &token,
                "--ca-file",
                "nobody-reads-this.pem",
            ],
            &[],
        ),
        (
            "sources_environment",
            &[],
            &[
                (
                    "DRS_STATUS_ENDPOINT",
                    "https://nobody-may-see-this.example.com",
                ),
                ("HUAWEICLOUD_SDK_AK", VALUE),
                ("HUAWEICLOUD_SDK_SK", VALUE),
                ("HUAWEICLOUD_SDK_SECURITY_TOKEN", VALUE),
                ("HUAWEICLOUD_SDK_PROJECT_ID", VALUE),
            ],
        ),
        (
            "sources_derived",
            &["--cloud", "otc"],
            &[
                ("OS_TOKEN", VALUE),
                ("OS_PROJECT_ID", VALUE),
                ("OS_REGION_NAME", VALUE),
                ("OS_CACERT", VALUE),
            ],
        ),
        ("sources_missing", &[], &[]),
        (
            "sources_half",
            &["--endpoint", "https://h"],
            &[("HW_SECRET_KEY", VALUE), ("HW_PROJECT_ID", VALUE)],
        ),
    ];
    for (name, arguments, variables) in cases {
        let ended = drs_status(&["query", "--show-source"])
            .arguments(arguments)
            .variables(variables)
            .end();
        assert!(!ended.to_string().contains(VALUE), "{ended}");
        assert_snapshot!(name, ended);
    }
}

#[test]
fn every_command_that_asks_shows_it_and_sends_nothing() {
    for command in ["query", "check", "watch"] {
        let ended = drs_status(&[
            command,
            "--show-source",
            "--endpoint",
            "https://127.0.0.1:1",
        ])
        .variable("DRS_STATUS_TOKEN", VALUE)
        .variable("OS_PROJECT_ID", VALUE)
        .end();
        assert_eq!(ended.code, 0, "{command}: {ended}");
        assert!(
            ended.stdout.contains("token        DRS_STATUS_TOKEN"),
            "{ended}"
        );
    }
}
