import { describe, expect, it } from 'vitest';
import { captureOfCall } from '../../../../relay/src/exports/capture-of-call.ts';
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
  when: { lines: [], countries: [], matterIds: [], ...when },
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
});

describe('The policy of one call', () => {
  const strict = { audio: 'none' as const, analyse: false };

  it('is what holds otherwise, where no rule names the call', () => {
    const elsewhere = [
      rule({ lines: ['+3229999999'] }, strict),
      rule({ countries: ['DE'] }, strict),
      rule({ matterIds: ['another'] }, strict),
      rule({ lines: ['+3225551234'], countries: ['FR'] }, strict),
    ];
    expect(captureOfCall(policyOf(...elsewhere), call)).toMatchObject({ audio: 'record', analyse: true });
  });

  it.each([
    ['its line', { lines: ['+3229999999', '+3225551234'] }],
    ['the country of the other number', { countries: ['BE'] }],
    ['its matter', { matterIds: ['matter-1'] }],
    ['all of these', { lines: ['+3225551234'], countries: ['BE'], matterIds: ['matter-1'] }],
    ['nothing in particular', {}],
  ])('is that of a rule that names %s', (_, when) => {
    expect(captureOfCall(policyOf(rule(when, strict)), call)).toEqual(strict);
  });

  it('is the strictest of all rules that name it', () => {
    const policy = policyOf(
      rule({ countries: ['BE'] }, { audio: 'record', analyse: false }),
      rule({ matterIds: ['matter-1'] }, { audio: 'notes', analyse: true }),
    );
    expect(captureOfCall(policy, call)).toEqual({ audio: 'notes', analyse: false });
  });

  it('a rule for a country does not name a caller who withheld their number', () => {
    const withheld = { ...call, fromNumber: null, anonymous: true };
    expect(captureOfCall(policyOf(rule({ countries: ['BE'] }, strict)), withheld).audio).toBe('record');
  });

  it('a rule that is milder than what holds otherwise is the firm’s own wish', () => {
    const policy = { ...otherwise({ audio: 'none' }), rules: [rule({ matterIds: ['matter-1'] })] };
    expect(captureOfCall(policy, call).audio).toBe('record');
  });
});
