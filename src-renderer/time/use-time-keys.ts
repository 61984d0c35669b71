import { useEffect } from 'react';
import { letterBelongsToField } from '../main-window/commands.ts';

const row = (element: Element | null | undefined) => element?.closest<HTMLElement>('[data-time-row]') ?? null;

/**
 * In the list of time: arrows (and J, K) go from entry to entry, V reviews the one that has the keyboard, or puts it back.
 * @param letterKeys single letters may be switched off (WCAG 2.1.4)
 */
export function useTimeKeys(letterKeys: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const current = row(document.activeElement);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (current === null || letterBelongsToField(event.target) || document.querySelector('[role="dialog"]')) return;
      if (event.key.length === 1 && !letterKeys) return;
      if (event.key === 'v') {
        event.preventDefault();
        current.querySelector<HTMLElement>('[aria-keyshortcuts="V"]')?.click();
        return;
      }
      const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const rows = [...document.querySelectorAll<HTMLElement>('[data-time-row]')];
      rows[rows.indexOf(current) + by]?.querySelector<HTMLElement>('[data-row-start]')?.focus();
    };
    // Before the window's own keys: J and K mean the next call there.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [letterKeys]);
}
