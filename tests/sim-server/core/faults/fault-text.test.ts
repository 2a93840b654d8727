import { describe, expect, test } from "vitest";
import { ALWAYS } from "../../../../device-emulators/kit/faults/fault-kind.ts";
import { FAULTS } from "../../../../sim-server/core/faults/catalogue.ts";
import { faultText, readFaultText } from "../../../../sim-server/core/faults/fault-text.ts";

function read(text: string) {
  const fault = readFaultText(text, FAULTS);
  return fault.ok ? fault.value.order : fault.error;
}

describe("a fault as it is typed", () => {
  test.each([
    ["cable.reset", { nth: 1, times: 1, params: {} }],
    ["cable.drop,bytes=200,nth=2", { nth: 2, times: 1, params: { bytes: 200 } }],
    ["cable.stall", { nth: 1, times: 1, params: { ms: 5_000 } }],
    ["cable.flip,chance=5", { nth: 1, times: ALWAYS, params: { chance: 5 } }],
    ["cable.flip,chance=5,times=3", { nth: 1, times: 3, params: { chance: 5 } }],
    ["cable.lose, count=2, way=host", { nth: 1, times: 1, params: { count: 2, way: "host" } }],
    ["printer.cutter-jam,match=GS V", { nth: 1, times: 1, params: { match: "GS V" } }],
    ["cable.flip,match=31", { nth: 1, times: 1, params: { match: "31" } }],
    ["card.status,sw=6985,apdu=4", { nth: 1, times: 1, params: { sw: "6985", apdu: 4 } }],
  ])("%s is read", (text, order) => {
    expect(read(text)).toEqual({ fault: text.split(",")[0], ...order });
  });

  test.each([
    ["cable.drp", "there is no fault `cable.drp` here; did you mean `cable.drop`?"],
    ["", "there is no fault `` here; there are `bank.request-lost`"],
    ["cable.drop,byte=2", "`cable.drop` takes no `byte`; did you mean `bytes`?"],
    ["cable.drop,bytes", "`bytes` is no `name=value`"],
    ["cable.drop,bytes=many", "`bytes` must be a whole number"],
    ["cable.drop,bytes=-1", "`bytes` must be a whole number"],
    ["cable.drop,bytes=1000000001", "`bytes` must be from 0 to 1000000000"],
    ["cable.drop,nth=0", "`nth` must be from 1 to 1000000000"],
    ["cable.drop,bytes=1,bytes=2", "`bytes` stands twice"],
    ["cable.drop,way=up", "`way` must be one of device, host, both"],
    ["cable.drop,match=ESCp", "`match` has `ESCp`, which is no byte"],
    ["card.status,sw=0000", "`sw` must be a status word, such as 6F00"],
    ["card.pulled,nth=2", "`card.pulled` takes no `nth`; there is `apdu`"],
  ])("%s is refused, and what was meant is said", (text, why) => {
    expect(read(text)).toEqual(expect.stringContaining(why));
  });

  test("reads again as what was read", () => {
    for (const { id, params } of FAULTS) {
      const all = params.filter(({ fallback }) => fallback !== "");
      const text = [id, ...all.map(({ name, fallback }) => `${name}=${fallback}`)].join(",");
      const order = read(text);
      expect([id, typeof order === "string" ? order : read(faultText(order))]).toEqual([id, order]);
    }
  });
});
