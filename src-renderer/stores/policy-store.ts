import type { CapturePolicy, CapturePreview } from '@callbrief/relay/wire/insights';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge, NamedInPolicy, PolicyDesk } from '../../src-preload/contract.ts';
import { checkPolicy, draftOf, policyOf, type PolicyDraft, type PolicyProblems } from '../policy/policy-draft.ts';
import { readNumber } from '../words/phone-number.ts';

export interface PolicyData {
  /** As the office last told it; null until then. */
  desk: PolicyDesk | null;
  /** As it is being edited; outlives leaving the section, not the window. */
  draft: PolicyDraft | null;
  loading: boolean;
  notLoaded: ActRefusal | null;
  saving: boolean;
  /** Why the last save did not happen; `revision_conflict`: somebody else saved first. */
  notSaved: ActRefusal | null;
  /** The field that the office refused, as it names it; forgotten with the next edit. */
  refusedField: string | null;
  saved: boolean;
  /** Save was pressed with mistakes. */
  showProblems: boolean;
  /** What the last step took away. */
  undo: { what: 'rule' | 'discarded' | 'theirs'; draft: PolicyDraft } | null;
  question: { number: string; line: string };
  preview: PolicyPreview;
}

/** `waiting`: nothing was typed. `fields`: something of the draft cannot be read. */
export type PolicyPreview =
  | { state: 'waiting' | 'not_a_number' | 'fields' | 'asking' }
  | { state: 'refused'; refusal: ActRefusal }
  | { state: 'answered'; answer: CapturePreview };

export interface PolicyStore {
  store: StoreApi<PolicyData>;
  load: () => Promise<void>;
  edit: (change: (draft: PolicyDraft) => PolicyDraft, undo?: 'rule') => void;
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
  find: (query: string) => Promise<NamedInPolicy>;
  /** A matter or contact that a rule now names. */
  learn: (named: Partial<NamedInPolicy>) => void;
  ask: (question: Partial<PolicyData['question']>) => void;
}

/** Long enough that a number is not asked for digit by digit. */
const ASK_AFTER_MS = 350;

const same = (one: CapturePolicy | null, other: CapturePolicy) => JSON.stringify(one) === JSON.stringify(other);

export const hasPolicyChanges = ({ desk, draft }: Pick<PolicyData, 'desk' | 'draft'>): boolean =>
  desk !== null && draft !== null && !same(policyOf(draft), desk.policy);

export function policyProblems({ draft, refusedField }: Pick<PolicyData, 'draft' | 'refusedField'>): PolicyProblems {
  const problems = draft === null ? new Map() : checkPolicy(draft);
  return refusedField === null || problems.has(refusedField)
    ? problems
    : new Map([...problems, [refusedField, 'refused' as const]]);
}

