//! Access keys: each request is signed, by the scheme SDK-HMAC-SHA256.
//!
//! Source of its rules, unless said otherwise: API Gateway developer guide,
//! *AK/SK Signing and Authentication Algorithm*. What the guide leaves open was
//! read in the signer of the Python SDK, and is marked so.

mod authorization_header;
mod canonical;
mod id;
mod in_order;
mod key;
mod percent;
mod sha256;
mod signature;
mod signing;
mod string_to_sign;

pub use canonical::{BodyHash, CanonicalRequest, SignedHeader};
pub use id::{AccessKeyError, AccessKeyId, MAX_ACCESS_KEY_ID_LEN};
pub use key::AccessKey;
pub use signature::Signature;
pub use signing::Signing;
pub use string_to_sign::STRING_TO_SIGN_LEN;
