import { randomBytes } from 'node:crypto';
import { peaks as peaksShape } from '@callbrief/relay/wire/recording';
import type { ActAnswer, AudioUsage, PeaksView, RecordingView } from '../../src-preload/contract.ts';
import type { History } from '../history/history.ts';
import { silentLog } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refused } from '../telephony/act-answer.ts';
import { askOffice } from './ask-office.ts';
import type { AudioFolder } from './audio-folder.ts';
import { createAudioKeeper, type AudioKeeperOptions } from './audio-keeper.ts';
import { createOften } from './often.ts';
import { describePeaks } from './peaks-view.ts';
import { playRecording, recordingUrl } from './play-recording.ts';
import { describeRecording, isHere } from './recording-view.ts';

/** Everything that the main window asks about recordings, over one history. */
export interface RecordingsDesk {
  ofCall(callId: string): RecordingView[];
  peaks(recordingId: string): Promise<PeaksView | null>;
  star(recordingId: string, on: boolean): void;
  fetch(recordingId: string): void;
  retry(recordingId: string): Promise<ActAnswer>;
  legalHold(callId: string, hold: { on: boolean; reason: string }): Promise<ActAnswer>;
  usage(): Promise<AudioUsage>;
  clear(): Promise<AudioUsage>;
  /** Answers `recording://`. */
  play(request: Request): Promise<Response>;
  /** Recordings, settings or the connection changed. */
  nudge(): void;
  close(options: { erase: boolean }): void;
}

export interface RecordingsDeskOptions extends Omit<AudioKeeperOptions, 'history' | 'folder' | 'onUsage' | 'client'> {
  history: Pick<History, 'recordings' | 'remembered'>;
  folder: AudioFolder;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  onUsage: (usage: AudioUsage) => void;
  /** Origin of our windows: `app://callbrief`. */
  ownOrigin: string;
}

/** How often a window is told about bytes that come in. */
const TELL_EVERY_MS = 500;

export function openRecordingsDesk(options: RecordingsDeskOptions): RecordingsDesk {
  const { history, folder, clock, client, log = silentLog } = options;
  const { recordings } = history;
  // Not a number, and without capitals: Chromium reads hosts in its own way.
  const host = `r${randomBytes(16).toString('hex')}`;
  let closed = false;

  const tellUsage = createOften(clock, TELL_EVERY_MS, () => {
    keeper
      .usage()
      .then((usage) => {
        if (!closed) options.onUsage(usage);
      })
      .catch((error: unknown) => {
        if (!closed) log.warn('audio_waits', { error });
      });
    // Its progress is drawn.
    const coming = keeper.coming();
    if (coming !== null) options.onChanged([coming.callId]);
  });
  const keeper = createAudioKeeper({ ...options, onUsage: () => tellUsage.ask() });

  const changed = (recordingId: string) => {
    const callId = recordings.recording(recordingId)?.callId;
    if (callId !== undefined) options.onChanged([callId]);
  };

  function cachedPeaks(recordingId: string): PeaksView | null {
    const json = folder.peaks(recordingId);
    return json === null ? null : describePeaks(peaksShape.parse(JSON.parse(json)));
  }

  return {
    ofCall(callId) {
      const coming = keeper.coming();
      return recordings.ofCall(callId).map((recording) =>
        describeRecording({
          recording,
          own: recordings.own(recording.id),
          downloading: coming?.recordingId === recording.id ? coming.progress : null,
          isConnected: client() !== null,
          url: recordingUrl(host, recording.id),
        }),
      );
    },
    async peaks(recordingId) {
      const recording = recordings.recording(recordingId);
      if (recording === null || recording.removed !== null) return null;
      const cached = cachedPeaks(recordingId);
      const office = client();
      if (cached !== null || office === null || recording.audio.status !== 'completed') return cached;
      try {
        const peaks = await office.peaks(recordingId);
        if (!closed && isHere(recording, recordings.own(recordingId)))
          folder.keepPeaks(recordingId, JSON.stringify(peaks));
        return describePeaks(peaks);
      } catch (problem) {
        if (!(problem instanceof RelayProblem)) throw problem;
        log.warn('request_failed', { what: 'peaks', problem: problem.code });
        return null;
      }
    },
    star(recordingId, on) {
      recordings.star(recordingId, on);
      changed(recordingId);
      keeper.nudge();
    },
    fetch(recordingId) {
      keeper.fetchNow(recordingId);
      changed(recordingId);
    },
    async retry(recordingId) {
      const recording = recordings.recording(recordingId);
      if (recording === null || recording.removed !== null) return refused('failed');
      // The office has it: what failed was bringing it here.
      if (recording.audio.status === 'completed') {
        keeper.fetchNow(recordingId);
        changed(recordingId);
        return { result: 'done' };
      }
      return askOffice(client(), (office) => office.retryRecording(recordingId), { what: 'retry_recording', log });
    },
    legalHold: (callId, hold) =>
      askOffice(client(), (office) => office.setLegalHold(callId, hold), { what: 'legal_hold', log }),
    usage: () => keeper.usage(),
    async clear() {
      await keeper.clear();
      return keeper.usage();
    },
    play: (request) =>
      playRecording(request, {
        host,
        ownOrigin: options.ownOrigin,
        recording: (recordingId) => (closed ? null : recordings.recording(recordingId)),
        isHere: (recording) => isHere(recording, recordings.own(recording.id)),
        folder,
        damaged: (recordingId) => keeper.damaged(recordingId),
        client,
      }),
    nudge: () => keeper.nudge(),
    close({ erase }) {
      closed = true;
      keeper.close();
      tellUsage.close();
      if (erase) folder.erase();
    },
  };
}
