//! The responses that are read, the same in every run.

use drs_status_core::Status;
use serde::Serialize;

use crate::case::Failure;
use crate::ledger::Kept;

/// Jobs in a response, and ids in a request.
pub(crate) const JOBS: usize = 100;

/// How a response is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// Compact.
    Page,
    /// The same with messages in Chinese, as the service writes them on request.
    Chinese,
    /// Indented by two spaces.
    Pretty,
    /// Compact, with fields that no document names.
    Extra,
}

/// A response, and what must come of it.
pub(crate) struct Payload {
    pub(crate) ids: Vec<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) expected: Vec<Kept>,
}

#[derive(Serialize)]
struct Response {
    results: Vec<Job>,
    count: usize,
}

#[derive(Serialize)]
struct Job {
    id: String,
    #[serde(flatten)]
    extra: Option<Extra>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<String>,
}

/// Such fields as the neighbouring calls of the service return.
#[derive(Serialize)]
struct Extra {
    name: String,
    create_time: u64,
    tags: [&'static str; 2],
    progress: Progress,
    is_writing: bool,
}

#[derive(Serialize)]
struct Progress {
    percent: f64,
    remaining: Option<u32>,
    step: &'static str,
}

impl Payload {
    pub(crate) fn new(shape: Shape) -> Result<Self, Failure> {
        let ids = ids();
        let results = ids.iter().enumerate().map(|(n, id)| job(n, id, shape));
        let response = Response {
            results: results.collect(),
            count: JOBS,
        };
        let body = match shape {
            Shape::Page | Shape::Chinese | Shape::Extra => serde_json::to_vec(&response)?,
            Shape::Pretty => serde_json::to_vec_pretty(&response)?,
        };
        let expected = response.results.into_iter().enumerate();
        let expected = expected.map(|(index, job)| Kept {
            index,
            status: format!("{:?}", Status::from_text(job.status)),
            error_code: job.error_code,
            error_message: job.error_message,
        });
        Ok(Self {
            expected: expected.collect(),
            ids,
            body,
        })
    }
}

/// The ids that are asked, in the order of the response.
pub(crate) fn ids() -> Vec<String> {
    let mut random = Random(0x9a47_0239);
    let id = |_| {
        let (a, b) = (random.next(), random.next());
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:04x}jb21",
            a >> 32,
            a >> 16 & 0xffff,
            a & 0xffff,
            b >> 48,
            b >> 32 & 0xffff,
            b >> 16 & 0xffff,
        )
    };
    (0..JOBS).map(id).collect()
}

/// Every fourth job has an error; each status comes three times or four.
fn job(n: usize, id: &str, shape: Shape) -> Job {
    let broken = n % 4 == 3;
    Job {
        id: id.into(),
        extra: (shape == Shape::Extra).then(|| extra(n)),
        status: Status::ALL[n * 11 % Status::ALL.len()].as_str(),
        error_code: broken.then(|| format!("DRS.M{:05}", 5000 + n)),
        error_message: broken.then(|| {
            // Both are of the same length in bytes.
            let cause = match shape {
                Shape::Chinese => "连接被拒绝",
                Shape::Page | Shape::Pretty | Shape::Extra => "connect refused",
            };
            format!("Read of \"orders\" denied.\n\t192.0.2.{n}: {cause}")
        }),
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "there are a hundred jobs, no more"
)]
fn extra(n: usize) -> Extra {
    Extra {
        name: format!("DRS-{n:04}-orders \u{1f4be}"),
        create_time: 1_700_000_000_000 + 977 * n as u64,
        tags: ["billing, \"eu\"", "nightly"],
        progress: Progress {
            percent: n as f64 + 0.25,
            remaining: n.is_multiple_of(2).then_some(42),
            step: "transfer",
        },
        is_writing: n.is_multiple_of(3),
    }
}

/// Xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
