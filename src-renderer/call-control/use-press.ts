import { createContext, useContext } from 'react';
import { usePlaceGuard } from '../ui/use-place-guard.ts';

const GuardedCorner = createContext<string | null>(null);
/** Around controls that stand in the popup: the corner that its window keeps. */
export const GuardedCornerProvider = GuardedCorner.Provider;

/** How a press on a control is taken: the popup lets none through by accident of place, the main window every one. */
export function usePress<E extends HTMLElement>(onPress: () => void) {
  return usePlaceGuard<E>(useContext(GuardedCorner), onPress);
}
