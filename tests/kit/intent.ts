import type { RecordOf } from "../../sim-server/core/terminal/journal-record.ts";

/** The intent of a sale with a chip, but for `changes`. */
export function intentOf(changes: Partial<RecordOf<"intent">> = {}): RecordOf<"intent"> {
  return {
    kind: "intent",
    stan: "000002",
    batch: "000016",
    transaction: "sale",
    entry: "chip",
    amount: "000000008640",
    date: "20250618",
    operator: "01",
    sealedPan: "00",
    maskedPan: "621234******1265",
    expiry: "3012",
    panSequence: "001",
    entryMode: "051",
    iccData: "9500",
    aid: "A000000333010101",
    arqc: "1122334455667788",
    atc: "0001",
    originalStan: "",
    originalRrn: "",
    originalDate: "",
    originalCode: "",
    ...changes,
  };
}

/** The bank's approval of it, but for `changes`. */
export function approvalOf(changes: Partial<RecordOf<"approved">> = {}): RecordOf<"approved"> {
  return {
    kind: "approved",
    stan: "000002",
    responseCode: "00",
    amount: "000000008640",
    rrn: "061809410002",
    approvalCode: "084554",
    date: "0618",
    time: "094127",
    issuer: "01020000",
    tc: "8877665544332211",
    tvr: "8000048000",
    tsi: "6800",
    verified: "",
    tcData: "9F26088877665544332211",
    ...changes,
  };
}
