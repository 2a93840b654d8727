import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { startDevice } from "../kit/device.ts";

const PYTHONS = ["/usr/bin/python3", "python3"];
const python = PYTHONS.find(
  (name) => spawnSync(name, ["-c", "import escpos.printer"]).status === 0,
);
const unable =
  python === undefined
    ? " (python-escpos missing: Debian 13: apt-get install python3-escpos; elsewhere pip install python-escpos)"
    : "";

/** A till made with python-escpos, which nobody here wrote. */
const TILL = `
import sys
from escpos.printer import Network
till = Network("127.0.0.1", port=int(sys.argv[1]), profile="TM-T88V")
till.set(align="center", bold=True, double_height=True, double_width=True)
till.text("GREEN GROCER\\n")
till.set(align="left", bold=False, normal_textsize=True)
till.textln("Café Ñandú ž €")
till.barcode("4006381333931", "EAN13", 64, 2, "BELOW", "A")
till.qr("https://example.com/1", size=4, native=True)
till.cut()
print("online", till.is_online(), "paper", till.paper_status())
till.cashdraw(2)
till.close()
`;

describe.skipIf(python === undefined)(`a till made with python-escpos${unable}`, () => {
  test.each([
    ["in order", [], "online True paper 2"],
    ["near the end of its paper", ["--paper", "1000"], "online True paper 1"],
  ])(
    "prints on a printer %s, reads its status and opens the drawer",
    async (_name, words, said) => {
      const { port, events } = await startDevice([
        "printer",
        "--tcp",
        "0",
        "--model",
        "TM-T88V",
        ...words,
      ]);
      const { stdout } = await promisify(execFile)(python ?? "", ["-c", TILL, `${port}`]);
      expect(stdout).toContain(said);
      expect(await events("kick")).toMatchObject([{ pin: 2 }]);
      const [torn] = await events("torn");
      expect([torn?.["text"]].flat().filter((line) => line !== "")).toEqual([
        "    GREEN GROCER",
        "Café Ñandú ž €",
        "[ean-13]",
        "[qr]",
        expect.stringContaining("cut"),
      ]);
    },
  );
});
