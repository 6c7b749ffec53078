//! The firmware finds its address, asks, and tells what is answered.

use drs_status_firmware::Exit;
use drs_status_sim::{Answer, Job, Sim};

use crate::said;
use crate::service::{BODY, JOBS, assert_requests_are_whole, boot, boot_by_dhcp, on_each, service};

#[test]
fn it_gets_an_address_by_dhcp_and_asks() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let outcome = boot_by_dhcp(machine, &sim, "").run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert_eq!((sim.request_count(), sim.connections()), (1, 1));
        assert_requests_are_whole(&sim);
        let request = &sim.requests()[0];
        let host = format!("192.0.2.2:{}", sim.address().port());
        for (name, value) in [
            ("Host", host.as_str()),
            ("Content-Type", "application/json"),
            ("Content-Length", &BODY.len().to_string()),
        ] {
            assert_eq!(request.header(name), Some(value), "{name}");
        }
        let name = format!("asked_{}", machine.name());
        insta::assert_snapshot!(name, said::alike(&outcome.log));
        assert_eq!(outcome.emulator, "");
    });
}

#[test]
fn it_takes_the_address_that_it_is_given() {
    on_each(|machine| {
        let sim = service().start().unwrap();
        let words = "address=192.0.2.99/24 gateway=192.0.2.2";
        let outcome = boot(machine, &sim, words).run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert!(outcome.log.has("address 192.0.2.99/24"), "{}", outcome.log);
    });
}

/// A row: what the firmware is told beside, what is answered in place of the
/// statuses, what the log says of it, and how the run ends.
type Row = (&'static str, Option<Answer>, &'static str, Exit);

#[test]
fn what_is_answered_decides_how_it_ends() {
    let unknown = "jobs=00000000-2308-4bb5-a6bc-1040402fjb21";
    let rows: [Row; 6] = [
        ("", None, "answered 1 of 1 times", Exit::Done),
        (unknown, None, "DRS.M05003", Exit::Done),
        (
            "token=never-issued",
            None,
            "Service(401)",
            Exit::Unauthorized,
        ),
        (
            "",
            Some(Answer::gateway(404, "APIGW.0101", "No such API.")),
            "Service(404)",
            Exit::Refused,
        ),
        ("", Some(Answer::html(200)), "Protocol", Exit::Untrusted),
        (
            "",
            Some(Answer::json(200, r#"{"results":[],"count":0}"#)),
            "delivered: 0",
            Exit::Refused,
        ),
    ];
    on_each(|machine| {
        for (words, answer, told, exit) in &rows {
            let sim = service().start().unwrap();
            sim.next_answers(answer.clone().into_iter().collect());
            let outcome = boot(machine, &sim, words).run();
            assert_eq!(outcome.exit, *exit, "{told}: {outcome:#?}");
            assert!(outcome.log.has(told), "{told}: {}", outcome.log);
            assert_eq!(sim.request_count(), 1, "{told}");
        }
    });
}

/// As many jobs as fit into a request, and into the firmware's arguments.
#[test]
fn a_hundred_jobs_are_told_of_by_one_request() {
    let ids: Vec<String> = (0..100)
        .map(|n| format!("{n:08}-2308-4bb5-a6bc-1040402fjb21"))
        .collect();
    on_each(|machine| {
        let status = JOBS[0].1;
        let any = move |id: &str| Some(Job::new(id).status(status));
        let sim = Sim::builder().any_job(any).start().unwrap();
        let outcome = boot(machine, &sim, &format!("jobs={}", ids.join(","))).run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        for id in &ids {
            let told = format!("{id}: {status}");
            assert!(outcome.log.has(&told), "{told}: {}", outcome.log);
        }
        assert_eq!(sim.request_count(), 1);
    });
}
