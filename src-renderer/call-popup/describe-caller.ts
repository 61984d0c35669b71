import type { PopupWords } from './use-words.ts';
import type { PopupCaller, RingCard } from '../../src-preload/contract.ts';

/** What stands largest on the card: a name, else the number, else that it is withheld. */
export function callerTitle(caller: PopupCaller, t: PopupWords): string {
  return caller.name ?? caller.numberFormatted ?? t('number_withheld');
}

/** Nobody here knows who this is: the card asks. */
export function isUnknown(caller: PopupCaller): boolean {
  return caller.name === null || caller.name === caller.numberFormatted;
}

/** The line under the name: `+32 440 27 18 36 · mobile`, `Immo Delta NV · +32 2 000 84 10`, `France, mobile · first call …`. */
export function callerLine(caller: PopupCaller, locale: string, t: PopupWords): string {
  const kind = caller.numberKind === null ? '' : t(`number_kind.${caller.numberKind}`);
  if (isUnknown(caller)) {
    const country = caller.country === null ? '' : countryName(caller.country, locale);
    const first = caller.firstCall && caller.numberFormatted !== null ? t('first_call') : '';
    const line = dotted([[country, kind].filter(Boolean).join(', '), first]);
    return line.charAt(0).toUpperCase() + line.slice(1);
  }
  if (caller.organisation !== null) return dotted([caller.organisation, caller.numberFormatted ?? '']);
  return dotted([caller.numberFormatted ?? t('number_withheld'), kind]);
}

/** The window's name for screen readers, also said once when it rings (design/DESIGN.md, "What is read out"). */
export function cardSentence(card: RingCard, t: PopupWords): string {
  const { caller } = card;
  const name = callerTitle(caller, t);
  const withFirm =
    caller.organisation === null || caller.name === null
      ? name
      : t('said.for_organisation', { name, organisation: caller.organisation });
  const answered = card.kind === 'answered_by_colleague' ? answeredBy(card, t) : '';
  const test = card.isTest ? t('ring_test') : '';
  if (card.kind === 'answered_by_colleague') return [test, answered, withFirm].filter(Boolean).join(', ');
  if (card.kind === 'you_answered')
    return [test, t('said.on_the_phone', { name: withFirm })].filter(Boolean).join(', ');
  const who = isUnknown(caller)
    ? caller.numberFormatted === null
      ? t('said.withheld')
      : t('said.unknown_number', { number: caller.numberFormatted })
    : withFirm;
  const role = caller.role === null || caller.role === 'unknown' ? '' : t(`roles:word.${caller.role}`);
  const several = card.candidates.length > 0 ? t('matching:matches', { count: card.candidates.length }) : '';
  const ended = card.endNotReported === true ? t('end_not_reported') : t('not_answered');
  const parts = [test, card.endedAt === undefined ? t('said.incoming') : ended, who, role, several];
  if (card.represented !== null) return `${parts.filter(Boolean).join(', ')}. ${t('said.represented')}`;
  parts.push(card.matter === null ? '' : t('said.matter', { number: card.matter.number }));
  parts.push(card.matter?.lawyer == null ? '' : t('said.for_lawyer', { name: card.matter.lawyer }));
  return parts.filter(Boolean).join(', ');
}

export function answeredBy(card: Pick<RingCard, 'answeredByName'>, t: PopupWords): string {
  return card.answeredByName === null ? t('answered_by_colleague') : t('answered_by', { name: card.answeredByName });
}

function dotted(parts: string[]): string {
  return parts.filter(Boolean).join(' · ');
}

function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(code) ?? code;
}
