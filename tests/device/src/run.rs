//! Runs tests and reports them as cargo's own harness does.

use core::sync::atomic::{AtomicUsize, Ordering};

use semihosting::{print, println, process};

/// How many tests have passed; for the report of one that has not.
static PASSED: AtomicUsize = AtomicUsize::new(0);

/// A test: it passes if it comes back.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// Its name as it is shown.
    pub name: &'static str,
    /// Panics if what is tested is not so.
    pub run: fn(),
}

/// Lists tests by their paths.
#[macro_export]
macro_rules! tests {
    ($( $module:ident :: $name:ident ),* $(,)?) => {
        &[$( $crate::Test {
            name: concat!(stringify!($module), "::", stringify!($name)),
            run: $module::$name,
        } ),*]
    };
}

/// Runs `tests` in turn, and leaves the emulator.
pub fn run(tests: &[Test]) -> ! {
    println!("\nrunning {} tests", tests.len());
    for (before, test) in tests.iter().enumerate() {
        PASSED.store(before, Ordering::Relaxed);
        print!("test {} ... ", test.name);
        (test.run)();
        println!("ok");
    }
    println!("\ntest result: ok. {} passed; 0 failed\n", tests.len());
    process::exit(0)
}

pub(crate) fn passed() -> usize {
    PASSED.load(Ordering::Relaxed)
}
