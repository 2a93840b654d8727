/**
 * What came in on the line to someone else's bank, by the number of the call that it came on. The
 * first of a session says to whose set-up the line was laid, and from which trace number on.
 */
export type LineEvent =
  | { readonly kind: "laid"; readonly acquirer: string; readonly lastStan: string }
  | { readonly kind: "connected" | "refused" | "closed"; readonly call: number }
  | { readonly kind: "bytes"; readonly call: number; readonly hex: string };
