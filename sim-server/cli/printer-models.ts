import { importCapabilities } from "../../device-emulators/devices/printer/capabilities.ts";
import {
  PRINTER_MODELS,
  type PrinterModel,
} from "../../device-emulators/devices/printer/models.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { readTextFile } from "../io/yaml-file.ts";
import type { Options } from "./verb.ts";

/** The most bytes of a print job that are read; chosen, above a long receipt's pictures. */
export const JOB_BYTES_MAX = 4_194_304;

/** Chosen: ten times the database of all printers. */
const PROFILES_BYTES_MAX = 4_194_304;

const BUILT_IN = [...PRINTER_MODELS.keys()].join(", ");

export const MODEL_NAMES = `${BUILT_IN}, or FILE.json#PROFILE`;

/**
 * The printers that `--model` names, in that order: by name, or as a profile in a file of
 * escpos-printer-db.
 *
 * @throws TillyardError `config-invalid` for a name that there is not, or a file that is none
 */
export function chosenModels(options: Options): readonly PrinterModel[] {
  return options.texts("model").map((name) => {
    const model = PRINTER_MODELS.get(name);
    if (model !== undefined) return model;
    const [, file, profile] = /^(.+\.json)(?:#(.*))?$/i.exec(name) ?? [];
    if (file !== undefined) return loadModel(file, profile);
    throw new TillyardError("config-invalid", `there is no printer ${name}`, {
      hint: `the models are ${BUILT_IN}; FILE.json#PROFILE takes one of escpos-printer-db`,
    });
  });
}

function loadModel(file: string, profile: string | undefined): PrinterModel {
  const parsed = parseJson(readTextFile(file, PROFILES_BYTES_MAX), file);
  const known = profilesOf(parsed);
  const [only, more] = known;
  const id = profile ?? (more === undefined ? only : undefined);
  if (id === undefined || (known.length > 0 && !known.includes(id))) {
    const what = id === undefined ? "names no profile" : `has no profile ${id}`;
    throw refusal(`${file} ${what}`, `give ${file}#PROFILE: ${known.slice(0, 8).join(", ")} …`);
  }
  const imported = importCapabilities(parsed, id);
  if (imported.ok) return imported.value;
  const { path, detail } = imported.error;
  throw refusal(
    `${file}: ${path.join(".")} ${detail}`,
    "give dist/capabilities.json of escpos-printer-db",
  );
}

function profilesOf(parsed: unknown): readonly string[] {
  if (typeof parsed !== "object" || parsed === null || !("profiles" in parsed)) return [];
  const { profiles } = parsed;
  return typeof profiles === "object" && profiles !== null ? Object.keys(profiles) : [];
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`${file} is not JSON`, "give dist/capabilities.json of escpos-printer-db");
  }
}

function refusal(what: string, hint: string): TillyardError {
  return new TillyardError("config-invalid", what, { hint });
}
