//! What the firmware does: asks a server for a page over plain HTTP, and reads the
//! answer to its end.

use defmt::{error, info};
use embassy_executor::Spawner;
use embassy_net::tcp::{ConnectError, TcpSocket};
use embassy_net::{Ipv4Address, Stack};
use embassy_time::{Duration, TimeoutError, with_timeout};
use embedded_io_async::Write;
use static_cell::ConstStaticCell;

use crate::arguments::{Arguments, Wrong};
use crate::exit::Exit;

/// Where QEMU's own network has the host.
const HOST: Ipv4Address = Ipv4Address::new(192, 0, 2, 2);

/// How long each part of it may take, unless something else is said.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the other side has to take note of the end.
const FAREWELL: Duration = Duration::from_secs(1);

/// How an answer begins, and a good one goes on.
const ANSWER: &[u8] = b"HTTP/1.1 ";
const OK: &[u8] = b"200 ";

/// Runs once the machine is up: `stack` has no address yet. What it returns is what
/// the emulator ends with.
///
/// Arguments: `port`; `host`, an address, if it is not that of the host; `patience`,
/// the seconds that an address may take, and an answer.
pub async fn run(_spawner: Spawner, stack: Stack<'static>, arguments: Arguments) -> Exit {
    let question = match Question::new(&arguments) {
        Ok(question) => question,
        Err(wrong) => {
            error!("arguments: {}", wrong);
            return Exit::Usage;
        }
    };
    match question.ask(stack).await {
        Ok(len) => {
            info!("answered with {=usize} bytes", len);
            Exit::Done
        }
        Err(failure) => {
            error!("{}", failure);
            failure.exit()
        }
    }
}

/// Why there is no answer.
#[derive(defmt::Format)]
enum Failure {
    NoAddress,
    Connect(ConnectError),
    TimedOut,
    Broken(embassy_net::tcp::Error),
    /// An answer, but not a good one.
    NotOk,
    /// What is no answer, or too little of one.
    NoAnswer,
}

impl Failure {
    const fn exit(&self) -> Exit {
        match self {
            Self::TimedOut | Self::Connect(ConnectError::TimedOut) => Exit::TimedOut,
            Self::NoAddress | Self::Connect(_) | Self::Broken(_) => Exit::Network,
            Self::NotOk => Exit::Refused,
            Self::NoAnswer => Exit::Untrusted,
        }
    }
}

impl From<TimeoutError> for Failure {
    fn from(_: TimeoutError) -> Self {
        Self::TimedOut
    }
}

impl From<embassy_net::tcp::Error> for Failure {
    fn from(error: embassy_net::tcp::Error) -> Self {
        Self::Broken(error)
    }
}

/// Who is asked, and how long.
struct Question {
    server: (Ipv4Address, u16),
    patience: Duration,
}

impl Question {
    fn new(arguments: &Arguments) -> Result<Self, Wrong> {
        let host = arguments.value("host")?.unwrap_or(HOST);
        // In 32 bits, so that no time to come is beyond the clock.
        let patience = arguments.value::<u32>("patience")?;
        Ok(Self {
            server: (host, arguments.needed("port")?),
            patience: patience.map_or(PATIENCE, |seconds| Duration::from_secs(seconds.into())),
        })
    }

    /// The length of the answer.
    async fn ask(&self, stack: Stack<'static>) -> Result<usize, Failure> {
        static INCOMING: ConstStaticCell<[u8; 2048]> = ConstStaticCell::new([0; 2048]);
        static OUTGOING: ConstStaticCell<[u8; 1024]> = ConstStaticCell::new([0; 1024]);

        let config = with_timeout(self.patience, stack.wait_config_up()).await;
        config.map_err(|_| Failure::NoAddress)?;
        if let Some(config) = stack.config_v4() {
            info!("address {}", config.address);
        }

        let mut socket = TcpSocket::new(stack, INCOMING.take(), OUTGOING.take());
        let exchange = exchange(&mut socket, self.server);
        let answer = match with_timeout(self.patience, exchange).await {
            Ok(answer) => answer,
            Err(late) => Err(late.into()),
        };
        // Dropped as it is, the socket would leave the other side to wait.
        match answer {
            Ok(_) => socket.close(),
            Err(_) => socket.abort(),
        }
        // Whether it takes note changes nothing.
        _ = with_timeout(FAREWELL, socket.flush()).await;
        answer
    }
}

async fn exchange(
    socket: &mut TcpSocket<'_>,
    server: (Ipv4Address, u16),
) -> Result<usize, Failure> {
    socket.connect(server).await.map_err(Failure::Connect)?;
    info!("connected to {}:{=u16}", server.0, server.1);
    socket
        .write_all(b"GET / HTTP/1.1\r\nHost: drs-status\r\nConnection: close\r\n\r\n")
        .await?;
    socket.flush().await?;

    let mut begin = [0; ANSWER.len() + OK.len()];
    let mut piece = [0; 256];
    let mut len = 0;
    loop {
        let read = socket.read(&mut piece).await?;
        if read == 0 {
            break;
        }
        for (to, byte) in begin.iter_mut().skip(len).zip(&piece[..read]) {
            *to = *byte;
        }
        len += read;
    }
    if len < begin.len() || !begin.starts_with(ANSWER) {
        Err(Failure::NoAnswer)
    } else if !begin.ends_with(OK) {
        Err(Failure::NotOk)
    } else {
        Ok(len)
    }
}
