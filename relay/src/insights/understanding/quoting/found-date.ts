/** A date and where in the text it was said. */
export interface FoundDate {
  /** 2026-12-01 */
  date: string;
  /** `14:30`, by the clock on the firm's wall; null: none was said. */
  time: string | null;
  start: number;
  end: number;
}

/** @param minutes since midnight */
export const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** When the call was, for whoever spoke: their "tomorrow" counts from it. */
export interface CallMoment {
  /** On the firm's wall: 2026-11-20. */
  date: string;
}
