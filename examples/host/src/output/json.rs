//! One JSON object a line, for programs. `README.md` documents its fields.

use std::io;

use drs_status_core::{Class, Status};
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::Row;
use crate::escape::is_plain;

/// A row as its fields stand, in this order.
#[derive(Serialize)]
struct Fields<'r> {
    id: &'r str,
    #[serde(flatten)]
    answer: AnswerFields<'r>,
}

/// What the service answers for a job, in this order; as it is by default where
/// it does not answer.
#[derive(Serialize, Default)]
pub(crate) struct AnswerFields<'r> {
    pub(crate) answered: bool,
    pub(crate) status: Option<&'r str>,
    pub(crate) class: Option<String>,
    pub(crate) failed: Option<bool>,
    pub(crate) error_code: Option<&'r str>,
    pub(crate) error_message: Option<&'r str>,
    pub(crate) message_cut: bool,
}

/// A row as a line, without its end.
pub(super) fn line(row: Row<'_>) -> io::Result<String> {
    let (id, answer) = match row {
        Row::Answered(task) => (
            task.id.as_str(),
            AnswerFields {
                answered: true,
                status: task.status.as_ref().map(Status::as_str),
                class: task.status.map(|status| class_name(status.class())),
                failed: Some(task.has_failed()),
                error_code: task.error_code.map(drs_status_core::Text::as_str),
                error_message: task.error_message.map(|message| message.text().as_str()),
                message_cut: task.error_message.is_some_and(|message| message.is_cut()),
            },
        ),
        Row::Unanswered(job) => (job.as_str(), AnswerFields::default()),
    };
    to_line(&Fields { id, answer })
}

/// A value as a line, without its end.
pub(crate) fn to_line(value: &impl Serialize) -> io::Result<String> {
    let mut line = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut line, Visible))?;
    String::from_utf8(line).map_err(io::Error::other)
}

/// One word, whatever the class.
pub(crate) fn class_name(class: Class) -> String {
    class.as_str().replace(' ', "-")
}

/// Writes compact JSON in which every character shows: one that a terminal
/// would obey, or that nobody would see, is escaped and arrives all the same.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        for character in fragment.chars() {
            if is_plain(character) {
                write!(writer, "{character}")?;
            } else {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_arrives_all_the_same() {
        let cases = [
            ("\u{1b}[31m\u{202e}\u{9b}", r#""\u001b[31m\u202e\u009b""#),
            ("\"\\/\n", r#""\"\\/\n""#),
            ("\u{e0001}同步", r#""\udb40\udc01同步""#),
        ];
        for (text, json) in cases {
            let mut line = Vec::new();
            text.serialize(&mut Serializer::with_formatter(&mut line, Visible))
                .unwrap();
            assert_eq!(String::from_utf8(line).unwrap(), json);
            assert_eq!(serde_json::from_str::<String>(json).unwrap(), text);
        }
    }
}
