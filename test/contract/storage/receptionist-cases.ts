import { expect } from 'vitest';
import { tenantNamed } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

/** How a firm's AI receptionist is set up. */
export const receptionistCases: StorageCase[] = [
  {
    name: 'a firm that has decided nothing has a receptionist that is off and speaks the languages of its country',
    async run(subject) {
      const storage = await subject.open();
      const inCountry = async (country: string) => {
        const tenant = tenantNamed(`firm-${country.toLowerCase()}`);
        await storage.tenants.create({ ...tenant, firm: { ...tenant.firm, country } });
        return storage.tenant(tenant.id).receptionist();
      };
      expect(await inCountry('BE')).toEqual({
        revision: 0,
        isOn: false,
        thinks: 'script',
        languages: ['fr', 'nl', 'en', 'de'],
        scripts: {},
        about: '',
        handOverTo: [],
        lastResort: null,
      });
      expect((await inCountry('DE')).languages[0]).toBe('de');
      expect((await inCountry('IE')).languages[0]).toBe('en');
      expect((await storage.tenant('nobody').receptionist()).isOn).toBe(false);
    },
  },
  {
    name: 'of two administrators who save the receptionist at once one is told that the other was first',
    async run(subject) {
      const store = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const before = await store.receptionist();
      const next = (about: string) => ({ ...before, revision: 1, isOn: true, about, scripts: { nl: 'version: 1' } });
      const saved = await Promise.all([store.putReceptionist(next('1'), 0), other.putReceptionist(next('2'), 0)]);
      expect(saved.toSorted()).toEqual([false, true]);
      expect(await other.receptionist()).toEqual(next(saved[0] ? '1' : '2'));
      expect(await store.putReceptionist({ ...next('3'), revision: 2 }, 1)).toBe(true);
      expect(await store.putReceptionist({ ...next('4'), revision: 2 }, 1)).toBe(false);
      expect((await other.receptionist()).about).toBe('3');
    },
  },
  {
    name: 'the receptionist of one tenant is nothing to another',
    async run(subject) {
      const storage = await subject.open();
      for (const id of ['firm-a', 'firm-b']) await storage.tenants.create(tenantNamed(id));
      const [a, b] = [storage.tenant('firm-a'), storage.tenant('firm-b')];
      await a.putReceptionist({ ...(await a.receptionist()), revision: 1, isOn: true }, 0);
      expect(await b.receptionist()).toMatchObject({ revision: 0, isOn: false });
      expect(await b.putReceptionist({ ...(await b.receptionist()), revision: 1, about: 'b' }, 0)).toBe(true);
      expect((await a.receptionist()).about).toBe('');
    },
  },
];
