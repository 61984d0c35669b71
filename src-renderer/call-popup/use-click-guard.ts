import { usePlaceGuard } from '../ui/use-place-guard.ts';
import { useSurroundings } from './popup-context.ts';

/** For every button of the popup: deaf for 600 ms after it appeared or moved. */
export function useClickGuard<E extends HTMLElement>(onClick: () => void) {
  return usePlaceGuard<E>(useSurroundings().corner, onClick);
}
