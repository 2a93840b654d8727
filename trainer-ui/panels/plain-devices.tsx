import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { printerWords } from "./printer-words.ts";

/** How the devices stand that have no words of their own: the printer and the drawer. */
export function PlainDevices() {
  const { printer, drawer } = usePlace().seen;
  const say = words();
  const { things, marks } = say;
  return (
    <dl class="states">
      {printer !== undefined && (
        <div>
          <dt>{things.printer}</dt>
          <dd>
            {[...printerWords(printer, say), ...(printer.printing ? [things.printing] : [])].join(
              marks.comma,
            )}
          </dd>
        </div>
      )}
      {drawer !== undefined && (
        <div>
          <dt>{things.drawer}</dt>
          <dd>{things.drawerIs[drawer.open ? "open" : "shut"]}</dd>
        </div>
      )}
    </dl>
  );
}
