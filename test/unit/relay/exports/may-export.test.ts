import { describe, expect, it } from 'vitest';
import { mayExport, mayTellWords } from '../../../../relay/src/exports/may-export.ts';
import { defaultPolicy } from '../../../../relay/src/policy/default-policy.ts';
import { exportKind } from '../../../../relay/src/wire/export.ts';
import type { CapturePolicy } from '../../../../relay/src/wire/insights.ts';
import { personNamed } from '../../../support/relay-under-test.ts';
import { exampleCall } from './example-call.ts';

const { call } = exampleCall();
const lawyer = personNamed('peeters', 'lawyer');
const admin = personNamed('ada', 'admin');
const receptionist = personNamed('benali', 'receptionist');

type Rule = CapturePolicy['rules'][number];
const rule = (when: Partial<Rule['when']>, what: Partial<Omit<Rule, 'when'>> = {}): Rule => ({
  id: JSON.stringify(when),
  when: { lines: [], countries: [], matterIds: [], contactIds: [], ...when },
  audio: 'record',
  analyse: true,
  mayLeaveMachine: false,
  ...what,
});
const policyOf = (...rules: Rule[]): CapturePolicy => ({ ...defaultPolicy, rules });
const otherwise = (what: Partial<CapturePolicy['otherwise']>): CapturePolicy => ({
  ...defaultPolicy,
  otherwise: { ...defaultPolicy.otherwise, ...what },
});
const allOf = (policy: CapturePolicy, person = lawyer) =>
  Object.fromEntries(exportKind.options.map((kind) => [kind, mayExport(policy, call, kind, person)]));

describe('Who may export what', () => {
  it('a lawyer and an administrator may export everything that the firm may keep', () => {
    for (const person of [lawyer, admin]) {
      expect(new Set(Object.values(allOf(defaultPolicy, person)))).toEqual(new Set(['yes']));
    }
  });

  it('a receptionist takes file notes, and the words and sound only of what they answered themselves', () => {
    const notes = { note_pdf: 'yes', note_docx: 'yes' };
    const rest = (may: string) => ({ transcript_txt: may, transcript_srt: may, clip: may });
    expect(allOf(defaultPolicy, receptionist)).toEqual({ ...notes, ...rest('role') });
    const own = { ...call, answeredBy: { providerUserId: null, personId: 'benali', name: null } };
    expect(mayExport(defaultPolicy, own, 'clip', receptionist)).toBe('yes');
    expect(mayExport(defaultPolicy, own, 'transcript_srt', receptionist)).toBe('yes');
  });

  it.each([
    ['audio is not kept, words may be', { audio: 'notes' as const }, 'yes', 'policy', true],
    ['nothing may be captured', { audio: 'none' as const }, 'policy', 'policy', false],
    ['no machine may read it', { analyse: false }, 'policy', 'yes', false],
  ])('where %s, that stays inside', (_, what, transcript, clip, words) => {
    const policy = otherwise(what);
    expect(allOf(policy)).toEqual({
      note_pdf: 'yes',
      note_docx: 'yes',
      transcript_txt: transcript,
      transcript_srt: transcript,
      clip,
    });
    expect(mayTellWords(policy, call)).toBe(words);
  });

  it.each([
    ['its line', { lines: ['+3225551234'] }],
    ['the country of the other number', { countries: ['BE'] }],
    ['its matter', { matterIds: ['matter-1'] }],
  ])('a rule for %s holds, also where everything else may leave', (_, when) => {
    const strict = policyOf(rule(when, { audio: 'none', analyse: false }));
    expect(allOf(strict)).toMatchObject({ note_pdf: 'yes', transcript_txt: 'policy', clip: 'policy' });
    const elsewhere = policyOf(rule({ matterIds: ['another'] }, { audio: 'none', analyse: false }));
    expect(allOf(elsewhere)).toMatchObject({ transcript_txt: 'yes', clip: 'yes' });
  });
});
