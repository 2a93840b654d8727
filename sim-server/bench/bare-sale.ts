import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import { unionPay3des } from "../../device-emulators/crypto/cryptogram-scheme.ts";
import { unionPayMac } from "../../device-emulators/crypto/mac.ts";
import { encodePinBlock } from "../../device-emulators/crypto/pin-block.ts";
import { fromHex, fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import { invariant } from "../../device-emulators/kit/errors.ts";
import { parsePan } from "../../device-emulators/kit/pan.ts";
import { unionPay } from "../core/iso8583/dialects/unionpay.ts";
import { pack } from "../core/iso8583/pack.ts";
import { unpack } from "../core/iso8583/unpack.ts";

/**
 * The ciphers and frames of one card sale and nothing else: what no implementation can do without.
 *
 * Both ends derive the session key and compute the request, the issuer's answer and the final
 * cryptogram; the PIN is enciphered and deciphered; request and response are packed, given a MAC,
 * read and checked.
 */
export function ciphersOfOneSale(): () => unknown {
  const pan = parsePan("6212345678901265");
  invariant(pan !== undefined, "the benchmark's card is a test card");
  const card = unionPay3des.openCard(fromHex("786690B5648DDE28AA4C9B285DBEE950"));
  const pinKey = desCipher(fromHex("11223344556677888877665544332211"));
  const macKey = desCipher(fromHex("A1B2C3D4E5F60718"));
  const data = fromHex(
    "00000000123400000000000001560000000000015626061500123456787C00000103A0A000",
  );
  const request = {
    mti: "0200",
    fields: {
      2: pan,
      3: "000000",
      4: "000000001234",
      11: "000002",
      22: "051",
      25: "00",
      26: "12",
      41: "10023017",
      42: "TILLYARD0000001",
      49: "156",
      52: new Uint8Array(8),
      53: "2600000000000000",
      55: new Uint8Array(140),
      60: "2200000100050",
      64: new Uint8Array(8),
    },
  };
  const response = {
    mti: "0210",
    fields: { ...request.fields, 37: "061509300002", 38: "123456", 39: "00", 52: undefined },
  };
  const arc = fromLatin1("00");

  const oneEnd = (): void => {
    const key = card({ atc: 1 });
    const cryptogram = key.compute(data);
    key.computeResponse(cryptogram, arc);
    key.compute(data);
  };
  const carry = (message: typeof request | typeof response): unknown => {
    const packed = pack(unionPay, message);
    invariant(packed.ok, "the benchmark's own message can be written");
    unionPayMac(macKey, packed.value);
    unionPayMac(macKey, packed.value);
    return unpack(unionPay, packed.value);
  };
  return () => {
    oneEnd();
    oneEnd();
    const block = pinKey.encrypt(encodePinBlock("123456", pan));
    pinKey.decrypt(block);
    carry(request);
    return carry(response);
  };
}
