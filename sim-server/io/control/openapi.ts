import { z } from "zod";
import { VERSION } from "../../package-info.ts";
import { type Route, refusalView } from "./route.ts";

type Described = Omit<Route<never>, "run">;

/** The OpenAPI 3.1 description of `routes`. @source OpenAPI Specification 3.1.1 */
export function describeApi(title: string, routes: readonly Described[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: describeRoute(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title, version: VERSION },
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    security: [{}, { token: [] }],
  };
}

function describeRoute(route: Described) {
  const { path, method, summary, body, query, status } = route;
  const inPath = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: `${method}${path.replace(/[/:.]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    parameters: [...inPath, ...(query === undefined ? [] : describeQuery(query))],
    ...(body !== undefined && { requestBody: { required: true, content: json(body, "input") } }),
    responses: {
      [status ?? 200]: { description: "done", content: contentOf(route) },
      default: { description: "refused", content: json(refusalView, "output") },
    },
  };
}

function contentOf({ answer, contentType }: Described) {
  if (answer !== undefined) return json(answer, "output");
  return { [contentType ?? "application/octet-stream"]: {} };
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
