import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AgentLine, AgentTalk } from '../../../src-preload/contract/agent.ts';
import { aCall, mockNow } from '../../support/mock-calls.ts';
import * as views from '../../support/preview-call-popup/views.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const { kind: _kind, folded: _folded, ...urgent } = views.agentUrgent;
const { kind: _k, folded: _f, ...french } = views.agentFrench;
const since = new Date(mockNow.getTime() - 42_000).toISOString();
const haddad: AgentTalk = { ...urgent, callId: 'a', since };
const rousselle: AgentTalk = { ...french, callId: 'b', since };
const calls = [
  aCall({
    id: 'a',
    startedAt: since,
    title: '+33 6 39 98 41 07',
    titleIsNumber: true,
    matter: null,
    outcome: 'ringing',
  }),
  aCall({ id: 'b', startedAt: since, title: 'Camille Rousselle', outcome: 'talking' }),
  aCall({ id: 'c', startedAt: since, title: 'Inès Brabant' }),
];
const open = (talks: AgentTalk[] = [haddad, rousselle]) =>
  renderWindow({}, { calls, prepare: (bridge) => void (bridge.talks = talks) });
const pinned = () => screen.queryByRole('list', { name: 'The AI receptionist is speaking on these calls' });
const pane = () => screen.findByRole('region', { name: 'AI receptionist' });
const line = (text: string, more: Partial<AgentLine> = {}): AgentLine => ({
  who: 'caller',
  text,
  isPartial: false,
  atMs: null,
  by: null,
  isWaiting: false,
  ...more,
});
const acts = ({ bridge }: ReturnType<typeof open>) =>
  bridge.asked.filter(({ name }) => name === 'agent:act').map(({ ask }) => ask);

describe('talks of the receptionist in the main window', () => {
  inAWindow();

  it('stand above the list and in their rows, for how long and how urgent, and are gone when they are over', async () => {
    const { bridge } = open();
    await waitFor(() => expect(pinned()).not.toBeNull());
    expect(within(pinned() ?? document.body).getAllByRole('button')).toHaveLength(2);
    const [first, second, third] = await screen.findAllByRole('option');
    expect(first?.textContent).toContain('Receptionist is speaking · 0:42 · high urgency');
    expect(second?.textContent).toContain('Receptionist is speaking · 0:42 · for today');
    expect(third?.textContent).not.toContain('Receptionist');
    bridge.push('agent:talks-changed', { talks: [rousselle] });
    await waitFor(() => expect(first?.textContent).toContain('Ringing'));
    bridge.push('agent:talks-changed', { talks: [] });
    await waitFor(() => expect(pinned()).toBeNull());
    expect(screen.queryByRole('region', { name: 'AI receptionist' })).toBeNull();
  });

  it('open their call when pressed', async () => {
    open();
    fireEvent.click(await screen.findByRole('button', { name: /Camille Rousselle.*live 0:42/ }));
    await screen.findByRole('heading', { name: 'Camille Rousselle', level: 2 });
    expect(within(await pane()).getByText('For today')).toBeTruthy();
  });

  it('are read out line by line: what is being spoken is hidden until it is said, and no line is read twice', async () => {
    const { bridge } = open([{ ...haddad, lines: [line('One.'), line('Two and', { isPartial: true })] }]);
    const log = within(await pane()).getByRole('log');
    expect(log.getAttribute('aria-live')).toBe('polite');
    const read = () => [...log.children].filter((child) => child.getAttribute('aria-hidden') !== 'true');
    const [one] = read();
    expect(read().map((child) => child.textContent)).toEqual(['CallerOne.']);
    // The oldest goes, the same words come again.
    const lines = [line('One.'), line('Two and a half.'), line('Two and a half.')];
    bridge.push('agent:talks-changed', { talks: [{ ...haddad, lines }] });
    await waitFor(() => expect(read()).toHaveLength(3));
    expect(read()[0]).toBe(one);
    const [, two] = read();
    bridge.push('agent:talks-changed', { talks: [{ ...haddad, lines: lines.slice(1) }] });
    await waitFor(() => expect(read()).toHaveLength(2));
    expect(read()[0]).toBe(two);
  });

  it('are told what to do by the letters of the popup, each once', async () => {
    const office = open();
    await pane();
    for (const key of ['t', 't', 'e', 'b', 'b']) {
      fireEvent.keyDown(document.body, { key });
      await waitFor(() => expect(acts(office).length).toBeGreaterThan(0));
      await Promise.resolve();
    }
    await waitFor(() => expect(acts(office).at(-1)).toEqual({ callId: 'a', act: 'call_back' }));
    expect(acts(office).filter((ask) => JSON.stringify(ask).includes('take'))).toHaveLength(1);
  });

  it('take a whispered line, and leave the letters to the field', async () => {
    const office = open();
    const talk = within(await pane());
    fireEvent.keyDown(document.body, { key: 'w' });
    const field = talk.getByRole('textbox', { name: 'What the receptionist says next' });
    expect(document.activeElement).toBe(field);
    fireEvent.keyDown(field, { key: 't' });
    fireEvent.change(field, { target: { value: 'Which court?' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(document.activeElement).toBe(talk.getByRole('button', { name: 'Whisper' })));
    expect(acts(office)).toEqual([{ callId: 'a', act: 'whisper', text: 'Which court?' }]);
    expect(talk.getByText('It says this next.')).toBeTruthy();
  });

  it('end only when it is confirmed', async () => {
    const office = open();
    const talk = within(await pane());
    fireEvent.click(talk.getByRole('button', { name: 'End politely' }));
    fireEvent.click(talk.getByRole('button', { name: 'Keep it going' }));
    expect(acts(office)).toEqual([]);
    fireEvent.click(talk.getByRole('button', { name: 'End politely' }));
    fireEvent.click(talk.getByRole('button', { name: 'End the call now' }));
    await talk.findByText('It takes leave of the caller.');
    expect(acts(office)).toEqual([{ callId: 'a', act: 'end' }]);
  });

  it('say that they take no orders, and take none', async () => {
    const office = open([{ ...haddad, canAct: false }]);
    const talk = within(await pane());
    expect(talk.getByText(/takes no orders now/)).toBeTruthy();
    for (const key of ['t', 'e', 'b', 'w']) fireEvent.keyDown(document.body, { key });
    expect(acts(office)).toEqual([]);
    expect(talk.queryByRole('textbox')).toBeNull();
  });
});
