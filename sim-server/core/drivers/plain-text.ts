/**
 * The text without U+0000 to U+001F and U+007F to U+009F, so that no device reads a command in it,
 * whoever it comes from. Nearly every text has none and stays itself.
 */
export function withoutControls(text: string): string {
  let clean = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && (code < 0x7f || code > 0x9f)) continue;
    clean += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : clean + text.slice(from);
}
