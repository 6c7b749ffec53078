//! Who asks.

use std::path::PathBuf;

use clap::Args;

/// Who asks. No secret is an argument: every user of the machine could read it
/// there.
#[derive(Args)]
pub(crate) struct Identity {
    /// Read the token from a file, alone on one line
    /// [env, the token itself: DRS_STATUS_TOKEN, OS_TOKEN, OS_AUTH_TOKEN]
    #[arg(long, value_name = "FILE", conflicts_with = "user")]
    pub(crate) token_file: Option<PathBuf>,

    /// Sign by this access key
    /// [env: HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY, OS_ACCESS_KEY]
    #[arg(
        long,
        value_name = "ID",
        requires = "secret_key_file",
        conflicts_with_all = ["token_file", "user"]
    )]
    pub(crate) access_key_id: Option<String>,

    /// Read its secret from a file, alone on one line
    /// [env, the secret itself: HUAWEICLOUD_SDK_SK, HW_SECRET_KEY, OS_SECRET_KEY]
    #[arg(long, value_name = "FILE", requires = "access_key_id")]
    pub(crate) secret_key_file: Option<PathBuf>,

    /// Read the security token of a temporary access key from a file
    /// [env, the token itself: HUAWEICLOUD_SDK_SECURITY_TOKEN, HW_SECURITY_TOKEN,
    /// OS_SECURITY_TOKEN]
    #[arg(long, value_name = "FILE", requires = "access_key_id")]
    pub(crate) security_token_file: Option<PathBuf>,

    /// Take what no argument says from this entry of clouds.yaml [env: OS_CLOUD]
    ///
    /// The file is the one that OS_CLIENT_CONFIG_FILE names, or else the first of
    /// ./clouds.yaml, ~/.config/openstack/clouds.yaml and
    /// /etc/openstack/clouds.yaml; a secure.yaml beside any of them is read too.
    #[arg(long, value_name = "NAME")]
    pub(crate) os_cloud: Option<String>,

    #[command(flatten)]
    pub(crate) account: Account,
}

/// Who logs in to IAM.
#[derive(Args)]
pub(crate) struct Account {
    /// Log in by this name, for a token [env: OS_USERNAME]
    #[arg(long, value_name = "NAME", requires = "password_file")]
    pub(crate) user: Option<String>,

    /// The domain, or account, of --user
    /// [env: OS_USER_DOMAIN_NAME, OS_DOMAIN_NAME]
    #[arg(long, value_name = "NAME", requires = "user")]
    pub(crate) domain: Option<String>,

    /// Read its password from a file, alone on one line
    /// [env, the password itself: OS_PASSWORD]
    #[arg(long, value_name = "FILE", requires = "user")]
    pub(crate) password_file: Option<PathBuf>,

    /// Where IAM is, if it is not that of --cloud and --region
    /// [env: HUAWEICLOUD_SDK_IAM_ENDPOINT, OS_AUTH_URL]
    ///
    /// Its version, /v3, may stand at its end. A variable counts beside credentials
    /// of its own family, or of --user.
    #[arg(long, value_name = "URL")]
    pub(crate) iam_endpoint: Option<String>,
}
