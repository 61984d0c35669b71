import { useCallback, useRef, useState } from 'react';
import type { HoldReason, PopupActions } from './popup-actions.ts';

const nothingHeld: Record<HoldReason, boolean> = { pointer: false, keyboard: false, typed: false, pinned: false };

/** What keeps the countdown waiting, told to the main process only when it changes. */
export function useHolds(actions: PopupActions) {
  const [holds, setHolds] = useState(nothingHeld);
  const told = useRef(nothingHeld);
  const setHold = useCallback(
    (reason: HoldReason, held: boolean) => {
      if (told.current[reason] === held) return;
      told.current = { ...told.current, [reason]: held };
      setHolds(told.current);
      actions.hold(reason, held);
    },
    [actions],
  );
  return { holds, setHold };
}
