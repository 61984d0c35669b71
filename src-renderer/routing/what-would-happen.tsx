import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import type { RoutePreviewStore, RouteQuestion } from '../stores/route-preview-store.ts';
import { useNow } from '../stores/use-now.ts';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { localeOf } from '../words/format.ts';
import { formatNumber, readNumber } from '../words/phone-number.ts';
import { readClockTime } from './clock-time.ts';
import type { Draft } from './draft.ts';
import { PreviewAnswer } from './preview-answer.tsx';
import { quickTime, quickTimes, type QuickTime } from './quick-times.ts';

/** "What would happen at 19:05 on Saturday if +32… calls?": asked at the left, answered at the right. */
export function WhatWouldHappen({
  desk,
  draft,
  preview,
}: {
  desk: RoutingDesk;
  draft: Draft;
  preview: RoutePreviewStore;
}) {
  const { t } = useTranslation('routing');
  const data = useStore(preview.store);
  const { question } = data;
  if (!question) return null;
  return (
    <section
      aria-labelledby="routing-ask"
      className="@container mt-3 overflow-hidden rounded-3 border border-line-2 bg-sunken"
    >
      <div className="grid @xl:grid-cols-[18.5rem_1fr]">
        <div className="border-b border-line px-4.5 pt-3.5 pb-4 @xl:border-r @xl:border-b-0">
          <h3 id="routing-ask" className="text-ui font-semibold">
            {t('ask.title')}
          </h3>
          <p className="mb-2.5 text-caption text-text-3">{t('ask.what')}</p>
          {desk.lines.length === 0 ? (
            <p className="text-text-2">{t('ask.noLine')}</p>
          ) : (
            <Question
              desk={desk}
              question={question}
              timeZone={draft.hours.timeZone}
              wrong={data.cannotAsk}
              onChange={(change) => preview.change(change)}
            />
          )}
        </div>
        <PreviewAnswer desk={desk} data={data} onRetry={() => preview.askAgain()} />
      </div>
    </section>
  );
}

function Question({
  desk,
  question,
  timeZone,
  wrong,
  onChange,
}: {
  desk: RoutingDesk;
  question: RouteQuestion;
  timeZone: string;
  wrong: 'no_caller' | 'number' | 'time' | 'date' | 'line' | 'rules' | null;
  onChange: (change: Partial<RouteQuestion>) => void;
}) {
  const { t } = useTranslation('routing');
  const label = 'mt-2.5 mb-1 block font-medium';
  return (
    <>
      <span aria-hidden="true" className={label}>
        {t('ask.when')}
      </span>
      <div className="flex items-start gap-1.5">
        <TextInput
          label={t('ask.date')}
          type="date"
          className="w-36"
          value={question.date}
          error={wrong === 'date' ? t('ask.dateWrong') : undefined}
          marked
          onText={(date) => onChange({ date })}
        />
        <TextInput
          label={t('ask.time')}
          inputMode="numeric"
          className="w-17"
          value={question.time}
          error={wrong === 'time' ? t('ask.timeWrong') : undefined}
          onText={(time) => onChange({ time })}
          onLeave={() => {
            const time = readClockTime(question.time);
            if (time !== null && time !== question.time) onChange({ time });
          }}
        />
      </div>
      <QuickTimes timeZone={timeZone} onChoose={onChange} />
      <span aria-hidden="true" className={label}>
        {t('ask.caller')}
      </span>
      <TextInput
        label={t('ask.caller')}
        type="tel"
        className="w-56"
        placeholder="+32 …"
        value={question.withheld ? '' : question.caller}
        disabled={question.withheld}
        error={wrong === 'number' ? t('ask.numberWrong') : undefined}
        onText={(caller) => onChange({ caller })}
        onLeave={() => {
          const number = readNumber(question.caller, desk.lines[0]?.number);
          if (number !== null && formatNumber(number) !== question.caller) onChange({ caller: formatNumber(number) });
        }}
      />
      <div className="mt-1.5 flex items-center gap-2">
        <Switch label={t('ask.withheld')} on={question.withheld} onChange={(withheld) => onChange({ withheld })} />
        <span aria-hidden="true" className="text-text-2">
          {t('ask.withheld')}
        </span>
      </div>
      <span aria-hidden="true" className={label}>
        {t('ask.line')}
      </span>
      <Select
        label={t('ask.line')}
        value={question.line}
        options={desk.lines.map(({ number, name }) => ({ value: number, label: name }))}
        onChange={(line) => onChange({ line })}
      />
    </>
  );
}

/** The times that people ask about first. */
function QuickTimes({
  timeZone,
  onChoose,
}: {
  timeZone: string;
  onChoose: (at: { date: string; time: string }) => void;
}) {
  const { t, i18n } = useTranslation('routing');
  const now = useNow(60_000);
  const nameOf = (which: QuickTime) => {
    const { date, time } = quickTime(which, now, timeZone);
    switch (which) {
      case 'now':
        return t('ask.now');
      case 'evening':
        return date === quickTime('now', now, timeZone).date ? t('ask.tonight', { time }) : t('ask.tomorrow', { time });
      case 'saturday':
        return `${weekdayOf(date, i18n.language)}, ${time}`;
      case 'christmas':
        return t('ask.christmas', { time });
      default:
        return which satisfies never;
    }
  };
  return (
    <div role="group" aria-label={t('ask.quick')} className="mt-1.5 flex flex-wrap gap-1">
      {quickTimes.map((which) => (
        <button
          key={which}
          type="button"
          onClick={() => onChoose(quickTime(which, new Date(), timeZone))}
          className="min-h-6 rounded-full border border-line-2 bg-surface px-2 text-left text-meta leading-4 font-medium text-text-2 hover:bg-hover"
        >
          {nameOf(which)}
        </button>
      ))}
    </div>
  );
}

function weekdayOf(date: string, language: string): string {
  const locale = localeOf(language);
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date));
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
