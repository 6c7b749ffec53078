//! Service codes that have a name.

use drs_status_core::Reason::{
    self, BackendUnavailable, BadPage, BadParameter, BadProject, BadToken, DuplicateJob, Internal,
    JobDeleted, NoSuchApi, NoSuchJob, NotAllowed, TokenExpired, TooFrequent, TooLarge,
    Unauthenticated,
};
use drs_status_core::{RefusalDecoder, ResponseHead, ServiceError, StatusCode};

/// Every code that has a name; those of the gateway without what stands before
/// their number.
const DRS: [(&str, Reason); 15] = [
    ("DRS.M00200", BadParameter),
    ("DRS.M00201", BadParameter),
    ("DRS.M00202", BadParameter),
    ("DRS.M00210", BadPage),
    ("DRS.M00211", BadPage),
    ("DRS.M00301", DuplicateJob),
    ("DRS.M00289", NoSuchJob),
    ("DRS.M05003", NoSuchJob),
    ("DRS.M05004", JobDeleted),
    ("DRS.M01503", TooFrequent),
    ("DRS.M00103", BadToken),
    ("DRS.M00100", BadToken),
    ("DRS.M00102", NotAllowed),
    ("DRS.M00261", BadProject),
    ("DRS.M00004", Internal),
];
const GATEWAY: [(&str, Reason); 9] = [
    ("0301", Unauthenticated),
    ("0303", Unauthenticated),
    ("0305", Unauthenticated),
    ("0307", TokenExpired),
    ("0308", TooFrequent),
    ("0201", TooLarge),
    ("0202", BackendUnavailable),
    ("0203", BackendUnavailable),
    ("0101", NoSuchApi),
];

fn refused(status: u16, code: &str) -> ServiceError {
    let mut decoder = RefusalDecoder::new();
    let _ = decoder.push(format!("{{\"error_code\":\"{code}\"}}").as_bytes());
    decoder.finish(StatusCode::new(status).unwrap(), &ResponseHead::new())
}

/// Every code with its reason.
fn codes() -> Vec<(String, Reason)> {
    let gateway = GATEWAY.iter().flat_map(|(number, reason)| {
        ["APIG", "APIGW"].map(|gateway| (format!("{gateway}.{number}"), *reason))
    });
    let drs = DRS.iter().map(|(code, reason)| ((*code).into(), *reason));
    drs.chain(gateway).collect()
}

#[test]
fn each_code_has_its_reason_in_an_error_too() {
    for (code, reason) in codes() {
        assert_eq!(Reason::of(&code), Some(reason), "{code}");
        assert_eq!(refused(400, &code).reason(), Some(reason), "{code}");
    }
}

#[test]
fn other_codes_have_none() {
    for code in [
        "",
        "DRS",
        "DRS.M",
        "DRS.M0020",
        "DRS.M002020",
        "DRS.M00203",
        "DRS.m00202",
        "drs.M00202",
        "DRS.00202",
        " DRS.M00202",
        "M00202",
        "APIG.",
        "APIG.0302",
        "APIG.301",
        "APIGX.0301",
        "APIG0301",
        "0301",
        "401",
        "DRS.0301",
        "APIG.M00202",
    ] {
        assert_eq!(Reason::of(code), None, "{code}");
        assert_eq!(refused(500, code).reason(), None, "{code}");
    }
}

#[test]
fn a_refused_credential_is_known_by_status_or_by_code() {
    for (code, reason) in codes() {
        let credential = matches!(reason, BadToken | Unauthenticated | TokenExpired);
        assert_eq!(
            refused(400, &code).is_authentication(),
            credential,
            "{code}"
        );
        assert!(refused(401, &code).is_authentication(), "{code}");
    }
    assert!(refused(401, "").is_authentication());
    assert!(!refused(403, "").is_authentication());
}
