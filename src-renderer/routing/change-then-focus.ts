import { flushSync } from 'react-dom';

/** The name by which the keyboard finds a part again after the list around it has changed. */
export const ruleFocus = (id: string): string => `rule:${id}`;
export const ruleNameFocus = (id: string): string => `rule-name:${id}`;

/**
 * Changes what is drawn and puts the keyboard where the work goes on: a deleted or moved part would otherwise take it
 * along and leave it nowhere.
 * @param focus one of the page's `data-focus`; tried in order
 */
export function changeThenFocus(change: () => void, ...focus: (string | null)[]): void {
  flushSync(change);
  for (const name of focus) {
    const found = name === null ? null : document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`);
    if (!found) continue;
    found.focus();
    return;
  }
}
