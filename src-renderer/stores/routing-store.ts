import type { Routing } from '@callbrief/relay/wire/routing';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, RoutingDesk } from '../../src-preload/contract.ts';
import { checkDraft, type FieldProblems } from '../routing/check-draft.ts';
import { draftOf, isSameRouting, routingOf, type Draft } from '../routing/draft.ts';
import { createDeskDraft, noDeskDraft, type DeskDraft, type DeskDraftActions, type DraftUndo } from './desk-draft.ts';

export interface Undo extends DraftUndo<'rule' | 'range' | 'closedDay' | 'theirs' | 'discarded', Draft> {
  name: string;
  /** Where the keyboard goes afterwards (`data-focus`). */
  focus: string | null;
}

export interface RoutingData extends DeskDraft<RoutingDesk, Draft, Undo> {
  /** Rules whose fields are shown. */
  openRules: readonly string[];
}

export interface RoutingStore extends DeskDraftActions<Draft, Undo> {
  store: StoreApi<RoutingData>;
  openRule(id: string, open: boolean): void;
  /** The office refused a field of the draft when it was asked about it. */
  markRefused(field: string): void;
}

/** A number of the firm: numbers without a country are read as its neighbours. */
export const nearNumber = (desk: Pick<RoutingDesk, 'lines'> | null): string | undefined => desk?.lines[0]?.number;

export const hasChanges = ({ desk, draft }: Pick<RoutingData, 'desk' | 'draft'>): boolean =>
  desk !== null && draft !== null && !isSameRouting(routingOf(draft, nearNumber(desk)), asDrafted(desk));

/** What is wrong with the draft; the field that the office refused stands among it. */
export function problemsOf({
  desk,
  draft,
  refusedField,
}: Pick<RoutingData, 'desk' | 'draft' | 'refusedField'>): FieldProblems {
  if (!draft) return new Map();
  const problems = checkDraft(draft, nearNumber(desk));
  return refusedField === null || problems.has(refusedField)
    ? problems
    : new Map([...problems, [refusedField, 'refused']]);
}

/** A saved number that reads differently is no change by somebody. */
const asDrafted = (desk: RoutingDesk): Routing => routingOf(draftOf(desk.routing), nearNumber(desk));

/** One of several lines, people or roles at fault: they are marked together. */
const asMarked = (field: string) => field.replace(/(\.(?:lines|personIds|roles|languages))\.\d+$/, '$1');

export function createRoutingStore(bridge: Bridge): RoutingStore {
  const store = createStore<RoutingData>(() => ({ ...noDeskDraft, openRules: [] }));
  return {
    ...createDeskDraft(store, {
      fetch: () => bridge.request('routing:get'),
      save: (asked: Routing) => bridge.request('routing:save', asked),
      keptIn: ({ routing }: RoutingDesk) => routing,
      withKept: (desk, routing) => ({ ...desk, routing }),
      draftOf,
      asked: ({ desk, draft }) =>
        draft === null || checkDraft(draft, nearNumber(desk)).size > 0 ? null : routingOf(draft, nearNumber(desk)),
      hasChanges,
      undoOf: (what, apply): Undo => ({ what, name: '', focus: null, apply }),
      asMarked,
    }),
    store,
    openRule(id, open) {
      store.setState(({ openRules }) => ({
        openRules: open ? [...openRules.filter((one) => one !== id), id] : openRules.filter((one) => one !== id),
      }));
    },
    markRefused: (field) => store.setState({ refusedField: asMarked(field) }),
  };
}
