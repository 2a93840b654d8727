import { expect, test } from "vitest";
import { createRobotCashier } from "../../sim-server/bench/robot-cashier.ts";
import { debrief } from "../../sim-server/contract/index.ts";
import { type LessonFile, loadLessons } from "../../sim-server/io/scenario-files.ts";
import { mistakesIn, read, sitDown, startServer, type TestServer, until } from "../kit/server.ts";

/** Chosen: a lesson of a minute takes three seconds. */
const SPEED = 20;
const LESSONS = loadLessons(["scenarios/library"]);

test("eight people play eight lessons at once through real sockets, each in its own time", async () => {
  const server = await startServer({ speed: SPEED });
  const played = await Promise.all(LESSONS.map((lesson) => playLesson(server, lesson)));
  expect(played).toEqual(
    LESSONS.map(({ scenario }) => `${scenario.id}, no mistakes, slip and bank agree`),
  );
  expect(server.failures).toEqual([]);
}, 30_000);

/** Plays the model answer. @returns what the debrief says of it */
async function playLesson(server: TestServer, { scenario }: LessonFile): Promise<string> {
  const seat = await sitDown(server.url, { lesson: scenario.id });
  const wrong = await createRobotCashier(scenario.answers.right).play(seat);
  if (wrong !== undefined) return `${scenario.id}: ${wrong}`;
  await until(seat, () => seat.view().phase === "ended");
  const told = debrief.parse(await read(seat.guest, `sessions/${seat.session}/debrief`));
  return [
    scenario.id,
    mistakesIn(told).join(" ") || "no mistakes",
    told.comparison.every(({ agrees }) => agrees) ? "slip and bank agree" : "slip and bank differ",
  ].join(", ");
}
