import { useEffect, useRef } from 'react';

export interface PopupKeys {
  hasKeyboard: boolean;
  /** Settings > Single-letter keys (WCAG 2.1.4). Without them Tab, Enter and Esc still do everything. */
  letterKeys: boolean;
  giveBack: () => void;
  /** Another one: another card, or another drawing of it. */
  drawn: string | null;
}

/**
 * Single keys, only after the keyboard was handed over and never inside a text field. A letter presses the button, or goes
 * to the field, that names it in `aria-keyshortcuts`; a digit (by place on the keyboard: AZERTY needs Shift) chooses a person of the list.
 */
export function usePopupKeys(root: HTMLElement | null, { hasKeyboard, letterKeys, giveBack, drawn }: PopupKeys) {
  useEffect(() => {
    if (root === null) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      // A list or a menu took it.
      if (event.defaultPrevented) return undefined;
      if (event.key === 'Escape') {
        giveBack();
        return event.preventDefault();
      }
      if (!hasKeyboard || !letterKeys || isTextField(event.target)) return undefined;
      if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
      const pressed = root.querySelector<HTMLElement>(
        digit === undefined
          ? `[aria-keyshortcuts="${CSS.escape(event.key.toUpperCase())}"]`
          : `[role="option"][data-digit="${digit}"]`,
      );
      if (pressed === null) return undefined;
      if (isTextField(pressed)) pressed.focus();
      else pressed.click();
      return event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [root, hasKeyboard, letterKeys, giveBack]);

  useEffect(() => {
    if (root === null || !hasKeyboard) return;
    if (!isTextField(document.activeElement)) firstOf(root)?.focus({ preventScroll: true });
  }, [root, hasKeyboard]);

  // Of the card before, what had the keyboard is gone.
  const drawnBefore = useRef(drawn);
  useEffect(() => {
    if (drawnBefore.current === drawn) return;
    drawnBefore.current = drawn;
    if (root === null || !hasKeyboard || document.activeElement !== document.body) return;
    firstOf(root)?.focus({ preventScroll: true });
  }, [root, hasKeyboard, drawn]);
}

const firstOf = (root: HTMLElement) =>
  root.querySelector<HTMLElement>('[data-primary]') ?? root.querySelector<HTMLElement>('button');

export function isTextField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
