import {
  PRINTER_MODELS,
  type PrinterModel,
} from "../../device-emulators/devices/printer/models.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import type { Options } from "./verb.ts";

/** The most bytes of a print job that are read; chosen, above a long receipt's pictures. */
export const JOB_BYTES_MAX = 4_194_304;

export const MODEL_NAMES = [...PRINTER_MODELS.keys()].join(", ");

/**
 * The printers that `--model` names, in that order.
 *
 * @throws TillyardError `config-invalid` for a name that there is not
 */
export function chosenModels(call: Options): readonly PrinterModel[] {
  return call.texts("model").map((name) => {
    const model = PRINTER_MODELS.get(name);
    if (model !== undefined) return model;
    throw new TillyardError("config-invalid", `there is no printer ${name}`, {
      hint: `the models are ${MODEL_NAMES}`,
    });
  });
}
