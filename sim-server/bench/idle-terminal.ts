import { measureAlone } from "./alone.ts";
import type { Benchmark } from "./benchmark.ts";
import { IDLE_COUNTERS } from "./idle-counters.ts";

const KIBIBYTES_MAX = 200;

export const IDLE_TERMINAL: Benchmark = {
  name: "idle-terminal",
  measures: `memory of an idle terminal with all it hangs on, of ${IDLE_COUNTERS} that sold once`,
  run: async () => {
    const { counterBytes, worldBytes } = await measureAlone("counters");
    return [
      {
        name: "idle-terminal",
        value: counterBytes / 1024,
        unit: "KiB for a terminal, its flash, devices, lines, till and bank",
        baseline: "a world with nothing in it",
        baselineValue: worldBytes / 1024,
        target: { of: "value", atMost: KIBIBYTES_MAX },
      },
    ];
  },
};
