//! What a watch tells, as lines: one for people, one for programs.
//! `README.md` documents both.

use std::fmt;
use std::io;

use drs_status_core::{Polled, Trouble};
use serde::Serialize;

use super::told::Changed;
use crate::escape::Escaped;
use crate::output::class_name;
use crate::output::json::{self, AnswerFields};

/// `2026-11-25T10:00:00Z  id  WAS -> NOW  code message`.
pub(super) struct Text<'c> {
    pub(super) time: &'c str,
    pub(super) changed: &'c Changed,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Changed { id, was, now, .. } = self.changed;
        write!(f, "{}  {id}  {was} -> ", self.time)?;
        let Some(answer) = now else {
            return f.write_str("unanswered");
        };
        let style = crate::output::style(answer.shown_class());
        let status = answer.status.as_deref().unwrap_or("-");
        write!(f, "{style}{}{style:#}", Escaped(status))?;
        for text in [&answer.error_code, &answer.error_message]
            .into_iter()
            .flatten()
        {
            write!(f, "  {}", Escaped(text))?;
        }
        f.write_str(if answer.message_cut { "…" } else { "" })
    }
}

/// What happened, as fields in this order.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(super) enum Event<'e> {
    Change {
        time: &'e str,
        #[serde(flatten)]
        change: ChangeFields<'e>,
    },
    Poll {
        time: &'e str,
        changed: bool,
    },
    Trouble {
        time: &'e str,
        trouble: &'static str,
    },
    End {
        time: &'e str,
        outcome: &'static str,
    },
}

/// A change, as `query` has the fields of a row, and what was before.
#[derive(Serialize)]
pub(super) struct ChangeFields<'e> {
    id: &'e str,
    was: &'static str,
    #[serde(flatten)]
    answer: AnswerFields<'e>,
}

impl<'e> From<&'e Changed> for ChangeFields<'e> {
    fn from(changed: &'e Changed) -> Self {
        let answer = changed.now.as_ref().map(|answer| AnswerFields {
            answered: true,
            status: answer.status.as_deref(),
            class: answer.class.map(class_name),
            failed: Some(answer.failed),
            error_code: answer.error_code.as_deref(),
            error_message: answer.error_message.as_deref(),
            message_cut: answer.message_cut,
        });
        Self {
            id: &changed.id,
            was: changed.was,
            answer: answer.unwrap_or_default(),
        }
    }
}

impl<'e> Event<'e> {
    pub(super) fn change(time: &'e str, changed: &'e Changed) -> Self {
        Self::Change {
            time,
            change: changed.into(),
        }
    }

    pub(super) fn poll(time: &'e str, polled: Polled) -> Self {
        let changed = polled == Polled::Changed;
        Self::Poll { time, changed }
    }

    pub(super) const fn trouble(time: &'e str, trouble: Trouble) -> Self {
        let trouble = match trouble {
            Trouble::Connection => "connection",
            Trouble::Throttled => "throttled",
            Trouble::Unavailable => "unavailable",
            Trouble::Internal => "internal",
            _ => "other",
        };
        Self::Trouble { time, trouble }
    }

    /// As a line, without its end.
    pub(super) fn line(&self) -> io::Result<String> {
        json::to_line(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::told::Answer;
    use drs_status_core::Class;

    const TIME: &str = "2026-11-25T10:00:00Z";

    fn changed(now: Option<Answer>) -> Changed {
        Changed {
            index: 0,
            id: "9a470239-2308-4bb5-a6bc-1040402fjb21".to_owned(),
            was: "CREATING",
            now,
        }
    }

    fn failed() -> Answer {
        Answer {
            status: Some("CREATE_FAILED".to_owned()),
            class: Some(Class::Failed),
            failed: true,
            error_code: Some("DRS.M06010".to_owned()),
            error_message: Some("gone\u{1b}[2J\n".to_owned()),
            message_cut: true,
        }
    }

    fn text(now: Option<Answer>) -> String {
        let changed = changed(now);
        let text = Text {
            time: TIME,
            changed: &changed,
        };
        anstream::adapter::strip_str(&text.to_string()).to_string()
    }

    #[test]
    fn for_people() {
        const HEAD: &str = "2026-11-25T10:00:00Z  9a470239-2308-4bb5-a6bc-1040402fjb21  CREATING";
        assert_eq!(text(None), format!("{HEAD} -> unanswered"));
        let expected = r"CREATE_FAILED  DRS.M06010  gone\u{1b}[2J\n…";
        assert_eq!(text(Some(failed())), format!("{HEAD} -> {expected}"));
        let bare = Answer {
            status: None,
            error_code: None,
            error_message: None,
            message_cut: false,
            ..failed()
        };
        assert_eq!(text(Some(bare)), format!("{HEAD} -> -"));
    }

    #[test]
    fn for_programs() {
        let (gone, broken) = (changed(None), changed(Some(failed())));
        for (event, expected) in [
            (
                Event::change(TIME, &gone),
                r#"{"event":"change","time":"2026-11-25T10:00:00Z","id":"9a470239-2308-4bb5-a6bc-1040402fjb21","was":"CREATING","answered":false,"status":null,"class":null,"failed":null,"error_code":null,"error_message":null,"message_cut":false}"#,
            ),
            (
                Event::change(TIME, &broken),
                r#"{"event":"change","time":"2026-11-25T10:00:00Z","id":"9a470239-2308-4bb5-a6bc-1040402fjb21","was":"CREATING","answered":true,"status":"CREATE_FAILED","class":"failed","failed":true,"error_code":"DRS.M06010","error_message":"gone\u001b[2J\n","message_cut":true}"#,
            ),
            (
                Event::poll(TIME, Polled::Same),
                r#"{"event":"poll","time":"2026-11-25T10:00:00Z","changed":false}"#,
            ),
            (
                Event::trouble(TIME, Trouble::Throttled),
                r#"{"event":"trouble","time":"2026-11-25T10:00:00Z","trouble":"throttled"}"#,
            ),
            (
                Event::End {
                    time: TIME,
                    outcome: "time-up",
                },
                r#"{"event":"end","time":"2026-11-25T10:00:00Z","outcome":"time-up"}"#,
            ),
        ] {
            assert_eq!(event.line().unwrap(), expected);
        }
    }
}
