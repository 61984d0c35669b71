import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { noAccounts, noSecrets } from '../src/storage/tenant-row.ts';
import { defaultRouting } from '../src/tenants/default-routing.ts';
import type { ProviderAccounts, Storage, Tenant } from '../src/storage/port.ts';
import type { NewMatter, Person } from '../src/wire/directory.ts';
import { pastCall } from './demo-call.ts';
import { readDemoData, type DemoData, type DemoMatter, type DemoPerson } from './demo-data.ts';
import { seedDemoItems } from './demo-items.ts';
import { atClock, dayFrom, workingDay } from './demo-days.ts';
import { demoMonth } from './demo-month.ts';

export const DEMO_TENANT_ID = 'demo';

export interface DemoFirmSeeded {
  tenant: Tenant;
  /** Whose desktop the demo shows. */
  personId: string;
  hookToken: string;
  /** Current Ringover webhook key. */
  ringoverKey: string;
  /** For `createPretendSipgate`; new at every start, the tenant trusts its public half. */
  sipgatePrivateKeyPem: string;
  /** Calls that were not there yet. */
  callsAdded: number;
}

/**
 * Puts the demo firm (resources/demo-firm) into a relay's storage, with everything relative to now, so that it never
 * ages. A second start doubles nothing: it moves deadlines and whereabouts, adds the days since, and leaves alone what
 * people wrote.
 * @param accounts the pretend providers' APIs; without, calls are shown and nothing can be done to them
 */
export async function seedDemoFirm(
  storage: Storage,
  now: Date,
  accounts: Partial<ProviderAccounts> = {},
): Promise<DemoFirmSeeded> {
  const data = await readDemoData();
  const sipgate = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const tenant = await settleTenant(storage, data, sipgate.publicKey, { ...noAccounts, ...accounts }, now);
  const store = storage.tenant(tenant.id);
  const at = now.toISOString();
  for (const person of data.firm.people) await store.putPerson(personOf(person, now));
  for (const contact of data.contacts) if (!(await store.contact(contact.id))) await store.putContact(contact, at);
  for (const matter of data.matters) await store.putMatter(matterOf(matter, now));
  const calls = demoMonth(data, now).map((call) => pastCall(call, data));
  const { inserted } = await store.importCalls(calls, at);
  await seedDemoItems(store, data, now);
  const receptionist = await store.receptionist();
  if (receptionist.revision === 0) await store.putReceptionist({ ...receptionist, revision: 1, isOn: true }, 0);
  const [ringoverKey = ''] = tenant.secrets.ringoverWebhookKeys;
  return {
    tenant,
    personId: data.firm.demoUser,
    hookToken: tenant.hookToken,
    ringoverKey,
    sipgatePrivateKeyPem: sipgate.privateKey,
    callsAdded: inserted,
  };
}

async function settleTenant(
  storage: Storage,
  data: DemoData,
  sipgateKey: string,
  accounts: ProviderAccounts,
  now: Date,
): Promise<Tenant> {
  const { name, country, lines } = data.firm;
  const teams = data.firm.teams.map((team) => ({ id: team.id, name: team.name, personIds: team.people }));
  const firm: Tenant['firm'] = {
    tenantId: DEMO_TENANT_ID,
    name,
    country,
    providers: ['ringover', 'sipgate'],
    lines,
    teams,
  };
  const known = await storage.tenants.byId(DEMO_TENANT_ID);
  if (known) {
    // The pretend API has another port at every start.
    const tenant = { ...known, firm, accounts, secrets: { ...known.secrets, sipgatePublicKeys: [sipgateKey] } };
    await storage.tenants.update(tenant);
    return tenant;
  }
  const tenant: Tenant = {
    id: DEMO_TENANT_ID,
    firm,
    hookToken: randomBytes(18).toString('hex'),
    secrets: {
      ...noSecrets,
      ringoverWebhookKeys: [randomBytes(24).toString('hex')],
      sipgateWebhookSecrets: [randomBytes(24).toString('hex')],
      sipgatePublicKeys: [sipgateKey],
    },
    accounts,
    routing: defaultRouting(country),
    createdAt: now.toISOString(),
  };
  await storage.tenants.create(tenant);
  return tenant;
}

function personOf(person: DemoPerson, now: Date): Person {
  const { id, name, shortName, role, providerUserIds, lines } = person;
  const email = `${name.toLowerCase().replace(/\s+/g, '.')}@delcourt-maes.example`;
  const whereabouts = person.inCourt ? { kind: 'in_court' as const, until: courtUntil(now) } : null;
  const assistsPersonIds = person.assists;
  const updatedAt = now.toISOString();
  return { id, name, shortName, email, role, providerUserIds, lines, assistsPersonIds, whereabouts, updatedAt };
}

/** Until noon when that is still to come, else the next half hour that is not around the corner. */
function courtUntil(now: Date): string {
  const noon = atClock(now, '12:00');
  const soon = now.getTime() + 15 * 60_000;
  const halfHour = 30 * 60_000;
  return (noon.getTime() > soon ? noon : new Date(Math.ceil(soon / halfHour) * halfHour)).toISOString();
}

function matterOf(matter: DemoMatter, now: Date): NewMatter {
  return {
    id: matter.id,
    number: matter.number,
    title: matter.title,
    status: matter.status,
    area: matter.area,
    flags: matter.flags,
    responsiblePersonId: matter.responsible,
    teamPersonIds: matter.team,
    parties: matter.parties,
    deadlines: matter.deadlines.map(({ id, kind, title, inDays, at, ...more }) => ({
      id,
      kind,
      title,
      at: atClock(workingDay(dayFrom(now, inDays)), at ?? '00:00').toISOString(),
      allDay: at === null,
      ...more,
    })),
    updatedAt: now.toISOString(),
  };
}
