import type {
  CallbackDetail,
  CallbackList,
  CallbackRequests,
  CallbackRow,
  PersonRef,
} from '../../src-preload/contract/callbacks.ts';
import type { TaskList, TaskRequests, TaskRow } from '../../src-preload/contract/tasks.ts';

const person = (id: string, name: string, shortName: string): PersonRef => ({
  id,
  name,
  shortName,
  isMe: id === 'jonas',
});
export const mockPeople = [
  person('claire', 'Claire Delcourt', 'Me Delcourt'),
  person('jonas', 'Jonas Peeters', 'Me Peeters'),
  person('lukas', 'Lukas Brandt', 'Me Brandt'),
  person('nadia', 'Nadia Benali', 'Nadia'),
  person('sofie', 'Sofie Maes', 'Sofie'),
];
const matters = {
  verhulst: { id: '0318', number: '2026/0318', title: 'Verhulst / Immo Delta' },
  brabant: { id: '0291', number: '2026/0291', title: 'Brabant / Kröger' },
};
const owner = (id: string) => mockPeople.find((one) => one.id === id) ?? null;
const at = (day: number, time: string) => `2026-11-${String(day)}T${time}:00.000Z`;

export function aCallback(given: Partial<CallbackRow> & Pick<CallbackRow, 'id' | 'group' | 'title'>): CallbackRow {
  return {
    titleIs: 'contact',
    callId: null,
    role: 'client',
    byMachine: false,
    matter: matters.verhulst,
    reason: '',
    for: { kind: 'person', id: 'claire', name: 'Me Delcourt' },
    owner: owner('sofie'),
    dueFrom: null,
    dueAt: at(19, '13:30'),
    urgency: 'normal',
    status: 'please_call_back',
    closed: null,
    mine: false,
    ofMyLawyers: true,
    ...given,
  };
}

/** Some of the design's picture, at `mockNow`. */
export const mockCallbacks: CallbackList = {
  rows: [
    aCallback({
      id: 'vandamme',
      group: 'overdue',
      title: 'Étude Vandamme',
      role: 'bailiff',
      callId: 'c2',
      urgency: 'high',
      reason: 'Address for serving the summons',
      dueAt: at(19, '11:00'),
    }),
    aCallback({
      id: 'kroeger',
      group: 'overdue',
      title: 'Dr. Matthias Kröger',
      role: 'opposing_party',
      matter: matters.brabant,
      reason: 'Wants the report in German; via counsel',
      dueAt: at(18, '18:00'),
      owner: owner('lukas'),
      ofMyLawyers: false,
    }),
    aCallback({
      id: 'haddad',
      group: 'soon',
      title: 'Karim Haddad',
      titleIs: 'said',
      role: 'unknown',
      byMachine: true,
      matter: null,
      reason: 'Eviction served, hearing Monday',
      urgency: 'high',
      for: { kind: 'team', id: 'tenancy', name: 'Tenancy team' },
      owner: null,
      ofMyLawyers: false,
      mine: true,
    }),
    aCallback({
      id: 'rousselle',
      group: 'later_today',
      title: 'Camille Rousselle',
      reason: 'Will not sign clause 4; only after 17:00',
      dueFrom: at(19, '17:00'),
      dueAt: at(19, '18:30'),
    }),
    aCallback({
      id: 'castaing',
      group: 'later',
      title: 'Me Hélène Castaing',
      role: 'opposing_counsel',
      status: 'caller_calls_back',
      dueAt: at(23, '16:00'),
      owner: owner('jonas'),
      for: { kind: 'person', id: 'jonas', name: 'Me Peeters' },
      mine: true,
    }),
    aCallback({
      id: 'assur-lys',
      group: 'closed',
      title: 'Assur Lys, claims',
      role: 'insurer',
      status: 'ok',
      closed: { why: 'we_reached', callId: 'c4', byName: 'Sofie', at: at(19, '10:40') },
    }),
  ],
  soonMinutes: 120,
  withinMinutes: 480,
  badge: { overdue: 0, soon: 1 },
  people: mockPeople,
  teams: [{ id: 'tenancy', name: 'Tenancy team' }],
};

const aTask = (given: Partial<TaskRow> & Pick<TaskRow, 'id' | 'group' | 'title'>): TaskRow => ({
  kind: 'task',
  quote: null,
  due: null,
  remindAt: null,
  assignee: owner('jonas'),
  fromName: null,
  call: null,
  contactName: null,
  matter: null,
  byMachine: false,
  mine: true,
  done: null,
  ...given,
});

export const mockTasks: TaskList = {
  rows: [
    aTask({ id: 'contract', group: 'overdue', title: 'Send the contract', due: { date: '2026-11-17', time: null } }),
    aTask({
      id: 'annex',
      group: 'today',
      title: 'Find annex 4',
      quote: 'annex four is missing in my copy',
      due: { date: '2026-11-19', time: null },
      call: { id: 'c3', title: 'Me Hélène Castaing', at: at(19, '09:20') },
      matter: matters.verhulst,
    }),
    aTask({
      id: 'remarks',
      group: 'this_week',
      kind: 'hand_over',
      title: 'Read the remarks',
      fromName: 'Me Delcourt',
      due: { date: '2026-11-20', time: '12:00' },
    }),
    aTask({ id: 'theirs', group: 'no_date', title: 'Order toner', assignee: owner('sofie'), mine: false }),
    aTask({
      id: 'policy',
      group: 'done',
      title: 'File the policy',
      done: { byName: 'Jonas', at: at(19, '10:00') },
    }),
  ],
  badge: { overdue: 1, today: 1 },
  people: mockPeople,
  today: '2026-11-19',
};

