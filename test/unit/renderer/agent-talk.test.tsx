import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src-preload/contract.ts';
import { lanesOf } from '../../../src-renderer/agent-talk/talk-lanes.ts';
import { passes, spreadOf, turnsOf, waitedMs } from '../../../src-renderer/agent-talk/turn-stages.ts';
import { talkNamed } from '../../support/kept-talk.ts';
import { mockCalls } from '../../support/mock-calls.ts';
import { recordingStates } from '../../support/mock-recordings.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const offline: Partial<AppState> = {
  connection: { kind: 'offline', since: '2026-11-19T11:08:00.000Z', waitingChanges: 0 },
};
const taken = mockCalls.filter(({ outcome }) => outcome === 'agent');

/** The window with a call that the receptionist took. */
async function open(given: Partial<AppState> = {}, talk = talkNamed('c10')) {
  const window = renderWindow(given, {
    calls: [...taken, ...mockCalls.filter((call) => !taken.includes(call))],
    prepare: (bridge) => void bridge.agentTalks.set(talk.callId, talk),
  });
  await screen.findByRole('region', { name: 'AI receptionist' });
  return window;
}
const look = () => fireEvent.click(screen.getByRole('button', { name: 'Go through the talk' }));
const replies = () => screen.getByRole('listbox', { name: 'Replies' });
const chosen = () => within(replies()).getByRole('option', { selected: true }).textContent;

describe('a talk of the receptionist', () => {
  inAWindow();

  it('is gone through from the call that it took, and asked for only then', async () => {
    const { asked } = await open();
    expect(asked('agent-talk:get')).toEqual([]);
    look();
    const dialog = await screen.findByRole('dialog', { name: 'AI receptionist' });
    expect(asked('agent-talk:get')).toEqual([{ callId: 'c10' }]);
    expect(dialog.textContent).toContain('Done');
    expect(dialog.textContent).toContain('deepgram:nova-3');
    expect(within(dialog).getByRole('img', { name: /^The talk from 0 minutes 0/ })).toBeTruthy();
    expect(within(replies()).getAllByRole('option')).toHaveLength(3);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is stepped through with the arrow keys, and tells how long the caller waited for each reply', async () => {
    await open();
    look();
    await screen.findByRole('dialog');
    expect(chosen()).toContain('Greeting');
    fireEvent.keyDown(replies(), { key: 'ArrowDown' });
    expect(chosen()).toContain('“I was served with an eviction.');
    const facts = screen.getByRole('region', { name: 'The chosen reply' });
    expect(facts.textContent).toMatch(/The caller waited1\.28 s.*pause700 ms.*thinking310 ms.*voice210 ms/);
    expect(facts.textContent).toContain('Went on without an engine: hearing: deepgram:nova-3 timed_out');
    expect(facts.textContent).toContain('Silent after60 ms');
    fireEvent.keyDown(replies(), { key: 'End' });
    expect(chosen()).toContain('“Anneke Peeters');
    fireEvent.keyDown(replies(), { key: 'ArrowDown' });
    expect(chosen()).toContain('“Anneke Peeters');
    fireEvent.keyDown(replies(), { key: 'Home' });
    expect(chosen()).toContain('Greeting');
  });

  it('marks the lines of the chosen reply, and says where the caller cut it off', async () => {
    await open();
    look();
    await screen.findByRole('dialog');
    fireEvent.keyDown(replies(), { key: 'ArrowDown' });
    const lines = within(screen.getByRole('list', { name: 'Who said what' })).getAllByRole('listitem');
    expect(lines.map(({ dataset }) => dataset['ofTurn'])).toEqual(['false', 'true', 'true', 'false', 'false']);
    expect(lines[2]?.textContent).toContain('cut off here');
  });

  it('shows only the replies that were talked over, or for which an engine failed', async () => {
    await open();
    look();
    await screen.findByRole('dialog');
    fireEvent.click(screen.getByRole('button', { name: 'Talked over 1' }));
    expect(within(replies()).getAllByRole('option')).toHaveLength(1);
    expect(chosen()).toContain('eviction');
    fireEvent.click(screen.getByRole('button', { name: 'Slow' }));
    expect(screen.queryByRole('listbox', { name: 'Replies' })).toBeNull();
    expect(screen.getByText('No reply is like this.')).toBeTruthy();
  });

  it('is drawn around one reply as well', async () => {
    await open();
    look();
    await screen.findByRole('dialog');
    fireEvent.keyDown(replies(), { key: 'ArrowDown' });
    fireEvent.click(screen.getByRole('radio', { name: 'This reply' }));
    expect(
      screen.getByRole('img', { name: 'The talk from 0 minutes 8 to 0 minutes 17; the replies below say the same' }),
    ).toBeTruthy();
  });

  it('without words says so, and still tells how long everything took', async () => {
    const { moments } = talkNamed('c10');
    await open({}, talkNamed('c10', { lines: [], moments: moments.map((one) => ({ ...one, text: null })) }));
    look();
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('The firm keeps no words of this call');
    expect(dialog.textContent).toContain('1.28 s');
  });

  it('that was not kept, or cannot be asked for, says why', async () => {
    const { bridge } = await open();
    bridge.agentTalks.clear();
    look();
    expect(await screen.findByText('Nothing of this talk was kept, or it was removed.')).toBeTruthy();
    bridge.setState(offline);
    look();
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'AI receptionist' }).textContent).toMatch(/connection/i),
    );
  });

  it('is there for a call that a colleague took over from it, and for no other', async () => {
    const { call, view } = recordingStates('whole');
    const { bridge } = renderWindow(
      {},
      {
        calls: [call, ...mockCalls.slice(1)],
        prepare: (bridge) =>
          view && bridge.insights.set(call.id, { ...view, transcript: { ...view.transcript, wasHeardLive: false } }),
      },
    );
    await screen.findByRole('region', { name: 'AI receptionist' });
    if (view) bridge.insights.set(call.id, view);
    bridge.push('insights:changed', { callId: call.id });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'AI receptionist' })).toBeNull());
  });

  it('is summed up for a week in the settings', async () => {
    const { stores } = renderWindow();
    await screen.findByRole('article');
    stores.screen.setState({ screen: 'settings' });
    const week = await screen.findByRole('region', { name: 'AI receptionist, last 7 days' });
    await waitFor(() => expect(week.textContent).toContain('34'));
    expect(week.textContent).toContain('Done 21 · Handed over 9 · Caller hung up 4');
    expect(week.textContent).toContain('940 ms, 95 of 100 within 1.61 s');
    expect(week.textContent).toContain('2 hearing, 1 thinking, 0 voice');
  });
});

