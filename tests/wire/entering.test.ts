import { request } from "node:http";
import { expect, test } from "vitest";
import { enter, openLesson, post } from "../../sim-server/bench/seat.ts";
import { home, type RefusalMessage } from "../../sim-server/contract/index.ts";
import { read, sitDown, startServer } from "../kit/server.ts";

const SECRET = /^[0-9a-f]{32}$/;

test("a nickname is all it takes to come in, see the lessons and open one", async () => {
  const server = await startServer();
  const guest = await enter(server.url, "小禾");
  const seen = home.parse(await read(guest, "home"));
  expect(seen.nickname).toBe("小禾");
  const kinds = seen.lessons.map(({ kind }) => kind);
  expect(kinds).toEqual(["sale", ...Array(7).fill("exception"), "practice"]);

  const session = await openLesson(guest, "first-sale");
  expect(session).toMatch(SECRET);
  const again = home.parse(await read(guest, "home"));
  expect(again.lessons.map(({ open }) => open)).toEqual([session, ...Array(8)]);
});

test("a person is known by 128 random bits in a cookie that scripts cannot read", async () => {
  const server = await startServer();
  const response = await post({ url: server.url, cookie: "" }, "enter", { nickname: "a" });
  const [pair, ...attributes] = response.headers.get("set-cookie")?.split("; ") ?? [];
  const [name, id] = pair?.split("=") ?? [];
  expect(name).toBe("tillyard");
  expect(id).toMatch(SECRET);
  expect(attributes).toEqual(["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=31536000"]);
});

test("no two ids are alike", async () => {
  const server = await startServer();
  const ids = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    const guest = await enter(server.url, "a");
    ids.add(guest.cookie).add(await openLesson(guest, "first-sale"));
  }
  expect(ids.size).toBe(40);
});

/** What is sent by hand, because `fetch` sets some headers itself. */
function postRaw(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method: "POST", headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.once("error", reject).end(body);
  });
}

test.each([
  ["another site", "http://elsewhere.example"],
  ["another port of this machine", "http://localhost:1"],
  ["a page without an origin", "null"],
  ["nobody says", undefined],
])("a posting from %s is refused", async (_who, origin) => {
  const server = await startServer();
  const headers = { "content-type": "application/json", ...(origin && { origin }) };
  const answer = await postRaw(server.url, "/api/enter", headers, '{"nickname":"a"}');
  expect(answer.status).toBe(403);
  expect(refusalIn(answer.text).what.en).toBe(
    "Only pages of this server may do that. Open the trainer here.",
  );
});

const LONG = "a".repeat(17);

test.each([
  ["enter", '{"nickname":""}', 400, "nickname: "],
  ["enter", `{"nickname":"${LONG}"}`, 400, "nickname: "],
  ["enter", '{"nickname":"<b>"}', 400, "nickname: "],
  ["enter", '{"nickname":"a","age":7}', 400, '"age"'],
  ["enter", "{}", 400, "nickname: "],
  ["enter", "", 400, "nickname: "],
  ["enter", "{", 400, "JSON"],
  ["enter", `{"nickname":"${"a".repeat(5000)}"}`, 413, "4 KB"],
  ["sessions", '{"lesson":"first-sale"}', 401, "nickname"],
  ["nothing-here", "{}", 404, "no such session"],
])("posting %s: row %$", async (path, body, status, words) => {
  const server = await startServer();
  const headers = { "content-type": "application/json", origin: server.url };
  const answer = await postRaw(server.url, `/api/${path}`, headers, body);
  expect(answer.status).toBe(status);
  expect(refusalIn(answer.text).what.en).toContain(words);
  expect(answer.text).not.toMatch(/node_modules|\bat /);
});

test.each([
  [{ lesson: "no-such-lesson" }, 404, "no such session"],
  [{ lesson: "../../etc" }, 400, "lesson: "],
  [{ lesson: "first-sale", seed: -1 }, 400, "seed: "],
  [{ lesson: "first-sale", seed: 4_294_967_296 }, 400, "seed: "],
  [{ lesson: "first-sale", seed: 1.5 }, 400, "seed: "],
])("opening %j is answered %d", async (body, status, words) => {
  const server = await startServer();
  const guest = await enter(server.url, "a");
  const response = await post(guest, "sessions", body);
  expect(response.status).toBe(status);
  expect(refusalIn(await response.text()).what.en).toContain(words);
});

test("a path that is no path is refused without a word about the program", async () => {
  const server = await startServer();
  const guest = await enter(server.url, "a");
  const headers = { cookie: guest.cookie };
  const response = await fetch(`${server.url}/api/sessions/%E0%A4%A/debrief`, { headers });
  expect(response.status).toBe(400);
  expect(await response.text()).not.toMatch(/node_modules|\bat /);
});

test("there is no debrief before the end", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const path = `${server.url}/api/sessions/${seat.session}/debrief`;
  const response = await fetch(path, { headers: { cookie: seat.guest.cookie } });
  expect(response.status).toBe(409);
  expect(refusalIn(await response.text()).what.en).toContain("not over yet");
});

test("pages come with rules that let nothing foreign in", async () => {
  const server = await startServer();
  const response = await fetch(server.url);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("x-powered-by")).toBeNull();
});

function refusalIn(text: string): RefusalMessage {
  return JSON.parse(text).refusal;
}
