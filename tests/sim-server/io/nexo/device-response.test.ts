import { describe, expect, test } from "vitest";
import type { View } from "../../../../sim-server/core/counter/view.ts";
import {
  diagnosisResponse,
  loginResponse,
} from "../../../../sim-server/io/nexo/device-response.ts";
import { openDriven, scenarioOf } from "../../../kit/driven.ts";

const POI = { poiId: "TY1-1", terminalId: "10023017", merchantId: "TILLYARD0000001" };
const { live } = openDriven(scenarioOf("scenarios/terminal/every-answer.yaml")).counter;
const VIEW = { terminal: live.terminal, printer: live.printer, clock: live.clock };

function viewWith(change: {
  readonly screen?: View["terminal"]["screen"];
  readonly paper?: View["printer"]["paper"];
  readonly cover?: View["printer"]["cover"];
  readonly error?: NonNullable<View["printer"]["error"]>;
}): typeof VIEW {
  const { screen = VIEW.terminal.screen, paper = "ok", cover = "closed", ...fault } = change;
  return {
    ...VIEW,
    terminal: { ...VIEW.terminal, screen },
    printer: { ...VIEW.printer, paper, cover, ...fault },
  };
}

describe("a diagnosis says", () => {
  test.each([
    ["that all is well", {}, false, { GlobalStatus: "OK", PrinterStatus: "OK" }],
    ["that it is busy", {}, true, { GlobalStatus: "Busy" }],
    ["that the roll ends soon", { paper: "near-end" }, false, { PrinterStatus: "PaperLow" }],
    ["that there is no paper", { paper: "out" }, false, { PrinterStatus: "NoPaper" }],
    ["that the cover is open", { cover: "open" }, false, { PrinterStatus: "OutOfOrder" }],
    ["that the cutter jams", { error: "cutter" }, false, { PrinterStatus: "OutOfOrder" }],
    ["that the terminal is dark", { screen: "dark" }, false, { GlobalStatus: "Maintenance" }],
    ["that there are no keys", { screen: "sign-on-failed" }, false, { SecurityOKFlag: false }],
  ] as const)("%s", (_what, change, busy, POIStatus) => {
    const said = diagnosisResponse(viewWith(change), { busy, reachable: undefined });
    expect(said).toMatchObject({ Response: { Result: "Success" }, POIStatus });
    expect(said).not.toHaveProperty("HostStatus");
  });

  test.each([true, false])("whether the bank has answered: %s", (reachable) => {
    expect(diagnosisResponse(VIEW, { busy: false, reachable })).toMatchObject({
      POIStatus: { CommunicationOKFlag: reachable },
      HostStatus: [{ IsReachableFlag: reachable }],
    });
  });
});

test("a login tells what the terminal is, by its own clock", () => {
  expect(loginResponse(VIEW, POI)).toMatchObject({
    POISystemData: {
      DateTime: "2025-06-18T09:41:00+08:00",
      POITerminalData: { POISerialNumber: "10023017" },
    },
  });
});
