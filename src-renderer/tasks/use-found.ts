import { useEffect, useState } from 'react';

/** What fits what is typed; a late answer to older letters is dropped. Nothing typed, nothing found. */
export function useFound<T>(query: string, find: (query: string) => Promise<T[]>): readonly T[] {
  const [found, setFound] = useState<{ query: string; of: readonly T[] }>({ query: '', of: [] });
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === '') return undefined;
    let current = true;
    void find(wanted).then(
      (answer) => current && setFound({ query: wanted, of: answer ?? [] }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [wanted, find]);
  return wanted === '' ? [] : found.of;
}
