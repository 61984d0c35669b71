import type { CallOnLine } from '../call-on-line.ts';

/** The line of a caller who may come back on another stream: asked each time which one it is now. They are here since the first. */
export function steadyLine(now: () => CallOnLine): CallOnLine {
  const { since } = now();
  return {
    since,
    get tenantId() {
      return now().tenantId;
    },
    get callId() {
      return now().callId;
    },
    get callerNumber() {
      return now().callerNumber;
    },
    get calledNumber() {
      return now().calledNumber;
    },
    get wantedPersonId() {
      return now().wantedPersonId;
    },
    get language() {
      return now().language;
    },
    get hasKeys() {
      return now().hasKeys;
    },
    get canReachPerson() {
      return now().canReachPerson;
    },
    get canReachVoicemail() {
      return now().canReachVoicemail;
    },
    get staysWhileRinging() {
      return now().staysWhileRinging;
    },
    ring: (personId, signal) => now().ring(personId, signal),
    toVoicemail: () => now().toVoicemail(),
    hangUp: () => now().hangUp(),
    took: () => now().took(),
    left: (reason) => now().left(reason),
  };
}
