import type { Routing } from '@callbrief/relay/wire/routing';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge, RoutingDesk } from '../../src-preload/contract.ts';
import { checkDraft, type FieldProblems } from '../routing/check-draft.ts';
import { draftOf, isSameRouting, routingOf, type Draft } from '../routing/draft.ts';

/** What the last step took away, and how it comes back into the draft as it is then. */
export interface Undo {
  what: 'rule' | 'range' | 'closedDay' | 'theirs' | 'discarded';
  name: string;
  /** Where the keyboard goes afterwards (`data-focus`). */
  focus: string | null;
  apply: (draft: Draft) => Draft;
}

export interface RoutingData {
  /** As the office last told it; null until then. */
  desk: RoutingDesk | null;
  /** As it is being edited; outlives leaving the section, not the window. */
  draft: Draft | null;
  loading: boolean;
  /** Why the rules could not be fetched. */
  notLoaded: ActRefusal | null;
  saving: boolean;
  /** Why the last save did not happen; `revision_conflict`: somebody else saved first. */
  notSaved: ActRefusal | null;
  /** The field that the office refused, as it names it; forgotten with the next edit. */
  refusedField: string | null;
  saved: boolean;
  /** Save was pressed with mistakes: all are marked, also in fields that nobody visited. */
  showProblems: boolean;
  undo: Undo | null;
  /** Rules whose fields are shown. */
  openRules: readonly string[];
}

export interface RoutingStore {
  store: StoreApi<RoutingData>;
  load(): Promise<void>;
  edit(change: (draft: Draft) => Draft, undo?: Undo): void;
  undo(): void;
  forgetUndo(): void;
  forgetSaved(): void;
  openRule(id: string, open: boolean): void;
  /** The office refused a field of the draft when it was asked about it. */
  markRefused(field: string): void;
  discard(): void;
  /** @returns whether it was saved */
  save(): Promise<boolean>;
  /** After `revision_conflict`: theirs replace the draft, which can be had back. */
  loadTheirs(): Promise<void>;
  /** After `revision_conflict`: the draft replaces theirs. */
  saveOverTheirs(): Promise<boolean>;
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
  const store = createStore<RoutingData>(() => ({
    desk: null,
    draft: null,
    loading: false,
    notLoaded: null,
    saving: false,
    notSaved: null,
    refusedField: null,
    saved: false,
    showProblems: false,
    undo: null,
    openRules: [],
  }));
  const clean = { notSaved: null, refusedField: null, saved: false, showProblems: false } as const;

  async function fetchDesk(): Promise<RoutingDesk | ActRefusal> {
    const answer = await bridge.request('routing:get').catch(() => ({ refused: 'failed' }) as const);
    return 'refused' in answer ? answer.refused : answer;
  }

  async function saveAs(revision: number): Promise<boolean> {
    const { desk, draft, saving } = store.getState();
    if (!desk || !draft || saving) return false;
    if (checkDraft(draft, nearNumber(desk)).size > 0) {
      store.setState({ ...clean, showProblems: true });
      return false;
    }
    store.setState({ ...clean, saving: true, undo: null });
    const asked = routingOf(draft, nearNumber(desk));
    const answer = await bridge
      .request('routing:save', { ...asked, revision })
      .catch(() => ({ refused: 'failed', field: null }) as const);
    store.setState({ saving: false });
    if ('refused' in answer) {
      store.setState({ notSaved: answer.refused, refusedField: answer.field === null ? null : asMarked(answer.field) });
      return false;
    }
    store.setState((now) => ({
      desk: now.desk && { ...now.desk, routing: answer },
      // What was typed while it was being saved is a change of the saved rules.
      draft: now.draft === draft ? draftOf(answer) : now.draft && { ...now.draft, revision: answer.revision },
      saved: true,
    }));
    return true;
  }

  return {
    store,
    async load() {
      if (store.getState().loading) return;
      store.setState({ loading: true });
      const desk = await fetchDesk();
      if (typeof desk === 'string') return store.setState({ loading: false, notLoaded: desk });
      store.setState((now) => ({
        loading: false,
        notLoaded: null,
        // A draft with changes stays one of the rules that it was made from; saving tells of a conflict.
        ...(hasChanges(now)
          ? { desk: { ...desk, routing: now.desk?.routing ?? desk.routing } }
          : { desk, draft: draftOf(desk.routing) }),
      }));
    },
    edit(change, undo) {
      store.setState(({ draft, notSaved }) => ({
        draft: draft && change(draft),
        saved: false,
        refusedField: null,
        // A conflict does not go away by typing.
        notSaved: notSaved === 'revision_conflict' ? notSaved : null,
        ...(undo && { undo }),
      }));
    },
    undo() {
      store.setState(({ draft, undo }) => ({
        draft: draft && undo ? undo.apply(draft) : draft,
        undo: null,
        saved: false,
      }));
    },
    forgetUndo: () => store.setState({ undo: null }),
    forgetSaved: () => store.setState({ saved: false }),
    openRule(id, open) {
      store.setState(({ openRules }) => ({
        openRules: open ? [...openRules.filter((one) => one !== id), id] : openRules.filter((one) => one !== id),
      }));
    },
    markRefused: (field) => store.setState({ refusedField: asMarked(field) }),
    discard() {
      store.setState(({ desk, draft }) => ({
        ...clean,
        draft: desk && draftOf(desk.routing),
        undo: draft && { what: 'discarded', name: '', focus: null, apply: () => draft },
      }));
    },
    save: () => saveAs(store.getState().draft?.revision ?? 0),
    async loadTheirs() {
      store.setState({ loading: true });
      const desk = await fetchDesk();
      if (typeof desk === 'string') return store.setState({ loading: false, notSaved: desk });
      store.setState(({ draft: mine }) => ({
        ...clean,
        loading: false,
        desk,
        draft: draftOf(desk.routing),
        undo: mine && {
          what: 'theirs',
          name: '',
          focus: null,
          // Mine, but made from theirs: saving it replaces theirs knowingly.
          apply: () => ({ ...mine, revision: desk.routing.revision }),
        },
      }));
    },
    async saveOverTheirs() {
      const desk = await fetchDesk();
      if (typeof desk === 'string') {
        store.setState({ notSaved: desk });
        return false;
      }
      store.setState({ desk });
      return saveAs(desk.routing.revision);
    },
  };
}
