//! HTTPS: who is verified is asked, and nobody else.

use drs_status_firmware::{Exit, Records};
use drs_status_sim::{Certificate, Job, Sim, Tls};

use crate::place::Place;
use crate::secure::{Trusted, boot, now, service};
use crate::service::{answer, assert_requests_are_whole, on_each};

const A_YEAR: u64 = 365 * 24 * 60 * 60;

fn start(tls: Tls, certificate: Certificate) -> (Sim, Trusted) {
    let sim = service(tls).certificate(certificate).start().unwrap();
    let trusted = Trusted::new(sim.ca_pem());
    (sim, trusted)
}

/// Nobody has read a byte of a request.
fn assert_nothing_was_said(sim: &Sim, what: &str) {
    let said = (sim.request_count(), sim.plain_bytes_received());
    assert_eq!(said, (0, 0), "{what}");
}

#[test]
fn it_asks_by_either_version() {
    on_each(|machine| {
        for (tls, words) in [
            (Tls::V12, ""),
            (Tls::V13, ""),
            (Tls::Both, ""),
            (Tls::Both, "tls=1.2"),
            (Tls::Both, "tls=1.3"),
        ] {
            for records in [Records::Whole, Records::Short] {
                let (sim, trusted) = start(tls, Certificate::Good);
                let firmware = machine.https(records);
                let outcome = boot(machine, &sim, &trusted, words)
                    .firmware(firmware)
                    .run();
                assert_eq!(outcome.exit, Exit::Done, "{tls:?} {words}: {outcome:#?}");
                assert!(outcome.log.has("Mbed TLS 3.6.5"), "{}", outcome.log);
                assert!(outcome.log.has("TLS: full"), "{}", outcome.log);
                assert_eq!(sim.request_count(), 1, "{tls:?} {words}");
                assert_requests_are_whole(&sim);
            }
        }
    });
}

#[test]
fn a_version_that_one_side_does_not_speak_is_none() {
    on_each(|machine| {
        for (tls, words) in [(Tls::V12, "tls=1.3"), (Tls::V13, "tls=1.2")] {
            let (sim, trusted) = start(tls, Certificate::Good);
            let outcome = boot(machine, &sim, &trusted, words).run();
            assert_eq!(outcome.exit, Exit::Network, "{outcome:#?}");
            assert!(outcome.log.has("Transport(Tls)"), "{}", outcome.log);
            assert_nothing_was_said(&sim, words);
        }
    });
}

#[test]
fn a_certificate_that_proves_nothing_is_refused() {
    on_each(|machine| {
        for tls in [Tls::V12, Tls::V13] {
            for (certificate, why) in [
                (Certificate::WrongHost, "Tls(WrongName)"),
                (Certificate::Expired, "Tls(Expired)"),
                (Certificate::NotYetValid, "Tls(NotYetValid)"),
                (Certificate::UntrustedIssuer, "Tls(Untrusted)"),
            ] {
                let (sim, trusted) = start(tls, certificate);
                let outcome = boot(machine, &sim, &trusted, "").run();
                assert_eq!(outcome.exit, Exit::Network, "{outcome:#?}");
                assert!(outcome.log.has("Transport(TlsVerify)"), "{}", outcome.log);
                assert!(outcome.log.has(why), "{why}: {}", outcome.log);
                assert_nothing_was_said(&sim, why);
            }
        }
    });
}

#[test]
fn a_clock_that_is_wrong_or_absent_verifies_nothing() {
    on_each(|machine| {
        for (words, why) in [
            (format!("now={}", now() - A_YEAR), "Tls(NotYetValid)"),
            (format!("now={}", now() + A_YEAR), "Tls(Expired)"),
            // The last year that certificates can name, and the one behind it.
            ("now=253402300000".into(), "Tls(Expired)"),
            ("now=253402300800".into(), "Tls(NoTime)"),
            ("now= ".into(), "Tls(NoTime)"),
        ] {
            let (sim, trusted) = start(Tls::Both, Certificate::Good);
            let outcome = boot(machine, &sim, &trusted, &words).run();
            assert_eq!(outcome.exit, Exit::Network, "{words}: {outcome:#?}");
            assert!(outcome.log.has("Transport(TlsVerify)"), "{}", outcome.log);
            assert!(outcome.log.has(why), "{why}: {}", outcome.log);
            assert_nothing_was_said(&sim, why);
            if why == "Tls(NoTime)" {
                assert_eq!(sim.connections(), 0);
            }
        }
    });
}

