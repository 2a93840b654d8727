import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { openCheckout } from "../../../kit/checkout.ts";

const DRAWER = "- {id: cash, kind: drawer, cables: ['tcp:0']}";
const TOKEN = "a token of twenty chars";

/** What a handshake with these headers is answered. */
function knock(port: number, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({
      port,
      path,
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      },
    });
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("a handshake", () => {
  test.each<[string, string, Record<string, string>, number]>([
    ["of a program", "/events", {}, 101],
    ["on another path", "/devices", {}, 404],
    ["on no path at all", "//", {}, 404],
    ["of another page", "/events", { Origin: "http://evil.example" }, 403],
    ["of no page at all", "/events", { Origin: "null" }, 403],
    ["by another name of this machine", "/events", { Host: "evil.example" }, 403],
    ["that is none", "/events", { "Sec-WebSocket-Key": "short" }, 400],
  ])("%s", async (_name, path, headers, status) => {
    const { port } = await openCheckout(DRAWER);
    expect(await knock(port, path, headers)).toBe(status);
  });

  test.each<[string, Record<string, string>, number]>([
    ["without the token", {}, 401],
    ["with another", { Authorization: `Bearer ${TOKEN}x` }, 401],
    ["with the token", { Authorization: `Bearer ${TOKEN}` }, 101],
  ])("%s", async (_name, headers, status) => {
    const { port } = await openCheckout(DRAWER, TOKEN);
    expect(await knock(port, "/events", headers)).toBe(status);
  });
});

test("a follower hears what happens, from where it was", async () => {
  const { url, hand } = await openCheckout(DRAWER);
  await hand("cash", "unlock");
  const follow = (query: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace("http", "ws")}/events${query}`);
      onTestFinished(() => socket.close());
      const heard: string[] = [];
      socket.addEventListener("error", () => reject(new Error("no socket")));
      socket.addEventListener("open", () => socket.send("tear, and open the drawer"));
      socket.addEventListener("message", ({ data }) => {
        const { seq, event } = JSON.parse(data);
        heard.push(`${seq} ${event}`);
        if (event === "left-open") resolve(heard.join(", "));
      });
    });
  const all = follow("?after=0");
  const rest = follow("?after=1");
  await hand("cash", "push");
  expect(await all).toBe("1 tray, 2 hand, 3 tray, 4 left-open");
  expect(await rest).toBe("2 hand, 3 tray, 4 left-open");
});
