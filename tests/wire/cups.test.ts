import { describe, expect, onTestFinished, test } from "vitest";
import { fromHex, fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { dialCups } from "../../device-emulators/transports/dial-cups.ts";
import { startCupsd, whyNoCups } from "../kit/cupsd.ts";
import { startDevice } from "../kit/device.ts";
import { watchDial } from "../kit/dial-end.ts";
import { titled } from "../kit/foreign-program.ts";

const unable = whyNoCups();
const QUEUE = "till";

/** A spooler with a raw queue to our printer. */
async function startQueue() {
  const printer = await startDevice(["printer", "--tcp", "0"]);
  const cupsd = await startCupsd();
  const addQueue = (): void =>
    cupsd.does(
      "lpadmin",
      "-p",
      QUEUE,
      "-E",
      "-v",
      `socket://127.0.0.1:${printer.port}`,
      "-m",
      "raw",
    );
  addQueue();
  return { ...cupsd, addQueue, events: printer.events };
}

function call(queue = QUEUE) {
  const end = watchDial();
  onTestFinished(dialCups({ queue, clock: REAL_CLOCK })(end));
  return end;
}

const last = (line: string) => (told: string[]) => told[told.length - 1] === line;
const CUT = fromHex("1D564200");

describe.skipIf(unable !== undefined)(titled("a queue of CUPS", unable), () => {
  test("prints each receipt as a job of its own, byte for byte, in order", async () => {
    const { events } = await startQueue();
    const end = call();
    await end.until(last("opened"));
    end.links[0]?.send(fromLatin1("\x1b@First \xff\x00\n"));
    end.links[0]?.send(CUT);
    const [first] = await events("torn");
    end.links[0]?.send(fromLatin1("Second\n"));
    end.links[0]?.send(CUT);
    const torn = await events("torn", 2);
    expect(first).toMatchObject({ text: [expect.stringContaining("First"), expect.anything()] });
    expect(torn[1]).toMatchObject({ text: ["Second", expect.stringContaining("cut")] });
    expect(await events("opened", 2)).toHaveLength(2);
  });

  test("ends a job that nothing cuts when nothing more comes, and before it hangs up", async () => {
    const { events } = await startQueue();
    const end = call();
    await end.until(last("opened"));
    end.links[0]?.send(fromLatin1("idle\n"));
    await events("printed");
    end.links[0]?.send(fromLatin1("bye\n"));
    end.links[0]?.hangUp("closed");
    await end.until(last("closed"));
    expect((await events("printed", 2)).map(({ text }) => text)).toEqual(["idle", "bye"]);
  });

  test("is told of when it is stopped, keeps its jobs, and prints them when it runs", async () => {
    const { does, events } = await startQueue();
    does("cupsdisable", "-r", "out for repair", QUEUE);
    const end = call();
    await end.until(last(`the queue ${QUEUE} is stopped: out for repair`));
    end.links[0]?.send(fromLatin1("kept\n"));
    end.links[0]?.end();
    await end.until(last("closed"));
    does("cupsenable", QUEUE);
    expect((await events("printed"))[0]).toMatchObject({ text: "kept" });
  });

  test("that is taken away resets the call at the next job; put back, it is found", async () => {
    const { does, addQueue } = await startQueue();
    const end = call();
    await end.until(last("opened"));
    does("lpadmin", "-x", QUEUE);
    end.links[0]?.send(fromLatin1("lost\n"));
    end.links[0]?.end();
    await end.until(last("reset"));
    await call().until(last(`refused: CUPS has no queue ${QUEUE}`));
    addQueue();
    await call().until(last("opened"));
  });

  test("that takes no jobs is refused", async () => {
    const { does } = await startQueue();
    does("cupsreject", QUEUE);
    await call().until(last(`refused: the queue ${QUEUE} takes no jobs`));
  });
});
