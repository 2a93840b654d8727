import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";

/** Debian's packages of the programs that are tried, and the file by which each is known. */
const PACKAGES = {
  "python3-serial": "/usr/lib/python3/dist-packages/serial/rfc2217.py",
  ser2net: "/usr/sbin/ser2net",
  tio: "/usr/bin/tio",
  "cups-client": "/usr/bin/lp",
  "cups-core-drivers": "/usr/lib/cups/backend/socket",
} as const;

/** The Python whose packages Debian installs. */
export const DEBIAN_PYTHON = "/usr/bin/python3";

/** Why programs cannot be tried on this machine; undefined where they can. */
export function whyNo(...names: readonly (keyof typeof PACKAGES)[]): string | undefined {
  const missing = names.filter((name) => !existsSync(PACKAGES[name]));
  if (missing.length === 0) return undefined;
  return `${missing.join(", ")} missing: apt-get install ${missing.join(" ")}`;
}

/** The name of a test, with why it is passed over. */
export const titled = (name: string, why: string | undefined): string =>
  why === undefined ? name : `${name} (${why})`;

/** A program that runs until the test ends. */
export type ForeignProgram = {
  /** Resolves once it has said `text`, on either stream. */
  readonly says: (text: string) => Promise<void>;
  readonly write: (bytes: Uint8Array) => void;
  readonly endInput: () => void;
};

export function startProgram(command: string, words: readonly string[]): ForeignProgram {
  const child = spawn(command, words);
  const checks = new Set<() => void>();
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      said += bytes.toString("latin1");
      for (const check of checks) check();
    });
  }
  child.stdin.on("error", () => undefined);
  const gone = new Promise((resolve) => child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  return {
    says: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (said.includes(text)) resolve();
        };
        checks.add(check);
        void gone.then(() => reject(new Error(`it has ended, and said: ${said}`)));
        check();
      }),
    write: (bytes) => void child.stdin.write(bytes),
    endInput: () => void child.stdin.end(),
  };
}

/** A port that nobody has just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
