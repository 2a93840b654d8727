import { request as askHttp } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { listenForPos } from "../../../../sim-server/io/nexo/listener.ts";
import type { NexoRequest } from "../../../../sim-server/io/nexo/messages.ts";

const KEY = { identifier: "shop", version: 1, passphrase: "for tests" };
const HEADER = {
  MessageClass: "Service",
  MessageCategory: "Logout",
  MessageType: "Request",
  ServiceID: "1",
  SaleID: "POS1",
  POIID: "TY1-1",
};
const LOGOUT = { SaleToPOIRequest: { MessageHeader: HEADER, LogoutRequest: {} } };

type Said = { readonly status: number; readonly body: string };

/** A listener before a dialogue that answers whatever it is told with its category. */
async function openListener(key?: typeof KEY, converse = async (_request: NexoRequest) => ANSWER) {
  const failures: unknown[] = [];
  const listener = await listenForPos(
    { converse },
    {
      ...{ host: "127.0.0.1", port: 0, certificate: undefined, key },
      failed: (error) => void failures.push(error),
    },
  );
  onTestFinished(listener.close);
  const post = (text: string, path = "/nexo/", method = "POST"): Promise<Said> =>
    new Promise((resolve, reject) => {
      const sent = askHttp({ port: listener.port, path, method }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      });
      sent.on("error", reject);
      sent.end(text);
    });
  return { post, failures };
}

const ANSWER: object | undefined = { SaleToPOIResponse: { LogoutResponse: {} } };

/** The reason in an event that rejects a message. */
function reasonIn({ body }: Said): string | null {
  const { EventDetails } = JSON.parse(body).SaleToPOIRequest.EventNotification;
  return new URLSearchParams(EventDetails).get("message");
}

test("a message is read, and its answer goes back", async () => {
  const { post } = await openListener();
  expect(await post(JSON.stringify(LOGOUT))).toEqual({
    status: 200,
    body: JSON.stringify(ANSWER),
  });
});

test("where there is no answer, the body is empty", async () => {
  const { post } = await openListener(undefined, async () => undefined);
  expect(await post(JSON.stringify(LOGOUT))).toEqual({ status: 200, body: "" });
});

test("a failure of ours is logged, and told without its words", async () => {
  const { post, failures } = await openListener(undefined, () =>
    Promise.reject(new Error("secret")),
  );
  expect(await post(JSON.stringify(LOGOUT))).toEqual({
    status: 500,
    body: "the terminal has failed; its log says how\n",
  });
  expect(failures).toEqual([new Error("secret")]);
});

describe("what is refused before it is read", () => {
  test.each([
    ["another path", "/", "POST", 404],
    ["another method", "/nexo/", "GET", 405],
  ])("%s", async (_what, path, method, status) => {
    const { post } = await openListener();
    expect(await post("", path, method)).toMatchObject({ status });
  });

  test.each([
    ["a sealed message without a key", undefined, { NexoBlob: "" }, "and the terminal has no key"],
    ["a plain message under a key", KEY, LOGOUT.SaleToPOIRequest, "enciphered messages only"],
    ["half a seal", KEY, { MessageHeader: HEADER, NexoBlob: "" }, "malformed at SecurityTrailer"],
  ])("%s", async (_what, key, message, why) => {
    const { post } = await openListener(key);
    const said = await post(JSON.stringify({ SaleToPOIRequest: message }));
    expect([said.status, reasonIn(said)]).toEqual([401, expect.stringContaining(why)]);
  });
});

test("what cannot be read is named, with as much of its header as there is", async () => {
  const { post } = await openListener();
  const MessageHeader = { ...HEADER, MessageCategory: "Gossip" };
  const said = await post(JSON.stringify({ SaleToPOIRequest: { MessageHeader } }));
  expect(said.status).toBe(400);
  expect(reasonIn(said)).toBe("At SaleToPOIRequest.MessageHeader, field MessageCategory: Unknown");
  expect(JSON.parse(said.body).SaleToPOIRequest.MessageHeader).toMatchObject({
    ...{ MessageClass: "Event", ServiceID: "1", SaleID: "POS1" },
  });
});

test.each([
  ["Sound", "UnavailableService"],
  ["Payment", "MessageFormat"],
])("a %s that is not done, or has no body, gets a response", async (category, condition) => {
  const { post } = await openListener();
  const MessageHeader = { ...HEADER, MessageCategory: category };
  const { status, body } = await post(JSON.stringify({ SaleToPOIRequest: { MessageHeader } }));
  const response = JSON.parse(body).SaleToPOIResponse;
  expect(status).toBe(200);
  expect(response[`${category}Response`].Response).toMatchObject({ ErrorCondition: condition });
  expect(response.MessageHeader).toMatchObject({ MessageType: "Response", ServiceID: "1" });
});
