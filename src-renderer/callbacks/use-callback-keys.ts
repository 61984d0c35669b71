import { useEffect, type RefObject } from 'react';
import type { AppState } from '../../src-preload/contract.ts';
import { letterBelongsToField } from '../main-window/commands.ts';
import type { CallbacksStore } from '../stores/callbacks-store.ts';
import { followUps } from '../ui/status-word.tsx';

const digits = ['Digit1', 'Digit2', 'Digit3', 'Digit4'];

/** The keys of the queue, wherever the keyboard is on its screen. Before the window's own: there N and C mean the calls. */
export function useCallbackKeys(
  callbacks: CallbacksStore,
  app: Pick<AppState, 'platform' | 'settings'>,
  {
    dueRef,
    canRewrite,
    onCall,
  }: { dueRef: RefObject<HTMLDivElement | null>; canRewrite: boolean; onCall: (number: string) => void },
): void {
  const { letterKeys } = app.settings;
  const mac = app.platform === 'darwin';
  useEffect(() => {
    const letters: Partial<Record<string, () => void>> = {
      j: () => callbacks.move(1),
      k: () => callbacks.move(-1),
      n: () => callbacks.setAdding(true),
      c: () => {
        const { detail, selectedId } = callbacks.store.getState();
        if (detail?.number != null && detail.id === selectedId) onCall(detail.number);
      },
      a: () => callbacks.setAssigning(true),
      e: () => canRewrite && callbacks.setEditing(true),
      d: () => dueRef.current?.querySelector('button')?.focus(),
      r: () => callbacks.edit({}, 'reached'),
      x: () => callbacks.edit({}, 'no_answer'),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"], [role="menu"]') || event.altKey) return;
      const ctrl = mac ? event.metaKey : event.ctrlKey;
      const inField = letterBelongsToField(event.target);
      let run: (() => void) | undefined;
      if (ctrl)
        run = event.key.toLowerCase() === 'z' && !event.shiftKey && !inField ? () => callbacks.undo() : undefined;
      else if (!event.ctrlKey && !event.metaKey && letterKeys && !inField) {
        // By the physical key: on AZERTY the digit row needs Shift.
        const status = followUps[digits.indexOf(event.code)];
        run = status === undefined ? letters[event.key] : () => callbacks.edit({ status });
      }
      if (!run || event.repeat) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [callbacks, letterKeys, mac, dueRef, canRewrite, onCall]);
}
