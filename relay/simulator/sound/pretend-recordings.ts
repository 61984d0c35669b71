import type { RecordingLink } from '../life/call-life.ts';
import { composeCall, type RecordedCall } from './compose-call.ts';
import { dialogueNamed } from './dialogues.ts';
import type { HeldMedia, PretendMedia, PretendMediaServer } from './pretend-media-server.ts';
import { speakOnce, type Speak } from './speak.ts';

export interface HeldRecording extends RecordingLink {
  call: RecordedCall;
  media: HeldMedia;
}

export interface PretendRecordings {
  /** Speaks a dialogue and puts it on the media host, under a name of its own each time. */
  record(dialogue: string, more?: Partial<PretendMedia> & { times?: number; mono?: boolean }): Promise<HeldRecording>;
}

/** The recordings of a provider's account: dialogues, spoken when they are asked for. */
export function createPretendRecordings(server: PretendMediaServer, say: Speak): PretendRecordings {
  const sayOnce = speakOnce(say);
  let count = 0;
  return {
    async record(dialogue, { times, mono, ...media } = {}) {
      const how = { ...(times === undefined ? {} : { times }), ...(mono === undefined ? {} : { mono }) };
      const call = await composeCall(dialogueNamed(dialogue), sayOnce, how);
      count += 1;
      const held = server.hold(`${dialogue}-${count}.wav`, { bytes: call.wav, ...media });
      return {
        call,
        media: held,
        url: held.url,
        // The relay shows a firm's key to the provider's own hosts only, and this machine is none.
        privateUrl: held.url,
        seconds: Math.round(call.durationMs / 1_000),
      };
    },
  };
}

/** For a scenario, whose dialogues are known before it begins. @returns `linkOf` of `planScenario` */
export async function linksOf(
  steps: readonly { step: { kind: string; dialogue?: string } }[],
  recordings: PretendRecordings,
): Promise<(dialogue: string) => RecordingLink> {
  const names = new Set(steps.flatMap(({ step }) => (step.kind === 'recorded' ? (step.dialogue ?? []) : [])));
  const links = new Map<string, RecordingLink>();
  for (const name of names) {
    const { url, privateUrl, seconds } = await recordings.record(name);
    links.set(name, { url, privateUrl, seconds });
  }
  return (dialogue) => {
    const link = links.get(dialogue);
    if (!link) throw new Error(`Nobody recorded “${dialogue}”.`);
    return link;
  };
}
