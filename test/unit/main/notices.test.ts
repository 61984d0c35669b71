import { expect, test, vi } from 'vitest';
import { createNotices } from '../../../src-main/notices.ts';

test('there is one strip of a kind; a newer one takes its place', () => {
  const onChange = vi.fn<() => void>();
  const notices = createNotices(onChange);
  notices.show({ kind: 'offline', since: '2026-11-19T08:00:00.000Z', waitingChanges: 0 });
  notices.show({ kind: 'offline', since: '2026-11-19T08:00:00.000Z', waitingChanges: 2 });
  notices.show({ kind: 'offline', since: '2026-11-19T08:00:00.000Z', waitingChanges: 2 });
  expect(notices.list()).toMatchObject([{ kind: 'offline', waitingChanges: 2 }]);
  expect(onChange).toHaveBeenCalledTimes(2);
});

test('two refused changes are two strips, and each is dismissed alone', () => {
  const notices = createNotices(() => undefined);
  const refused = { kind: 'change_refused', written: null, reason: 'not_found' } as const;
  notices.show({ ...refused, about: 'a', callId: 'a' });
  notices.show({ ...refused, about: 'b', callId: 'b' });
  const [first] = notices.list();
  notices.dismiss(first?.id ?? '');
  expect(notices.list()).toMatchObject([{ callId: 'b' }]);
});
