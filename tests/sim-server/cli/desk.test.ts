import { expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

const SERVER = ["--server", "http://127.0.0.1:3000"];
const SEAT = ["--seat", "K7M-2PX"];
const DEVICE = ["--device", "printer=tcp:9100"];

test.each([
  [[...SEAT, ...DEVICE], "desk: --server is missing"],
  [[...SERVER, ...DEVICE], "desk: --seat is missing"],
  [[...SERVER, ...SEAT], "desk: --device is missing"],
  [["--server", "printer", ...SEAT, ...DEVICE], "--server printer is no address of a server"],
  [["--server", "ftp://a", ...SEAT, ...DEVICE], "--server ftp://a is no address of a server"],
  [[...SERVER, "--seat", "K7M", ...DEVICE], "--seat K7M is no seat code"],
  [[...SERVER, ...SEAT, "--device", "printer"], "--device printer names no device"],
])("desk %j is refused in words", async (words, what) => {
  const { status, err, out } = await tillyard(["desk", ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(what);
  expect([status, out]).toEqual([2, ""]);
});

test.each([
  ["scanner=serial:/nowhere/ttyUSB0@9600", "the scanner is not there"],
  ["printer=file:/nowhere/lp0", "the printer is not there"],
  ["reader=pcsc:no reader has this name", "the reader is not there"],
])("desk ends where %s was never there", async (device, what) => {
  const { status, err } = await tillyard(["desk", ...SERVER, ...SEAT, "--device", device]);
  expect(err).toContain(what);
  expect(status).toBe(2);
});
