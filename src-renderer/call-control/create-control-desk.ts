import type { CallAction } from '@callbrief/relay/wire/control';
import type { ActAnswer, Bridge } from '../../src-preload/contract.ts';
import { createCallActsStore } from '../stores/call-acts-store.ts';
import type { ControlDesk } from './control-desk.ts';

/** @param send the window's own request: `call:act` or `popup:act` */
export function createControlDesk(
  bridge: Bridge,
  send: (callId: string, act: CallAction) => Promise<ActAnswer>,
): ControlDesk {
  return {
    acts: createCallActsStore(send),
    watchColleagues(listener) {
      let pushed = false;
      let watching = true;
      const undo = bridge.on('colleagues:changed', (colleagues) => {
        pushed = true;
        listener(colleagues);
      });
      // An answer that arrives after a push is older than the push.
      bridge.request('colleagues:list').then(
        (colleagues) => watching && !pushed && listener(colleagues),
        () => watching && !pushed && listener(null),
      );
      return () => {
        watching = false;
        undo();
      };
    },
    readNumber: (text) =>
      bridge.request('dial:look-up', { text: text.slice(0, 200) }).then(
        ({ number }) => number,
        () => null,
      ),
  };
}
