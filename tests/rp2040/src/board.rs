//! A board that is emulated, and what is done to it.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use drs_status_firmware::read_log;
use drs_status_network::Network;

use crate::event::{Event, Level, Reset};
use crate::lamp::{Lamp, Shown};
use crate::named;

/// The lamp's pin.
pub const LAMP: u8 = 25;

/// The alarm's pin.
pub const ALARM: u8 = 15;

/// How many times faster than the wall's time idle time goes while the network is
/// quiet.
pub const SPEED: u32 = 100;

/// How long anything may take that is waited for, by the clock on the wall: far more than
/// the seconds of a core that a handshake takes, for the host may have much else to do.
const TIME_LIMIT: Duration = Duration::from_mins(10);

/// A board that runs, until this is dropped.
#[derive(Debug)]
pub struct Board {
    emulator: Child,
    commands: ChildStdin,
    coming: Receiver<Event>,
    events: Vec<Event>,
    lamp: Lamp,
    alarm: Level,
}

impl Board {
    /// Powers a board on that is plugged into `network`. Its flash has the image that
    /// `RP2040_IMAGE` names.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not name an image, or Node is not there.
    #[must_use]
    pub fn power_on(network: &Network) -> Self {
        Self::with_image(network, &named("RP2040_IMAGE"))
    }

    /// The same with another image.
    ///
    /// # Panics
    ///
    /// Panics if Node is not there.
    #[must_use]
    pub fn with_image(network: &Network, image: &Path) -> Self {
        Self::boot(network, image, &[])
    }

    /// The same with a file that was copied to the drive of its boot ROM. It was made of
    /// `image`, by which its log is read.
    ///
    /// # Panics
    ///
    /// Panics if Node is not there.
    #[must_use]
    pub fn with_drive_file(network: &Network, image: &Path, file: &Path) -> Self {
        Self::boot(network, image, &["--uf2".as_ref(), file.as_ref()])
    }

    /// The same with another flash chip, whose unique id this is, in hexadecimal.
    ///
    /// # Panics
    ///
    /// Panics if the environment does not name an image, or Node is not there.
    #[must_use]
    pub fn with_flash(network: &Network, id: &str) -> Self {
        let image = named("RP2040_IMAGE");
        Self::boot(network, &image, &["--flash-id".as_ref(), id.as_ref()])
    }

