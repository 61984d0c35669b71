import { inOldNames } from '../told/old-names-told.ts';
import {
  inNewEnvelope,
  ringoverAfterCall,
  ringoverCall,
  ringoverFax,
  ringoverQuestion,
  ringoverSms,
  type Envelope,
  type RingoverAfterCall,
  type RingoverCallMoment,
} from '../told/ringover-told.ts';
import type { Wire } from '../told/wires.ts';
import {
  ImpossibleStep,
  type CallLife,
  type HowTold,
  type LifeStep,
  type RecordingLink,
  type Told,
} from './call-life.ts';
import { numberFrom, uint64From } from './derived-id.ts';
import { asRingoverUser } from './person.ts';
import { createPhones, type Phone, type PhoneChange } from './phones.ts';

/** The private exchange tells the group that somebody else took it a moment after the answer (ms). */
const TAKEN_ELSEWHERE_AFTER_MS = 40;

/**
 * What Ringover tells of a life: one channel for each phone, each with its own ringing, answer and hangup under one
 * call_id; `missed` and `voicemail` of the whole call (telephony facts 2.2). That a ring group is told as one `ringing`
 * for each user is not documented; a receiver must get along with it.
 * @throws ImpossibleStep
 */
export function tellRingover(life: CallLife, how: HowTold): Told[] {
  const odd = how.ringover;
  const phones = createPhones();
  const told: Told[] = [];
  const channelOf = (phone: Phone) => channelIdOf(life.callId, phone);
  const errors = how.clockErrorsMs ?? [];
  /** On the clock of the machine that tells the next delivery. */
  const onClock = (atMs: number) => {
    const wrong = errors.length === 0 ? 0 : (errors[told.length % errors.length] ?? 0);
    return new Date(life.startedAt.getTime() + atMs + wrong);
  };
  const { callId, direction, from, to } = life;
  const sides = { direction, from, to };

  function say(envelope: Envelope, atMs: number, wire: Wire = 'ringover/call'): void {
    const old = how.teller === 'old_names' ? inOldNames(envelope, how.tenantId) : null;
    if (how.teller === 'old_names' && old === null) throw new Error('the old names have no word for it');
    told.push({
      event: envelope.event,
      atMs,
      wire: how.teller === 'old_names' ? 'event' : wire,
      body: (attempt) => old ?? inNewEnvelope(envelope, attempt, odd),
    });
  }
  function sayOfCall(
    event: RingoverCallMoment['event'],
    atMs: number,
    more: Partial<RingoverCallMoment> & { phone?: Phone } = {},
  ): void {
    const { phone, ...rest } = more;
    const about = {
      channelId: phone ? channelOf(phone) : null,
      answeredAt: phone && phone.answeredAtMs !== null ? onClock(phone.answeredAtMs) : null,
      user: phone?.person ? asRingoverUser(phone.person) : null,
    };
    const at = onClock(atMs);
    say(ringoverCall({ event, callId, ...sides, startedAt: life.startedAt, at, ...about, ...rest }, odd), atMs);
  }
  function sayChange(change: PhoneChange, atMs: number): void {
    switch (change.kind) {
      case 'rang':
        for (const phone of change.phones) sayOfCall('ringing', atMs, { phone });
        return;
      case 'answered':
        return sayOfCall('answered', atMs, { phone: change.phone });
      case 'gone':
        return sayOfCall('hangup', atMs + (change.why === 'taken_elsewhere' ? TAKEN_ELSEWHERE_AFTER_MS : 0), {
          phone: change.phone,
        });
      default:
        return change satisfies never;
    }
  }
  function sayAfterCall(more: RingoverAfterCall, atMs: number): void {
    const talked = phones.all.find((phone) => phone.answeredAtMs !== null) ?? null;
    const about = { callId, channelId: talked && channelOf(talked), at: onClock(atMs) };
    say(ringoverAfterCall(about, more, odd), atMs);
  }

  function sayBeside(step: LifeStep, index: number, atMs: number): void {
    const at = onClock(atMs);
    switch (step.kind) {
      case 'miss':
        return sayOfCall('missed', atMs, { reason: step.reason });
      case 'voicemail':
        return sayOfCall('voicemail', atMs, { answeredAt: new Date(at.getTime() - step.seconds * 1000) });
      case 'press':
        throw new Error('Ringover does not tell which keys were pressed; ask_ivr is its question about a code');
      case 'tags':
        return sayAfterCall({ event: 'tags_updated', tags: step.tags }, atMs);
      case 'comment':
        return sayAfterCall({ event: 'comments_updated', tags: step.tags, comments: step.text }, atMs);
      case 'after_call':
        return sayAfterCall({ event: 'aftercall', tags: step.tags, comments: step.text }, atMs);
      case 'recording':
      case 'voicemail_link': {
        const event = step.kind === 'recording' ? 'record_available' : 'voicemail_available';
        const folder = step.kind === 'recording' ? 'records' : 'vm';
        const url = `https://cdn.ringover.example/${folder}/${callId}.mp3`;
        return sayAfterCall({ event, url, seconds: step.seconds }, atMs);
      }
      case 'recorded': {
        const event = step.as === 'recording' ? 'record_available' : 'voicemail_available';
        const link = how.linkOf?.(step.dialogue) ?? nowhere(`${callId}/${step.dialogue}`);
        return sayAfterCall({ event, ...link }, atMs);
      }
      case 'transcription':
        return sayAfterCall(
          {
            event: 'transcription_available',
            url: how.transcriptLinkOf?.(callId) ?? `https://cdn.ringover.example/transcriptions/${callId}.json`,
          },
          atMs,
        );
      case 'summary':
        return sayAfterCall({ event: 'summary_available', summary: step.text }, atMs);
      case 'sms': {
        const received = step.to === 'firm';
        const [other, line] = direction === 'inbound' ? [from, to] : [to, from ?? ''];
        const numbers = received
          ? { direction: 'inbound' as const, from: other, to: line }
          : { direction: 'outbound' as const, from: line, to: other ?? '' };
        const ids = {
          conversationId: numberFrom(`sms/${other ?? ''}/${line}`),
          messageId: numberFrom(`${callId}/${index}`),
        };
        const user = step.person ? asRingoverUser(step.person) : null;
        const event = received ? 'received' : 'sent';
        return say(ringoverSms({ event, ...ids, ...numbers, at, body: step.text, user }, odd), atMs);
      }
      case 'fax': {
        const faxId = uint64From(`${callId}/fax/${index}`);
        return say(ringoverFax({ faxId, ...sides, direction: 'inbound', at, pages: step.pages }, odd), atMs);
      }
      case 'ask':
        return say(
          ringoverQuestion({ event: step.about, callId, at, ...sides }, odd),
          atMs,
          step.about === 'contact' ? 'ringover/contact' : 'ringover/routing',
        );
      case 'ask_search': {
        const user = step.person ? asRingoverUser(step.person) : null;
        return say(ringoverQuestion({ event: 'search', query: step.query, user, at }, odd), atMs, 'ringover/search');
      }
      case 'ask_ivr':
        return say(
          ringoverQuestion({ event: 'ivr_response_code', callId, at, code: step.code, ...sides }, odd),
          atMs,
          'ringover/ivr',
        );
      case 'ring':
      case 'answer':
      case 'refuse':
      case 'forward':
      case 'transfer':
      case 'consult':
      case 'hand_over':
      case 'hang_up':
        return;
      default:
        return step satisfies never;
    }
  }

  for (const [index, { step, atMs }] of life.steps.entries()) {
    try {
      for (const change of phones.take(step, atMs)) sayChange(change, atMs);
      sayBeside(step, index, atMs);
    } catch (error) {
      if (error instanceof Error) throw new ImpossibleStep(index, error.message);
      throw error;
    }
  }
  return told;
}

function nowhere(name: string): RecordingLink {
  const path = `ringover.example/records/${encodeURIComponent(name)}.wav`;
  return { url: `https://cdn.${path}`, privateUrl: `https://private.${path}`, seconds: 30 };
}

/** Ringover's name for one phone of a call. */
export const channelIdOf = (callId: string, phone: Phone) => uint64From(`${callId}/${phone.number}`);
