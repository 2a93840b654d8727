/** A sound's name: what has happened, never how it sounds. */
export type SoundName = "scan" | "key" | "approved" | "declined" | "print" | "seal" | "mood";

/** One note: when it begins and how long it lasts, in seconds, and what it is made of. */
export type Tone = {
  readonly atS: number;
  readonly lastsS: number;
  readonly hertz: number;
  readonly wave: OscillatorType;
  /** Peak, where 1 is full scale. */
  readonly level: number;
};

const STEPS_OF_PAPER = 6;

/** Wood, paper, one bell. All figures chosen by ear. */
export const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  scan: [{ atS: 0, lastsS: 0.05, hertz: 1760, wave: "square", level: 0.12 }],
  key: [{ atS: 0, lastsS: 0.03, hertz: 220, wave: "triangle", level: 0.25 }],
  approved: [
    { atS: 0, lastsS: 0.14, hertz: 659.26, wave: "sine", level: 0.3 },
    { atS: 0.13, lastsS: 0.26, hertz: 987.77, wave: "sine", level: 0.3 },
  ],
  declined: [{ atS: 0, lastsS: 0.32, hertz: 164.81, wave: "sine", level: 0.35 }],
  print: Array.from({ length: STEPS_OF_PAPER }, (_, step) => ({
    atS: step * 0.038,
    lastsS: 0.02,
    hertz: 310,
    wave: "sawtooth" as const,
    level: 0.08,
  })),
  seal: [
    { atS: 0, lastsS: 0.09, hertz: 82.41, wave: "triangle", level: 0.6 },
    { atS: 0.02, lastsS: 0.05, hertz: 55, wave: "sine", level: 0.5 },
  ],
  mood: [{ atS: 0, lastsS: 0.2, hertz: 196, wave: "sine", level: 0.15 }],
};
