import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { startBankApp } from "../../../../../sim-server/bank-app.ts";
import { iso87Ascii } from "../../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { loadBankFile } from "../../../../../sim-server/io/bank/bank-file.ts";
import { ROUTES } from "../../../../../sim-server/io/bank/control/routes.ts";
import { keyedPurchase, openLine, SIGNATURE } from "../../../../kit/bank-line.ts";

const TOKEN = "a token of twenty chars";

async function open(token?: string) {
  const failures: unknown[] = [];
  const bank = await startBankApp({
    setup: loadBankFile(),
    dialect: iso87Ascii,
    host: "127.0.0.1",
    port: 0,
    control: { port: 0, token },
    seed: 1,
    failed: (error) => failures.push(error),
  });
  onTestFinished(async () => {
    await bank.close();
    expect(failures).toEqual([]);
  });
  const { controlPort = 0 } = bank;
  const url = `http://localhost:${controlPort}`;
  const json = { "Content-Type": "application/json" };
  const ask = async (what: string, body?: unknown, headers: Record<string, string> = json) => {
    const [method = "GET", path = ""] = what.split(" ");
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { method, headers, ...sent });
    return { status: response.status, said: JSON.parse(await response.text()) };
  };
  return { bank, url, controlPort, ask, line: await openLine(bank.port, iso87Ascii) };
}

describe("the control port", () => {
  test("shows and sets accounts by entries in the ledger", async () => {
    const { ask } = await open();
    const { said } = await ask("PATCH /accounts/poor", { balanceMinor: 777, state: "held" });
    expect(said).toMatchObject({
      id: "poor",
      balanceMinor: 777,
      availableMinor: 777,
      state: "held",
    });
    expect((await ask("GET /ledger?last=1")).said).toMatchObject([
      { kind: "adjustment", lines: [{ account: "cardholder:poor", amountMinor: 677 }, {}] },
    ]);
    expect((await ask("GET /accounts")).said).toHaveLength(11);
    expect((await ask("GET /accounts/poor")).said.balanceMinor).toBe(777);
  });

  test("shows cards by name, their numbers masked, and sets them", async () => {
    const { ask } = await open();
    expect((await ask("PATCH /cards/debit.1", { state: "stolen", pinTriesLeft: 1 })).said).toEqual({
      id: "debit.1",
      account: "debit",
      number: "621234******1265",
      expiry: "3012",
      state: "stolen",
      pinTriesLeft: 1,
    });
  });

  test("shows what came of a message, and why", async () => {
    const { ask, line } = await open();
    await line.ask(keyedPurchase("000001"));
    const name = "10023017/000001/000001-0615093000";
    expect((await ask(`GET /exchanges/${name}`)).said).toMatchObject({ name, stands: true });
    expect((await ask("GET /exchanges?limit=1")).said).toHaveLength(1);
    expect((await ask("GET /exchanges?after=1")).said).toEqual([]);
    expect((await ask("GET /explain/1")).said).toMatchObject({ finding: "approved" });
    expect((await ask(`GET /explain/${name}`)).said).toMatchObject({ frame: 1 });
    const messages = (await ask("GET /messages")).said;
    expect(messages.map(({ mti }: { mti: string }) => mti)).toEqual([undefined, "0200", "0210"]);
    expect(JSON.stringify(messages)).not.toContain(SIGNATURE.pan);
  });

  test("takes rules", async () => {
    const { ask, line } = await open();
    const rule = { id: "busy", when: { times: 1 }, action: { do: "answer", code: "96" } };
    expect((await ask("PUT /rules", [rule])).status).toBe(200);
    expect(await line.draw(keyedPurchase("000001"))).toBe("0210 96");
    expect(await ask("POST /rules", { ...rule, id: "again" })).toMatchObject({ status: 201 });
    expect((await ask("GET /rules")).said).toHaveLength(2);
    expect((await ask("DELETE /rules/again")).said).toEqual({ ok: true });
    expect((await ask("DELETE /rules")).said).toEqual({ ok: true });
    expect((await ask("GET /rules")).said).toEqual([]);
  });

  test("takes issuers down, breaks the acquirer, and resets", async () => {
    const { ask, line } = await open();
    await ask("PATCH /issuers/01020000", { condition: "unreachable" });
    expect(await line.draw(keyedPurchase("000001"))).toBe("0210 92");
    await ask("PATCH /acquirer", { condition: "broken" });
    expect(await line.draw(keyedPurchase("000002"))).toBe("0210 96");
    expect((await ask("POST /reset")).said).toEqual({ ok: true });
    expect((await ask("GET /issuers")).said).toMatchObject([{ condition: "up" }]);
    expect(await line.draw(keyedPurchase("000001"))).toBe("0210 00");
  });

  test("tells terminals what to do, and gives out codes", async () => {
    const { ask } = await open();
    const told = await ask("POST /terminals/10023017/instructions", { instruction: "sign-on" });
    expect(told).toMatchObject({ status: 201, said: { instructions: ["sign-on"] } });
    expect((await ask("GET /terminals")).said).toHaveLength(2);
    const kCode = await ask("POST /k-codes", { card: "debit.1", merchant: "TILLYARD0000001" });
    expect(kCode.said.code).toMatch(/^\d{6}$/);
    const { said } = await ask("POST /payment-codes", { account: "debit" });
    expect(said.code).toMatch(/^\d{18}$/);
    expect((await ask(`POST /payment-codes/${said.code}/decision`, { choice: "pay" })).status).toBe(
      409,
    );
  });
});

