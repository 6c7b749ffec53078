//! Where a cloud's services are, by region.

use crate::failure::Failure;

/// A cloud that has the service.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Cloud {
    /// Huawei Cloud
    Huawei,
    /// Huawei Cloud Europe
    HuaweiEu,
    /// Open Telekom Cloud
    Otc,
}

/// The one region of Huawei Cloud that is under another domain than the rest.
///
/// Source: Huawei Cloud, *Regions and Endpoints*.
const EUROPE: &str = "eu-west-101";

/// Longest label that a host's name may have.
const MAX_LABEL_LEN: usize = 63;

impl Cloud {
    /// The URL of `service` in `region`.
    pub(crate) fn endpoint(self, service: &str, region: &str) -> Result<String, Failure> {
        if !is_label(region) {
            return Err(Failure::usage(
                "the region is none: it has letters, digits and dashes, at most 63",
                "name it as the cloud does, such as eu-de, by --region or in the environment",
            ));
        }
        let domain = match self {
            Self::Huawei if region != EUROPE => "myhuaweicloud.com",
            Self::Huawei | Self::HuaweiEu => "myhuaweicloud.eu",
            Self::Otc => "otc.t-systems.com",
        };
        Ok(format!("https://{service}.{region}.{domain}"))
    }
}

/// Whether `text` may be a label of a host's name.
///
/// Source: RFC 1123, section 2.1.
fn is_label(text: &str) -> bool {
    let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=MAX_LABEL_LEN).contains(&text.len())
        && text.bytes().all(may_stand)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_services_are() {
        let cases = [
            (
                Cloud::Huawei,
                "drs",
                "cn-north-4",
                "https://drs.cn-north-4.myhuaweicloud.com",
            ),
            (
                Cloud::Huawei,
                "drs",
                "eu-west-101",
                "https://drs.eu-west-101.myhuaweicloud.eu",
            ),
            (
                Cloud::HuaweiEu,
                "iam",
                "eu-west-101",
                "https://iam.eu-west-101.myhuaweicloud.eu",
            ),
            (
                Cloud::Otc,
                "drs",
                "eu-de",
                "https://drs.eu-de.otc.t-systems.com",
            ),
            (
                Cloud::Otc,
                "iam",
                "eu-nl",
                "https://iam.eu-nl.otc.t-systems.com",
            ),
        ];
        for (cloud, service, region, url) in cases {
            assert_eq!(cloud.endpoint(service, region).unwrap(), url);
        }
    }

    #[test]
    fn a_region_is_a_label() {
        let longest = "r".repeat(MAX_LABEL_LEN);
        for region in ["a", "eu-de", "RegionOne", "1", &longest] {
            assert!(is_label(region), "{region}");
        }
        let too_long = "r".repeat(MAX_LABEL_LEN + 1);
        for region in [
            "",
            "-",
            "-eu",
            "eu-",
            "eu.de",
            "eu_de",
            "eu/de",
            "eu@evil.example.com",
            "eu:443",
            "é",
            "eu de",
            &too_long,
        ] {
            assert!(!is_label(region), "{region}");
            assert!(Cloud::Otc.endpoint("drs", region).is_err());
        }
    }
}
