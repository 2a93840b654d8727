import { createHash, randomInt } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { type Complaint, formatComplaint } from "../../../scenarios/format/complaint.ts";
import type { Acquirer } from "../../core/counter/acquirer.ts";
import type { Dialect } from "../../core/iso8583/dialect.ts";
import type { UnionPayFields } from "../../core/iso8583/dialects/unionpay.ts";
import { fitDialect } from "../../core/terminal/dialect-fit.ts";
import { nextStan, parseStan, type Stan } from "../../core/terminal/stan.ts";
import { loadDialect } from "../dialects/dialect-files.ts";
import { type AcquirerKeys, houseKeys, parseKeysFile } from "./keys-file.ts";

/** Someone else's bank: what the world must know of it, and where it listens. */
export type AcquirerSetup = {
  /** The shop's terminals there; at least one. */
  readonly acquirers: readonly Acquirer[];
  /** The trace number before that with which a session may begin now. */
  readonly lastStan: () => Stan;
  readonly host: string;
  readonly port: number;
  /** Whom to trust, in PEM; without it the line is not enciphered. */
  readonly ca: string | undefined;
};

/** What a command was told of someone else's bank, as it was written. */
export type AcquirerWords = {
  readonly address: string;
  readonly dialect: string | undefined;
  readonly keysFile: string | undefined;
  readonly caFile: string | undefined;
};

/** Chosen: sixteen times what there is to say in one. */
const KEYS_BYTES_MAX = 16_384;
/** Chosen: every certificate authority of a large company. */
const CA_BYTES_MAX = 1_048_576;

/**
 * Reads all that is said of someone else's bank.
 *
 * @throws TillyardError `config-invalid` with every complaint about the file that is wrong
 */
export function loadAcquirer(words: AcquirerWords): AcquirerSetup {
  const { host, port } = readAddress(words.address);
  const dialect = readDialect(words.dialect ?? "unionpay");
  const keys = readKeys(words.keysFile, dialect);
  const { caFile } = words;
  const ca = caFile === undefined ? undefined : readCa(caFile);
  const lastStan = countStans(randomInt(STAN_MAX));
  return { acquirers: acquirersOf(dialect, keys), lastStan, host, port, ca };
}

/** The acquirer as worlds know it, each by its own terminal. */
export function acquirersOf(
  dialect: Dialect<UnionPayFields>,
  { merchants, envelope, acquirerId }: AcquirerKeys,
): readonly Acquirer[] {
  return merchants.map((merchant) => {
    const set = JSON.stringify([merchant, envelope, acquirerId ?? "", dialect.spec]);
    return {
      merchant,
      speech: { dialect, envelope, ...(acquirerId === undefined ? {} : { acquirerId }) },
      fingerprint: createHash("sha256").update(set).digest("hex").slice(0, 16),
    };
  });
}

/**
 * Trace numbers from which sessions may go on, from a first one drawn by chance: an acquirer refuses
 * what it has had before, and no program knows what an earlier one has sent.
 */
export function countStans(first: number): () => Stan {
  let next = first;
  return () => {
    const stan = nextStan(parseStan(String(next % STAN_MAX).padStart(6, "0")));
    next += STANS_OF_SESSION;
    return stan;
  };
}

const STAN_MAX = 999_999;
/** Chosen: more than a lesson has messages. */
const STANS_OF_SESSION = 100;

/** The acquirer for a session whose terminal has used trace numbers up to `lastStan`. */
export function fromStan(acquirer: Acquirer, lastStan: string): Acquirer {
  return { ...acquirer, merchant: { ...acquirer.merchant, lastStan: parseStan(lastStan) } };
}

function readAddress(address: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] =
    /^(?:\[([^\]\s]+)\]|([^:\s/]+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new TillyardError("config-invalid", `--acquirer "${address}" is no address`, {
    hint: "give a name or address and a port, like bank.example:8583 or [::1]:8583",
  });
}

function readDialect(nameOrFile: string): Dialect<UnionPayFields> {
  const loaded = loadDialect(nameOrFile);
  if (!loaded.ok) throw complaining(loaded.error, "docs/dialects.md says how a dialect is written");
  const fitting = fitDialect(loaded.value);
  if (fitting.ok) return fitting.value;
  const list = fitting.error.map((misfit) => `\n  - ${misfit}`).join("");
  throw new TillyardError(
    "config-invalid",
    `the terminal cannot speak the dialect ${loaded.value.name}:${list}`,
    { hint: "write a dialect `like: unionpay` that says only what differs; see docs/acquirer.md" },
  );
}

function readKeys(file: string | undefined, dialect: Dialect): AcquirerKeys {
  const { wire } = dialect.spec;
  const keys =
    file === undefined
      ? houseKeys(wire)
      : parseKeysFile(readText(file, KEYS_BYTES_MAX), file, wire);
  if (keys.ok) return keys.value;
  if (typeof keys.error !== "string") {
    throw complaining(keys.error, "docs/acquirer.md says what a keys file holds");
  }
  throw new TillyardError("config-invalid", keys.error, {
    hint: "give a keys file: --acquirer-keys FILE",
  });
}

function readCa(file: string): string {
  const pem = readText(file, CA_BYTES_MAX);
  if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
  throw new TillyardError("config-invalid", `${file} holds no certificate in PEM`, {
    hint: "give the certificate of the authority that signed the acquirer's: --acquirer-tls FILE",
  });
}

function complaining(complaints: readonly Complaint[], hint: string): TillyardError {
  const message = complaints.map(formatComplaint).join("\n  ");
  return new TillyardError("config-invalid", message, { hint });
}

function readText(file: string, bytesMax: number): string {
  const refuse = (what: string, cause?: unknown): TillyardError =>
    new TillyardError("config-invalid", `${file} ${what}`, {
      hint: "check the path and your right to read it",
      cause,
    });
  try {
    if (statSync(file).size > bytesMax) throw refuse(`is larger than ${bytesMax} bytes`);
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TillyardError) throw error;
    if (error instanceof TypeError) throw refuse("is not UTF-8 text", error);
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw refuse(`cannot be read (${code})`, error);
  }
}
