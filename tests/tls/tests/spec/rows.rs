//! Rows of a table, several at once.

use std::sync::Mutex;
use std::thread;

/// How many rows are tried at once. Most of the time each waits for a program.
const AT_ONCE: usize = 4;

/// Tries each row; tells of all that do not hold.
pub(crate) fn each_holds<R: Sync>(rows: &[R], holds: impl Fn(&R) -> Result<(), String> + Sync) {
    let left = Mutex::new(rows.iter());
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(row) = { left.lock().unwrap().next() } {
                    if let Err(what) = holds(row) {
                        wrong.lock().unwrap().push(what);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {} rows do not hold:\n\n{}\n",
        wrong.len(),
        rows.len(),
        wrong.join("\n\n")
    );
}
