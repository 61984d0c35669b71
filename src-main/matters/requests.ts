import { emptyMatter, type Matter, type MatterFields } from '@callbrief/relay/wire/directory';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { MatterForm, MatterRequests } from '../../src-preload/contract/matters.ts';
import type { Change, History, Viewer } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import { askOffice } from '../recordings/ask-office.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { maskMatter, maskMatterList, maskTimeline } from '../privacy/mask-directory.ts';
import { listMatters } from './matter-list.ts';
import { describeMatter, describePerson } from './matter-view.ts';
import { mayOf } from './may-edit-matter.ts';
import { timelineOf } from './timeline.ts';
import { createWordsOfCalls } from './words-of-calls.ts';

export interface MatterDeps {
  history: () => History;
  write: (changes: Change[]) => void;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  /** Null until the office told it. */
  policy: () => CapturePolicy | null;
  viewer: () => Viewer;
  /** Somebody else may be looking at the screen. */
  isHidden: () => boolean;
  language: () => Language;
  newId: () => string;
  log: Log;
}

type Handlers = { [N in keyof MatterRequests]: (ask: MatterRequests[N]['ask']) => unknown };

/** Matters: listed, shown and edited from this computer. */
export function createMatterRequests(deps: MatterDeps) {
  const words = createWordsOfCalls(deps.history);
  const now = () => new Date(deps.viewer().now);
  return {
    'matters:list'(query) {
      const list = listMatters(deps.history(), query, now());
      return deps.isHidden() ? maskMatterList(list) : list;
    },
    'matters:get'({ matterId }) {
      const view = describeMatter(deps.history(), matterId, { words, policy: deps.policy(), now: now() });
      return view && deps.isHidden() ? maskMatter(view) : view;
    },
    'matters:timeline'(query) {
      const timeline = timelineOf(deps.history(), words, query, deps.viewer());
      return deps.isHidden() ? maskTimeline(timeline) : timeline;
    },
    'matters:form': ({ matterId }) => formOf(deps.history(), matterId),
    'matters:save'({ matterId, isNew, set }): { result: 'kept' | 'gone' } {
      if (!isNew && deps.history().matter(matterId) === null) return { result: 'gone' };
      if (Object.keys(set).length > 0) deps.write([{ kind: 'edit_matter', matterId, editId: deps.newId(), set }]);
      return { result: 'kept' };
    },
    'matters:remove': ({ matterId }) =>
      askOffice(deps.client(), (client) => client.removeMatter(matterId), { what: 'remove_matter', log: deps.log }),
    async 'matters:add-task'({ matterId, text }) {
      const history = deps.history();
      const { readTask } = await import('../after-call/read-task.ts');
      const { assignee, ...fields } = readTask(text, {
        now: now(),
        timeZone: deps.viewer().timeZone,
        language: deps.language(),
        people: history.people(),
      });
      const assigneePersonId = assignee?.personId ?? history.office()?.personId ?? null;
      const set = { ...fields, matterId, assigneePersonId, source: 'person' as const, state: 'open' as const };
      deps.write([{ kind: 'edit_item', item: 'task', itemId: deps.newId(), editId: deps.newId(), set, did: null }]);
    },
    'matters:add-note'({ callId, text }) {
      const note = deps.history().call(callId)?.note ?? null;
      const whole = note === null || note.value.trim() === '' ? text : `${note.value.trimEnd()}\n${text}`;
      deps.write([{ kind: 'edit_call', callId, note: whole, noteBasis: note?.at ?? null }]);
    },
  } satisfies Handlers;
}

function formOf(history: History, matterId: string | null): MatterForm | null {
  const matter = matterId === null ? null : history.matter(matterId);
  if (matterId !== null && matter === null) return null;
  const me = history.person(history.office()?.personId ?? '');
  const fields: MatterFields =
    matter === null
      ? {
          ...withoutStamps(emptyMatter),
          number: '',
          title: '',
          responsiblePersonId: me?.role === 'lawyer' ? me.id : null,
        }
      : fieldsOf(matter);
  return {
    matterId,
    fields,
    people: history
      .people()
      .map(describePerson)
      .filter((person) => person !== null),
    contactNames: Object.fromEntries(
      fields.parties.flatMap(({ contactId }) => {
        const name = history.contact(contactId)?.name;
        return name === undefined ? [] : [[contactId, name]];
      }),
    ),
    may: matter === null ? { edit: 'all', remove: false } : mayOf(me, matter),
  };
}

function fieldsOf({ id: _id, updatedAt: _updatedAt, ...matter }: Matter): MatterFields {
  return withoutStamps(matter);
}

function withoutStamps<T extends { stamps: unknown }>({ stamps: _stamps, ...fields }: T): Omit<T, 'stamps'> {
  return fields;
}
