import { z } from "zod";
import { VERSION } from "../../../package-info.ts";
import type { Route } from "./route.ts";

const refusal = z.strictObject({
  error: z.string().describe("what is wrong"),
  hint: z.string().describe("what to do"),
});

/** The OpenAPI 3.1 description of `routes`. @source OpenAPI Specification 3.1.1 */
export function describeApi(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: describeRoute(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Tillyard bank, control port", version: VERSION },
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    security: [{}, { token: [] }],
  };
}

function describeRoute({ path, method, summary, body, query, answer, status }: Route) {
  const inPath = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: `${method}${path.replace(/[/:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    parameters: [...inPath, ...(query === undefined ? [] : describeQuery(query))],
    ...(body !== undefined && { requestBody: { required: true, content: json(body, "input") } }),
    responses: {
      [status ?? 200]: { description: "done", content: json(answer, "output") },
      default: { description: "refused", content: json(refusal, "output") },
    },
  };
}

function describeQuery(query: z.ZodType) {
  const { properties = {} } = schemaOf(query, "input") as { properties?: Record<string, object> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", schema }));
}

function json(schema: z.ZodType, io: "input" | "output") {
  return { "application/json": { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}