describe("a request that cannot be served is told what to do:", () => {
  test.each<[string, unknown, number, string]>([
    ["GET /nothing", undefined, 404, "there is nothing under that path"],
    ["GET /accounts/rich", undefined, 404, "there is no account rich"],
    ["PATCH /cards/rich.1", {}, 404, "there is no card rich.1"],
    ["GET /explain/7", undefined, 404, "there is no frame 7"],
    ["GET /exchanges/a/b/c", undefined, 404, "there is no exchange a/b/c"],
    ["DELETE /rules/x", undefined, 404, "there is no rule x"],
    ["PATCH /issuers/1", { condition: "up" }, 404, "there is no issuer 1"],
    ["POST /terminals/1/instructions", { instruction: "keys" }, 404, "there is no terminal 1"],
    ["POST /payment-codes", { account: "poor" }, 404, "there is no wallet of account poor"],
    ["PATCH /accounts/poor", { balance: 1 }, 400, "the body does not take balance"],
    ["PATCH /accounts/poor", { balanceMinor: -1 }, 400, "balanceMinor"],
    ["PATCH /accounts/poor", { balanceMinor: 1.5 }, 400, "balanceMinor"],
    ["PUT /rules", { id: "a" }, 400, "must be a list"],
    ["PUT /rules", [{ id: "a", action: { do: "lose", what: "x" } }], 400, "0.action.what"],
    [
      "PUT /rules",
      [1, 2].map(() => ({ id: "a", action: { do: "delay", ms: 1 } })),
      400,
      "1.id stands twice",
    ],
    [
      "POST /rules",
      { id: "a", when: { card: "4111111111111111" }, action: { do: "delay", ms: 1 } },
      400,
      "when.card is not a test card",
    ],
    ["PUT /rules", [{ id: "a", action: { do: "answer", code: "911" } }], 400, "has 2 characters"],
    ["POST /rules", { id: "a", action: { do: "change", fields: { 150: "1" } } }, 400, "no DE 150"],
    ["GET /ledger?limit=0", undefined, 400, "limit"],
    ["GET /ledger?limit=1001", undefined, 400, "limit"],
  ])("%s %j", async (what, body, status, said) => {
    const { ask } = await open();
    const answer = await ask(what, body);
    expect(answer.status).toBe(status);
    expect(answer.said.error).toContain(said);
    expect(answer.said.hint.length).toBeGreaterThan(5);
    expect(JSON.stringify(answer.said)).not.toContain("4111");
  });

  test("a body that is no JSON, or too large", async () => {
    const { url } = await open();
    const post = (body: string) =>
      fetch(`${url}/rules`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
    expect((await post("{")).status).toBe(400);
    expect((await post(JSON.stringify("x".repeat(300_000)))).status).toBe(413);
  });
});

describe("what may change something is guarded:", () => {
  const json = { "Content-Type": "application/json" };
  test.each<[string, Record<string, string>, number]>([
    ["by its content type", {}, 415],
    ["against forms", { "Content-Type": "text/plain" }, 415],
    ["against other pages", { ...json, Origin: "http://evil.example" }, 403],
    ["against no page at all", { ...json, Origin: "null" }, 403],
    ["but not against programs", json, 200],
  ])("%s", async (_name, headers, status) => {
    const { ask } = await open();
    expect((await ask("POST /reset", undefined, headers)).status).toBe(status);
  });

  test("its own page may", async () => {
    const { ask, url } = await open();
    expect((await ask("POST /reset", undefined, { ...json, Origin: url })).status).toBe(200);
  });

  test("another name for this machine is not answered", async () => {
    const { controlPort } = await open();
    const status = await new Promise((resolve) => {
      request(
        { port: controlPort, path: "/accounts", headers: { Host: "evil.example" } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).end();
    });
    expect(status).toBe(403);
  });

  test.each<[string, Record<string, string>, number]>([
    ["without the token", {}, 401],
    ["with another", { Authorization: `Bearer ${TOKEN}x` }, 401],
    ["with the token", { Authorization: `Bearer ${TOKEN}` }, 200],
  ])("%s", async (_name, headers, status) => {
    const { ask } = await open(TOKEN);
    expect((await ask("GET /accounts", undefined, headers)).status).toBe(status);
  });
});

test("the feed tells each message once the bank has answered it, and goes on from where one was", async () => {
  const { url, line, ask } = await open();
  await line.ask(keyedPurchase("000001"));
  const follow = async (headers: Record<string, string> = {}): Promise<string> => {
    const response = await fetch(`${url}/messages`, {
      headers: { Accept: "text/event-stream", ...headers },
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = response.body?.getReader();
    onTestFinished(() => void reader?.cancel());
    let text = "";
    while (!text.includes('"000002"'))
      text += Buffer.from((await reader?.read())?.value ?? []).toString();
    return text;
  };
  const followed = Promise.all([follow(), follow({ "Last-Event-ID": "3" })]);
  await ask("GET /accounts");
  await line.ask(keyedPurchase("000002"));
  const [all, rest] = await followed;
  expect(all).toContain('"000001"');
  expect(rest).not.toContain('"000001"');
  expect(rest).toContain('"finding":"approved"');
});

test("the page is there, and may load and run nothing from elsewhere", async () => {
  const { url } = await open();
  const page = await fetch(url);
  expect(page.headers.get("content-security-policy")).toMatch(
    /default-src 'none'.*script-src 'self'/,
  );
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
  for (const [, file] of html.matchAll(/(?:src|href)="([^":]+)"/g)) {
    expect((await fetch(`${url}/${file}`)).status).toBe(200);
  }
});

test("the description has every route, and a name for each", async () => {
  const { ask } = await open();
  const { said } = await ask("GET /openapi.json");
  expect(said.openapi).toBe("3.1.0");
  const described = Object.entries(said.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${path}`),
  );
  expect(described).toEqual(
    ROUTES.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`).sort(
      (a, b) => described.indexOf(a) - described.indexOf(b),
    ),
  );
  const names = Object.values(
    said.paths as Record<string, Record<string, { operationId: string }>>,
  ).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(new Set(names).size).toBe(names.length);
  expect(said.paths["/rules"].put.requestBody.content["application/json"].schema.type).toBe(
    "array",
  );
});
