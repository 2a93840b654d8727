import { expect, test } from "vitest";
import type { RefusalMessage } from "../../../sim-server/contract/index.ts";
import { faultOf } from "../../../trainer-ui/pages/fault-of.ts";
import { EN } from "../../../trainer-ui/text/en.ts";

const refusal = (code: RefusalMessage["code"]): RefusalMessage => ({
  code,
  what: { zh: "服务器说", en: "the server says" },
});

test.each([
  [0, "server", EN.faults.unreachable, "retry"],
  [500, "server", EN.faults.other, "retry"],
  [404, "not-found", EN.faults.gone, "home"],
  [409, "not-found", EN.faults.unfinished, "lesson"],
  [401, "not-allowed", EN.faults.stranger, "home"],
  [400, "version", EN.faults.old, "reload"],
  [400, "malformed", EN.faults.other, "retry"],
] as const)(
  "status %i with %s says what, and offers one way out",
  (status, code, title, button) => {
    const fault = faultOf(status, refusal(code), EN.faults, "en");
    expect(fault.title).toBe(title);
    expect(fault.button).toBe(button);
    expect(fault.remedy).not.toBe("");
  },
);
