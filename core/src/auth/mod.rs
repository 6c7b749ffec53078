//! What proves to the service who is asking.

mod authorization;
mod credentials;
mod token;

pub use authorization::{Authorization, MAX_AUTHORIZATION_HEADERS};
pub use credentials::{Credentials, CredentialsError};
pub use token::{MAX_TOKEN_LEN, Token, TokenError};
