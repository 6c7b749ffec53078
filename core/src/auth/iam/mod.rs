//! Login: a token by name and password, renewed when its time is up.
//!
//! Source: IAM API reference, *Obtaining a User Token Through Password
//! Authentication*.

mod body;
mod expiry;
mod issued;
mod login;
mod timestamp;

pub use body::{IamUser, NameOrId};
pub use login::IamLogin;
