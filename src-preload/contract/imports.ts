import type { ImportCounts, ImportMapping, ImportRefusal, ImportState, ImportView } from '@callbrief/relay/wire/import';
import type { Language } from '@callbrief/relay/wire/scalars';

/** Contacts, matters and deadlines out of a file. The main process reads and sends it; a window sees neither path nor bytes. */
export interface ImportRequests {
  /** The newest one of the firm, so that the page shows what runs; null: there was none. */
  'imports:latest': { ask: void; answer: ImportAnswer };
  /** Asks the person for a file and sends it to the office. Null: they changed their mind. */
  'imports:choose': { ask: void; answer: ImportAnswer };
  'imports:get': { ask: { importId: string }; answer: ImportAnswer };
  'imports:map': { ask: { importId: string; mapping: ImportMapping }; answer: ImportAnswer };
  'imports:start': { ask: { importId: string }; answer: ImportAnswer };
  /** One that runs is cancelled and stays, every other one is forgotten (null). */
  'imports:remove': { ask: { importId: string }; answer: ImportAnswer };
  /** Saved where the person says. */
  'imports:report': {
    ask: { importId: string; language: Language };
    answer: { saved: boolean } | { refused: ImportTrouble };
  };
}

export interface ImportPushes {
  'imports:changed': { importId: string; state: ImportState; counts: ImportCounts };
}

export type ImportAnswer = { import: ImportView | null } | { refused: ImportTrouble };

/** Each has a sentence in the words. `cut_off`: the connection broke while the file was sent. */
export type ImportTrouble =
  | ImportRefusal
  | 'too_large'
  | 'offline'
  | 'not_allowed'
  | 'cut_off'
  | 'not_ready'
  | 'not_readable'
  | 'gone'
  | 'failed';
