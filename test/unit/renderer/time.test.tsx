import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TimeExportAnswer, TimeList, TimeRow } from '../../../src-preload/contract/time.ts';
import type { FakeBridge } from '../../support/fake-bridge.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const row: TimeRow = {
  entryId: 'e-1',
  callId: 'call-1',
  personId: 'jonas',
  personName: 'Jonas Peeters',
  isMine: true,
  date: '2026-11-19',
  startedAt: '2026-11-19T10:31:00.000Z',
  withWhom: 'Anneke Verhulst',
  matter: { number: '2026/0318', title: 'Verhulst / Immo Delta' },
  measuredSeconds: 527,
  minutes: 12,
  activityCode: 'A106',
  narrative: '',
  narrativeFrom: 'nothing',
  state: 'draft',
  second: 'none',
  exported: null,
  waiting: false,
};
const listOf = (rows: TimeRow[]): TimeList => ({
  rows,
  days: [{ date: '2026-11-19', minutes: 0, drafts: rows.length }],
  matters: [{ number: '2026/0318', title: 'Verhulst / Immo Delta', minutes: 0, drafts: rows.length }],
  minutes: 0,
  drafts: rows.length,
});

function open(rows: TimeRow[], prepare: (bridge: FakeBridge) => void = () => undefined) {
  const window = renderWindow(
    {},
    {
      prepare(bridge) {
        bridge.answer('time:list', () => Promise.resolve(listOf(rows)));
        prepare(bridge);
      },
    },
  );
  return { ...window, go: async () => fireEvent.click(await screen.findByRole('button', { name: 'Time' })) };
}
const answering = (answer: TimeExportAnswer) => (bridge: FakeBridge) =>
  bridge.answer('time:export', () => Promise.resolve(answer));

