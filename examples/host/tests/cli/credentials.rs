//! Who asks: the families in which people have credentials already, which of
//! several counts, and what is said when the service refuses.

use drs_status_sim::{AccessKey, Job, KeyLock, Sim, Tls};
use insta::assert_snapshot;

use crate::program::{Run, Variables, drs_status, file};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

/// Permanent.
const AK: &str = "HPUAPERMANENTKEY0001";
const SK: &str = "sk-nobody-may-see-this-0001";

/// Temporary.
const TEMPORARY_AK: &str = "HSTATEMPORARYKEY0002";
const TEMPORARY_SK: &str = "sk-nobody-may-see-this-0002";
const SECURITY_TOKEN: &str = "st-nobody-may-see-this-0002";

pub(crate) const SECRET: &str = "nobody-may-see-this";

fn sim() -> Sim {
    Sim::builder()
        .tls(Tls::Both)
        .access_key(AccessKey::new(AK, SK))
        .access_key(AccessKey::new(TEMPORARY_AK, TEMPORARY_SK).security_token(SECURITY_TOKEN))
        .key_lock(KeyLock::default())
        .job(Job::new(ID).status("INCRE_TRANSFER_STARTED"))
        .start()
        .unwrap()
}

/// Prepares `query`, and nobody asks.
fn query(sim: &Sim, variables: Variables<'_>) -> Run {
    let authority = file(&format!("ca-{}.pem", sim.address().port()), sim.ca_pem());
    drs_status(&["query", ID, "--attempts", "1", "--endpoint", sim.endpoint()])
        .variables(variables)
        .authority(Some(&authority))
        .hide(sim.endpoint(), "[ENDPOINT]")
        .hide(sim.project_id(), "[PROJECT]")
}

#[test]
fn an_access_key_of_each_family_signs() {
    let sim = sim();
    let project = sim.project_id();
    let families: [Variables<'_>; 6] = [
        &[
            ("HUAWEICLOUD_SDK_AK", AK),
            ("HUAWEICLOUD_SDK_SK", SK),
            ("HUAWEICLOUD_SDK_PROJECT_ID", project),
            ("HUAWEICLOUD_SDK_DOMAIN_ID", "passed over"),
        ],
        &[
            ("HUAWEICLOUD_SDK_AK", TEMPORARY_AK),
            ("HUAWEICLOUD_SDK_SK", TEMPORARY_SK),
            ("HUAWEICLOUD_SDK_SECURITY_TOKEN", SECURITY_TOKEN),
            ("HUAWEICLOUD_SDK_PROJECT_ID", project),
        ],
        &[
            ("HW_ACCESS_KEY", AK),
            ("HW_SECRET_KEY", SK),
            ("HW_PROJECT_ID", project),
        ],
        &[
            ("HW_ACCESS_KEY", TEMPORARY_AK),
            ("HW_SECRET_KEY", TEMPORARY_SK),
            ("HW_SECURITY_TOKEN", SECURITY_TOKEN),
            ("HW_PROJECT_ID", project),
        ],
        &[
            ("OS_ACCESS_KEY", AK),
            ("OS_SECRET_KEY", SK),
            ("OS_PROJECT_ID", project),
        ],
        &[
            ("OS_ACCESS_KEY", TEMPORARY_AK),
            ("OS_SECRET_KEY", TEMPORARY_SK),
            ("OS_SECURITY_TOKEN", SECURITY_TOKEN),
            ("OS_PROJECT_ID", project),
        ],
    ];
    for family in families {
        let ended = query(&sim, family).end();
        assert_eq!(ended.code, 0, "{}: {ended}", family[0].0);
        let requests = sim.requests();
        let last = requests.last().unwrap();
        let signature = last.header("Authorization").unwrap();
        assert!(signature.starts_with("SDK-HMAC-SHA256 Access="));
        assert_eq!(last.header("X-Auth-Token"), None);
    }
}

#[test]
fn an_access_key_of_the_arguments_wins() {
    let sim = sim();
    let secret = file("secret-key", format!("{TEMPORARY_SK}\n"));
    let token = file("security-token", format!("{SECURITY_TOKEN}\r\n"));
    let ended = query(
        &sim,
        &[("DRS_STATUS_TOKEN", "x"), ("HW_ACCESS_KEY", "half")],
    )
    .arguments(&["--project", sim.project_id()])
    .arguments(&["--access-key-id", TEMPORARY_AK])
    .arguments(&["--secret-key-file", &secret])
    .arguments(&["--security-token-file", &token])
    .end();
    assert_eq!(ended.code, 0, "{ended}");

    let halves: [&[&str]; 4] = [
        &["--access-key-id", AK],
        &["--secret-key-file", &secret],
        &["--security-token-file", &token],
        &[
            "--access-key-id",
            AK,
            "--secret-key-file",
            &secret,
            "--token-file",
            &token,
        ],
    ];
    for half in halves {
        let ended = query(&sim, &[]).arguments(half).end();
        assert_eq!(ended.code, 2, "{ended}");
    }
}

