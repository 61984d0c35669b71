import { useEffect } from 'react';
import type { AppState } from '../../src-preload/contract.ts';
import { letterBelongsToField } from '../main-window/commands.ts';
import type { TasksStore } from '../stores/tasks-store.ts';

/** The keys of the tasks, wherever the keyboard is on their screen. Before the window's own. */
export function useTaskKeys(
  tasks: TasksStore,
  app: Pick<AppState, 'platform' | 'settings'>,
  { canRewrite }: { canRewrite: boolean },
): void {
  const { letterKeys } = app.settings;
  const mac = app.platform === 'darwin';
  useEffect(() => {
    const selected = () => {
      const { selectedId, list } = tasks.store.getState();
      return list?.rows.find(({ id }) => id === selectedId);
    };
    const letters: Partial<Record<string, () => void>> = {
      j: () => tasks.move(1),
      k: () => tasks.move(-1),
      n: () => tasks.begin('add'),
      e: () => canRewrite && selected() && tasks.begin('title'),
      a: () => selected() && tasks.begin('assign'),
      d: () => selected() && tasks.begin('due'),
      x: () => {
        const row = selected();
        if (row) tasks.toggle(row);
      },
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"], [role="menu"]') || event.altKey || event.repeat) return;
      if (letterBelongsToField(event.target)) return;
      const ctrl = mac ? event.metaKey : event.ctrlKey;
      let run: (() => void) | undefined;
      if (ctrl) run = event.key.toLowerCase() === 'z' && !event.shiftKey ? () => tasks.undo() : undefined;
      else if (event.ctrlKey || event.metaKey) return;
      else if (event.key === 'Delete') run = () => tasks.edit({ state: 'removed' });
      else if (letterKeys) run = letters[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [tasks, letterKeys, mac, canRewrite]);
}
