import { describe, expect, test, vi } from 'vitest';
import { initialsOf } from '../../../../src-main/privacy/initials.ts';
import { maskCard, maskTitle } from '../../../../src-main/privacy/mask-card.ts';
import { createPrivacyMode } from '../../../../src-main/privacy/privacy-mode.ts';
import { sampleSettings } from '../calls/sample-settings.ts';
import * as views from '../../../support/preview-call-popup/views.ts';

function computer(more: Partial<typeof sampleSettings> = {}) {
  let settings = { ...sampleSettings, ...more };
  const screen = { shared: false, locked: false };
  let tell = () => {};
  const onChanged = vi.fn();
  const privacy = createPrivacyMode({
    settings: () => settings,
    watch: {
      knowsSharing: true,
      knowsLock: true,
      isShared: () => screen.shared,
      isLocked: () => screen.locked,
      onChange(listener) {
        tell = listener;
        return () => undefined;
      },
    },
    onChanged,
  });
  return {
    privacy,
    onChanged,
    set: (change: Partial<typeof sampleSettings>) => {
      settings = { ...settings, ...change };
      privacy.look();
    },
    screen: (now: Partial<typeof screen>) => {
      Object.assign(screen, now);
      tell();
    },
  };
}

describe('names are hidden', () => {
  test('by hand, and by itself while a screen is shared', () => {
    const { privacy, set, screen } = computer();
    expect(privacy.of('call-popup')).toBeNull();
    set({ privacyMode: true });
    expect(privacy.of('call-popup')).toEqual({ because: 'chosen', revealed: false });
    screen({ shared: true });
    expect(privacy.state().because).toBe('screen_shared');
    set({ privacyMode: false });
    expect(privacy.state().because).toBe('screen_shared');
    set({ privacyWhileShared: false });
    expect(privacy.state().because).toBeNull();
  });

  test('except in the window in which the button is held, and a new reason lets go', () => {
    const { privacy, set, screen } = computer();
    privacy.reveal('call-popup', true);
    set({ privacyMode: true });
    expect(privacy.of('call-popup')?.revealed).toBe(false);
    privacy.reveal('call-popup', true);
    expect(privacy.of('call-popup')?.revealed).toBe(true);
    expect(privacy.of('main-window')?.revealed).toBe(false);
    screen({ shared: true });
    expect(privacy.of('call-popup')?.revealed).toBe(false);
  });

  test.each([
    ['nothing', 'nothing'],
    ['initials', 'initials'],
    ['full', 'full'],
  ] as const)('a locked screen shows %s as the person chose', (lockScreen, said) => {
    const { privacy, screen } = computer({ lockScreen });
    expect(privacy.notificationsSay()).toBe('full');
    screen({ locked: true });
    expect(privacy.notificationsSay()).toBe(said);
    screen({ locked: false });
    expect(privacy.notificationsSay()).toBe('full');
  });

  test('a notification never says more than the popup', () => {
    const { privacy, screen } = computer({ lockScreen: 'full', privacyMode: true });
    expect(privacy.notificationsSay()).toBe('initials');
    screen({ locked: true });
    expect(privacy.notificationsSay()).toBe('initials');
  });
});

test.each([
  ['Anneke Verhulst', 'A. V.'],
  ['Me C. Delcourt', 'Me C. D.'],
  ['Étude Vandamme', 'É. V.'],
  ['  émile   van den Berg ', 'É. V. D. B.'],
  ['Assur Lys, claims', 'A. L. C.'],
])('%s is shown as %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a number is not shown at all, nor a name that is only signs', () => {
  expect(maskTitle('+32 440 27 18 36')).not.toMatch(/\d/);
  expect(maskTitle('***')).toBe('••••••');
});

test.each([
  views.knownClient,
  views.opposingParty,
  views.unknownCaller,
  views.severalMatches,
  views.youAnswered,
  views.agentUrgent,
  views.agentFrench,
  views.backOnline,
])('nothing that names somebody leaves the main process with a hidden card: $kind', (card) => {
  const text = JSON.stringify({ ...maskCard(card), lineName: '', note: '' });
  const words = [
    'Verhulst',
    'Anneke',
    'Wauters',
    'Immo',
    'Delta',
    'Aerts',
    'Delcourt',
    'Brabant',
    'Lemaire',
    'Haddad',
    'Rousselle',
    'Vandamme',
    'Eviction',
    'landlord',
    'expert report',
    '440 27',
    '98 41',
    '000 61',
  ];
  for (const word of words) expect(text).not.toContain(word);
});
