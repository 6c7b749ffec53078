//! The jobs that a demonstration shows: one of each kind.

use crate::job::Job;

impl Job {
    /// Jobs that run, wait, have ended and have failed, the failed with code and
    /// message in both languages. The codes and messages are made up.
    ///
    /// Their ids have the form of real ones: 36 characters in groups of 8, 4, 4,
    /// 4 and 12, of which the last are overwritten with letters that are no
    /// hexadecimal digits.
    #[must_use]
    pub fn demonstration() -> Vec<Self> {
        let job = |id: &str, status: &'static str| Self::new(id).status(status);
        vec![
            job(
                "9a470239-2308-4bb5-a6bc-1040402fjb21",
                "INCRE_TRANSFER_STARTED",
            ),
            job(
                "dc67695a-ee3e-49b8-a022-a099bd81jb21",
                "FULL_TRANSFER_STARTED",
            ),
            job("31fa62a5-8d6c-4b8e-9c1e-5be4f1a2jb20", "CONFIGURATION"),
            job("4f0b2d6e-77aa-4c3d-8e55-0d1c2b3ajb10", "PAUSING"),
            job("7be1c7d2-19f0-4d3b-b3a4-62c0e95djb20", "CREATING"),
            job(
                "e05d4a0c-5b1a-4f7e-a9d8-c3f1706bjb20",
                "RELEASE_RESOURCE_COMPLETE",
            ),
            job(
                "b61f9e83-0c4d-4a2f-8f17-9d20c6e4jb21",
                "INCRE_TRANSFER_FAILED",
            )
            .error(
                "DRS.M06010",
                "The binary log of the source database was purged before it was read.",
                "源数据库的二进制日志在读取前已被清除。",
            ),
            job(
                "2d8c5f17-e6b9-4901-bc3e-71a4d80jb101",
                "FULL_TRANSFER_FAILED",
            )
            .error(
                "DRS.M06004",
                "The destination database is out of disk space.",
                "目标数据库磁盘空间不足。",
            ),
        ]
    }
}
