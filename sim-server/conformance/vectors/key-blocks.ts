import { aesCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { unwrapKeyBlock } from "../../../device-emulators/crypto/key-block.ts";
import { aesKeyCheckValue, keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

/** Key blocks, the key in each, and its check value where one was published. */
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
  {
    name: "D, elliptic curve key with its certificates",
    source: "ANSI X9.143:2021 8.6, via openemv/tr31",
    protection: "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6",
    block:
      "D1840S0ES00N0400CT000405CC020002F0MIICLjCCAdSgAwIBAgIIGDrdWBxuNpAwCgYIKoZIzj0EAwIwMTEXMB" +
      "UGA1UECgwOQWxwaGEgTWVyY2hhbnQxFjAUBgNVBAMMDVNhbXBsZSBFQ0MgQ0EwHhcNMjAwODE1MDIxMDEwWhcNMj" +
      "EwODE1MDIxMDEwWjBPMRcwFQYDVQQKDA5BbHBoYSBNZXJjaGFudDEfMB0GA1UECwwWVExTIENsaWVudCBDZXJ0aW" +
      "ZpY2F0ZTETMBEGA1UEAwwKMTIzNDU2Nzg5MDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEI/SLrH6fITA9y6Y3" +
      "BneuoT/5+EHSepZxCYeSstGll2sVvmSDZWWSbN6lh5Fb/zagrDjjQ/gZtWIOTf2wL1vSGjgbcwgbQwCQYDVR0TBA" +
      "IwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFHuvP526vFMywEoVoXZ5aX" +
      "NfhnfeMB8GA1UdIwQYMBaAFI+ZFhOWF+oMtcfYwg15vH5WmWccMEIGA1UdHwQ7MDkwN6A1oDOGMWh0dHA6Ly9jcm" +
      "wuYWxwaGEtbWVyY2hhbnQuZXhhbXBsZS9TYW1wbGVFQ0NDQS5jcmwwCgYIKoZIzj0EAwIDSAAwRQIhAPuWWvCTmO" +
      "dvQzUjCUmTX7H4sX4Ebpw+CI+aOQLu1DqwAiA0eR4FdMtvXV4P6+WMz5B10oea5xtLTfSgoBDoTkvKYQ==0002C4" +
      "MIICDjCCAbOgAwIBAgIIfnOsCbsxHjwwCgYIKoZIzj0EAwIwNjEXMBUGA1UECgwOQWxwaGEgTWVyY2hhbnQxGzAZ" +
      "BgNVBAMMElNhbXBsZSBSb290IEVDQyBDQTAeFw0yMDA4MTUwMjEwMDlaFw0zMDA4MTMwMjEwMDlaMDExFzAVBgNV" +
      "BAoMDkFscGhhIE1lcmNoYW50MRYwFAYDVQQDDA1TYW1wbGUgRUNDIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD" +
      "QgAEHCanM9n+Rji+3EROj+HlogmXMU1Fk1td7N3I/8rfFnre1GwWCUqXSePHxwQ9DRHCV3oht3OUU2kDfitfUIuj" +
      "A6OBrzCBrDASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBhjAdBgNVHQ4EFgQUj5kWE5YX6gy1x9jC" +
      "DXm8flaZZxwwHwYDVR0jBBgwFoAUvElIifFlt6oeUaopV9Y0lJtyPVQwRgYDVR0fBD8wPTA7oDmgN4Y1aHR0cDov" +
      "L2NybC5hbHBoYS1tZXJjaGFudC5leGFtcGxlL1NhbXBsZVJvb3RFQ0NDQS5jcmwwCgYIKoZIzj0EAwIDSQAwRgIh" +
      "ALT8+DG+++KuqqUGyBQ4YG4s34fqbujclxZTHxYWVVSNAiEAn3v5Xmct7fkLpkjGexiHsy6D90r0K2LlUqpN/069" +
      "y5s=KP10012331550BC9TS1320200818004100ZPB11000000000000023806274FDDE312047FA37117320D914" +
      "DD1CF20705A140E39FF88DF107110F26DDFDB20AD909B4C67987C76907C6518B63C8BB7969A52BA3EE6218C9" +
      "B29F02C243D23E5DF5F87D4CBC0E587DD619F1F228D3F605316DC39DDD6E9D13BAB633D13A97BE7EF67DBEEC" +
      "ADA32FA968E57BDF87EE5AEAA47CDCF427154AE66508B99EF6186011C7BE905F875B24C5D05EA14E",
    key:
      "307702010104202D493257A45B34C11B6526A03DB4D8AE16EE87A0C16BDF1BE23C2DD8B164A2D3A00A06082A" +
      "8648CE3D030107A14403420004423F48BAC7E9F21303DCBA6370677AEA13FF9F841D27A9671098792B2D1A59" +
      "76B15BE64836565926CDEA587915BFF36A0AC38E343F819B5620E4DFDB02F5BD21",
    checkValue: undefined,
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

const CHECKED = KEY_BLOCKS_PUBLISHED.flatMap(({ checkValue, ...row }) =>
  checkValue === undefined
    ? []
    : [{ ...row, id: `version ${row.name}: check value`, expected: checkValue }],
);

export const KEY_BLOCKS: VectorGroup = {
  name: "Key blocks and check values: ANSI X9.143-2021 (TR-31), X9.24-1:2017 annex A",
  checks: [
    ...checksOf(KEY_CHECK_VALUES, ({ key }) => toHex(keyCheckValue(desCipher(fromHex(key)), 3))),
    ...checksOf(UNWRAPPED, ({ protection, block }) => {
      const read = unwrapKeyBlock(fromHex(protection), block);
      return read.ok ? toHex(read.value.key) : read.error;
    }),
    ...checksOf(CHECKED, ({ protection, block, expected }) => {
      const read = unwrapKeyBlock(fromHex(protection), block);
      if (!read.ok) return read.error;
      const { key, header } = read.value;
      const value =
        header.algorithm === "A"
          ? aesKeyCheckValue(aesCipher(key), 5)
          : keyCheckValue(desCipher(key), 3);
      return toHex(value).slice(0, expected.length);
    }),
  ],
};
