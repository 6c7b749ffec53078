//! Where a cloud's service is, by its region.

use insta::assert_snapshot;

use crate::program::{Ended, Variables, drs_status};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

fn dry_run(arguments: &[&str], variables: Variables<'_>) -> Ended {
    drs_status(&["query", ID, "--dry-run", "--project", "p"])
        .arguments(arguments)
        .variables(variables)
        .end()
}

fn host(ended: &Ended) -> &str {
    let (_, rest) = ended.stdout.split_once("Host: ").expect("a request");
    rest.lines().next().unwrap().trim()
}

#[test]
fn an_endpoint_follows_from_cloud_and_region() {
    let url = ("DRS_STATUS_ENDPOINT", "https://drs.example.com");
    let cases: [(&[&str], Variables<'_>, &str); 9] = [
        (
            &["--cloud", "otc", "--region", "eu-de"],
            &[],
            "drs.eu-de.otc.t-systems.com",
        ),
        (
            &["--cloud", "huawei", "--region", "cn-north-4"],
            &[],
            "drs.cn-north-4.myhuaweicloud.com",
        ),
        (
            &["--cloud", "huawei", "--region", "eu-west-101"],
            &[],
            "drs.eu-west-101.myhuaweicloud.eu",
        ),
        (
            &["--cloud", "huawei-eu"],
            &[("HW_REGION_NAME", "eu-west-101")],
            "drs.eu-west-101.myhuaweicloud.eu",
        ),
        (
            &[],
            &[("DRS_STATUS_CLOUD", "otc"), ("OS_REGION_NAME", "eu-nl")],
            "drs.eu-nl.otc.t-systems.com",
        ),
        (
            &["--region", "eu-de"],
            &[("DRS_STATUS_CLOUD", "otc"), ("OS_REGION_NAME", "eu-nl")],
            "drs.eu-de.otc.t-systems.com",
        ),
        // An argument wins over the environment, and a URL over a cloud.
        (
            &["--cloud", "otc", "--region", "eu-de"],
            &[url],
            "drs.eu-de.otc.t-systems.com",
        ),
        (
            &["--cloud", "otc", "--endpoint", "https://other.example.com"],
            &[url],
            "other.example.com",
        ),
        (&[], &[url, ("DRS_STATUS_CLOUD", "otc")], "drs.example.com"),
    ];
    for (arguments, variables, expected) in cases {
        let ended = dry_run(arguments, variables);
        assert_eq!(ended.code, 0, "{ended}");
        assert_eq!(host(&ended), expected);
    }
}

#[test]
fn the_region_is_that_of_the_credentials() {
    let terraform = [
        ("HW_ACCESS_KEY", "AK"),
        ("HW_SECRET_KEY", "SK"),
        ("HW_REGION_NAME", "cn-north-4"),
        ("OS_REGION_NAME", "eu-de"),
    ];
    let ended = dry_run(&["--cloud", "huawei"], &terraform);
    assert_eq!(host(&ended), "drs.cn-north-4.myhuaweicloud.com");
    let ended = dry_run(
        &["--cloud", "huawei"],
        &[("OS_TOKEN", "x"), ("HW_REGION_NAME", "cn-north-4")],
    );
    assert_snapshot!("region_of_another_family", ended);
}

#[test]
fn what_names_no_place_is_refused() {
    let cases: [(&str, &[&str], Variables<'_>); 5] = [
        ("region_missing", &["--cloud", "otc"], &[]),
        (
            "region_of_no_host",
            &["--cloud", "otc", "--region", "eu-de.evil.example.com/"],
            &[],
        ),
        ("cloud_unknown", &["--cloud", "aws", "--region", "x"], &[]),
        (
            "cloud_unknown_in_environment",
            &[],
            &[("DRS_STATUS_CLOUD", "aws"), ("OS_REGION_NAME", "eu-de")],
        ),
        (
            "region_beside_an_endpoint",
            &["--region", "eu-de"],
            &[("DRS_STATUS_ENDPOINT", "https://drs.example.com")],
        ),
    ];
    for (name, arguments, variables) in cases {
        let ended = dry_run(arguments, variables);
        assert_eq!(ended.code, 2, "{ended}");
        assert_snapshot!(name, ended);
    }
}
