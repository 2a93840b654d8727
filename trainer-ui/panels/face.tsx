import { headPicture } from "./pictures.ts";

/** A person's head in a mood; the name stands beside it, so it is silent. */
export function Face({ face, mood, size }: FaceProps) {
  return (
    <span class="face" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <img src={headPicture(face, mood)} alt="" height={Math.round(size * 1.25)} />
    </span>
  );
}

type FaceProps = { readonly face: string; readonly mood: string; readonly size: number };
