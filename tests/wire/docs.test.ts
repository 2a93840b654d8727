import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { rulesSchema } from "../../sim-server/io/bank/rule-schema.ts";

const TEXT = readFileSync("docs/bank.md", "utf8");

type Block = { readonly language: string; readonly name: string; readonly code: string };

const BLOCKS: readonly Block[] = Array.from(
  TEXT.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm),
  ([, language = "", name = "", code = ""]) => ({ language, name, code }),
);

/** Where the package's own modules lie in a clone. */
const EXPORTS: Readonly<Record<string, string>> = {
  kit: "device-emulators/kit",
  crypto: "device-emulators/crypto",
  iso8583: "sim-server/core/iso8583",
};

/** Inside the clone, so that packages are found as they are by a reader's project. */
mkdirSync("dist", { recursive: true });
const folder = mkdtempSync("dist/docs-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(code: string): string {
  return code.replace(
    /"tillyard\/(?:(\w+)\/)?([\w/-]+)"/g,
    (_, room: string | undefined, name: string) => {
      const path = room === undefined ? `sim-server/${name}.ts` : `${EXPORTS[room]}/${name}.ts`;
      return JSON.stringify(pathToFileURL(path).href);
    },
  );
}

const named = BLOCKS.filter(({ name }) => name !== "");
for (const { name, code } of named) writeFileSync(join(folder, name), place(code));

describe("a block of JavaScript in docs/bank.md runs as it stands:", () => {
  const runnable = BLOCKS.filter(({ language, name }) => language === "js" && name === "");
  test("there are some", () => expect(runnable.length).toBeGreaterThan(3));

  test.each(runnable.map(({ code }, at) => [at + 1, code]))("number %i", async (at, code) => {
    const file = join(folder, `block-${at}.mjs`);
    writeFileSync(file, place(String(code)));
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, [file], { timeout: 30_000 }, (error, out, err) =>
        resolve(error === null ? out : `${error.message}\n${err}`),
      );
    });
    expect(said).toBe("");
  });
});

test("the rules in docs/bank.md are rules", () => {
  const lists = BLOCKS.filter(({ language }) => language === "yaml");
  expect(lists.length).toBe(1);
  for (const { code } of lists) expect(rulesSchema.safeParse(parse(code)).error).toBeUndefined();
});

test("every card of the usual bank stands in docs/bank.md", () => {
  const cards = readFileSync("scenarios/cards/bank.yaml", "utf8").matchAll(/number: "(\d+)"/g);
  for (const [, number] of cards) expect(TEXT).toContain(`${number}`);
});
