import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import type { TimeRow } from '../../../src-preload/contract/time.ts';
import { createStores, StoresContext } from '../../../src-renderer/stores/stores.ts';
import { TimeEntryCards } from '../../../src-renderer/time/time-entry-card.tsx';
import { createWords } from '../../../src-renderer/words/index.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';
import { mockState } from '../../support/mock-calls.ts';
import { inAWindow } from './render-window.tsx';

const draft: TimeRow = {
  entryId: 'e-1',
  callId: 'call-1',
  personId: 'jonas',
  personName: 'J. Peeters',
  isMine: true,
  date: '2026-11-19',
  startedAt: '2026-11-19T10:31:00.000Z',
  withWhom: 'Anneke Verhulst',
  matter: null,
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

describe('the card of time beside a call', () => {
  inAWindow();

  it('is a dashed draft with measured and charged, and solid once reviewed', async () => {
    const bridge = createFakeBridge(mockState, []);
    let row = draft;
    bridge.answer('time:of-call', ({ callId }) => Promise.resolve(callId === 'call-1' ? [row] : []));
    bridge.answer('time:edit', ({ set }) => {
      row = { ...row, state: set.state ?? row.state };
      return Promise.resolve();
    });
    const stores = createStores(bridge);
    const stop = stores.start();
    const cards = (callId: string) => (
      <I18nextProvider i18n={createWords('en')}>
        <StoresContext value={stores}>
          <TimeEntryCards callId={callId} />
        </StoresContext>
      </I18nextProvider>
    );
    const view = render(cards('call-1'));
    const card = await screen.findByRole('region', { name: 'Time entry' });
    expect(card.className).toContain('border-dashed');
    expect(card.textContent).toContain('Draft, not posted');
    await waitFor(() => expect(card.textContent).toContain('8 min 47 → Charged 0.2 h in 6-min units'));
    expect(card.textContent).toContain('J. Peeters · A106 With client');
    fireEvent.click(screen.getByRole('button', { name: 'Review' }));
    await screen.findByText('Reviewed');
    expect(card.className).not.toContain('border-dashed');
    view.rerender(cards('call-2'));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Time entry' })).toBeNull());
    stop();
  });
});
