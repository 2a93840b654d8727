import { execFile } from "node:child_process";

export type Said = { readonly status: number; readonly out: string; readonly err: string };

/** Runs `tillyard` with these words, to its end. */
export function tillyard(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const env = { ...process.env, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, ["sim-server/cli/main.ts", ...words], { env }, (error, out, err) => {
      const status = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
      resolve({ status, out, err });
    });
  });
}

/** One sentence, a remedy on the next line, and no word about the program's inside. */
export const IN_WORDS = /^tillyard: [^\n]+\n {2}[^\n]+\n$/;