#[test]
fn no_way_leads_from_https_to_http() {
    on_each(|machine| {
        let (sim, trusted) = start(Tls::Off, Certificate::Good);
        let http = format!("endpoint=http://192.0.2.2:{}", sim.address().port());
        let outcome = boot(machine, &sim, &trusted, &http).run();
        assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
        assert_eq!(sim.connections(), 0);

        // Nor does a service that speaks no TLS get to read anything.
        let outcome = boot(machine, &sim, &trusted, "").run();
        assert_eq!(outcome.exit, Exit::Network, "{outcome:#?}");
        assert!(outcome.log.has("Transport(Tls)"), "{}", outcome.log);
        assert_eq!(sim.request_count(), 0);
    });
}

#[test]
fn whom_to_trust_must_be_certificates() {
    on_each(|machine| {
        let sim = service(Tls::Both).start().unwrap();
        for (pem, why) in [
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "no certificate",
            ),
            ("", "no certificate"),
        ] {
            let outcome = boot(machine, &sim, &Trusted::new(pem), "").run();
            assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
            assert!(outcome.log.has("BadAnchors"), "{why}: {}", outcome.log);
        }
        assert_eq!(sim.connections(), 0);
    });
}

#[test]
fn a_session_of_tls_1_2_is_resumed() {
    on_each(|machine| {
        let asked = |tls, words: &str| {
            let (sim, trusted) = start(tls, Certificate::Good);
            let words = format!("times=3 keep=0 {words}");
            let outcome = boot(machine, &sim, &trusted, &words).run();
            assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
            assert_eq!((sim.request_count(), sim.connections()), (3, 3), "{words}");
            let count = |word| outcome.log.to_string().matches(word).count();
            (count("TLS: full"), count("TLS: resumed"))
        };
        assert_eq!(asked(Tls::V12, ""), (1, 2));
        assert_eq!(asked(Tls::Both, "tls=1.2"), (1, 2));
        // The library resumes none of 1.3.
        assert_eq!(asked(Tls::V13, ""), (3, 0));
        // Nor is one resumed whose peer was verified too long ago.
        assert_eq!(asked(Tls::V12, "resume=0"), (3, 0));
        assert_eq!(asked(Tls::V12, "resume=1000 pause=1500"), (3, 0));
    });
}

/// Wherever it is dropped, and wherever its time is up: no socket is left, of which
/// the firmware has none to spare, and nothing in the arena.
#[test]
fn what_is_dropped_in_a_handshake_leaves_nothing() {
    on_each(|machine| {
        let left = |sim: &Sim, trusted: &Trusted, words: &str| {
            let outcome = boot(machine, sim, trusted, words).run();
            let ended = [Exit::Done, Exit::TimedOut].contains(&outcome.exit);
            assert!(ended, "{words}: {outcome:#?}");
            let mut lines = outcome.log.lines.iter();
            let end = lines.find(|line| line.text.starts_with("TLS at the end"));
            let told = end.expect("it tells of the end").text.clone();
            let number = |name| told.split(name).nth(1)?.split(',').next()?.parse().ok();
            let left: Option<[usize; 2]> = number("used: ").zip(number("blocks: ")).map(Into::into);
            (left.expect("two numbers"), outcome.exit)
        };
        for tls in [Tls::V12, Tls::V13] {
            let (sim, trusted) = start(tls, Certificate::Good);
            let (nothing, exit) = left(&sim, &trusted, "resume=0");
            assert_eq!(exit, Exit::Done);
            for words in [
                "drop=2",
                "drop=15",
                "drop=40",
                "drop=80",
                "connect=30",
                "limit=60",
            ] {
                let words = format!("{words} times=6 resume=0 keep=0");
                let (left, _) = left(&sim, &trusted, &words);
                assert_eq!(left, nothing, "{tls:?} {words}");
            }
        }
    });
}

