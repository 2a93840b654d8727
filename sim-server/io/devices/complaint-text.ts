/**
 * A complaint about options as a file's reader wants it: the flag that it opens with is known by its
 * place, and others are keys there.
 */
export function withoutFlag(message: string): string {
  return message.replace(/^--\S+ /, "").replaceAll(/--([a-z][a-z-]*)/g, "`$1`");
}
