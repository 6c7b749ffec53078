//! What tests need where there is no operating system: a list of them that is
//! run, an end that the host can tell, and a measure of the stack.

#![no_std]

mod documented;
mod end;
mod poll;
mod run;
mod stack;

pub use documented::{Case, bytes, each_case};
pub use poll::poll;
pub use run::{Test, run};
pub use semihosting::println;
pub use stack::stack_of;
