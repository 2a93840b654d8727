import { expect, test } from "vitest";
import type { Identity } from "../../../../../sim-server/core/terminal/messages/identity.ts";
import {
  managementRequest,
  serialNumberData,
} from "../../../../../sim-server/core/terminal/messages/management.ts";
import { GOLDEN } from "../../iso8583/golden.ts";

const IDENTITY: Identity = {
  terminalId: "12345678",
  merchantId: "TILLYARD0000001",
  capability: "5",
  partialApproval: false,
};

test("sign-on is the golden one", () => {
  const [, , frame] = GOLDEN.find(([name]) => name.startsWith("0800")) ?? [];
  const data = serialNumberData("TILLY0000001");
  const said = { stan: "000001", batch: "000001", operator: "01", data };
  expect(managementRequest(IDENTITY, "sign-on", said)).toEqual(frame?.message);
});

test.each([
  ["sign-off", "0820", "00000016002"],
  ["echo", "0820", "00000016301"],
  ["parameters", "0800", "00000016360"],
  ["status", "0820", "00000016362"],
  ["ca-key-list", "0820", "00000016372"],
  ["ca-key", "0800", "00000016370"],
  ["ca-key-end", "0800", "00000016371"],
  ["application-list", "0820", "00000016382"],
  ["application", "0800", "00000016380"],
  ["application-end", "0800", "00000016381"],
] as const)("%s is %s with DE 60 %s", (kind, mti, privateUse) => {
  const message = managementRequest(IDENTITY, kind, { batch: "000016", operator: "01" });
  expect([message.mti, message.fields[60], message.fields[11]]).toEqual([
    mti,
    privateUse,
    undefined,
  ]);
});
