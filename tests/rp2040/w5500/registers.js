// Where the registers are, and what they hold after a reset: W5500 datasheet v1.1.0,
// sections 3.1 (map of the common block), 3.2 (map of a socket's block), 4.1 and 4.2
// (what each means).

export const common = {
  MR: 0x00,
  SHAR: 0x09,
  IR: 0x15,
  IMR: 0x16,
  SIR: 0x17,
  SIMR: 0x18,
  PHYCFGR: 0x2e,
  VERSIONR: 0x39,
  SIZE: 0x40,
};

/** MR: all registers are reset. */
export const MR_RST = 0x80;

/** PHYCFGR: not in reset, all modes by negotiation; then full duplex, 100 Mbit/s, link. */
export const PHY_READY = 0xb8;
export const PHY_RST = 0x80;
export const PHY_LINK = 0x07;

export const VERSION = 0x04;

export const socket = {
  MR: 0x00,
  CR: 0x01,
  IR: 0x02,
  SR: 0x03,
  RXBUF_SIZE: 0x1e,
  TXBUF_SIZE: 0x1f,
  TX_FSR: 0x20,
  TX_RD: 0x22,
  TX_WR: 0x24,
  RX_RSR: 0x26,
  RX_RD: 0x28,
  RX_WR: 0x2a,
  IMR: 0x2c,
  SIZE: 0x30,
};

/** Sn_MR: how frames are filtered in MACRAW mode, and the mode. */
export const MR_MAC_FILTER = 0x80;
export const MR_NO_BROADCAST = 0x40;
export const MR_NO_MULTICAST = 0x20;
export const MR_NO_IPV6 = 0x10;
export const MR_PROTOCOL = 0x0f;
export const MR_MACRAW = 0x04;

/** Sn_CR. */
export const OPEN = 0x01;
export const CLOSE = 0x10;
export const SEND = 0x20;
export const RECV = 0x40;

/** Sn_IR. */
export const IR_SENDOK = 0x10;
export const IR_RECV = 0x04;

/** Sn_SR. */
export const SOCK_CLOSED = 0x00;
export const SOCK_MACRAW = 0x42;

/** The common block after a reset; what is not named is 0. */
export function commonAfterReset() {
  const block = new Uint8Array(common.SIZE);
  block.set([0x07, 0xd0], 0x19); // RTR: 200 ms
  block[0x1b] = 0x08; // RCR
  block[0x1c] = 0x28; // PTIMER
  block.set([0xff, 0xff], 0x26); // PMRU
  block[common.PHYCFGR] = PHY_READY;
  block[common.VERSIONR] = VERSION;
  return block;
}

/** A socket's block after a reset. */
export function socketAfterReset() {
  const block = new Uint8Array(socket.SIZE);
  block.fill(0xff, 0x06, 0x0c); // DHAR
  block[0x16] = 0x80; // TTL
  block[socket.RXBUF_SIZE] = 2;
  block[socket.TXBUF_SIZE] = 2;
  block[socket.IMR] = 0xff;
  block[0x2d] = 0x40; // FRAG
  return block;
}
