import { newPretendCall, type Moment, type PretendCall, type PretendEvent } from './pretend-call.ts';
import { createRandom, shuffled } from './random.ts';

/** How each simulated call goes. Seconds count from the ringing; talk from the answer. */
export interface CallScript {
  end: 'answer' | 'miss' | 'voicemail' | 'ring-only';
  answerAfterSeconds: number;
  hangUpAfterSeconds: number;
}

export interface PlannedDelivery {
  /** When to send it, milliseconds from the start of the run. */
  sendAtMs: number;
  call: PretendCall;
  event: PretendEvent;
}

export interface PlanOptions {
  calls: number;
  /** Calls per second. */
  rate: number;
  from: string | null;
  to: string;
  direction: PretendCall['direction'];
  user: PretendCall['user'];
  script: CallScript;
  /** `shuffled`: the events of a call arrive in any order, each still telling its true time. */
  order: 'true' | 'shuffled';
  /** How often each delivery is sent in all. */
  repeat: number;
  startAt: Date;
  seed: string;
}

/** Everything that will be sent, by time. With several calls each has its own number, counted up from `from`. */
export function planDeliveries(options: PlanOptions): PlannedDelivery[] {
  const random = createRandom(options.seed);
  const planned: PlannedDelivery[] = [];
  for (let i = 0; i < options.calls; i += 1) {
    const offsetMs = (i * 1000) / options.rate;
    const call = newPretendCall({
      from: options.from === null || options.calls === 1 ? options.from : countedUp(options.from, i),
      to: options.to,
      direction: options.direction,
      user: options.user,
      startedAt: new Date(options.startAt.getTime() + offsetMs),
    });
    const moments = momentsOf(options.script);
    const slots = moments.map(({ afterSeconds }) => offsetMs + afterSeconds * 1000);
    const arriving = options.order === 'shuffled' ? shuffled(random, moments) : moments;
    const answered = moments.find(({ moment }) => moment === 'answered');
    const at = (seconds: number) => new Date(call.startedAt.getTime() + seconds * 1000);
    for (const [slot, { moment, afterSeconds }] of arriving.entries()) {
      for (let attempt = 1; attempt <= options.repeat; attempt += 1) {
        const beep = moment === 'voicemail' ? at(options.script.answerAfterSeconds) : null;
        const answeredAt = answered && moment !== 'ringing' ? at(answered.afterSeconds) : beep;
        planned.push({
          sendAtMs: slots[slot] ?? offsetMs,
          call,
          event: { moment, at: at(afterSeconds), answeredAt, attempt },
        });
      }
    }
  }
  return planned.sort((a, b) => a.sendAtMs - b.sendAtMs);
}

function momentsOf(script: CallScript): { moment: Moment; afterSeconds: number }[] {
  const ringing = { moment: 'ringing' as const, afterSeconds: 0 };
  const { answerAfterSeconds: answer, hangUpAfterSeconds: hangUp } = script;
  switch (script.end) {
    case 'ring-only':
      return [ringing];
    case 'answer':
      return [
        ringing,
        { moment: 'answered', afterSeconds: answer },
        { moment: 'hangup', afterSeconds: answer + hangUp },
      ];
    case 'miss':
      return [ringing, { moment: 'hangup', afterSeconds: hangUp }, { moment: 'missed', afterSeconds: hangUp }];
    case 'voicemail':
      return [
        ringing,
        { moment: 'missed', afterSeconds: answer },
        { moment: 'voicemail', afterSeconds: answer + hangUp },
      ];
    default:
      return script.end satisfies never;
  }
}

/** Other last digits, same length: enough different callers for a load test. */
function countedUp(number: string, by: number): string {
  const tail = number.slice(-6);
  const next = String((Number(tail) + by) % 10 ** tail.length).padStart(tail.length, '0');
  return number.slice(0, -tail.length) + next;
}
