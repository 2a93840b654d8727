import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import type { Frame } from "../../../../sim-server/core/iso8583/envelope.ts";

/**
 * Frames computed apart from this program, with another language's cipher library, from invented
 * keys and a published test card. Layout and bitmaps agree with captures of real terminals.
 */
export const GOLDEN: readonly (readonly [
  name: string,
  hex: string,
  frame: Frame<UnionPayFields>,
])[] = [
  [
    "0800 sign-on",
    "0057600003000060310031100108000020000000C00016000001313233343536373854494C4C59415244303030303030310011000000010030002553657175656E6365204E6F313254494C4C59303030303030310003303120",
    {
      envelope: toBank(),
      message: {
        mti: "0800",
        fields: {
          11: "000001",
          41: "12345678",
          42: "TILLYARD0000001",
          60: "00000001003",
          62: fromLatin1("Sequence No12TILLY0000001"),
          63: fromLatin1("01 "),
        },
      },
    },
  ],
  [
    "0810 with working keys",
    "007960000000036031003110010810003800010AC00014000001093000061508000000003030303030303030303030313030313233343536373854494C4C5941524430303030303031001100000001003000403EB3B72576BBBE832532DF5DD75880D3491510CAFD7AF640961CDB8BFD7AF640961CDB8B5FFE0009",
    {
      envelope: { destination: "0000", source: "0003", header: "603100311001" },
      message: {
        mti: "0810",
        fields: {
          11: "000001",
          12: "093000",
          13: "0615",
          32: "00000000",
          37: "000000000001",
          39: "00",
          41: "12345678",
          42: "TILLYARD0000001",
          60: "00000001003",
          62: fromHex(
            "3EB3B72576BBBE832532DF5DD75880D3491510CAFD7AF640961CDB8BFD7AF640961CDB8B5FFE0009",
          ),
        },
      },
    },
  ],
  [
    "0200 sale, stripe and PIN",
    "007260000300006031003110010200302004C020C0981100000000000000123400000202100012336212345678901265D30122200000000000313233343536373854494C4C5941524430303030303031313536D6C6C7D3916DCCDA26000000000000000013220000010005004344364131313738",
    {
      envelope: toBank(),
      message: {
        mti: "0200",
        fields: {
          3: "000000",
          4: "000000001234",
          11: "000002",
          22: "021",
          25: "00",
          26: "12",
          35: "6212345678901265=3012220000000000",
          41: "12345678",
          42: "TILLYARD0000001",
          49: "156",
          52: fromHex("D6C6C7D3916DCCDA"),
          53: "2600000000000000",
          60: "2200000100050",
          64: fromLatin1("CD6A1178"),
        },
      },
    },
  ],
  [
    "0400 time-out reversal",
    "005B600003000060310031100104003020048002C080190000000000000012340000020210003938313233343536373854494C4C5941524430303030303031313536001322000001000500001600000100000206153130443338463030",
    {
      envelope: toBank(),
      message: {
        mti: "0400",
        fields: {
          3: "000000",
          4: "000000001234",
          11: "000002",
          22: "021",
          25: "00",
          39: "98",
          41: "12345678",
          42: "TILLYARD0000001",
          49: "156",
          60: "2200000100050",
          61: "0000010000020615",
          64: fromLatin1("10D38F00"),
        },
      },
    },
  ],
  [
    "0500 settlement",
    "0060600003000060310031100105000020000000C18012000003313233343536373854494C4C594152443030303030303100620000000012340010000000000000000000000000000000000000000000000031353600110000000120100003303120",
    {
      envelope: toBank(),
      message: {
        mti: "0500",
        fields: {
          11: "000003",
          41: "12345678",
          42: "TILLYARD0000001",
          48: `000000001234001${"0".repeat(47)}`,
          49: "156",
          60: "00000001201",
          63: fromLatin1("01 "),
        },
      },
    },
  ],
];

function toBank() {
  return { destination: "0003", source: "0000", header: "603100311001" };
}
