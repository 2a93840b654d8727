import { describe, expect, test } from "vitest";
import { ROUTES } from "../../../../../sim-server/io/devices/control/routes.ts";
import { openCheckout, tellCable } from "../../../../kit/checkout.ts";

const PRINTER = "- {id: till, kind: printer, cables: ['tcp:0']}\n";
const ALL = `${PRINTER}- {id: cash, kind: drawer, printer: till}
- {id: glass, kind: display, cables: ['tcp:0']}
- {id: gun, kind: scanner, cables: ['tcp:0']}
- {id: card, kind: card, card: scenarios/cards/chip.yaml, faults: ["card.mute,apdu=3"]}
- {id: pad, kind: pinpad, cables: ['tcp:0']}
`;

describe("the API of the devices", () => {
  test("shows every device as whoever stands before it sees it", async () => {
    const { ask } = await openCheckout(ALL);
    const { said } = await ask("GET /devices");
    expect((said as { state: object }[]).map(({ state }) => state)).toEqual([
      {
        kind: "printer",
        model: "counter",
        paper: "ok",
        cover: "shut",
        error: null,
        lamps: { paper: "off", error: "off" },
        drawerSwitch: "low",
        printed: false,
        pieces: 0,
      },
      { kind: "drawer", tray: "shut", switch: "low", printer: "till" },
      {
        kind: "display",
        lines: [" ".repeat(20), " ".repeat(20)],
        cursor: 0,
        brightness: 4,
        blinkMs: 0,
        dark: false,
      },
      { kind: "scanner", lamp: "off", under: null, waiting: 0 },
      { kind: "card", place: "out", number: "621234******1265", faults: ["card.mute,apdu=3"] },
      { kind: "pinpad", lines: ["训练 TRAINING", ""], asks: false },
    ]);
  });

  test("has paper out of the printer in every form, and the pieces torn off", async () => {
    const { ask, url, portOf, hand } = await openCheckout(PRINTER);
    await tellCable(portOf("till"), "one\n\x1dV\x42\x00\x1dr\x01", 1);
    expect((await ask("GET /devices/till/paper.txt")).said).toContain("one\n");
    const json = (await ask("GET /devices/till/paper.json")).said as { kind: string }[];
    expect(json.find(({ kind }) => kind === "text")).toMatchObject({
      runs: [{ text: "one" }],
      source: { offset: 0, length: 4 },
    });
    const svg = await fetch(`${url}/devices/till/paper.svg`);
    expect(svg.headers.get("content-type")).toContain("image/svg+xml");
    expect(await svg.text()).toMatch(/^<svg (.|\n)+>o<\/text>/);
    const png = Buffer.from(await (await fetch(`${url}/devices/till/paper.png`)).arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect((await hand("till", "tear")).state).toMatchObject({ printed: false, pieces: 1 });
    expect((await ask("GET /devices/till/paper.txt")).said).not.toContain("one");
    expect((await ask("GET /devices/till/paper.txt?piece=1")).said).toContain("one\n");
  });

  test("has only the newest of the paper for whoever wants no more", async () => {
    const { ask, portOf } = await openCheckout(PRINTER);
    await tellCable(portOf("till"), "one\ntwo\nthree\n\x1dr\x01", 1);
    // A line is 30 dots; a line that is cut through stays whole.
    const newest = async (dots: number) =>
      (await ask(`GET /devices/till/paper.txt?dots=${dots}`)).said;
    expect([await newest(30), await newest(31), await newest(9_999)]).toEqual([
      "three\n",
      "two\nthree\n",
      (await ask("GET /devices/till/paper.txt")).said,
    ]);
  });

  test("keeps the latest twenty pieces", async () => {
    const { ask, portOf, hand } = await openCheckout(PRINTER);
    for (let piece = 1; piece <= 21; piece += 1) {
      await tellCable(portOf("till"), `no ${piece}\n\x1dV\x42\x00\x1dr\x01`, 1);
      await hand("till", "tear");
    }
    expect((await ask("GET /devices/till/paper.txt?piece=1")).status).toBe(404);
    expect((await ask("GET /devices/till/paper.txt?piece=2")).said).toContain("no 2\n");
    expect((await ask("GET /devices/till/paper.txt?piece=21")).said).toContain("no 21\n");
    expect((await ask("GET /devices/till/paper.txt?piece=22")).status).toBe(404);
  });

  test("lets hands do what they do at a device, and tells everybody but what was keyed", async () => {
    const { ask, hand } = await openCheckout(ALL);
    expect((await hand("till", "open")).state).toMatchObject({
      cover: "open",
      lamps: { error: "on" },
    });
    expect((await hand("gun", "place", "ean-13 2000000000015")).state).toMatchObject({
      under: "ean-13 2000000000015",
    });
    await hand("pad", "keys", "246813");
    const { said } = await ask("GET /events");
    expect(said).toContainEqual(
      expect.objectContaining({ device: "pad", event: "hand", hand: "keys" }),
    );
    expect(JSON.stringify(said)).not.toContain("246813");
  });

  test("swipes a card of the checkout by its id, and reads no file that it is told", async () => {
    const { ask, hand, happened } = await openCheckout(
      `- {id: card, kind: card, card: scenarios/cards/chip.yaml}\n- {id: msr, kind: stripe, cables: ['tcp:0']}`,
    );
    await hand("msr", "swipe", "card");
    expect(await happened("msr", "swiped")).toMatchObject({
      read: expect.arrayContaining(["track2"]),
    });
    for (const text of ["none", "scenarios/cards/chip.yaml", "/etc/hostname"]) {
      const { status } = await ask("POST /devices/msr/hands", { hand: "swipe", text });
      expect(status).toBe(400);
    }
  });

  test("arms faults of a device, one beside the other, and hands mend it", async () => {
    const { ask, view, hand, happened } = await openCheckout(ALL);
    const fault = "card.status,sw=6F00,apdu=1";
    expect((await ask("POST /devices/card/faults", { fault })).status).toBe(201);
    expect((await view("card")).state).toMatchObject({ faults: [fault, "card.mute,apdu=3"] });
    expect(await happened("card", "armed")).toMatchObject({ fault });
    expect((await hand("card", "mend")).state).toMatchObject({ faults: [] });
    await ask("POST /devices/till/faults", { fault: "printer.cover-open" });
    expect((await view("till")).state).toMatchObject({ cover: "open" });
  });

  test("arms faults of a cable, from the file or by request", async () => {
    const { ask, portOf, happened, view } = await openCheckout(
      "- {id: pole, kind: display, cables: ['tcp:0'], faults: ['cable.drop,bytes=2,way=device']}",
    );
    await tellCable(portOf("pole"), "\x0cABC");
    expect(await happened("pole", "fault")).toMatchObject({ connection: 1 });
    expect((await view("pole")).state).toMatchObject({ lines: ["A".padEnd(20), " ".repeat(20)] });
    await ask("POST /devices/pole/faults", { fault: "cable.flip,bytes=1,way=device" });
    expect((await view("pole")).faults.map(({ fault }) => fault)).toContain("cable.flip");
  });

  test("names the faults that a device can have", async () => {
    const { view } = await openCheckout(ALL);
    const layers = async (id: string): Promise<string[]> => [
      ...new Set((await view(id)).faults.map(({ fault }) => fault.split(".")[0] ?? "")),
    ];
    expect(await layers("till")).toEqual(["cable", "printer"]);
    expect(await layers("cash")).toEqual([]);
    expect(await layers("card")).toEqual(["card"]);
  });
});

describe("a request that cannot be served is told what to do:", () => {
  test.each<[string, unknown, number, string]>([
    ["GET /devices/none", undefined, 404, "there is no device none"],
    ["POST /devices/none/hands", { hand: "tear" }, 404, "there is no device none"],
    ["POST /devices/till/hands", {}, 400, "hand "],
    ["POST /devices/till/hands", { hand: "fly" }, 400, "hands cannot do that here: fly"],
    ["POST /devices/till/hands", { hand: "tear", text: "1" }, 400, "hands cannot do that"],
    ["POST /devices/pad/hands", { hand: "keys", text: "99a99" }, 400, "cannot do that here: keys"],
    ["POST /devices/glass/hands", { hand: "fly" }, 400, "hands cannot do that here: fly"],
    [
      "POST /devices/glass/faults",
      { fault: "printer.broken" },
      400,
      "there is no fault `printer.broken` here",
    ],
    ["POST /devices/card/faults", { fault: "explode" }, 400, "there is no fault `explode` here"],
    ["POST /devices/till/faults", { fault: "cable.drop,bytes=x" }, 400, "`bytes` must be a whole"],
    ["GET /devices/glass/paper.svg", undefined, 404, "there is no paper at glass"],
    ["GET /devices/till/paper.svg?piece=1", undefined, 404, "there is no piece 1"],
    ["GET /devices/till/paper.svg?piece=0", undefined, 400, "piece"],
    ["GET /devices/till/paper.gif", undefined, 404, "there is nothing under that path"],
    ["GET /events?limit=0", undefined, 400, "limit"],
  ])("%s %j", async (what, body, status, error) => {
    const { ask } = await openCheckout(ALL);
    const answer = await ask(what, body);
    expect(answer).toMatchObject({ status, said: { error: expect.stringContaining(error) } });
    const { hint } = answer.said as { hint: string };
    expect(hint.length).toBeGreaterThan(5);
    expect(JSON.stringify(answer.said)).not.toContain("99a99");
  });
});

test("the description has every route under a name of its own, and says what is no JSON", async () => {
  const { ask } = await openCheckout(PRINTER);
  const described = (await ask("GET /openapi.json")).said as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  };
  expect(described.openapi).toBe("3.1.0");
  const routes = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(routes.sort()).toEqual(
    ROUTES.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`).sort(),
  );
  const names = Object.values(described.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(described.paths).toMatchObject({
    "/devices/{id}/paper.png": { get: { responses: { 200: { content: { "image/png": {} } } } } },
  });
});

test("the page is there with all its parts, and may load and run nothing from elsewhere", async () => {
  const { url } = await openCheckout(PRINTER);
  const page = await fetch(url);
  expect(page.headers.get("content-security-policy")).toMatch(
    /default-src 'none'.*script-src 'self'/,
  );
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|\sstyle=/);
  const files = Array.from(html.matchAll(/(?:src|href)="([^":]+)"/g), ([, file]) => file);
  expect(files.length).toBeGreaterThan(3);
  for (const file of [...files, "looks.js", "hands.js", "texts.js", "shared/control.js"]) {
    expect([file, (await fetch(`${url}/${file}`)).status]).toEqual([file, 200]);
  }
  const css = await (await fetch(`${url}/shared/control.css`)).text();
  for (const [, face] of css.matchAll(/url\("\.\.\/([^"]+)"\)/g)) {
    expect([face, (await fetch(`${url}/${face}`)).status]).toEqual([face, 200]);
  }
});
