//! What proves to the service who is asking.

mod authorization;
mod credentials;
mod latch;
mod token;
mod token_room;

#[cfg(feature = "access-key")]
mod access_key;
#[cfg(feature = "iam")]
mod iam;

#[cfg(feature = "access-key")]
pub use access_key::{
    AccessKey, AccessKeyError, AccessKeyId, BodyHash, CanonicalRequest, MAX_ACCESS_KEY_ID_LEN,
    STRING_TO_SIGN_LEN, Signature, SignedHeader, Signing,
};
pub use authorization::{Authorization, MAX_AUTHORIZATION_HEADERS};
pub use credentials::{Credentials, CredentialsError, Renewable, Renewal, Renewed};
#[cfg(feature = "iam")]
pub use iam::{IamLogin, IamUser, NameOrId};
pub use latch::Latch;
pub use token::{MAX_TOKEN_LEN, Token, TokenError};
pub(crate) use token_room::TokenRoom;
