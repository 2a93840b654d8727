import { temporaryFolder } from "./server.ts";
import { startVerb, type VerbProcess } from "./verb-process.ts";

export type TestTerminal = Pick<VerbProcess, "events" | "until" | "hand" | "end"> & {
  readonly port: number;
  readonly folder: string;
  /** The file by which a POS trusts it. */
  readonly certificate: string;
};

/** Chosen: a sale takes a quarter of a second, and a busy machine still keeps up. */
const SPEED = "20";

/** `tillyard terminal` in a process of its own, with `--json` and `--hands`; it ends with the test. */
export async function startTerminal(
  words: readonly string[],
  folder = temporaryFolder(),
): Promise<TestTerminal> {
  const usual = ["--port", "0", "--data", folder, "--speed", SPEED, "--hands"];
  const { ready, ...running } = await startVerb(["terminal", ...usual, ...words]);
  return {
    ...running,
    port: Number(ready["port"]),
    folder,
    certificate: String(ready["certificate"]),
  };
}
