import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Message } from '@callbrief/relay/wire/message';
import { deliver } from '../../relay/simulator/deliver.ts';
import type { LifeStep } from '../../relay/simulator/life/call-life.ts';
import { uint64From } from '../../relay/simulator/life/derived-id.ts';
import type { PretendPerson } from '../../relay/simulator/life/person.ts';
import { plainly, tell } from '../../relay/simulator/life/tell.ts';
import { createSign } from '../../relay/simulator/told/wires.ts';
import type { DesktopApp } from '../support/desktop-app.ts';
import { FIRM_LINE, generatedPeople } from '../support/generated-histories.ts';
import { startWiredFirm, type WiredFirm } from '../support/wired-firm.ts';

/** HTTP contract section 2: all nine kinds, told in Ringover's own envelope and in the old names, to the same address. */
const folder = mkdtempSync(join(tmpdir(), 'callbrief-nine-kinds-'));
let firm: WiredFirm;
let desktop: DesktopApp;

beforeAll(async () => {
  firm = await startWiredFirm({ dataDir: join(folder, 'relay'), people: generatedPeople });
  desktop = await firm.connectDesktop(join(folder, 'desktop'));
});
afterAll(async () => {
  await desktop.close();
  await firm.close();
  rmSync(folder, { recursive: true, force: true });
});

const [jonas] = generatedPeople as [PretendPerson, ...PretendPerson[]];
const CALLER = '+32440271836';
const ring: LifeStep = { kind: 'ring', people: [jonas] };
const answer: LifeStep = { kind: 'answer', people: [jonas] };
const hangUp: LifeStep = { kind: 'hang_up', cause: null };
const miss: LifeStep = { kind: 'miss', reason: null };
const byJonas = expect.objectContaining({ personId: 'jonas', name: 'Jonas Peeters' });

interface Kind {
  /** Seconds from the beginning. */
  steps: [number, LifeStep][];
  outbound?: true;
  /** Of the call on the desktop; times in seconds from the beginning. */
  call?: Partial<Record<keyof Call, unknown>> & { times: [start: number, answer: number | null, end: number | null] };
  message?: Partial<Record<keyof Message, unknown>>;
}

const kinds: Record<string, Kind> = {
  'ringing, inbound': {
    steps: [[0, ring]],
    call: { outcome: 'ringing', direction: 'inbound', fromNumber: CALLER, toNumber: FIRM_LINE, times: [0, null, null] },
  },
  'ringing, outbound': {
    outbound: true,
    steps: [[0, ring]],
    call: {
      outcome: 'ringing',
      direction: 'outbound',
      fromNumber: FIRM_LINE,
      toNumber: CALLER,
      times: [0, null, null],
    },
  },
  answered: {
    steps: [
      [0, ring],
      [6, answer],
    ],
    call: { outcome: 'talking', answeredBy: byJonas, times: [0, 6, null] },
  },
  ended: {
    steps: [
      [0, ring],
      [6, answer],
      [40, hangUp],
    ],
    call: { outcome: 'answered', answeredBy: byJonas, durationSeconds: 34, times: [0, 6, 40] },
  },
  missed: {
    steps: [
      [0, ring],
      [25, miss],
    ],
    call: { outcome: 'missed', answeredBy: null, durationSeconds: 0, times: [0, null, 25] },
  },
  voicemail: {
    steps: [
      [0, ring],
      [25, miss],
      [60, { kind: 'voicemail', seconds: 30 }],
    ],
    call: { outcome: 'voicemail', answeredBy: null, voicemail: { durationSeconds: 30 }, times: [0, null, 60] },
  },
  'after-call work': {
    steps: [
      [0, ring],
      [6, answer],
      [40, hangUp],
      [90, { kind: 'after_call', text: 'Send the file', tags: ['RDV'] }],
    ],
    call: {
      outcome: 'answered',
      added: expect.objectContaining({ tags: ['RDV'], comment: 'Send the file' }),
      times: [0, 6, 40],
    },
  },
  'SMS received': {
    steps: [[0, { kind: 'sms', to: 'firm', text: 'Merci', person: null }]],
    message: { kind: 'sms', direction: 'inbound', fromNumber: CALLER, toNumber: FIRM_LINE, body: 'Merci' },
  },
  'SMS sent': {
    steps: [[0, { kind: 'sms', to: 'caller', text: 'À demain', person: jonas }]],
    message: {
      kind: 'sms',
      direction: 'outbound',
      fromNumber: FIRM_LINE,
      toNumber: CALLER,
      body: 'À demain',
      personId: 'jonas',
      state: 'sent',
    },
  },
  'fax received': {
    steps: [[0, { kind: 'fax', pages: 3 }]],
    message: {
      kind: 'fax',
      direction: 'inbound',
      fromNumber: CALLER,
      toNumber: FIRM_LINE,
      body: '',
      state: 'received',
    },
  },
};

describe.each(['ringover', 'old_names'] as const)('told in the words of %s', (teller) => {
  it.each(Object.entries(kinds))('%s ends in the desktop’s history', async (_, kind) => {
    const startedAt = new Date(Date.now() - 600_000);
    const callId = uint64From(randomUUID());
    const life = {
      callId,
      direction: kind.outbound ? ('outbound' as const) : ('inbound' as const),
      from: kind.outbound ? FIRM_LINE : CALLER,
      to: kind.outbound ? CALLER : FIRM_LINE,
      startedAt,
      steps: kind.steps.map(([seconds, step]) => ({ atMs: seconds * 1000, step })),
    };
    const before = new Set((await firm.messages()).map(({ id }) => id));
    const sign = createSign(firm.wires);
    for (const told of tell(life, plainly(teller))) {
      const { status, body } = await deliver(sign('event', told.body(1)), { giveUpAfterMs: 0 });
      expect(JSON.parse(body)).toMatchObject({ status: 'accepted', event_created: true });
      expect(status).toBe(200);
    }
    // Everything told so far is read. The relay goes on by itself, with a callback or a matter's news, so it may be more.
    const last = await firm.store.lastEventId();
    await vi.waitFor(() => expect(desktop.history.cursor()).toBeGreaterThanOrEqual(last), {
      timeout: 10_000,
      interval: 10,
    });

    if (kind.call) {
      const { times, ...expected } = kind.call;
      const known = await firm.store.callByProviderId('ringover', callId);
      const call = desktop.history.call(known?.call.id ?? '');
      const seconds = (time: string | null) => (time === null ? null : (Date.parse(time) - startedAt.getTime()) / 1000);
      expect(call).toMatchObject(expected);
      expect([call?.startedAt, call?.answeredAt, call?.endedAt].map((time) => seconds(time ?? null))).toEqual(times);
    }
    if (kind.message) {
      const added = (await firm.messages()).filter(({ id }) => !before.has(id));
      expect(added.map(({ id }) => desktop.history.message(id))).toMatchObject([
        { ...kind.message, at: startedAt.toISOString() },
      ]);
    }
  });
});
