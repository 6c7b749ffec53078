//! The client as a device has it, linked for bare metal: an access key that signs,
//! HTTP/1.1 over a stream, one call and a watch. What stands beside it is a stream
//! and a clock of which the optimiser knows nothing: no network, no TLS.
//!
//! Nothing here is ever run; `cargo xtask footprint` weighs it.

#![no_std]
#![no_main]

#[path = "../client/stream.rs"]
mod stream;
#[path = "../client/ticks.rs"]
mod ticks;

use core::hint::black_box;
use core::ops::ControlFlow;
use core::panic::PanicInfo;
use core::pin::pin;
use core::task::{Context, Waker};

#[cfg(not(feature = "by-token"))]
use drs_status_core::AccessKey;
#[cfg(feature = "by-token")]
use drs_status_core::Token;
use drs_status_core::http1::{Connection, Error};
use drs_status_core::{
    Client, Config, Credentials, Endpoint, JobId, ProjectId, Request, ResponseHead, Seen,
    StatusCode, Transport, Until, Watch,
};
use embedded_io_async::ErrorKind;

use stream::Stream;
use ticks::Ticks;

const CONFIG: Config = Config::new(
    Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
    ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
);

const JOBS: [JobId; 2] = JobId::list([
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
]);

/// HTTP/1.1 over a stream that is always there.
struct Http<'b>(Connection<'b>);

impl Transport for Http<'_> {
    type Error = Error<ErrorKind>;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Self::Error> {
        if !self.0.is_reusable() {
            self.0.reset();
        }
        self.0.send(&mut Stream, request, head).await
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Error> {
        self.0.read(&mut Stream, buffer).await
    }

    fn close(&mut self) {
        self.0.reset();
    }
}

#[expect(
    unsafe_code,
    reason = "the linker finds the entry by its name; no other symbol has it"
)]
#[unsafe(no_mangle)]
extern "C" fn image() -> ! {
    let (mut buffer, mut room) = ([0; 512], [0; 256]);
    #[cfg(not(feature = "by-token"))]
    let credentials = AccessKey::new(black_box("id"), black_box("secret"));
    #[cfg(feature = "by-token")]
    let credentials = Token::new(black_box("token"));
    let connection = Connection::new(black_box(&mut buffer[..]));
    if let (Ok(credentials), Ok(connection)) = (credentials, connection) {
        let room = black_box(&mut room[..]);
        if let Ok(client) = Client::new(
            black_box(CONFIG),
            credentials,
            Http(connection),
            Ticks,
            room,
        ) {
            work(client);
        }
    }
    loop {
        black_box(());
    }
}

fn work(mut client: Client<'_, Http<'_>, Ticks, impl Credentials>) {
    let jobs = black_box(&JOBS[..]);
    poll(client.for_each(jobs, |task| {
        black_box(task);
        ControlFlow::Continue(())
    }));
    let mut seen = black_box([Seen::NOTHING; 2]);
    poll(
        client.watch(jobs, &mut seen, &Watch::until(Until::Never), |event| {
            black_box(event);
            ControlFlow::Continue(())
        }),
    );
}

fn poll<F: Future>(future: F) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    while black_box(future.as_mut().poll(&mut context)).is_pending() {}
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        black_box(());
    }
}
