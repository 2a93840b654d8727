import { connect } from "node:net";
import { expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";
import { startDevice } from "../../../kit/device.ts";
import { bytesOf } from "../../../kit/glass.ts";

test.each<[string, string, string, number]>([
  ["escpos", '0c 0b "Milk" 0a 0d "1.20"', "Milk", 24],
  ["cd5220", '1b5141 "Milk" 0d 1b5142 "1.20" 0d', "Milk", 0],
  ["utc", '1f "Milk" 1014 "1.20"', "Milk", 24],
  ["dsp800", '"Milk" 0401504517 "1.20"', "Milk", 24],
])("device display speaks %s", async (commands, spoken, upper, cursor) => {
  const { port, events } = await startDevice(["display", "--tcp", "0", "--commands", commands]);
  connect({ port, host: "127.0.0.1" }).end(bytesOf(spoken));
  expect((await events("shown"))[0]).toMatchObject({
    lines: [upper.padEnd(20), "1.20".padEnd(20)],
    cursor,
    brightness: 4,
  });
});

test("Chinese is shown where the glass has its glyphs, two places a character", async () => {
  const chinese = ["--commands", "cd5220", "--glyphs", "gb18030"];
  const { port, events } = await startDevice(["display", "--tcp", "0", ...chinese]);
  connect({ port, host: "127.0.0.1" }).end(bytesOf('1b5141 d3a6cad5 " 1.20" 0d'));
  expect((await events("shown"))[0]).toMatchObject({
    lines: ["应收 1.20".padEnd(18), " ".repeat(20)],
  });
});

test("it answers where its commands are answered", async () => {
  const { port } = await startDevice(["display", "--tcp", "0", "--commands", "dsp800"]);
  const till = connect({ port, host: "127.0.0.1" });
  till.end(bytesOf("04015031 17 04015030 17"));
  const heard: Buffer[] = [];
  for await (const chunk of till) heard.push(chunk);
  expect(Buffer.concat(heard).toString("hex")).toBe("0615");
});

test("it tells what it could not use, and what is for the printer", async () => {
  const { port, events, notes } = await startDevice(["display", "--tcp", "0"]);
  connect({ port, host: "127.0.0.1" }).end(bytesOf('07 1b3d01 "hi"'));
  expect((await events("told"))[0]).toMatchObject({ what: "unknown", offset: 0 });
  expect((await events("passed"))[0]).toMatchObject({ bytes: "1B3D016869" });
  await expect.poll(notes).toContain("display on tcp:127.0.0.1:");
});

test("glyphs that no display has are refused in words", async () => {
  const { status, err } = await tillyard(["device", "display", "--glyphs", "utf-8"]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain("give one of ascii, gb18030");
  expect(status).toBe(2);
});

test("commands that are no display's are refused in words", async () => {
  const { status, err } = await tillyard(["device", "display", "--commands", "vt100"]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain("give one of escpos, cd5220, utc, dsp800");
  expect(status).toBe(2);
});
