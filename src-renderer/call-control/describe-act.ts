import type { CallAction } from '@callbrief/relay/wire/control';
import type { TFunction } from 'i18next';
import type { ActAnswer } from '../../src-preload/contract.ts';

export type NotDone = Exclude<ActAnswer, { result: 'done' }>;

/** Why it did not happen, or that nobody knows; the provider's own reason stands quoted behind it. */
export function describeNotDone(answer: NotDone, t: TFunction<'control'>): string {
  if (answer.result === 'unconfirmed') return t('unconfirmed');
  const reason = t(`refusal.${answer.refusal}`);
  return answer.detail ? `${reason} ${t('detail', { detail: answer.detail })}` : reason;
}

/** @param nameOf who has this number, as the transfer panel knows it */
export function describeDone(act: CallAction, t: TFunction<'control'>, nameOf: (number: string) => string): string {
  switch (act.action) {
    case 'hold':
      return t(act.on ? 'done.hold_on' : 'done.hold_off');
    case 'mute':
      return t(act.on ? 'done.mute_on' : 'done.mute_off');
    case 'transfer':
      return t(act.attended ? 'done.transfer_attended' : 'done.transfer', { to: nameOf(act.to) });
    case 'digits':
      return t('done.digits', { digits: act.digits });
    case 'hang_up':
      return t('done.hang_up');
    default:
      return act satisfies never;
  }
}
