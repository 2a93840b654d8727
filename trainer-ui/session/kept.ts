/** What this browser remembers of a setting; nothing where storage is switched off. */
export function kept(name: string): string | undefined {
  try {
    return globalThis.localStorage?.getItem(`tillyard.${name}`) ?? undefined;
  } catch {
    // Storage may be forbidden by the browser; settings then last as long as the page.
    return undefined;
  }
}

/** Remembers a setting where the browser allows it. */
export function keep(name: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(`tillyard.${name}`, value);
  } catch {
    // As above: the setting still holds for this page.
  }
}
