import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const pauseBeforeSavingMs = 400;

export interface NoteDraft {
  text: string;
  /** Written here, in this popup: then nothing that arrives replaces it. */
  touched: boolean;
  failed: boolean;
  write: (text: string) => void;
  /** Saves at once what is not saved yet. */
  flush: () => void;
}

/**
 * The note of one call. Saved a moment after the last letter, on leaving the field, and when the card goes away by
 * itself: what was typed is never lost because the caller hung up.
 */
export function useNoteDraft(stored: string, save: (text: string) => Promise<boolean>): NoteDraft {
  const [draft, setDraft] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latestSave = useRef(save);
  useLayoutEffect(() => {
    latestSave.current = save;
  });

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const text = unsaved.current;
    if (text === null) return;
    unsaved.current = null;
    void latestSave.current(text).then((saved) => setFailed(!saved));
  }, []);

  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const write = useCallback(
    (text: string) => {
      setDraft(text);
      unsaved.current = text;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, pauseBeforeSavingMs);
    },
    [flush],
  );
  return { text: draft ?? stored, touched: draft !== null, failed, write, flush };
}
