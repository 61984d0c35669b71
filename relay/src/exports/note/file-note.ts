import type { IsoTime } from '../../wire/scalars.ts';

/** A file note as it will be read: every word is in it, ready to be set. Made by `describeFileNote`; plain data. */
export interface FileNote {
  /** BCP 47, of the words of the relay. */
  locale: string;
  title: string;
  firm: string;
  /** The matter, else with whom the call was. */
  subject: string;
  /** `Made on … by … with Callbrief` */
  made: string;
  madeAt: IsoTime;
  /** `Page {page} of {of}` */
  page: string;
  /** Of the document's properties; names nobody. */
  properties: { title: string };
  sections: Section[];
}

export interface Section {
  heading: string;
  /** Who stands behind it: drawn with a dashed edge for a machine, a solid one for a person. Null: it is a fact of the call. */
  standing: 'machine' | 'person' | null;
  /** Said under the heading: unverified, or verified by whom; which engine; what was left out. */
  marks: string[];
  blocks: Block[];
}

export type Block =
  | { kind: 'facts'; rows: Fact[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  /** May have several lines. */
  | { kind: 'text'; text: string; quiet: boolean }
  | { kind: 'points'; points: Point[] };

export interface Fact {
  label: string;
  value: string;
  /** A hash: figures of one width, so that two can be compared. */
  code: boolean;
}

export interface Point {
  text: string;
  /** Who accepted or wrote it. */
  mark: string | null;
  /** The passages of the call that it is taken from. */
  sources: { time: string; speaker: string; text: string }[];
}
