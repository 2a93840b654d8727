import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { expect, onTestFinished, test } from "vitest";
import {
  type Acknowledgement,
  DESK_NAMESPACE,
  type DeskEvent,
  type DeskJoin,
  type DeskOrder,
  type DeskWelcome,
} from "../../../../sim-server/contract/index.ts";
import {
  AGAIN_MS,
  type DeskClientPorts,
  EVENTS_MAX,
  joinDesk,
} from "../../../../sim-server/io/hardware/desk-client.ts";
import { REFUSALS } from "../../../../sim-server/io/http/refusals.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";

const WELCOME: DeskWelcome = { ok: true, cashier: "小禾", lesson: { zh: "课", en: "Lesson" } };
const SCAN = { device: "scanner", kind: "bytes", hex: "310D" } as const;

test("it joins under its code, and tells what happened before that", async () => {
  const far = await openFar();
  const desk = far.join();
  desk.tell(SCAN);
  const [message] = await far.heard("join");
  expect(message).toMatchObject({ seat: "K7M2PX", devices: ["scanner"], plugged: [] });
  expect(await far.heard("event")).toEqual([{ n: 1, event: SCAN }]);
  await desk.news(1);
  expect(desk.told).toEqual(["joined 小禾 Lesson"]);
});

test("a seat that is not taken is waited for, which is told once", async () => {
  const far = await openFar([
    { ok: false, refusal: REFUSALS.noSeat },
    { ok: false, refusal: REFUSALS.noSeat },
    WELCOME,
  ]);
  const desk = far.join();
  for (const times of [1, 2]) {
    await far.heard("join", times);
    await desk.waits();
    desk.clock.pass(AGAIN_MS);
  }
  await desk.news(2);
  expect(desk.told).toEqual([`waiting ${REFUSALS.noSeat.what.en}`, "joined 小禾 Lesson"]);
});

test("what was not acknowledged is told again after the network failed, under the same numbers", async () => {
  const far = await openFar();
  far.silent();
  const desk = far.join();
  await desk.news(1);
  desk.tell(SCAN);
  await far.heard("event");
  far.drop();
  await desk.news(3);
  expect(desk.told).toEqual(["joined 小禾 Lesson", "lost", "joined 小禾 Lesson"]);
  expect(await far.heard("event", 2)).toEqual([
    { n: 1, event: SCAN },
    { n: 1, event: SCAN },
  ]);
});

test("an order is carried out once, however often it comes, and the server learns which was last", async () => {
  const far = await openFar();
  const desk = far.join();
  await desk.news(1);
  const order = (number: number, epoch = "one"): DeskOrder => ({
    ...{ epoch, order: number, device: "printer", hex: "41" },
  });
  for (const one of [order(1), order(2), order(2), order(1)]) await far.send(one);
  await far.send(order(1, "two"));
  expect(desk.done).toEqual(["one 1", "one 2", "two 1"]);
  far.drop();
  expect((await far.heard("join", 2)).at(-1)).toMatchObject({ heard: { epoch: "two", order: 1 } });
});

test("what the server could not take is told again, before what follows", async () => {
  const far = await openFar();
  far.refuse({ ok: false, refusal: REFUSALS.tooFast });
  const desk = far.join();
  await desk.news(1);
  desk.tell(SCAN);
  desk.tell(SCAN);
  await desk.waits();
  expect(await far.heard("event")).toHaveLength(1);
  desk.clock.pass(AGAIN_MS);
  expect((await far.heard("event", 3)).map((event) => (event as DeskEvent).n)).toEqual([1, 1, 2]);
});

test("what the server will never take is not told again", async () => {
  const far = await openFar();
  far.refuse({ ok: false, refusal: REFUSALS.deskUnjoined });
  const desk = far.join();
  await desk.news(1);
  desk.tell(SCAN);
  desk.tell(SCAN);
  expect((await far.heard("event", 2)).map((event) => (event as DeskEvent).n)).toEqual([1, 2]);
});

