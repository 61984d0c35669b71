import { expect, test } from 'vitest';
import { createRefusedChanges } from '../../../../src-main/changes/refused-changes.ts';
import { wordsWritten } from '../../../../src-main/changes/words-written.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const edit = { kind: 'edit_item', itemId: 'cb-1', editId: 'e1', did: null } as const;

test('the words of a refused change are given back, whatever they were written on', () => {
  const callback = { ...edit, item: 'callback', set: { reason: 'Wants the address', urgency: 'high' } } as const;
  expect(wordsWritten(callback)).toBe('Wants the address');
  expect(wordsWritten({ kind: 'edit_call', callId: 'c', note: 'Sounded worried' })).toBe('Sounded worried');
  expect(wordsWritten({ kind: 'edit_matter', matterId: 'm', editId: 'e', set: { title: 'Verhulst / Immo' } })).toBe(
    'Verhulst / Immo',
  );
  expect(wordsWritten({ kind: 'edit_call', callId: 'c', followUp: 'ok' })).toBeNull();
});

test('they are there after a restart, until somebody dismisses the strip', () => {
  const path = `${tempDir()}/history.sqlite`;
  const open = () => openHistory({ path, now: () => new Date('2026-11-19T10:00:00.000Z') }).history;
  const notice = {
    id: 'change_refused:cb-1',
    kind: 'change_refused',
    about: 'cb-1',
    callId: null,
    written: 'Wants the address',
    reason: 'not_found',
  } as const;
  const before = open();
  createRefusedChanges(() => before.remembered).keep([notice, { id: 'disk_full', kind: 'disk_full' }]);
  before.close();
  const after = open();
  const refused = createRefusedChanges(() => after.remembered);
  expect(refused.kept()).toEqual([notice]);
  refused.keep([]);
  expect(refused.kept()).toEqual([]);
  after.close();
});
