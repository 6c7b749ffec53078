//! The command line as a person or a script meets it: the built binary, asked
//! to talk to the simulator over real sockets.

mod advice;
mod check;
mod clouds_yaml;
mod credentials;
#[cfg(feature = "demo")]
mod demo;
mod exit_codes;
mod help;
mod ids;
mod login;
mod metrics;
mod output;
mod program;
mod regions;
mod retries;
mod settings;
mod show_source;
mod tls;
mod two_programs;
mod watch;