export function detailOf(row: CallbackRow): CallbackDetail {
  return {
    ...row,
    contactId: row.titleIs === 'contact' ? row.id : null,
    organisation: null,
    number: '+3220003318',
    numberFormatted: '+32 2 000 33 18',
    matterLawyer: 'Me C. Delcourt',
    represented: null,
    noted: { byName: 'Sofie', at: at(19, '10:04') },
    passage: row.callId === null ? null : { callId: row.callId, fromMs: 41_000, toMs: 62_000 },
    canReopen: row.closed !== null,
    happened: [
      { id: 'h1', at: at(19, '11:05'), byName: 'Sofie', what: 'no_answer' },
      {
        id: 'h2',
        at: at(19, '10:31'),
        byName: null,
        what: 'call',
        callId: 'c5',
        direction: 'inbound',
        outcome: 'missed',
        durationSeconds: 0,
        isFirst: false,
      },
    ],
  };
}

type Answers<R extends { [N in keyof R]: { ask: unknown; answer: unknown } }> = {
  [N in keyof R]: (ask: R[N]['ask']) => R[N]['answer'];
};

/** As the main process keeps them: a change shows at once, and the last one can be taken back. */
export function pretendItems(
  kept: { callbacks: CallbackList; tasks: TaskList },
  changed: (kind: 'callback' | 'task') => void,
): Answers<CallbackRequests> & Answers<TaskRequests> {
  const undone: (() => string)[] = [];
  function setCallbacks(rows: CallbackRow[], id: string): void {
    const { callbacks } = kept;
    undone.push(() => {
      kept.callbacks = callbacks;
      return id;
    });
    kept.callbacks = { ...callbacks, rows };
    changed('callback');
  }
  function setTasks(rows: TaskRow[], id: string): void {
    const { tasks } = kept;
    undone.push(() => {
      kept.tasks = tasks;
      return id;
    });
    kept.tasks = { ...tasks, rows };
    changed('task');
  }
  const undo = () => {
    const itemId = undone.pop()?.();
    return itemId === undefined ? ({ result: 'nothing' } as const) : ({ result: 'undone', itemId } as const);
  };
  return {
    'callbacks:list': () => kept.callbacks,
    'callbacks:get': ({ callbackId }) => {
      const row = kept.callbacks.rows.find(({ id }) => id === callbackId);
      return row ? detailOf(row) : null;
    },
    'callbacks:edit': ({ callbackId, set, did }) =>
      setCallbacks(
        kept.callbacks.rows.map((row) => {
          if (row.id !== callbackId) return row;
          const { ownerPersonId, callerName, forPersonId, ...rest } = set;
          const status = set.status ?? (did === 'reached' ? 'ok' : row.status);
          const isOwed = did === 'reopened' || status === 'please_call_back' || status === 'caller_calls_back';
          const closed = isOwed
            ? null
            : { why: 'by_hand' as const, callId: null, byName: 'Jonas', at: at(19, '11:42') };
          const owned = ownerPersonId === undefined ? {} : { owner: owner(ownerPersonId ?? '') };
          const named = callerName == null ? {} : { title: callerName, titleIs: 'said' as const };
          const whom = owner(forPersonId ?? '');
          const wanted = whom && { for: { kind: 'person' as const, id: whom.id, name: whom.shortName } };
          return {
            ...row,
            ...rest,
            ...owned,
            ...named,
            ...wanted,
            status,
            closed,
            group: closed ? ('closed' as const) : row.group,
          };
        }),
        callbackId,
      ),
    'callbacks:add': ({ callbackId, set }) =>
      setCallbacks(
        [
          ...kept.callbacks.rows,
          aCallback({ id: callbackId, group: 'later', title: set.callerName ?? 'Eva Castel', reason: set.reason }),
        ],
        callbackId,
      ),
    'callbacks:undo': undo,
    'callbacks:find-caller': ({ query }) => ({
      contacts: query.startsWith('cas')
        ? [
            {
              contactId: 'castel',
              name: 'Eva Castel',
              organisation: 'Castel Shipping Ltd',
              number: '+447700900142',
              numberFormatted: '+44 7700 900142',
              matter: null,
            },
          ]
        : [],
      number: query.startsWith('0') ? { number: '+32440271836', formatted: '+32 440 27 18 36' } : null,
    }),
    'callbacks:find-matter': ({ query }) => (query === '' ? [] : [matters.verhulst]),
    'tasks:list': () => kept.tasks,
    'tasks:edit': ({ taskId, set }) =>
      setTasks(
        kept.tasks.rows.flatMap((row) => {
          if (row.id !== taskId) return [row];
          if (set.state === 'removed') return [];
          const { state, assigneePersonId, ...rest } = set;
          const assignee = assigneePersonId === undefined ? row.assignee : owner(assigneePersonId ?? '');
          const group = state === 'done' ? 'done' : state === 'open' ? 'no_date' : row.group;
          return [{ ...row, ...rest, assignee, group }];
        }),
        taskId,
      ),
    'tasks:add': ({ taskId, set: { title, kind, due } }) =>
      setTasks([...kept.tasks.rows, aTask({ id: taskId, group: 'no_date', title, kind, due })], taskId),
    'tasks:undo': undo,
  };
}
