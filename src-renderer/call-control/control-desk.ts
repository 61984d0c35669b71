import { createContext, useContext } from 'react';
import type { Colleague } from '../../src-preload/contract.ts';
import type { CallActsStore } from '../stores/call-acts-store.ts';

/** What the controls of a call need of the window they stand in. */
export interface ControlDesk {
  acts: CallActsStore;
  /** Asks for the colleagues and follows them; null: they cannot be listed. @returns its own undo. */
  watchColleagues: (listener: (colleagues: Colleague[] | null) => void) => () => void;
  /** A typed number as E.164; null: it is none. */
  readNumber: (text: string) => Promise<string | null>;
}

const Desk = createContext<ControlDesk | null>(null);
export const ControlDeskProvider = Desk.Provider;

export function useControlDesk(): ControlDesk {
  const desk = useContext(Desk);
  if (desk === null) throw new Error('The controls of a call need a ControlDesk.');
  return desk;
}
