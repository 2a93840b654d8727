import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { temporaryFolder } from "../../kit/server.ts";
import { startVerb } from "../../kit/verb-process.ts";

function write(devices: string): string {
  const file = join(temporaryFolder(), "checkout.yaml");
  writeFileSync(file, `format: 1\ndevices:\n${devices}\n`);
  return file;
}

test.each<NodeJS.Signals>(["SIGINT", "SIGTERM"])(
  "tillyard devices says in one JSON line where all is, tells what happens, and ends well on %s",
  async (signal) => {
    const file = write(
      "- {id: till, kind: printer, cables: ['tcp:0', 'tcp:0']}\n- {id: cash, kind: drawer, printer: till}",
    );
    const { ready, events, end, notes } = await startVerb(["devices", file, "--control", "0"]);
    expect(ready["devices"]).toEqual([
      {
        id: "till",
        kind: "printer",
        cables: [
          expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/),
          expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/),
        ],
      },
      { id: "cash", kind: "drawer", cables: [] },
    ]);
    const url = `http://localhost:${ready["control"]}`;
    await fetch(`${url}/devices/cash/hands`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ hand: "unlock" }),
    });
    expect((await events("tray"))[0]).toMatchObject({ device: "cash", tray: "open" });
    expect((await events("status"))[0]).toMatchObject({ device: "till", drawer: "high" });
    expect(await end(signal)).toBe(0);
    expect(notes()).toContain(`their page is ${url}\n`);
  },
);

test.each<[string, readonly string[], string, string]>([
  [
    "a file that is not there",
    ["none.yaml"],
    "none.yaml cannot be read (ENOENT)",
    "check the path",
  ],
  ["two files", ["a.yaml", "b.yaml"], "there is no word for b.yaml", "one file"],
  ["a port that is none", ["--control", "x"], "--control x is not a number", "65535"],
  ["a page for everybody", ["--host", "0.0.0.0"], "anybody could use", "--control-token"],
])("%s ends with status 2, a sentence and a remedy", async (_name, words, said, remedy) => {
  const { status, out, err } = await tillyard(["devices", ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(said);
  expect(err.split("\n")[1]).toContain(remedy);
  expect([status, out]).toEqual([2, ""]);
});

test("a file that is wrong is complained of by line and column", async () => {
  const file = write("- {id: a, kind: printer, modle: x}\n- {id: a, kind: drawer, pin: 7}");
  const { status, err } = await tillyard(["devices", file, "--control", "0"]);
  expect([status, err]).toEqual([
    2,
    `tillyard: ${file}:3:26: unknown key \`modle\`; did you mean \`model\`?\n` +
      `  ${file}:4:30: \`pin\` must be 2 or 5\n  docs/devices.md says what a file of devices may hold\n`,
  ]);
});
