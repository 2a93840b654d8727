import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { identityCookie, newSecretId, whoSends } from "../../../../sim-server/io/http/identity.ts";
import { createMemoryStore } from "../../../kit/memory-store.ts";

const ID = "0123456789abcdef0123456789abcdef";

test.each([
  [`tillyard=${ID}`, ID],
  [`other=1; tillyard=${ID}; more=2`, ID],
  [`tillyard=${ID.toUpperCase()}`, undefined],
  [`tillyard=${ID}0`, undefined],
  [`tillyard=${ID.slice(1)}`, undefined],
  ["tillyard=", undefined],
  [`nottillyard=${ID}`, undefined],
  ["", undefined],
  [undefined, undefined],
])("cookie %s is person %s", async (cookie, id) => {
  const request = { headers: { cookie } } as IncomingMessage;
  expect((await whoSends(request, createMemoryStore()))?.id).toBe(id);
});

test("a secret id is 128 bits in hex, another each time", () => {
  const ids = new Set(Array.from({ length: 1000 }, newSecretId));
  expect(ids.size).toBe(1000);
  expect([...ids].every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
});

test("the cookie is out of reach of scripts and of other sites", () => {
  expect(identityCookie({ id: ID, nickname: "a" })).toBe(
    `tillyard=${ID}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`,
  );
});
