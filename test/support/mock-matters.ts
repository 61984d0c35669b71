import { emptyMatter } from '@callbrief/relay/wire/directory';
import type { CallRow, MessageRow } from '../../src-preload/contract.ts';
import type { ContactCard } from '../../src-preload/contract/contacts.ts';
import type {
  MadeOfCall,
  MatterForm,
  MatterListRow,
  MatterView,
  PartyView,
  TimelineEntry,
} from '../../src-preload/contract/matters.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { aCall } from './mock-calls.ts';

const at = (day: number, time: string) => `2026-11-${String(day)}T${time}:00.000Z`;

const party = (given: Partial<PartyView> & Pick<PartyView, 'contactId' | 'name' | 'role'>): PartyView => ({
  organisation: null,
  representedBy: null,
  reference: null,
  languages: [],
  numbers: [{ number: '+3220008410', formatted: '+32 2 000 84 10', kind: 'work' }],
  ...given,
});

/** The matter of the design's picture. */
export const mockMatter: MatterView = {
  id: '2026-0318',
  number: '2026/0318',
  title: 'Verhulst / Immo Delta',
  area: 'Hidden defects',
  status: 'open',
  responsible: { id: 'claire', name: 'Claire Delcourt', shortName: 'Me C. Delcourt' },
  team: [{ id: 'sofie', name: 'Sofie Maes', shortName: 'Sofie' }],
  next: [
    { id: 'd1', kind: 'deadline', title: 'Remarks', at: at(20, '00:00'), allDay: true, place: null },
    {
      id: 'd2',
      kind: 'hearing',
      title: 'Hearing',
      at: at(26, '09:00'),
      allDay: false,
      place: 'Court of First Instance, room 1.07',
    },
  ],
  represented: true,
  flags: { conflictUnresolved: false, unpaidProvision: false },
  restrictedTo: null,
  parties: [
    party({
      contactId: 'verhulst',
      name: 'Anneke Verhulst',
      role: 'client',
      languages: ['nl'],
      numbers: [{ number: '+32440271836', formatted: '+32 440 27 18 36', kind: 'mobile' }],
    }),
    party({
      contactId: 'wauters',
      name: 'Tom Wauters',
      organisation: 'Immo Delta NV',
      role: 'opposing_party',
      representedBy: 'Me T. Aerts',
    }),
    party({ contactId: 'aerts', name: 'Me Tine Aerts', role: 'opposing_counsel' }),
    party({ contactId: 'vandamme', name: 'Étude Vandamme', role: 'bailiff' }),
    party({ contactId: 'assur', name: 'Assur Lys', role: 'insurer', reference: '88-2031' }),
  ],
  open: { callbacks: 2, overdue: 1, tasks: 4, summaries: 1, drafts: 3, draftMinutes: 36 },
  rules: {
    audio: 'record',
    analysis: 'regions',
    regions: ['eu'],
    audioDays: 183,
    textDays: 365,
    onHold: 0,
    ownRule: true,
  },
  recent: [{ callId: 'c1', title: 'Anneke Verhulst', at: at(19, '11:31') }],
  waiting: false,
  may: { edit: 'all', remove: true },
};

const nothingMade: MadeOfCall = {
  transcript: false,
  summary: null,
  tasks: 0,
  suggestedTasks: 0,
  draftMinutes: null,
  notRecorded: null,
  hasRecording: false,
  callback: null,
};
const call = (id: string, when: string, given: Partial<CallRow>, more: Partial<MadeOfCall> = {}): TimelineEntry => ({
  key: `call ${id}`,
  kind: 'call',
  at: when,
  row: aCall({ id, startedAt: when, ...given }),
  note: null,
  made: { ...nothingMade, ...more },
});
const text = (id: string, when: string, given: Partial<MessageRow>): TimelineEntry => ({
  key: `message ${id}`,
  kind: 'message',
  at: when,
  row: {
    kind: 'message',
    id,
    title: 'Anneke Verhulst',
    titleIsNumber: false,
    role: 'client',
    matter: null,
    lineName: null,
    direction: 'inbound',
    startedAt: when,
    messageKind: 'sms',
    number: '+32440271836',
    text: '',
    pages: null,
    state: 'received',
    byName: null,
    unseen: false,
    snippet: null,
    titleMarks: null,
    ...given,
  },
});

