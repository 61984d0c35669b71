import { describe, expect, it } from 'vitest';
import type { CallDetail } from '../../../src-preload/contract.ts';
import { describeOutcome } from '../../../src-renderer/calls/describe-outcome.ts';
import { createFormat } from '../../../src-renderer/words/format.ts';
import { createWords } from '../../../src-renderer/words/index.ts';
import { aCall, mockNow } from '../../support/mock-calls.ts';

const i18n = createWords('en');
const t = i18n.getFixedT('en', 'calls');
const format = createFormat('en', i18n.getFixedT('en', 'units'));
const told = (given: Partial<CallDetail>) =>
  describeOutcome(aCall({ id: 'c', startedAt: '2026-11-19T08:40:00.000Z', ...given }), t, format, mockNow);

const nadia = { name: 'Nadia Benali', at: '2026-11-19T08:50:00.000Z', byMe: false };

describe('what a row says about a call', () => {
  it.each<[string, Partial<CallDetail>]>([
    ['Answered by you', { answeredByMe: true }],
    ['Answered by Jonas', { answeredByName: 'Jonas Peeters' }],
    ['Answered by Me C. Delcourt', { answeredByName: 'Me C. Delcourt' }],
    ['Answered by Sofie, rang 4 of you', { answeredByName: 'Sofie Claes', rangCount: 4 }],
    ['Answered', { answeredByName: null }],
    ['You, on the phone', { outcome: 'talking', answeredByMe: true }],
    ['Sofie is on the phone', { outcome: 'talking', answeredByName: 'Sofie Claes' }],
    ['Ringing now', { outcome: 'ringing', startedAt: mockNow.toISOString() }],
    ['Unreturned for 3 h', { outcome: 'missed', unreturned: true }],
    ['Missed', { outcome: 'missed' }],
    ['Voicemail, not heard yet', { outcome: 'voicemail', voicemail: { heard: null } }],
    ['Voicemail, heard by Nadia', { outcome: 'voicemail', voicemail: { heard: nadia } }],
    ['Voicemail, heard by you', { outcome: 'voicemail', voicemail: { heard: { ...nadia, byMe: true } } }],
    [
      'Voicemail, not heard yet, unreturned for 3 h',
      { outcome: 'voicemail', voicemail: { heard: null }, unreturned: true },
    ],
    [
      'Voicemail, heard by Nadia, unreturned for 3 h',
      { outcome: 'voicemail', voicemail: { heard: nadia }, unreturned: true },
    ],
    [
      'Voicemail, heard by Nadia',
      { outcome: 'voicemail', voicemail: { heard: nadia }, unreturned: true, followUp: 'please_call_back' },
    ],
    ['AI took a message', { outcome: 'agent', followUp: 'please_call_back' }],
    ['AI spoke with the caller', { outcome: 'agent' }],
    ['Rejected', { outcome: 'rejected' }],
    ['You called', { direction: 'outbound', answeredByMe: true }],
    ['Sofie called', { direction: 'outbound', answeredByName: 'Sofie Claes' }],
    ['You called, no answer', { direction: 'outbound', outcome: 'missed', answeredByMe: true }],
    ['Calling', { direction: 'outbound', outcome: 'ringing', startedAt: mockNow.toISOString() }],
  ])('%s', (words, call) => expect(told(call).words).toBe(words));

  it.each<[string, Partial<CallDetail>]>([
    ['Ringing, end not reported', {}],
    ['Called, end not reported', { direction: 'outbound' }],
  ])('%s: after ten minutes nothing rings any more', (words, call) => {
    const startedAt = (minutes: number) => new Date(mockNow.getTime() - minutes * 60_000).toISOString();
    expect(told({ outcome: 'ringing', ...call, startedAt: startedAt(10.1) }).words).toBe(words);
    expect(told({ outcome: 'ringing', ...call, startedAt: startedAt(9.9) }).words).not.toBe(words);
  });

  it('names who reached a missed caller, and when', () => {
    const reachedBy = { name: 'Nadia Benali', at: new Date(2026, 10, 19, 9, 10).toISOString() };
    expect(told({ outcome: 'missed', reachedBy }).words).toBe('Missed, reached by Nadia at 09:10');
  });

  it('marks a voicemail that nobody heard', () => {
    expect(told({ outcome: 'voicemail', voicemail: { heard: null } }).unheard).toBe(true);
    expect(told({ outcome: 'voicemail', voicemail: { heard: nadia } }).unheard).toBe(false);
    expect(told({ outcome: 'missed' }).unheard).toBeUndefined();
  });

  it('is urgent only while somebody waits for a call', () => {
    expect(told({ outcome: 'missed', unreturned: true }).urgent).toBe(true);
    expect(told({ outcome: 'missed', unreturned: false }).urgent).toBe(false);
    expect(told({ outcome: 'answered', answeredByName: 'Sofie Claes' }).urgent).toBe(false);
  });
});
