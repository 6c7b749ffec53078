//! By what way every command asks.

use std::num::NonZeroU8;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::identity::Identity;
use super::span::time;
use crate::region::Cloud;

/// By what way every command asks.
#[derive(Args)]
pub(crate) struct Way {
    /// Where the service is, such as https://drs.eu-de.otc.t-systems.com
    /// [env: DRS_STATUS_ENDPOINT]
    ///
    /// http:// is accepted for a literal loopback address (127.0.0.1, [::1]) and
    /// goes past any proxy.
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,

    #[command(flatten)]
    pub(crate) at: Region,

    #[command(flatten)]
    pub(crate) reach: Reach,

    /// How often a request is sent at most, where trouble may pass: a connection
    /// that is lost, a service that is busy
    #[arg(long, value_name = "NUMBER", default_value = "3")]
    pub(crate) attempts: NonZeroU8,

    /// Show where each setting comes from, never what it is, and send nothing
    #[arg(long)]
    pub(crate) show_source: bool,

    #[command(flatten, next_help_heading = "Who asks")]
    pub(crate) identity: Identity,
}

/// Where a cloud's services are.
#[derive(Args)]
pub(crate) struct Region {
    /// Ask the services of this cloud in --region, where no argument is a URL
    /// [env: DRS_STATUS_CLOUD]
    #[arg(long, value_enum)]
    pub(crate) cloud: Option<Cloud>,

    /// The region of --cloud, such as eu-de [env: HW_REGION_NAME, OS_REGION_NAME]
    #[arg(long, value_name = "NAME")]
    pub(crate) region: Option<String>,
}

/// How a connection comes about, and what protects it.
#[derive(Args)]
pub(crate) struct Reach {
    /// Trust the certificate authorities in this PEM file, and no others
    /// [env: OS_CACERT]
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,

    /// Go through this proxy: http://host:port
    /// [env: ALL_PROXY, HTTPS_PROXY, HTTP_PROXY, past the hosts in NO_PROXY]
    ///
    /// A proxy that wants a password is better named in the environment: every
    /// user of the machine can read arguments.
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,

    /// The time for each request with up to a hundred ids: 500ms, 30s, 2m
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "60s")]
    pub(crate) request_timeout: Duration,

    /// The time for a connection to come about
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "10s")]
    pub(crate) connect_timeout: Duration,

    /// Allow an http:// endpoint beyond this machine
    ///
    /// It costs all protection: whoever stands on the way reads the token, or the
    /// password, can act with it, and can forge every answer.
    #[arg(long)]
    pub(crate) plaintext: bool,
}
