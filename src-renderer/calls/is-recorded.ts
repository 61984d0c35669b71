import type { CallDetail } from '../../src-preload/contract.ts';

/** There is something to hear or to read, or it is on its way; else the call is shown as one without a recording. */
export function isRecorded({ recordings }: CallDetail, hasTranscript: boolean): boolean {
  return (
    hasTranscript ||
    recordings.some(({ state }) => {
      switch (state) {
        case 'here':
        case 'at_the_office':
        case 'downloading':
        case 'waiting':
          return true;
        case 'failed':
        case 'skipped':
        case 'removed':
          return false;
        default:
          return state satisfies never;
      }
    })
  );
}
