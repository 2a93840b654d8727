import type { WireView } from "../../sim-server/contract/index.ts";
import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { barOf, TRAINING_MARK } from "./scene-picture.ts";

/** What stands on the terminal's glass, as one line of text; devices keep their Chinese. */
export function lcdText(terminal: WireView["terminal"] | undefined): string {
  if (terminal === undefined) return "";
  return [terminal.title, ...terminal.lines.map(({ text }) => text)]
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("，");
}

/** The glass mirrored for screen readers: it speaks when it changes. */
export function LcdMirror() {
  const { seen } = usePlace();
  return (
    <p class="sr" aria-live="polite" aria-atomic="true" data-testid="lcd" lang="zh-CN">
      <span lang="">{words().terminal.title}</span> {lcdText(seen.terminal)}
    </p>
  );
}

/** The glass drawn in the page, for the lean-in view and the plain view. */
export function Lcd() {
  const { seen } = usePlace();
  const { terminal } = seen;
  const failed = terminal?.leds[3] === "on" && terminal.leds[0] === "off";
  return (
    <div
      class={failed ? "sc bad" : "sc"}
      lang="zh-CN"
      aria-label={words().terminal.screen}
      role="img"
    >
      <div class="b">
        <span>{barOf(terminal?.title ?? "")}</span>
        <span>{TRAINING_MARK}</span>
      </div>
      <div class="m">
        {terminal?.lines.map((line, at) => (
          <p key={at} class={`z${line.size} ${line.align} ${line.inverse === true ? "inv" : ""}`}>
            {line.text}
          </p>
        ))}
      </div>
    </div>
  );
}