describe('what is drawn of a talk', () => {
  it('is a span for each voice, thought and sentence, and a mark for what happened at once', () => {
    const { spans, marks, lengthMs } = lanesOf(talkNamed('c1'));
    const of = (lane: string) => spans.filter((span) => span.lane === lane).map(({ fromMs, toMs }) => [fromMs, toMs]);
    expect(lengthMs).toBe(32_000);
    expect(of('caller')).toEqual([
      [7_000, 12_300],
      [15_540, 20_000],
    ]);
    expect(of('words')).toEqual([[8_100, 12_700]]);
    expect(of('thinking')).toEqual([
      [0, 4],
      [13_000, 13_350],
      [21_900, 22_180],
    ]);
    expect(of('voice')).toEqual([
      [4, 70],
      [13_350, 13_560],
      [22_180, 22_380],
    ]);
    expect(of('line')).toEqual([
      [90, 6_400],
      [13_580, 15_600],
      [22_400, 25_000],
    ]);
    expect(marks.filter(({ kind }) => kind !== 'final_words').map(({ lane, kind }) => [lane, kind])).toEqual([
      ['line', 'announced'],
      ['words', 'fell_back'],
      ['line', 'cleared'],
      ['thinking', 'tool'],
    ]);
  });

  it('puts each fallback, tool and barge-in to its reply', () => {
    const turns = turnsOf(talkNamed('c1'));
    expect(turns.map(({ to }) => to.kind)).toEqual(['start', 'words', 'words']);
    expect(turns.map(({ fellBack, tools }) => [fellBack.length, tools.length])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(turns.map((view) => passes(view, 'talked_over'))).toEqual([false, true, false]);
    expect(turns.map(({ turn }) => waitedMs(turn))).toEqual([90, 1_280, 500]);
  });

  it('has a middle and an end of what was measured, and none of nothing', () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf(Array.from({ length: 100 }, (_, n) => 100 - n))).toEqual({ median: 50, p95: 95 });
  });
});
