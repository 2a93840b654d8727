import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { findProgram, whyNoPcscd } from "../../sim-server/bench/pcscd.ts";

const PYTHONS = ["/usr/bin/python3", "python3"];

/** Starting pcscd may wait for other tests to be done with theirs. */
export const PCSCD_TURN_MS_MAX = 600_000;

/** Why foreign clients of PC/SC are not tried, as a sentence; undefined where they are. */
export async function whyNoPcsc(): Promise<string | undefined> {
  const missing = [
    ...(findProgram("opensc-tool") === undefined ? ["opensc"] : []),
    ...(findPython() === undefined ? ["python3-pyscard"] : []),
  ];
  if (missing.length === 0) return whyNoPcscd();
  return `${missing.join(" and ")} missing: apt-get install ${missing.join(" ")}`;
}

const findPython = (): string | undefined =>
  PYTHONS.find((python) => spawnSync(python, ["-c", "import smartcard"]).status === 0);

/** Says one line to a terminal's end of PC/SC, and hears one. */
export type PcscTerminal = {
  readonly say: (line: string) => Promise<string>;
  readonly close: () => void;
};

export function openPcscTerminal(): PcscTerminal {
  const child = spawn(findPython() ?? "python3", ["tests/kit/pcsc-terminal.py"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    say: async (line) => {
      child.stdin.write(`${line}\n`);
      const said = await lines.next();
      return said.done === true ? "! the terminal has ended" : said.value;
    },
    close: () => child.kill(),
  };
}
