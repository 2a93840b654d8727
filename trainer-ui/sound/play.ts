import { sound } from "../session/settings.ts";
import { type SoundName, TONES, type Tone } from "./tones.ts";

let context: AudioContext | undefined;

/** Chosen: below speech in a shop. */
const VOLUME = 0.6;

/** Plays a sound, unless sounds are off. Each has a twin that can be seen, so none is needed. */
export function playSound(name: SoundName): void {
  if (!sound.value || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  // A browser lets a page sound only after the person has acted; until then nothing is owed.
  if (context.state === "suspended") context.resume().catch(() => undefined);
  for (const tone of TONES[name]) playTone(context, tone);
}

function playTone(audio: AudioContext, tone: Tone): void {
  const start = audio.currentTime + tone.atS;
  const end = start + tone.lastsS;
  const source = audio.createOscillator();
  const loudness = audio.createGain();
  source.type = tone.wave;
  source.frequency.value = tone.hertz;
  loudness.gain.setValueAtTime(tone.level * VOLUME, start);
  loudness.gain.exponentialRampToValueAtTime(0.0001, end);
  source.connect(loudness).connect(audio.destination);
  source.start(start);
  source.stop(end);
}
