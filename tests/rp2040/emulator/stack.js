// How far the stack of a program has reached: RAM is painted when the power comes, and
// what is not any more was written to.

const RAM = 0x20000000;

/** What each byte of RAM is after power-on. */
export const PAINT = 0xa5;

/**
 * A word that the stack reached and left painted, at its very end, is not counted.
 * @param {DataView} ram
 * @param {Map<string, number>} symbols `_stack_start`, from where it grows down, and
 *   `_stack_end`, where the program's other memory ends
 * @returns {{ used: number, size: number }} bytes
 */
export function stackUse(ram, symbols) {
  const [start, end] = ['_stack_start', '_stack_end'].map((name) => {
    const address = symbols.get(name);
    if (address === undefined) throw new Error(`the image has no symbol ${name}`);
    return address - RAM;
  });
  let reached = end;
  while (reached < start && ram.getUint8(reached) === PAINT) reached++;
  return { used: start - reached, size: start - end };
}
