import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import type { ImportQuestions, ImportWrites, StoredImport } from '../../../relay/src/storage/import-port.ts';
import type { TenantStore } from '../../../relay/src/storage/port.ts';
import { contactSearchText } from '../../../relay/src/storage/search-text.ts';
import { emptyContact, emptyMatter, type Contact } from '../../../relay/src/wire/directory.ts';
import { later, NOW, ringing, tenantNamed } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const none = { total: 0, done: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
const importOf = (given: Partial<StoredImport> = {}): StoredImport => ({
  id: randomUUID(),
  fileName: 'contacts.csv',
  kind: 'csv',
  state: 'running',
  encoding: 'utf-8',
  delimiter: ';',
  columns: ['Name'],
  rows: [],
  mapping: { columns: ['name'], hasHeader: true, dateOrder: null },
  needs: [],
  counts: { ...none, total: 3 },
  createdAt: NOW,
  byName: 'Ada',
  byPersonId: 'ada',
  startedAt: NOW,
  endedAt: null,
  order: null,
  ...given,
});
const nothingAsked: ImportQuestions = {
  externalIds: [],
  numbers: [],
  names: [],
  matterNumbers: [],
  matterExternalIds: [],
};
const contactOf = (name: string, given: Partial<Contact> = {}): Contact => ({
  ...emptyContact,
  id: randomUUID(),
  name,
  updatedAt: NOW,
  ...given,
});
const writes = (given: Partial<ImportWrites>): ImportWrites => ({
  contacts: [],
  matters: [],
  refused: [],
  counts: none,
  ...given,
});
const batch = (store: TenantStore, id: string, given: Partial<ImportWrites>, tell = false) =>
  store.importBatch(id, nothingAsked, () => writes(given), { at: NOW, tell });

/** Files that are imported. */
export const importCases: StorageCase[] = [
  {
    name: 'an import keeps its file until it is over, and itself afterwards',
    async run(subject) {
      const store = await openWithTenant(subject);
      const stored = importOf();
      // Longer than one row of the database holds, and no text.
      const file = Buffer.alloc(2_300_000, 7);
      file[1_999_999] = 0;
      await store.addImport(stored, file);
      expect((await store.importFile(stored.id))?.equals(file)).toBe(true);
      expect(await store.import(stored.id)).toEqual(stored);
      const over = await store.changeImport(stored.id, (before) => ({ ...before, state: 'completed', endedAt: NOW }));
      expect(over?.events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([
        { type: 'import_changed', importId: stored.id, state: 'completed' },
      ]);
      expect(await store.importFile(stored.id)).toBeNull();
      expect(await store.import(stored.id)).toMatchObject({ state: 'completed' });
    },
  },
  {
    name: 'a batch of an import writes contacts, matters, refused rows and its position together, or nothing',
    async run(subject) {
      const store = await openWithTenant(subject);
      const stored = importOf();
      await store.addImport(stored, Buffer.from('Name'));
      await store.accept(ringing('5'));
      const ada = contactOf('Ada', { numbers: [{ number: '+32470271836', kind: 'mobile', shared: false }] });
      const parties = [{ contactId: ada.id, role: 'client', representedBy: null } as const];
      const matter = { ...emptyMatter, id: 'm1', number: '2026/1', title: 'One', parties, updatedAt: NOW };
      const refused = [{ line: 3, cells: ['\0x', ''], problems: [] }];
      const counts = { ...stored.counts, done: 2, created: 1, refused: 1 };
      const written = await batch(store, stored.id, { contacts: [ada], matters: [matter], refused, counts }, true);
      expect(written?.events.map((e) => e.type)).toEqual([
        'matter_changed',
        'case_updated',
        'contact_changed',
        'call_changed',
        'import_changed',
      ]);
      expect(await store.contact(ada.id)).toEqual(ada);
      expect((await store.openMattersOf(ada.id)).map((m) => m.id)).toEqual(['m1']);
      // Their call from before is theirs now, in their only matter.
      expect((await store.callPage(null, 10)).items[0]).toMatchObject({ contactId: ada.id, matterId: 'm1' });
      expect(await store.refusedRows(stored.id, 0, 10)).toMatchObject(refused);
      expect(await store.import(stored.id)).toMatchObject({ counts });

      const head = await store.lastEventId();
      const failing = store.importBatch(
        stored.id,
        nothingAsked,
        () => writes({ contacts: [contactOf('Bo')], matters: [{ ...matter, id: null as never }], counts: none }),
        { at: NOW, tell: true },
      );
      await expect(failing).rejects.toThrow(/null/i);
      expect(await store.import(stored.id)).toMatchObject({ counts });
      expect((await store.contactPage(null, 10)).total).toBe(1);
      expect(await store.lastEventId()).toBe(head);
    },
  },
  {
    name: 'an import finds contacts by id, number and name and matters by number and id, whatever stands in their texts',
    async run(subject) {
      const store = await openWithTenant(subject);
      const stored = importOf();
      await store.addImport(stored, Buffer.from('x'));
      const odd = 'K-1 "quoted" \\ é,"externalId":"K-2"';
      const contacts = [
        contactOf('Hélène Castaing', { organisation: '"externalId":"K-9"', externalId: odd }),
        contactOf('Two', { numbers: [{ number: '+3225001234', kind: 'work', shared: false }] }),
        contactOf('Helene', { organisation: 'castaing' }),
        contactOf('Nobody asked'),
      ];
      const matters = [
        { ...emptyMatter, id: 'm1', number: '2026/"1', title: '"number":"2026/2"', updatedAt: NOW },
        { ...emptyMatter, id: 'm2', number: 'A', title: 'A', externalId: 'X1', updatedAt: NOW },
        { ...emptyMatter, id: 'm3', number: '2026/3', title: 'C', updatedAt: NOW },
      ];
      await batch(store, stored.id, { contacts, matters });
      let found: string[][] = [];
      const ask = async (questions: Partial<ImportQuestions>) => {
        await store.importBatch(
          stored.id,
          { ...nothingAsked, ...questions },
          (there) => {
            found = [
              there.contacts.map((c) => c.name).toSorted(),
              there.matters.map((m) => m.id).toSorted(),
              there.takenNumbers,
            ];
            return null;
          },
          { at: NOW, tell: false },
        );
        return found;
      };
      expect(await ask({ externalIds: [odd] })).toEqual([['Hélène Castaing'], [], []]);
      expect(await ask({ externalIds: ['K-2', 'K-9'] })).toEqual([[], [], []]);
      expect(await ask({ numbers: ['+3225001234', '+3225001235'] })).toEqual([[], [], ['+3225001234']]);
      const name = contactSearchText({ name: 'HELENE', organisation: null });
      expect(await ask({ names: [name] })).toEqual([['Helene', 'Hélène Castaing'], [], []]);
      expect(await ask({ names: ['two', 'hel'] })).toEqual([['Two'], [], []]);
      expect(await ask({ matterNumbers: ['2026/"1', '2026/2'] })).toEqual([[], ['m1'], []]);
      expect(await ask({ matterExternalIds: ['X1'] })).toEqual([[], ['m2'], []]);
    },
  },
  {
    name: 'of a cancelled import nothing more is written, and one firm never sees another’s',
    async run(subject) {
      const store = await openWithTenant(subject);
      const stored = importOf();
      await store.addImport(stored, Buffer.from('x'));
      await store.changeImport(stored.id, (before) => ({ ...before, state: 'cancelled' }));
      const plan = (_: unknown, before: StoredImport) =>
        before.state === 'running' ? writes({ contacts: [contactOf('Bo')] }) : null;
      expect(await store.importBatch(stored.id, nothingAsked, plan, { at: NOW, tell: true })).toBeNull();
      expect((await store.contactPage(null, 1)).total).toBe(0);

      const storage = await subject.open();
      await storage.tenants.create(tenantNamed('firm-b'));
      const other = storage.tenant('firm-b');
      expect(await other.import(stored.id)).toBeNull();
      expect(await other.imports(10)).toEqual([]);
      expect(await other.removeImport(stored.id)).toBe(false);
      expect((await store.imports(10)).map((one) => one.id)).toEqual([stored.id]);
    },
  },
  {
    name: 'imports that nobody started and old ones are forgotten, what runs stays',
    async run(subject) {
      const store = await openWithTenant(subject);
      const kept = [importOf({ state: 'running' }), importOf({ state: 'completed', createdAt: later(100) })];
      const gone = [importOf({ state: 'previewed' }), importOf({ state: 'failed' })];
      for (const one of [...kept, ...gone]) await store.addImport(one, Buffer.from('x'));
      expect(await store.pruneImports({ unstarted: later(50), over: later(50) })).toBe(2);
      expect((await store.imports(10)).map((one) => one.id).toSorted()).toEqual(kept.map((one) => one.id).toSorted());
      expect(await store.importFile(gone[0]?.id ?? '')).toBeNull();
    },
  },
];
