import type { RouteDecision, RouteRule } from '@callbrief/relay/wire/routing';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge, RoutingDesk } from '../../src-preload/contract.ts';
import { readClockTime } from '../routing/clock-time.ts';
import { routingOf } from '../routing/draft.ts';
import { momentOf, wallTimeOf, type Moment } from '../routing/zoned-time.ts';
import { readNumber } from '../words/phone-number.ts';
import { hasChanges, nearNumber, problemsOf, type RoutingData, type RoutingStore } from './routing-store.ts';

/** As it stands in the fields. */
export interface RouteQuestion {
  date: string;
  time: string;
  caller: string;
  withheld: boolean;
  line: string;
}

/** A question that can be asked. */
export interface ReadQuestion {
  moment: Moment;
  from: string | null;
  to: string;
}

export interface RouteAnswer {
  decision: RouteDecision;
  /** What it answers: the fields and the rules may be others by now. */
  question: ReadQuestion;
  rules: readonly RouteRule[];
  timeZone: string;
}

export interface RoutePreviewData {
  question: RouteQuestion | null;
  /** `no_caller`: nothing was typed yet. The others name the field that cannot be read. */
  cannotAsk: 'no_caller' | 'number' | 'time' | 'date' | 'line' | 'rules' | null;
  /** A question is on its way, or will be in a moment. */
  asking: boolean;
  answer: RouteAnswer | null;
  refused: ActRefusal | null;
}

export interface RoutePreviewStore {
  store: StoreApi<RoutePreviewData>;
  change(change: Partial<RouteQuestion>): void;
  askAgain(): void;
  /** Follows the rules as they are edited. @returns its own undo. */
  start(): () => void;
}

/** Long enough that a number is not asked for digit by digit. */
const ASK_AFTER_MS = 350;

/** What would happen to a call: asked of the office by itself whenever the question or the rules change. */
export function createRoutePreviewStore(bridge: Bridge, routing: RoutingStore): RoutePreviewStore {
  const store = createStore<RoutePreviewData>(() => ({
    question: null,
    cannotAsk: 'no_caller',
    asking: false,
    answer: null,
    refused: null,
  }));
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers to older questions are passed over. */
  let latest = 0;

  function askSoon(afterMs = ASK_AFTER_MS): void {
    if (timer) clearTimeout(timer);
    timer = null;
    latest += 1;
    const rules = routing.store.getState();
    const { question } = store.getState();
    if (!question || !rules.desk) return;
    const read = readQuestion(question, rules);
    if (typeof read === 'string')
      return store.setState({ cannotAsk: read, asking: false, answer: null, refused: null });
    store.setState({ cannotAsk: null, asking: true, refused: null });
    const asked = latest;
    timer = setTimeout(() => void ask(read, asked), afterMs);
  }

  async function ask(question: ReadQuestion, asked: number): Promise<void> {
    const rules = routing.store.getState();
    if (!rules.desk || !rules.draft) return;
    const { revision: _revision, ...draft } = routingOf(rules.draft, nearNumber(rules.desk));
    const answer = await bridge
      .request('routing:preview', {
        at: question.moment.at,
        from: question.from,
        to: question.to,
        ...(hasChanges(rules) && { draft }),
      })
      .catch(() => ({ refused: 'failed', field: null }) as const);
    if (asked !== latest) return;
    if ('refused' in answer) {
      if (answer.field?.startsWith('draft.')) routing.markRefused(answer.field.slice('draft.'.length));
      return store.setState({ asking: false, answer: null, refused: answer.refused });
    }
    const { rules: list, hours } = draft;
    store.setState({
      asking: false,
      refused: null,
      answer: { decision: answer, question, rules: list, timeZone: hours.timeZone },
    });
  }

  return {
    store,
    change(change) {
      store.setState(({ question }) => ({ question: question && { ...question, ...change } }));
      askSoon();
    },
    askAgain: () => askSoon(0),
    start() {
      const undo = routing.store.subscribe((now, before) => {
        if (now.desk && !store.getState().question) store.setState({ question: firstQuestion(now.desk, new Date()) });
        if (now.draft !== before.draft || now.desk !== before.desk) askSoon();
      });
      return () => {
        undo();
        if (timer) clearTimeout(timer);
      };
    },
  };
}

const firstQuestion = ({ routing, lines }: RoutingDesk, now: Date): RouteQuestion => ({
  ...wallTimeOf(now, routing.hours.timeZone),
  caller: '',
  withheld: false,
  line: lines[0]?.number ?? '',
});

/** @returns the field that cannot be read, else the question */
export function readQuestion(
  question: RouteQuestion,
  rules: Pick<RoutingData, 'desk' | 'draft' | 'refusedField'>,
): ReadQuestion | NonNullable<RoutePreviewData['cannotAsk']> {
  const time = readClockTime(question.time);
  if (time === null || time === '24:00') return 'time';
  const moment = momentOf({ date: question.date, time }, rules.draft?.hours.timeZone ?? 'UTC');
  if (!moment) return 'date';
  if (question.line === '') return 'line';
  if (!question.withheld && question.caller.trim() === '') return 'no_caller';
  const from = question.withheld ? null : readNumber(question.caller, nearNumber(rules.desk));
  if (!question.withheld && from === null) return 'number';
  if (problemsOf({ ...rules, refusedField: null }).size > 0) return 'rules';
  return { moment, from, to: question.line };
}
