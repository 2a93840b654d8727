import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { openKeyboard } from "../../../device-emulators/transports/keyboard.ts";
import type { OpenTransport } from "../../../device-emulators/transports/transport.ts";
import type { Finding } from "./finding.ts";

const WHAT = { what: "keyboard wedges, for device --keyboard", optional: true } as const;
const nothing = (): void => undefined;

/** Whether devices can type here, and by what. Nothing is typed. */
export async function examineKeyboard(open: OpenTransport = openKeyboard): Promise<Finding[]> {
  try {
    const cable = await open({
      ...{ opened: nothing, received: nothing, ended: nothing },
      ...{ closed: nothing, lineSet: nothing },
    });
    await cable.close();
    return [{ ...WHAT, good: true, found: cable.address, remedy: "" }];
  } catch (error) {
    if (!(error instanceof TillyardError)) throw error;
    return [{ ...WHAT, good: false, found: error.message, remedy: error.hint }];
  }
}
