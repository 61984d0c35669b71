import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ActAnswer } from '../../../src-preload/contract.ts';
import type { AgentCard } from '../../../src-preload/contract/agent.ts';
import * as views from '../../support/preview-call-popup/views.ts';
import { onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf, agentUrgent } = views;
const card = (more: Partial<AgentCard> = {}) => viewOf({ ...agentUrgent, ...more }, { hasKeyboard: true });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const field = () => screen.queryByRole<HTMLInputElement>('textbox', { name: 'What the receptionist says next' });
const handOver = (state: 'ringing' | 'no_answer' | 'failed', isMe = true) => ({ name: 'Jonas Peeters', isMe, state });

function open(
  more: Partial<AgentCard> = {},
  answer: () => ActAnswer | Promise<ActAnswer> = () => ({ result: 'done' }),
) {
  const popup = renderPopup(card(more));
  popup.answer('agent:act', answer);
  return popup;
}

describe('the receptionist on the popup', () => {
  onTheMocksClock();

  it('is told once what is pressed twice, and says what came of it', async () => {
    const popup = open();
    press('t');
    press('t');
    await popup.pass(0);
    press('t');
    expect(popup.asked('agent:act')).toEqual([{ callId: agentUrgent.callId, act: 'take' }]);
    expect(screen.getByText('Ringing your phone. The caller stays on the line.')).toBeTruthy();
    popup.show(card({ state: 'handing_over', handOver: handOver('ringing') }));
    press('t');
    popup.show(card({ handOver: handOver('no_answer') }));
    expect(screen.getByText('You did not answer; the receptionist goes on.')).toBeTruthy();
    press('t');
    await popup.pass(0);
    expect(popup.asked('agent:act')).toHaveLength(2);
  });

  it('says whose phone rings when a colleague takes it, and what became of it', () => {
    const popup = open({ state: 'handing_over', handOver: { ...handOver('ringing', false), name: 'Sofie Maes' } });
    expect(screen.getByText('Ringing Sofie Maes. The caller stays on the line.')).toBeTruthy();
    popup.show(card({ handOver: { ...handOver('no_answer', false), name: 'Sofie Maes' } }));
    expect(screen.getByText('Sofie Maes did not answer; the receptionist goes on.')).toBeTruthy();
  });

  it('says why an order was refused, and takes it again', async () => {
    const refused: ActAnswer = { result: 'refused', refusal: 'offline', detail: null };
    const popup = open({}, () => refused);
    press('e');
    await popup.pass(0);
    expect(screen.getByText('There is no connection to the office. Nothing was done.')).toBeTruthy();
    press('e');
    await popup.pass(0);
    expect(popup.asked('agent:act')).toHaveLength(2);
  });

  it('takes a line of at most 300 characters: Enter sends it once, Escape sends nothing', async () => {
    const popup = open();
    press('w');
    expect(document.activeElement).toBe(field());
    expect(field()?.maxLength).toBe(300);
    press('Enter');
    fireEvent.change(field() ?? document.body, { target: { value: '  Ask for the file number. ' } });
    expect(popup.asked('popup:hold')).toContainEqual({ reason: 'typed', held: true });
    press('Escape');
    expect(field()).toBeNull();
    expect(popup.asked('agent:act')).toEqual([]);
    expect(popup.asked('popup:hold').at(-1)).toEqual({ reason: 'typed', held: false });

    press('w');
    fireEvent.change(field() ?? document.body, { target: { value: ' Ask for the file number. ' } });
    press('Enter');
    press('Enter');
    await popup.pass(0);
    expect(field()).toBeNull();
    expect(popup.asked('agent:act')).toEqual([
      { callId: agentUrgent.callId, act: 'whisper', text: 'Ask for the file number.' },
    ]);
    expect(screen.getByText('It says this next.')).toBeTruthy();
    expect(popup.asked('popup:field-focus')).toEqual([]);
    const line = { who: 'agent' as const, text: 'Ask for the file number.', isPartial: false, atMs: null };
    popup.show(card({ lines: [{ ...line, by: { name: 'Jonas Peeters', isMe: true }, isWaiting: false }] }));
    expect(screen.queryByText('It says this next.')).toBeNull();
  });

  it('keeps a refused line in the field', async () => {
    const popup = open({}, () => ({ result: 'unconfirmed' }));
    press('w');
    fireEvent.change(field() ?? document.body, { target: { value: 'Ask again.' } });
    press('Enter');
    await popup.pass(0);
    expect(field()?.value).toBe('Ask again.');
    expect(screen.getByText(/did not answer. Check before you try again/)).toBeTruthy();
  });

  it('shows what was whispered under who did, until it is said', () => {
    const whispered = { who: 'agent' as const, text: 'Ask for the file number.', isPartial: false, atMs: null };
    const popup = open({
      lines: [
        { ...whispered, by: { name: 'Sofie Maes', isMe: false }, isWaiting: false },
        { ...whispered, by: { name: 'Jonas Peeters', isMe: true }, isWaiting: true },
      ],
    });
    const log = screen.getByRole('log');
    expect(log.textContent).toBe('Sofie MaesAsk for the file number.YouAsk for the file number.not said yet');
    popup.show(card({ lines: [{ ...whispered, by: { name: 'Jonas Peeters', isMe: true }, isWaiting: false }] }));
    expect(screen.getByRole('log').textContent).toBe('YouAsk for the file number.');
  });

  it('ends the call only when asked twice; closing the menu between forgets the first', async () => {
    const popup = open();
    const end = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }), { detail: 0 });
    press('m');
    end('End politely…');
    expect(screen.getByRole('menuitem', { name: 'End the call now' })).toBeTruthy();
    press('Escape');
    press('m');
    end('End politely…');
    expect(popup.asked('agent:act')).toEqual([]);
    end('End the call now');
    await popup.pass(0);
    expect(popup.asked('agent:act')).toEqual([{ callId: agentUrgent.callId, act: 'end' }]);
    expect(screen.getByText('It takes leave of the caller.')).toBeTruthy();
  });

  it('that takes no orders can be told nothing: no line, no end', () => {
    const popup = open({ canAct: false });
    press('w');
    expect(field()).toBeNull();
    press('m');
    expect(screen.queryByRole('menuitem', { name: /End/ })).toBeNull();
    for (const key of ['t', 'e', 'b']) press(key);
    expect(popup.asked('agent:act')).toEqual([]);
  });

  it('says who hears the caller when that leaves the firm', () => {
    const popup = open({ heardBy: { id: 'deepgram:nova-3', leavesMachine: true } });
    expect(screen.getByText(/No objection\. Heard by Deepgram, outside the firm\.$/)).toBeTruthy();
    popup.show(card({ heardBy: { id: 'sherpa:zipformer', leavesMachine: false } }));
    expect(screen.queryByText(/Heard/)).toBeNull();
  });
});
