//! The whole client, and HTTP/1.1 over a stream, linked for bare metal.
//!
//! The body of each `async fn` has a panic that the compiler puts there, for
//! one that is polled after its end. So this image has a panic handler that
//! links, and `cargo xtask test` reads in the image that nothing but this
//! leads to it.
//!
//! Nothing here is ever run.

#![no_std]
#![no_main]

mod port;
mod stream;
mod ticks;

use core::hint::black_box;
use core::ops::ControlFlow;
use core::panic::PanicInfo;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;

use drs_status_core::http1::Connection;
use drs_status_core::{
    AccessKey, Authorization, BatchStatusRequest, Client, Config, Credentials, Endpoint, IamLogin,
    IamUser, JobId, NameOrId, Page, ProjectId, Request, ResponseHead, Seen, TaskStatus, Token,
    Until, Watch,
};

use port::Port;
use stream::Stream;
use ticks::Ticks;

const PROJECT: ProjectId = ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0");

const CONFIG: Config = Config::new(
    Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
    PROJECT,
);

const JOBS: [JobId; 2] = JobId::list([
    "9a470239-2308-4bb5-a6bc-1040402fjb21",
    "dc67695a-ee3e-49b8-a022-a099bd81jb21",
]);

#[expect(
    unsafe_code,
    reason = "the linker finds the entry by its name; no other symbol has it"
)]
#[unsafe(no_mangle)]
extern "C" fn image() -> ! {
    loop {
        #[cfg(feature = "prove")]
        assert!(black_box(&JOBS[..]).is_empty(), "a panic on purpose");
        if let Ok(token) = Token::new(black_box("token")) {
            carry(token);
            ask(token);
        }
        if let Ok(key) = AccessKey::new(black_box("id"), black_box("secret")) {
            ask(key);
        }
        let user = IamUser {
            name: black_box("name"),
            password: black_box("password"),
            domain: NameOrId::Name(black_box("domain")),
        };
        let mut room = [0; 256];
        ask(IamLogin::new(
            black_box(CONFIG).endpoint(),
            user,
            NameOrId::Id(black_box("project")),
            black_box(&mut room[..]),
        ));
    }
}

fn ask(credentials: impl Credentials) {
    let mut buffer = [0; 256];
    let buffer = black_box(&mut buffer[..]);
    let Ok(mut client) = Client::new(black_box(CONFIG), credentials, Port, Ticks, buffer) else {
        return;
    };
    let jobs = black_box(&JOBS[..]);
    let mut tasks: heapless::Vec<TaskStatus, 4> = heapless::Vec::new();
    let _ = poll(client.batch_status(jobs, &mut tasks));
    let _ = poll(client.for_each(jobs, |task| {
        if black_box(task.has_failed()) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }));
    if let Ok(page) = Page::new(black_box(1), black_box(2)) {
        let _ = poll(client.page(jobs, page, &mut tasks));
    }
    let mut seen = black_box([Seen::NOTHING; 2]);
    for until in [Until::Never, Until::AllOver, Until::STARTED] {
        let watch = black_box(Watch::until(until).within(Duration::from_secs(90)));
        let _ = poll(client.watch(jobs, &mut seen, &watch, |event| {
            black_box(event);
            ControlFlow::Continue(())
        }));
    }
}

/// Requests over HTTP, until the connection has to be closed.
fn carry(token: Token<'_>) {
    let mut buffer = [0; 256];
    let Ok(mut connection) = Connection::new(black_box(&mut buffer[..])) else {
        return;
    };
    let endpoint = black_box(CONFIG).endpoint();
    let Ok(body) = BatchStatusRequest::new(black_box(&JOBS[..])) else {
        return;
    };
    let jobs = Request::new(endpoint, black_box(PROJECT), body);
    let login = Request::login(endpoint, black_box(b"{}"));
    for request in [jobs, login] {
        let request = request.authorized(Authorization::token(token));
        let mut room = [0; 256];
        let mut head = ResponseHead::with_token_room(black_box(&mut room[..]));
        let _ = black_box(poll(connection.probe(&mut Stream)));
        let _ = black_box(poll(connection.send(&mut Stream, &request, &mut head)));
        let mut piece = [0; 64];
        let piece = black_box(&mut piece[..]);
        while let Ok(1..) = poll(connection.read(&mut Stream, piece)) {}
        if black_box(connection.close_reason()).is_some() {
            connection.reset();
        }
    }
}

/// Polls until the end, and not after it.
fn poll<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = black_box(future.as_mut().poll(&mut context)) {
            return output;
        }
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    loop {
        // What is wrong is wanted here, so that what leads here stays apart.
        black_box(info);
    }
}
