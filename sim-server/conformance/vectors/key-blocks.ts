import { aesCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { unwrapKeyBlock } from "../../../device-emulators/crypto/key-block.ts";
import { aesKeyCheckValue, keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

/** Key blocks, the key in each, and its check value. */
export const KEY_BLOCKS_PUBLISHED = [
  {
    name: "B, PIN key",
    source: "TR-31:2018 A.7.2.2, via openemv/tr31",
    protection: "DD7515F2BFC17F85CE48F3CA25CB21F6",
    block: "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E",
    key: "3F419E1CB7079442AA37474C2EFBF8B8",
    checkValue: "57C409",
  },
  {
    name: "B, BDK with its KSN",
    source: "TR-31:2018 A.7.3.2, via openemv/tr31",
    protection: "1D22BF32387C600AD97F9B97A51311AC",
    block:
      "B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A52190E248719E24B433627",
    key: "E8BC63E5479455E26577F715D587FE68",
    checkValue: "9A4212",
  },
  {
    name: "B, BDK with its KSN, length hidden",
    source: "ANSI X9.143:2021 8.4.2, via openemv/tr31",
    protection: "1D22BF32387C600AD97F9B97A51311AC",
    block:
      "B0120B0TX12S0100KS1800604B120F929280000015CEB14B76D551F21EC43A75390FA118A98C6CB049E3B9E864A5F4A8B9A5108A6DB5635C95B042D7",
    key: "E8BC63E5479455E26577F715D587FE68",
    checkValue: "9A4212",
  },
  {
    name: "B, key encryption key",
    source: "Thales payShield 10k, via openemv/tr31",
    protection: "EFE0853B256B583D868F251CE99EA1D9",
    block: "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228",
    key: "5DB50B454F8389ADCE573BE50861F2BF",
    checkValue: "5C9405",
  },
  {
    name: "D, PIN key",
    source: "TR-31:2018 A.7.4, via openemv/tr31",
    protection: "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6",
    block:
      "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34",
    key: "3F419E1CB7079442AA37474C2EFBF8B8",
    checkValue: "08793E",
  },
  {
    name: "D, PIN key, length hidden",
    source: "ANSI X9.143:2021 8.1, via openemv/tr31",
    protection: "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6",
    block:
      "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C158A476FAC12C13C3829DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557",
    key: "3F419E1CB7079442AA37474C2EFBF8B8",
    checkValue: "08793E25AB",
  },
  {
    name: "D, TDES BDK",
    source: "Thales payShield 10k, via openemv/tr31",
    protection: "4141414141414141414141414141414141414141414141414141414141414141",
    block:
      "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B49E92528E575785D8123559376A2553B27BE94F054F4E971C",
    key: "1FA1F7CEC798D91545DA8AE0C7796BD9",
    checkValue: "FF5087",
  },
  {
    name: "D, AES-256 data key",
    source: "Thales payShield 10k, via openemv/tr31",
    protection: "4141414141414141414141414141414141414141414141414141414141414141",
    block:
      "D0144D0AN00N0000127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2C5D6AC173BF588E4B19ACF1357178D50EA0AB193228E13958304FC6149632DFDCADF3A5B3D57E814",
    key: "BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC",
    checkValue: "0A00E3",
  },
] as const;

/** Check values of keys on their own. */
export const KEY_CHECK_VALUES = [
  {
    id: "TDES check value",
    source: "pyemv, tests/test_ac_hsm.py",
    key: "0123456789ABCDEFFEDCBA9876543210",
    expected: "08D7B4",
  },
] as const;

const UNWRAPPED = KEY_BLOCKS_PUBLISHED.map((row) => ({
  ...row,
  id: `version ${row.name}`,
  expected: row.key,
}));

const CHECKED = KEY_BLOCKS_PUBLISHED.map((row) => ({
  ...row,
  id: `version ${row.name}: check value`,
  expected: row.checkValue,
}));

export const KEY_BLOCKS: VectorGroup = {
  name: "Key blocks and check values: ANSI X9.143-2021 (TR-31), X9.24-1:2017 annex A",
  checks: [
    ...checksOf(KEY_CHECK_VALUES, ({ key }) => toHex(keyCheckValue(desCipher(fromHex(key)), 3))),
    ...checksOf(UNWRAPPED, ({ protection, block }) => {
      const read = unwrapKeyBlock(fromHex(protection), block);
      return read.ok ? toHex(read.value.key) : read.error;
    }),
    ...checksOf(CHECKED, ({ protection, block, checkValue }) => {
      const read = unwrapKeyBlock(fromHex(protection), block);
      if (!read.ok) return read.error;
      const { key, header } = read.value;
      const value =
        header.algorithm === "A"
          ? aesKeyCheckValue(aesCipher(key), 5)
          : keyCheckValue(desCipher(key), 3);
      return toHex(value).slice(0, checkValue.length);
    }),
  ],
};
