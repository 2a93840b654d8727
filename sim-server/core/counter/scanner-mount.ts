import {
  SCANNER_IDLE,
  type ScannedCode,
  type ScannerEffect,
  type ScannerInput,
  type ScannerState,
  stepScanner,
} from "../../../device-emulators/devices/scanner/scanner.ts";
import type { LineEnd } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";

/** The scanner on its cable. */
export type MountedScanner = {
  readonly trigger: (code: string) => void;
  /** It still looks for the last code, and would not see another. */
  readonly busy: () => boolean;
};

/** Puts a scanner, idle, at the end of its cable; its codes are all printed in one way. */
export function mountScanner(
  node: Node,
  cable: LineEnd,
  symbology: ScannedCode["symbology"],
): MountedScanner {
  const scanner = runMachine<ScannerState, ScannerInput, ScannerEffect>(
    node,
    stepScanner,
    SCANNER_IDLE,
    (effect) => {
      if (effect.type === "send") cable.send(effect.bytes);
    },
  );
  return {
    trigger: (text) => scanner.send({ type: "trigger", code: { text, symbology } }),
    busy: () => scanner.state().kind === "reading",
  };
}
