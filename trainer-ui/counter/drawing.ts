/** A drawing of assets/svg, loaded: an image of any size and the box its coordinates span. */
export type Drawing = {
  readonly image: HTMLImageElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const URLS = import.meta.glob<string>(
  [
    "../assets/svg/{shop,people,goods,card,scanner,terminal,printer,phone,till,display}/**/*.svg",
    "!../assets/svg/phone/{agent,handset}.svg",
  ],
  { query: "?url", import: "default", eager: true },
);

/**
 * Some drawings keep their origin in a corner; this is where their part's own origin lies in them.
 * The others have it at the origin of their view box.
 */
const ORIGINS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  "terminal/terminal": [6, 8],
  "terminal/pinpad-top": [46, 44],
  "terminal/pinpad-back": [60, 56],
  "printer/printer-idle": [8, 88],
  "printer/printer-out": [8, 88],
  "printer/printer-open": [8, 88],
  "scanner/scanner-idle": [104, 6],
  "scanner/scanner-on": [104, 6],
  "phone/phone-idle": [48, 4],
  "phone/phone-offhook": [48, 4],
  "display/customer-display": [6, 4],
  "till/till-frame-1366": [6, 4],
  "till/till-frame-1024": [6, 4],
  "till/till-frame-650": [6, 4],
};

const loading = new Map<string, Promise<Drawing>>();
const loaded = new Map<string, Drawing>();

/** Whether there is a drawing of this name, such as `goods/milk`. */
export function isDrawing(name: string): boolean {
  return urlOf(name) !== undefined;
}

/** Loads the drawings that are not there yet. A later call for the same ones costs nothing. */
export async function loadDrawings(names: readonly string[]): Promise<void> {
  await Promise.all(names.map(load));
}

/** A drawing loaded before. */
export function drawing(name: string): Drawing {
  const found = loaded.get(name);
  if (found === undefined) throw new Error(`drawing used before it was loaded: ${name}`);
  return found;
}

function load(name: string): Promise<Drawing> {
  const before = loading.get(name);
  if (before !== undefined) return before;
  const after = fetchDrawing(name).then((result) => {
    loaded.set(name, result);
    return result;
  });
  loading.set(name, after);
  return after;
}

async function fetchDrawing(name: string): Promise<Drawing> {
  const url = urlOf(name);
  if (url === undefined) throw new Error(`no drawing is called ${name}`);
  const text = await fetchText(url);
  const [x = 0, y = 0, width = 1, height = 1] = viewBox(text);
  const [originX, originY] = ORIGINS[name] ?? [0, 0];
  const image = await decode(text);
  return { image, x: x - originX, y: y - originY, width, height };
}

/** Chosen: soon enough once a server that was started again is there. */
const AGAIN_MS = 1000;

/** Asks until it is answered: a server that is away for a moment must not leave the scene unpainted. */
async function fetchText(url: string): Promise<string> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true) return response.text();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function urlOf(name: string): string | undefined {
  return URLS[`../assets/svg/${name}.svg`];
}

function viewBox(svg: string): readonly number[] {
  const found = /viewBox=["']([^"']+)["']/.exec(svg);
  return (found?.[1] ?? "").split(" ").map(Number);
}

function decode(svg: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    image.onload = () => {
      URL.revokeObjectURL(url);
      resolve(image);
    };
    image.onerror = () => reject(new Error("a drawing could not be decoded"));
    image.src = url;
  });
}
