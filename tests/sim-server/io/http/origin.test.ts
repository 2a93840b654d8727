import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { fromOwnPage } from "../../../../sim-server/io/http/origin.ts";

test.each([
  ["http://localhost:3000", "localhost:3000", true],
  ["https://till.example", "till.example", true],
  ["http://localhost:3001", "localhost:3000", false],
  ["http://127.0.0.1:3000", "localhost:3000", false],
  ["http://localhost:3000.evil.example", "localhost:3000", false],
  ["http://evil.example/localhost:3000", "localhost:3000", false],
  ["null", "localhost:3000", false],
  ["", "localhost:3000", false],
  [undefined, "localhost:3000", false],
  ["http://localhost:3000", undefined, false],
])("origin %s, asking %s: own page %s", (origin, host, own) => {
  expect(fromOwnPage({ headers: { origin, host } } as IncomingMessage)).toBe(own);
});
