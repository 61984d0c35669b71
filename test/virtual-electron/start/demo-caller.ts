import { talkWithReceptionist } from '../../../relay/simulator/agent/talk-with-receptionist.ts';
import { readPretendTalk } from '../../../relay/simulator/phone/pretend-caller.ts';
import { speak, speakOnce } from '../../../relay/simulator/sound/speak.ts';
import type { Language } from '../../../relay/src/wire/scalars.ts';
import type { DemoRelay } from './demo-relay.ts';

const NEW_MATTERS = '+3220002020';

/** Clients of the demo firm, each with their language. */
const clients: readonly { from: string; language: Language }[] = [
  { from: '+447700900318', language: 'en' },
  { from: '+33639981255', language: 'fr' },
  { from: '+32440271836', language: 'nl' },
  { from: '+491713920042', language: 'de' },
];

/** @returns lets the next client call the receptionist, and talk with it to the end. Never throws */
export function createDemoCaller(relay: Pick<DemoRelay, 'callReceptionist'>, say: (line: string) => void): () => void {
  const voice = speakOnce(speak);
  let turn = 0;

  async function call(): Promise<void> {
    const client = clients[turn % clients.length];
    turn += 1;
    if (!client) return;
    const { language, from } = client;
    const { says } = readPretendTalk(language);
    // Without a voice nobody rings.
    await voice(says[0] ?? '', language);
    const caller = await relay.callReceptionist({ from, to: NEW_MATTERS, ringsMs: 2_000 });
    await talkWithReceptionist(caller, { language, says }, { say: voice });
    if (caller.state === 'receptionist') await caller.hangUp();
  }

  return () => {
    call().catch((error: unknown) => say(`The caller: ${error instanceof Error ? error.message : String(error)}`));
  };
}
