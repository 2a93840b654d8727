import { TillyardError } from "../../device-emulators/kit/errors.ts";
import type { FaultKind } from "../../device-emulators/kit/faults/fault-kind.ts";
import { type ReadFault, readFaultText } from "../core/faults/fault-text.ts";
import { wholeNumber } from "./flags.ts";
import type { Flag, Options } from "./verb.ts";

const SEED_MAX = 2 ** 32 - 1;

/** The flags that arm faults on a cable. */
export const FAULT_FLAGS: readonly Flag[] = [
  {
    name: "fault",
    value: "FAULT",
    means: "what goes wrong, and when: cable.drop,bytes=200 (all are in docs/faults.md)",
    many: true,
  },
  {
    name: "seed",
    value: "N",
    means: "of the chance in faults (1)",
  },
];

/**
 * The faults that the flags name.
 *
 * @param kinds all that there may be here
 * @throws TillyardError `config-invalid`
 */
export function readFaults(
  call: Pick<Options, "texts">,
  kinds: readonly FaultKind[],
): readonly ReadFault[] {
  return call.texts("fault").map((text) => {
    const read = readFaultText(text, kinds);
    if (read.ok) return read.value;
    const [problem = "", remedy] = read.error.split("; ");
    throw new TillyardError("config-invalid", `--fault ${text}: ${problem}`, {
      hint: remedy ?? "docs/faults.md has every fault, and what it takes",
    });
  });
}

/** The seed of a run's chance. @throws TillyardError `config-invalid` */
export function readSeed(call: Options): number {
  return wholeNumber(call, "seed", { min: 0, max: SEED_MAX }) ?? 1;
}