/// Each variable holds its own name: what is taken shows in `--show-source`.
#[test]
fn which_of_several_counts() {
    let own = "DRS_STATUS_TOKEN";
    let sdk = ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"];
    let terraform = ["HW_ACCESS_KEY", "HW_SECRET_KEY"];
    let openstack = ["OS_ACCESS_KEY", "OS_SECRET_KEY"];
    let projects = [
        "HUAWEICLOUD_SDK_PROJECT_ID",
        "HW_PROJECT_ID",
        "OS_PROJECT_ID",
    ];
    let cases: [(&[&str], &str, &str); 8] = [
        (&[own, sdk[0], sdk[1]], own, projects[0]),
        (&[own, "OS_TOKEN"], own, projects[0]),
        (
            &[sdk[0], sdk[1], terraform[0], terraform[1]],
            sdk[1],
            projects[0],
        ),
        // Half of one that comes later is passed over.
        (
            &[sdk[0], sdk[1], terraform[0], openstack[0]],
            sdk[1],
            projects[0],
        ),
        (
            &[terraform[0], terraform[1], "OS_TOKEN"],
            terraform[1],
            projects[1],
        ),
        (
            &["OS_TOKEN", openstack[0], openstack[1]],
            "OS_TOKEN",
            projects[2],
        ),
        (
            &["OS_AUTH_TOKEN", openstack[0]],
            "OS_AUTH_TOKEN",
            projects[2],
        ),
        (&[openstack[0], openstack[1]], openstack[1], projects[2]),
    ];
    for (set, credentials, project) in cases {
        let mut run = drs_status(&["query", "--show-source", "--endpoint", "https://h"]);
        for name in set.iter().chain(&projects) {
            run = run.variable(name, name);
        }
        let ended = run.end();
        assert_eq!(ended.code, 0, "{set:?}: {ended}");
        let from: Vec<&str> = ended
            .stdout
            .lines()
            .map(|line| line.split("  ").last().unwrap().trim())
            .collect();
        assert!(from.contains(&credentials), "{set:?}: {ended}");
        assert!(from.contains(&project), "{set:?}: {ended}");
        let others = set.iter().filter(|name| from.contains(name)).count();
        assert!(others <= 2, "{set:?}: {ended}");
    }
}

#[test]
fn half_of_a_family_is_an_error_that_names_the_other_half() {
    let sim = sim();
    let cases: [(Variables<'_>, &str); 6] = [
        (&[("HUAWEICLOUD_SDK_AK", AK)], "HUAWEICLOUD_SDK_SK"),
        (&[("HUAWEICLOUD_SDK_SK", SK)], "HUAWEICLOUD_SDK_AK"),
        // What it lacks stands in another family, and may be another's.
        (
            &[("HW_ACCESS_KEY", AK), ("OS_SECRET_KEY", SK)],
            "HW_SECRET_KEY",
        ),
        (&[("HW_SECURITY_TOKEN", SECURITY_TOKEN)], "HW_ACCESS_KEY"),
        (&[("OS_SECRET_KEY", SK)], "OS_ACCESS_KEY"),
        // Of the same family: a project from elsewhere is not taken.
        (
            &[
                ("HW_ACCESS_KEY", AK),
                ("HW_SECRET_KEY", SK),
                ("OS_PROJECT_ID", "another"),
            ],
            "HW_PROJECT_ID",
        ),
    ];
    for (variables, missing) in cases {
        let ended = query(&sim, variables).end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.stderr.contains(missing), "{missing}: {ended}");
        assert!(!ended.to_string().contains(SECRET), "{ended}");
    }
    assert_eq!(sim.connections(), 0);
    let ended = query(&sim, &[("HW_ACCESS_KEY", AK)]).end();
    assert_snapshot!("half_a_key", ended);
}

#[test]
fn what_is_wrong_with_a_key_is_said() {
    let sim = sim();
    let with = |id, secret| {
        let project = sim.project_id();
        let key = [("HW_ACCESS_KEY", id), ("HW_SECRET_KEY", secret)];
        query(&sim, &key).variable("HW_PROJECT_ID", project)
    };
    let cases = [
        (AK, "sk-nobody-may-see-this é"),
        (AK, "sk-nobody-may-see-this\n"),
        ("an id", SK),
    ];
    for (id, secret) in cases {
        let ended = with(id, secret).end();
        assert_eq!(ended.code, 2, "{ended}");
        assert!(!ended.to_string().contains(SECRET), "{ended}");
    }
    assert_eq!(sim.connections(), 0);
    assert_snapshot!("key_with_a_space", with(AK, "sk nobody-may-see-this").end());
    assert_snapshot!("key_unknown", with("HPUAANOTHER", SK).end());
    let wrong = || with(AK, "sk-nobody-may-see-this-either").end();
    assert_snapshot!("key_wrong_secret", wrong());
    for _ in 0..5 {
        assert_eq!(wrong().code, 3);
    }
    let locked = with(AK, SK).end();
    assert_snapshot!("key_locked", locked);
}

#[test]
fn a_dry_run_signs_and_shows_no_secret() {
    let sim = sim();
    let key = [
        ("HW_ACCESS_KEY", TEMPORARY_AK),
        ("HW_SECRET_KEY", TEMPORARY_SK),
        ("HW_SECURITY_TOKEN", SECURITY_TOKEN),
        ("HW_PROJECT_ID", sim.project_id()),
    ];
    let ended = query(&sim, &key).arguments(&["--dry-run"]).end();
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    for header in [
        "X-Sdk-Date: 2",
        "X-Project-Id: [PROJECT]",
        "X-Security-Token: ***",
        "Authorization: ***",
    ] {
        assert!(ended.stdout.contains(header), "{header}: {ended}");
    }
    assert!(!ended.to_string().contains(SECRET), "{ended}");
    assert_eq!(sim.connections(), 0);
}
