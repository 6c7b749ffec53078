//! When the program ends: with its standard input, or when it is told to.
//!
//! Both ways lead out of `main`, so that the file with the authority goes too.

use std::io;
use std::thread;

use tokio::runtime::{self, Runtime};
use tokio::sync::oneshot;

use crate::arguments::Until;

/// Listens for signals from its making on.
pub(crate) struct End {
    runtime: Runtime,
    signals: Signals,
}

impl End {
    pub(crate) fn new() -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        let signals = {
            let _within = runtime.enter();
            Signals::new()?
        };
        Ok(Self { runtime, signals })
    }

    /// Waits for it.
    pub(crate) fn wait(self, until: Until) -> io::Result<()> {
        let Self {
            runtime,
            mut signals,
        } = self;
        let (ended, input) = oneshot::channel();
        if until == Until::EndOfInput {
            thread::spawn(move || {
                let read = io::copy(&mut io::stdin().lock(), &mut io::sink());
                // Nobody waits any more if a signal came first.
                let _ = ended.send(read.map(|_| ()));
            });
            return runtime.block_on(async {
                tokio::select! {
                    read = input => read.unwrap_or(Ok(())),
                    () = signals.one() => Ok(()),
                }
            });
        }
        runtime.block_on(signals.one());
        Ok(())
    }
}

/// Those by which a person or another program ends this one.
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    async fn one(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self(tokio::signal::windows::ctrl_c()?))
    }

    async fn one(&mut self) {
        self.0.recv().await;
    }
}
