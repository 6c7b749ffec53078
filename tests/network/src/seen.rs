//! What a device asked the services of its segment for.

/// One thing that was asked for, in order of its coming.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Seen {
    /// An emulator has connected itself to the segment.
    Plugged,
    /// It is gone.
    Unplugged,
    /// DHCPDISCOVER: who has an address for me?
    Discover,
    /// DHCPREQUEST: I take this address, or want to keep it.
    Request,
    /// Another message of DHCP.
    OtherDhcp,
    /// A question for the addresses of a name, answered or not.
    Question(String),
    /// A question for the time, answered or not.
    TimeAsked,
    /// A TCP connection to this port of [`HOST`](crate::HOST), which a program on the
    /// host has accepted.
    Accepted(u16),
    /// A TCP connection to this port of [`HOST`](crate::HOST), where nobody listens;
    /// it was refused. Each try counts.
    Refused(u16),
}
