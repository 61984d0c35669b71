import { receptionistGaps, type ReceptionistGap } from '@callbrief/relay/wire/receptionist-gaps';
import type { CheckedScript, ReceptionistEngine, ReceptionistSettings } from '@callbrief/relay/wire/receptionist';
import type { Language } from '@callbrief/relay/wire/scalars';
import { formatNumber, readNumber } from '../words/phone-number.ts';

/** As it is being edited: the number as it was typed. */
export interface ReceptionistDraft extends Omit<ReceptionistSettings, 'lastResort'> {
  lastResort: string;
}

export const draftOf = (settings: ReceptionistSettings): ReceptionistDraft => ({
  ...settings,
  lastResort: settings.lastResort === null ? '' : formatNumber(settings.lastResort),
});

/** Null: the number is none. */
export function settingsOf(draft: ReceptionistDraft): ReceptionistSettings | null {
  const typed = draft.lastResort.trim();
  const lastResort = typed === '' ? null : readNumber(typed, undefined);
  if (typed !== '' && lastResort === null) return null;
  return { ...draft, lastResort };
}

/** What was checked, and what came of it. `asked` null: the shipped script. */
export interface CheckOfScript {
  asked: string | null;
  answer: CheckedScript;
}
export type ChecksOfScripts = Partial<Record<Language, CheckOfScript>>;

export type ReceptionistProblem =
  ReceptionistGap | { kind: 'lastResort' | 'languages' } | { kind: 'script'; language: Language };

/** What keeps it from being saved, as far as this window can tell. */
export function problemsOf(
  draft: ReceptionistDraft,
  engines: readonly ReceptionistEngine[],
  checks: ChecksOfScripts,
): ReceptionistProblem[] {
  const wrongScripts = Object.entries(checks) as [Language, CheckOfScript][];
  return [
    ...receptionistGaps(draft, engines),
    ...(draft.languages.length === 0 ? [{ kind: 'languages' } as const] : []),
    ...(settingsOf(draft) === null ? [{ kind: 'lastResort' } as const] : []),
    ...wrongScripts
      .filter(([of, { asked, answer }]) => asked !== null && draft.scripts[of] === asked && answer.problems.length > 0)
      .map(([language]) => ({ kind: 'script', language }) as const),
  ];
}

/** With the script of one language, or without: then the shipped one holds. */
export function withScript(draft: ReceptionistDraft, language: Language, text: string | null): ReceptionistDraft {
  const { [language]: _before, ...others } = draft.scripts;
  return { ...draft, scripts: text === null ? others : { ...others, [language]: text } };
}
