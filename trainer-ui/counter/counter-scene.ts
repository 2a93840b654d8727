import { Game, Scene } from "phaser";
import { type Backdrop, type Beyond, backdropDrawings, createBackdrop } from "./backdrop.ts";
import { cardDrawings, createCard } from "./card-actor.ts";
import { createCustomer, customerDrawings, customerDrawingsAhead } from "./customer-actor.ts";
import { createDesk, deskDrawings } from "./desk-actor.ts";
import { createDisplay, DISPLAY_DRAWINGS } from "./display-actor.ts";
import { loadDrawings } from "./drawing.ts";
import { createFocus } from "./focus-actor.ts";
import { createGoods, goodsDrawings } from "./goods-actor.ts";
import { createMobile } from "./mobile-actor.ts";
import { createMover, type Mover } from "./motion.ts";
import type { ScenePicture, SlipLine } from "./picture.ts";
import { createPrinter, PRINTER_DRAWINGS } from "./printer-actor.ts";
import { createSceneKit, type SceneKit } from "./scene-kit.ts";
import { type Fit, fitStage, SCENE_HEIGHT, type Stage } from "./stage.ts";
import { createTerminal, TERMINAL_DRAWINGS } from "./terminal-actor.ts";
import { fontsFor } from "./voices.ts";

/** How the scene is drawn: by name, or `auto` for WebGL where a graphics chip does it. */
export type RendererChoice = "auto" | "canvas" | "webgl";

export type GameOptions = {
  readonly renderer: Exclude<RendererChoice, "auto">;
  readonly reducedMotion: boolean;
};

/** A running scene. It sleeps whenever nothing on it moves. */
export type RunningScene = {
  readonly update: (picture: ScenePicture) => void;
  readonly resize: () => void;
  readonly destroy: () => void;
};

/** Chosen: finer textures than this cost more memory than a till PC has to spare. */
const FINENESS_MAX = 3;
const FRAMES_PER_SECOND = 30;
/** Phaser's names for its renderers. @source Phaser 4 types, CANVAS and WEBGL */
const RENDERER_TYPE = { canvas: 1, webgl: 2 } as const;

/** Starts the scene inside `host`, as large as `host` is. */
export function startScene(host: HTMLElement, options: GameOptions): RunningScene {
  const size = measure(host);
  const counter = new CounterScene(host, options.reducedMotion);
  const game = new Game({
    type: RENDERER_TYPE[options.renderer],
    parent: host,
    width: size.pixelWidth,
    height: size.pixelHeight,
    scene: counter,
    backgroundColor: "#D3E5DA",
    banner: false,
    audio: { noAudio: true },
    input: { mouse: false, touch: false, keyboard: false, gamepad: false },
    autoFocus: false,
    fps: { limit: FRAMES_PER_SECOND },
    scale: { mode: 0, autoRound: true },
    // With more, Phaser 4.2 loses half of a picture where one batch of textures ends.
    render: { maxTextures: 1 },
    disableContextMenu: false,
  });
  return {
    update: (picture) => counter.draw(picture),
    resize: () => counter.refit(),
    destroy: () => {
      game.destroy(true);
      // A game ends in its next frame, which a sleeping one would never come to.
      game.loop.wake();
    },
  };
}

type Cast = {
  readonly stage: Stage;
  readonly fineness: number;
  readonly beyond: Beyond;
  readonly show: (picture: ScenePicture) => void;
};

class CounterScene extends Scene {
  readonly #host: HTMLElement;
  readonly #reduced: boolean;
  #mover: Mover | undefined;
  #cast: Cast | undefined;
  #wanted: ScenePicture | undefined;
  #drawing: Promise<void> | undefined;
  #stillFrames = 0;
  #created: boolean;

  constructor(host: HTMLElement, reduced: boolean) {
    super("counter");
    this.#host = host;
    this.#reduced = reduced;
    this.#created = false;
  }

  create(): void {
    this.game.canvas.setAttribute("aria-hidden", "true");
    this.game.canvas.style.display = "block";
    this.#created = true;
    this.events.once("destroy", () => {
      this.#created = false;
    });
    this.refit();
  }

  override update(): void {
    const busy = this.#drawing !== undefined || this.#mover?.busy() === true;
    this.#stillFrames = busy ? 0 : this.#stillFrames + 1;
    // Two frames: one draws the last move, one proves that nothing came of it.
    if (this.#stillFrames < 2 || this.#cast === undefined) return;
    this.#host.dataset["scene"] = "still";
    this.game.loop.sleep();
  }

  /** Shows `picture` as soon as its drawings are there; of several, the latest. */
  draw(picture: ScenePicture): void {
    this.#wanted = picture;
    if (this.#drawing !== undefined || !this.#created) return;
    this.#wake();
    this.#drawing = this.#drawWanted().finally(() => {
      this.#drawing = undefined;
    });
  }

