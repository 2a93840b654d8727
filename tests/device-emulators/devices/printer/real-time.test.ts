import { expect, test } from "vitest";
import { drawEscpos } from "../../../kit/escpos.ts";

test.each([
  ["status, by number only", "10 04 01 10 04 04", "?1,4"],
  ["a status with a second number", "10 04 08 03 'a' 0A", "a /30 ?8"],
  ["recovery", "10 05 01 10 05 02", "?recover,recover-clear"],
  ["the feed button", "10 05 00", "?feed-button"],
  ["no such recovery", "10 05 03", "!1"],
  ["a pulse at pin 2 and at pin 5", "10 14 01 00 01 10 14 01 01 08", "?pulse2:100,pulse5:800"],
  ["a pulse at no pin, or of no length", "10 14 01 02 01 10 14 01 00 00 10 14 01 00 09", "!3"],
  ["power off", "10 14 02 01 08", "?power-off"],
  ["power off without its words", "10 14 02 01 07", "!1"],
  ["the buzzer", "10 14 03 00 00 03 02 01", "?buzz3:200"],
  ["the status of GS a", "10 14 07 01", "?status"],
  ["another status", "10 14 07 02", "!1"],
  ["clear", "10 14 08 01 03 14 01 06 02 08", "?clear"],
  ["clear without its words", "10 14 08 01 03 14 01 06 02 07 'a' 0A", "a /30 !1"],
  ["clear takes the line being set", "'a' 10 14 08 01 03 14 01 06 02 08 'b' 0A", "b /30 ?clear"],
  ["clear leaves page mode", "1B 4C 'a' 10 14 08 01 03 14 01 06 02 08 'b' 0A", "b /30 ?clear"],
  ["no such request", "10 14 09 'a' 0A", "a /30 !1"],
  ["a status inside data is data", "1D 28 6B 0600 31 50 30 10 04 01", ""],
])("in real time: %s", (_name, script, expected) => {
  expect(drawEscpos(script)).toBe(expected);
});
