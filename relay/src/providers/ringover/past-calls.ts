import type { Logger } from 'pino';
import type { CallFact } from '../../wire/call-fact.ts';
import { fieldsOf, listOf } from '../field.ts';
import { ProviderError, type PastCall } from '../port.ts';
import type { ProviderAnswer, ProviderRequest } from '../provider-request.ts';
import { factsOfSegment, readSegment, type Segment } from './segment.ts';

/** Ringover refuses more (telephony facts 1); a second less, for how it counts both ends. */
const WINDOW_MS = 15 * 86_400_000 - 1_000;
const PAGE = 1_000;
const LARGEST_OFFSET = 9_000;
/** A firm with more calls than this in one window is no law firm; without an end, a cursor that stands still never ends. */
const MOST_PAGES = 200;
/**
 * Segments of one call may lie on both sides of the line between two windows. A call whose last segment began this near
 * to the line waits for the next window (ms).
 */
const LONGEST_CALL_MS = 4 * 3_600_000;

interface Deps {
  ask(request: ProviderRequest): Promise<ProviderAnswer>;
  country: string;
  log: Logger;
}

/** Every call of Ringover's log between two times, oldest first. Several entries share a call id after a transfer or a menu. */
export async function* readPastCalls(deps: Deps, from: string, to: string): AsyncGenerator<PastCall> {
  const end = Date.parse(to);
  let waiting: Segment[] = [];
  const seen = new Set<string>();
  for (let start = Date.parse(from); start < end; start += WINDOW_MS) {
    const windowEnd = Math.min(start + WINDOW_MS, end);
    const isLast = windowEnd >= end;
    for await (const segment of readWindow(deps, start, windowEnd)) {
      if (seen.has(segment.cdrId)) continue;
      seen.add(segment.cdrId);
      waiting.push(segment);
    }
    const calls = [...Map.groupBy(waiting, (segment) => segment.callId)];
    const isReady = ([, segments]: (typeof calls)[number]) =>
      isLast || segments.every((s) => Date.parse(s.startedAt) < windowEnd - LONGEST_CALL_MS);
    const ready = calls.filter(isReady).map(([providerCallId, segments]) => ({
      providerCallId,
      startedAt: segments.map((s) => s.startedAt).reduce((a, b) => (b < a ? b : a)),
      facts: segments.flatMap((segment): CallFact[] => factsOfSegment(segment)),
    }));
    const done = new Set(ready.map((call) => call.providerCallId));
    waiting = waiting.filter((segment) => !done.has(segment.callId));
    ready.sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
    for (const { providerCallId, facts } of ready) if (facts.length > 0) yield { providerCallId, facts };
  }
}

/**
 * One window, newest first as Ringover lists it: each page begins behind the `cdr_id` that the one before ended with. Where
 * that is not heeded (the vendor's text recommends offsets), pages are counted instead, as far as Ringover lets us.
 */
async function* readWindow(deps: Deps, startMs: number, endMs: number): AsyncGenerator<Segment> {
  const known = new Set<string>();
  let lastId: string | null = null;
  let offset: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      start_date: new Date(startMs).toISOString(),
      end_date: new Date(endMs).toISOString(),
      limit_count: String(PAGE),
    });
    if (offset !== null) query.set('limit_offset', String(offset));
    else if (lastId !== null) query.set('last_id_returned', lastId);
    const { body } = await deps.ask({
      operation: 'past_calls',
      method: 'GET',
      path: '/calls',
      query,
      effect: 'reads',
      urgency: 'background',
    });
    const entries = listOf(fieldsOf(body)['call_list']);
    const segments = entries.flatMap((entry) => readSegment(entry, deps.country) ?? []);
    if (segments.length < entries.length) {
      deps.log.warn({ unreadable: entries.length - segments.length }, 'past_calls_unreadable');
    }
    const fresh = segments.filter((segment) => !known.has(segment.cdrId));
    for (const segment of fresh) {
      known.add(segment.cdrId);
      yield segment;
    }
    if (entries.length < PAGE) return;
    if (offset === null && fresh.length === 0) offset = page * PAGE - PAGE;
    if (offset !== null) {
      offset += PAGE;
      if (offset > LARGEST_OFFSET) throw tooMany();
    }
    lastId = segments.map((segment) => segment.cdrId).reduce(smaller, segments[0]?.cdrId ?? '') || lastId;
  }
  throw tooMany();
}

const tooMany = () => new ProviderError('provider_cannot', 'Ringover lists no more calls of this time.');

/** Of two whole numbers of any length as text. */
const smaller = (a: string, b: string) => (b.length < a.length || (b.length === a.length && b < a) ? b : a);