export const mockEntries: TimelineEntry[] = [
  call(
    'c1',
    at(19, '11:31'),
    { followUp: 'please_call_back' },
    { transcript: true, summary: { verifiedBy: null }, tasks: 3, draftMinutes: 12, hasRecording: true },
  ),
  call(
    'c2',
    at(19, '10:31'),
    {
      title: 'Étude Vandamme',
      role: 'bailiff',
      outcome: 'missed',
      durationSeconds: 0,
      answeredByName: null,
      unreturned: true,
    },
    { callback: { dueAt: at(19, '11:00'), status: 'please_call_back' } },
  ),
  call(
    'c3',
    at(19, '10:02'),
    {
      title: 'Étude Vandamme',
      role: 'bailiff',
      answeredByName: 'Sofie',
      durationSeconds: 134,
      followUp: 'for_info',
    },
    { transcript: true, summary: { verifiedBy: 'Sofie' } },
  ),
  text('s1', at(19, '09:12'), { text: 'Good morning, I will ring around half past eleven about the report. A.V.' }),
  text('f1', at(18, '16:40'), { title: 'Court registry', messageKind: 'fax', pages: 3 }),
  {
    key: 'task t1',
    kind: 'task',
    at: at(18, '12:05'),
    taskId: 't1',
    title: 'Send draft summons to the bailiff',
    state: 'done',
    due: null,
    byName: 'Nadia Benali',
    callId: null,
  },
  call(
    'c4',
    at(16, '16:25'),
    { answeredByName: 'Sofie', durationSeconds: 182, followUp: 'ok' },
    { notRecorded: 'rule' },
  ),
  call('c5', at(16, '11:50'), {
    title: 'Tom Wauters',
    role: 'opposing_party',
    outcome: 'voicemail',
    answeredByName: null,
    durationSeconds: 38,
  }),
  text('s2', at(16, '09:30'), {
    direction: 'outbound',
    byName: 'Nadia',
    text: 'Please bring the original invoices on Thursday. Delcourt Maes Peeters',
  }),
];

export const mockMatterRows: MatterListRow[] = [
  {
    id: '2026-0318',
    number: '2026/0318',
    title: 'Verhulst / Immo Delta',
    area: 'Hidden defects',
    status: 'open',
    lawyer: 'Me C. Delcourt',
    clients: ['Anneke Verhulst'],
    next: mockMatter.next[0] ?? null,
    callbacks: 2,
    tasks: 4,
    restricted: false,
    conflictUnresolved: false,
  },
  {
    id: '2026-0299',
    number: '2026/0299',
    title: 'Estate of R. Nair',
    area: null,
    status: 'open',
    lawyer: 'Me C. Delcourt',
    clients: ['Priya Nair'],
    next: null,
    callbacks: 0,
    tasks: 0,
    restricted: true,
    conflictUnresolved: true,
  },
];

export const mockForm: MatterForm = {
  matterId: '2026-0318',
  fields: {
    area: 'Hidden defects',
    status: 'open',
    responsiblePersonId: 'claire',
    teamPersonIds: ['sofie'],
    flags: emptyMatter.flags,
    restrictedTo: null,
    externalId: null,
    number: '2026/0318',
    title: 'Verhulst / Immo Delta',
    parties: [{ contactId: 'wauters', role: 'opposing_party', representedBy: null }],
    deadlines: [],
  },
  people: [
    { id: 'claire', name: 'Claire Delcourt', shortName: 'Me C. Delcourt' },
    { id: 'sofie', name: 'Sofie Maes', shortName: 'Sofie' },
  ],
  contactNames: { wauters: 'Tom Wauters' },
  may: { edit: 'all', remove: true },
};

