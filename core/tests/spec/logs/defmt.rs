//! By `defmt`, which writes the number of a text that stands in the program, and
//! the bytes of what does not.

use defmt::Format;
use defmt::export::{fetch_bytes, make_formatter};
use drs_status_core::{Decoder, JobId, Text, Token};

/// The number of a text.
const TEXT: usize = size_of::<u16>();

/// The length of bytes.
const LEN: usize = size_of::<u32>();

/// What is written of `value`.
fn written(value: &impl Format) -> Vec<u8> {
    assert!(fetch_bytes().is_empty(), "the thread is the test's own");
    value.format(make_formatter());
    fetch_bytes()
}

#[test]
fn a_token_is_one_text_of_the_program_whatever_it_is() {
    for token in ["MIIE-secret", "x"] {
        let token = Token::new(token).unwrap();
        assert_eq!(written(&token).len(), TEXT);
    }
}

#[test]
fn a_job_id_is_written_as_text() {
    let id = "9a470239-2308-4bb5-a6bc-1040402fjb21";
    let written = written(&JobId::literal(id));
    assert_eq!(written.len(), TEXT + LEN + id.len());
    assert!(written.ends_with(id.as_bytes()));
}

#[test]
fn what_a_response_says_is_written_as_text() {
    let gone = written(&Text::new("gone"));
    assert_eq!(gone.len(), TEXT + LEN + 4);
    assert!(gone.ends_with(b"gone"));

    let mut message = [0; 8];
    let mut decoder = Decoder::new(&mut message);
    let mut body: &[u8] =
        br#"{"results":[{"id":"an-id","error_code":"DRS.M05004","error_message":"gone"}]}"#;
    let written = written(&decoder.decode(&mut body).unwrap().unwrap());
    for text in [&b"an-id"[..], b"DRS.M05004", b"gone"] {
        let stands = written.windows(text.len()).any(|window| window == text);
        assert!(stands, "{}", text.escape_ascii());
    }
}

#[cfg(feature = "access-key")]
#[test]
fn of_an_access_key_the_beginning_of_its_id_is_written() {
    use drs_status_core::{AccessKey, AccessKeyId, Signature};
    let key = AccessKey::new("QTWAOYTTINDUT2QVKYUC", "a-secret").unwrap();
    let id = AccessKeyId::new("QTWAOYTTINDUT2QVKYUC").unwrap();
    for written in [written(&key), written(&id)] {
        assert_eq!(written.len(), TEXT + LEN + 4);
        assert!(written.ends_with(b"QTWA"));
    }
    assert_eq!(written(&Signature::new()).len(), TEXT);
}

#[cfg(feature = "iam")]
#[test]
fn of_a_login_neither_password_nor_token_is_written() {
    use drs_status_core::{Endpoint, IamLogin, IamUser, NameOrId};
    let user = IamUser {
        name: "drs-reader",
        password: "hush",
        domain: NameOrId::Name("OTC-EU-DE-1"),
    };
    let mut room = *b"MIIsecret";
    let iam = Endpoint::literal("https://iam.example.com");
    let login = IamLogin::new(iam, user, NameOrId::Id("p1"), &mut room);
    for written in [written(&user), written(&login)] {
        let stands = |text: &[u8]| written.windows(text.len()).any(|window| window == text);
        assert!(stands(b"drs-reader") && stands(b"OTC-EU-DE-1"));
        assert!(!stands(b"hush") && !stands(b"MII"));
    }
}
