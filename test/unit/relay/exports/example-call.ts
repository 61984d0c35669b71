import { emptyContact, emptyMatter } from '../../../../relay/src/wire/directory.ts';
import type { CallFile } from '../../../../relay/src/exports/call-file.ts';
import type { FieldState } from '../../../../relay/src/wire/field-state.ts';
import type { CallInsights, TranscriptSegment } from '../../../../relay/src/wire/insights.ts';
import type { Recording } from '../../../../relay/src/wire/recording.ts';
import { personNamed } from '../../../support/relay-under-test.ts';
import { callWith } from '../control/call-with.ts';

const at = '2026-11-19T11:40:00.000Z';
export const SHA = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';

export const completed: FieldState = {
  status: 'completed',
  reason: null,
  progress: null,
  attempts: 1,
  nextAttemptAt: null,
  updatedAt: at,
};
export const skipped: FieldState = { ...completed, status: 'skipped', reason: 'no_language_model' };

export function segment(id: string, speaker: 'caller' | 'firm', startMs: number, text: string): TranscriptSegment {
  return {
    id,
    speaker,
    channel: speaker === 'caller' ? 0 : 1,
    startMs,
    endMs: startMs + 4_000,
    text,
    language: 'en',
    words: null,
    edited: null,
  };
}

const engine = { id: 'sherpa:parakeet', leavesMachine: false, region: null };
const signed = { byPersonId: 'delcourt', byName: 'Me C. Delcourt', at };

export function insightsWith(more: Partial<CallInsights> = {}): CallInsights {
  return {
    callId: 'call-1',
    revision: 3,
    recordingId: 'rec-1',
    transcript: {
      ...completed,
      engine,
      source: 'engine',
      segments: [
        segment('s1', 'firm', 0, 'Delcourt and Peeters, good morning.'),
        segment('s2', 'caller', 4_200, 'Good morning, the hearing is on the third of December at nine.'),
        {
          ...segment('s3', 'caller', 65_000, 'Please send the brief before Friday.'),
          edited: { ...signed, original: 'Please send the beef before Friday.' },
        },
      ],
      speakerNames: { caller: null, firm: null },
    },
    summary: {
      ...completed,
      engine: { id: 'anthropic:model', leavesMachine: true, region: 'eu' },
      sentences: [
        { id: 'y1', text: 'The hearing is on 3 December at 9:00.', segmentIds: ['s2'] },
        { id: 'y2', text: 'The client wants the brief before Friday.', segmentIds: ['s3', 's2'] },
      ],
      leftOut: 1,
      verified: null,
      edited: null,
    },
    keyPassages: { ...completed, passages: [{ segmentId: 's2', text: 'The hearing is on the third of December.' }] },
    tasks: {
      ...completed,
      engine,
      tasks: [
        {
          id: 't1',
          title: 'Send the brief',
          dueDate: '2026-11-20',
          quote: 'Please send the brief before Friday',
          segmentId: 's3',
          state: 'accepted',
          decided: signed,
        },
        {
          id: 't2',
          title: 'Book a room',
          dueDate: null,
          quote: '',
          segmentId: 's2',
          state: 'suggested',
          decided: null,
        },
        {
          id: 't3',
          title: 'Sing a song',
          dueDate: null,
          quote: '',
          segmentId: 's2',
          state: 'dismissed',
          decided: signed,
        },
      ],
    },
    sentiment: { ...skipped, engine: null, overall: null, segments: [] },
    topics: { ...skipped, engine: null, topics: [] },
    mentions: { ...completed, dates: [], phones: [], ibans: [], emails: [], urgent: [] },
    dynamics: { ...completed, stepMs: 100, loudness: [], overlaps: [], talk: null, interruptions: 0, silenceMs: 0 },
    comments: [{ ...signed, id: 'k1', atMs: 65_000, text: 'Check the date.' }],
    updatedAt: at,
    ...more,
  };
}

export const recording: Recording = {
  id: 'rec-1',
  callId: 'call-1',
  kind: 'call',
  audio: completed,
  sha256: SHA,
  sizeBytes: 1_234_567,
  contentType: 'audio/wav',
  durationMs: 249_000,
  channels: ['caller', 'firm'],
  legalHold: false,
  removed: null,
  createdAt: at,
  updatedAt: at,
};

const delcourt = { ...personNamed('delcourt', 'lawyer'), name: 'Camille Delcourt', shortName: 'Me C. Delcourt' };
const benali = { ...personNamed('benali', 'receptionist'), name: 'Samira Benali', shortName: 'S. Benali' };

/** A client who called about a hearing; answered, recorded, written down, not verified by anybody. */
export function exampleCall(more: Partial<CallFile> = {}): CallFile {
  return {
    firm: {
      tenantId: 'tenant-1',
      name: 'Delcourt & Peeters',
      country: 'BE',
      providers: ['ringover'],
      lines: [{ number: '+3225551234', name: 'Reception' }],
    },
    timeZone: 'Europe/Brussels',
    call: callWith([{ legId: 'l1', state: 'answered', providerUserId: '1', personId: 'delcourt', name: null }], {
      id: 'call-1',
      outcome: 'answered',
      answeredAt: '2026-11-19T11:31:09.000Z',
      endedAt: '2026-11-19T11:35:18.000Z',
      durationSeconds: 249,
      answeredBy: { providerUserId: '1', personId: 'delcourt', name: null },
      endCause: 'normal',
      contactId: 'contact-1',
      matterId: 'matter-1',
      note: { value: 'Sounded worried.\nCall back after the hearing.', ...signed },
    }),
    contact: {
      ...emptyContact,
      id: 'contact-1',
      name: 'Anneke Šťastný-Öztürk',
      organisation: 'Bouwbedrijf De Wit',
      languages: ['nl'],
      numbers: [{ number: '+32470271836', kind: 'mobile', shared: false }],
      updatedAt: at,
    },
    matter: {
      ...emptyMatter,
      id: 'matter-1',
      number: '2026/0318',
      title: 'De Wit / Immo Nord',
      status: 'open',
      responsiblePersonId: 'delcourt',
      parties: [{ contactId: 'contact-1', role: 'client', representedBy: null }],
      deadlines: [],
      updatedAt: at,
    },
    people: new Map([
      ['delcourt', delcourt],
      ['benali', benali],
    ]),
    recordings: [recording],
    insights: insightsWith(),
    notAnalysed: false,
    consent: { announcedAtMs: null, objectedAtMs: null },
    access: {
      entries: [
        {
          id: 2,
          at: '2026-11-19T12:05:00.000Z',
          what: 'exported',
          callId: 'call-1',
          recordingId: null,
          personId: 'delcourt',
          deviceId: 'd1',
          detail: `note_docx sha256=${SHA}`,
        },
        {
          id: 1,
          at: '2026-11-19T12:00:00.000Z',
          what: 'recording_played',
          callId: 'call-1',
          recordingId: 'rec-1',
          personId: 'benali',
          deviceId: 'd2',
          detail: null,
        },
      ],
      total: 2,
    },
    madeBy: delcourt,
    madeAt: '2026-11-20T09:04:00.000Z',
    ...more,
  };
}
