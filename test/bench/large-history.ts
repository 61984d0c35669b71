import { nothingAdded, nothingWritten, type Call } from '@callbrief/relay/wire/call';
import { emptyContact, emptyMatter, type Contact, type Matter, type Person } from '@callbrief/relay/wire/directory';

const firstNames = [
  'Anneke',
  'Camille',
  'Matthias',
  'Inès',
  'Karim',
  'Hélène',
  'Tom',
  'Sofie',
  'Paul',
  'Léa',
  'Jürgen',
  'Maud',
];
const lastNames = [
  'Verhulst',
  'Rousselle',
  'Kröger',
  'Brabant',
  'Haddad',
  'Castaing',
  'Wauters',
  'Peeters',
  'Lemaire',
  'Dubois',
];
const phrases = [
  'asked when the expert report is due',
  'wants the second advance confirmed in writing',
  'demande une copie de l’ordonnance',
  'vraagt uitstel voor de conclusies',
  'Rückruf wegen der Vollmacht erbeten',
  'the bailiff can serve the summons together with the report',
  'refuse l’article quatre du protocole',
  'hearing moved to Thursday, tell the client',
];

const tagWords = ['urgent', 'greffe', 'huissier', 'betaling', 'Mandant'];

/**
 * A firm's history of a given size: 2,000 contacts, 600 matters, notes on one call in three, tags on one in ten. The same
 * for the same size.
 */
export function largeHistory(callCount: number, until: Date) {
  let seed = 20_261_121;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const some = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const updatedAt = until.toISOString();

  const people: Person[] = Array.from({ length: 12 }, (_, i) => ({
    id: `person-${i}`,
    name: `${firstNames[i]} ${lastNames[i % lastNames.length]}`,
    shortName: `Me ${lastNames[i % lastNames.length]}`,
    email: null,
    role: i < 9 ? 'lawyer' : 'receptionist',
    providerUserIds: [String(1000 + i)],
    lines: [`+3225550${100 + i}`],
    assistsPersonIds: [],
    whereabouts: null,
    updatedAt,
  }));
  const contacts: Contact[] = Array.from({ length: 2_000 }, (_, i) => ({
    ...emptyContact,
    id: `contact-${i}`,
    name: `${some(firstNames)} ${some(lastNames)} ${i}`,
    organisation: random() < 0.3 ? `${some(lastNames)} SRL` : null,
    languages: ['fr'],
    numbers: [{ number: `+3247${String(1_000_000 + i)}`, kind: 'mobile', shared: false }],
    updatedAt,
  }));
  const matters: Matter[] = Array.from({ length: 600 }, (_, i) => ({
    ...emptyMatter,
    id: `matter-${i}`,
    number: `2026/${String(i).padStart(4, '0')}`,
    title: `${some(lastNames)} / ${some(lastNames)} ${i}`,
    status: 'open',
    responsiblePersonId: some(people).id,
    parties: [{ contactId: some(contacts).id, role: 'client', representedBy: null }],
    deadlines: [],
    updatedAt,
  }));
  const outcomes = ['answered', 'answered', 'answered', 'missed', 'voicemail'] as const;
  const calls: Call[] = Array.from({ length: callCount }, (_, i) => {
    const startedAt = new Date(until.getTime() - i * 240_000 - Math.floor(random() * 200_000));
    const seconds = Math.floor(random() * 900);
    const contact = some(contacts);
    const outcome = some(outcomes);
    const answered = outcome === 'answered';
    const who = some(people);
    const inbound = random() < 0.7;
    const theirs = contact.numbers[0]?.number ?? null;
    const ours = who.lines[0] ?? null;
    const party = { providerUserId: who.providerUserIds[0] ?? null, personId: who.id, name: who.name };
    return {
      id: `call-${i}`,
      provider: 'ringover',
      providerCallId: String(7_534_779_999_000_000_000n + BigInt(i)),
      direction: inbound ? 'inbound' : 'outbound',
      outcome,
      fromNumber: inbound ? theirs : ours,
      toNumber: inbound ? ours : theirs,
      anonymous: false,
      startedAt: startedAt.toISOString(),
      answeredAt: answered ? new Date(startedAt.getTime() + 8_000).toISOString() : null,
      endedAt: new Date(startedAt.getTime() + 8_000 + seconds * 1000).toISOString(),
      durationSeconds: answered ? seconds : 0,
      answeredBy: answered ? party : null,
      endCause: 'normal',
      legs: [{ ...party, legId: `leg-${i}`, state: answered ? 'answered' : 'not_answered' }],
      voicemail: outcome === 'voicemail' ? { durationSeconds: 30 } : null,
      added: nothingAdded,
      healed: false,
      contactId: contact.id,
      matterId: some(matters).id,
      ...nothingWritten,
      note:
        random() < 0.34
          ? {
              value: `${some(phrases)}; ${some(phrases)}.`,
              byPersonId: who.id,
              byName: who.name,
              at: startedAt.toISOString(),
            }
          : null,
      tags:
        i % 10 === 0
          ? {
              value: [tagWords[(i / 10) % tagWords.length] ?? ''],
              byPersonId: who.id,
              byName: who.name,
              at: startedAt.toISOString(),
            }
          : null,
      updatedAt: startedAt.toISOString(),
    };
  });
  return { people, contacts, matters, calls };
}
