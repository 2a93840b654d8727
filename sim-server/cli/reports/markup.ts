/** Text that can stand in HTML or XML, also inside quotes, and is nothing but text there. */
export function escapeMarkup(text: string): string {
  let escaped = "";
  for (const character of text) escaped += ESCAPES[character] ?? printable(character);
  return escaped;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @source XML 1.0, 2.2: of the control characters only tab, line feed and return may occur */
function printable(character: string): string {
  return character >= " " || "\t\n\r".includes(character) ? character : "\uFFFD";
}
