import { expect, test } from "vitest";
import { readSeatCode, seatCodeOf } from "../../../../sim-server/io/hardware/seat-code.ts";

const PERSON = "0123456789abcdef0123456789abcdef";

test("a seat's code is the same each time, another for another person, and easy to read", () => {
  expect(seatCodeOf(PERSON)).toBe(seatCodeOf(PERSON));
  const codes = Array.from({ length: 200 }, (_, at) => seatCodeOf(`person ${at}`));
  expect(new Set(codes).size).toBe(200);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
});

test.each(["k7m2px", "K7M-2PX", " k7m 2px "])("%s is typed for K7M2PX", (typed) => {
  expect(readSeatCode(typed)).toBe("K7M2PX");
});
