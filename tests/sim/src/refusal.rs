//! What DRS says when it refuses a batch-status request.
//!
//! Source of the codes: DRS API reference, Error Codes. Inferred: which of
//! several codes for a bad parameter or a bad page belongs to which mistake, the
//! status 400, and the wording.

use crate::answer::Answer;
use crate::language::{Language, Message};

/// An error code of DRS.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refusal {
    /// The body cannot be read.
    Unreadable,
    /// `jobs` is left out or empty.
    NoJobs,
    /// A value is not what it may be.
    BadValue,
    /// `cur_page` is outside its bounds.
    BadPage,
    /// `per_page` is outside its bounds.
    BadPageSize,
    /// An id stands twice in `jobs`.
    Duplicate,
    /// The project in the path is not the token's.
    WrongProject,
    /// There is no such job.
    UnknownJob,
    /// The body is not JSON by its `Content-Type`.
    UnsupportedType,
}

impl Refusal {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "DRS.M00200",
            Self::NoJobs => "DRS.M00201",
            Self::BadValue | Self::UnsupportedType => "DRS.M00202",
            Self::BadPage => "DRS.M00210",
            Self::BadPageSize => "DRS.M00211",
            Self::WrongProject => "DRS.M00261",
            Self::Duplicate => "DRS.M00301",
            Self::UnknownJob => "DRS.M05003",
        }
    }

    pub(crate) fn message(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Unreadable => ("The request body cannot be parsed.", "请求体解析失败。"),
            Self::NoJobs => ("The parameter jobs is empty.", "参数jobs为空。"),
            Self::BadValue => ("Invalid parameter.", "参数错误。"),
            Self::BadPage => ("Invalid parameter cur_page.", "参数cur_page错误。"),
            Self::BadPageSize => ("Invalid parameter per_page.", "参数per_page错误。"),
            Self::Duplicate => ("Duplicate task IDs.", "任务ID重复。"),
            Self::WrongProject => ("Invalid project ID.", "项目ID错误。"),
            Self::UnknownJob => ("The task does not exist.", "任务不存在。"),
            Self::UnsupportedType => ("Unsupported content type.", "不支持的内容类型。"),
        };
        language.pick(Message { english, chinese })
    }

    pub(crate) fn answer(self, language: Language) -> Answer {
        let status = match self {
            Self::UnsupportedType => 415,
            _ => 400,
        };
        Answer::drs(status, self.code(), self.message(language))
    }
}
