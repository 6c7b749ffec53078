//! The firmware watches jobs until it is over.

use drs_status_firmware::Exit;
use drs_status_sim::{Job, Lasts, Sim};

use crate::said;
use crate::service::{JOBS, assert_requests_are_whole, boot, boot_by_dhcp, on_each};

/// Jobs that go through these statuses, each told so often.
fn living(stages: &[(&str, Lasts)]) -> Sim {
    let jobs = JOBS.map(|(id, _)| Job::new(id).life(stages));
    Sim::builder().jobs(jobs).start().unwrap()
}

#[test]
fn each_change_is_told_and_the_end_ends_it() {
    on_each(|machine| {
        let sim = living(&[
            ("CREATING", Lasts::Polls(2)),
            ("INCRE_TRANSFER_STARTED", Lasts::Polls(1)),
            ("RELEASE_RESOURCE_COMPLETE", Lasts::Forever),
        ]);
        let outcome = boot_by_dhcp(machine, &sim, "do=watch every=50").run();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert_eq!((sim.request_count(), sim.connections()), (4, 1));
        assert_requests_are_whole(&sim);
        let name = format!("watched_{}", machine.name());
        insta::assert_snapshot!(name, said::alike(&outcome.log));
    });
}

#[test]
fn a_job_that_fails_is_an_end_of_its_own() {
    on_each(|machine| {
        let sim = living(&[
            ("INCRE_TRANSFER_STARTED", Lasts::Polls(1)),
            ("INCRE_TRANSFER_FAILED", Lasts::Forever),
        ]);
        let outcome = boot(machine, &sim, "do=watch every=50").run();
        assert_eq!(outcome.exit, Exit::JobFailed, "{outcome:#?}");
        assert_eq!(sim.request_count(), 2);
    });
}
