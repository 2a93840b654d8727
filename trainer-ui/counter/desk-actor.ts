import { MOTION } from "./motion.ts";
import type { PhonePicture, ScenePicture } from "./picture.ts";
import { degrees, place, type SceneKit } from "./scene-kit.ts";
import { LEDGE_Y, type Stage } from "./stage.ts";
import { coachFont } from "./voices.ts";

const DEPTH = { scanner: 7, cord: 8.45, pad: 8.5, phone: 17, drawer: 17.5, till: 18 } as const;
const CORD = "#16241F";
const PHONE_DISPLAY = { x: 85, y: 23, width: 98, height: 30 } as const;

/** The drawings of scanner, PIN pad, phone, drawer and till. */
export function deskDrawings(stage: Stage): readonly string[] {
  return [
    "scanner/scanner-idle",
    "scanner/scanner-on",
    "terminal/pinpad-top",
    "terminal/pinpad-back",
    "phone/phone-idle",
    "phone/phone-offhook",
    "till/drawer-shut",
    "till/drawer-open",
    `till/till-frame-${stage.name}`,
  ];
}

/** The devices without much of a life: scanner, PIN pad, phone, drawer, and the frame of the till. */
export type DeskActor = {
  readonly show: (picture: ScenePicture) => void;
  /** The scanner lights up for a moment. */
  readonly flash: () => void;
};

/** Makes the desk of a scene. */
export function createDesk(kit: SceneKit): DeskActor {
  const { till } = kit.stage;
  place(kit, kit.image(`till/till-frame-${kit.stage.name}`, DEPTH.till), { ...till, scale: 1 });
  const scanner = createScanner(kit);
  const pad = createPad(kit);
  const phone = createPhone(kit);
  const drawer = createDrawer(kit);
  return {
    flash: scanner.flash,
    show: (picture) => {
      scanner.show(picture.scannerReading);
      pad.show(picture.pinPad);
      phone.show(picture.phone);
      drawer.show(picture.drawer);
    },
  };
}

function createScanner(kit: SceneKit) {
  const image = kit.image("scanner/scanner-idle", DEPTH.scanner);
  place(kit, image, kit.stage.scanner);
  let reading = false;
  const light = (on: boolean): void => kit.swap(image, `scanner/scanner-${on ? "on" : "idle"}`);
  return {
    show: (now: boolean): void => {
      if (now !== reading) light(now);
      reading = now;
    },
    flash: (): void => {
      light(true);
      kit.mover.after(image, MOTION.quickMs, () => light(reading));
    },
  };
}

function createPad(kit: SceneKit) {
  const { terminal, customer } = kit.stage;
  const here = { x: terminal.x - 46, y: terminal.y + 86, scale: 0.86 };
  const there = { x: customer.x + 10, y: LEDGE_Y + 6, scale: 1.06 };
  const turn = degrees(-4);
  const image = kit.image("terminal/pinpad-top", DEPTH.pad);
  const cord = kit.sheet(terminal.x - customer.x + 40, 120, DEPTH.cord);
  place(kit, cord.image, { x: customer.x, y: LEDGE_Y, scale: 1 });
  place(kit, image, here, turn);
  const left = customer.x;
  const cordHere = `M${terminal.x - 44 - left},${terminal.y + 140 - LEDGE_Y} q-10,34 40,40`;
  const cordThere = `M30,10 q30,60 ${terminal.x - customer.x - 20},60`;
  const drawCord = (path: string): void =>
    cord.paint((context) => {
      context.strokeStyle = CORD;
      context.lineWidth = 4;
      context.lineCap = "round";
      context.stroke(new Path2D(path));
    });
  drawCord(cordHere);
  let shown: ScenePicture["pinPad"] = "counter";
  const arrive = (): void => {
    kit.swap(image, shown === "customer" ? "terminal/pinpad-back" : "terminal/pinpad-top");
    if (shown === "customer") place(kit, image, there);
    else place(kit, image, here, turn);
    drawCord(shown === "customer" ? cordThere : cordHere);
  };
  return {
    show: (now: ScenePicture["pinPad"]): void => {
      if (now === shown) return;
      shown = now;
      const goal = now === "customer" ? there : here;
      if (now === "counter") kit.swap(image, "terminal/pinpad-top");
      kit.mover.to(image, { x: goal.x, y: goal.y }, { ms: MOTION.moveMs, lift: 24, done: arrive });
    },
  };
}

/** The drawer in the counter's edge: its front while it is shut, its tray while it is open. */
function createDrawer(kit: SceneKit) {
  const image = kit.image("till/drawer-shut", DEPTH.drawer);
  place(kit, image, kit.stage.drawer);
  let shown: ScenePicture["drawer"] = "shut";
  return {
    show: (now: ScenePicture["drawer"]): void => {
      if (now !== shown) kit.swap(image, `till/drawer-${now}`);
      shown = now;
    },
  };
}

function createPhone(kit: SceneKit) {
  const { phone: spot } = kit.stage;
  const image = kit.image("phone/phone-idle", DEPTH.phone);
  place(kit, image, spot);
  const display = kit.sheet(PHONE_DISPLAY.width, PHONE_DISPLAY.height, DEPTH.phone + 0.1);
  place(kit, display.image, {
    x: spot.x + PHONE_DISPLAY.x * spot.scale,
    y: spot.y + PHONE_DISPLAY.y * spot.scale,
    scale: spot.scale,
  });
  let shown: PhonePicture | undefined;
  return {
    show: (phone: PhonePicture): void => {
      if (phone.offHook !== shown?.offHook) {
        kit.swap(image, phone.offHook ? "phone/phone-offhook" : "phone/phone-idle");
      }
      if (phone.display !== shown?.display) {
        display.paint((context) => paintDisplay(context, phone.display));
      }
      shown = phone;
    },
  };
}

function paintDisplay(context: CanvasRenderingContext2D, text: string): void {
  const { width } = PHONE_DISPLAY;
  context.font = coachFont(14.5, 700);
  context.fillStyle = "#12302C";
  context.textAlign = "center";
  context.fillText(text, width / 2, 20.5, width - 4);
}
