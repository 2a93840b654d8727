import type { Scene, Time, Tweens } from "phaser";

/** How long things take, in milliseconds; the same as the `--m-` tokens of the style. All chosen. */
export const MOTION = {
  quickMs: 160,
  moveMs: 280,
  sceneMs: 480,
  printLineMs: 38,
} as const;

/** What can be moved: any drawn thing has these. */
export type Movable = {
  x: number;
  y: number;
  rotation: number;
  alpha: number;
  scaleX: number;
  scaleY: number;
};

export type Pose = {
  readonly x: number;
  readonly y: number;
  readonly rotation?: number;
  readonly scale?: number;
  readonly alpha?: number;
};

export type Move = {
  readonly ms: number;
  /** How high above the straight line the middle of the way lies, in stage units. */
  readonly lift?: number;
  readonly done?: () => void;
};

/**
 * Moves things, one way at a time each: a new move takes over where the old one is. With reduced
 * motion everything is at once where it ends, and `done` is called at once.
 */
export type Mover = {
  readonly to: (thing: Movable, pose: Pose, move: Move) => void;
  /** Calls `each` with 1 to `count`, one step every `ms`. */
  readonly steps: (owner: object, count: number, ms: number, each: (step: number) => void) => void;
  readonly after: (owner: object, ms: number, done: () => void) => void;
  readonly stop: (owner: object) => void;
  /** Whether anything still moves. */
  readonly busy: () => boolean;
};

type Running = { readonly stop: () => void };

/** Makes the mover of a scene; while `atOnce` holds, motion is reduced. */
export function createMover(scene: Scene, atOnce: () => boolean): Mover {
  const running = new Map<object, Running>();

  const stop = (owner: object): void => {
    running.get(owner)?.stop();
    running.delete(owner);
  };
  const keep = (owner: object, timer: Time.TimerEvent): void => {
    running.set(owner, { stop: () => timer.remove(false) });
  };
  const finish = (owner: object, done: (() => void) | undefined): void => {
    running.delete(owner);
    done?.();
  };

  return {
    stop,
    busy: () => running.size > 0,
    to: (thing, pose, move) => {
      stop(thing);
      if (atOnce()) {
        settle(thing, pose);
        move.done?.();
        return;
      }
      const tween = tweenTo(scene, thing, pose, move, () => finish(thing, move.done));
      running.set(thing, { stop: () => tween.remove() });
    },
    steps: (owner, count, ms, each) => {
      stop(owner);
      if (atOnce() || count < 1) {
        if (count > 0) each(count);
        return;
      }
      let step = 0;
      const callback = (): void => {
        step += 1;
        if (step === count) running.delete(owner);
        each(step);
      };
      keep(owner, scene.time.addEvent({ delay: ms, repeat: count - 1, callback }));
    },
    after: (owner, ms, done) => {
      stop(owner);
      if (atOnce()) done();
      else keep(owner, scene.time.addEvent({ delay: ms, callback: () => finish(owner, done) }));
    },
  };
}

/** Puts `thing` into `pose` without moving it there. */
export function settle(thing: Movable, pose: Pose): void {
  thing.x = pose.x;
  thing.y = pose.y;
  thing.rotation = pose.rotation ?? thing.rotation;
  thing.alpha = pose.alpha ?? thing.alpha;
  thing.scaleX = pose.scale ?? thing.scaleX;
  thing.scaleY = pose.scale ?? thing.scaleY;
}

function tweenTo(
  scene: Scene,
  thing: Movable,
  pose: Pose,
  move: Move,
  done: () => void,
): Tweens.Tween {
  const from = { x: thing.x, y: thing.y, rotation: thing.rotation, scale: thing.scaleX };
  const fromAlpha = thing.alpha;
  const lift = move.lift ?? 0;
  const between = (a: number, b: number | undefined, t: number): number => a + ((b ?? a) - a) * t;
  const way = { t: 0 };
  return scene.tweens.add({
    targets: way,
    t: 1,
    duration: move.ms,
    ease: lift === 0 ? "Cubic.easeOut" : "Cubic.easeInOut",
    onUpdate: () => {
      const { t } = way;
      settle(thing, {
        x: between(from.x, pose.x, t),
        y: between(from.y, pose.y, t) - lift * 4 * t * (1 - t),
        rotation: between(from.rotation, pose.rotation, t),
        scale: between(from.scale, pose.scale, t),
        alpha: between(fromAlpha, pose.alpha, t),
      });
    },
    onComplete: () => {
      settle(thing, pose);
      done();
    },
  });
}
