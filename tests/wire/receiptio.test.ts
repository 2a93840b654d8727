import { execFile } from "node:child_process";
import { createServer } from "node:net";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { startDevice } from "../kit/device.ts";

/** receiptio prints on port 9100 alone, so each run takes an address of this machine that no other has. */
const ADDRESS = `127.${[16, 8, 0].map((shift) => (process.pid >> shift) & 0xff || 1).join(".")}`;
const PRINTER = ["printer", "--tcp", `${ADDRESS}:9100`, "--model", "TM-T88V"];

const unable = await whyNot();

function whyNot(): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(`port 9100 cannot be had on ${ADDRESS}`));
    server.listen(9_100, ADDRESS, () => server.close(() => resolve(undefined)));
  });
}

/** npm `receiptio`, which nobody here wrote: its word for how it went, and its exit status. */
function receiptio(words: readonly string[], markdown = ""): Promise<string> {
  return new Promise((resolve) => {
    const all = ["node_modules/receiptio/bin/cli.js", "-d", ADDRESS, ...words];
    const child = execFile(process.execPath, all, (error, _out, said) => {
      resolve(`${said.trim()} ${error === null ? 0 : error.code}`);
    });
    child.stdin?.end(markdown);
  });
}

const RECEIPT = `^^^RECEIPT

Asparagus | 1| 1.00
Broccoli  | 2| 2.00
---
^TOTAL | ^3.00
`;

describe.skipIf(unable !== undefined)(`npm receiptio${unable ? ` (${unable})` : ""}`, () => {
  test("prints a receipt, and calls it a success", async () => {
    const { events } = await startDevice(PRINTER);
    expect(await receiptio(["-c", "42", "-l", "en"], RECEIPT)).toBe("success 0");
    const [torn] = await events("torn");
    expect([torn?.["text"]].flat().filter((line) => String(line).trim() !== "")).toEqual([
      "RECEIPT",
      "Asparagus11.00",
      "Broccoli22.00",
      "─".repeat(42),
      "TOTAL3.00",
      expect.stringContaining("cut"),
    ]);
  });

  test("finds a Chinese printer of another make without being told", async () => {
    const { events } = await startDevice(["printer", "--tcp", `${ADDRESS}:9100`]);
    expect(
      await receiptio(["-l", "zh-hans", "-p", "generic", "-c", "32"], "青禾超市 | 9.90\n"),
    ).toBe("success 0");
    expect((await events("torn"))[0]?.["text"]).toContain("青禾超市9.90");
  });

  test.each([
    ["in order", [], "online 100"],
    ["with its cover open", ["open"], "coveropen 101"],
    ["without paper", ["paper-left 0"], "paperempty 102"],
    ["whose cutter jams", ["jam"], "error 103"],
    ["that nothing helps", ["break"], "error 103"],
    ["put right again", ["open", "close"], "online 100"],
  ])("is told of a printer %s", async (_name, hands, expected) => {
    const { hand, events } = await startDevice(PRINTER);
    for (const line of hands) hand(line);
    await events("status", hands.length);
    expect(await receiptio(["-q"])).toBe(expected);
  });

  test("takes the drawer for shut while its pin is high", async () => {
    const { hand, events } = await startDevice(PRINTER);
    expect(await receiptio(["-q", "drawer"])).toBe("drawerclosed 200");
    hand("drawer-shut");
    await events("status");
    expect(await receiptio(["-q", "drawer"])).toBe("draweropen 201");
  });

  test("is told of a printer that is not there", async () => {
    expect(await receiptio(["-q"])).toBe("disconnect 105");
  });

  test("gives up where the paper ends, and what it had sent is printed on the next roll", async () => {
    const { hand, events } = await startDevice([...PRINTER, "--paper", "12"]);
    expect(await receiptio(["-c", "42", "-l", "en"], RECEIPT)).toBe("paperempty 102");
    hand("load-paper");
    const printed = await events("printed", 7);
    expect(printed.map(({ text }) => text)).toContain("TOTAL3.00");
  });
});
