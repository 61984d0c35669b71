import { useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../src-preload/contract.ts';

/** What stands over a form: it was removed meanwhile, changed by somebody else, or could not be kept. */
export type FormNews = 'gone' | 'changed' | 'failed' | null;

/**
 * A form over something that others may change: what is read when it opens is what its changes are told from, and what is
 * typed is never written over.
 * @param read null: it is not there (any more)
 */
export function useKeptForm<T>(
  bridge: Bridge,
  read: () => Promise<T | null>,
): { base: T | null; news: FormNews; setNews: (news: FormNews) => void } {
  const [base, setBase] = useState<T | null>(null);
  const [news, setNews] = useState<FormNews>(null);
  const asks = useRef(read);
  useEffect(() => {
    let first: string | null = null;
    const look = async () => {
      const now = await asks.current();
      const text = JSON.stringify(now);
      if (first === null && now !== null) {
        first = text;
        setBase(now);
      } else if (now === null) setNews('gone');
      else setNews((before) => (text === first ? (before === 'failed' ? before : null) : 'changed'));
    };
    void look().catch(() => setNews('failed'));
    return bridge.on('calls:changed', ({ callIds }) => {
      if (callIds.length === 0) void look().catch(() => undefined);
    });
  }, [bridge]);
  return { base, news, setNews };
}
