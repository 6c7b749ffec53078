// One of the eight sockets, as far as it is modelled: MACRAW mode, which only socket 0
// has (datasheet, section 4.2, Sn_MR and Sn_CR).

import * as r from './registers.js';
import { Ring } from './ring.js';

const { socket: at } = r;

/** Sizes that a buffer may have, in KiB. */
const SIZES = [0, 1, 2, 4, 8, 16];

export class Socket {
  #block = r.socketAfterReset();
  #number;
  #changed;
  #transmit;
  #hardware;

  // Offsets into the rings. Those that are written take effect with a command.
  #txRead = 0;
  #txWrite = 0;
  #rxRead = 0;
  #rxReadSeen = 0;
  #rxWrite = 0;

  tx = new Ring();
  rx = new Ring();

  /**
   * @param {number} number which of the sockets it is
   * @param {() => void} changed called when an interrupt may have come or gone
   * @param {(frame: Uint8Array) => void} transmit takes a frame that is sent
   * @param {() => Uint8Array} hardware the chip's hardware address
   */
  constructor(number, changed, transmit, hardware) {
    this.#number = number;
    this.#changed = changed;
    this.#transmit = transmit;
    this.#hardware = hardware;
  }

  /** Whether it asks for attention (SIR). */
  get pending() {
    return (this.#block[at.IR] & this.#block[at.IMR]) !== 0;
  }

  read(offset) {
    const word = (value, first) => (offset === first ? value >> 8 : value & 0xff);
    switch (offset) {
      case at.TX_FSR:
      case at.TX_FSR + 1:
        // All of it: a frame is sent at once.
        return word(this.tx.size, at.TX_FSR);
      case at.TX_RD:
      case at.TX_RD + 1:
        return word(this.#txRead, at.TX_RD);
      case at.TX_WR:
      case at.TX_WR + 1:
        return word(this.#txWrite, at.TX_WR);
      case at.RX_RSR:
      case at.RX_RSR + 1:
        return word(this.#received, at.RX_RSR);
      case at.RX_RD:
      case at.RX_RD + 1:
        return word(this.#rxRead, at.RX_RD);
      case at.RX_WR:
      case at.RX_WR + 1:
        return word(this.#rxWrite, at.RX_WR);
      default:
        return this.#block[offset] ?? 0;
    }
  }

  write(offset, byte) {
    switch (offset) {
      case at.CR:
        // It reads as 0 as soon as the command is taken.
        this.#command(byte);
        break;
      case at.IR:
        // A one takes the bit away.
        this.#block[at.IR] &= ~byte;
        break;
      case at.RXBUF_SIZE:
      case at.TXBUF_SIZE:
        if (SIZES.includes(byte)) {
          this.#block[offset] = byte;
          (offset === at.RXBUF_SIZE ? this.rx : this.tx).size = byte * 1024;
        }
        break;
      case at.TX_WR:
        this.#txWrite = (byte << 8) | (this.#txWrite & 0xff);
        break;
      case at.TX_WR + 1:
        this.#txWrite = (this.#txWrite & 0xff00) | byte;
        break;
      case at.RX_RD:
        this.#rxRead = (byte << 8) | (this.#rxRead & 0xff);
        break;
      case at.RX_RD + 1:
        this.#rxRead = (this.#rxRead & 0xff00) | byte;
        break;
      case at.SR:
      case at.TX_FSR:
      case at.TX_FSR + 1:
      case at.TX_RD:
      case at.TX_RD + 1:
      case at.RX_RSR:
      case at.RX_RSR + 1:
      case at.RX_WR:
      case at.RX_WR + 1:
        // Read only.
        break;
      default:
        if (offset < at.SIZE) this.#block[offset] = byte;
    }
    this.#changed();
  }

  /** Takes a frame from the wire, and says whether there was room and a wish for it. */
  receive(frame) {
    if (this.#block[at.SR] !== r.SOCK_MACRAW || !this.#wants(frame)) return false;
    // Before a frame comes its length and that of these two bytes.
    const length = frame.length + 2;
    if (this.#received + length > this.rx.size) return false;
    this.#rxWrite = this.rx.append(this.#rxWrite, [length >> 8, length & 0xff]);
    this.#rxWrite = this.rx.append(this.#rxWrite, frame);
    this.#raise(r.IR_RECV);
    return true;
  }

  /** Bytes that have come and were not taken. */
  get #received() {
    return (this.#rxWrite - this.#rxReadSeen) & 0xffff;
  }

  #command(command) {
    const isOpen = this.#block[at.SR] === r.SOCK_MACRAW;
    switch (command) {
      case r.OPEN: {
        const protocol = this.#block[at.MR] & r.MR_PROTOCOL;
        const mayOpen = this.#number === 0 && protocol === r.MR_MACRAW;
        this.#block[at.SR] = mayOpen ? r.SOCK_MACRAW : r.SOCK_CLOSED;
        this.#txRead = this.#txWrite = 0;
        this.#rxRead = this.#rxReadSeen = this.#rxWrite = 0;
        break;
      }
      case r.CLOSE:
        this.#block[at.SR] = r.SOCK_CLOSED;
        break;
      case r.SEND:
        if (!isOpen) break;
        this.#transmit(this.tx.slice(this.#txRead, this.#txWrite));
        this.#txRead = this.#txWrite;
        this.#raise(r.IR_SENDOK);
        break;
      case r.RECV:
        // What is left is not told again: an interrupt comes with a frame.
        this.#rxReadSeen = this.#rxRead;
        break;
      default:
      // LISTEN, CONNECT, DISCON, SEND_MAC, SEND_KEEP: not in MACRAW mode.
    }
  }

  #raise(interrupt) {
    this.#block[at.IR] |= interrupt;
    this.#changed();
  }

  #wants(frame) {
    const mode = this.#block[at.MR];
    const isGroup = (frame[0] & 1) !== 0;
    const isBroadcast = frame.subarray(0, 6).every((byte) => byte === 0xff);
    const isIpv6 = frame[12] === 0x86 && frame[13] === 0xdd;
    if (isIpv6 && mode & r.MR_NO_IPV6) return false;
    if (isBroadcast) return !(mode & r.MR_NO_BROADCAST);
    if (isGroup) return !(mode & r.MR_NO_MULTICAST);
    if (!(mode & r.MR_MAC_FILTER)) return true;
    return this.#hardware().every((byte, i) => byte === frame[i]);
  }
}
