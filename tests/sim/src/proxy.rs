//! A TCP proxy that breaks connections on order. It knows nothing of what it
//! carries, so it works under TLS as well.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::background::Background;
use crate::breakage::{Breakage, Point};
use crate::counted::Count;
use crate::farewell;

/// A proxy that runs, on a thread of its own. Dropping it stops the thread and
/// closes its sockets.
///
/// ```
/// use drs_status_sim::{Breakage, Point, Proxy, Sim};
///
/// let sim = Sim::builder().start()?;
/// let proxy = Proxy::start(sim.address(), Breakage::CutAfter(Point::ToClient(100)))?;
/// println!("ask {}, and lose the end of the answer", proxy.address());
/// proxy.set(Breakage::None);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    plan: Arc<Mutex<Plan>>,
    carried: Carried,
    _background: Background,
}

/// What becomes of the connections to come.
#[derive(Debug)]
struct Plan {
    breakage: Breakage,
    /// Connections since it was set.
    connections: usize,
}

/// What was carried so far, over all connections.
#[derive(Clone, Default, Debug)]
struct Carried {
    connections: Count,
    to_client: Count,
    to_server: Count,
}

impl Proxy {
    /// Starts a proxy before `upstream`.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from listening.
    pub fn start(upstream: SocketAddr, breakage: Breakage) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let plan = Arc::new(Mutex::new(Plan {
            breakage,
            connections: 0,
        }));
        let carried = Carried::default();
        let background = Background::start("drs-sim-proxy", || {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            Ok(run(listener, upstream, Arc::clone(&plan), carried.clone()))
        })?;
        Ok(Self {
            address,
            plan,
            carried,
            _background: background,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Says what becomes of the next connections. Those that stand stay as they
    /// are.
    pub fn set(&self, breakage: Breakage) {
        *plan(&self.plan) = Plan {
            breakage,
            connections: 0,
        };
    }

    /// How many connections it accepted.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.carried.connections.get()
    }

    /// How many bytes it carried from the service to clients. Each is counted
    /// before it is written: what a client has read is among them.
    #[must_use]
    pub fn bytes_to_client(&self) -> u64 {
        self.carried.to_client.get()
    }

    /// How many bytes it carried from clients to the service; what the service
    /// has read is among them.
    #[must_use]
    pub fn bytes_to_server(&self) -> u64 {
        self.carried.to_server.get()
    }
}

fn plan(plan: &Mutex<Plan>) -> MutexGuard<'_, Plan> {
    plan.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn run(
    listener: tokio::net::TcpListener,
    upstream: SocketAddr,
    plans: Arc<Mutex<Plan>>,
    carried: Carried,
) {
    loop {
        let Ok((client, _)) = listener.accept().await else {
            // No file descriptor left, as a rule. Some will be.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        carried.connections.add(1);
        let breakage = {
            let mut plan = plan(&plans);
            plan.connections += 1;
            plan.breakage.of(plan.connections - 1).clone()
        };
        let carried = carried.clone();
        // A connection that fails is its ends' business.
        tokio::spawn(async move { connection(client, upstream, breakage, carried).await });
    }
}

async fn connection(
    mut client: TcpStream,
    upstream: SocketAddr,
    breakage: Breakage,
    carried: Carried,
) -> io::Result<()> {
    client.set_nodelay(true)?;
    if let Breakage::Garbage(garbage) = &breakage {
        if client.read(&mut [0; 1024]).await? > 0 {
            client.write_all(garbage).await?;
        }
        return farewell::close(&mut client).await;
    }
    let mut server = TcpStream::connect(upstream).await?;
    server.set_nodelay(true)?;

    let pace = Pace::of(&breakage);
    let (to_client, to_server) = rooms(&breakage);
    let broken = {
        let (from_client, client) = client.split();
        let (from_server, server) = server.split();
        tokio::try_join!(
            carry(from_client, server, pace, to_server, carried.to_server),
            carry(from_server, client, pace, to_client, carried.to_client),
        )
    };
    match (broken, breakage) {
        (Err(Broken::Reached), Breakage::StallAfter(_)) => {
            farewell::until_given_up(&mut client).await
        }
        (Err(Broken::Reached), Breakage::ResetAfter(_)) => client.set_zero_linger(),
        (Err(Broken::Reached), _) => {
            drop(server);
            farewell::close(&mut client).await
        }
        (Err(Broken::Lost(error)), _) => Err(error),
        (Ok(_), _) => Ok(()),
    }
}

/// How what was read is written.
#[derive(Clone, Copy, Debug)]
enum Pace {
    AtOnce,
    InPieces(usize),
    Later(Duration),
}

impl Pace {
    fn of(breakage: &Breakage) -> Self {
        match breakage {
            Breakage::SplitEvery(size) => Self::InPieces((*size).max(1)),
            Breakage::Delay(delay) => Self::Later(*delay),
            _ => Self::AtOnce,
        }
    }
}

/// How many bytes may pass, to the client and to the server.
fn rooms(breakage: &Breakage) -> (usize, usize) {
    match breakage {
        Breakage::StallAfter(point) | Breakage::ResetAfter(point) | Breakage::CutAfter(point) => {
            match *point {
                Point::ToClient(bytes) => (bytes, usize::MAX),
                Point::ToServer(bytes) => (usize::MAX, bytes),
            }
        }
        _ => (usize::MAX, usize::MAX),
    }
}

/// Why a connection is carried no longer.
enum Broken {
    /// The point where it is to break.
    Reached,
    Lost(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

/// Carries bytes one way until their end, or until `room` of them have passed;
/// if that is none, until the first has come.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    pace: Pace,
    mut room: usize,
    carried: Count,
) -> Result<(), Broken> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let size = room.clamp(1, buffer.len());
        let size = from.read(&mut buffer[..size]).await?;
        if size == 0 {
            return Ok(to.shutdown().await?);
        }
        if room == 0 {
            return Err(Broken::Reached);
        }
        let bytes = &buffer[..size];
        match pace {
            Pace::AtOnce => write(&mut to, bytes, &carried).await?,
            Pace::InPieces(size) => {
                for piece in bytes.chunks(size) {
                    write(&mut to, piece, &carried).await?;
                    // Lets the other end's thread read it before the next.
                    tokio::task::yield_now().await;
                }
            }
            Pace::Later(delay) => {
                tokio::time::sleep(delay).await;
                write(&mut to, bytes, &carried).await?;
            }
        }
        room -= size;
        if room == 0 {
            return Err(Broken::Reached);
        }
    }
}

/// Counts `bytes`, then writes them: who reads them may ask at once how many
/// there were.
async fn write(mut to: impl AsyncWrite + Unpin, bytes: &[u8], carried: &Count) -> io::Result<()> {
    carried.add(bytes.len());
    to.write_all(bytes).await
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use super::*;

    /// Takes whatever is written, and remembers each write, and how many bytes
    /// were counted by then.
    #[derive(Default)]
    struct Writes {
        texts: Vec<String>,
        written: u64,
        carried: Count,
    }

    impl AsyncWrite for Writes {
        fn poll_write(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            self.texts.push(String::from_utf8_lossy(bytes).into_owned());
            self.written += bytes.len() as u64;
            assert_eq!(self.carried.get(), self.written, "counted when it is read");
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            self.texts.push("end".to_owned());
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn paces_and_rooms() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let later = Pace::Later(Duration::from_millis(1));
        for (pace, room, expected) in [
            (Pace::AtOnce, 99, &["abcde", "end"][..]),
            (Pace::AtOnce, 3, &["abc"]),
            (Pace::AtOnce, 0, &[]),
            (Pace::InPieces(1), 99, &["a", "b", "c", "d", "e", "end"]),
            (Pace::InPieces(2), 99, &["ab", "cd", "e", "end"]),
            (Pace::InPieces(2), 3, &["ab", "c"]),
            (later, 99, &["abcde", "end"]),
        ] {
            let carried = Count::default();
            let mut writes = Writes {
                carried: carried.clone(),
                ..Writes::default()
            };
            let work = carry(&b"abcde"[..], &mut writes, pace, room, carried.clone());
            let outcome = runtime.block_on(work);
            assert_eq!(writes.texts, expected, "{pace:?}, {room}");
            assert_eq!(carried.get(), room.min(5) as u64, "{pace:?}, {room}");
            let reached = matches!(outcome, Err(Broken::Reached));
            assert_eq!(reached, room < 5, "{pace:?}, {room}");
        }
    }
}
