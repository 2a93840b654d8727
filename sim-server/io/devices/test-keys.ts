import { KEYS } from "../../core/counter/house.ts";

/**
 * Keys that a PIN pad may be given, by name: all of them published or invented for tests. A pad takes
 * no other, so that no key of a real terminal ends up here.
 */
export const TEST_MASTER_KEYS: ReadonlyMap<string, string> = new Map([
  /** Of the trainer's counter and of scenarios/cards/bank.yaml. */
  ["counter", KEYS.terminalMaster],
  /** @source ANSI X9.24-1:2009, A.4: the initial key of its examples */
  ["x9.24", "6AC292FAA1315B4D858AB3A3D7D5933A"],
]);
