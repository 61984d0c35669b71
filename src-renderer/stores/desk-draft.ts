import type { StoreApi } from 'zustand/vanilla';
import type { ActRefusal } from '../../src-preload/contract.ts';

/** What somebody edits of something that the office keeps, from fetching it to saving it. */
export interface DeskDraft<Desk, Draft, Undo> {
  /** As the office last told it; null until then. */
  desk: Desk | null;
  /** As it is being edited; outlives leaving the section, not the window. */
  draft: Draft | null;
  loading: boolean;
  /** Why it could not be fetched. */
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
}

/** What the last step took away, and how it comes back into the draft as it is then. */
export interface DraftUndo<What, Draft> {
  what: What;
  apply: (draft: Draft) => Draft;
}

export interface DeskDraftActions<Draft, Undo> {
  load: () => Promise<void>;
  /** @param undo undefined: what could be undone before still can be */
  edit: (change: (draft: Draft) => Draft, undo?: Undo | null) => void;
  undo: () => void;
  forgetUndo: () => void;
  forgetSaved: () => void;
  discard: () => void;
  /** @returns whether it was saved */
  save: () => Promise<boolean>;
  /** After `revision_conflict`: theirs replace the draft, which can be had back. */
  loadTheirs: () => Promise<void>;
  /** After `revision_conflict`: the draft replaces theirs. */
  saveOverTheirs: () => Promise<boolean>;
}

type Revised = { revision: number };

export interface KeptAtOffice<Data, Desk, Draft, Kept, Undo> {
  fetch: () => Promise<Desk | { refused: ActRefusal }>;
  save: (asked: Kept) => Promise<Kept | { refused: ActRefusal; field?: string | null }>;
  keptIn: (desk: Desk) => Kept;
  withKept: (desk: Desk, kept: Kept) => Desk;
  draftOf: (kept: Kept) => Draft;
  /** What is to be saved; null: something of it cannot be. */
  asked: (data: Data) => Kept | null;
  hasChanges: (data: Data) => boolean;
  undoOf: (what: 'discarded' | 'theirs', apply: (draft: Draft) => Draft) => Undo;
  /** The field as the draft marks it. */
  asMarked?: (field: string) => string;
  /** The draft is another one now. */
  changed?: () => void;
}

export const noDeskDraft = {
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
} as const;

const clean = { notSaved: null, refusedField: null, saved: false, showProblems: false } as const;

export function createDeskDraft<
  Data extends DeskDraft<Desk, Draft, Undo>,
  Desk extends object,
  Draft extends Revised,
  Kept extends Revised,
  Undo extends DraftUndo<string, Draft>,
>(of: StoreApi<Data>, office: KeptAtOffice<Data, Desk, Draft, Kept, Undo>): DeskDraftActions<Draft, Undo> {
  const { draftOf, keptIn } = office;
  // The store holds more than a draft; what is set here is nothing but that.
  const store = of as unknown as {
    getState: () => Data;
    setState: (next: Partial<DeskDraft<Desk, Draft, Undo>>) => void;
  };

  async function fetchDesk(): Promise<{ refused: ActRefusal } | { desk: Desk }> {
    const answer = await office.fetch().catch(() => ({ refused: 'failed' }) as const);
    return 'refused' in answer ? answer : { desk: answer };
  }

  function change(next: Partial<DeskDraft<Desk, Draft, Undo>>): void {
    store.setState(next);
    office.changed?.();
  }

  async function saveAs(revision: number): Promise<boolean> {
    const data = store.getState();
    const { desk, draft } = data;
    if (!desk || !draft || data.saving) return false;
    const asked = office.asked(data);
    if (asked === null) {
      store.setState({ ...clean, showProblems: true });
      return false;
    }
    store.setState({ ...clean, saving: true, undo: null });
    const answer = await office.save({ ...asked, revision }).catch(() => ({ refused: 'failed', field: null }) as const);
    if ('refused' in answer) {
      const field = answer.field ?? null;
      const refusedField = field === null ? null : (office.asMarked?.(field) ?? field);
      store.setState({ saving: false, notSaved: answer.refused, refusedField });
      return false;
    }
    const now = store.getState();
    store.setState({
      saving: false,
      desk: now.desk && office.withKept(now.desk, answer),
      // What was typed while it was being saved is a change of what was saved.
      draft: now.draft === draft ? draftOf(answer) : now.draft && { ...now.draft, revision: answer.revision },
      saved: true,
    });
    return true;
  }

  /** It comes back as one made from what the office has now: saving it then replaces that knowingly. */
  const undoOf = (what: 'discarded' | 'theirs', draft: Draft | null): Undo | null =>
    draft && office.undoOf(what, ({ revision }) => ({ ...draft, revision }));

  return {
    async load() {
      if (store.getState().loading) return;
      store.setState({ loading: true });
      const answer = await fetchDesk();
      if ('refused' in answer) return store.setState({ loading: false, notLoaded: answer.refused });
      const { desk } = answer;
      const now = store.getState();
      change({
        loading: false,
        notLoaded: null,
        // A draft with changes stays one of what it was made from; saving tells of a conflict.
        ...(office.hasChanges(now) && now.desk
          ? { desk: office.withKept(desk, keptIn(now.desk)) }
          : { desk, draft: draftOf(keptIn(desk)) }),
      });
    },
    edit(apply, undo) {
      const { draft, notSaved } = store.getState();
      if (draft === null) return;
      change({
        draft: apply(draft),
        saved: false,
        refusedField: null,
        // A conflict does not go away by typing.
        notSaved: notSaved === 'revision_conflict' ? notSaved : null,
        ...(undo !== undefined && { undo }),
      });
    },
    undo() {
      const { draft, undo } = store.getState();
      if (undo) change({ draft: draft && undo.apply(draft), undo: null, saved: false });
    },
    forgetUndo: () => store.setState({ undo: null }),
    forgetSaved: () => store.setState({ saved: false }),
    discard() {
      const { desk, draft } = store.getState();
      change({ ...clean, draft: desk && draftOf(keptIn(desk)), undo: undoOf('discarded', draft) });
    },
    save: () => saveAs(store.getState().draft?.revision ?? 0),
    async loadTheirs() {
      store.setState({ loading: true });
      const answer = await fetchDesk();
      if ('refused' in answer) return store.setState({ loading: false, notSaved: answer.refused });
      const { desk } = answer;
      const undo = undoOf('theirs', store.getState().draft);
      change({ ...clean, loading: false, desk, draft: draftOf(keptIn(desk)), undo });
    },
    async saveOverTheirs() {
      const answer = await fetchDesk();
      if ('refused' in answer) {
        store.setState({ notSaved: answer.refused });
        return false;
      }
      store.setState({ desk: answer.desk });
      return saveAs(keptIn(answer.desk).revision);
    },
  };
}
