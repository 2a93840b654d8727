import { expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { type Chance, chance } from "../../../../device-emulators/kit/chance.ts";
import { drawWorkingKeys } from "../../../../sim-server/core/bank/keys.ts";

/** Keys and download computed apart from this program, as for the golden frames. */
test("the download has PIN key and doubled MAC key under the master key, each with its check", () => {
  const drawn = [...fromHex("11223344556677888877665544332211 A1B2C3D4E5F60718")];
  const loaded: Chance = { ...chance(0, ""), below: () => drawn.shift() ?? 0 };
  const { download } = drawWorkingKeys(
    desCipher(fromHex("0123456789ABCDEFFEDCBA9876543210")),
    loaded,
    "003",
  );
  expect(toHex(download)).toBe(
    "3EB3B72576BBBE832532DF5DD75880D3491510CAFD7AF640961CDB8BFD7AF640961CDB8B5FFE0009",
  );
});
