//! Jobs from a file.

use std::time::Duration;

use drs_status_sim::{Job, Lasts};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    /// A status that stays.
    status: Option<String>,
    /// Or statuses one after the other.
    #[serde(default)]
    life: Vec<Stage>,
    error: Option<Failure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    status: String,
    polls: Option<u32>,
    seconds: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    code: String,
    english: String,
    chinese: String,
}

/// The jobs that this text lists, or what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Vec<Job>, String> {
    let entries: Vec<Entry> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    entries.into_iter().map(job).collect()
}

fn job(entry: Entry) -> Result<Job, String> {
    let id = entry.id;
    let mut job = Job::new(id.clone());
    match (entry.status, entry.life.as_slice()) {
        (Some(_), [_, ..]) => return Err(format!("{id}: it has a status or a life, not both")),
        (Some(status), []) => job = job.status(status),
        (None, stages) => {
            let stages = stages
                .iter()
                .map(|stage| Ok((stage.status.as_str(), lasts(&id, stage)?)))
                .collect::<Result<Vec<_>, String>>()?;
            job = job.life(&stages);
        }
    }
    Ok(match entry.error {
        Some(error) => job.error(error.code, error.english, error.chinese),
        None => job,
    })
}

fn lasts(id: &str, stage: &Stage) -> Result<Lasts, String> {
    match (stage.polls, stage.seconds) {
        (Some(_), Some(_)) => Err(format!(
            "{id}: a stage lasts for polls or for seconds, not both"
        )),
        (Some(polls), None) => Ok(Lasts::Polls(polls)),
        (None, Some(seconds)) => Ok(Lasts::For(Duration::from_secs(seconds))),
        (None, None) => Ok(Lasts::Forever),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_job() {
        let text = r#"[
            {"id": "a", "status": "PAUSING"},
            {"id": "b", "life": [{"status": "CREATING", "polls": 2}, {"status": "STARTJOBING", "seconds": 3}, {"status": "DELETED"}]},
            {"id": "c", "error": {"code": "DRS.M05004", "english": "gone", "chinese": "已删除"}}
        ]"#;
        let expected = vec![
            Job::new("a").status("PAUSING"),
            Job::new("b").life(&[
                ("CREATING", Lasts::Polls(2)),
                ("STARTJOBING", Lasts::For(Duration::from_secs(3))),
                ("DELETED", Lasts::Forever),
            ]),
            Job::new("c").error("DRS.M05004", "gone", "已删除"),
        ];
        assert_eq!(parse(text), Ok(expected));
    }

    #[test]
    fn what_is_wrong() {
        for (text, blamed) in [
            ("", "EOF"),
            ("{}", "expected a sequence"),
            (r#"[{"status": "PAUSING"}]"#, "missing field `id`"),
            (
                r#"[{"id": "a", "state": "PAUSING"}]"#,
                "unknown field `state`",
            ),
            (
                r#"[{"id": "a", "status": "B", "life": [{"status": "C"}]}]"#,
                "a: it has a status or a life",
            ),
            (
                r#"[{"id": "a", "life": [{"status": "C", "polls": 1, "seconds": 1}]}]"#,
                "a: a stage lasts for polls or for seconds",
            ),
            (
                r#"[{"id": "a", "error": {"code": "c", "english": "e"}}]"#,
                "missing field `chinese`",
            ),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.contains(blamed), "{text}: {error}");
        }
    }
}
