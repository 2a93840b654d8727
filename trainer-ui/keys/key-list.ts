import type { Opened } from "../../sim-server/contract/index.ts";
import type { Words } from "../text/zh-cn.ts";

/** Ways in besides the chip, as a lesson's terminal is set up. */
type Ways = Opened["lesson"]["ways"];

const EVERY_WAY: Ways = ["contactless", "stripe", "manual", "codes"];

/**
 * The keys in groups, as the help lists them: what to press, and what it does.
 *
 * @param ways what the terminal takes besides chips; keys for anything else mean nothing
 */
export function keyList(say: Words, ways: Ways = EVERY_WAY): readonly KeyGroup[] {
  const { deeds, help, till, terminal, hud, pause } = say;
  const { keys } = help;
  const onlyFor = (way: Ways[number], ...rows: KeyGroup["keys"]): KeyGroup["keys"] =>
    ways.includes(way) ? rows : [];
  return [
    {
      title: help.groups.terminal,
      keys: [
        ["0–9", ways.includes("manual") ? help.digitsAndNumber : help.digits],
        [keys.enter, help.enterDoes],
        [keys.backspace, terminal.keys.clear],
        [keys.del, help.cancelDoes],
        ["M", deeds["look-terminal"]],
        ["I", deeds.insert],
        ["O", deeds.remove],
        ...onlyFor("stripe", ["J", deeds.swipe]),
        ...onlyFor("contactless", ["B", deeds.tap]),
        ...onlyFor("codes", ["Y", deeds["scan-code"]], ["*", help.kCode]),
        ["N", deeds["clean-slot"]],
      ],
    },
    {
      title: help.groups.till,
      keys: [
        [keys.space, help.spaceDoes],
        ["Q", till.card],
        ["R", till.cash],
        ["F3", till.keys["delete-line"]],
        ["F4", till.keys["cancel-sale"]],
        ["E", deeds["close-drawer"]],
      ],
    },
    {
      title: help.groups.talk,
      keys: [
        ["S", deeds.talk],
        ["P", deeds.phone],
        ["F1", help.readOut],
        ["H", hud.help],
        ["Alt V", pause.plain],
        [keys.esc, help.pauseDoes],
      ],
    },
    {
      title: help.groups.hands,
      keys: [
        ["C", deeds["look-card"]],
        ["U", deeds["turn-card"]],
        ["G", deeds["give-card"]],
        ["K", deeds["give-pad"]],
        ["A", deeds["look-away"]],
        ["T", deeds.tear],
        ["L", deeds["load-paper"]],
        ["X", deeds["look-slip"]],
        ["V", deeds["look-merchant"]],
        ["F", deeds["file-slip"]],
        ["D", deeds["give-slip"]],
      ],
    },
  ];
}

export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly (readonly [key: string, does: string])[];
};
