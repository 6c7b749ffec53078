//! A DNS server, as a function from a question to its answer (RFC 1035, section 4.1).

use std::net::Ipv4Addr;

use smoltcp::wire::{DnsPacket, DnsQueryType, DnsQuestion};

use crate::plan::Name;

pub(crate) const PORT: u16 = 53;

const HEADER: usize = 12;

/// Response, recursion desired and available.
const RESPONSE: u16 = 0x8180;
const SERVFAIL: u16 = 2;
const NXDOMAIN: u16 = 3;

/// A pointer to the name in the question, behind the header.
const SAME_NAME: [u8; 2] = [0xc0, 12];

/// Seconds that an answer may be kept.
const TIME_TO_LIVE: u32 = 60;

/// One question for the addresses of a name.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Question {
    id: u16,
    pub(crate) name: String,
    /// As it was asked: the name, its type and its class.
    bytes: Vec<u8>,
    /// Addresses of IPv4; other questions get none.
    for_ipv4: bool,
}

impl Question {
    /// `None` if it is none, or more than one.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let packet = DnsPacket::new_checked(bytes).ok()?;
        if packet.question_count() != 1 {
            return None;
        }
        let (rest, question) = DnsQuestion::parse(packet.payload()).ok()?;
        let labels: Result<Vec<_>, _> = packet.parse_name(question.name).collect();
        let labels = labels.ok()?;
        Some(Self {
            id: packet.transaction_id(),
            name: String::from_utf8(labels.join(&b'.')).ok()?,
            bytes: bytes[HEADER..bytes.len() - rest.len()].to_vec(),
            for_ipv4: question.type_ == DnsQueryType::A,
        })
    }

    /// `None` if nothing is answered.
    pub(crate) fn answer(&self, name: &Name) -> Option<Vec<u8>> {
        let (code, addresses): (u16, &[Ipv4Addr]) = match name {
            Name::Addresses(addresses) if self.for_ipv4 => (0, addresses),
            Name::Addresses(_) => (0, &[]),
            Name::Unknown => (NXDOMAIN, &[]),
            Name::Failing => (SERVFAIL, &[]),
            Name::Silent => return None,
        };
        let count = u16::try_from(addresses.len()).ok()?;
        let mut answer = Vec::new();
        // One question; answers; no authority, and nothing beside.
        for field in [self.id, RESPONSE | code, 1, count, 0, 0] {
            answer.extend(field.to_be_bytes());
        }
        answer.extend(&self.bytes);
        for address in addresses {
            answer.extend(SAME_NAME);
            // Type A, class IN.
            answer.extend([0, 1, 0, 1]);
            answer.extend(TIME_TO_LIVE.to_be_bytes());
            answer.extend([0, 4]);
            answer.extend(address.octets());
        }
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &[u8] = b"\x12\x34\x01\x00\0\x01\0\0\0\0\0\0\x03drs\x07example\0\0\x01\0\x01";

    #[test]
    fn a_question_is_read() {
        let question = Question::parse(ASKED).expect("a question");
        assert_eq!(question.name, "drs.example");
        assert_eq!(question.id, 0x1234);
        assert!(question.for_ipv4);
    }

    #[test]
    fn addresses_are_answered_in_order() {
        let question = Question::parse(ASKED).expect("a question");
        let addresses = vec![crate::REFUSING, crate::HOST];
        let answer = question.answer(&Name::Addresses(addresses));
        let expected = [
            &b"\x12\x34\x81\x80\0\x01\0\x02\0\0\0\0\x03drs\x07example\0\0\x01\0\x01"[..],
            b"\xc0\x0c\0\x01\0\x01\0\0\0\x3c\0\x04\xc0\0\x02\x03",
            b"\xc0\x0c\0\x01\0\x01\0\0\0\x3c\0\x04\xc0\0\x02\x02",
        ]
        .concat();
        assert_eq!(answer, Some(expected));
    }

    #[test]
    fn what_fails_is_told_by_its_code() {
        let question = Question::parse(ASKED).expect("a question");
        for (name, code) in [(Name::Unknown, 3), (Name::Failing, 2)] {
            let answer = question.answer(&name).expect("an answer");
            assert_eq!(answer[3] & 0xf, code, "{name:?}");
            assert_eq!(answer[6..8], [0, 0], "{name:?}");
        }
        assert_eq!(question.answer(&Name::Silent), None);
    }

    #[test]
    fn another_type_has_no_records() {
        let mut asked = ASKED.to_vec();
        let type_at = asked.len() - 3;
        asked[type_at] = 28;
        let question = Question::parse(&asked).expect("a question");
        let answer = question.answer(&Name::Addresses(vec![crate::HOST]));
        let answer = answer.expect("an answer");
        assert_eq!(answer[2..8], [0x81, 0x80, 0, 1, 0, 0]);
    }

    #[test]
    fn what_is_no_question_is_none() {
        assert_eq!(Question::parse(&ASKED[..HEADER]), None);
        for size in 0..ASKED.len() {
            assert_eq!(Question::parse(&ASKED[..size]), None, "{size} bytes");
        }
        let mut two = ASKED.to_vec();
        two[5] = 2;
        assert_eq!(Question::parse(&two), None);
    }
}
