import { useEffect, useState } from 'react';
import type { FoundCaller } from '../../src-preload/contract/matching.ts';
import { useSurroundings } from './popup-context.ts';

/** People and matters on this computer that fit what is typed; null before an answer came. A late answer to older letters is dropped. */
export function useSuggestions(query: string): FoundCaller[] | null {
  const { actions } = useSurroundings();
  const [answer, setAnswer] = useState<{ query: string; found: FoundCaller[] } | null>(null);
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === '') return undefined;
    let current = true;
    void actions.findCaller(wanted).then((found) => {
      if (current) setAnswer({ query: wanted, found });
    });
    return () => {
      current = false;
    };
  }, [actions, wanted]);
  // The previous answer stays until the next one is there: a list that blinks with every letter cannot be read.
  return wanted === '' ? null : (answer?.found ?? null);
}
