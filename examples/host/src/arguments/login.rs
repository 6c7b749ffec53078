//! What `login` takes.

use std::path::PathBuf;

use clap::Args;

use super::identity::Account;
use super::way::{Reach, Region};

pub(crate) const EXAMPLES: &str = "\
Examples:
  drs-status login --cloud otc --region eu-de --user drs-reader --domain OTC-EU-DE-1 \\
      --password-file password.txt --project-name eu-de --save token.txt
  drs-status login --os-cloud my-cloud --save token.txt
  drs-status query --token-file token.txt --file jobs.txt

Exit codes: 0 the token is stored, 2 usage, 3 the name or the password is wrong,
4 refused, 5 network or TLS, 6 time-out, 7 an answer that cannot be trusted,
9 local failure, such as a full disk.";

#[derive(Args)]
pub(crate) struct Login {
    /// Store the token in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) save: PathBuf,

    /// The project that the token is for
    /// [env: HUAWEICLOUD_SDK_PROJECT_ID, HW_PROJECT_ID, OS_PROJECT_ID]
    #[arg(long, value_name = "ID", help_heading = "Who asks")]
    pub(crate) project: Option<String>,

    /// The same by its name, such as eu-de [env: OS_PROJECT_NAME]
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with = "project",
        help_heading = "Who asks"
    )]
    pub(crate) project_name: Option<String>,

    #[command(flatten, next_help_heading = "Who asks")]
    pub(crate) account: Account,

    /// Take what no argument says from this entry of clouds.yaml [env: OS_CLOUD]
    #[arg(long, value_name = "NAME", help_heading = "Who asks")]
    pub(crate) os_cloud: Option<String>,

    /// Show where each setting comes from, never what it is, and send nothing
    #[arg(long, help_heading = "Where, and how")]
    pub(crate) show_source: bool,

    #[command(flatten, next_help_heading = "Where, and how")]
    pub(crate) at: Region,
    #[command(flatten, next_help_heading = "Where, and how")]
    pub(crate) reach: Reach,
}
