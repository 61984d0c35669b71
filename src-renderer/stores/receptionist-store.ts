import type { ReceptionistSettings, TriedScript, TryTurn } from '@callbrief/relay/wire/receptionist';
import type { Language } from '@callbrief/relay/wire/scalars';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge } from '../../src-preload/contract.ts';
import type { ReceptionistDesk } from '../../src-preload/contract/receptionist.ts';
import {
  draftOf,
  problemsOf,
  settingsOf,
  withScript,
  type ChecksOfScripts,
  type ReceptionistDraft,
  type ReceptionistProblem,
} from '../receptionist/receptionist-draft.ts';
import { createDeskDraft, noDeskDraft, type DeskDraft, type DeskDraftActions, type DraftUndo } from './desk-draft.ts';

export type ReceptionistUndo = DraftUndo<'script' | 'discarded' | 'theirs', ReceptionistDraft>;

export interface ReceptionistData extends DeskDraft<ReceptionistDesk, ReceptionistDraft, ReceptionistUndo> {
  /** Whose script is shown. */
  language: Language;
  /** What the office last said to the script of each language. */
  checks: ChecksOfScripts;
  checking: boolean;
  notChecked: ActRefusal | null;
  talk: ScriptTalk;
}

export interface ScriptTalk {
  turns: readonly TryTurn[];
  somebodyIsFree: boolean;
  /** Null: it has not begun. */
  answer: TriedScript | null;
  busy: boolean;
  refused: ActRefusal | null;
}

export interface ReceptionistStore extends Omit<DeskDraftActions<ReceptionistDraft, ReceptionistUndo>, 'edit'> {
  store: StoreApi<ReceptionistData>;
  edit: (change: (draft: ReceptionistDraft) => ReceptionistDraft, undo?: 'script') => void;
  showScript: (language: Language) => void;
  /** Null: the shipped one holds again. */
  writeScript: (text: string | null) => void;
  /** Null: from the beginning. */
  say: (turn: TryTurn | null) => Promise<void>;
  setSomebodyFree: (somebodyIsFree: boolean) => void;
}

/** Long enough that a script is not checked letter by letter. */
const CHECK_AFTER_MS = 350;
const noTalk: ScriptTalk = { turns: [], somebodyIsFree: false, answer: null, busy: false, refused: null };

export const hasReceptionistChanges = ({ desk, draft }: Pick<ReceptionistData, 'desk' | 'draft'>): boolean =>
  desk !== null && draft !== null && JSON.stringify(draft) !== JSON.stringify(draftOf(desk.settings));

export const receptionistProblems = ({
  desk,
  draft,
  checks,
}: Pick<ReceptionistData, 'desk' | 'draft' | 'checks'>): ReceptionistProblem[] =>
  desk === null || draft === null ? [] : problemsOf(draft, desk.engines, checks);

/** The firm's AI receptionist: edited here, kept by the office. */
export function createReceptionistStore(bridge: Bridge): ReceptionistStore {
  const store = createStore<ReceptionistData>(() => ({
    ...noDeskDraft,
    language: 'en',
    checks: {},
    checking: false,
    notChecked: null,
    talk: noTalk,
  }));
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers to older questions are passed over. */
  let latestCheck = 0;
  let latestTalk = 0;

  const actions = createDeskDraft(store, {
    fetch: () => bridge.request('receptionist:get'),
    save: (asked: ReceptionistSettings) => bridge.request('receptionist:save', asked),
    keptIn: ({ settings }: ReceptionistDesk) => settings,
    withKept: (desk, settings) => ({ ...desk, settings }),
    draftOf,
    asked: (data) => (data.draft === null || receptionistProblems(data).length > 0 ? null : settingsOf(data.draft)),
    hasChanges: hasReceptionistChanges,
    undoOf: (what, apply): ReceptionistUndo => ({ what, apply }),
    changed: () => checkSoon(CHECK_AFTER_MS),
  });

  function checkSoon(afterMs: number): void {
    if (timer) clearTimeout(timer);
    latestCheck += 1;
    const { draft, language, checks } = store.getState();
    if (draft === null) return;
    const script = draft.scripts[language] ?? null;
    if (checks[language]?.asked === script) {
      store.setState({ checking: false, notChecked: null });
      return;
    }
    const asked = latestCheck;
    store.setState({ checking: true });
    timer = setTimeout(() => {
      void bridge
        .request('receptionist:check', { language, script })
        .catch(() => ({ refused: 'failed' }) as const)
        .then((answer) => {
          if (asked !== latestCheck) return;
          if ('refused' in answer) store.setState({ checking: false, notChecked: answer.refused });
          else
            store.setState((now) => ({
              checking: false,
              notChecked: null,
              checks: { ...now.checks, [language]: { asked: script, answer } },
            }));
        });
    }, afterMs);
  }

  const edit: ReceptionistStore['edit'] = (apply, undo) => {
    const { draft: before } = store.getState();
    // Of the last step alone: what was typed after it would be lost.
    const back = before &&
      undo && { what: undo, apply: ({ revision }: ReceptionistDraft) => ({ ...before, revision }) };
    actions.edit(apply, back ?? null);
  };

  return {
    ...actions,
    store,
    edit,
    async load() {
      const isFirst = store.getState().desk === null;
      await actions.load();
      const { desk } = store.getState();
      if (isFirst && desk !== null) store.setState({ language: desk.settings.languages[0] ?? 'en' });
      checkSoon(0);
    },
    showScript(language) {
      latestTalk += 1;
      store.setState(({ talk }) => ({ language, talk: { ...noTalk, somebodyIsFree: talk.somebodyIsFree } }));
      checkSoon(0);
    },
    writeScript(text) {
      const { language } = store.getState();
      edit((draft) => withScript(draft, language, text), text === null ? 'script' : undefined);
    },
    async say(turn) {
      latestTalk += 1;
      const asked = latestTalk;
      const { draft, language, talk } = store.getState();
      if (draft === null) return;
      const turns = turn === null ? [] : [...talk.turns, turn];
      store.setState({ talk: { ...talk, turns, busy: true, refused: null } });
      const answer = await bridge
        .request('receptionist:try', {
          language,
          script: draft.scripts[language] ?? null,
          turns: [...turns],
          somebodyIsFree: talk.somebodyIsFree,
        })
        .catch(() => ({ refused: 'failed' }) as const);
      if (asked !== latestTalk) return;
      store.setState(({ talk: now }) => ({
        talk:
          'refused' in answer
            ? // It can be said again.
              { ...now, turns: talk.turns, busy: false, refused: answer.refused }
            : { ...now, busy: false, answer },
      }));
    },
    setSomebodyFree: (somebodyIsFree) => store.setState(({ talk }) => ({ talk: { ...talk, somebodyIsFree } })),
  };
}
