import type { CapturePolicy, CapturePreview } from '@callbrief/relay/wire/insights';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge, NamedInPolicy, PolicyDesk } from '../../src-preload/contract.ts';
import { checkPolicy, draftOf, policyOf, type PolicyDraft, type PolicyProblems } from '../policy/policy-draft.ts';
import { createDeskDraft, noDeskDraft, type DeskDraft, type DeskDraftActions, type DraftUndo } from './desk-draft.ts';
import { readNumber } from '../words/phone-number.ts';

export type PolicyUndo = DraftUndo<'rule' | 'discarded' | 'theirs', PolicyDraft>;

export interface PolicyData extends DeskDraft<PolicyDesk, PolicyDraft, PolicyUndo> {
  question: { number: string; line: string };
  preview: PolicyPreview;
}

/** `waiting`: nothing was typed. `fields`: something of the draft cannot be read. */
export type PolicyPreview =
  | { state: 'waiting' | 'not_a_number' | 'fields' | 'asking' }
  | { state: 'refused'; refusal: ActRefusal }
  | { state: 'answered'; answer: CapturePreview };

export interface PolicyStore extends Omit<DeskDraftActions<PolicyDraft, PolicyUndo>, 'edit'> {
  store: StoreApi<PolicyData>;
  edit: (change: (draft: PolicyDraft) => PolicyDraft, undo?: 'rule') => void;
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
    ...noDeskDraft,
    question: { number: '', line: '' },
    preview: { state: 'waiting' },
  }));
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers to older questions are passed over. */
  let latest = 0;

  const actions = createDeskDraft(store, {
    fetch: () => bridge.request('policy:get'),
    save: (asked: CapturePolicy) => bridge.request('policy:save', asked),
    keptIn: ({ policy }: PolicyDesk) => policy,
    withKept: (desk, policy) => ({ ...desk, policy }),
    draftOf,
    asked: ({ draft }) => (draft === null || checkPolicy(draft).size > 0 ? null : policyOf(draft)),
    hasChanges: hasPolicyChanges,
    undoOf: (what, apply): PolicyUndo => ({ what, apply }),
    changed: askSoon,
  });

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

  return {
    ...actions,
    store,
    edit(apply, undo) {
      const { draft: before } = store.getState();
      // Of the last step alone: what was typed after it would be lost.
      const back = before && undo && { what: undo, apply: ({ revision }: PolicyDraft) => ({ ...before, revision }) };
      actions.edit(apply, back ?? null);
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
    ask(question) {
      store.setState((now) => ({ question: { ...now.question, ...question } }));
      askSoon();
    },
  };
}