/** What the firm keeps of calls, and who may read it: edited here, kept by the office. */
export function createPolicyStore(bridge: Bridge): PolicyStore {
  const store = createStore<PolicyData>(() => ({
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
    question: { number: '', line: '' },
    preview: { state: 'waiting' },
  }));
  const clean = { notSaved: null, refusedField: null, saved: false, showProblems: false } as const;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers to older questions are passed over. */
  let latest = 0;

  async function fetchDesk(): Promise<PolicyDesk | ActRefusal> {
    const answer = await bridge.request('policy:get').catch(() => ({ refused: 'failed' }) as const);
    return 'refused' in answer ? answer.refused : answer;
  }

  async function saveAs(revision: number): Promise<boolean> {
    const { desk, draft, saving } = store.getState();
    if (!desk || !draft || saving) return false;
    const asked = policyOf(draft);
    if (asked === null || checkPolicy(draft).size > 0) {
      store.setState({ ...clean, showProblems: true });
      return false;
    }
    store.setState({ ...clean, saving: true, undo: null });
    const answer = await bridge
      .request('policy:save', { ...asked, revision })
      .catch(() => ({ refused: 'failed', field: null }) as const);
    store.setState({ saving: false });
    if ('refused' in answer) {
      store.setState({ notSaved: answer.refused, refusedField: answer.field });
      return false;
    }
    store.setState((now) => ({
      desk: now.desk && { ...now.desk, policy: answer },
      // What was typed while it was being saved is a change of the saved policy.
      draft: now.draft === draft ? draftOf(answer) : now.draft && { ...now.draft, revision: answer.revision },
      saved: true,
    }));
    return true;
  }

  function askSoon(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    latest += 1;
    const data = store.getState();
    const { desk, draft, question } = data;
    if (!desk || !draft) return;
    const tell = (preview: PolicyPreview) => store.setState({ preview });
    if (question.number.trim() === '') return tell({ state: 'waiting' });
    const number = readNumber(question.number, desk.lines[0]?.number);
    if (number === null) return tell({ state: 'not_a_number' });
    const policy = policyOf(draft);
    if (policy === null || checkPolicy(draft).size > 0) return tell({ state: 'fields' });
    const asked = latest;
    // The last answer stays until the next is here.
    if (data.preview.state !== 'answered') tell({ state: 'asking' });
    timer = setTimeout(() => {
      void bridge
        .request('policy:preview', {
          number,
          line: question.line === '' ? null : question.line,
          ...(hasPolicyChanges(data) && { draft: policy }),
        })
        .catch(() => ({ refused: 'failed', field: null }) as const)
        .then((answer) => {
          if (asked !== latest) return;
          tell('refused' in answer ? { state: 'refused', refusal: answer.refused } : { state: 'answered', answer });
        });
    }, ASK_AFTER_MS);
  }

  function change(next: Partial<PolicyData>): void {
    store.setState(next);
    askSoon();
  }

  return {
    store,
    async load() {
      if (store.getState().loading) return;
      store.setState({ loading: true });
      const desk = await fetchDesk();
      if (typeof desk === 'string') return store.setState({ loading: false, notLoaded: desk });
      const now = store.getState();
      change({
        loading: false,
        notLoaded: null,
        // A draft with changes stays one of the policy that it was made from; saving tells of a conflict.
        ...(hasPolicyChanges(now)
          ? { desk: { ...desk, policy: now.desk?.policy ?? desk.policy } }
          : { desk, draft: draftOf(desk.policy) }),
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
        // Of the last step alone: what was typed after it would be lost.
        undo: undo ? { what: undo, draft } : null,
      });
    },
    undo() {
      const { undo, draft } = store.getState();
      if (undo)
        change({
          draft: { ...undo.draft, revision: draft?.revision ?? undo.draft.revision },
          undo: null,
          saved: false,
        });
    },
    forgetUndo: () => store.setState({ undo: null }),
    forgetSaved: () => store.setState({ saved: false }),
    discard() {
      const { desk, draft } = store.getState();
      change({ ...clean, draft: desk && draftOf(desk.policy), undo: draft && { what: 'discarded', draft } });
    },
    save: () => saveAs(store.getState().draft?.revision ?? 0),
    async loadTheirs() {
      store.setState({ loading: true });
      const desk = await fetchDesk();
      if (typeof desk === 'string') return store.setState({ loading: false, notSaved: desk });
      const { draft } = store.getState();
      // Mine comes back as one made from theirs: saving it then replaces theirs knowingly.
      change({ ...clean, loading: false, desk, draft: draftOf(desk.policy), undo: draft && { what: 'theirs', draft } });
    },
    async saveOverTheirs() {
      const desk = await fetchDesk();
      if (typeof desk === 'string') {
        store.setState({ notSaved: desk });
        return false;
      }
      store.setState({ desk });
      return saveAs(desk.policy.revision);
    },
    find: (query) => bridge.request('policy:find', { query }).catch(() => ({ matters: [], contacts: [] })),
    learn({ matters = [], contacts = [] }) {
      store.setState(({ desk }) => ({
        desk: desk && {
          ...desk,
          named: { matters: [...desk.named.matters, ...matters], contacts: [...desk.named.contacts, ...contacts] },
        },
      }));
    },
    ask: (question) => change({ question: { ...store.getState().question, ...question } }),
  };
}
