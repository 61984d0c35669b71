import { expect } from 'vitest';
import { later, NOW, tenantNamed } from './made-up.ts';
import { jobNamed } from './recording-cases.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const kinds = ['fetch', 'transcribe'];

/** Work that survives whoever does it. */
export const jobCases: StorageCase[] = [
  {
    name: 'a job is added once by its key until it is over, then it may begin anew',
    async run(subject) {
      const store = await openWithTenant(subject);
      const added = await Promise.all([1, 2, 3].map(() => store.addJob(jobNamed('fetch/r1'))));
      expect(added.filter(Boolean)).toHaveLength(1);
      const job = await store.claimJob(kinds, NOW, 60_000);
      expect(job && (await store.failJob(job, 'link_gone', null))).toBe(true);
      expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'failed', lastReason: 'link_gone', attempts: 1 }]);
      expect(await store.claimJob(kinds, later(9_999), 60_000)).toBeNull();
      expect(await store.addJob(jobNamed('fetch/r1', { payload: { url: 'other' } }))).toBe(true);
      expect(await store.jobsOfCall('c1')).toMatchObject([
        { id: job?.id, state: 'waiting', lastReason: null, attempts: 0, payload: { url: 'other' } },
      ]);
      const again = await store.claimJob(kinds, NOW, 60_000);
      expect(again && (await store.finishJob(again))).toBe(true);
      expect(await store.addJob(jobNamed('fetch/r1'))).toBe(true);
    },
  },
  {
    name: 'of several processes that ask at once each job is held by one, the longest due first',
    async run(subject) {
      const store = await openWithTenant(subject);
      const handles = [store, (await subject.open()).tenant('firm-a'), (await subject.open()).tenant('firm-a')];
      await Promise.all(Array.from({ length: 12 }, (_, i) => store.addJob(jobNamed(`fetch/${String(i)}`))));
      await store.addJob(jobNamed('fetch/oldest', { dueAt: later(-60) }));
      await store.addJob(jobNamed('fetch/future', { dueAt: later(60) }));
      await store.addJob(jobNamed('understand/x', { kind: 'understand', dueAt: later(-90) }));
      const first = await store.claimJob(kinds, NOW, 60_000);
      expect(first).toMatchObject({ key: 'fetch/oldest', state: 'running', attempts: 1 });
      const claimed = await Promise.all(
        Array.from({ length: 30 }, (_, i) => (handles[i % 3] ?? store).claimJob(kinds, NOW, 60_000)),
      );
      const keys = claimed.flatMap((job) => job?.key ?? []);
      expect(new Set(keys).size).toBe(keys.length);
      // Who asked while another held the lock on the last one may have gone away with nothing.
      for (let job = await store.claimJob(kinds, NOW, 60_000); job; job = await store.claimJob(kinds, NOW, 60_000))
        keys.push(job.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength(12);
    },
  },
  {
    name: 'a killed process’s job is due again when its lease is over, one attempt more; the old holder changes nothing',
    async run(subject) {
      const store = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      await store.addJob(jobNamed('fetch/r1'));
      const first = await store.claimJob(kinds, NOW, 30_000);
      if (!first) throw new Error('nothing was due');
      expect(await other.claimJob(kinds, later(29), 30_000)).toBeNull();
      expect(await store.renewJob(first, later(50))).toBe(true);
      expect(await other.claimJob(kinds, later(49), 30_000)).toBeNull();
      const second = await other.claimJob(kinds, later(50), 30_000);
      expect(second).toMatchObject({ id: first.id, attempts: 2 });
      expect(await store.renewJob(first, later(500))).toBe(false);
      expect(await store.finishJob(first)).toBe(false);
      expect(await store.failJob(first, 'internal', null)).toBe(false);
      expect(await store.giveBackJob(first)).toBe(false);
      expect(second && (await other.finishJob(second))).toBe(true);
      expect(second && (await other.finishJob(second))).toBe(false);
      expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'done', attempts: 2 }]);
    },
  },
  {
    name: 'a job that failed waits until it is tried again; one that is given back does not count as tried',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.addJob(jobNamed('fetch/r1'));
      const first = await store.claimJob(kinds, NOW, 30_000);
      expect(first && (await store.failJob(first, 'unreachable', later(60)))).toBe(true);
      expect(await store.claimJob(kinds, later(59), 30_000)).toBeNull();
      const second = await store.claimJob(kinds, later(60), 30_000);
      expect(second).toMatchObject({ attempts: 2, lastReason: 'unreachable' });
      expect(second && (await store.giveBackJob(second))).toBe(true);
      const [waiting] = await store.jobsOfCall('c1');
      expect(waiting).toMatchObject({ state: 'waiting', attempts: 1 });
      expect(await store.claimJob(kinds, new Date(Date.now() + 1_000).toISOString(), 30_000)).toMatchObject({
        attempts: 2,
      });
    },
  },
  {
    name: 'a job that is asked for while it waits is due sooner, and while it runs begins anew when it is over',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.addJob(jobNamed('fetch/r1', { dueAt: later(600) }));
      expect(await store.addJob(jobNamed('fetch/r1', { dueAt: later(60) }))).toBe(false);
      expect(await store.addJob(jobNamed('fetch/r1', { dueAt: later(900) }))).toBe(false);
      expect(await store.claimJob(kinds, later(59), 30_000)).toBeNull();
      const claim = async () => {
        const job = await store.claimJob(kinds, later(9e7), 30_000);
        if (!job) throw new Error('nothing was due');
        return job;
      };
      const first = await claim();
      expect(await store.addJob(jobNamed('fetch/r1'))).toBe(false);
      expect(await store.finishJob(first)).toBe(true);
      const second = await claim();
      expect(second).toMatchObject({ id: first.id, attempts: 1 });
      await store.addJob(jobNamed('fetch/r1'));
      expect(await store.failJob(second, 'link_gone', null)).toBe(true);
      const third = await claim();
      expect(third).toMatchObject({ id: first.id, attempts: 1, lastReason: 'link_gone' });
      // Nobody who asked again waits for a back-off.
      await store.addJob(jobNamed('fetch/r1'));
      expect(await store.failJob(third, 'unreachable', later(9e8))).toBe(true);
      const fourth = await claim();
      expect(fourth).toMatchObject({ id: first.id, attempts: 1, lastReason: 'unreachable' });
      // What was asked for before it was claimed is done with it.
      expect(await store.finishJob(fourth)).toBe(true);
      expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'done', lastReason: null }]);
    },
  },
  {
    name: 'what is due is told over all tenants, without what somebody holds',
    async run(subject) {
      const storage = await subject.open();
      for (const id of ['firm-a', 'firm-b', 'firm-c']) await storage.tenants.create(tenantNamed(id));
      expect(await storage.tenants.dueJobs(NOW)).toEqual([]);
      const [a, b] = [storage.tenant('firm-a'), storage.tenant('firm-b')];
      await a.addJob(jobNamed('fetch/1', { dueAt: later(-10) }));
      await a.addJob(jobNamed('fetch/2', { dueAt: later(-5) }));
      await a.addJob(jobNamed('understand/2', { kind: 'understand', dueAt: later(5) }));
      await b.addJob(jobNamed('fetch/1', { dueAt: later(-20) }));
      expect(await storage.tenants.dueJobs(NOW)).toEqual([
        { tenantId: 'firm-b', kind: 'fetch', count: 1, oldestDueAt: later(-20) },
        { tenantId: 'firm-a', kind: 'fetch', count: 2, oldestDueAt: later(-10) },
      ]);
      await b.claimJob(kinds, NOW, 60_000);
      await a.claimJob(kinds, NOW, 60_000);
      expect(await storage.tenants.dueJobs(NOW)).toMatchObject([{ tenantId: 'firm-a', count: 1 }]);
      // The killed ones are due again.
      expect((await storage.tenants.dueJobs(later(60))).map((due) => due.count)).toEqual(
        [2, 1, 1].toSorted((x, y) => y - x),
      );
    },
  },
];
