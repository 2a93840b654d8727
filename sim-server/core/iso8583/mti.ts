/**
 * The response's message type: the function digit grows by one, and a repeat answers as the first
 * (0101 and 0100 both give 0110).
 *
 * @source ISO 8583:1987, 4.1: version, class, function, origin
 */
export function responseMti(mti: string): string {
  return `${mti.slice(0, 2)}${Number(mti[2]) + 1}0`;
}
