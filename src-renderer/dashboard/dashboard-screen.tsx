import { CalendarDays, Download, Image, MessageSquare, PhoneOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { periods } from '../stores/statistics-store.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { CallsPerDay } from './calls-per-day.tsx';
import { ChartCard } from './chart-card.tsx';
import { drawPicture } from './draw-picture.ts';
import { KeyFigures } from './key-figures.tsx';
import { RankedBars } from './ranked-bars.tsx';
import { ResponseTime } from './response-time.tsx';
import { SentimentWeeks } from './sentiment-weeks.tsx';
import { agentTable, contactsTable, csvRows } from './tables.ts';
import { useDashboardWords } from './use-dashboard-words.ts';
import { WhenTheyCall } from './when-they-call.tsx';

/** As many as fit beside the other charts; the table has all. */
const SHOWN_CONTACTS = 6;

/** Added up on this computer, offline too. */
export function DashboardScreen() {
  const { statistics, callList, screen } = useStores();
  const words = useDashboardWords();
  const { t, number, longDay } = words;
  const { days, filter, view, failed, file } = useStore(statistics.store);
  const chartsRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void statistics.load();
    return statistics.follow();
  }, [statistics]);

  const shown = view?.statistics ?? null;
  const range = shown && t('range', { from: longDay(shown.from, shown.to), to: longDay(shown.to, shown.to) });
  const fileName = shown ? `${t('title')} ${shown.from} ${shown.to}` : '';
  const hours = (talkSeconds: number) => t('hours', { ns: 'units', hours: number(talkSeconds / 3_600) });
  const chosen = (all: string, options: { id: string; name: string }[]) => [
    { value: '', label: all },
    ...options.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const orNull = (value: string) => (value === '' ? null : value);

  return (
    <main
      data-pane="statistics"
      className="@container grid min-h-0 grow grid-rows-[auto_auto_minmax(min-content,1fr)_minmax(min-content,1fr)] gap-3 overflow-auto px-5 pt-3.5 pb-4"
    >
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="text-title font-semibold">{t('title')}</h1>
        <span className="text-meta text-text-2">{range}</span>
        <div className="ml-auto flex flex-wrap items-center gap-1.5">
          <Segmented
            label={t('period')}
            value={String(days)}
            segments={periods.map((period) => ({ value: String(period), label: t(`days${period}`) }))}
            onChange={(value) => statistics.choose({ days: periods.find((p) => String(p) === value) ?? 30 })}
          />
          <Select
            label={t('line')}
            value={filter.line ?? ''}
            options={chosen(
              t('allLines'),
              (view?.lines ?? []).map(({ number: id, name }) => ({ id, name })),
            )}
            onChange={(value) => statistics.choose({ filter: { line: orNull(value) } })}
          />
          <Select
            label={t('person')}
            value={filter.personId ?? ''}
            options={chosen(
              t('everybody'),
              (view?.people ?? []).map(({ id, shortName: name }) => ({ id, name })),
            )}
            onChange={(value) => statistics.choose({ filter: { personId: orNull(value) } })}
          />
          {(view?.teams.length ?? 0) > 0 && (
            <Select
              label={t('team')}
              value={filter.teamId ?? ''}
              options={chosen(t('allTeams'), view?.teams ?? [])}
              onChange={(value) => statistics.choose({ filter: { teamId: orNull(value) } })}
            />
          )}
          <Button
            icon={Download}
            disabled={!shown}
            onClick={() => shown && void statistics.save({ kind: 'csv', fileName, rows: csvRows(shown, words) })}
          >
            {t('exportCsv')}
          </Button>
          <Button
            icon={Image}
            disabled={!shown || shown.total === 0}
            onClick={() => {
              if (!chartsRef.current || !range) return;
              void drawPicture(chartsRef.current, `${t('title')}, ${range}`)
                .then((base64) => statistics.save({ kind: 'png', fileName, base64 }))
                .catch(() => statistics.store.setState({ file: 'not_saved' }));
            }}
          >
            {t('exportPng')}
          </Button>
        </div>
        <p role="status" className="basis-full text-right text-meta text-text-2 empty:hidden">
          {file === 'not_saved' ? t('notSaved') : file && t('savedAs', { path: file.saved })}
        </p>
      </header>
      {failed && (
        <p role="alert" className="flex items-center gap-2 self-start">
          {t('failed')}
          <Button size={24} onClick={() => void statistics.load()}>
            {t('retry')}
          </Button>
        </p>
      )}
      {!shown && !failed && <p className="text-text-2">{t('loading')}</p>}
      {shown && shown.total === 0 && <p className="m-auto text-text-2">{t('noCalls')}</p>}
      {shown && shown.total > 0 && (
        <div ref={chartsRef} className="contents">
          <KeyFigures shown={shown} onUnreturned={showUnreturned} />
          <div className="grid auto-rows-[minmax(15.625rem,1fr)] grid-cols-[1fr_25.5rem] gap-3 @max-[60rem]:grid-cols-1">
            <CallsPerDay shown={shown} />
            <WhenTheyCall shown={shown} />
          </div>
          <div className="grid auto-rows-[minmax(15.625rem,1fr)] grid-cols-4 gap-3 @max-[60rem]:grid-cols-2">
            <ResponseTime shown={shown} />
            <SentimentWeeks shown={shown} />
            <ChartCard
              title={t('mostContacted')}
              aside={<span className="ml-auto text-meta whitespace-nowrap text-text-2">{t('callsHours')}</span>}
              table={contactsTable(shown, words)}
              empty={shown.contacts.length === 0 ? t('noContacts') : null}
            >
              <RankedBars
                label={t('mostContacted')}
                bars={shown.contacts.slice(0, SHOWN_CONTACTS).map(({ contactId, name, calls, talkSeconds }) => ({
                  id: contactId,
                  word: name ?? t('unnamed'),
                  value: calls,
                  shown: `${number(calls)} · ${hours(talkSeconds)}`,
                }))}
              />
            </ChartCard>
            <ChartCard
              title={t('whatAiDid')}
              aside={
                <span className="ml-auto text-meta whitespace-nowrap text-text-2">
                  {number(shown.agent)} {t('calls', { count: shown.agent })}
                </span>
              }
              table={agentTable(shown, words)}
              empty={shown.agent === 0 ? t('noAgent') : null}
            >
              <RankedBars
                hatched
                label={t('whatAiDid')}
                bars={[
                  { id: 'message', icon: MessageSquare, word: t('tookMessage'), value: shown.agentCalls.tookMessage },
                  {
                    id: 'booked',
                    icon: CalendarDays,
                    word: t('bookedCallback'),
                    value: shown.agentCalls.bookedCallback,
                  },
                  { id: 'only', icon: PhoneOff, word: t('onlySpoke'), value: shown.agentCalls.only },
                ].map((bar) => ({ ...bar, shown: number(bar.value) }))}
              />
            </ChartCard>
          </div>
        </div>
      )}
    </main>
  );

  function showUnreturned(): void {
    screen.setState({ screen: 'calls' });
    callList.ask({ filter: 'unreturned', search: '' });
  }
}