test("devices are asked to wait while too much is untold", async () => {
  const far = await openFar();
  far.silent();
  const desk = far.join();
  await desk.news(1);
  for (let at = 0; at < EVENTS_MAX; at += 1) desk.tell(SCAN);
  expect(desk.flows).toEqual([false]);
  far.speak();
  far.drop();
  await desk.flowing();
  expect(desk.flows).toEqual([false, true]);
});

test("when it ends it takes its hardware away", async () => {
  const far = await openFar();
  const desk = far.join();
  await desk.news(1);
  await desk.close();
  expect(await far.heard("part")).toHaveLength(1);
});

/** A server that answers `join` as it is told, the last answer again and again. */
async function openFar(answers: readonly DeskWelcome[] = [WELCOME]) {
  const http = createServer();
  const io = new Server(http, { transports: ["websocket"] });
  const seen: { readonly name: string; readonly message: unknown }[] = [];
  const watching = new Set<() => void>();
  let joins = 0;
  let speaking = true;
  let refusal: Acknowledgement | undefined;
  let socket: Socket | undefined;
  const see = (name: string, message: unknown): void => {
    seen.push({ name, message });
    for (const look of watching) look();
  };
  io.of(DESK_NAMESPACE).on("connection", (connected) => {
    socket = connected;
    connected.on("join", (message: DeskJoin, answer: (welcome: DeskWelcome) => void) => {
      see("join", message);
      answer(answers[joins] ?? answers.at(-1) ?? WELCOME);
      joins += 1;
    });
    connected.on("event", (message: DeskEvent, answer: (done: object) => void) => {
      see("event", message);
      if (speaking) answer(refusal ?? { ok: true });
      refusal = undefined;
    });
    connected.on("part", (answer: (done: object) => void) => {
      see("part", undefined);
      answer({ ok: true });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void io.close());
  const { port } = http.address() as AddressInfo;
  return {
    join: () => startClient(new URL(`http://127.0.0.1:${port}`)),
    heard: (name: string, count = 1) =>
      eventually(watching, () => {
        const found = seen.filter((one) => one.name === name).map(({ message }) => message);
        return found.length < count ? undefined : found;
      }),
    send: (order: DeskOrder) => socket?.emitWithAck("order", order),
    /** The next event, once. */
    refuse: (answer: Acknowledgement) => {
      refusal = answer;
    },
    silent: () => {
      speaking = false;
    },
    speak: () => {
      speaking = true;
    },
    drop: () => socket?.conn.close(),
  };
}

function startClient(server: URL) {
  const clock = createHandClock();
  const told: string[] = [];
  const done: string[] = [];
  const flows: boolean[] = [];
  const watching = new Set<() => void>();
  const changed = (): void => {
    for (const look of watching) look();
  };
  let waiting = 0;
  const ports: DeskClientPorts = {
    clock: {
      ...clock,
      after: (waitMs, call) => {
        const callOff = clock.after(waitMs, call);
        waiting += 1;
        changed();
        return callOff;
      },
    },
    news: (news) => {
      const { event, ...rest } = news;
      told.push([event, ...Object.values(rest)].join(" "));
      changed();
    },
    perform: ({ epoch, order }) => void done.push(`${epoch} ${order}`),
    flow: (ready) => {
      flows.push(ready);
      changed();
    },
  };
  const client = joinDesk(
    { server, seat: "K7M2PX", devices: ["scanner"], name: "d".repeat(32) },
    ports,
  );
  onTestFinished(client.close);
  let waited = 0;
  return {
    ...client,
    clock,
    told,
    done,
    flows,
    news: (count: number) => eventually(watching, () => (told.length >= count ? told : undefined)),
    flowing: () => eventually(watching, () => (flows.at(-1) === true ? flows : undefined)),
    waits: () => {
      waited += 1;
      const wanted = waited;
      return eventually(watching, () => (waiting >= wanted ? waiting : undefined));
    },
  };
}

/** Looks at each change until there is something. */
function eventually<T>(watching: Set<() => void>, look: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const check = (): void => {
      const found = look();
      if (found === undefined) return;
      watching.delete(check);
      resolve(found);
    };
    watching.add(check);
    check();
  });
}
