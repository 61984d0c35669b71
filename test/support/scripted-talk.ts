import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '@callbrief/relay/wire/scalars';
import { interpret, newTalk } from '../../relay/src/agent/script/interpret.ts';
import { readScript } from '../../relay/src/agent/script/read-script.ts';
import type { ReceptionistScript } from '../../relay/src/agent/script/script.ts';
import type { Scripts, TalkContext, TalkEffect, TalkHeard, TalkState } from '../../relay/src/agent/script/talk.ts';
import type { ToolCall, ToolResult } from '../../relay/src/agent/tools.ts';

const LANGUAGES: readonly Language[] = ['en', 'fr', 'nl', 'de'];

export const scriptText = (language: Language) =>
  readFileSync(path.join(import.meta.dirname, '../../resources/receptionist', `${language}.yaml`), 'utf8');

export function shippedScript(language: Language): ReceptionistScript {
  const read = readScript(scriptText(language));
  if (!read.ok) throw new Error(`${language}: ${JSON.stringify(read.problems)}`);
  return read.script;
}

export const shippedScripts = (): Scripts =>
  Object.fromEntries(LANGUAGES.map((language) => [language, shippedScript(language)]));

export type RunTool = (call: ToolCall) => Promise<ToolResult>;

/** A caller who types what they would say, and reads what they would hear. */
export async function startScriptedTalk(
  language: Language,
  run: RunTool,
  more: Partial<TalkContext> & { now?: () => Date } = {},
) {
  const { now = () => new Date('2026-11-19T10:00:00Z'), ...given } = more;
  const context: TalkContext = {
    scripts: shippedScripts(),
    firmName: 'Peeters & Maes',
    country: 'BE',
    timeZone: 'Europe/Brussels',
    callerNumber: '+32470271836',
    ...given,
  };
  let state: TalkState = newTalk(language, context);
  const effects: TalkEffect[] = [];

  /** @returns what the caller hears for it */
  async function hear(heard: TalkHeard): Promise<string> {
    const next = interpret(context, state, heard, now());
    state = next.state;
    effects.push(...next.effects);
    const said = next.effects.flatMap((effect) => (effect.do === 'say' ? [effect.text] : [])).join(' ');
    const behind: string[] = [];
    for (const effect of next.effects) {
      if (effect.do === 'tool') behind.push(await hear({ kind: 'tool', result: await run(effect.call) }));
    }
    return [said, ...behind].filter(Boolean).join(' ');
  }

  await hear({ kind: 'start' });
  return {
    hear,
    say: (text: string) => hear({ kind: 'words', text }),
    async sayAll(texts: readonly string[]): Promise<string> {
      let last = '';
      for (const text of texts) last = await hear({ kind: 'words', text });
      return last;
    },
    press: (keys: string) => hear({ kind: 'keys', keys }),
    state: () => state,
    effects,
    ended: () => effects.flatMap((effect) => (effect.do === 'end' ? [effect.why] : []))[0] ?? null,
    everythingSaid: () => effects.flatMap((effect) => (effect.do === 'say' ? [effect.text] : [])).join(' '),
  };
}

/** Four callers, one in each language, and what the firm must know after. */
export const intakes: Readonly<
  Record<
    Language,
    { says: readonly string[]; name: string; number: string; urgency: 'high' | 'normal'; language: string }
  >
> = {
  en: {
    says: [
      'Yes, that is fine',
      'I have a problem with my landlord, the bailiff comes on Monday',
      'My name is Anna Whitaker',
      "It's W H I double T A K E R",
      'Yes, that is right',
      'Yes please',
      'My landlord is Immo Zuid',
      'Please call me back',
      'Tomorrow after three',
    ],
    name: 'Anna Whittaker',
    number: '+32470271836',
    urgency: 'high',
    language: 'English',
  },
  fr: {
    says: [
      'Oui, d’accord',
      'Bonjour, je voudrais un conseil sur mon licenciement',
      'Je m’appelle Jean Dupond',
      'D comme Désiré, U, P, O, N, T',
      'Oui, c’est exact',
      'Non, un autre numéro',
      'zéro quatre cent septante, douze, trente-quatre, cinquante-six',
      'Oui',
      'aucun',
      'Non, pas du tout',
      'Je préfère être rappelé',
      'vendredi matin',
    ],
    name: 'Jean Dupont',
    number: '+32470123456',
    urgency: 'normal',
    language: 'français',
  },
  nl: {
    says: [
      'Ja hoor',
      'Ik bel over een geschil met mijn verhuurder',
      'Met Jan de Wit',
      'Dirk Eduard Willem Izaak Theodoor',
      'Dat klopt',
      'Ja, graag',
      'geen',
      'Nee',
      'Een boodschap',
      'Zeg dat ik het contract getekend heb',
    ],
    name: 'Jan de Wit',
    number: '+32470271836',
    urgency: 'normal',
    language: 'Nederlands',
  },
  de: {
    says: [
      'Ja, einverstanden',
      'Es geht um eine Kündigung, die Frist läuft am Montag ab',
      'Mein Name ist Karl Müller',
      'M Ü doppel L E R',
      'Ja, richtig',
      'Nein, lieber null vier sieben zwei, elf, zweiundzwanzig, dreiunddreißig',
      'Ja, das stimmt',
      'Firma Schulz',
      'Rückruf bitte',
      'so schnell wie möglich',
    ],
    name: 'Karl Müller',
    number: '+32472112233',
    urgency: 'high',
    language: 'Deutsch',
  },
};
