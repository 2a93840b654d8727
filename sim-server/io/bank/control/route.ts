import type { z } from "zod";
import type { BankDesk } from "../desk.ts";

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

/** One line of the control port: router, checks and OpenAPI are all made of it. */
export type Route = {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With `:name` where a name stands. */
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answer: z.ZodType;
  /** Of success; 200 unless said. */
  readonly status?: 201;
  readonly run: (desk: BankDesk, asked: Asked) => unknown;
};

/** What `run` returns where it refuses. */
export class Refused {
  readonly refusal: Refusal;

  constructor(status: Refusal["status"], error: string, hint: string) {
    this.refusal = { status, error, hint };
  }
}

/** A route whose body and query have the types of their schemas. */
export function route<Body extends z.ZodType, Query extends z.ZodType>(
  spec: Omit<Route, "run" | "body" | "query"> & {
    readonly body?: Body;
    readonly query?: Query;
    readonly run: (desk: BankDesk, asked: Asked<z.infer<Body>, z.infer<Query>>) => unknown;
  },
): Route {
  return spec as unknown as Route;
}