#[test]
fn many_jobs_are_asked_for_as_records_allow() {
    let ids: Vec<String> = (0..20)
        .map(|n| format!("{n:08}-2308-4bb5-a6bc-1040402fjb21"))
        .collect();
    on_each(|machine| {
        for (records, requests) in [(Records::Whole, 1), (Records::Short, 2)] {
            let any = |id: &str| Some(Job::new(id).status("INCRE_TRANSFER_STARTED"));
            let sim = service(Tls::V12).any_job(any).start().unwrap();
            let trusted = Trusted::new(sim.ca_pem());
            let words = format!("jobs={}", ids.join(","));
            let firmware = machine.https(records);
            let outcome = boot(machine, &sim, &trusted, &words)
                .firmware(firmware)
                .run();
            assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
            for id in &ids {
                assert!(outcome.log.has(&format!("{id}: INCRE")), "{}", outcome.log);
            }
            assert_eq!(sim.request_count(), requests, "{records:?}");
        }
    });
}

#[test]
fn an_arena_that_is_too_small_is_not_called_untrusted() {
    on_each(|machine| {
        let (sim, trusted) = start(Tls::Both, Certificate::Good);
        for arena in [8192, 24_000] {
            let words = format!("arena={arena}");
            let outcome = boot(machine, &sim, &trusted, &words).run();
            assert_eq!(outcome.exit, Exit::Network, "{arena}: {outcome:#?}");
            assert!(outcome.log.has("Tls(ArenaExhausted)"), "{}", outcome.log);
            assert_nothing_was_said(&sim, "no room");
        }
        // None at all, and so little that not even certificates can be read.
        for words in ["arena=0", "arena=512"] {
            let outcome = boot(machine, &sim, &trusted, words).run();
            assert_eq!(outcome.exit, Exit::Usage, "{outcome:#?}");
            assert!(outcome.log.has("ArenaExhausted"), "{}", outcome.log);
        }
    });
}

/// A server that has forgotten the session, and one that speaks another version by now:
/// each is asked all the same, and verified anew.
#[test]
fn a_session_that_nobody_knows_costs_a_handshake_and_no_error() {
    on_each(|machine| {
        let place = Place::new();
        // What firmware is told of the first holds for those that come after it.
        let server = |tls| {
            let builder = service(tls).listen(place.address());
            builder.script("drs", vec![answer()])
        };
        let first = server(Tls::V12).start().unwrap();
        let trusted = Trusted::new(first.ca_pem());
        let port = place.address().port();
        let words = format!("times=4 pause=3000 keep=0 endpoint=https://192.0.2.2:{port}/drs/run");
        let mut running = boot(machine, &first, &trusted, &words).start();
        running.wait_for("TLS: full");
        running.wait_for("TLS: resumed");
        let next = server(Tls::V12).authority_of(&first);
        drop(first);
        let second = next.start().unwrap();
        running.wait_for("TLS: full");
        let next = server(Tls::V13).authority_of(&second);
        assert_eq!((second.request_count(), second.connections()), (1, 1));
        drop(second);
        let third = next.start().unwrap();
        let outcome = running.finish();
        assert_eq!(outcome.exit, Exit::Done, "{outcome:#?}");
        assert!(outcome.log.has("answered 4 of 4 times"), "{}", outcome.log);
        assert_eq!(outcome.log.to_string().matches("TLS: full").count(), 3);
        // The first of them, which offered the session, was of no use.
        assert_eq!((third.request_count(), third.connections()), (1, 2));
    });
}
