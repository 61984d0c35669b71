import { expect, test } from 'vitest';
import { popupMeans } from '../../../../src-main/native/popup-means.ts';

test('under Wayland no window can stay on top, so a notification tells it', () => {
  expect(popupMeans('linux', { XDG_SESSION_TYPE: 'wayland' }, '', true)).toBe('notification');
  expect(popupMeans('linux', { WAYLAND_DISPLAY: 'wayland-0' }, '', true)).toBe('notification');
});

test('everywhere else, and under XWayland, the popup is a window', () => {
  expect(popupMeans('linux', { XDG_SESSION_TYPE: 'x11' }, '', true)).toBe('window');
  expect(popupMeans('linux', { XDG_SESSION_TYPE: 'wayland' }, 'x11', true)).toBe('window');
  expect(popupMeans('win32', {}, '', true)).toBe('window');
  expect(popupMeans('darwin', {}, '', true)).toBe('window');
});

test('under Wayland without anything that shows notifications, a window is better than silence', () => {
  expect(popupMeans('linux', { WAYLAND_DISPLAY: 'wayland-0' }, '', false)).toBe('window');
});
