import type { Dialect } from "../dialect.ts";
import { iso87Ascii, iso87Bcd } from "./iso87.ts";
import { iso93Ascii } from "./iso93.ts";
import { unionPay } from "./unionpay.ts";

/** The dialects that need no file, by name. */
export const BUILT_IN_DIALECTS: ReadonlyMap<string, Dialect> = new Map(
  [unionPay, iso87Ascii, iso87Bcd, iso93Ascii].map((dialect: Dialect) => [dialect.name, dialect]),
);
