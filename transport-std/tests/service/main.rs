//! The transport against the simulated service, over real sockets.

mod answers;
mod asking;
mod connections;
mod fault_table;
mod faults;
mod limits;
mod logins;
mod proxies;
mod signed;
mod verification;
mod watching;
