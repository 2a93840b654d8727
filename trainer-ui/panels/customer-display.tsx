import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Key } from "./icon.tsx";

/** The glass of the customer display, drawn in the page; devices keep their Chinese. */
export function CustomerDisplay() {
  const { seen } = usePlace();
  const lines = seen.display?.lines ?? ["", ""];
  return (
    <div class="vfd" role="img" aria-label={`${words().things.display} ${displayText(lines)}`}>
      {lines.map((line, at) => (
        <p key={at} lang="zh-CN">
          {line}
        </p>
      ))}
    </div>
  );
}

/** What stands on it, as one line of text. */
export function displayText(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim().replaceAll(/ {2,}/g, " "))
    .filter((line) => line !== "")
    .join("，");
}

/** The customer display from near. */
export function DisplayLeanIn() {
  const place = usePlace();
  const { things, back } = words();
  return (
    <>
      <div class="abs scrim" />
      <Dialog label={things.display} className="abs near-display">
        <CustomerDisplay />
        <button type="button" class="btn" data-first onClick={place.shut}>
          {back} <Key>Esc</Key>
        </button>
      </Dialog>
    </>
  );
}
