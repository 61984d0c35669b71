import { expect } from 'vitest';
import type { StoredPracticeSystem, TimePost } from '../../../relay/src/storage/practice-system-port.ts';
import { NOW } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const connection: StoredPracticeSystem = {
  revision: 1,
  region: 'eu',
  clientId: 'id',
  clientSecret: 'secret',
  pending: null,
  connected: { refreshToken: 'r1', as: 'Me Peeters', at: NOW, personId: 'peeters' },
};
const post: TimePost = {
  revision: 1,
  entryId: 'of-call-1-peeters',
  state: 'asked',
  at: NOW,
  communicationId: null,
  activityId: null,
  activityAskedAt: null,
};

/** Connections to practice software, and what was sent there. */
export const practiceSystemCases: StorageCase[] = [
  {
    name: 'a connection is replaced only by whoever read it last, and taken away by whoever read it',
    async run(subject) {
      const store = await openWithTenant(subject);
      expect(await store.practiceSystem('clio')).toBeNull();
      expect(await store.setPracticeSystem('clio', connection, null)).toBe(true);
      expect(await store.setPracticeSystem('clio', connection, null)).toBe(false);
      const next = { ...connection, revision: 2, region: 'us' as const };
      expect(await store.setPracticeSystem('clio', next, 1)).toBe(true);
      expect(await store.setPracticeSystem('clio', { ...next, clientId: 'other' }, 1)).toBe(false);
      expect(await store.practiceSystem('clio')).toEqual(next);
      expect(await store.setPracticeSystem('clio', null, 1)).toBe(false);
      expect(await store.setPracticeSystem('clio', null, 2)).toBe(true);
      expect(await store.practiceSystem('clio')).toBeNull();
    },
  },
  {
    name: 'of two who want to send one time entry, one may',
    async run(subject) {
      const store = await openWithTenant(subject);
      const begun = await Promise.all([store.setTimePost('clio', post, null), store.setTimePost('clio', post, null)]);
      expect(begun.filter(Boolean)).toHaveLength(1);
      const done: TimePost = { ...post, revision: 2, state: 'done', activityId: '77' };
      const ended = await Promise.all([store.setTimePost('clio', done, 1), store.setTimePost('clio', done, 1)]);
      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(await store.timePost('clio', post.entryId)).toEqual(done);
      expect(await store.timePost('clio', 'another')).toBeNull();
    },
  },
];
