import type { CallAction } from '@callbrief/relay/wire/control';
import { useStore } from 'zustand';
import { noActs, type CallActs } from '../stores/call-acts-store.ts';
import { useControlDesk } from './control-desk.ts';

/** What is being done to this call, and the press that does more. */
export function useCallActs(callId: string): CallActs & {
  isPending: (action: CallAction['action']) => boolean;
  perform: (act: CallAction) => void;
  dismiss: () => void;
} {
  const { acts } = useControlDesk();
  const { pending, last } = useStore(acts.store, ({ byCall }) => byCall.get(callId) ?? noActs);
  return {
    pending,
    last,
    isPending: (action) => pending.some((act) => act.action === action),
    perform: (act) => void acts.perform(callId, act),
    dismiss: () => acts.dismiss(callId),
  };
}
