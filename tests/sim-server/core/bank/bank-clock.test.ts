import fc from "fast-check";
import { expect, test } from "vitest";
import { wallAt } from "../../../../sim-server/core/bank/bank-clock.ts";

test.each([
  ["the epoch is eight in the morning", 0, "080000 0101 7001"],
  ["the last second of a day", Date.UTC(2026, 5, 15, 15, 59, 59, 999), "235959 0615 2606"],
  ["midnight begins the next", Date.UTC(2026, 5, 15, 16), "000000 0616 2606"],
  ["a leap day", Date.UTC(2028, 1, 28, 16), "000000 0229 2802"],
  ["no leap day", Date.UTC(2027, 1, 28, 16), "000000 0301 2703"],
  ["a century that is a leap year", Date.UTC(2000, 1, 28, 16), "000000 0229 0002"],
  ["new year", Date.UTC(2026, 11, 31, 16), "000000 0101 2701"],
])("%s", (_name, atMs, expected) => {
  const { time, date, yearMonth } = wallAt(atMs);
  expect(`${time} ${date} ${yearMonth}`).toBe(expected);
});

test("every February of five centuries ends when it should", () => {
  for (let year = 1970; year < 2470; year += 1) {
    const march = new Date(Date.UTC(year, 2, 1));
    const eve = new Date(march.getTime() - 1);
    expect(wallAt(march.getTime() - 8 * 3_600_000)).toMatchObject({ date: "0301" });
    expect(wallAt(eve.getTime() - 8 * 3_600_000)).toEqual({
      time: "235959",
      date: `02${eve.getUTCDate()}`,
      yearMonth: `${String(year).slice(2)}02`,
    });
  }
});

test("agrees with the runtime's calendar for two centuries", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2170, 0) }), (atMs) => {
      const iso = new Date(atMs + 8 * 3_600_000).toISOString();
      const [, year, month, day, hour, minute, second] =
        /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(iso) ?? [];
      expect(wallAt(atMs)).toEqual({
        time: `${hour}${minute}${second}`,
        date: `${month}${day}`,
        yearMonth: `${year}${month}`,
      });
    }),
  );
});
