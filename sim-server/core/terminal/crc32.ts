/** @source IEEE 802.3, the polynomial with its bits reversed */
const POLYNOMIAL = 0xedb88320;

const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ ((value & 1) * POLYNOMIAL);
  return value;
});

/** The check value (CRC-32) of the first `length` bytes, as Ethernet and zip compute it. */
export function crc32(bytes: Uint8Array, length: number): number {
  let value = 0xffffffff;
  for (let at = 0; at < length; at += 1) {
    value = (value >>> 8) ^ (REMAINDERS[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