  /** Lays the stage into the host again after its size changed. */
  refit(): void {
    if (!this.#created) return;
    const { pixelWidth, pixelHeight, width, height } = measure(this.#host);
    this.scale.resize(pixelWidth, pixelHeight);
    this.game.canvas.style.width = `${width}px`;
    this.game.canvas.style.height = `${height}px`;
    const fit = fitTo(this.#host);
    const pixels = fit.scale * (pixelWidth / width);
    const left = fit.left / fit.scale;
    this.cameras.main.setOrigin(0, 0).setZoom(pixels).setScroll(-left, fit.stage.crop);
    if (!this.#fits(fit, finenessOf(pixels), height)) this.#clear();
    this.#wake();
    if (this.#wanted !== undefined) this.draw(this.#wanted);
  }

  #fits(fit: Fit, fineness: number, height: number): boolean {
    const cast = this.#cast;
    if (cast === undefined || cast.stage !== fit.stage || cast.fineness !== fineness) return false;
    const beyond = beyondStage(fit, height);
    return cast.beyond.side >= beyond.side && cast.beyond.below >= beyond.below;
  }

  #clear(): void {
    this.#cast = undefined;
    this.#mover = undefined;
    this.tweens.killAll();
    this.time.removeAllEvents();
    this.children.removeAll(true);
    for (const key of this.textures.getTextureKeys()) this.textures.remove(key);
  }

  #wake(): void {
    this.#stillFrames = 0;
    this.#host.dataset["scene"] = "moving";
    this.game.loop.wake();
  }

  async #drawWanted(): Promise<void> {
    let drawn: ScenePicture | undefined;
    while (this.#wanted !== undefined && (this.#wanted !== drawn || this.#cast === undefined)) {
      const picture = this.#wanted;
      const { stage } = fitTo(this.#host);
      const names = drawingsOf(stage, picture);
      await Promise.all([loadDrawings(names), fontsFor(machineText(picture), smallPrint(picture))]);
      if (!this.#created) return;
      if (fitTo(this.#host).stage !== stage) continue;
      this.#cast ??= this.#build(picture);
      this.#cast.show(picture);
      drawn = picture;
      void loadDrawings(customerDrawingsAhead(stage, picture.customer));
    }
  }

  #build(picture: ScenePicture): Cast {
    const fit = fitTo(this.#host);
    const mover = createMover(this, () => this.#cast === undefined || this.#reduced);
    this.#mover = mover;
    const fineness = finenessOf(this.cameras.main.zoom);
    const kit = createSceneKit(this, fit.stage, mover, fineness);
    const beyond = beyondStage(fit, this.#host.clientHeight);
    const show = assemble(kit, beyond, picture);
    // What was there before the scene was drawn did not just arrive.
    show(picture);
    return { stage: fit.stage, fineness, beyond, show };
  }
}

/** Puts the whole scene together and gives back what shows a picture on it. */
function assemble(
  kit: SceneKit,
  beyond: Beyond,
  first: ScenePicture,
): (picture: ScenePicture) => void {
  const backdrop: Backdrop = createBackdrop(kit, beyond);
  const customer = createCustomer(kit, first.customer);
  const desk = createDesk(kit);
  const goods = createGoods(kit, desk.flash);
  const printer = createPrinter(kit);
  const terminal = createTerminal(kit);
  const card = createCard(kit);
  const mobile = createMobile(kit);
  const display = createDisplay(kit);
  const focus = createFocus(kit);
  return (picture) => {
    backdrop.show(picture.time, picture.queue);
    customer.show(picture.customer);
    goods.show(picture.goods);
    desk.show(picture);
    printer.show(picture.printer, picture.slips);
    terminal.show(picture.terminal);
    card.show(picture.card);
    mobile.show(picture.mobile);
    display.show(picture.display);
    focus.show(picture);
  };
}

function drawingsOf(stage: Stage, picture: ScenePicture): readonly string[] {
  return [
    ...backdropDrawings(stage, picture.time, picture.queue),
    ...customerDrawings(stage, picture.customer),
    ...goodsDrawings(stage, picture.goods),
    ...cardDrawings(picture.card),
    ...deskDrawings(stage),
    ...PRINTER_DRAWINGS,
    ...TERMINAL_DRAWINGS,
    ...DISPLAY_DRAWINGS,
  ];
}

function beyondStage({ stage, scale, left }: Fit, height: number): Beyond {
  const shown = height / scale + stage.crop;
  return { side: Math.ceil(left / scale), below: Math.max(0, Math.ceil(shown - SCENE_HEIGHT)) };
}

function machineText({ terminal, display }: ScenePicture): string {
  const { bar, mark, lines } = terminal;
  return bar + mark + lines.map((line) => line.text).join("") + display.lines.join("");
}

function smallPrint({ printer, slips, card, phone, mobile }: ScenePicture): string {
  const print = [...printer.rising, ...slips.flatMap((slip) => slip.lines)].map(lineText).join("");
  const { bank, kind, number, expiry } = card.face;
  return print + bank + kind + number + expiry + phone.display + mobile.text;
}

function lineText(line: SlipLine): string {
  return line.runs.map((run) => run.text).join("");
}

function fitTo(host: HTMLElement): Fit {
  const { width, height } = measure(host);
  return fitStage(width, height);
}

function finenessOf(pixelsPerUnit: number): number {
  return Math.min(FINENESS_MAX, Math.ceil(pixelsPerUnit));
}

type Size = {
  readonly width: number;
  readonly height: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
};

function measure(host: HTMLElement): Size {
  const width = Math.max(1, host.clientWidth);
  const height = Math.max(1, host.clientHeight);
  const ratio = Math.max(1, window.devicePixelRatio);
  return {
    width,
    height,
    pixelWidth: Math.round(width * ratio),
    pixelHeight: Math.round(height * ratio),
  };
}
