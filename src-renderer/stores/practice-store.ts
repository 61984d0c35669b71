import type { Practice } from '@callbrief/relay/wire/practice';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge } from '../../src-preload/contract.ts';
import type { PracticeDesk } from '../../src-preload/contract/practice.ts';

/** A page of the settings each. */
export type PracticePart = keyof typeof fieldsOf;

const fieldsOf = {
  time: ['time'],
  afterCall: ['callbacks', 'tags', 'dispositions', 'callerCard'],
} as const satisfies Record<string, (keyof Practice)[]>;

export interface PracticeData {
  people: PracticeDesk['people'];
  country: string;
  /** As the office last told it; null until it was read. */
  practice: Practice | null;
  /** As it is being edited, on both pages. */
  draft: Practice | null;
  saving: PracticePart | null;
  saved: PracticePart | null;
  notSaved: { part: PracticePart; why: ActRefusal } | null;
}

export interface PracticeStore {
  store: StoreApi<PracticeData>;
  load(): Promise<void>;
  edit(change: Partial<Practice>): void;
  save(part: PracticePart): Promise<void>;
}

/** Is something of this page written and not saved? */
export function hasPracticeChanges({ practice, draft }: PracticeData, part: PracticePart): boolean {
  return practice !== null && draft !== null && !isSame(practice, draft, part);
}

/**
 * How the firm works after a call. It is one document, which is saved whole: what the other page has not saved yet is left
 * out, and what somebody saved meanwhile on the other page stays.
 */
export function createPracticeStore(bridge: Bridge): PracticeStore {
  const store = createStore<PracticeData>(() => ({
    people: [],
    country: '',
    practice: null,
    draft: null,
    saving: null,
    saved: null,
    notSaved: null,
  }));

  /** What is being written on a page stays, unless somebody saved something else there. */
  function keep(practice: Practice): void {
    store.setState((before) => {
      let draft = practice;
      if (before.practice !== null && before.draft !== null)
        for (const part of ['time', 'afterCall'] as const)
          if (isSame(before.practice, practice, part)) draft = { ...draft, ...pick(before.draft, part) };
      return { practice, draft };
    });
  }

  async function load(): Promise<void> {
    const desk = await bridge.request('practice:get');
    store.setState({ people: desk.people, country: desk.country });
    keep(desk.practice);
  }

  async function save(part: PracticePart): Promise<void> {
    const { practice, draft, saving } = store.getState();
    if (practice === null || draft === null || saving !== null) return;
    store.setState({ saving: part, saved: null, notSaved: null });
    const refusal = await send(part, practice, draft);
    store.setState({
      saving: null,
      saved: refusal === null ? part : null,
      notSaved: refusal === null ? null : { part, why: refusal },
    });
  }

  async function send(part: PracticePart, practice: Practice, draft: Practice): Promise<ActRefusal | null> {
    const failed = { refused: 'failed' } as const;
    const wanted = pick(draft, part);
    const answer = await bridge.request('practice:save', { ...practice, ...wanted }).catch(() => failed);
    if ('saved' in answer) {
      // What was typed while it was on its way is not saved yet, and stays.
      const now = store.getState().draft ?? draft;
      const typed = isSame(now, draft, part) ? {} : pick(now, part);
      store.setState({
        practice: answer.saved,
        draft: { ...answer.saved, ...pick(now, otherPart[part]), ...typed },
      });
      return null;
    }
    if (answer.refused !== 'revision_conflict') return answer.refused;
    await load().catch(() => undefined);
    const { practice: theirs } = store.getState();
    const isOfOtherPage = theirs !== null && theirs.revision !== practice.revision && isSame(theirs, practice, part);
    return isOfOtherPage ? send(part, theirs, { ...theirs, ...wanted }) : answer.refused;
  }

  return {
    store,
    load,
    edit(change) {
      const { draft } = store.getState();
      if (draft !== null) store.setState({ draft: { ...draft, ...change }, saved: null, notSaved: null });
    },
    save,
  };
}

const otherPart = { time: 'afterCall', afterCall: 'time' } as const;

function pick(practice: Practice, part: PracticePart): Partial<Practice> {
  return Object.fromEntries(fieldsOf[part].map((field) => [field, practice[field]]));
}

function isSame(one: Practice, other: Practice, part: PracticePart): boolean {
  return fieldsOf[part].every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]));
}
