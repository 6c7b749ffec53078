//! What a response says can be compared, kept and shown.

use core::num::NonZeroU8;
use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{
    Class, Decoder, Item, Outcome, Pace, RetryPolicy, Status, TaskStatus, Text, Trouble,
};

use crate::ids::{ids, text, texts};
use crate::port::{Answer, CONFIG, Port, client, run};

/// Hands the only item of a response to `look`.
fn with_item<R>(item: &str, look: impl FnOnce(Item<'_>) -> R) -> R {
    let body = format!("{{\"results\":[{item}]}}");
    let mut message = [0; 8];
    let mut decoder = Decoder::new(&mut message);
    look(decoder.decode(&mut body.as_bytes()).unwrap().unwrap())
}

const WHOLE: &str =
    r#"{"id":"x","status":"PAUSING","error_code":"DRS.M05004","error_message":"gone"}"#;

#[test]
fn an_item_is_the_same_as_one_that_says_the_same() {
    for (other, same) in [
        (WHOLE, true),
        (
            r#"{"error_msg":"gone","status":"PAUSEING","error_code":"DRS.M05004","id":"\u0078"}"#,
            true,
        ),
        (
            r#"{"id":"y","status":"PAUSING","error_code":"DRS.M05004","error_message":"gone"}"#,
            false,
        ),
        (
            r#"{"id":"x","status":"DELETED","error_code":"DRS.M05004","error_message":"gone"}"#,
            false,
        ),
        (
            r#"{"id":"x","status":"PAUSING","error_code":"DRS.M05003","error_message":"gone"}"#,
            false,
        ),
        (
            r#"{"id":"x","status":"PAUSING","error_code":"DRS.M05004","error_message":"away"}"#,
            false,
        ),
        (r#"{"id":"x","status":"PAUSING"}"#, false),
    ] {
        let is_same = with_item(WHOLE, |one| with_item(other, |other| one == other));
        assert_eq!(is_same, same, "{other}");
    }
}

#[test]
fn an_item_shows_all_that_it_says() {
    let shown = with_item(WHOLE, |item| format!("{item:?}"));
    for part in ["\"x\"", "Pausing", "\"DRS.M05004\"", "\"gone\""] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn an_item_can_be_kept() {
    let kept = with_item(WHOLE, |item| Outcome::<8>::of(&item));
    assert_eq!(kept.status(), Some(Status::Pausing));
    assert_eq!(kept.error_code(), Some("DRS.M05004"));
    assert!(kept.has_failed());
    let kept = TaskStatus {
        index: 3,
        outcome: kept,
    };
    assert_eq!((kept.index, kept.error_code()), (3, Some("DRS.M05004")));
    for (item, failed) in [
        (r#"{"status":"DELETED"}"#, false),
        (r#"{"status":"DELETED","error_message":"x"}"#, false),
        (r#"{"error_message":"x"}"#, true),
        ("{}", false),
    ] {
        assert_eq!(
            with_item(item, |item| Outcome::<8>::of(&item)).has_failed(),
            failed,
            "{item}"
        );
    }
}

#[test]
fn a_task_has_failed_if_an_error_came_in_place_of_a_status() {
    let texts = texts(1);
    let id = text(0);
    for (rest, failed) in [
        (r#","error_message":"x""#, true),
        (r#","error_message":"x","status":"DELETED""#, false),
        (r#","error_code":"x","status":"DELETED""#, true),
        (r#","status":"CREATE_FAILED""#, true),
        ("", false),
    ] {
        let body = format!("{{\"results\":[{{\"id\":\"{id}\"{rest}}}]}}");
        let mut buffer = [0; 256];
        let mut client = client(CONFIG, Port::answering([Answer::ok(body)]), &mut buffer);
        let mut found = None;
        let outcome = run(client.for_each(&ids(&texts), |task| {
            found = Some(task.has_failed());
            ControlFlow::Continue(())
        }));
        assert!(outcome.unwrap().is_exact());
        assert_eq!(found, Some(failed), "{rest}");
    }
}

#[test]
fn a_message_shows_that_it_was_cut() {
    for (message, shown) in [
        ("gone", "gone"),
        ("12345678", "12345678"),
        ("123456789", "12345678…"),
    ] {
        let item = format!("{{\"error_message\":\"{message}\"}}");
        let message = with_item(&item, |item| item.error_message().unwrap().to_string());
        assert_eq!(message, shown);
    }
}

#[test]
fn a_text_is_compared_and_shown_like_any_other() {
    let text = Text::from("a\u{202e}\"状");
    assert_eq!(text, *"a\u{202e}\"状");
    assert_ne!(text, *"a");
    assert_eq!(text.as_str(), "a\u{202e}\"状");
    assert_eq!(text.as_bytes(), "a\u{202e}\"状".as_bytes());
    assert_eq!(format!("{text:?}"), format!("{:?}", text.as_str()));
    assert_eq!(format!("{:>5}|", Text::new("ab")), "   ab|");
    assert_eq!(Text::default().as_str(), "");
}

#[test]
fn a_class_is_a_word_or_two() {
    let classes = [
        (Class::Changing, "changing"),
        (Class::Waiting, "waiting"),
        (Class::Running, "running"),
        (Class::PhaseComplete, "phase complete"),
        (Class::Ended, "ended"),
        (Class::Failed, "failed"),
        (Class::Unknown, "unknown"),
    ];
    for (class, word) in classes {
        assert_eq!(class.as_str(), word);
        assert_eq!(format!("{class:>15}"), format!("{word:>15}"));
    }
}

#[test]
fn policies_are_as_they_are_set() {
    let policy = RetryPolicy::new()
        .attempts(NonZeroU8::MAX)
        .first_wait(Duration::from_secs(2))
        .longest_wait(Duration::from_secs(3));
    let wait = |attempt| policy.wait(attempt, Trouble::Connection, None, u32::MAX);
    assert_eq!(wait(1), Some(Duration::from_secs(2)));
    assert_eq!(wait(2), Some(Duration::from_secs(3)));

    assert_eq!(
        Pace::default(),
        Pace::between(Duration::from_secs(10), Duration::from_secs(300))
    );
    let tenth = Duration::from_millis(100);
    assert_eq!(Pace::every(Duration::ZERO), Pace::between(tenth, tenth));
    assert_eq!(Pace::every(Duration::ZERO).first(), tenth);
    assert_eq!(
        Pace::between(Duration::from_secs(5), Duration::ZERO),
        Pace::every(Duration::from_secs(5))
    );
}
