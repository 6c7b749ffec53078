// Which frames ask for something: the network is quiet once all of those are answered.

const ARP = 0x0806;
const IPV4 = 0x0800;
const TCP = 6;

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;

const ARP_REPLY = 2;

/**
 * What a frame is in a conversation. A segment of TCP that only acknowledges is nothing:
 * what it acknowledges is still to be answered.
 * @param {Uint8Array} frame
 * @returns {'talk' | 'last' | 'nothing'} 'last' is what nobody answers
 */
export function talk(frame) {
  const half = (at) => (frame[at] << 8) | frame[at + 1];
  switch (half(12)) {
    case ARP:
      return half(20) === ARP_REPLY ? 'last' : 'talk';
    case IPV4: {
      if (frame[23] !== TCP) return 'talk';
      const tcp = 14 + (frame[14] & 0xf) * 4;
      const payload = 14 + half(16) - tcp - (frame[tcp + 12] >> 4) * 4;
      const flags = frame[tcp + 13];
      if (flags & RST) return 'last';
      return payload > 0 || flags & (SYN | FIN) ? 'talk' : 'nothing';
    }
    default:
      return 'talk';
  }
}
