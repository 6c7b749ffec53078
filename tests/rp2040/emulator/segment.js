// The wire: Ethernet frames on a unix socket, each after its length in four bytes, the
// highest first.

import net from 'node:net';

export class Segment {
  #socket;
  #bytes = Buffer.alloc(0);

  /**
   * @param {string} path of the socket
   * @param {(frame: Uint8Array) => void} received
   * @param {(why: string) => void} ended
   */
  constructor(path, received, ended) {
    this.#socket = net.connect(path);
    this.#socket.on('data', (bytes) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      for (let frame = this.#take(); frame !== null; frame = this.#take()) received(frame);
    });
    this.#socket.on('error', (error) => ended(error.message));
    this.#socket.on('end', () => ended('the network is gone'));
  }

  send(frame) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(frame.length);
    this.#socket.write(Buffer.concat([length, frame]));
  }

  close() {
    this.#socket.destroy();
  }

  #take() {
    if (this.#bytes.length < 4) return null;
    const end = 4 + this.#bytes.readUInt32BE();
    if (this.#bytes.length < end) return null;
    const frame = this.#bytes.subarray(4, end);
    this.#bytes = this.#bytes.subarray(end);
    return frame;
  }
}
