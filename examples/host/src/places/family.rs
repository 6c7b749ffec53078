//! Families of variables.

use super::Key;

/// Variables that belong together.
pub(crate) struct Family {
    names: fn(Key) -> &'static [&'static str],
}

impl Family {
    /// The variables that may hold `key`, of which the first that is set counts.
    pub(super) fn names(&self, key: Key) -> &'static [&'static str] {
        (self.names)(key)
    }
}

/// Source: Huawei Cloud SDK, *Client Configuration*, environment variables. Its
/// `_DOMAIN_ID` is for global services, of which this is none.
pub(super) const SDK: Family = Family {
    names: |key| match key {
        Key::AccessKeyId => &["HUAWEICLOUD_SDK_AK"],
        Key::Secret => &["HUAWEICLOUD_SDK_SK"],
        Key::SecurityToken => &["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
        Key::Project => &["HUAWEICLOUD_SDK_PROJECT_ID"],
        Key::Iam => &["HUAWEICLOUD_SDK_IAM_ENDPOINT"],
        _ => &[],
    },
};

/// Source: Terraform provider `huaweicloud`, *Configuration Reference*; for the
/// project id the schema of the provider.
pub(super) const TERRAFORM: Family = Family {
    names: |key| match key {
        Key::AccessKeyId => &["HW_ACCESS_KEY"],
        Key::Secret => &["HW_SECRET_KEY"],
        Key::SecurityToken => &["HW_SECURITY_TOKEN"],
        Key::Project => &["HW_PROJECT_ID"],
        Key::Region => &["HW_REGION_NAME"],
        _ => &[],
    },
};

/// Source: `OpenStack` client, *Environment Variables*; for access keys the
/// tools of Open Telekom Cloud.
pub(super) const OPENSTACK: Family = Family {
    names: |key| match key {
        Key::Token => &["OS_TOKEN", "OS_AUTH_TOKEN"],
        Key::AccessKeyId => &["OS_ACCESS_KEY"],
        Key::Secret => &["OS_SECRET_KEY"],
        Key::SecurityToken => &["OS_SECURITY_TOKEN"],
        Key::User => &["OS_USERNAME"],
        Key::Password => &["OS_PASSWORD"],
        Key::Domain => &["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"],
        Key::Iam => &["OS_AUTH_URL"],
        Key::Project => &["OS_PROJECT_ID"],
        Key::ProjectName => &["OS_PROJECT_NAME"],
        Key::Region => &["OS_REGION_NAME"],
        Key::Authorities => &["OS_CACERT"],
    },
};
