import { startVerb, type VerbProcess } from "./verb-process.ts";

export type TestDevice = Omit<VerbProcess, "ready"> & {
  /** Where its cables are: `tcp:127.0.0.1:40001`. */
  readonly cables: readonly string[];
  /** The port of its TCP cable. */
  readonly port: number;
};

/** `tillyard device` in a process of its own, with `--json` and `--hands`; it ends with the test. */
export async function startDevice(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestDevice> {
  const { ready, ...running } = await startVerb(["device", ...words, "--hands"], environment);
  const cables = ready["cables"] as string[];
  const tcp = cables.find((cable) => cable.startsWith("tcp:"));
  return { ...running, cables, port: Number(tcp?.slice(tcp.lastIndexOf(":") + 1)) };
}
