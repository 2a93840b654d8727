import { type Signal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { mountScene, type SceneHandle } from "../counter/mount-scene.ts";
import type { FocusKey } from "../counter/picture.ts";
import { usePlace } from "../session/place.ts";
import { lessMotion } from "../session/settings.ts";
import { ZH_CN } from "../text/zh-cn.ts";
import { placeOfStep, scenePicture } from "./scene-picture.ts";

/** The picture of the counter. It says nothing that is not also in the page. */
export function Scene({ focus }: { readonly focus: Signal<FocusKey | undefined> }) {
  const place = usePlace();
  const host = useRef<HTMLDivElement>(null);
  const scene = useRef<SceneHandle | undefined>(undefined);
  const less = lessMotion.value;

  useEffect(() => {
    if (host.current === null) return;
    const handle = mountScene(host.current, { reducedMotion: less });
    scene.current = handle;
    handle.update(pictureNow());
    addEventListener("resize", handle.resize);
    return () => {
      removeEventListener("resize", handle.resize);
      scene.current = undefined;
      handle.destroy();
    };
  }, [less]);

  const pictureNow = () =>
    scenePicture(place.seen, {
      light: place.store.opened.value?.lesson.light ?? "morning",
      focus: focus.value ?? placeOfStep(place.store.coach.value, place.seen),
      pressed: place.pressed.value,
      bankNumber: ZH_CN.phone.bankNumber,
    });

  useSignalEffect(() => {
    const picture = pictureNow();
    scene.current?.update(picture);
  });

  return <div ref={host} class="scene" aria-hidden="true" data-testid="scene" />;
}
