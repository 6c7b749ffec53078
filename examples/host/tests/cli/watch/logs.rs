//! `-v` tells of requests, and of nothing secret.

use drs_status_sim::{AccessKey, Answer, Job};

use super::{FIRST, life, service};
use crate::program::{query, watch};

#[test]
fn each_request_with_its_id_its_time_and_what_came_of_it() {
    let sim = service()
        .job(Job::new(FIRST).status("DELETED"))
        .start()
        .unwrap();
    for (verbose, levels) in [
        (None, &[][..]),
        (Some("-v"), &["INFO"]),
        (Some("-vv"), &["DEBUG", "INFO"]),
    ] {
        sim.next_answers(vec![Answer::gateway(429, "APIGW.0308", "Slow\u{1b}[2J.")]);
        let arguments: Vec<&str> = verbose
            .into_iter()
            .chain(["--attempts", "2", FIRST])
            .collect();
        let ended = query(&sim, &arguments).end();
        assert_eq!(ended.code, 0, "{ended}");
        for level in ["INFO", "DEBUG"] {
            let is_told = ended.stderr.contains(&format!("Z {level:5} "));
            assert_eq!(is_told, levels.contains(&level), "{ended}");
        }
        if verbose.is_some() {
            let refused = "\": the service refuses (HTTP 429, APIGW.0308)";
            assert!(ended.stderr.contains(refused), "{ended}");
            assert!(ended.stderr.contains("\": answered in "), "{ended}");
        }
        assert!(!ended.stderr.contains('\u{1b}'), "{ended}");
    }
}

#[test]
fn nothing_secret_is_logged() {
    const SECRET: &str = "a-secret-key-that-nobody-may-read";
    let sim = service()
        .access_key(AccessKey::new("QTWAOYTTINDUT2QVKYUC", SECRET))
        .job(life(FIRST, &["CREATING", "DELETED"]))
        .start()
        .unwrap();
    let by_token = watch(&sim, &["-vv", FIRST]).end();
    let by_key = watch(&sim, &["-vvv", FIRST])
        .without_variable("DRS_STATUS_TOKEN")
        .without_variable("OS_PROJECT_ID")
        .variable("HUAWEICLOUD_SDK_PROJECT_ID", sim.project_id())
        .variable("HUAWEICLOUD_SDK_AK", "QTWAOYTTINDUT2QVKYUC")
        .variable("HUAWEICLOUD_SDK_SK", SECRET)
        .end();
    let refused = query(&sim, &["-vv", FIRST])
        .variable("DRS_STATUS_TOKEN", "a-token-of-another-cloud")
        .end();
    let mut sent: Vec<String> = vec![SECRET.into(), "a-token-of-another-cloud".into()];
    for request in sim.requests() {
        for name in ["x-auth-token", "authorization"] {
            sent.extend(request.header(name).map(str::to_owned));
        }
    }
    let signed = |text: &&String| text.contains("Signature=");
    assert!(
        sent.iter().filter(signed).count() > 0,
        "a request was signed"
    );
    sent.extend(sent.clone().iter().filter_map(|text| {
        let (_, signature) = text.split_once("Signature=")?;
        Some(signature.to_owned())
    }));
    for (ended, code) in [(by_token, 0), (by_key, 0), (refused, 3)] {
        assert_eq!(ended.code, code, "{ended}");
        assert!(ended.stderr.contains("DEBUG"), "{ended}");
        for secret in &sent {
            assert!(
                !ended.to_string().contains(secret.as_str()),
                "{secret}: {ended}"
            );
        }
    }
}
