import type { RouteDecision } from '@callbrief/relay/wire/routing';
import { clsx } from 'clsx';
import {
  ArrowRight,
  Ban,
  Clock,
  Keyboard,
  Languages,
  PhoneForwarded,
  PhoneIncoming,
  PhoneOff,
  TriangleAlert,
  UserRound,
  Voicemail,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import type { RouteAnswer, RoutePreviewData } from '../stores/route-preview-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { capital, nameOfLine } from './describe-rule.ts';
import { describeDecision } from './describe-decision.ts';
import { isEditable } from './outcome-kinds.ts';
import { useRuleWords } from './use-rule-words.ts';
import { formatNumberWithin } from '../words/phone-number.ts';
import { wallTimeOf } from './zoned-time.ts';

const factIcons = { hours: Clock, caller: UserRound, language: Languages };

/** What would happen, which rule says so, what it knew, and which rules it passed over. */
export function PreviewAnswer({
  desk,
  data,
  onRetry,
}: {
  desk: RoutingDesk;
  data: RoutePreviewData;
  onRetry: () => void;
}) {
  const { t } = useTranslation('routing');
  const control = useTranslation('control').t;
  const { answer, asking, refused, cannotAsk } = data;
  return (
    <div role="status" aria-busy={asking} className="flex min-h-58 flex-col bg-surface px-4.5 pt-3.5 pb-4">
      {answer ? (
        <div className={clsx('transition-opacity duration-(--cb-t-fade)', asking && 'opacity-60')}>
          <Answer answer={answer} desk={desk} />
        </div>
      ) : refused ? (
        <div className="m-auto max-w-80 text-center">
          <Icon of={TriangleAlert} size={20} className="mx-auto mb-1.5 text-caution" />
          <p className="mb-2.5 text-text-2">{control(`refusal.${refused}`)}</p>
          <Button onClick={onRetry}>{t('retry')}</Button>
        </div>
      ) : (
        <p className="m-auto max-w-80 text-center text-text-2">
          {asking ? t('ask.asking') : cannotAsk === 'rules' ? t('ask.correctFirst') : t('ask.waiting')}
        </p>
      )}
    </div>
  );
}

function Answer({ answer, desk }: { answer: RouteAnswer; desk: RoutingDesk }) {
  const { t } = useTranslation('routing');
  const words = useRuleWords(desk);
  const { decision, question, rules, timeZone } = answer;
  const { outcome, decidedBy, rule, facts, passedOver } = describeDecision(decision, [...rules], words);
  const { time } = wallTimeOf(new Date(question.moment.at), timeZone);
  const day = new Intl.DateTimeFormat(words.locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(question.moment.at));
  return (
    <>
      <p className="text-meta text-text-2">
        {capital(
          t('ask.moment', {
            day,
            time,
            caller: question.from === null ? t('ask.withheldCaller') : formatNumberWithin(question.from),
            line: nameOfLine(question.to, desk),
          }),
          words.locale,
        )}
      </p>
      {question.moment.clock !== 'plain' && (
        <p className="mt-1 flex items-start gap-1.5 text-meta text-caution-text">
          <Icon of={Clock} size={14} className="mt-px" />
          {question.moment.clock === 'skipped' ? t('ask.skipped', { time }) : t('ask.twice')}
        </p>
      )}
      <p className="mt-1.5 flex items-start gap-2 text-name leading-6.5 font-semibold">
        <Icon of={outcomeIcon(decision)} size={20} className="mt-0.75 text-accent" />
        {outcome}
      </p>
      <p className="mt-1 font-medium">{decidedBy}</p>
      {rule !== null && <p className="text-meta leading-[1.0625rem] text-text-2">{rule}</p>}
      <h4 className="sr-only">{t('ask.facts')}</h4>
      <ul className="mt-2.5 grid gap-0.75 border-t border-line pt-2.5 text-meta leading-4.5">
        {facts.map((fact) => (
          <li key={fact.of} className="flex gap-1.75">
            <Icon of={factIcons[fact.of]} size={14} className="mt-0.5 text-text-3" />
            {fact.text}
          </li>
        ))}
      </ul>
      {passedOver.length > 0 && (
        <>
          <h4 className="mt-2.5 border-t border-line pt-2.5 text-caption font-medium text-text-3">
            {t('ask.passedOver')}
          </h4>
          <ul className="mt-1 grid gap-0.75 text-meta leading-4.5 text-text-2">
            {passedOver.map(({ id, place, text }) => (
              <li key={id} className="flex gap-1.75">
                <span className="w-4 shrink-0 text-right text-text-3">{place}</span>
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function outcomeIcon({ outcome }: RouteDecision): LucideIcon {
  if (!isEditable(outcome)) return Keyboard;
  switch (outcome.kind) {
    case 'proceed':
      return ArrowRight;
    case 'ring':
      return PhoneIncoming;
    case 'agent':
    case 'voicemail':
      return Voicemail;
    case 'transfer':
      return PhoneForwarded;
    case 'reject':
      return outcome.reason === 'busy' ? PhoneOff : Ban;
    default:
      return outcome satisfies never;
  }
}
