//! How a connection breaks.

use std::time::Duration;

/// What the proxy does with a connection.
///
/// ```
/// use drs_status_sim::{Breakage, Point};
///
/// // The first connection is reset after ten bytes of the answer, those after it
/// // are well.
/// let once = Breakage::Sequence(vec![
///     Breakage::ResetAfter(Point::ToClient(10)),
///     Breakage::None,
/// ]);
/// # let _ = once;
/// ```
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Breakage {
    /// Carries it.
    #[default]
    None,
    /// Carries it in writes of so many bytes, at least one, each way. What is
    /// written in pieces is read in pieces only if the reader is quick enough.
    SplitEvery(usize),
    /// Carries what it reads so much later, each way.
    Delay(Duration),
    /// Carries nothing more from this point on, and holds the connection until
    /// the client gives it up.
    StallAfter(Point),
    /// Resets the connection at this point (RST).
    ResetAfter(Point),
    /// Ends the connection at this point, as if all were said (FIN).
    CutAfter(Point),
    /// Waits until the client says something, answers with these bytes and ends
    /// the connection. The service hears nothing of it.
    Garbage(Vec<u8>),
    /// One for each connection, in order; the last for all that follow.
    Sequence(Vec<Breakage>),
}

/// A point in a connection: after so many bytes one way. After none means when
/// the first is there to be carried, so that a request has always been sent when
/// [`Point::ToClient`] is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Point {
    /// From the service to the client.
    ToClient(usize),
    /// From the client to the service.
    ToServer(usize),
}

impl Breakage {
    /// What becomes of connection `number`, counted from 0.
    pub(crate) fn of(&self, number: usize) -> &Self {
        match self {
            Self::Sequence(each) => each
                .get(number)
                .or(each.last())
                .map_or(&Self::None, |breakage| breakage.of(number)),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences() {
        let cut = Breakage::CutAfter(Point::ToClient(1));
        let delay = Breakage::Delay(Duration::from_secs(1));
        let two = Breakage::Sequence(vec![cut.clone(), delay.clone()]);
        for (breakage, number, expected) in [
            (&cut, 0, &cut),
            (&cut, 7, &cut),
            (&two, 0, &cut),
            (&two, 1, &delay),
            (&two, 2, &delay),
            (&Breakage::Sequence(vec![]), 0, &Breakage::None),
        ] {
            assert_eq!(breakage.of(number), expected, "{breakage:?}, {number}");
        }
    }
}