describe('the screen of time', () => {
  inAWindow();

  it('while narratives are hidden, their dots cannot be rewritten', async () => {
    const { go, bridge } = open([{ ...row, narrative: '••••••' }], (it) =>
      it.setState({ privacy: { because: 'chosen', revealed: false, knowsSharing: false, knowsLock: false } }),
    );
    await go();
    expect(await screen.findByRole('textbox', { name: 'Narrative' })).toHaveProperty('readOnly', true);
    screen.getByRole('button', { name: 'Hold to reveal' });
    bridge.setState({ privacy: { because: null, revealed: false, knowsSharing: false, knowsLock: false } });
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Narrative' })).toHaveProperty('readOnly', false));
  });

  it('shows measured and charged together, dashed until reviewed, and V reviews', async () => {
    const { go, asked } = open([row, { ...row, entryId: 'e-2', callId: 'call-2', withWhom: 'Tom Wauters' }]);
    await go();
    const first = await screen.findByRole('listitem', { name: 'Anneke Verhulst, 2026/0318, Draft, not posted' });
    expect(within(first).getByText(/8 min 47/).textContent).toContain('→ Charged 0.2 h');
    expect(first.className).toContain('border-dashed');
    within(first).getByRole('button', { name: 'Anneke Verhulst' }).focus();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toBe('Tom Wauters');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'v' });
    await waitFor(() =>
      expect(asked('time:edit')).toEqual([{ entryId: 'e-2', callId: 'call-2', set: { state: 'reviewed' } }]),
    );
  });

  it('is opened by Ctrl+4, and a letter typed into a narrative reviews nothing', async () => {
    const { asked } = open([row]);
    await screen.findByRole('button', { name: 'Time' });
    fireEvent.keyDown(document.body, { key: '4', code: 'Digit4', ctrlKey: true });
    const narrative = await screen.findByRole('textbox', { name: 'Narrative' });
    narrative.focus();
    fireEvent.keyDown(narrative, { key: 'v' });
    fireEvent.change(narrative, { target: { value: 'Advised on the lease' } });
    fireEvent.blur(narrative);
    await waitFor(() =>
      expect(asked('time:edit')).toEqual([
        { entryId: 'e-1', callId: 'call-1', set: { narrative: 'Advised on the lease' } },
      ]),
    );
  });

  it('warns of a second timekeeper and takes a confirmation', async () => {
    const { go, asked } = open([{ ...row, second: 'unconfirmed' }]);
    await go();
    await screen.findByText(/Auditors strike a second timekeeper/);
    fireEvent.click(screen.getByRole('button', { name: 'It is right' }));
    await waitFor(() => expect(asked('time:edit')).toMatchObject([{ set: { secondConfirmed: true } }]));
  });

  it('what went out is written no more', async () => {
    const exported = { to: 'clio', at: '2026-11-19T12:00:00.000Z', reference: '77' } as const;
    const { go } = open([{ ...row, state: 'reviewed', exported }]);
    await go();
    await screen.findByText(/At Clio since 19 November 2026/);
    expect(screen.queryByRole('button', { name: 'Back to draft' })).toBeNull();
    expect(screen.getByRole('textbox', { name: 'Narrative' })).toHaveProperty('readOnly', true);
  });

  it('says in sentences what an invoice file lacks', async () => {
    const lacks = [
      { what: 'hourly_rate', of: 'Jonas Peeters', entries: 2 },
      { what: 'firm_id', of: null, entries: 2 },
    ] as const;
    const { go, asked } = open([row], answering({ result: 'lacks', lacks: [...lacks] }));
    await go();
    fireEvent.change(await screen.findByRole('textbox', { name: 'Invoice number' }), { target: { value: '2026-117' } });
    fireEvent.click(screen.getByRole('button', { name: 'Invoice file (LEDES 1998B)' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the hourly rate of Jonas Peeters');
    expect(alert.textContent).toContain('the firm’s own number for LEDES');
    expect(asked('time:export')).toMatchObject([{ to: 'ledes', exportedBefore: 'refuse', invoiceNumber: '2026-117' }]);
  });

  it('says that reviewed time on screen is for others to export, rather than that there is none', async () => {
    const { go, bridge } = open([row], answering({ result: 'nothing', ofOthers: 2 }));
    await go();
    const table = await screen.findByRole('button', { name: 'Table (CSV)' });
    fireEvent.click(table);
    await screen.findByText(/^2 reviewed entries are other people’s/);
    answering({ result: 'saved', entries: 1, path: '/home/jonas/time.csv', ofOthers: 1 })(bridge);
    fireEvent.click(table);
    const status = await screen.findByText('1 entry was saved to /home/jonas/time.csv.', { exact: false });
    expect(status.textContent).toContain('1 reviewed entry is somebody else’s');
  });

  it('asks before anything goes out twice', async () => {
    const { go, asked } = open([row], answering({ result: 'exported_before', count: 3 }));
    await go();
    fireEvent.click(await screen.findByRole('button', { name: 'Table (CSV)' }));
    await screen.findByText('3 of these entries went out before.');
    fireEvent.click(screen.getByRole('button', { name: 'Include them' }));
    await waitFor(() => expect(asked('time:export')).toHaveLength(2));
    expect(asked('time:export')[1]).toMatchObject({ exportedBefore: 'include' });
  });

  it('tells what Clio took, what it did not take and why, and sends the rest', async () => {
    const { go, asked } = open(
      [row],
      answering({
        result: 'sent',
        posted: 12,
        unconfirmed: 1,
        failed: [{ entryId: 'e', code: 'no_such_matter', detail: '2026/9999' }],
        left: 4,
        retryAfterSeconds: 40,
      }),
    );
    await go();
    fireEvent.click(await screen.findByRole('button', { name: 'Send to Clio' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(
      '12 entries were sent to Clio. For 1 entry Clio gave no answer. Sending again looks there first. ' +
        '1 entry was not taken: Clio has no matter 2026/9999. 4 entries are left; Clio takes more in 40 s.',
    );
    fireEvent.click(within(alert).getByRole('button', { name: 'Send the rest' }));
    await waitFor(() => expect(asked('time:export')).toHaveLength(2));
    expect(asked('time:export')[1]).toMatchObject({ to: 'clio', exportedBefore: 'leave_out' });
  });
});
