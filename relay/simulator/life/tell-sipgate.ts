import { sipgateForm, sipgateJson, type SipgateCause, type SipgatePush } from '../told/sipgate-told.ts';
import { ImpossibleStep, type CallLife, type HowTold, type LifeStep, type Told } from './call-life.ts';
import { sipgateIdFrom } from './derived-id.ts';
import { asSipgateUser } from './person.ts';
import { createPhones, type Phone, type PhoneChange } from './phones.ts';

/** One callId: the phones that ring by one act. */
interface Leg {
  callId: string;
  phones: readonly Phone[];
  diversion: string | null;
  over: boolean;
}

/**
 * What sipgate tells of a life: one callId for the phones that ring together, and a new one, tied by `origCallId`, for
 * every transfer and forward (telephony facts 4.2). One phone of several that stops ringing is told by nobody. No time
 * is told either: the receiver's own clock makes it.
 * @throws ImpossibleStep
 */
export function tellSipgate(life: CallLife, how: HowTold): Told[] {
  const phones = createPhones();
  const legs: Leg[] = [];
  const told: Told[] = [];
  const { direction, from, to } = life;
  const origCallId = life.callId;
  const asLeg = ({ callId, diversion }: Leg) => ({ callId, origCallId, direction, from, to, diversion });

  function say(push: SipgatePush, atMs: number): void {
    const json = how.teller === 'sipgate_json' ? sipgateJson(push) : null;
    if (how.teller === 'sipgate_json' && json === null) throw new Error('the JSON dialect has no word for it');
    const body = json ?? sipgateForm(push, how.sipgate);
    const wire = how.teller === 'sipgate_json' ? 'sipgate_json' : 'sipgate';
    told.push({ event: push.event, atMs, wire, body: () => body });
  }
  function sayRinging(change: PhoneChange & { kind: 'rang' }, atMs: number): void {
    const first = legs.length === 0;
    if (!first && how.teller === 'sipgate_json') throw new Error('the JSON dialect knows no second phone of a call');
    const leg: Leg = {
      callId: first ? origCallId : sipgateIdFrom(`${origCallId}/${legs.length}`),
      phones: change.phones,
      // Whoever passes the call on does so with the number it came in by.
      diversion: first ? null : to,
      over: false,
    };
    legs.push(leg);
    const users = change.phones.flatMap((phone) => (phone.person ? [asSipgateUser(phone.person)] : []));
    say({ event: 'newCall', ...asLeg(leg), users }, atMs);
  }
  function sayAnswer(phone: Phone, atMs: number): void {
    const leg = legs.find((one) => one.phones.includes(phone));
    if (!leg) return;
    const user = phone.person ? asSipgateUser(phone.person) : null;
    say({ event: 'answer', ...asLeg(leg), user }, atMs);
  }
  /** A callId is hung up once, when the last of its phones is gone. */
  function sayLegsOver(atMs: number, step: LifeStep): void {
    for (const leg of legs) {
      if (leg.over || leg.phones.some((phone) => phone.state !== 'gone')) continue;
      leg.over = true;
      const talked = leg.phones.some((phone) => phone.answeredAtMs !== null);
      say({ event: 'hangup', ...asLeg(leg), cause: causeOf(step, talked) }, atMs);
    }
  }
  function sayBeside(step: LifeStep, atMs: number): void {
    switch (step.kind) {
      case 'press':
        return say({ event: 'dtmf', callId: origCallId, digits: step.digits }, atMs);
      case 'voicemail':
        throw new Error('sipgate does not tell of a voicemail');
      case 'tags':
      case 'comment':
      case 'after_call':
      case 'recording':
      case 'voicemail_link':
      case 'recorded':
      case 'transcription':
      case 'summary':
      case 'sms':
      case 'fax':
      case 'ask':
      case 'ask_search':
      case 'ask_ivr':
        throw new Error('sipgate’s push does not tell of it');
      case 'ring':
      case 'answer':
      case 'refuse':
      case 'forward':
      case 'transfer':
      case 'consult':
      case 'hand_over':
      case 'hang_up':
      case 'miss':
        return;
      default:
        return step satisfies never;
    }
  }

  for (const [index, { step, atMs }] of life.steps.entries()) {
    try {
      const changes = phones.take(step, atMs);
      for (const change of changes) if (change.kind === 'answered') sayAnswer(change.phone, atMs);
      sayLegsOver(atMs, step);
      for (const change of changes) if (change.kind === 'rang') sayRinging(change, atMs);
      sayBeside(step, atMs);
    } catch (error) {
      if (error instanceof Error) throw new ImpossibleStep(index, error.message);
      throw error;
    }
  }
  return told;
}

function causeOf(step: LifeStep, talked: boolean): SipgateCause {
  if (step.kind === 'forward') return 'forwarded';
  if (step.kind === 'refuse') return 'busy';
  if (step.kind === 'miss') return 'noAnswer';
  return (step.kind === 'hang_up' ? step.cause : null) ?? (talked ? 'normalClearing' : 'cancel');
}
