import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import type { PolicyDesk } from '../../src-preload/contract.ts';

const when = { lines: [], countries: [], matterIds: [], contactIds: [] };

/** Kept and read in the office; nothing of what the opposing party's doctor says. */
export const mockPolicy: CapturePolicy = {
  revision: 3,
  otherwise: { audio: 'record', analyse: true, mayLeaveMachine: false, regions: ['eu'] },
  rules: [
    { id: 'p-germany', when: { ...when, countries: ['DE'] }, audio: 'notes', analyse: true, mayLeaveMachine: false },
    {
      id: 'p-brabant',
      when: { ...when, matterIds: ['m-0291'] },
      audio: 'none',
      analyse: false,
      mayLeaveMachine: false,
    },
  ],
  retention: { audioDays: 183, textDays: 2_192 },
};

export const mockPolicyDesk: Omit<PolicyDesk, 'canSave'> = {
  policy: mockPolicy,
  named: { matters: [{ id: 'm-0291', number: '2026/0291', title: 'Brabant / Kröger' }], contacts: [] },
  lines: [
    { number: '+3220002000', name: 'Main line' },
    { number: '+3220002010', name: 'Litigation line' },
  ],
};
