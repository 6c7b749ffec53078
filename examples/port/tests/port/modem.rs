//! A modem that is none: commands on one side, TCP to the simulator on the other.

use std::convert::Infallible;

use embedded_hal::digital::{ErrorType, OutputPin};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::TcpStream;
use tokio::sync::watch;

/// What a modem does that is not usual.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Manner {
    #[default]
    Usual,
    /// It says nothing at all.
    Silent,
    /// It answers each call so.
    Says(&'static str),
    /// It says this when a call is over.
    Ends(&'static str),
}

/// Data Terminal Ready, as the port moves it.
pub(crate) struct Dtr(watch::Sender<bool>);

impl ErrorType for Dtr {
    type Error = Infallible;
}

impl OutputPin for Dtr {
    fn set_low(&mut self) -> Result<(), Infallible> {
        self.0.send_replace(true);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        self.0.send_replace(false);
        Ok(())
    }
}

pub(crate) struct Modem {
    line: DuplexStream,
    ready: watch::Receiver<bool>,
    manner: Manner,
    echoes: bool,
    /// Worse than any real one: without guard times. What is none of the commands
    /// that switch it off leaves it on.
    escapes: bool,
    hangs_up: bool,
}

impl Modem {
    pub(crate) fn new(line: DuplexStream, manner: Manner) -> (Self, Dtr) {
        let (sender, ready) = watch::channel(false);
        let modem = Self {
            line,
            ready,
            manner,
            echoes: true,
            escapes: true,
            hangs_up: false,
        };
        (modem, Dtr(sender))
    }

    /// Runs until the port is gone.
    pub(crate) async fn run(mut self) {
        while let Some(command) = self.command().await {
            let Some((host, port)) = dialled(&command) else {
                self.set_up(&command);
                self.say("OK").await;
                continue;
            };
            match self.manner {
                Manner::Says(answer) => self.say(answer).await,
                _ => match TcpStream::connect((host, port)).await {
                    Ok(stream) => {
                        self.say("CONNECT").await;
                        self.carry(stream).await;
                    }
                    Err(_) => self.say("CONNECT FAIL").await,
                },
            }
        }
    }

    /// The next command. There is none while DTR is off, and none for who is silent.
    async fn command(&mut self) -> Option<String> {
        let mut command = Vec::new();
        loop {
            let byte = self.line.read_u8().await.ok()?;
            let is_ready = *self.ready.borrow();
            if !is_ready || self.manner == Manner::Silent {
                continue;
            }
            if byte == b'\r' {
                let command = String::from_utf8(command).expect("commands are text");
                if self.echoes {
                    self.raw(&format!("{command}\r")).await;
                }
                return Some(command);
            }
            command.push(byte);
        }
    }

    fn set_up(&mut self, command: &str) {
        match command {
            "ATE0" => self.echoes = false,
            "AT&D2" => self.hangs_up = true,
            "ATS2=255" => self.escapes = false,
            other => panic!("{other:?} is no command"),
        }
    }

    /// Bytes both ways, until the service or the port has enough.
    async fn carry(&mut self, mut stream: TcpStream) {
        let (mut sent, mut heard) = ([0; 1000], [0; 1000]);
        let mut pluses = 0;
        loop {
            tokio::select! {
                len = self.line.read(&mut sent) => {
                    let bytes = &sent[..len.unwrap_or(0)];
                    let escapes = bytes.iter().any(|byte| {
                        pluses = if *byte == b'+' { pluses + 1 } else { 0 };
                        self.escapes && pluses == 3
                    });
                    if bytes.is_empty() || escapes || stream.write_all(bytes).await.is_err() {
                        break;
                    }
                }
                len = stream.read(&mut heard) => {
                    let bytes = &heard[..len.unwrap_or(0)];
                    if bytes.is_empty() || self.line.write_all(bytes).await.is_err() {
                        break;
                    }
                }
                _ = self.ready.changed() => {
                    if self.hangs_up && !*self.ready.borrow() {
                        break;
                    }
                }
            }
        }
        drop(stream);
        let words = match self.manner {
            Manner::Ends(words) => words,
            _ => "NO CARRIER",
        };
        self.say(words).await;
    }

    async fn say(&mut self, line: &str) {
        self.raw(&format!("\r\n{line}\r\n")).await;
    }

    async fn raw(&mut self, text: &str) {
        // A port that is gone hears nothing.
        let _ = self.line.write_all(text.as_bytes()).await;
    }
}

/// Where `AT+CIPSTART="TCP","host",port` leads.
fn dialled(command: &str) -> Option<(String, u16)> {
    let (host, port) = command
        .strip_prefix("AT+CIPSTART=\"TCP\",\"")?
        .split_once("\",")?;
    Some((host.to_owned(), port.parse().expect("a port")))
}
