import { useCallback, useEffect, useRef, type FocusEvent, type PointerEvent } from 'react';
import { isTextField } from './use-popup-keys.ts';
import type { HoldReason, PopupActions } from './popup-actions.ts';

/**
 * The window has no keyboard. Going into a text field asks for it, leaving the field gives it back; and as long as it is
 * here, nothing closes by itself.
 */
export function useKeyboardClaim(
  actions: PopupActions,
  setHold: (reason: HoldReason, held: boolean) => void,
  hasKeyboard: boolean,
) {
  const inField = useRef(false);
  const handedOver = useRef(hasKeyboard);

  const claim = useCallback(
    (claimed: boolean) => {
      setHold('keyboard', claimed || handedOver.current);
      if (inField.current === claimed) return;
      inField.current = claimed;
      // After a hand-over the keyboard is here anyway, and leaving a field does not end that.
      if (!handedOver.current) actions.fieldFocus(claimed);
    },
    [actions, setHold],
  );
  useEffect(() => {
    handedOver.current = hasKeyboard;
    setHold('keyboard', inField.current || hasKeyboard);
  }, [hasKeyboard, setHold]);

  return {
    /** The window does not tell of a focus while it is not active itself: so asking comes first. */
    type: useCallback(
      (field: HTMLElement | null) => {
        if (field === null) return;
        claim(true);
        field.focus();
      },
      [claim],
    ),
    /** Esc: to the program that had it. Leaving a field tells so by itself; a hand-over has to be ended. */
    giveBack: useCallback(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      if (handedOver.current) actions.fieldFocus(false);
    }, [actions]),
    handlers: {
      onPointerDownCapture: (event: PointerEvent) => {
        if (isTextField(event.target)) claim(true);
      },
      onFocus: (event: FocusEvent) => {
        if (isTextField(event.target)) claim(true);
      },
      onBlur: (event: FocusEvent) => {
        if (isTextField(event.target) && !isTextField(event.relatedTarget)) claim(false);
      },
    },
  };
}
