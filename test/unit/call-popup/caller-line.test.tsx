import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { unknownCaller, viewOf } from '../../support/preview-call-popup/views.ts';
import { onTheMocksClock, renderPopup } from './render-popup.tsx';

onTheMocksClock();
const unplaced = { ...unknownCaller.caller, country: null, numberKind: null };

test('a number of no known country begins its line with a capital', () => {
  renderPopup(viewOf({ ...unknownCaller, caller: unplaced }));
  expect(screen.getByText('First call from this number')).toBeTruthy();
});

test('a withheld number is not said to call for the first time', () => {
  renderPopup(viewOf({ ...unknownCaller, caller: { ...unplaced, name: null, numberFormatted: null } }));
  expect(screen.getByRole('heading').textContent).toBe('Number withheld');
  expect(screen.queryByText(/first call/i)).toBeNull();
});
