import type { Logger } from 'pino';
import type { Person } from '../../../wire/directory.ts';
import type { MenuOutcome, PlainOutcome, RouteOutcome } from '../../../wire/routing.ts';
import type { PhoneNumber } from '../../../wire/scalars.ts';
import { phonesOf } from '../../phones-of.ts';
import { dial, gather, hangUp, MOST_DIALLED, play, reject, voicemail, type Action } from './reply.ts';

export interface RouteReplyDeps {
  /** Bound to the tenant. */
  log: Logger;
  personOf: (personId: string) => Promise<Person | null>;
  /** The line dialled. */
  to: PhoneNumber | null;
  /** Where the AI receptionist takes this call; null: it does not. */
  agent: () => Promise<PhoneNumber | null>;
}

/**
 * What sipgate is told to do with a call at its beginning.
 * @param onData where the keys of a menu are pushed to
 * @returns no action: the call goes on as without us
 */
export async function actionsFor(outcome: RouteOutcome, onData: string, deps: RouteReplyDeps): Promise<Action[]> {
  if (outcome.kind === 'reject') return [reject(outcome.reason)];
  if (outcome.kind !== 'menu') return actionsOf(outcome, deps);
  return [
    gather({
      onData,
      maxDigits: outcome.maxDigits,
      timeoutMs: outcome.timeoutSeconds * 1_000,
      prompt: outcome.playUrl === null ? null : play(outcome.playUrl),
    }),
  ];
}

/** What sipgate is told once the caller has chosen. A call that was taken for its menu can only be hung up. */
export async function actionsAfterMenu(outcome: PlainOutcome, deps: RouteReplyDeps): Promise<Action[]> {
  return outcome.kind === 'reject' ? [hangUp] : actionsOf(outcome, deps);
}

/** @param digits as pushed; null or empty: nothing was pressed in time */
export function choiceOf(menu: MenuOutcome, digits: string | null): PlainOutcome {
  const pressed = digits?.trim() ?? '';
  // People end with # as machines have taught them, also where a choice is one key.
  const choice =
    menu.choices.find((one) => one.digits === pressed) ??
    menu.choices.find((one) => one.digits === pressed.replace(/#$/, ''));
  return choice?.then ?? menu.otherwise;
}

async function actionsOf(outcome: Exclude<PlainOutcome, { kind: 'reject' }>, deps: RouteReplyDeps): Promise<Action[]> {
  const { log, to } = deps;
  switch (outcome.kind) {
    case 'proceed':
      return [];
    case 'ring': {
      const numbers = await phonesOf(outcome.personIds, to, deps.personOf);
      if (numbers.length > MOST_DIALLED)
        log.warn({ people: numbers.length, rung: MOST_DIALLED }, 'route_rings_first_only');
      if (numbers.length === 0) log.warn({ outcome: 'ring', why: 'nobody_has_a_line' }, 'route_left_to_provider');
      // Without a caller id of ours: who is rung should see who calls.
      return numbers.length === 0 ? [] : [dial(numbers)];
    }
    case 'agent': {
      const number = await deps.agent();
      // Without a caller id of ours: the call is known again by who calls.
      if (number !== null) return [dial([number])];
      // A caller is asked for a message rather than left ringing.
      log.info({ outcome: 'agent' }, 'route_agent_falls_to_voicemail');
      return [voicemail];
    }
    case 'voicemail':
      return [voicemail];
    case 'transfer':
      // Out of the firm: the firm's own number is shown, not that of somebody who called a lawyer.
      return [to === null ? dial([outcome.to]) : dial([outcome.to], to)];
    default:
      return outcome satisfies never;
  }
}
