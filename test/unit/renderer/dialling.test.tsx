import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ActAnswer } from '../../../src-preload/contract.ts';
import { aCall, mockState } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const dialog = () => screen.findByRole('dialog');
const callButton = async () => within(await dialog()).findByRole('button', { name: 'Call' });
const anneke = () => screen.findByRole('article', { name: /^Call with Anneke/ });

describe('dialling', () => {
  inAWindow();

  it('C asks who is called, Enter calls, and a line says that the own phone rings now', async () => {
    const { asked } = renderWindow();
    await anneke();
    fireEvent.keyDown(document.body, { key: 'c' });
    expect(await screen.findByRole('dialog', { name: 'Call Anneke Verhulst?' })).toBeTruthy();
    const call = await callButton();
    await waitFor(() => expect(document.activeElement).toBe(call));
    expect(within(await dialog()).getAllByText('+32 440 27 18 36')).toHaveLength(1);
    expect(asked('dial:call')).toEqual([]);
    fireEvent.click(call);
    expect(await screen.findByText('Your phone rings now, then Anneke Verhulst is called.')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('dial:call')).toEqual([{ number: '+32440271836' }]);
  });

  it('calls once, however often Call is pressed', async () => {
    const { bridge, asked } = renderWindow();
    bridge.answer('dial:call', () => new Promise(() => undefined));
    await anneke();
    fireEvent.click(screen.getByRole('button', { name: 'Call' }));
    fireEvent.click(await callButton());
    const busy = await within(await dialog()).findByRole('button', { name: 'Calling…' });
    expect(busy.getAttribute('aria-busy')).toBe('true');
    fireEvent.click(busy);
    expect(asked('dial:call')).toHaveLength(1);
  });

  it('warns before a represented party is called', async () => {
    const opposing = aCall({
      id: 'o',
      startedAt: '2026-11-19T11:36:00.000Z',
      title: 'Tom Wauters',
      role: 'opposing_party',
      number: '+3220008410',
    });
    renderWindow({}, { calls: [opposing] });
    await screen.findByRole('article', { name: /Tom Wauters/ });
    fireEvent.keyDown(document.body, { key: 'c' });
    expect(await within(await dialog()).findByText(/Represented by Me T\. Aerts\. Do not discuss/)).toBeTruthy();
  });

  it.each<[string, ActAnswer]>([
    [
      'The provider takes no more requests at the moment. Nothing was done. Wait a moment, then try again.',
      { result: 'refused', refusal: 'provider_busy', detail: null },
    ],
    ['The provider did not answer. Check before you try again.', { result: 'unconfirmed' }],
  ])('says %s', async (sentence, answer) => {
    const { bridge, asked } = renderWindow();
    bridge.answer('dial:call', () => Promise.resolve(answer));
    await anneke();
    fireEvent.keyDown(document.body, { key: 'c' });
    fireEvent.click(await callButton());
    expect((await screen.findByRole('alert')).textContent).toBe(sentence);
    expect(asked('dial:call')).toHaveLength(1);
  });

  it('says why a number cannot be called, and offers no Call', async () => {
    const { bridge } = renderWindow();
    await anneke();
    bridge.push('dial:asked', { text: 'tel:not-a-number' });
    expect((await screen.findByRole('alert')).textContent).toBe(
      'This is not a telephone number. Nothing can be called.',
    );
    expect(((await callButton()) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByText('Typed: tel:not-a-number')).toBeTruthy();
  });

  it('a link of another program asks, and never dials by itself', async () => {
    const { bridge, asked } = renderWindow();
    await anneke();
    bridge.push('dial:asked', { text: 'tel:+32440271836' });
    expect(await screen.findByRole('dialog', { name: 'Call Anneke Verhulst?' })).toBeTruthy();
    expect(asked('dial:call')).toEqual([]);
  });

  it('a link that comes while another number is being called does not take its place', async () => {
    const { bridge, asked } = renderWindow();
    bridge.answer('dial:call', () => new Promise(() => undefined));
    await anneke();
    fireEvent.keyDown(document.body, { key: 'c' });
    fireEvent.click(await callButton());
    bridge.push('dial:asked', { text: 'tel:+33639984107' });
    expect(screen.getByRole('dialog', { name: 'Call Anneke Verhulst?' })).toBeTruthy();
    expect(asked('dial:look-up')).toHaveLength(1);
  });

  it('offers to call a number that is typed into the search, also with Ctrl Enter', async () => {
    renderWindow();
    await anneke();
    const search = screen.getByRole('textbox', { name: 'Search' });
    fireEvent.change(search, { target: { value: '0440 27 18 36' } });
    fireEvent.click(await screen.findByRole('button', { name: /^Call 0440 27 18 36/ }));
    expect(await screen.findByRole('dialog', { name: 'Call Anneke Verhulst?' })).toBeTruthy();
    fireEvent.keyDown(await dialog(), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    fireEvent.keyDown(search, { key: 'Enter', ctrlKey: true });
    expect(await screen.findByRole('dialog', { name: 'Call Anneke Verhulst?' })).toBeTruthy();
  });

  it('offers no call for a matter number with words, nor a call to a withheld number', async () => {
    const withheld = aCall({ id: 'w', startedAt: '2026-11-19T11:36:00.000Z', title: null, number: null });
    const { asked } = renderWindow({}, { calls: [withheld] });
    await screen.findByRole('heading', { name: 'Number withheld' });
    expect(screen.queryByRole('button', { name: 'Call' })).toBeNull();
    fireEvent.keyDown(document.body, { key: 'c' });
    expect(asked('dial:look-up')).toEqual([]);
  });

  it('letters behind an open dialog do nothing', async () => {
    const { asked } = renderWindow({ ...mockState });
    await anneke();
    fireEvent.keyDown(document.body, { key: 'c' });
    await dialog();
    fireEvent.keyDown(document.body, { key: 'j' });
    fireEvent.keyDown(document.body, { key: 'c' });
    expect(asked('dial:look-up')).toHaveLength(1);
    expect(screen.getAllByRole('option', { hidden: true })[0]?.getAttribute('aria-selected')).toBe('true');
  });
});
