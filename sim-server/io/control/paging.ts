import { z } from "zod";

const PAGE_MAX = 1_000;

export const count = z.coerce.number().int().min(1).max(PAGE_MAX);
/** Which part of a long list is wanted. */
export const page = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe("a number seen before"),
  limit: count.default(100),
});
