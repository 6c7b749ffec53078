//! Settings in the files of `OpenStack`'s tools.

use drs_status_sim::{AccessKey, Job, Sim};
use insta::assert_snapshot;

use crate::credentials::SECRET;
use crate::program::{Run, drs_status, file, folder};

const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
const AK: &str = "HPUAINCLOUDSYAML0001";
/// As an entry of YAML it is a number, unless it is taken as it is written.
const SK: &str = "0123456789";

fn sim() -> Sim {
    Sim::builder()
        .access_key(AccessKey::new(AK, SK))
        .job(Job::new(ID).status("INCRE_TRANSFER_STARTED"))
        .start()
        .unwrap()
}

fn query(sim: &Sim) -> Run {
    drs_status(&["query", ID, "--attempts", "1", "--endpoint", sim.endpoint()])
        .hide(sim.project_id(), "[PROJECT]")
}

/// Two clouds, of which one has what it takes.
fn clouds(project: &str, rest: &str) -> String {
    format!(
        "# as otcextensions document it\n\
         clouds:\n\
         \x20 other: {{auth: {{token: of-another-cloud}}}}\n\
         \x20 otc:\n\
         \x20   profile: otc\n\
         \x20   auth:\n\
         \x20     project_id: '{project}'\n\
         \x20     username: passed over\n\
         {rest}\
         \x20   region_name: eu-de\n\
         \x20   verify: false\n"
    )
}

#[test]
fn an_entry_has_credentials_and_project() {
    let sim = sim();
    let project = sim.project_id();
    let key = format!("      ak: {AK}\n      sk: {SK}\n");
    let token = format!("      token: {}\n", sim.token());
    for (name, rest) in [("key.yaml", key), ("token.yaml", token)] {
        let list = file(name, clouds(project, &rest));
        let named = [
            query(&sim).arguments(&["--os-cloud", "otc"]),
            query(&sim).variable("OS_CLOUD", "otc"),
            // It stands in place of the other variables of its family.
            query(&sim)
                .variable("OS_CLOUD", "otc")
                .variables(&[("OS_TOKEN", "x"), ("OS_PROJECT_ID", "x")]),
            // By an argument it wins over every variable.
            query(&sim)
                .arguments(&["--os-cloud", "otc"])
                .variables(&[("DRS_STATUS_TOKEN", "x"), ("HW_ACCESS_KEY", "x")]),
        ];
        for run in named {
            let ended = run.variable("OS_CLIENT_CONFIG_FILE", &list).end();
            assert_eq!(ended.code, 0, "{ended}");
        }
    }
}

#[test]
fn files_are_found_where_those_tools_look() {
    let sim = sim();
    folder("home/.config/openstack");
    folder("xdg/openstack");
    let without_secret = clouds(sim.project_id(), &format!("      ak: {AK}\n"));
    let secure = format!("clouds:\n  otc:\n    auth:\n      sk: \"{SK}\"\n");
    for place in ["home/.config/openstack", "xdg/openstack"] {
        file(&format!("{place}/clouds.yaml"), &without_secret);
        file(&format!("{place}/secure.yaml"), &secure);
    }
    for (variable, value) in [("HOME", "home"), ("XDG_CONFIG_HOME", "xdg")] {
        let ended = query(&sim)
            .arguments(&["--os-cloud", "otc"])
            .variable(variable, value)
            .end();
        assert_eq!(ended.code, 0, "{ended}");
    }
    let ended = query(&sim)
        .arguments(&["--os-cloud", "otc", "--show-source"])
        .variable("HOME", "home")
        .end();
    assert_snapshot!("clouds_show_source", ended);
}

#[test]
fn a_mapping_may_be_merged() {
    let sim = sim();
    let list = file(
        "merged.yaml",
        format!(
            "base: &base\n  project_id: {}\n  sk: {SK}\nclouds:\n  otc:\n    auth:\n      <<: *base\n      ak: {AK}\n",
            sim.project_id()
        ),
    );
    let ended = query(&sim)
        .arguments(&["--os-cloud", "otc"])
        .variable("OS_CLIENT_CONFIG_FILE", &list)
        .end();
    assert_eq!(ended.code, 0, "{ended}");
}

#[test]
fn what_is_wrong_is_named_without_what_stands_there() {
    let sim = sim();
    let run = |content: &str| {
        let list = file("wrong.yaml", content);
        query(&sim)
            .arguments(&["--os-cloud", "otc", "--project", "p"])
            .variable("OS_CLIENT_CONFIG_FILE", &list)
            .end()
    };
    let half = format!("clouds: {{otc: {{auth: {{sk: {SECRET}}}}}}}");
    let cases = [
        ("clouds_half_a_key", half.as_str()),
        (
            "clouds_no_yaml",
            "clouds:\n  otc: {auth: [nobody-may-see-this",
        ),
        ("clouds_no_entry", "clouds: {nobody-may-see-this: {}}"),
        (
            "clouds_no_credentials",
            "clouds: {otc: {auth: {token: ~, ak: '', sk: null}}}",
        ),
    ];
    for (name, content) in cases {
        let ended = run(content);
        assert_eq!(ended.code, 2, "{ended}");
        assert!(!ended.to_string().contains(SECRET), "{ended}");
        assert_snapshot!(name, ended);
    }
    for content in [
        "",
        "[]",
        "clouds:",
        "clouds: x",
        "clouds: {otc: }",
        "a: &a [*a]",
    ] {
        let ended = run(content);
        assert_eq!(ended.code, 2, "{content}: {ended}");
    }
    let ended = query(&sim)
        .arguments(&["--os-cloud", "otc"])
        .variable("HOME", "nowhere")
        .end();
    assert_snapshot!("clouds_no_file", ended);
    assert_eq!(sim.connections(), 0);
}
