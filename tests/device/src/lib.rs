//! What tests need where there is no operating system: a list of them that is
//! run, an end that the host can tell, and a measure of the stack.

#![no_std]

mod end;
mod run;
mod stack;

pub use run::{Test, run};
pub use semihosting::println;
pub use stack::stack_of;
