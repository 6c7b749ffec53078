//! What proves to the service who is asking.

mod token;

pub use token::{MAX_TOKEN_LEN, Token, TokenError};
