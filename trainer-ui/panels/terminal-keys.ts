import type { TerminalKey } from "../keys/command.ts";
import type { Words } from "../text/zh-cn.ts";
import type { IconName } from "./icon.tsx";

/** The keypad as it stands: digits from the top, 1 2 3 first, then the three function keys. */
export const KEYPAD: readonly { readonly key: TerminalKey; readonly rect: string }[] = [
  ...(["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const).map((key) => ({ key, rect: key })),
  { key: "star", rect: "*" },
  { key: "0", rect: "0" },
  { key: "hash", rect: "#" },
  { key: "cancel", rect: "cancel" },
  { key: "clear", rect: "clear" },
  { key: "enter", rect: "enter" },
];

/** The function keys, each told by shape and word as well as colour. */
export const FUNCTION_KEYS: Partial<
  Record<TerminalKey, { readonly icon: IconName; readonly tone: string }>
> = {
  cancel: { icon: "cross", tone: "cx" },
  clear: { icon: "back", tone: "cl" },
  enter: { icon: "circle", tone: "ok" },
};

/** What a screen reader calls a key. */
export function keyName(key: TerminalKey, say: Words["terminal"]["keys"]): string {
  return key in say ? say[key as keyof typeof say] : key;
}
