import process from "node:process";
import { invariant } from "../../device-emulators/kit/errors.ts";

/** Bytes in use once everything that nobody holds is gone. Node must run with `--expose-gc`. */
export function heldBytes(): number {
  invariant(globalThis.gc !== undefined, "memory is measured where the collector can be called");
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
