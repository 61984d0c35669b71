export interface At {
  /** Which items it is made of: the first, and the one behind the last. */
  first: number;
  behind: number;
  /** "before Friday", "after 3 pm" */
  direction: 'before' | 'after' | null;
  /** What was so before: "from the 9th to the 14th". */
  old: boolean;
}

/** What a text says that can be right or wrong by itself. */
export type Fact = At &
  (
    | { kind: 'number'; value: number; ordinal: boolean; unit: string | null; digits: string | null }
    | { kind: 'date'; day: number; month: number; year: number | null }
    | { kind: 'month'; month: number; year: number | null }
    | { kind: 'weekday'; weekday: number }
    /** Every time of day that it may be, in minutes: "three" is in the night or in the afternoon. */
    | { kind: 'time'; minutes: readonly number[] }
    | { kind: 'relative'; means: string }
    | { kind: 'email'; email: string }
  );

/** Before it is known where it stands. */
export type Bare = Fact extends infer F ? (F extends Fact ? Omit<F, keyof At> : never) : never;
export interface Found {
  fact: Bare;
  behind: number;
}
