import type { RendererChoice, RunningScene } from "./counter-scene.ts";
import type { ScenePicture } from "./picture.ts";

export type SceneOptions = {
  /** Without it, `?r=canvas` or `?r=webgl` in the address decides, else the machine's graphics. */
  readonly renderer?: RendererChoice;
  /** Without it, what the person asked of the system decides. */
  readonly reducedMotion?: boolean;
};

/** The scene from outside: pictures go in, nothing comes out. */
export type SceneHandle = {
  readonly update: (picture: ScenePicture) => void;
  /** To be called when the host's size changed. */
  readonly resize: () => void;
  readonly destroy: () => void;
};

/**
 * Draws the counter on a canvas inside `host`, from the first picture on.
 *
 * The scene's code is a chunk of its own that comes after the page can be used; pictures given
 * meanwhile are not lost, the latest is drawn. If the chunk does not come, the page goes on
 * without a scene. While nothing moves, `host` carries `data-scene="still"`.
 */
export function mountScene(host: HTMLElement, options: SceneOptions = {}): SceneHandle {
  let running: RunningScene | undefined;
  let waiting: ScenePicture | undefined;
  let gone = false;
  import("./counter-scene.ts").then(
    ({ startScene }) => {
      if (gone) return;
      running = startScene(host, {
        renderer: chooseRenderer(options.renderer),
        reducedMotion: options.reducedMotion ?? asksForLessMotion(),
      });
      if (waiting !== undefined) running.update(waiting);
    },
    () => {
      host.dataset["scene"] = "missing";
    },
  );
  return {
    update: (picture) => {
      waiting = picture;
      running?.update(picture);
    },
    resize: () => running?.resize(),
    destroy: () => {
      gone = true;
      running?.destroy();
    },
  };
}

function asksForLessMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function chooseRenderer(choice: RendererChoice | undefined): "canvas" | "webgl" {
  const asked = choice ?? new URLSearchParams(window.location.search).get("r");
  if (asked === "canvas" || asked === "webgl") return asked;
  return hasGraphicsChip() ? "webgl" : "canvas";
}

/** Names of WebGL that the processor computes: there the plain canvas is several times faster. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

function hasGraphicsChip(): boolean {
  const context = document.createElement("canvas").getContext("webgl");
  if (context === null) return false;
  const info = context.getExtension("WEBGL_debug_renderer_info");
  const name = info === null ? "" : String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return name !== "" && !SOFTWARE.test(name);
}
