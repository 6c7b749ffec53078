//! A DHCP server with one address, as a function from a message to its answer
//! (RFC 2131, section 4.3).

use std::net::Ipv4Addr;

use smoltcp::wire::{DhcpMessageType, DhcpPacket, DhcpRepr};

use crate::plan::Lease;
use crate::{GUEST, HOST};

pub(crate) const PORT: u16 = 67;
pub(crate) const CLIENT_PORT: u16 = 68;

/// One message of a client.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Message {
    pub(crate) kind: DhcpMessageType,
    transaction: u32,
    client: smoltcp::wire::EthernetAddress,
    /// Its address where it has one already, and wants to keep it.
    own: Ipv4Addr,
    /// The server that it has chosen.
    server: Option<Ipv4Addr>,
    /// The address that it wants.
    requested: Option<Ipv4Addr>,
}

impl Message {
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let packet = DhcpPacket::new_checked(bytes).ok()?;
        let message = DhcpRepr::parse(&packet).ok()?;
        Some(Self {
            kind: message.message_type,
            transaction: message.transaction_id,
            client: message.client_hardware_address,
            own: message.client_ip,
            server: message.server_identifier,
            requested: message.requested_ip,
        })
    }

    /// The answer, and where to: to all, unless the client has an address. `None` if
    /// nothing is answered.
    pub(crate) fn answer(&self, lease: Lease) -> Option<(Ipv4Addr, Vec<u8>)> {
        if lease == Lease::Silent || self.server.is_some_and(|server| server != HOST) {
            return None;
        }
        let kind = match self.kind {
            DhcpMessageType::Discover => DhcpMessageType::Offer,
            DhcpMessageType::Request => {
                let wanted = self.requested.unwrap_or(self.own);
                if lease == Lease::Refused || wanted != GUEST {
                    DhcpMessageType::Nak
                } else {
                    DhcpMessageType::Ack
                }
            }
            _ => return None,
        };
        if kind == DhcpMessageType::Nak {
            return Some((Ipv4Addr::BROADCAST, self.emit(kind, None)));
        }
        let to = if self.own.is_unspecified() {
            Ipv4Addr::BROADCAST
        } else {
            self.own
        };
        let seconds = match lease {
            Lease::For(time) => u32::try_from(time.as_secs()).unwrap_or(u32::MAX),
            // An offer all the same: what is refused is the request.
            Lease::Refused | Lease::Silent => 3600,
        };
        Some((to, self.emit(kind, Some(seconds))))
    }

    fn emit(&self, kind: DhcpMessageType, lease: Option<u32>) -> Vec<u8> {
        let given = lease.is_some();
        let answer = DhcpRepr {
            message_type: kind,
            transaction_id: self.transaction,
            secs: 0,
            client_hardware_address: self.client,
            client_ip: if given {
                self.own
            } else {
                Ipv4Addr::UNSPECIFIED
            },
            your_ip: if given { GUEST } else { Ipv4Addr::UNSPECIFIED },
            server_ip: Ipv4Addr::UNSPECIFIED,
            router: given.then_some(HOST),
            subnet_mask: given.then_some(Ipv4Addr::new(255, 255, 255, 0)),
            relay_agent_ip: Ipv4Addr::UNSPECIFIED,
            broadcast: true,
            requested_ip: None,
            client_identifier: None,
            server_identifier: Some(HOST),
            parameter_request_list: None,
            dns_servers: given.then(|| [HOST].into_iter().collect()),
            max_size: None,
            lease_duration: lease,
            renew_duration: None,
            rebind_duration: None,
            additional_options: &[],
        };
        let mut bytes = vec![0; answer.buffer_len()];
        answer
            .emit(&mut DhcpPacket::new_unchecked(&mut bytes[..]))
            .expect("room for what was measured");
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: Lease = Lease::For(Duration::from_hours(1));

    fn message(kind: DhcpMessageType) -> Message {
        Message {
            kind,
            transaction: 7,
            client: smoltcp::wire::EthernetAddress([2, 0, 0, 0, 0, 1]),
            own: Ipv4Addr::UNSPECIFIED,
            server: None,
            requested: None,
        }
    }

    /// What a client reads of an answer: its kind, its address, the seconds.
    fn read(bytes: &[u8]) -> (DhcpMessageType, Ipv4Addr, Option<u32>) {
        let packet = DhcpPacket::new_checked(bytes).expect("a packet");
        let answer = DhcpRepr::parse(&packet).expect("a message");
        assert_eq!(answer.transaction_id, 7);
        assert_eq!(answer.server_identifier, Some(HOST));
        (answer.message_type, answer.your_ip, answer.lease_duration)
    }

    #[test]
    fn what_is_answered_to_what() {
        let discover = || message(DhcpMessageType::Discover);
        let request = || Message {
            server: Some(HOST),
            requested: Some(GUEST),
            ..message(DhcpMessageType::Request)
        };
        let renewal = || Message {
            own: GUEST,
            ..message(DhcpMessageType::Request)
        };
        let of_another = Message {
            requested: Some(Ipv4Addr::new(10, 0, 0, 9)),
            ..message(DhcpMessageType::Request)
        };
        let (offer, ack, nak) = (
            DhcpMessageType::Offer,
            DhcpMessageType::Ack,
            DhcpMessageType::Nak,
        );
        let nobody = Ipv4Addr::UNSPECIFIED;
        let all = Ipv4Addr::BROADCAST;
        for (message, lease, to, expected) in [
            (discover(), HOUR, all, (offer, GUEST, Some(3600))),
            (request(), HOUR, all, (ack, GUEST, Some(3600))),
            (renewal(), HOUR, GUEST, (ack, GUEST, Some(3600))),
            (of_another, HOUR, all, (nak, nobody, None)),
            (discover(), Lease::Refused, all, (offer, GUEST, Some(3600))),
            (request(), Lease::Refused, all, (nak, nobody, None)),
            (renewal(), Lease::Refused, all, (nak, nobody, None)),
        ] {
            let (sent_to, bytes) = message.answer(lease).expect("an answer");
            assert_eq!(sent_to, to, "{message:?}, {lease:?}");
            assert_eq!(read(&bytes), expected, "{message:?}, {lease:?}");
        }
    }

    #[test]
    fn nothing_is_answered_to_others_and_in_silence() {
        let to_another_server = Message {
            server: Some(Ipv4Addr::new(192, 0, 2, 99)),
            ..message(DhcpMessageType::Request)
        };
        assert_eq!(to_another_server.answer(HOUR), None);
        assert_eq!(message(DhcpMessageType::Release).answer(HOUR), None);
        let discover = message(DhcpMessageType::Discover);
        assert_eq!(discover.answer(Lease::Silent), None);
    }

    #[test]
    fn what_a_client_sends_is_read() {
        let sent = Message {
            requested: Some(GUEST),
            server: Some(HOST),
            ..message(DhcpMessageType::Request)
        };
        let bytes = {
            let message = DhcpRepr {
                message_type: sent.kind,
                transaction_id: sent.transaction,
                secs: 0,
                client_hardware_address: sent.client,
                client_ip: sent.own,
                your_ip: Ipv4Addr::UNSPECIFIED,
                server_ip: Ipv4Addr::UNSPECIFIED,
                router: None,
                subnet_mask: None,
                relay_agent_ip: Ipv4Addr::UNSPECIFIED,
                broadcast: false,
                requested_ip: sent.requested,
                client_identifier: None,
                server_identifier: sent.server,
                parameter_request_list: None,
                dns_servers: None,
                max_size: None,
                lease_duration: None,
                renew_duration: None,
                rebind_duration: None,
                additional_options: &[],
            };
            let mut bytes = vec![0; message.buffer_len()];
            message
                .emit(&mut DhcpPacket::new_unchecked(&mut bytes[..]))
                .expect("room");
            bytes
        };
        assert_eq!(Message::parse(&bytes), Some(sent));
        assert_eq!(Message::parse(&bytes[..100]), None);
    }
}