    fn boot(network: &Network, image: &Path, more: &[&OsStr]) -> Self {
        let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("emulator/main.js");
        let mut command = Command::new("node");
        command
            .arg(main)
            .arg(image)
            .arg("--network")
            .arg(network.socket())
            .args(["--pin", &LAMP.to_string(), "--pin", &ALARM.to_string()])
            .args(["--speed", &SPEED.to_string()])
            .args(more)
            .env("RP2040JS", named("RP2040JS"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut emulator = command
            .spawn()
            .unwrap_or_else(|error| panic!("node could not be started: {error}"));
        let (sender, coming) = mpsc::channel();
        let frames = emulator.stdout.take().expect("it is piped");
        let trace = emulator.stderr.take().expect("it is piped");
        let commands = emulator.stdin.take().expect("it is piped");
        let lines = read_log(image, frames);
        forward(sender.clone(), lines.into_iter().map(Event::Log));
        let trace = BufReader::new(trace).lines().map_while(Result::ok);
        forward(sender, trace.map(|line| Event::parse(&line)));
        Self {
            emulator,
            commands,
            coming,
            events: Vec::new(),
            lamp: Lamp::new(Duration::ZERO),
            alarm: Level::Low,
        }
    }

    /// What happened so far and was waited for.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The level of the alarm's pin, as far as was waited for.
    #[must_use]
    pub const fn alarm(&self) -> Level {
        self.alarm
    }

    /// Waits until a line of the log contains `text`. What was waited for before does
    /// not count.
    ///
    /// # Panics
    ///
    /// Panics with all that happened if it takes too long.
    pub fn wait_for_log(&mut self, text: &str) {
        self.wait(&format!("it has not said `{text}`"), |event, _| {
            matches!(event, Event::Log(line) if line.text.contains(text)).then_some(())
        });
    }

    /// Waits until the lamp shows that, to somebody who looks at it for a while.
    ///
    /// # Panics
    ///
    /// Panics with all that happened if it takes too long.
    pub fn wait_for_lamp(&mut self, shown: Shown) {
        self.wait(
            &format!("the lamp does not show {shown:?}"),
            |event, lamp| {
                let Event::Tick { at } = event else {
                    return None;
                };
                (lamp.shown(*at) == Some(shown)).then_some(())
            },
        );
    }

    /// Waits until the chip starts, and says why it does.
    ///
    /// # Panics
    ///
    /// Panics with all that happened if it takes too long.
    pub fn wait_for_reset(&mut self) -> (Duration, Reset) {
        self.wait("the chip was not reset", |event, _| match event {
            Event::Reset { at, why } => Some((*at, *why)),
            _ => None,
        })
    }

    /// Lets so many seconds of emulated time pass.
    ///
    /// # Panics
    ///
    /// Panics with all that happened if it takes too long.
    pub fn let_pass(&mut self, seconds: u32) {
        let mut left = seconds;
        self.wait("time does not pass", |event, _| {
            left -= u32::from(matches!(event, Event::Tick { .. }));
            (left == 0).then_some(())
        });
    }

    /// Pulls its cable out, and comes back when that is done.
    ///
    /// # Panics
    ///
    /// Panics if the emulator does not do so.
    pub fn unplug(&mut self) {
        self.command("link down");
    }

    /// Plugs its cable in, and comes back when that is done.
    ///
    /// # Panics
    ///
    /// Panics if the emulator does not do so.
    pub fn plug(&mut self) {
        self.command("link up");
    }

    /// Makes its program hang where it is; interrupts go on. Gives the time when that
    /// was.
    ///
    /// # Panics
    ///
    /// Panics if the emulator does not do so.
    pub fn hang(&mut self) -> Duration {
        self.command("hang")
    }

    /// Turns the power off and on.
    ///
    /// # Panics
    ///
    /// Panics if the emulator does not do so.
    pub fn cycle_power(&mut self) {
        self.say("power");
        let (_, why) = self.wait_for_reset();
        assert_eq!(why, Reset::PowerOn, "{}", self.told());
    }

    pub(crate) const fn lamp(&self) -> &Lamp {
        &self.lamp
    }

    pub(crate) fn command(&mut self, command: &str) -> Duration {
        self.say(command);
        let complaint = format!("the emulator did not carry `{command}` out");
        self.wait(&complaint, |event, _| match event {
            Event::Other { at, what } if what == command => Some(*at),
            _ => None,
        })
    }

    pub(crate) fn say(&mut self, command: &str) {
        writeln!(self.commands, "{command}").expect("the emulator runs");
    }

    /// Waits until `found` finds something in what happens.
    pub(crate) fn wait<T>(
        &mut self,
        complaint: &str,
        mut found: impl FnMut(&Event, &Lamp) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + TIME_LIMIT;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = self.coming.recv_timeout(left) else {
                panic!("{complaint}:\n{}", self.told());
            };
            self.note(&event);
            let what = found(&event, &self.lamp);
            self.events.push(event);
            if let Some(what) = what {
                return what;
            }
        }
    }

    fn note(&mut self, event: &Event) {
        match *event {
            Event::Pin {
                at,
                pin: LAMP,
                level,
            } => self.lamp.changed(at, level),
            Event::Pin {
                pin: ALARM, level, ..
            } => self.alarm = level,
            Event::Reset { at, .. } => self.lamp = Lamp::new(at),
            Event::Complaint(ref text) => panic!("{text}\n{}", self.told()),
            _ => {}
        }
    }

    /// All that happened, without what only says that time passes.
    #[must_use]
    pub fn told(&self) -> String {
        let mut told = String::new();
        let now = self.events.iter().rev().find_map(|event| match event {
            Event::Tick { at } => Some(*at),
            _ => None,
        });
        for event in &self.events {
            if !matches!(event, Event::Tick { .. } | Event::Pin { pin: LAMP, .. }) {
                writeln!(told, "{event}").expect("a String takes all");
            }
        }
        writeln!(told, "{:.3?} now", now.unwrap_or_default()).expect("a String takes all");
        told
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        // It may have ended by itself: what counts is that it is gone.
        _ = self.emulator.kill();
        _ = self.emulator.wait();
    }
}

fn forward(sender: Sender<Event>, events: impl Iterator<Item = Event> + Send + 'static) {
    thread::spawn(move || {
        for event in events {
            // Nobody may listen any more.
            _ = sender.send(event);
        }
    });
}
