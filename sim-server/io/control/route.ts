import { z } from "zod";

/** What a request says, read and checked. */
export type Asked<Body = unknown, Query = unknown> = {
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly query: Query;
};

/** Why a request cannot be served, and what to do. */
export type Refusal = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 500;
  readonly error: string;
  readonly hint: string;
};

/** One line of a control port: router, checks and OpenAPI are all made of it. */
export type Route<Desk> = {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With `:name` where a name stands. */
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** Undefined where the answer is no JSON. */
  readonly answer: z.ZodType | undefined;
  /** What the answer is, where it is no JSON: `image/png`. It is sent as it is. */
  readonly contentType?: string;
  /** Of success; 200 unless said. */
  readonly status?: 201;
  /** @returns the answer, `Refused`, or a promise of either */
  readonly run: (desk: Desk, asked: Asked) => unknown;
};

/** What `run` returns where it refuses. */
export class Refused {
  readonly refusal: Refusal;

  constructor(status: Refusal["status"], error: string, hint: string) {
    this.refusal = { status, error, hint };
  }
}

/** What is wrong, and what to do, for every answer that refuses. */
export const refusalView = z.strictObject({
  error: z.string().describe("what is wrong"),
  hint: z.string().describe("what to do"),
});

type Spec<Desk, Body extends z.ZodType, Query extends z.ZodType> = Omit<
  Route<Desk>,
  "run" | "body" | "query"
> & {
  readonly body?: Body;
  readonly query?: Query;
  readonly run: (desk: Desk, asked: Asked<z.infer<Body>, z.infer<Query>>) => unknown;
};

/** @returns what makes routes of that desk, their body and query of the types of their schemas */
export function routesOf<Desk>() {
  return <Body extends z.ZodType, Query extends z.ZodType>(
    spec: Spec<Desk, Body, Query>,
  ): Route<Desk> => spec as unknown as Route<Desk>;
}

/** The answer where there is no such thing. */
export function unknown(what: string, name: string, hint: string): Refused {
  return new Refused(404, `there is no ${what} ${name}`, hint);
}

/** The answer of what has nothing else to say. */
export const done = z.strictObject({ ok: z.literal(true) });
export const DONE = { ok: true } as const;
