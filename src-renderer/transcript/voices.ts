import type { Speaker } from '@callbrief/relay/wire/recording';
import type { InsightsView } from '../../src-preload/contract.ts';

export interface Voice {
  /** null: nobody knows; words stand for it. */
  full: string | null;
  short: string | null;
}
export type Voices = Record<Speaker, Voice>;

/** A title is no first name: `Me Hélène Castaing` is called Hélène in her column. */
const titles = new Set(
  'me mr mrs ms miss dr drs prof maître mme m mlle mevr dhr heer frau herr ra rain étude meester'.split(' '),
);

/** How the voices of a call are called: as somebody named them here, else as the call knows them. */
export function voicesOf(view: InsightsView | null, callTitle: string | null, firmName: string | null): Voices {
  const named = view?.transcript.speakerNames;
  return {
    caller: voice(named?.caller ?? view?.callerName ?? callTitle),
    firm: voice(named?.firm ?? view?.firmName ?? firmName),
    unknown: { full: null, short: null },
  };
}

function voice(full: string | null): Voice {
  const name = full?.trim() ?? '';
  // A number is no name for a column of 52 px.
  if (name === '' || /^[+\d\s().-]+$/.test(name)) return { full: null, short: null };
  const words = name.split(/\s+/);
  const short = words.find((word) => !titles.has(word.toLowerCase().replace(/\.$/, ''))) ?? name;
  return { full: name, short: short.replace(/,$/, '') };
}
