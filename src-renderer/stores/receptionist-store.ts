import type { TriedScript, TryTurn } from '@callbrief/relay/wire/receptionist';
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

export interface ReceptionistData {
  /** As the office last told it; null until then. */
  desk: ReceptionistDesk | null;
  /** As it is being edited; outlives leaving the section, not the window. */
  draft: ReceptionistDraft | null;
  loading: boolean;
  notLoaded: ActRefusal | null;
  saving: boolean;
  /** Why the last save did not happen; `revision_conflict`: somebody else saved first. */
  notSaved: ActRefusal | null;
  saved: boolean;
  /** Save was pressed with mistakes. */
  showProblems: boolean;
  /** What the last step took away. */
  undo: { what: 'script' | 'discarded' | 'theirs'; draft: ReceptionistDraft } | null;
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

export interface ReceptionistStore {
  store: StoreApi<ReceptionistData>;
  load: () => Promise<void>;
  edit: (change: (draft: ReceptionistDraft) => ReceptionistDraft, undo?: 'script') => void;
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
    desk: null,
    draft: null,
    loading: false,
    notLoaded: null,
    saving: false,
    notSaved: null,
    saved: false,
    showProblems: false,
    undo: null,
    language: 'en',
    checks: {},
    checking: false,
    notChecked: null,
    talk: noTalk,
  }));
  const clean = { notSaved: null, saved: false, showProblems: false } as const;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers to older questions are passed over. */
  let latestCheck = 0;
  let latestTalk = 0;

  async function fetchDesk(): Promise<ReceptionistDesk | ActRefusal> {
    const answer = await bridge.request('receptionist:get').catch(() => ({ refused: 'failed' }) as const);
    return 'refused' in answer ? answer.refused : answer;
  }

  async function saveAs(revision: number): Promise<boolean> {
    const { draft, saving } = store.getState();
    if (!draft || saving) return false;
    const asked = settingsOf(draft);
    if (asked === null || receptionistProblems(store.getState()).length > 0) {
      store.setState({ ...clean, showProblems: true });
      return false;
    }
    store.setState({ ...clean, saving: true, undo: null });
    const answer = await bridge
      .request('receptionist:save', { ...asked, revision })
      .catch(() => ({ refused: 'failed' }) as const);
    store.setState({ saving: false });
    if ('refused' in answer) {
      store.setState({ notSaved: answer.refused });
      return false;
    }
    store.setState((now) => ({
      desk: now.desk && { ...now.desk, settings: answer },
      // What was typed while it was being saved is a change of what was saved.
      draft: now.draft === draft ? draftOf(answer) : now.draft && { ...now.draft, revision: answer.revision },
      saved: true,
    }));
    return true;
  }

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

  function change(next: Partial<ReceptionistData>): void {
    store.setState(next);
    checkSoon(CHECK_AFTER_MS);
  }

  const edit: ReceptionistStore['edit'] = (apply, undo) => {
    const { draft, notSaved } = store.getState();
    if (draft === null) return;
    change({
      draft: apply(draft),
      saved: false,
      // A conflict does not go away by typing.
      notSaved: notSaved === 'revision_conflict' ? notSaved : null,
      // Of the last step alone: what was typed after it would be lost.
      undo: undo ? { what: undo, draft } : null,
    });
  };

  return {
    store,
    edit,
    async load() {
      if (store.getState().loading) return;
      store.setState({ loading: true });
      const desk = await fetchDesk();
      if (typeof desk === 'string') return store.setState({ loading: false, notLoaded: desk });
      const now = store.getState();
      store.setState({
        loading: false,
        notLoaded: null,
        ...(now.desk === null && { language: desk.settings.languages[0] ?? 'en' }),
        // A draft with changes stays one of the settings that it was made from; saving tells of a conflict.
        ...(hasReceptionistChanges(now)
          ? { desk: { ...desk, settings: now.desk?.settings ?? desk.settings } }
          : { desk, draft: draftOf(desk.settings) }),
      });
      checkSoon(0);
    },
    undo() {
      const { undo, draft } = store.getState();
      if (!undo) return;
      const revision = draft?.revision ?? undo.draft.revision;
      change({ draft: { ...undo.draft, revision }, undo: null, saved: false });
    },
    forgetUndo: () => store.setState({ undo: null }),
    forgetSaved: () => store.setState({ saved: false }),
    discard() {
      const { desk, draft } = store.getState();
      change({ ...clean, draft: desk && draftOf(desk.settings), undo: draft && { what: 'discarded', draft } });
    },
    save: () => saveAs(store.getState().draft?.revision ?? 0),
    async loadTheirs() {
      store.setState({ loading: true });
      const desk = await fetchDesk();
      if (typeof desk === 'string') return store.setState({ loading: false, notSaved: desk });
      const { draft } = store.getState();
      // Mine comes back as one made from theirs: saving it then replaces theirs knowingly.
      const undo = draft && ({ what: 'theirs', draft } as const);
      change({ ...clean, loading: false, desk, draft: draftOf(desk.settings), undo });
    },
    async saveOverTheirs() {
      const desk = await fetchDesk();
      if (typeof desk === 'string') {
        store.setState({ notSaved: desk });
        return false;
      }
      store.setState({ desk });
      return saveAs(desk.settings.revision);
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
