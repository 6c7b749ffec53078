//! A time server of this machine, which answers as a test wants it to.

use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// From 1900, where the first era of NTP begins, to 1970.
const UNIX_EPOCH: u64 = 2_208_988_800;

/// How often it is looked whether that is enough.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Answers on a free port, until it is dropped.
pub(crate) struct TimeServer {
    address: SocketAddr,
    questions: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What it answers.
#[derive(Clone, Copy)]
pub(crate) enum Answers {
    /// This time, in seconds since 1970.
    Time(u64),
    /// The same, after a lie that comes from another port.
    AfterStranger(u64),
    /// The same to another question.
    ToAnother(u64),
    /// That it does not know.
    Unsynchronised,
    /// That it does not want to be asked, and why.
    Kiss([u8; 4]),
    /// These bytes.
    Bytes(&'static [u8]),
    Nothing,
}

impl TimeServer {
    pub(crate) fn start(host: IpAddr, answers: Answers) -> Self {
        let socket = UdpSocket::bind((host, 0)).expect("a free port");
        socket.set_read_timeout(Some(LOOK_EVERY)).expect("a time");
        let address = socket.local_addr().expect("it has an address");
        let questions = Arc::new(AtomicUsize::new(0));
        let is_over = Arc::new(AtomicBool::new(false));
        let thread = {
            let (questions, is_over) = (Arc::clone(&questions), Arc::clone(&is_over));
            thread::spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let mut question = [0; 64];
                    let Ok((len, from)) = socket.recv_from(&mut question) else {
                        continue;
                    };
                    // A question of a client of version 4, and nothing beside.
                    assert_eq!((len, question[0]), (48, 4 << 3 | 3));
                    questions.fetch_add(1, Ordering::Relaxed);
                    answers
                        .send(&question[40..48], &socket, from)
                        .expect("an answer goes out");
                }
            })
        };
        Self {
            address,
            questions,
            is_over,
            thread: Some(thread),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// How often it was asked.
    pub(crate) fn questions(&self) -> usize {
        self.questions.load(Ordering::Relaxed)
    }
}

impl Drop for TimeServer {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            // A test that fails already says why.
            assert!(
                ended.is_ok() || thread::panicking(),
                "it was asked something else"
            );
        }
    }
}

impl Answers {
    fn send(self, nonce: &[u8], socket: &UdpSocket, to: SocketAddr) -> io::Result<()> {
        let bytes = match self {
            Self::Time(time) => answer(0, 1, *b"TEST", nonce, time),
            Self::AfterStranger(time) => {
                let stranger = UdpSocket::bind((to.ip(), 0))?;
                stranger.send_to(&answer(0, 1, *b"LIAR", nonce, time + 1_000_000), to)?;
                // The two do not meet on the way, then.
                thread::sleep(LOOK_EVERY);
                answer(0, 1, *b"TEST", nonce, time)
            }
            Self::ToAnother(time) => answer(0, 1, *b"TEST", &[7; 8], time),
            Self::Unsynchronised => answer(3, 16, [0; 4], nonce, 0),
            Self::Kiss(code) => answer(3, 0, code, nonce, 0),
            Self::Bytes(bytes) => bytes.to_vec(),
            Self::Nothing => return Ok(()),
        };
        socket.send_to(&bytes, to).map(|_| ())
    }
}

/// RFC 5905, section 7.3.
fn answer(leap: u8, stratum: u8, reference: [u8; 4], nonce: &[u8], time: u64) -> Vec<u8> {
    let mut bytes = vec![0; 48];
    bytes[0] = leap << 6 | 4 << 3 | 4;
    bytes[1] = stratum;
    bytes[12..16].copy_from_slice(&reference);
    bytes[24..32].copy_from_slice(nonce);
    let seconds = time.wrapping_add(UNIX_EPOCH) & u64::from(u32::MAX);
    bytes[40..48].copy_from_slice(&(seconds << 32).to_be_bytes());
    bytes
}
