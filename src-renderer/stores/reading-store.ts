import type { TranscriptSegment } from '@callbrief/relay/wire/insights';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { findInTranscript, type TranscriptHit } from '../transcript/find-in-transcript.ts';

export interface ReadingData {
  /** The line that is heard stays in sight; scrolling by hand turns it off. */
  follow: boolean;
  search: string;
  /** The search field is open; hits are marked without it too. */
  finding: boolean;
  hits: readonly TranscriptHit[];
  /** Index among the hits; -1: none chosen yet. */
  hit: number;
  /** Rises when a place was asked for that must come into sight, also when it is the same one. */
  reveal: { segmentId: string; times: number } | null;
  /** What is being corrected. */
  editing: { what: 'line' | 'sentence'; id: string } | { what: 'voice'; speaker: 'caller' | 'firm' } | null;
  /** A comment is being written, at this time. */
  commentAtMs: number | null;
  /** Where the window is narrow: what stands beside the list of calls. */
  tab: 'transcript' | 'about';
}

export interface ReadingStore {
  store: StoreApi<ReadingData>;
  /** Another call: nothing of the last one's reading stays. `search`: what the list of calls was searched for. */
  open: (search: string) => void;
  setSegments: (segments: readonly TranscriptSegment[]) => void;
  find: (search: string) => void;
  setFinding: (open: boolean) => void;
  /** @returns the hit to go to. */
  nextHit: (by: 1 | -1) => TranscriptHit | null;
  setFollow: (on: boolean) => void;
  revealLine: (segmentId: string) => void;
  edit: (editing: ReadingData['editing']) => void;
  comment: (atMs: number | null) => void;
  showTab: (tab: ReadingData['tab']) => void;
}

/** How the transcript of the call on screen is being read. */
export function createReadingStore(): ReadingStore {
  const store = createStore<ReadingData>(() => ({
    follow: true,
    search: '',
    finding: false,
    hits: [],
    hit: -1,
    reveal: null,
    editing: null,
    commentAtMs: null,
    tab: 'transcript',
  }));
  let segments: readonly TranscriptSegment[] = [];
  const revealLine = (segmentId: string) =>
    store.setState(({ reveal }) => ({ reveal: { segmentId, times: (reveal?.times ?? 0) + 1 } }));

  return {
    store,
    open(search) {
      segments = [];
      store.setState({
        follow: true,
        search,
        finding: false,
        hits: [],
        hit: -1,
        reveal: null,
        editing: null,
        commentAtMs: null,
      });
    },
    setSegments(next) {
      if (next === segments) return;
      segments = next;
      const { search, hits, hit } = store.getState();
      const found = findInTranscript(segments, search);
      store.setState({ hits: found, hit: found.length === hits.length ? hit : -1 });
    },
    find(search) {
      if (search === store.getState().search) return;
      store.setState({ search, hits: findInTranscript(segments, search), hit: -1 });
    },
    setFinding: (finding) => store.setState({ finding }),
    nextHit(by) {
      const { hits, hit } = store.getState();
      if (hits.length === 0) return null;
      const next = hit < 0 ? (by === 1 ? 0 : hits.length - 1) : (hit + by + hits.length) % hits.length;
      const found = hits[next] ?? null;
      store.setState({ hit: next });
      if (found !== null) revealLine(found.segmentId);
      return found;
    },
    setFollow: (follow) => store.setState({ follow }),
    revealLine,
    edit: (editing) => store.setState({ editing }),
    comment: (commentAtMs) => store.setState({ commentAtMs }),
    showTab: (tab) => store.setState({ tab }),
  };
}