export const aCard = (id: string, name: string, number: string): ContactCard => ({
  id,
  fields: {
    name,
    organisation: null,
    languages: ['nl'],
    numbers: [{ number, kind: 'mobile', shared: false }],
    emails: [],
    externalId: null,
  },
  numbers: [{ number, kind: 'mobile', shared: false, formatted: number }],
  matters: [{ id: '2026-0318', number: '2026/0318', title: 'Verhulst / Immo Delta', status: 'open', role: 'client' }],
  calls: [],
  has: { calls: 3, messages: 1, matters: 1, items: 0 },
  waiting: false,
});

/** A main process that has this matter and nothing else. */
export function withMatters(
  bridge: FakeBridge,
  { matter = mockMatter, entries = mockEntries }: { matter?: MatterView; entries?: TimelineEntry[] } = {},
): void {
  bridge.answer('matters:list', async ({ search, offset, limit }) => {
    const rows = mockMatterRows.filter(({ number, title }) =>
      `${number} ${title}`.toLowerCase().includes(search.toLowerCase()),
    );
    return {
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
      counts: { open: 2, closed: 0, mine: 1 },
      mayCreate: bridge.state.me?.role !== 'receptionist',
    };
  });
  bridge.answer('matters:get', async ({ matterId }) => (matterId === matter.id ? matter : null));
  bridge.answer('matters:timeline', async ({ filter, find, offset, limit }) => {
    const found = entries.filter((entry) => {
      if (find !== '' && !JSON.stringify(entry).toLowerCase().includes(find.toLowerCase())) return false;
      if (filter === 'all') return true;
      if (filter === 'tasks') return entry.kind === 'task';
      if (entry.kind === 'message') return entry.row.messageKind === filter;
      return entry.kind === 'call' && filter === (entry.row.outcome === 'voicemail' ? 'voicemail' : 'calls');
    });
    const days = new Map<string, number>();
    for (const entry of found) days.set(entry.at.slice(0, 10), (days.get(entry.at.slice(0, 10)) ?? 0) + 1);
    return {
      entries: found.slice(offset, offset + limit),
      total: found.length,
      counts: { all: 84, calls: 51, sms: 12, fax: 4, voicemail: 6, tasks: 11 },
      days: [...days].map(([day, count]) => ({ day, count })),
      coming: 0,
    };
  });
  bridge.answer('matters:form', async ({ matterId }) =>
    matterId === null
      ? { ...mockForm, matterId: null, fields: { ...mockForm.fields, number: '', title: '', parties: [] } }
      : mockForm,
  );
  bridge.answer('matters:save', async () => ({ result: 'kept' }));
  const cards = [
    aCard('verhulst', 'Anneke Verhulst', '+32440271836'),
    aCard('verhulst-2', 'A. Verhulst', '+32440271836'),
  ];
  bridge.answer('contacts:list', async ({ offset, limit }) => ({
    rows: cards.slice(offset, offset + limit).map(({ id, fields, numbers }) => ({
      id,
      name: fields.name,
      organisation: null,
      numberFormatted: numbers[0]?.formatted ?? null,
      moreNumbers: 0,
      openMatters: 1,
      lastContactAt: at(19, '11:31'),
    })),
    total: cards.length,
  }));
  bridge.answer('contacts:get', async ({ contactId }) => cards.find(({ id }) => id === contactId) ?? null);
  bridge.answer('contacts:form', async ({ contactId }) => {
    const card = cards.find(({ id }) => id === contactId);
    return card ? { fields: card.fields, formatted: card.numbers.map(({ formatted }) => formatted) } : null;
  });
  bridge.answer('contacts:duplicates', async () => [{ why: 'number', shared: '+32 440 27 18 36', contacts: cards }]);
  bridge.answer('contacts:merge', async () => ({
    result: 'merged',
    moved: { calls: 3, messages: 1, matters: 1, items: 0 },
  }));
  bridge.answer('contacts:find', async () => [{ contactId: 'nair', name: 'Priya Nair', organisation: null }]);
  bridge.answer('contacts:read-number', async ({ text: typed }) => {
    const digits = typed.replace(/\D/g, '');
    return digits.length < 8 ? null : { number: `+32${digits.replace(/^0/, '')}`, formatted: typed };
  });
  bridge.answer('contacts:save', async () => ({ result: 'kept' }));
}
