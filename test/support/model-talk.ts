import { createModelReceptionist } from '../../relay/src/agent/receptionists/model-receptionist.ts';
import type { ModelTalkDeps } from '../../relay/src/agent/receptionists/model-talk.ts';
import { noFacts, type IntakeFacts } from '../../relay/src/agent/script/facts.ts';
import type { Receptionist } from '../../relay/src/agent/receptionist.ts';
import { recordedTools, type RecordedTools } from './asked-receptionist.ts';
import { pretendTalkModel, type Behaviour, type TalkAsk } from './pretend-talk-model.ts';
import { shippedScripts } from './scripted-talk.ts';

/** After the opening. */
export const announced: IntakeFacts = { ...noFacts, consent: 'yes' };
/** Read once: YAML takes its time. */
export const scripts = shippedScripts();
export const LINE = '+32470271836';

export interface ModelTalkUnderTest {
  receptionist: Receptionist;
  firm: RecordedTools;
  /** What the model was asked, in order. */
  asked: TalkAsk[];
}

/** A talk whose opening is over, with a model that behaves so, one behaviour for each question. */
export function modelTalk(
  behaviours: readonly Behaviour[],
  more: Partial<ModelTalkDeps> & { firm?: RecordedTools; callerNumber?: string | null } = {},
): ModelTalkUnderTest {
  const { firm = recordedTools(), callerNumber = LINE, ...deps } = more;
  const { model, asked } = pretendTalkModel(...behaviours);
  const receptionist = createModelReceptionist({
    model,
    context: {
      scripts,
      firmName: 'Peeters & Maes',
      country: 'BE',
      timeZone: 'Europe/Brussels',
      callerNumber,
    },
    language: 'en',
    facts: announced,
    isAnnounced: true,
    about: 'Open from nine to five. Our street is Kerkstraat 12.',
    tools: firm.tools,
    now: () => new Date('2026-11-19T10:00:00Z'),
    ...deps,
  });
  return { receptionist, firm, asked };
}
