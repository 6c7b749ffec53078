//! Names are checked once: ids of jobs and of projects.

use drs_status_core::NameError::{Byte, Length};
use drs_status_core::{JobId, MAX_PROJECT_ID_LEN, ProjectId};

/// A job id with another byte at `at`.
fn with(at: usize, byte: char) -> String {
    let mut id: Vec<char> = "9a470239-2308-4bb5-a6bc-1040402fjb21".chars().collect();
    id[at] = byte;
    id.into_iter().collect()
}

#[test]
fn a_job_id_is_letters_and_digits_between_four_dashes() {
    for id in [
        "9a470239-2308-4bb5-a6bc-1040402fjb21",
        "dc67695a-ee3e-49b8-a022-a099bd81jb21",
        "00000000-0000-0000-0000-000000000000",
        "ZZZZZZZZ-zzzz-ZZZZ-zzzz-ZZZZZZZZZZZZ",
    ] {
        let job = JobId::new(id).unwrap();
        assert_eq!(job.as_str(), id);
        assert_eq!(job.as_bytes(), id.as_bytes());
        assert_eq!(job.to_string(), id);
        assert_eq!(job.as_ref(), id);
        assert_eq!(format!("{job:?}"), format!("JobId({id})"));
        assert_eq!(JobId::literal(id), job);
        assert_eq!(JobId::list([id]), [job]);
    }
}

#[test]
fn each_byte_of_a_job_id_is_checked() {
    for at in 0..36 {
        let (bad, good): (&[char], &[char]) = match at {
            8 | 13 | 18 | 23 => (&['0', 'a', ' ', '_', '\0'], &['-']),
            _ => (
                &['-', '_', ' ', '"', '\\', '\n', '\0', '\u{7f}', '/', '%'],
                &['0', '9', 'a', 'z', 'A', 'Z'],
            ),
        };
        for byte in bad {
            assert_eq!(JobId::new(&with(at, *byte)), Err(Byte { at }), "{byte:?}");
        }
        for byte in good {
            assert!(JobId::new(&with(at, *byte)).is_ok(), "{byte:?} at {at}");
        }
    }
}

#[test]
fn a_job_id_has_36_bytes() {
    let long = "9a470239-2308-4bb5-a6bc-1040402fjb210000";
    for found in (0..=long.len()).filter(|len| *len != 36) {
        let error = Length { needed: 36, found };
        assert_eq!(JobId::new(&long[..found]), Err(error));
    }
    // Bytes are counted, not characters.
    let id = format!("{}é", &long[..35]);
    let error = Length {
        needed: 36,
        found: 37,
    };
    assert_eq!(JobId::new(&id), Err(error));
    assert_eq!(error.to_string(), "37 bytes long where 36 are allowed");
    let id = format!("{}é", &long[..34]);
    assert_eq!(JobId::new(&id), Err(Byte { at: 34 }));
}

#[test]
fn a_project_id_is_safe_in_a_path() {
    let longest = "x".repeat(MAX_PROJECT_ID_LEN);
    for id in [
        "054ba152d480d55b2f5dc0069e7ddef0",
        "a",
        "_-09AZaz",
        &longest,
    ] {
        assert_eq!(ProjectId::new(id).unwrap().as_str(), id);
    }
    for (id, error) in [
        (
            "",
            Length {
                needed: 1,
                found: 0,
            },
        ),
        (
            &"x".repeat(MAX_PROJECT_ID_LEN + 1),
            Length {
                needed: MAX_PROJECT_ID_LEN,
                found: MAX_PROJECT_ID_LEN + 1,
            },
        ),
        ("..", Byte { at: 0 }),
        ("a/b", Byte { at: 1 }),
        ("a%2e", Byte { at: 1 }),
        ("a?b", Byte { at: 1 }),
        ("a#b", Byte { at: 1 }),
        ("a b", Byte { at: 1 }),
        ("ab\r\n", Byte { at: 2 }),
        ("abcé", Byte { at: 3 }),
    ] {
        assert_eq!(ProjectId::new(id), Err(error), "{id:?}");
    }
    assert_eq!(
        Byte { at: 3 }.to_string(),
        "a character that may not stand at byte 3"
    );
}

#[test]
fn names_are_filled_up_like_text() {
    let job = JobId::literal("9a470239-2308-4bb5-a6bc-1040402fjb21");
    assert_eq!(format!("{job:>38}"), format!("  {job}"));
    let project = ProjectId::literal("054ba152");
    assert_eq!(project.to_string(), "054ba152");
    assert_eq!(format!("{project:10}|"), "054ba152  |");
}
