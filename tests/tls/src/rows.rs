//! Rows of a table, several at once.

use std::sync::Mutex;
use std::thread;

/// How many rows are tried at once. Most of the time each waits for a program.
const AT_ONCE: usize = 4;

/// A row that panics lets the test fail all the same.
const UNHURT: &str = "no row has panicked";

/// Tries each row.
///
/// # Panics
///
/// If one does not hold: of all of these it tells.
pub fn each_holds<R: Sync>(rows: &[R], holds: impl Fn(&R) -> Result<(), String> + Sync) {
    let left = Mutex::new(rows.iter());
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(row) = { left.lock().expect(UNHURT).next() } {
                    if let Err(what) = holds(row) {
                        wrong.lock().expect(UNHURT).push(what);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect(UNHURT);
    assert!(
        wrong.is_empty(),
        "{} of {} rows do not hold:\n\n{}\n",
        wrong.len(),
        rows.len(),
        wrong.join("\n\n")
    );
}
