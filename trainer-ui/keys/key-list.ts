import type { Words } from "../text/zh-cn.ts";

/** The keys in groups, as the help lists them: what to press, and what it does. */
export function keyList(say: Words): readonly KeyGroup[] {
  const { deeds, help, till, terminal, hud, pause } = say;
  const { keys } = help;
  return [
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
      title: help.groups.terminal,
      keys: [
        ["0–9", help.digits],
        [keys.enter, terminal.keys.enter],
        [keys.backspace, terminal.keys.clear],
        [keys.del, terminal.keys.cancel],
        ["M", deeds["look-terminal"]],
        ["I", deeds.insert],
        ["O", deeds.remove],
        ["J", deeds.swipe],
        ["B", deeds.tap],
        ["Y", deeds["scan-code"]],
        ["N", deeds["clean-slot"]],
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
  ];
}

export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly (readonly [key: string, does: string])[];
};
