/** The shared playhead as the server keeps it; a higher `rev` replaces a lower one. */
export interface Playback {
  rev: number;
  playing: boolean;
  anchorMediaMs: number;
  /** On the shared clock; lies ahead when a play is scheduled. */
  anchorServerMs: number;
  rate: number;
  /** Who drives alone. */
  driver?: string | null;
  /** Waits for somebody whose picture has not come. */
  held: boolean;
}

/** Where the picture is, or should be, at that time of the shared clock. */
export const positionAt = ({ playing, anchorMediaMs, anchorServerMs, rate }: Playback, nowMs: number) =>
  playing ? anchorMediaMs + Math.max(0, nowMs - anchorServerMs) * rate : anchorMediaMs;
