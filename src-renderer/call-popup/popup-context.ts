import { createContext, useContext } from 'react';
import type { PopupView } from '../../src-preload/contract.ts';
import type { Moments } from './moments.ts';
import type { HoldReason, PopupActions } from './popup-actions.ts';

/** What every part of the popup needs and none of them makes. */
export interface PopupSurroundings {
  actions: PopupActions;
  moments: Moments;
  locale: string;
  /** Epoch milliseconds. */
  now: () => number;
  corner: PopupView['settings']['popupCorner'];
  /** Null: names are shown to everybody. */
  privacy: PopupView['privacy'];
  holds: Record<HoldReason, boolean>;
  setHold: (reason: HoldReason, held: boolean) => void;
  /** Puts the keyboard into a text field, also when the window does not have it yet. */
  type: (field: HTMLElement | null) => void;
}

const Surroundings = createContext<PopupSurroundings | null>(null);
export const SurroundingsProvider = Surroundings.Provider;

export function useSurroundings(): PopupSurroundings {
  const surroundings = useContext(Surroundings);
  if (surroundings === null) throw new Error('A part of the popup was drawn outside of CallPopup.');
  return surroundings;
}
